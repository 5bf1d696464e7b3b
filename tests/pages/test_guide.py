"""The guide: every rule has its page, made of its docstring alone, in words that everybody reads."""

import re

import pytest
from django.http import HttpResponse

from northing.domain.lint.engine import every_rule
from northing.domain.lint.examples import examples
from northing.domain.lint.rule import Rule
from northing.web.guide import manuals
from northing.web.guide.prose import paragraphs
from northing.web.guide.told import Told, told
from tests.cast import Cast, client_for
from tests.walls.seeing import queries_counted, seen

HERE = "/kestrel/guide/"
RULES = every_rule()


def answer(cast: Cast, path: str = "", handle: str = "vera") -> HttpResponse:
    found: HttpResponse = seen(client_for(cast.insiders[handle]).get, HERE + path)
    return found


def html(cast: Cast, path: str = "", handle: str = "vera") -> str:
    found = answer(cast, path, handle)
    assert found.status_code == 200, path
    return str(found.content.decode()).partition("<main")[2]


def words(text: str) -> str:
    """What is read: without markup, spaces folded."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


# ── the catalogue ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize("handle", ["ada", "lea", "max", "vera"])
def test_everybody_finds_every_rule_once(cast: Cast, handle: str) -> None:
    page = html(cast, "", handle)
    assert re.findall(r'href="/kestrel/guide/(\w+)/"', page) == [
        one.code for section in manuals.catalogue() for one in section.entries
    ]
    assert sum(len(section.entries) for section in manuals.catalogue()) == len(RULES)
    assert f"{len(RULES)} known faults" in words(page)


def test_the_rail_and_the_keys_lead_there(cast: Cast) -> None:
    client = client_for(cast.vera)
    assert re.search(
        r'href="/kestrel/guide/"[^>]* data-go="g"', client.get("/kestrel/").content.decode()
    )
    assert (
        'href="/kestrel/guide/"'
        in client.get("/kestrel/keys/").content.decode().partition("<main")[2]
    )


def test_the_database_is_asked_for_the_frame_alone(cast: Cast) -> None:
    client = client_for(cast.lea)
    client.get("/kestrel/keys/")
    with queries_counted() as frame:
        client.get("/kestrel/keys/")
    for path in ("", "KR101/", "SET106/", "KR999/"):
        with queries_counted() as asked:
            client.get(HERE + path)
        assert len(asked) == len(frame), path


def test_a_past_day_has_no_guide_of_its_own(cast: Cast) -> None:
    found = client_for(cast.vera).get("/@2026-02-10/kestrel/guide/KR101/")
    assert (found.status_code, found["Location"]) == (302, "/kestrel/guide/KR101/")


# ── a rule ────────────────────────────────────────────────────────────────────


def test_every_rule_has_its_page(cast: Cast) -> None:
    for rule in RULES:
        text = words(html(cast, f"{rule.code}/"))
        for part in (
            rule.code,
            rule.name,
            "Why it matters",
            "What helps",
            "Instead of",
            "Fine like this",
        ):
            assert part in text, f"{rule.code}: {part}"
        assert "`" not in text, f"{rule.code}: no sign of the notation is left"
        assert not re.search(r" \| |\w=\w", text), f"{rule.code}: examples are told in words"


def test_a_page_says_what_is_said_of_its_examples(cast: Cast) -> None:
    page = html(cast, "OBJ101/")
    assert "<mark>200</mark>" in page, "the words that are meant"
    assert "“200” belongs to a key result" in words(page)
    assert "Try Reduce deployment time from 45 min to …" in words(html(cast, "KR106/"))
    assert '<p class="guide-sentence" lang="de">' in page, (
        "what is read aloud is read in its language"
    )


def test_it_says_which_limits_move_it_and_how_to_leave_it_out(cast: Cast) -> None:
    text = html(cast, "OBJ108/")
    assert "most_key_results = 4" in text
    assert "ignore = [&quot;OBJ108&quot;]" in text
    assert "[lint.limits]" not in html(cast, "KR101/")
    assert "northing.toml" not in html(cast, "PRA101/"), "no document says how it was kept"
    assert 'href="/kestrel/settings/coach/"' in text


@pytest.mark.parametrize("named", ["kr101", "output-as-key-result", "Output-As-Key-Result"])
def test_a_name_and_another_case_lead_to_the_code(cast: Cast, named: str) -> None:
    found = answer(cast, f"{named}/")
    assert (found.status_code, found["Location"]) == (302, HERE + "KR101/")


@pytest.mark.parametrize(
    ("wanted", "near"), [("KR199", "KR119"), ("missing-base-line", "KR104"), ("OBJ11", "OBJ111")]
)
def test_an_unknown_code_is_not_there_and_leads_to_the_nearest(
    cast: Cast, wanted: str, near: str
) -> None:
    found = answer(cast, f"{wanted}/")
    page = found.content.decode().partition("<main")[2]
    assert found.status_code == 404
    assert f"There is no rule {wanted}" in words(page)
    assert f'href="{HERE}{near}/"' in page
    assert "All rules" in page


def test_what_comes_near_to_nothing_leads_to_all_of_them(cast: Cast) -> None:
    found = answer(cast, "x" * 300 + "/")
    page = found.content.decode().partition("<main")[2]
    assert found.status_code == 404
    assert "Did you mean" not in page
    assert "x" * 61 not in page
    assert f'href="{HERE}"' in page


def test_all_pages_are_walked_through_in_both_directions() -> None:
    listed = [one.code for section in manuals.catalogue() for one in section.entries]
    rules = {rule.code: rule for rule in RULES}
    for before, after in zip(listed, listed[1:], strict=False):
        on, back = manuals.neighbours(rules[before])[1], manuals.neighbours(rules[after])[0]
        assert on is not None
        assert back is not None
        assert (on.code, back.code) == (after, before)
    assert manuals.neighbours(rules[listed[0]])[0] is None
    assert manuals.neighbours(rules[listed[-1]])[1] is None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_something_is_said_of_each_flagged_example(rule: Rule) -> None:
    flagged = manuals.manual(rule).flagged
    assert flagged
    assert flagged[0].says
    for one in flagged:
        assert one.before + one.meant + one.after == one.told.text
        assert "__" not in one.rewrite


# ── words ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_is_known_is_told_in_words(rule: Rule) -> None:
    shown = (one for section in ("Flagged", "Fine") for one in examples(rule, section))
    for one in (inner for example in shown for inner in _all(told(example.aim))):
        assert one.text
        for fact in one.facts:
            assert not re.search(r"[={}_]|None", fact), fact


def _all(one: Told) -> list[Told]:
    return [one, *(inner for below in one.below for inner in _all(below))]


def test_running_text_keeps_its_emphasis_and_nothing_else() -> None:
    text = (
        "He said <b>so</b> & left (*Radical\nFocus*, 2016).\n\nWrite `a < b`; 2 * 3 is no emphasis."
    )
    assert paragraphs(text) == (
        "He said &lt;b&gt;so&lt;/b&gt; &amp; left (<em>Radical Focus</em>, 2016).",
        "Write <code>a &lt; b</code>; 2 * 3 is no emphasis.",
    )
    assert paragraphs(" \n\n ") == ()


# ── finding ───────────────────────────────────────────────────────────────────


def found(cast: Cast, asked: str) -> list[str]:
    page = client_for(cast.vera).get("/kestrel/find/", {"q": asked}).content.decode()
    return re.findall(r'href="/kestrel/guide/(\w+)/"', page.partition("<main")[2])


def test_the_box_finds_the_pages_by_name_and_by_code(cast: Cast) -> None:
    assert found(cast, "missing baseline") == ["KR104"]
    assert found(cast, "kr104") == ["KR104"]
    assert found(cast, "guide vain") == ["KR114"]
    for asked in ("", "kr1", "ob", "build", "O-1"):
        assert not found(cast, asked), asked
