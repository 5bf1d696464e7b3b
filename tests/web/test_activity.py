"""Activity: one entry for each change, told in words, to those who may know of it."""

import re
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from northing.actions import (
    comments,
    import_write,
    imports,
    key_results,
    metrics,
    objectives,
    people,
    teams,
    tokens,
    workspaces,
)
from northing.actions.key_results import NewKeyResult
from northing.actions.objectives import NewObjective
from northing.domain.access import Caller
from northing.queries import activity, past
from northing.queries import objectives as objective_queries
from northing.queries.activity import ActivityEntry
from northing.queries.activity_filter import Wanted
from northing.store import guard
from northing.store.events import Event, EventBody
from northing.transfer import markdown
from tests.cast import AGREED, NOW, Cast, bearer, caller, client_for
from tests.walls.seeing import queries_counted

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=3)


def entries(who: Caller, **wanted: Any) -> list[ActivityEntry]:
    """Everything that somebody sees, page by page."""
    found: list[ActivityEntry] = []
    before: int | None = None
    for _page in range(40):
        page = activity.activity(who, Wanted(before=before, **wanted))
        found += page.items
        before = page.older
        if before is None:
            return found
    raise AssertionError("There is no end to it.")


def said(one: ActivityEntry) -> str:
    return "".join(f"{p.key} {p.text}" if p.key else p.text for p in one.did)


def all_said(who: Caller, **wanted: Any) -> list[str]:
    return [said(one) for one in entries(who, **wanted)]


def page(client: Client, cast: Cast, query: str = "") -> str:
    response = client.get(reverse("activity", args=[cast.slug]) + query)
    assert response.status_code == 200, response.content[:300]
    return response.content.decode()


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


# ── what is told ─────────────────────────────────────────────────────────────


def test_one_change_is_one_entry(cast: Cast) -> None:
    agreed = [one for one in entries(cast.vera) if said(one).startswith("agreed")]
    assert [said(one) for one in agreed] == ["agreed to O-1 Shipping is boring, with 6 key results"]
    assert agreed[0].events == 7
    assert agreed[0].person is not None
    assert agreed[0].person.name == "Lea Moser"
    assert agreed[0].on == AGREED.date()


def test_a_reworded_text_shows_what_was_taken_out_and_put_in(cast: Cast) -> None:
    objectives.edit(
        cast.lea, cast.objective, {"title": "Shipping is safe"}, {}, "Boring said too little."
    )
    html = page(client_for(cast.vera), cast)
    assert '<del><span class="sr">taken out: </span>boring</del>' in html
    assert '<ins><span class="sr">put in: </span>safe</ins>' in html
    assert "Boring said too little." in html


def test_a_check_in_says_its_value_before_and_after(cast: Cast) -> None:
    first = entries(cast.vera, kind="check_ins")
    facts = {said(one): one.told[0].facts for one in reversed(first)}
    assert facts["checked in on KR-1 Deployments reach 40 a week"][:2] == (
        "28 → 34", "confidence 7 of 10",
    )  # fmt: skip
    assert {one.told[0].note for one in first} == {"", "Caches are warm."}


def test_an_import_is_one_entry_that_can_be_opened(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_write, "SLICE", 5)  # written in several transactions
    lines = "".join(f"- KR: Number {n} rises from 1 to 9\n" for n in range(20))
    plan = markdown.read(f"# OKRs\n\n## Objective: Aim\n\n{lines}".encode(), "plan.md")
    staged = imports.stage(cast.lea, plan, team=cast.platform, cycle=cast.cycle).id
    imports.commit(cast.lea, staged)
    newest = entries(cast.vera)[0]
    assert said(newest).startswith("imported ")
    assert "20 key results" in said(newest)
    assert sum(said(one).startswith("imported") for one in entries(cast.vera)) == 1
    opened = activity.change(cast.vera, newest.change)
    assert opened is not None
    assert opened.entry.events == newest.events > 20
    html = client_for(cast.vera).get(f"/{cast.slug}/activity/{newest.change}/").content.decode()
    assert "Number 7 rises from 1 to 9" in html


def test_a_long_change_is_opened_page_by_page(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activity, "ON_A_PAGE", 3)
    agreed = next(one for one in entries(cast.vera) if said(one).startswith("agreed"))
    seen, after = [], 0
    while True:
        part = activity.change(cast.vera, agreed.change, after)
        assert part is not None
        seen += [told.seq for told in part.entry.told]
        if part.next is None:
            break
        after = part.next
    assert len(seen) == len(set(seen)) == 7


def test_teams_people_metrics_and_settings_are_told(cast: Cast) -> None:
    web = teams.create(cast.ada, "Web", cast.platform).id
    teams.edit(cast.ada, web, {"name": "Web and app"}, {})
    teams.edit(cast.ada, web, {"parent": str(cast.company)}, {})
    teams.join(cast.ada, web, cast.max.person, lead=True)
    teams.leave(cast.ada, web, cast.max.person)
    people.edit(cast.ada, cast.max.person, {"role": "viewer"}, {}, "Leaves for a year.")
    workspaces.edit(cast.ada, {"weekday": "0"}, {})
    metric = metrics.create(cast.ada, metrics.NewMetric(cast.platform, "Cost", "CHF")).id
    metrics.edit(cast.ada, metric, {"healthy_high": "40"}, {})
    told = {said(one): one for one in entries(cast.vera)[:9]}
    assert list(told) == [
        "edited the metric Cost", "made the metric Cost",
        "changed the settings of Kestrel", "changed the entry of Max Ott",
        "took Max Ott out of Web and app", "put Max Ott into Web and app as a lead",
        "moved the team Web and app", "renamed the team Web and app", "made the team Web",
    ]  # fmt: skip
    fields = {
        d.field: (d.before, d.after) for one in told.values() for d in one.told[0].differences
    }
    assert fields["Check-in day"] == ("Thursday", "Monday")
    assert fields["Role"] == ("member", "viewer")
    assert fields["Lies under"] == ("Platform", "Kestrel")
    assert fields["Healthy up to"][0] == ""
    assert "40" in fields["Healthy up to"][1]


# ── whose eyes it is for ─────────────────────────────────────────────────────


def test_the_time_of_being_a_draft_stays_with_its_circle(cast: Cast) -> None:
    insiders = (cast.ada, cast.lea, cast.max)
    for who in insiders:
        assert "drafted O-1 Shipping is boring" in all_said(who), who
    outside = all_said(cast.vera)
    assert "drafted O-1 Shipping is boring" not in outside
    assert not any(one.startswith("added KR-") for one in outside)
    assert "proposed O-1 Shipping is boring" in outside


def test_what_was_a_draft_again_stays_private_when_it_is_proposed_anew(cast: Cast) -> None:
    objectives.propose(cast.lea, cast.draft)
    proposed = "proposed O-2 Nobody waits for a review"
    assert proposed in all_said(cast.vera)
    objectives.withdraw(cast.lea, cast.draft)
    assert not any("O-2" in one for one in all_said(cast.vera))
    objectives.edit(cast.max, cast.draft, {"title": "Ada waits for nobody"}, {})
    objectives.edit(cast.max, cast.draft, {"title": "Reviews take a day"}, {})
    objectives.propose(cast.lea, cast.draft)
    found = entries(cast.vera)
    text = repr([one for one in found if "O-2" in said(one)])
    assert "Ada waits" not in text
    assert [said(one) for one in found if "O-2" in said(one)] == [
        "proposed O-2 Reviews take a day", proposed,
    ]  # fmt: skip


def test_a_drafts_history_is_as_private_by_every_way(cast: Cast) -> None:
    for who, may in ((cast.max, True), (cast.vera, False)):
        found = past.of_objective(who, cast.objective)
        assert found is not None
        assert any(said(one).startswith("drafted") for one in found.items) is may
        cards = objective_queries.history(who, cast.objective)
        assert cards is not None
        assert ("draft" in {card.verb for card in cards}) is may
    drafted = Event.objects.get(noun="objective", noun_id=_pk(cast), verb="draft")
    assert activity.change(cast.vera, drafted.change_seq) is None
    assert activity.change(cast.max, drafted.change_seq) is not None


def _pk(cast: Cast) -> int:
    found = objective_queries.seen(cast.ada, cast.objective)
    assert found is not None
    return found.pk


def test_the_name_of_a_drafts_metric_is_not_told(cast: Cast) -> None:
    given = NewKeyResult("Secret waits", "decrease", unit="h", baseline="9", target="1")
    key_results.add(cast.max, cast.draft, given)
    assert any("Secret waits" in repr(one) for one in entries(cast.max))
    assert not any("Secret waits" in repr(one) for one in entries(cast.vera))


def test_tokens_and_invitations_are_for_admins_and_whom_they_concern(cast: Cast) -> None:
    mine = tokens.create(cast.lea, "laptop", ("read",)).id
    tokens.revoke(cast.ada, mine)
    words = ["revoked the token laptop of Lea Moser", "made the token laptop for Lea Moser"]
    assert all_said(cast.ada, kind="access")[:2] == words
    assert all_said(cast.lea, kind="access")[:2] == words
    assert all_said(cast.max, kind="access") == [
        "accepted an invitation", "made an invitation for Max Ott",
    ]  # fmt: skip
    assert not any("laptop" in one for one in all_said(cast.vera))


def test_a_document_that_waits_is_its_persons_alone(cast: Cast) -> None:
    plan = markdown.read(b"# OKRs\n\n## Objective: Aim\n\n- KR: Rise from 1 to 9\n", "secret.md")
    imports.stage(cast.lea, plan, team=cast.platform, cycle=cast.cycle)
    assert "read secret.md for a preview" in all_said(cast.lea)
    for who in (cast.ada, cast.max, cast.vera):
        assert not any("secret.md" in one for one in all_said(who))


def test_nothing_of_another_workspace_is_seen(cast: Cast, client: Client) -> None:
    assert all("Kestrel" not in one and "O-1" not in one for one in all_said(cast.otto))
    outsider = client_for(cast.otto)
    for name in ("activity", "compare", "settings_history"):
        assert outsider.get(reverse(name, args=[cast.slug])).status_code == 404
        assert client.get(reverse(name, args=[cast.slug])).status_code in {302, 404}
    change = Event.objects.filter(ws=cast.ada.workspace).earliest("seq").change_seq
    assert activity.change(cast.otto, change + 10_000) is None


def test_addresses_are_never_shown(cast: Cast) -> None:
    people.edit(cast.ada, cast.max.person, {"email": "secret@elsewhere.example"}, {})
    for who in (cast.ada, cast.max, cast.vera):
        newest = entries(who)[0]
        assert said(newest) == "changed the entry of Max Ott"
        assert "@" not in repr(newest)
        found = past.of_person(who, cast.max.person)
        assert (found is None) is (who is cast.vera)
        assert "@" not in repr(found)


def test_a_comment_that_was_taken_back_loses_its_text(cast: Cast) -> None:
    done = comments.add(cast.max, "O-1", "Sara is to blame.")
    assert "Sara is to blame." in page(client_for(cast.vera), cast)
    comments.withdraw(cast.max, done.id)
    html = page(client_for(cast.vera), cast)
    assert "Sara is to blame." not in html
    assert "This comment was taken back." in html


def test_an_erased_text_is_said_to_be_erased(cast: Cast) -> None:
    objectives.edit(cast.lea, cast.objective, {"why": "The password is hunter2."}, {}, "Why not.")
    erased = Event.objects.filter(noun="objective", verb="edit").latest("seq")
    with guard.writing():
        EventBody.objects.filter(event=erased).update(json=None, reason="", redacted_at=NOW)
    html = page(client_for(cast.vera), cast)
    assert "What this change said was erased." in html
    assert "hunter2" not in html
    objectives.edit(cast.lea, cast.objective, {"why": "It costs a day."}, {}, "Better.")
    again = page(client_for(cast.vera), cast)
    assert "What stood there before was erased." in again
    assert "hunter2" not in again


# ── filters and pages ────────────────────────────────────────────────────────


def test_filters_by_sort_and_verb(cast: Cast) -> None:
    assert {said(one)[:13] for one in entries(cast.vera, kind="check_ins")} == {"checked in on"}
    assert all_said(cast.vera, verbs="agreed") == [
        "agreed to O-1 Shipping is boring, with 6 key results", "proposed O-1 Shipping is boring",
    ]  # fmt: skip
    assert all_said(cast.vera, kind="objectives", verbs="said") == []
    assert {one.person.handle for one in entries(cast.lea, mine=True) if one.person} == {"lea"}


def test_a_team_is_asked_with_those_below_and_those_merged_into_it(cast: Cast) -> None:
    from northing.actions import team_changes

    web = teams.create(cast.ada, "Web", cast.platform).id
    pilots = teams.create(cast.ada, "Pilots", cast.company).id
    teams.join(cast.ada, pilots, cast.max.person)
    assert not any("Pilots" in one for one in all_said(cast.vera, team=cast.platform))
    team_changes.merge(cast.ada, pilots, web, "One team now.")
    found = all_said(cast.vera, team=cast.platform)
    assert any("Pilots" in one for one in found)
    assert "made the team Web" in found
    assert any("Pilots" in one for one in all_said(cast.vera, team=cast.company))
    assert not any("O-1" in one for one in all_said(cast.vera, team=pilots))


def test_days_are_those_of_the_workspaces_zone_and_count_on_both_ends(cast: Cast) -> None:
    day = date(2026, 1, 22)
    found = entries(cast.vera, since=day, until=day)
    assert {one.on for one in found} == {day}
    assert len(found) == 4
    assert entries(cast.vera, since=date(2027, 1, 1)) == []
    assert len(entries(cast.vera, since=date(2020, 1, 1))) == len(entries(cast.vera))


def test_a_cycle_is_asked_with_its_objectives(cast: Cast) -> None:
    found = entries(cast.vera, cycle=cast.cycle)
    assert found
    assert not any("came in" in said(one) for one in found)
    assert entries(cast.vera, cycle=10**9) == []


def test_pages_go_on_without_gaps_and_back_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [one.change for one in entries(cast.max)]
    monkeypatch.setattr(activity, "PAGE", 7)
    pages = []
    found = activity.activity(cast.max)
    assert found.newer is None
    while True:
        pages.append([one.change for one in found.items])
        if found.older is None:
            break
        found = activity.activity(cast.max, Wanted(before=found.older))
        assert found.newer is not None
    assert [change for part in pages for change in part] == whole
    back = activity.activity(cast.max, Wanted(after=pages[2][0]))
    assert [one.change for one in back.items] == pages[1]


def test_what_cannot_be_asked_is_said(cast: Cast) -> None:
    client = client_for(cast.vera)
    for query in ("?team=nowhere", "?kind=x", "?verbs=x", "?cycle=x", "?since=tomorrow"):
        response = client.get(reverse("activity", args=[cast.slug]) + query)
        assert response.status_code == 404
        assert 'class="notice tone-off"' in response.content.decode()
    nothing = client.get(reverse("activity", args=[cast.slug]) + "?verbs=linked")
    assert "Nothing of this kind happened" in nothing.content.decode()
    assert client.get(f"/{cast.slug}/activity/999999/").status_code == 404


def test_the_address_says_what_is_filtered(cast: Cast) -> None:
    html = page(client_for(cast.vera), cast, "?team=platform&kind=check_ins&since=2026-02-01")
    assert '<option value="platform" selected>' in html
    assert '<option value="check_ins" selected>' in html
    assert 'value="2026-02-01"' in html


# ── the past ─────────────────────────────────────────────────────────────────


def test_a_past_day_shows_what_was_told_then(cast: Cast) -> None:
    before = activity.activity(cast.vera)
    opened = activity.change(cast.vera, before.items[-1].change)
    later = replace(cast.lea, now=LATER)
    objectives.edit(later, cast.objective, {"title": "Nobody fears a Friday"}, {}, "Better.")
    teams.edit(replace(cast.ada, now=LATER), cast.platform, {"name": "Foundation"}, {})
    then = replace(caller("vera"), now=LATER).at_end_of(NOW.date())
    assert activity.activity(then) == before
    assert activity.change(then, before.items[-1].change) == opened
    html = client_for(cast.vera).get(f"/@2026-01-07/{cast.slug}/activity/").content.decode()
    assert "proposed" in html
    assert "agreed to" not in html


def test_histories_go_further_back_than_one_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past, "PAGE", 2)
    seen: list[str] = []
    before = None
    while True:
        found = past.of_objective(cast.lea, cast.objective, before)
        assert found is not None
        seen += [said(one).split()[0] for one in found.items]
        if found.older is None:
            break
        before = found.older
    assert seen == ["agreed", "proposed", "drafted"]


# ── what it costs ────────────────────────────────────────────────────────────


def test_it_asks_no_more_than_five_times(cast: Cast) -> None:
    for who in (cast.ada, cast.vera):
        with queries_counted() as asked:
            activity.activity(who)
        assert len(asked) <= 5, "\n".join(asked)


def test_earlier_events_learn_what_new_ones_say(cast: Cast) -> None:
    objectives.propose(cast.lea, cast.draft)
    objectives.withdraw(cast.lea, cast.draft)
    objectives.draft(cast.max, NewObjective("Another", cast.platform, cast.cycle))
    told = dict(Event.objects.values_list("pk", "change_seq"))
    private = set(Event.objects.filter(private=True).values_list("pk", flat=True))
    assert private
    with guard.writing():
        Event.objects.update(change_seq=0, private=False)
    import_module("northing.store.migrations.0009_activity").fill(apps, None)
    assert dict(Event.objects.values_list("pk", "change_seq")) == told
    assert set(Event.objects.filter(private=True).values_list("pk", flat=True)) == private


def test_the_api_gives_the_same_and_no_more(cast: Cast, client: Client) -> None:
    seen = client.get("/api/v1/kestrel/activity", headers=bearer(cast.vera)).json()
    assert [one["change"] for one in seen["items"]] == [
        one.change for one in activity.activity(caller("vera")).items
    ]
    assert (
        client.get("/api/v1/kestrel/activity?team=nowhere", headers=bearer(cast.vera)).status_code
        == 404
    )
    assert client.get("/api/v1/kestrel/activity").status_code == 401
    answer = client.get("/api/v1/kestrel/objectives/O-1/past", headers=bearer(cast.vera))
    assert "drafted" not in answer.content.decode()


def test_a_shared_address_outlives_the_name_of_its_team(cast: Cast) -> None:
    web = teams.create(cast.ada, "Web", cast.company).id
    teams.edit(cast.ada, web, {"name": "App"}, {}, new_address=True)
    client = client_for(cast.vera)
    answer = client.get(f"/{cast.slug}/activity/?team=web&kind=teams")
    assert answer["Location"] == f"/{cast.slug}/activity/?team=app&kind=teams"
    answer = client.get(f"/{cast.slug}/teams/web/history/")
    assert answer["Location"] == f"/{cast.slug}/teams/app/history/"
    assert client.get(f"/{cast.slug}/teams/nowhere/history/").status_code == 404
