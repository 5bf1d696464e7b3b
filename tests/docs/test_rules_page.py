"""The pages of the writing coach's rules are this version's."""

import re
import tomllib

import pytest

from northing.domain.lint.engine import every_rule
from northing.domain.lint.rule import Rule
from northing.web.guide import manuals
from tests.docs import rules
from tests.docs.test_pages import LINK

PAGES = rules.pages()


@pytest.mark.parametrize("name", PAGES)
def test_the_committed_page_is_this_one(name: str) -> None:
    written = rules.DOCS / name
    assert written.is_file(), "python -m tests.docs.rules"
    assert written.read_text(encoding="utf-8") == PAGES[name], "python -m tests.docs.rules"


def test_no_page_is_left_of_a_rule_that_went() -> None:
    assert not rules.stale(), "python -m tests.docs.rules"


def test_the_catalogue_leads_to_every_rule_once() -> None:
    linked = [link for link in LINK.findall(PAGES[rules.CATALOGUE]) if link.startswith("rules/")]
    assert sorted(linked) == sorted(rules.path(rule) for rule in every_rule())


def test_what_a_page_links_to_is_there() -> None:
    for name, text in PAGES.items():
        for link in LINK.findall(text):
            assert ((rules.DOCS / name).parent / link).resolve().is_file(), f"{name}: {link}"


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.code)
def test_examples_are_told_in_words(rule: Rule) -> None:
    """The notation of the docstrings is for those who write rules."""
    text = PAGES[rules.path(rule)]
    listed = text.partition("## Flagged")[2].partition("## How to fix")[0]
    assert not re.search(r"\w=|\| ", listed)
    assert "None" not in listed


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.code)
def test_what_it_says_of_settings_can_be_said(rule: Rule) -> None:
    assert tomllib.loads(manuals.leaving_out(rule)) == {"lint": {"ignore": [rule.code]}}
    limits = tomllib.loads(manuals.limits(rule)).get("lint", {}).get("limits", {})
    assert set(limits) == set(rule.options)
    for block in re.findall(r"```toml\n(.*?)```", PAGES[rules.path(rule)], re.DOTALL):
        assert "lint" in tomllib.loads(block)
