"""Find or do: what is found in which order, by whom, however it is asked; and what may be done."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from northing.actions import check_ins, comments, key_results, objectives, people, teams
from northing.actions.check_ins import Said
from northing.actions.objectives import NewObjective
from northing.domain.access import Caller
from northing.queries.search import PAGE, Found, search
from tests.cast import KINDS, NOW, Cast, bearer, client_for, number

HERE = "/kestrel/find/"


def names(found: Found) -> list[str]:
    """Keys and short names in the order in which they stand."""
    return [h.key or h.slug or h.about for one in found.sorts for h in one.hits]


def sorts(found: Found) -> list[str]:
    return [one.sort for one in found.sorts]


def _aim(cast: Cast, title: str, *, agreed: bool = False, by: Caller | None = None) -> str:
    lea = by or cast.lea
    key = objectives.draft(lea, NewObjective(title, cast.platform, cast.cycle)).key
    if agreed:
        key_results.add(lea, number(key), replace(KINDS["yes_no"], title=f"It holds: {key}"))
        objectives.propose(lea, number(key))
        objectives.agree(lea, number(key))
    return key


def _team(cast: Cast, name: str) -> int:
    return teams.create(cast.ada, name, cast.company).id


# ── what is found, in which order ─────────────────────────────────────────────


def test_a_key_finds_exactly_what_has_it(cast: Cast) -> None:
    kr = cast.key_results["decrease"]
    for asked in (f"KR-{kr}", f"kr{kr}", f"kr {kr}", f" #KR-{kr} "):
        assert names(search(cast.vera, asked)) == [f"KR-{kr}"]
    both = names(search(cast.lea, "1"))
    assert both[:2] == ["O-1", "KR-1"]
    assert search(cast.vera, "KR-99999").sorts == ()


def test_names_stand_in_the_order_of_how_well_they_fit(cast: Cast) -> None:
    named = [
        _aim(cast, "Gateways never sleep", agreed=True),
        _aim(cast, "Nobody waits at the gateway", agreed=True),
        _aim(cast, "Gateway", agreed=True),
        _aim(cast, "Gateway costs are known", agreed=True),
    ]
    explained = objectives.draft(
        cast.lea, NewObjective("Calls get through", cast.platform, cast.cycle, why="The gateway.")
    ).key
    objectives.close(cast.lea, number(named[3]), "Done.")
    wanted = [named[2], named[0], named[3], named[1], explained]
    assert names(search(cast.lea, "gateway", "objectives")) == wanted


def test_what_runs_stands_before_what_is_over_and_own_before_others(cast: Cast) -> None:
    other = _team(cast, "Sails")
    teams.join(cast.ada, other, cast.ada.person, lead=True)
    ada = replace(cast.ada, teams=frozenset({other}), leads=frozenset({other}))
    first = _aim(cast, "Harbour one is deep", agreed=True)
    key = objectives.draft(ada, NewObjective("Harbour two is deep", other, cast.cycle)).key
    last = _aim(cast, "Harbour three is deep", agreed=True)
    objectives.close(cast.lea, number(last), "Deep.")
    assert names(search(cast.ada, "deep", "objectives"))[-1] == last
    assert names(search(ada, "deep", "objectives")) == [key, first, last]
    assert names(search(replace(cast.ada, teams=cast.lea.teams), "deep")) == [first, key, last]


def test_all_words_match_in_any_order_as_starts(cast: Cast) -> None:
    kr = f"KR-{cast.key_results['decrease']}"
    for asked in ("build takes minutes", "minu buil", "MINUTES, a build!", "6 build takes"):
        assert names(search(cast.vera, asked)) == [kr], asked
    assert names(search(cast.vera, "build hours")) == []


def test_names_are_found_though_they_are_misspelled(cast: Cast) -> None:
    people.invite(cast.ada, "Jörg Müller", handle="joerg")
    for asked in ("Müller", "Mueller", "muller", "jorg muller", "Jörg Mu"):
        assert names(search(cast.vera, asked)) == ["joerg"], asked
        assert not search(cast.vera, asked).nearly
    for asked in ("Platfrom", "Pltform", "plattform", "Plaxform"):
        found = search(cast.vera, asked)
        assert (names(found), found.nearly) == (["platform"], True), asked
    found = search(cast.vera, "deploymnets weeek")
    assert names(found) == [f"KR-{cast.key_results['increase']}"]


def test_what_was_said_comes_newest_first_and_in_pieces(cast: Cast) -> None:
    kr, text = cast.key_results["keep"], "far away " * 40 + "the <b>walrus</b> sleeps " + "x" * 40
    for minute in range(3):
        said = Said("99.5 %", "8", note=f"{text} {minute}")
        check_ins.record(replace(cast.max, now=NOW + timedelta(minutes=minute)), kr, said)
    comments.add(cast.lea, f"KR-{kr}", "A walrus, really?")
    hits = search(cast.vera, "walrus").sorts[0].hits
    assert [h.noun for h in hits] == ["comment"] + ["check_in"] * 3
    assert [h.id for h in hits[1:]] == sorted((h.id for h in hits[1:]), reverse=True)
    assert all(len(h.text) < 200 for h in hits)
    for hit in hits:
        assert [hit.text[a:b].lower() for a, b in hit.text_marks] == ["walrus"]
    assert hits[1].by == "Max Ott"
    page = client_for(cast.vera).get(HERE, {"q": "walrus"}).content.decode()
    assert "&lt;b&gt;" in page
    assert "<b>walrus" not in page
    assert "<mark>walrus</mark>" in page


def test_of_one_sort_there_are_pages_of_fifty(cast: Cast) -> None:
    for n in range(PAGE + 7):
        comments.add(cast.max, f"O-{cast.objective}", f"Remark {n} on penguins.")
        key_results.add(
            cast.lea, cast.draft, replace(KINDS["yes_no"], title=f"Penguin {n} has a name")
        )
    glance = search(cast.lea, "penguin")
    assert {one.sort: len(one.hits) for one in glance.sorts} == {"key_results": 6, "said": 6}
    for sort in ("key_results", "said"):
        first = search(cast.lea, "penguin", sort).sorts[0]
        assert first.after is not None
        rest = search(cast.lea, "penguin", sort, first.after).sorts[0]
        ids = [h.id for h in (*first.hits, *rest.hits)]
        assert (len(first.hits), len(rest.hits), rest.after) == (PAGE, 7, None)
        assert len(set(ids)) == PAGE + 7
        assert ids == sorted(ids, reverse=True)
    page = client_for(cast.lea).get(HERE, {"q": "penguin", "in": "said"}).content.decode()
    assert "after=" in page
    assert page.count("data-row-link") == PAGE


# ── by whom ───────────────────────────────────────────────────────────────────


def test_a_draft_is_found_by_those_who_may_see_it(cast: Cast) -> None:
    key_results.add(
        cast.max, cast.draft, replace(KINDS["yes_no"], title="Review within a dachshund")
    )
    comments.add(cast.max, f"O-{cast.draft}", "My dachshund agrees.")
    for asked in ("dachshund", "dachshunt", "nobody waits for a review", f"O-{cast.draft}"):
        for one in (cast.max, cast.lea, cast.ada):
            assert names(search(one, asked)), (one, asked)
        for other in (cast.vera, cast.otto):
            found = search(other, asked)
            assert (found.sorts, found.nearly) == ((), False), (other, asked)


def test_nothing_of_another_workspace_is_found_or_told(cast: Cast) -> None:
    for asked in ("build", "platform", "Lea Moser", "caches", "1", "kestrel", "kestrle"):
        found = search(cast.otto, asked)
        assert not set(names(found)) - {"O-1", "KR-1"}
        assert found.sorts == (), asked
    assert names(search(cast.otto, "otto")) == ["otto"]
    assert client_for(cast.otto).get(HERE, {"q": "build"}).status_code == 404
    assert Client().get(HERE, {"q": "build"}).status_code == 404
    assert Client().get("/api/v1/kestrel/search?q=build").status_code == 401
    assert (
        Client().get("/api/v1/kestrel/search?q=build", headers=bearer(cast.otto)).status_code == 404
    )


def test_who_left_and_what_was_archived_stand_last(cast: Cast) -> None:
    people.invite(cast.ada, "Lea Zander", handle="zander")
    gone = people.invite(cast.ada, "Lea Zimmer", handle="zimmer").id
    people.edit(cast.ada, gone, {"state": "inactive"}, {})
    hits = [h for one in search(cast.vera, "lea").sorts for h in one.hits]
    assert [h.slug for h in hits] == ["zander", "lea", "zimmer"]
    assert [h.state for h in hits] == ["", "", "inactive"]


def test_an_address_is_not_what_a_person_is_found_by(cast: Cast) -> None:
    assert names(search(cast.vera, "kestrel.example")) == []
    assert names(search(cast.vera, "max")) == ["max"]


# ── however it is asked ───────────────────────────────────────────────────────

HOSTILE = (
    '"', "'", "%", "_", "*", "\\", "--", "a OR b", "NEAR(a b)", 'x" OR "1"="1', "^build", "-build",
    "words:build", "{a b}", "a:*", "a & b | !c", "<-> <2>", "'a':*", "::tsquery", "\0", "a\0b", "🚀",
    "\ud800", "٣", "KR-²", "KR-" + "9" * 400, "x" * 100_000, " ".join(map(str, range(10_000))),
    "é" * 500, "a" * 500 + " " + "b" * 500, "\u202ebuild", "%00", "select * from northing_person",
)  # fmt: skip


def test_a_hostile_question_gets_a_quiet_answer(cast: Cast) -> None:
    client, headers = client_for(cast.lea), bearer(cast.lea)
    for asked in HOSTILE:
        search(cast.lea, asked)
        sendable = asked.encode("utf-8", "replace").decode()[:4000]
        expected = 422 if "\0" in sendable else 200
        for extra in (
            {},
            {"in": "said"},
            {"in": "'", "after": "-1"},
            {"after": "9" * 40, "in": "teams"},
        ):
            page = client.get(HERE, {"q": sendable, **extra})
            assert page.status_code == expected, asked
        partial = client.get(HERE, {"q": sendable}, headers={"HX-Request": "true"})
        assert partial.status_code == expected
        told = client.get("/api/v1/kestrel/search", {"q": sendable}, headers=headers)
        assert told.status_code in {200, 422}, asked


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    asked=st.text(max_size=60),
    after=st.integers(),
    sort=st.sampled_from(["", "said", "teams", "x"]),
)
def test_no_question_breaks_it(cast: Cast, asked: str, after: int, sort: str) -> None:
    found = search(cast.lea, asked, sort, after)
    for one in found.sorts:
        for hit in one.hits:
            for text, marks in ((hit.title, hit.title_marks), (hit.text, hit.text_marks)):
                assert all(0 <= a < b <= len(text) for a, b in marks)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(title="ŉ")  # one letter that folds to an apostrophe and a letter
@given(title=st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=40))
def test_what_has_a_title_is_found_by_it(cast: Cast, title: str) -> None:
    """In whatever letters it is written: each of its words leads to it, and all of them together."""
    from northing.actions.errors import InvalidError
    from northing.kit.folding import folded

    words = list(dict.fromkeys(folded(title)))[:8]
    if not words:
        return
    try:
        key = _aim(cast, title)
    except InvalidError:
        return
    assert key in names(search(cast.lea, title, "objectives"))
    for word in words:
        assert key in names(search(cast.lea, word, "objectives", 0, 500)), word


# ── what may be done ──────────────────────────────────────────────────────────


def _page(cast: Cast, who: str, asked: str) -> str:
    client = client_for(cast.insiders[who])
    return (
        client.get(HERE, {"q": asked})
        .content.decode()
        .partition("<main")[2]
        .partition("<footer")[0]
    )


def test_verbs_are_offered_to_those_who_may(cast: Cast) -> None:
    offered = {who: _page(cast, who, "new") for who in cast.insiders}
    assert {who for who, page in offered.items() if "New team" in page} == {"ada"}
    assert {who for who, page in offered.items() if "New objective" in page} == {
        "ada",
        "lea",
        "max",
    }
    assert {who for who, page in offered.items() if "Invite somebody" in page} == {"ada", "lea"}
    imports = {who for who in cast.insiders if "/kestrel/imports/" in _page(cast, who, "import")}
    assert imports == {"ada", "lea"}
    assert "/kestrel/settings/" in _page(cast, "vera", "go to settings")


def test_a_verb_goes_upon_what_is_found(cast: Cast) -> None:
    kr = cast.key_results["decrease"]
    here = f"/kestrel/okrs/KR-{kr}/check-ins/"
    for asked in ("check in on build", "Check in build takes", f"checkin KR-{kr}"):
        assert here in _page(cast, "max", asked), asked
        assert here not in _page(cast, "vera", asked)
        assert here not in _page(cast, "ada", asked)
    assert f"/kestrel/okrs/KR-{kr}/edit/" in _page(cast, "lea", f"edit kr-{kr}")
    new = f"/kestrel/okrs/O-{cast.objective}/key-results/new/"
    assert new in _page(cast, "lea", "new key result for shipping")
    assert new not in _page(cast, "vera", "new key result for shipping")


def test_every_link_of_the_page_leads_somewhere(cast: Cast) -> None:
    import re

    comments.add(cast.max, f"O-{cast.objective}", "A build was seen on the platform by Max.")
    client = client_for(cast.lea)
    for asked in ("build", "platform", "max", "", "new", "caches", f"O-{cast.objective}"):
        for url in re.findall(r'class="found-line" href="([^"]+)"', _page(cast, "lea", asked)):
            assert client.get(url.replace("&amp;", "&")).status_code == 200, url


def test_the_dialog_gets_the_list_alone(cast: Cast) -> None:
    headers = {"HX-Request": "true"}
    answer = client_for(cast.lea).get(HERE, {"q": "build"}, headers=headers).content.decode()
    assert "<html" not in answer
    assert 'role="listbox"' in answer
    assert answer.count('role="option"') == answer.count("<a ")
    nothing = client_for(cast.lea).get(HERE, {"q": "xylophone"}, headers=headers).content.decode()
    assert 'data-find-count="xylophone"' in nothing


def test_search_is_of_today(cast: Cast) -> None:
    """A page of a past day leads to today's search; programs are told."""
    answer = client_for(cast.lea).get("/@2026-02-01/kestrel/find/?q=build")
    assert answer.status_code == 302
    assert answer["Location"] == "/kestrel/find/?q=build"
    told = Client().get("/api/v1/kestrel/search?q=build&as_of=2026-02-01", headers=bearer(cast.lea))
    assert told.status_code == 422
    assert told.json()["place"] == "as_of"


def test_the_keys_that_are_listed_are_those_of_the_rail(cast: Cast) -> None:
    import re

    for who in ("ada", "lea", "vera"):
        page = client_for(cast.insiders[who]).get("/kestrel/keys/").content.decode()
        rail = dict(
            re.findall(r'<a href="([^"]+)"[^>]* data-go="(\w)"', page.partition("<main")[0])
        )
        main = page.partition("<main")[2]
        listed = {
            u: k
            for k, u in re.findall(r'<kbd>g</kbd> <kbd>(\w)</kbd></dt><dd><a href="([^"]+)"', main)
        }
        assert listed == rail
        assert len(rail) >= 4
        assert len(set(rail.values())) == len(rail), "two places share a letter"
        assert ('data-key="n"' in main) == (who != "vera")


@pytest.mark.parametrize("asked", ["build", "Platfrom", "caches"])
def test_it_asks_little(cast: Cast, asked: str, django_assert_max_num_queries: object) -> None:
    started = time.perf_counter()
    with django_assert_max_num_queries(7):  # type: ignore[operator]  # a fixture of the plug-in
        search(cast.lea, asked)
    assert time.perf_counter() - started < 2
