"""Two days compared: in sentences, then in lists, each line with what was different."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from northing.actions import alignments, check_ins, key_results, objectives, teams
from northing.actions.check_ins import Said
from northing.actions.objectives import NewObjective
from northing.domain.access import Caller
from northing.queries import compare as queries
from northing.queries import key_results as key_result_queries
from northing.queries import objectives as objective_queries
from northing.queries.compare import ComparedLine, Comparison
from northing.queries.comparing import Asked
from tests.cast import KINDS, NOW, Cast, bearer, caller, client_for, number
from tests.walls.seeing import queries_counted

pytestmark = pytest.mark.django_db

PLANNED, MIDDLE, TODAY = date(2026, 1, 9), date(2026, 2, 15), NOW.date()


def compared(who: Caller, since: date = PLANNED, until: date = TODAY, **more: Any) -> Comparison:
    section, page = more.pop("section", ""), more.pop("page", 1)
    return queries.compare(who, Asked(since, until, **more), section, page)


def lines(found: Comparison, code: str) -> dict[str, ComparedLine]:
    """The lines of a section by the keys of their nouns."""
    return {line.what.key: line for s in found.sections if s.code == code for line in s.lines}


def sentence(found: Comparison) -> str:
    return "".join(phrase.text for phrase in found.sentence)


def agreed(who: Caller, cast: Cast, title: str, *kinds: str) -> int:
    """A new objective that is agreed to, with key results of these kinds."""
    made = number(objectives.draft(who, NewObjective(title, cast.platform, cast.cycle)).key)
    for kind in kinds:
        key_results.add(who, made, KINDS[kind])
    objectives.propose(who, made)
    objectives.agree(who, made)
    return made


def on(who: Caller, day: date) -> Caller:
    return replace(who, now=NOW.replace(year=day.year, month=day.month, day=day.day))


def test_what_was_added_dropped_paused_and_closed(cast: Cast) -> None:
    lea = on(cast.lea, date(2026, 2, 2))
    second = agreed(lea, cast, "Logs can be searched", "increase", "yes_no")
    objectives.close(lea, agreed(lea, cast, "Done early", "yes_no"), "Done.")
    objectives.cancel(lea, agreed(lea, cast, "A mistake", "yes_no"), "Nobody wants it.")
    key_results.drop(lea, cast.key_results["yes_no"], "Written elsewhere.")
    key_results.pause(lea, cast.key_results["keep"], "No beta now.")
    found = compared(cast.vera)
    assert set(lines(found, "added")) == {f"O-{second}", "O-4"}
    assert lines(found, "added")[f"O-{second}"].after == "2 key results"
    assert lines(found, "closed")["O-4"].reason == "Done."
    assert lines(found, "dropped")["O-5"].reason == "Nobody wants it."
    dropped = lines(found, "kr_dropped")[f"KR-{cast.key_results['yes_no']}"]
    assert dropped.reason == "Written elsewhere."
    assert dropped.above is not None
    assert dropped.above.key == "O-1"
    assert lines(found, "kr_paused")[f"KR-{cast.key_results['keep']}"].reason == "No beta now."
    assert len(lines(found, "kr_added")) == 3
    assert sentence(found).startswith(
        "Two objectives were added, one was given up and one was closed. "
    )


def test_what_was_reworded_retargeted_and_handed_on(cast: Cast) -> None:
    lea, kr = on(cast.lea, date(2026, 2, 2)), cast.key_results["decrease"]
    objectives.edit(lea, cast.objective, {"title": "Shipping is safe"}, {}, "Clearer.")
    objectives.edit(lea, cast.objective, {"ambition": "committed"}, {}, "No rewording.")
    key_results.edit(lea, kr, {"owner": str(lea.person)}, {}, "Max is away.")
    key_results.retarget(lea, kr, "More is possible.", target="5 min")
    found = compared(cast.vera)
    (text,) = lines(found, "reworded").values()
    assert [(p.kind.value, p.text.strip()) for p in text.pieces] == [
        ("same", "Shipping is"), ("gone", "boring"), ("new", "safe"),
    ]  # fmt: skip
    moved = lines(found, "retargeted")[f"KR-{kr}"]
    assert (moved.before, moved.after) == ("360\u00a0s", "300\u00a0s")
    assert moved.reason == "More is possible."
    owner = lines(found, "owners")[f"KR-{kr}"]
    assert (owner.before, owner.after) == ("Max Ott", "Lea Moser")


def test_words_that_came_back_are_not_reworded(cast: Cast) -> None:
    lea = on(cast.lea, date(2026, 2, 2))
    for title in ("Another title", "Shipping is boring"):
        objectives.edit(lea, cast.objective, {"title": title}, {}, "Tried it.")
    assert not lines(compared(cast.vera), "reworded")


def test_statuses_are_those_of_both_days_worst_first(cast: Cast) -> None:
    kr = cast.key_results["increase"]
    check_ins.record(cast.max, kr, Said("11", "2", note="It fell."))
    judged = date(2026, 2, 19)  # its check-in was on that day
    found = compared(cast.vera, judged)
    statuses = [line.status for s in found.sections if s.code == "statuses" for line in s.lines]
    then = key_result_queries.key_result(caller("vera").at_end_of(judged), kr)
    now = key_result_queries.key_result(caller("vera"), kr)
    assert then is not None
    assert now is not None
    line = lines(found, "statuses")[f"KR-{kr}"]
    assert line.status == (then.card.mark.status, now.card.mark.status)
    assert line.status == ("on_track", "off_track")
    order = ["off_track", "at_risk", "no_data", "too_early", "on_track", "missed", "achieved"]
    after = [order.index(status[1]) for status in statuses if status]
    assert after == sorted(after)
    assert "One key result got worse" in sentence(found)


def test_progress_then_and_now_is_that_of_the_objectives_page(cast: Cast) -> None:
    first, last = date(2026, 2, 19), date(2026, 3, 5)  # days on which all of it was judged
    line = lines(compared(cast.vera, first, last), "progress")["O-1"]
    for figure, day in ((line.then, first), (line.now, last)):
        page = objective_queries.objective(caller("vera").at_end_of(day), cast.objective)
        assert page is not None
        assert figure is not None
        assert figure.text == page.card.progress.text
        assert [t.value for t in figure.because] == [t.value for t in page.card.progress.because]


def test_the_weights_are_those_of_the_day(cast: Cast) -> None:
    before = lines(compared(cast.vera, PLANNED, MIDDLE), "progress")["O-1"].now
    key_results.edit(cast.lea, cast.key_results["increase"], {"weight": "40"}, {}, "It is all.")
    again = lines(compared(cast.vera, PLANNED, MIDDLE), "progress")["O-1"].now
    assert before == again


def test_the_quietest_come_first_and_nobody_is_named(cast: Cast) -> None:
    found = compared(cast.vera, MIDDLE)
    quiet = [line for s in found.sections if s.code == "check_ins" for line in s.lines]
    assert quiet[0].after == "no check-in"
    told = lines(found, "check_ins")[f"KR-{cast.key_results['increase']}"]
    assert told.after.replace("\u00a0", " ") == "2 check-ins, last heard of on 5 Mar"
    assert "Max" not in repr([line.after for line in quiet])
    assert sentence(found).endswith("running key results were not heard of.")


def test_links_that_came_and_went(cast: Cast) -> None:
    lea = on(cast.lea, date(2026, 2, 2))
    above = agreed(lea, cast, "The year is calm", "yes_no")
    alignments.align(lea, cast.objective, f"O-{above}")
    came = lines(compared(cast.vera, PLANNED, MIDDLE), "alignment")["O-1"]
    assert (came.before, came.after) == ("", f"O-{above} The year is calm")
    alignments.unalign(on(cast.lea, date(2026, 3, 2)), cast.objective, f"O-{above}")
    assert not lines(compared(cast.vera), "alignment")
    went = lines(compared(cast.vera, MIDDLE), "alignment")["O-1"]
    assert (went.before, went.after) == (f"O-{above} The year is calm", "")


def test_drafts_and_their_words_stay_private(cast: Cast) -> None:
    objectives.edit(cast.max, cast.draft, {"title": "Secret plan"}, {})
    for who in (cast.ada, cast.max, cast.vera):
        assert "Secret" not in repr(compared(who))
        assert f"O-{cast.draft}" not in repr(compared(who))


def test_a_team_with_those_below_it_alone(cast: Cast) -> None:
    web = teams.create(cast.ada, "Web", cast.company).id
    assert compared(cast.vera, team=web).sections == ()
    assert sentence(compared(cast.vera, team=web)).startswith("Nothing")
    whole, company = compared(cast.vera), compared(cast.vera, team=cast.company)
    assert company.sections == whole.sections
    assert compared(cast.vera, cycle=cast.cycle).sections == whole.sections
    assert compared(cast.vera, cycle=10**9).sections == ()


def test_days_are_put_in_order_and_none_is_still_to_come(cast: Cast) -> None:
    assert compared(cast.vera, TODAY, PLANNED) == compared(cast.vera, PLANNED, TODAY)
    late = compared(cast.vera, PLANNED, TODAY + timedelta(days=90))
    assert late.until == TODAY


def test_later_changes_do_not_touch_what_was_compared(cast: Cast) -> None:
    before = compared(cast.vera, PLANNED, TODAY)
    later = replace(cast.lea, now=NOW + timedelta(days=2))
    objectives.edit(later, cast.objective, {"title": "Other words"}, {}, "Later.")
    key_results.retarget(later, cast.key_results["decrease"], "Later.", target="4 min")
    check_ins.record(
        replace(cast.max, now=later.now), cast.key_results["increase"], Said("39", "9")
    )
    then = replace(caller("vera"), now=later.now).at_end_of(TODAY)
    assert compared(then, PLANNED, TODAY) == before


def test_a_list_alone_has_its_pages(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    monkeypatch.setattr(queries, "FEW", 1)
    (first,) = compared(cast.vera, section="check_ins").sections
    (second,) = compared(cast.vera, section="check_ins", page=2).sections
    assert (first.total, first.page, first.pages, second.page) == (6, 1, 3, 2)
    assert len(first.lines) == len(second.lines) == 2
    assert not {x.what.key for x in first.lines} & {x.what.key for x in second.lines}
    short = compared(cast.vera)
    assert all(len(s.lines) == 1 for s in short.sections)
    assert len(short.sections) > 1


def test_it_asks_no_more_than_eight_times(cast: Cast) -> None:
    for who in (cast.ada, cast.vera):
        with queries_counted() as asked:
            compared(who)
        assert len(asked) <= 8, "\n".join(asked)


def test_the_page_says_it_and_offers_days(cast: Cast) -> None:
    address = reverse("compare", args=[cast.slug])
    client = client_for(cast.vera)
    html = client.get(address).content.decode()
    assert "since a week ago" in html
    assert "first half" in html
    assert 'name="from" value="2026-01-01"' in html
    for query in ("?from=soon", "?team=nowhere", "?cycle=x", "?from=2026-03-01&to=2026-03-01"):
        answer = client.get(address + query)
        assert answer.status_code == 404
        assert 'class="notice tone-off"' in answer.content.decode()
    assert client.get(address + "?section=nothing&page=x").status_code == 200


def test_the_api_gives_the_same(cast: Cast, client: Client) -> None:
    headers = bearer(cast.vera)
    where = "/api/v1/kestrel/compare"
    answer = client.get(f"{where}?from=2026-01-09&to=2026-03-12&team=platform", headers=headers)
    assert answer.status_code == 200
    found = compared(cast.vera, team=cast.platform)
    assert [s["code"] for s in answer.json()["sections"]] == [s.code for s in found.sections]
    assert client.get(f"{where}?from=2026-01-09", headers=headers).status_code in {400, 422}
    assert client.get(f"{where}?from=x&to=y", headers=headers).status_code in {400, 422}
