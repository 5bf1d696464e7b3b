"""Twenty times the cast's data, as rows: what takes an action a second is here in one.

Every list of a page grows: objectives of the same team, key results of the same objective, check-ins,
comments, initiatives and outlooks of the same key result, people, teams, metrics, tokens, cycles, events.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from typing import Any, TypeVar

from django.apps import apps
from django.db.models import Model

from northing.actions import imports
from northing.store import guard
from northing.store.check_ins import CheckIn
from northing.store.comments import Comment
from northing.store.cycles import Cycle
from northing.store.events import Event, EventBody
from northing.store.imports import StagedImport
from northing.store.initiatives import Initiative
from northing.store.key_results import KeyResult, Step
from northing.store.metrics import Metric, Reading
from northing.store.objectives import Alignment, Guard, Objective, ObjectiveTeam
from northing.store.outlooks import Outlook
from northing.store.people import Invitation, Person
from northing.store.search import SearchEntry, SearchWord
from northing.store.teams import Team, TeamPerson
from northing.store.tokens import Token
from northing.transfer import markdown
from tests.cast import NOW
from tests.pages.every_page import Stock

TIMES = 20
COPIES = range(1, TIMES)
ROWS_A_COPY = 10_000
"""Added to a number per copy, so that numbers of copies meet no others."""

M = TypeVar("M", bound=Model)
Changes = Callable[[Any, int], Mapping[str, Any]]


def multiply(stock: Stock) -> Stock:
    """Twenty times the workspace of the stock; gives the stock with the big import in it."""
    ws = stock.cast.lea.workspace
    with guard.writing():
        _people(ws)
        _cycles(ws)
        _metrics(ws)
        _plans(ws)
        _copies(
            Token, ws, lambda row, n: {"name": f"{row.name} {n}", "hash": f"{row.hash[:50]}{n}"}
        )
    big = replace(stock, staged=_big_import(stock))
    with guard.writing():
        _copies(StagedImport, ws, lambda row, n: {"source_name": f"{n} {row.source_name}"})
        _history(ws)
        _make_known_to_search()
    return big


def _make_known_to_search() -> None:
    """Rows that came without an action are found as those that were there before search was."""
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()
    import_module("northing.store.migrations.0011_search").fill(apps, None)


def _people(ws: int) -> None:
    persons = _copies(
        Person,
        ws,
        lambda row, n: {
            "handle": f"{row.handle}-{n}",
            "name": f"{row.name} {n}",
            "account_id": None,
        },
    )
    teams = _copies(
        Team, ws,
        lambda row, n: {"name": f"{row.name} {n}", "slug": f"{row.slug}-{n}"}, root=True,
    )  # fmt: skip
    _copies(TeamPerson, ws, lambda row, n: {"person_id": persons[row.person_id, n]})
    _copies(
        TeamPerson, ws,
        lambda row, n: {"team_id": teams.get((row.team_id, n)), "person_id": persons.get((row.person_id, n))},
    )  # fmt: skip
    _copies(
        Invitation, ws,
        lambda row, n: {"person_id": persons[row.person_id, n], "hash": f"{row.hash[:50]}{n}"},
    )  # fmt: skip


def _cycles(ws: int) -> None:
    years = timedelta(days=364)
    _copies(
        Cycle, ws,
        lambda row, n: {"name": f"{row.name} {n}", "start": row.start + n * years, "end": row.end + n * years},
    )  # fmt: skip


def _metrics(ws: int) -> None:
    _copies(Metric, ws, lambda row, n: {"name": f"{row.name} {n}"})
    _copies(
        Reading, ws,
        lambda row, n: {"as_of": row.as_of + timedelta(minutes=n), "key": None},
    )  # fmt: skip


def _plans(ws: int) -> None:
    """Objectives beside objectives, key results in both, and all that hangs on a key result."""
    objectives = _copies(
        Objective, ws, lambda row, n: {"number": row.number + n * ROWS_A_COPY, "origin_ref": None}
    )
    _copies(ObjectiveTeam, ws, lambda row, n: {"objective_id": objectives[row.objective_id, n]})
    _copies(Guard, ws, lambda row, n: {"objective_id": objectives[row.objective_id, n]})
    _support(ws, objectives)
    old = tuple(KeyResult.objects.filter(ws=ws))
    _key_results(ws, old, 0, lambda row, n: row.objective_id)
    _key_results(ws, old, TIMES * ROWS_A_COPY, lambda row, n: objectives[row.objective_id, n])
    _more(ws, {row.pk for row in old})


def _key_results(
    ws: int, old: Iterable[KeyResult], first: int, above: Callable[[KeyResult, int], int]
) -> None:
    def changed(row: Any, n: int) -> dict[str, Any]:
        return {
            "number": row.number + first + n * ROWS_A_COPY, "origin_ref": None,
            "objective_id": above(row, n), "latest_check_in_id": None, "outlook_id": None,
        }  # fmt: skip

    _below(ws, old, _copied(KeyResult, old, changed))


def _support(ws: int, objectives: Mapping[tuple[int, int], int]) -> None:
    first = Objective.objects.filter(ws=ws).earliest("pk").pk
    Alignment.objects.bulk_create(
        Alignment(ws_id=ws, objective_id=copied, parent_objective_id=first, since=NOW)
        for (of, _n), copied in objectives.items()
        if of == first
    )


def _below(ws: int, old: Iterable[KeyResult], copies: Mapping[tuple[int, int], int]) -> None:
    """Each copy of a key result gets copies of what its original has."""
    krs = {row.pk for row in old}
    here = {"key_result_id__in": krs}

    def mine(row: Any, n: int) -> dict[str, Any]:
        return {"key_result_id": copies[row.key_result_id, n]}

    said = _copies(
        CheckIn, ws, lambda row, n: {**mine(row, n), "key": None, "supersedes_id": None}, **here
    )
    thought = _copies(Outlook, ws, mine, **here)
    _copies(Step, ws, mine, **here)
    _copies(Initiative, ws, mine, **here)
    for row in old:
        for n in COPIES:
            KeyResult.objects.filter(pk=copies[row.pk, n]).update(
                latest_check_in_id=said.get((row.latest_check_in_id or 0, n)),
                outlook_id=thought.get((row.outlook_id or 0, n)),
            )


def _more(ws: int, krs: set[int]) -> None:
    """More of everything on the key results that were there."""
    here = {"key_result_id__in": krs}
    _copies(
        CheckIn, ws,
        lambda row, n: {"as_of": row.as_of - timedelta(minutes=n), "key": None, "supersedes_id": None}, **here,
    )  # fmt: skip
    _copies(Outlook, ws, lambda row, n: {"made_on": row.made_on - timedelta(days=400 * n)}, **here)
    _copies(Step, ws, lambda row, n: {"position": row.position + n * 100}, **here)
    _copies(Initiative, ws, lambda row, n: {"title": f"{row.title} {n}"}, **here)
    _copies(Comment, ws, lambda row, n: {"text": f"{row.text} {n}"})


def _history(ws: int) -> None:
    head = Event.objects.filter(ws=ws).latest("seq").seq
    events = _copies(
        Event,
        ws,
        lambda row, n: {
            "seq": row.seq + n * head,
            "change_seq": row.change_seq + n * head,
        },
    )
    bodies = EventBody.objects.filter(event__ws=ws)
    EventBody.objects.bulk_create(
        EventBody(event_id=events[body.event_id, n], json=body.json, reason=body.reason)
        for body in tuple(bodies)
        for n in COPIES
    )


def _big_import(stock: Stock) -> int:
    blocks = (
        f"## Objective: Aim {o}\n\n"
        + "".join(
            f"- KR: Number {o}-{k} rises from {k} to {k + 9} (@newcomer{o})\n" for k in range(3)
        )
        for o in range(2 * TIMES)
    )
    plan = markdown.read(("# OKRs\n\n" + "\n".join(blocks)).encode(), "big.md")
    return imports.stage(stock.cast.lea, plan, team=stock.cast.platform, cycle=stock.cast.cycle).id


def _copies(
    model: type[M], ws: int, changed: Changes, *, root: bool = False, **which: Any
) -> dict[tuple[int, int], int]:
    """Nineteen copies of every row of a workspace; `root` leaves out the row without a parent."""
    rows = model._default_manager.filter(ws=ws, **which).order_by("pk")
    return _copied(model, tuple(rows.exclude(parent=None) if root else rows), changed)


def _copied(model: type[M], rows: Iterable[M], changed: Changes) -> dict[tuple[int, int], int]:
    """Copies of these rows: by the original's id and the copy's number, the copy's id."""
    made: dict[tuple[int, int], M] = {}
    for n in COPIES:
        for row in rows:
            values = changed(row, n)
            if None in [values.get("team_id", 0), values.get("person_id", 0)]:
                continue
            new = copy(row)
            new._state = copy(row._state)
            new._state.fields_cache = {}
            new._state.adding, new.pk = True, None
            for name, value in values.items():
                setattr(new, name, value)
            made[row.pk, n] = new
    model._default_manager.bulk_create(made.values(), batch_size=500)
    return {place: row.pk for place, row in made.items()}
