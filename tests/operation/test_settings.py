"""Every environment variable is declared once, read strictly, and documented on one page."""

import re
from pathlib import Path

import pytest

from northing.kit import options
from northing.kit.options import BY_NAME, OPTIONS, OptionError
from tests.docs import settings as page

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"\b(?:NORTHING_[A-Z][A-Z_]*|DATABASE_(?:[A-Z]+_)?URL)\b")
# Of the tests, of the benchmarks, and what examples of the API call a token in the reader's own shell.
SAID_WITHOUT_READING = {"NORTHING_TESTS", "NORTHING_SHARED", "NORTHING_TOKEN"}

pytestmark = pytest.mark.static


def test_the_page_lists_every_variable_as_it_is() -> None:
    assert page.DOCS.read_text(encoding="utf-8") == page.page(), "python -m tests.docs.settings"


def test_every_variable_that_the_sources_and_the_documents_name_is_declared() -> None:
    files = [
        path
        for folder in ("src", "docs", "deploy", "scripts")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
        and path.suffix in {".py", ".md", ".service", ".yaml", ".conf", ".sh", ".env", ""}
        if "node_modules" not in path.parts and "__pycache__" not in path.parts
    ]
    named = {(name, path.name) for path in files for name in NAME.findall(path.read_text("utf-8"))}
    assert len(named) > 30, "or nothing was read"
    strange = {(name, file) for name, file in named if name not in BY_NAME} - {
        (name, file) for name, file in named if name in SAID_WITHOUT_READING
    }
    assert not strange


def test_every_declared_variable_is_read_somewhere() -> None:
    sources = [p for p in (ROOT / "src").rglob("*.py") if p.name != "options.py"]
    read = {name for path in sources for name in NAME.findall(path.read_text("utf-8"))}
    assert set(BY_NAME) <= read


@pytest.mark.parametrize("option", OPTIONS, ids=lambda o: o.name)
def test_default_and_example_can_be_read_and_unset_is_the_default(option: options.Option) -> None:
    assert option.read({}) == option.read({option.name: "  "})
    if option.example:
        option.read({option.name: option.example})
    assert option.meaning.endswith(".")
    assert option.name.startswith(("NORTHING_", "DATABASE_"))


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("NORTHING_KEPT_PAGES", "many", "whole number"),
        ("NORTHING_KEPT_PAGES", "-1", "at least 0"),
        ("NORTHING_KEPT_PAGES", "1e3", "whole number"),
        ("NORTHING_KEPT_PAGES", "٣", "whole number"),
        ("NORTHING_DRAIN", "301", "at most 300"),
        ("NORTHING_DEMO", "maybe", "1 or to 0"),
        ("NORTHING_LOG", "xml", "line, json"),
        ("NORTHING_URL", "okr.example.org", "https://okr.example.org"),
        ("NORTHING_URL", "https://okr.example.org/northing", "scheme and host"),
        ("NORTHING_URL", "https://", "scheme and host"),
        ("NORTHING_TODAY", "tomorrow", "2026-03-12"),
    ],
)
def test_a_wrong_value_names_variable_value_and_remedy(name: str, value: str, says: str) -> None:
    with pytest.raises(OptionError, match=name) as refused:
        options.check({name: value})
    assert repr(value) in str(refused.value)
    assert says in str(refused.value)


def test_a_wrong_secret_is_not_repeated() -> None:
    with pytest.raises(OptionError) as refused:
        options.read("NORTHING_METRICS_TOKEN", {"NORTHING_METRICS_TOKEN": "hunter2"})
    assert "hunter2" not in str(refused.value)
    assert "20 characters" in str(refused.value)


def test_values_come_in_their_kind() -> None:
    said = {
        "NORTHING_DATA": "here", "NORTHING_DEMO": "Yes", "NORTHING_HOSTS": " a.example , b.example ,",
        "NORTHING_URL": "https://okr.example.org/", "NORTHING_LOG": "JSON", "NORTHING_DRAIN": "10",
    }  # fmt: skip
    assert {name: options.read(name, said) for name in said} == {
        "NORTHING_DATA": Path.cwd() / "here", "NORTHING_DEMO": True,
        "NORTHING_HOSTS": ["a.example", "b.example"], "NORTHING_URL": "https://okr.example.org",
        "NORTHING_LOG": "json", "NORTHING_DRAIN": 10,
    }  # fmt: skip


def test_misspelt_variables_are_found_with_what_was_meant() -> None:
    said = {
        "NORTHING_HOST": "x",
        "NORTHING_QQQQQQQQQQ": "x",
        "HOME": "/",
        "NORTHING_URL": "http://x",
    }
    assert options.unknown(said) == {"NORTHING_HOST": "NORTHING_HOSTS", "NORTHING_QQQQQQQQQQ": ""}
