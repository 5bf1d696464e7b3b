"""A whole workspace out and in again: the same plan in an empty workspace, and nothing that may not leave."""

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.actions import (
    alignments,
    check_ins,
    cycles,
    imports,
    key_results,
    objectives,
    people,
    teams,
    workspaces,
)
from northing.actions.check_ins import Said
from northing.actions.errors import ActionError
from northing.actions.key_results import NewKeyResult, NewStep
from northing.actions.objectives import NewObjective
from northing.actions.workspaces import Founding
from northing.domain import units
from northing.domain.access import Caller
from northing.queries import callers
from northing.queries.exports import export
from northing.queries.imports import ImportPreview, preview
from northing.store.accounts import Account
from northing.store.check_ins import CheckIn
from northing.store.comments import Comment
from northing.store.cycles import Cycle
from northing.store.events import Event
from northing.store.key_results import KeyResult, Step
from northing.store.metrics import Metric
from northing.store.objectives import Alignment, Objective, ObjectiveTeam
from northing.store.people import Person
from northing.store.teams import Team
from northing.transfer import documents
from northing.transfer.errors import TransferError
from northing.transfer.export import FORMATS, exported, file_name
from tests.api.conftest import Api
from tests.cast import FOUNDED, NOW, Cast, caller, client_for, number, token_for
from tests.cli.conftest import Run, run
from tests.transfer.test_export_formats import CODES, HOSTILE

__all__ = ["run"]

FILES = {"md": "okrs.md", "csv": "okrs.csv", "xlsx": "okrs.xlsx"}
QUARTER = date(2026, 1, 1), date(2026, 3, 31)


def found(slug: str) -> Caller:
    """An empty workspace of its own, and its admin on 12 March."""
    account = Account.objects.create_user(f"ada@{slug}.example")
    founding = Founding("Kestrel", slug, "Ada Lund", "ada", account.email, tz="Europe/Zurich")
    workspaces.found(founding, FOUNDED, account.pk)
    return again(slug)


def again(slug: str) -> Caller:
    standing = callers.by_handle(slug, "ada", "web", NOW)
    assert standing is not None
    return standing.caller


class Firm:
    """A workspace full of everything, made by actions with the chances of one seed."""

    def __init__(self, slug: str, seed: int) -> None:
        self.chance = random.Random(seed)
        self.slug, self.ada = slug, found(slug)
        root = Team.objects.get(ws=self.ada.workspace, parent=None)
        self.teams = [root.pk]
        for name in ("Platform", "UI / UX", 'The "A" team; first', "=Ops", "Platform"):
            done = teams.create(self.ada, name, self.chance.choice(self.teams))
            self.teams.append(done.id)
        for team in self.teams:
            teams.join(self.ada, team, self.ada.person, lead=True)
        self.ada = again(slug)
        self.people = [self.ada.person]
        for name in ("Byrne, Ada", "Max Ott", "Max Ott", "-Zoë- & Co", '"Q"', "Ann and Bob"):
            self.people.append(people.invite(self.ada, name).id)
        custom = cycles.create(self.ada, "Sprint (3)", "custom", "2026-01-01", "2026-03-31")
        odd = cycles.create(self.ada, "Half; =1", "quarter", "2026-02-01", "2026-05-31",
                            Cycle.objects.get(ws=self.ada.workspace, kind="annual", start="2026-01-01").pk)  # fmt: skip
        quarter = Cycle.objects.get(ws=self.ada.workspace, kind="quarter", start=QUARTER[0])
        self.cycles = [quarter.pk, quarter.parent_id, custom.id, odd.id]
        self.objectives: list[int] = []
        self.key_results: list[int] = []

    def title(self) -> str:
        return self.chance.choice(HOSTILE)[: self.chance.choice((40, 300))].strip()

    def build(self, count: int) -> "Firm":
        for _ in range(count):
            self.objective()
        for child in self.objectives:
            for parent in self.chance.sample([f"O-{n}" for n in self.objectives], 1) + [
                f"KR-{n}" for n in self.chance.sample(self.key_results, 1)
            ]:
                self.tried(lambda c=child, p=parent: alignments.align(self.ada, c, p, "So it is."))
        return self

    def tried(self, act: Any) -> Any:
        """What chance asks for and the rules refuse (a loop, a draft without numbers) is left out."""
        try:
            return act()
        except ActionError:
            return None

    def objective(self) -> None:
        chance = self.chance
        cycle = Cycle.objects.get(pk=chance.choice(self.cycles))
        made = objectives.draft(
            self.ada,
            NewObjective(
                self.title(), chance.choice(self.teams), cycle.pk, owner=chance.choice(self.people),
                why=chance.choice(("", "\n\n".join((self.title(), "- " + self.title())))),
                ambition=chance.choice(("aspirational", "committed")),
                contributors=chance.sample(self.teams, chance.randrange(3)),
            ),
        )  # fmt: skip
        at = number(made.key)
        self.objectives.append(at)
        own = [n for n in (self.key_result(at, cycle) for _ in range(chance.randrange(4))) if n]
        self.key_results += own
        if chance.random() < 0.8:
            self.tried(lambda: objectives.propose(self.ada, at))
        if chance.random() < 0.8:
            self.tried(lambda: objectives.agree(self.ada, at))
        for n in own:
            self.life(n)
        if chance.random() < 0.2:
            self.tried(lambda: objectives.close(self.ada, at))
        elif chance.random() < 0.2:
            self.tried(lambda: objectives.cancel(self.ada, at, self.title()))

    def key_result(self, above: int, cycle: Cycle) -> int:
        chance = self.chance
        kind = chance.choice(
            ["increase", "decrease", "keep", "milestones", "yes_no", "find_baseline"]
        )
        code = chance.choice(CODES) if kind not in {"milestones", "yes_no"} else ""
        low, high = sorted((self.value(code), self.value(code)))
        pair = {"increase": (low, high), "decrease": (high, low)}.get(kind, (None, None))
        start = cycle.start + timedelta(days=chance.randrange(20))
        due = cycle.end - timedelta(days=chance.randrange(20))
        made = self.tried(
            lambda: key_results.add(
                self.ada, above,
                NewKeyResult(
                    self.title(), kind, unit=code, baseline=pair[0], target=pair[1],
                    metric_name=chance.choice(("", f"Shared {code} {above % 2}")) if code else "",
                    low=low if kind == "keep" else None, high=high if kind == "keep" else None,
                    owner=chance.choice([None, *self.people]), started_on=start, due_on=due,
                    weight=chance.choice(("1", "0", "2.5", "0.125")),
                    steps=[
                        NewStep(self.title(), chance.choice(("1", "3")), chance.choice((None, due)))
                        for _ in range(chance.randrange(4))
                    ] if kind == "milestones" else (),
                    checkpoints=[(start + timedelta(days=30), low)] if pair[0] is not None else (),
                ),
            )
        )  # fmt: skip
        return number(made.key) if made else 0

    def value(self, code: str) -> Decimal:
        fine = Decimal(self.chance.randrange(-(10**24), 10**24)).scaleb(-10)
        typed = round(self.chance.randrange(-9999, 9999) * units.unit(code).factor, 10)
        return self.chance.choice((fine, typed))

    def life(self, at: int) -> None:
        chance, row = self.chance, KeyResult.objects.get(ws=self.ada.workspace, number=at)
        value: Any = None
        if row.kind == "yes_no":
            value = chance.choice(("yes", "no"))
        elif row.kind != "milestones":
            value = self.value(row.unit)
        steps = list(Step.objects.filter(key_result=row).values_list("pk", flat=True))
        said = Said(value, 6, as_of=chance.choice(("", "2026-03-01")), steps_done=steps[:1] or None)
        self.tried(lambda: check_ins.record(self.ada, at, said))
        if chance.random() < 0.3 and row.target is not None:
            bound = row.target + (1 if row.kind == "increase" else -1)
            self.tried(lambda: key_results.retarget(self.ada, at, "We know more.", target=bound))
        if chance.random() < 0.3:
            leave = chance.choice((key_results.pause, key_results.drop))
            self.tried(lambda: leave(self.ada, at, self.title() + "\n" + self.title()))


def picture(workspace: int) -> dict[str, Any]:
    """What a round trip must keep, read from the tables: not from what wrote or read the file."""
    names = [p.name for p in Person.objects.filter(ws=workspace)]

    def who(p: Person) -> str:
        return p.name if names.count(p.name) == 1 else p.handle

    rows = Objective.objects.filter(ws=workspace).select_related("team", "cycle", "owner")
    return {
        o.key: {
            "title": o.title, "why": o.why, "ambition": o.ambition, "state": o.state,
            "agreed": o.agreed_at is not None,
            "owner": who(o.owner), "team": path(o.team),
            "cycle": (o.cycle.name, o.cycle.kind, o.cycle.start, o.cycle.end),
            "contributors": {path(t.team) for t in ObjectiveTeam.standing(objective=o)},
            "supports": {
                (link.parent_objective or link.parent_key_result).key
                for link in Alignment.standing(objective=o)
            },
            "key_results": [_key_result(kr, who(kr.owner)) for kr in _below(o)],
        }
        for o in rows
    }  # fmt: skip


def _below(o: Objective) -> Iterator[KeyResult]:
    yield from o.key_results.order_by("position").select_related(
        "metric", "owner", "latest_check_in"
    )


def _key_result(kr: KeyResult, owner: str) -> dict[str, Any]:
    last = kr.latest_check_in if kr.kind != "milestones" else None
    return {
        n: getattr(kr, n)
        for n in (
            "key", "title", "kind", "unit", "baseline", "target", "low", "high", "first_target",
            "weight", "started_on", "due_on", "state", "state_reason", "checkpoints",
        )
    } | {
        "owner": owner,
        "metric": kr.metric.name if kr.metric else "",
        "now": (last.value, last.as_of.date()) if last else None,
        "steps": [
            (s.title, s.weight, s.due_on, s.done_on)
            for s in Step.objects.filter(key_result=kr).order_by("position")
        ],
    }  # fmt: skip


def path(team: Team) -> tuple[str, ...]:
    return (*path(team.parent), team.name) if team.parent else (team.name,)


def file_of(who: Caller, name: str, **chosen: Any) -> bytes:
    what = export(who, **chosen)
    assert what is not None
    with exported(name, what) as file:
        return file.read()


def taken_in(who: Caller, data: bytes, name: str) -> None:
    """Read, staged and committed, with nothing corrected by hand."""
    root = Team.objects.get(ws=who.workspace, parent=None).pk
    cycle = Cycle.objects.filter(ws=who.workspace).order_by("pk")[0].pk
    staged = imports.stage(who, documents.read(data, name), team=root, cycle=cycle)
    imports.commit(who, staged.id)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.django_db
def test_a_round_trip_keeps_the_plan(seed: int) -> None:
    firm = Firm("before", seed).build(9)
    wanted = picture(firm.ada.workspace)
    assert len(wanted) == 9
    for name, file in FILES.items():
        after = found(f"after-{name}")
        taken_in(after, file_of(firm.ada, name), file)
        kept = picture(after.workspace)
        assert kept.keys() == wanted.keys(), name
        for key, objective in wanted.items():
            assert kept[key] == objective, (name, key)


@pytest.mark.parametrize("name", FILES)
def test_what_was_never_agreed_stays_as_private(cast: Cast, name: str) -> None:
    """A draft and a proposal that were given up come back so, for those alone who saw them before."""
    proposed = objectives.draft(
        cast.max, NewObjective("A proposal nobody wanted", cast.platform, cast.cycle)
    )
    objectives.propose(cast.max, number(proposed.key))
    key_results.add(
        cast.lea, cast.draft,
        NewKeyResult("Reviews take an hour", "decrease", unit="h", baseline="8 h", target="1 h"),
    )  # fmt: skip
    for at in (cast.draft, number(proposed.key)):
        objectives.cancel(cast.lea, at, "Too much at once.")
    objectives.cancel(cast.lea, cast.objective, "The market turned.")
    before = picture(cast.ada.workspace)
    after = found("after")
    viewer = people.invite(after, "Vera Keller", handle="vera", role="viewer")
    account = Account.objects.create_user("vera@after.example")
    people.accept_invitation(viewer.secret, account.pk, FOUNDED)
    taken_in(after, file_of(cast.ada, name), FILES[name])
    assert picture(after.workspace) == before
    standing = callers.by_handle("after", "vera", "web", NOW)
    assert standing is not None
    text = file_of(standing.caller, "md").decode()
    assert "Shipping is boring" in text
    assert "Nobody waits" not in text
    assert "A proposal" not in text
    events = Event.objects.filter(ws=after.workspace, objective__agreed_at=None, verb="import")
    assert set(events.exclude(objective=None).values_list("private", flat=True)) == {True}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.django_db
def test_a_second_import_of_the_same_file_changes_nothing(name: str) -> None:
    firm = Firm("before", 4).build(4)
    after = found("after")
    data = file_of(firm.ada, name)
    taken_in(after, data, FILES[name])
    once = picture(after.workspace)
    taken_in(after, data, FILES[name])
    assert picture(after.workspace) == once


@pytest.mark.parametrize("name", FILES)
def test_taken_keys_get_new_ones_and_say_so(cast: Cast, name: str) -> None:
    """Another workspace has an O-1 of its own: the same key is not the same objective."""
    before = picture(cast.ada.workspace)
    other = found("other")
    root = Team.objects.get(ws=other.workspace, parent=None).pk
    quarter = Cycle.objects.get(ws=other.workspace, kind="quarter", start=QUARTER[0]).pk
    for title in ("Everybody sleeps well", "Nobody is surprised"):
        objectives.draft(other, NewObjective(title, root, quarter))
    taken_in(cast.ada, file_of(other, name), FILES[name])
    after = picture(cast.ada.workspace)
    assert {k: v for k, v in after.items() if k in before} == before
    assert len(after) == len(before) + 2
    copy = Objective.objects.get(ws=cast.ada.workspace, title="Everybody sleeps well")
    said = client_for(cast.ada).get(f"/kestrel/okrs/{copy.key}/").content.decode()
    assert "Its key in the document was O-1." in said


@pytest.mark.parametrize("name", FILES)
def test_what_left_here_is_known_again(cast: Cast, name: str) -> None:
    """An export read into its own workspace: every line is here already, whatever the file is called."""
    data, before = file_of(cast.ada, name), state_of(cast.ada)
    seen = previewed(cast.ada, data, FILES[name])
    assert (seen.new, seen.changed, seen.unchanged) == (0, 0, 8)
    assert {o.known_as for o in seen.objectives} == {f"O-{cast.objective}", f"O-{cast.draft}"}
    client = client_for(cast.ada)
    with CaptureQueriesContext(connection) as asked:
        html = client.get(f"/kestrel/imports/{seen.id}/").content.decode()
    assert len(asked) <= 12, asked.captured_queries
    assert html.count("skipped: nothing new") == 8
    imports.commit(cast.ada, seen.id)
    assert state_of(cast.ada) == before
    again = previewed(cast.ada, data, f"copy-of-{FILES[name]}")
    assert (again.new, again.changed) == (0, 0)
    imports.commit(cast.ada, again.id)
    assert state_of(cast.ada) == before


@pytest.mark.parametrize("name", FILES)
def test_what_people_did_since_the_export_stays(cast: Cast, name: str) -> None:
    """Reworded, moved on, linked and unlinked: the older file says nothing new."""
    above = number(objectives.draft(cast.lea, NewObjective("Up", cast.platform, cast.cycle)).key)
    alignments.align(cast.lea, cast.objective, f"O-{above}", "It belongs there.")
    data, kr = file_of(cast.ada, name), cast.key_results["increase"]
    alignments.unalign(cast.lea, cast.objective, f"O-{above}", "It does not.")
    objectives.edit(cast.lea, cast.objective, {"title": "Shipping is dull"}, {}, "Plainer.")
    key_results.edit(cast.lea, kr, {"title": "40 a week"}, {}, "Shorter.")
    check_ins.record(cast.max, kr, Said("36", "7"))
    before = state_of(cast.ada)
    seen = previewed(cast.ada, data, FILES[name])
    assert (seen.new, seen.changed) == (0, 0)
    imports.commit(cast.ada, seen.id)
    assert state_of(cast.ada) == before


def test_a_new_value_and_a_new_line_of_an_edited_export_are_taken(cast: Cast) -> None:
    kr = f"KR-{cast.key_results['increase']}"
    rows = table(file_of(cast.ada, "csv"))
    for row in rows:
        if row["Key"] == kr:
            row |= {"Current": "37", "Current on": "2026-03-11"}
    added = rows[0] | {"Key": "", "Key result": "Nobody is paged at night", "Kind": "yes_no"}
    added |= dict.fromkeys(
        ("Metric", "Unit", "Baseline", "Target", "First target", "Current", "Current on"), ""
    )
    newer = added | {"Objective key": "", "Objective": "Nights are quiet"}
    newer |= {"Supports": f"O-{cast.objective}"}
    seen = previewed(cast.ada, sheet([*rows, added, newer]), "okrs.csv")
    assert (seen.new, seen.changed, seen.unchanged) == (3, 1, 7)
    assert [
        k.known_as for o in seen.objectives for k in o.key_results if k.status == "changed"
    ] == [kr]
    imports.commit(cast.ada, seen.id)
    shipping = Objective.objects.get(ws=cast.ada.workspace, number=cast.objective)
    assert shipping.key_results.count() == 7
    last = KeyResult.objects.get(ws=cast.ada.workspace, number=int(kr[3:])).latest_check_in
    assert last is not None
    assert (last.value, last.as_of.date()) == (37, date(2026, 3, 11))
    nights = Objective.objects.get(ws=cast.ada.workspace, title="Nights are quiet")
    assert Alignment.standing(objective=nights, parent_objective=shipping).exists()
    again = previewed(cast.ada, sheet([*rows, added, newer]), "okrs.csv")
    assert (again.new, again.changed) == (0, 0)


def test_what_one_may_not_see_is_not_known_again(cast: Cast) -> None:
    """A file of somebody else tells nobody that a draft is here, and who leads elsewhere writes nothing here."""
    harbour = teams.create(cast.ada, "Harbour", cast.company).id
    teams.join(cast.ada, harbour, cast.ada.person, lead=True)
    nia = people.invite(cast.ada, "Nia Roth", handle="nia")
    account = Account.objects.create_user("nia@kestrel.example")
    people.accept_invitation(nia.secret, account.pk, FOUNDED)
    teams.join(cast.ada, harbour, nia.id, lead=True)
    lead = caller("nia")
    data = file_of(cast.ada, "csv")
    seen = previewed(lead, data, "okrs.csv", team=harbour)
    assert {o.known_as for o in seen.objectives} == {f"O-{cast.objective}", ""}
    own = previewed(lead, file_of(cast.vera, "csv"), "okrs.csv", team=harbour)
    before = state_of(cast.ada)
    imports.commit(lead, own.id)
    assert state_of(cast.ada) == before, "what is unchanged needs no rights"
    changed = table(file_of(cast.vera, "csv"))
    changed[0] |= {"Current": "38", "Current on": "2026-03-12"}
    other = previewed(lead, sheet(changed), "okrs.csv", team=harbour)
    with pytest.raises(ActionError) as refused:
        imports.commit(lead, other.id)
    assert "belongs to another team" in refused.value.problems[0].message  # type: ignore[attr-defined]  # ImportProblemsError
    assert state_of(cast.ada) == before


def state_of(who: Caller) -> tuple[Any, ...]:
    """The plan, and how much was said about it."""
    rows = (CheckIn, Comment, Metric, Team, Person, Cycle)
    return picture(who.workspace), *(r.objects.filter(ws=who.workspace).count() for r in rows)


def previewed(who: Caller, data: bytes, name: str, *, team: int | None = None) -> ImportPreview:
    """Read and staged, as the preview shows it."""
    base = team or Team.objects.get(ws=who.workspace, parent=None).pk
    cycle = Cycle.objects.filter(ws=who.workspace).order_by("pk")[0].pk
    staged = imports.stage(who, documents.read(data, name), team=base, cycle=cycle)
    seen = preview(who, staged.id)
    assert seen is not None
    return seen


def sheet(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    lines = csv.DictWriter(text, list(rows[0]))
    lines.writeheader()
    lines.writerows(rows)
    return text.getvalue().encode()


def test_everybody_takes_what_they_may_see(cast: Cast) -> None:
    for who, sees_draft in ((cast.max, True), (cast.ada, True), (cast.vera, False)):
        text = file_of(who, "md").decode()
        assert "Shipping is boring" in text
        assert ("Nobody waits for a review" in text) is sees_draft
    assert "Shipping" not in file_of(cast.otto, "md").decode()


def test_personal_objectives_leave_in_no_export(cast: Cast) -> None:
    workspaces.edit(cast.ada, {"personal_okrs": "yes"}, {})
    objectives.draft(
        cast.max, NewObjective("I speak in public", cast.platform, cast.cycle, personal=True)
    )
    for name in FORMATS:
        assert b"I speak in public" not in file_of(cast.max, name)


def test_a_parent_that_one_may_not_see_is_not_named(cast: Cast) -> None:
    alignments.align(cast.lea, cast.objective, f"O-{cast.draft}", "It comes next.")
    for who, said in ((cast.max, f"O-{cast.draft}"), (cast.vera, "")):
        rows = [
            r for r in table(file_of(who, "csv")) if r["Objective key"] == f"O-{cast.objective}"
        ]
        assert {r["Supports"] for r in rows} == {said}


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_team_takes_those_below_along(cast: Cast) -> None:
    whole = {r["Objective key"] for r in table(file_of(cast.ada, "csv", team=cast.company))}
    assert whole == {
        r["Objective key"] for r in table(file_of(cast.ada, "csv", team=cast.platform))
    }
    assert {r["Objective key"] for r in table(file_of(cast.ada, "csv", state="active"))} == {
        f"O-{cast.objective}"
    }
    other = Cycle.objects.exclude(pk=cast.cycle).filter(ws=cast.ada.workspace)[0].pk
    assert table(file_of(cast.ada, "csv", cycle=other)) == []
    stranger = Team.objects.exclude(ws=cast.ada.workspace)[0].pk
    assert export(cast.ada, team=stranger) is None
    assert export(cast.ada, cycle=10**6) is None
    assert export(cast.ada, state="odd") is None


def test_the_history_has_every_check_in(cast: Cast) -> None:
    rows = table(file_of(cast.vera, "check-ins"))
    assert len(rows) == 20
    first = next(r for r in rows if r["Key"] == f"KR-{cast.key_results['increase']}")
    assert (first["Day"], first["Value"], first["Confidence"], first["Author"]) == (
        "2026-01-08", "10", "7", "Max Ott",
    )  # fmt: skip


def test_memory_and_queries_do_not_grow_with_the_plan(cast: Cast) -> None:
    """A constant number of queries here, and as many for each hundred objectives as for the first."""
    what = export(cast.ada)
    assert what is not None
    with CaptureQueriesContext(
        connection,
    ) as few:
        list(what.objectives())
    many = replace(what, ids=what.ids * 50)
    with CaptureQueriesContext(connection) as more:
        list(many.objectives())
    assert len(few) == len(more) <= 10


# ── doors ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", FORMATS)
def test_every_door_gives_the_same_file(cast: Cast, run: Run, tmp_path: Any, name: str) -> None:
    what = export(cast.lea)
    assert what is not None
    page = client_for(cast.lea).get(f"/kestrel/export/file/?format={name}")
    assert page.status_code == 200
    assert page["Content-Disposition"] == f'attachment; filename="{file_name(name, what)}"'
    assert page["Content-Type"] == FORMATS[name].content_type
    assert page["Cache-Control"] == "no-store"
    api = Api(token_for(cast.lea))("get", f"/export?format={name}")
    out = tmp_path / "out"
    assert run("export", "--format", name, "-o", out).code == 0
    files: list[Any] = [b"".join(page), b"".join(api), out.read_bytes()]  # type: ignore[arg-type]  # both are streamed
    if name == "xlsx":
        import python_calamine

        books = [python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(f)) for f in files]
        files = [[b.get_sheet_by_name(n).to_python() for n in b.sheet_names] for b in books]
    assert files[0] == files[1] == files[2]


def test_the_page_offers_what_can_be_chosen(cast: Cast) -> None:
    html = client_for(cast.vera).get(f"/kestrel/export/?team={cast.platform}").content.decode()
    assert f'<option value="{cast.platform}" selected' in html
    assert all(f'value="{name}"' in html for name in FORMATS)


@pytest.mark.parametrize(
    "query", ["format=odd", "", "format=md&team=²", "format=md&team=999999", "format=md&state=odd"]
)
def test_what_is_not_there_is_not_found(cast: Cast, query: str) -> None:
    assert client_for(cast.lea).get(f"/kestrel/export/file/?{query}").status_code == 404


def test_the_api_and_the_command_say_what_is_wrong(cast: Cast, run: Run) -> None:
    api = Api(token_for(cast.lea))
    assert api("get", "/export?format=odd").status_code == 422
    assert api("get", "/export?team=999999").status_code == 404
    assert api("get", "/export?as_of=2026-02-01").status_code == 422
    assert run("export", "--format", "odd").code != 0
    assert run("export", "--state", "odd").code != 0
    what = export(cast.ada.at_end_of(date(2026, 2, 1)))
    assert what is not None
    with pytest.raises(TransferError):
        exported("md", what)


def test_strangers_and_outsiders_get_nothing(cast: Cast) -> None:
    assert client_for(cast.otto).get("/kestrel/export/file/?format=md").status_code == 404
    assert Api(token_for(cast.otto))("get", "/export").status_code == 404
    assert Api()("get", "/export").status_code == 401
