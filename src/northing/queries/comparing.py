"""What was different between the ends of two days, as sets: what to compare before it is told.

Statuses, owners and places are those of the outlooks that held on each day; what was reworded and
retargeted is in the events between them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    Max,
    Q,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from northing.domain.access import Caller
from northing.queries import event_days, event_sight, happenings, sight, team_trees
from northing.store.check_ins import CheckIn
from northing.store.events import Event, EventBody
from northing.store.objectives import Alignment
from northing.store.outlooks import Outlook

EDITED = "edit"
RETARGETED = "retarget"


@dataclass(frozen=True, slots=True)
class Asked:
    """Two days, the earlier first, each seen from its end; a team with those below, a cycle."""

    since: date
    until: date
    team: int | None = None
    cycle: int | None = None

    def ordered(self, today: date) -> "Asked":
        """The earlier day first, and none that has not come yet."""
        first, last = sorted((min(self.since, today), min(self.until, today)))
        return replace(self, since=first, until=last)


class Held(NamedTuple):
    """What was thought of a key result on a day, and where it stood.

    `heard_on` is the day of the newest word or reading as ISO text, the start where there was none;
    `progress` and `weight` are numbers as text.
    """

    objective: int
    team: int
    cycle: int
    owner: int
    status: str
    heard_on: str
    progress: str | None
    weight: str


class Happened(NamedTuple):
    """An event between the two days. `agreed_at`: when its objective was agreed, if ever; `before`: of a
    retargeting the event before it."""

    pk: int
    seq: int
    noun: str
    noun_id: int
    objective: int
    verb: str
    agreed_at: datetime | None
    before: int | None


class Link(NamedTuple):
    """An alignment that came or went."""

    objective: int
    parent_noun: str
    parent: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Days:
    """Everything that differs, by id; `then` and `now` hold what was thought at each end."""

    caller: Caller
    asked: Asked
    start: datetime
    end: datetime
    then: Mapping[int, Held]
    now: Mapping[int, Held]
    events: tuple[Happened, ...]
    links: tuple[Link, ...]
    teams: Mapping[int, int]
    """The team of each objective, the later of both days."""


def load(caller: Caller, asked: Asked) -> Days:
    """What there is to compare: three queries, one more for a team."""
    start, end = _end(caller, asked.since), min(_end(caller, asked.until), caller.now)
    within = team_trees.under(caller, asked.team)[0] if asked.team is not None else None
    then, now = _held(caller, asked, within)
    about = Q()
    if within is not None:
        about &= Q(team__in=sorted(within))
    if asked.cycle is not None:
        about &= Q(objective__cycle=asked.cycle)
    return Days(
        caller=caller, asked=asked, start=start, end=end, then=then, now=now,
        events=_events(caller, about, start, end),
        links=_links(caller, asked, within, start, end),
        teams={h.objective: h.team for side in (then, now) for h in side.values()},
    )  # fmt: skip


def _end(caller: Caller, day: date) -> datetime:
    return datetime.combine(day, time.max, caller.zone)


def _held(
    caller: Caller, asked: Asked, within: frozenset[int] | None
) -> tuple[dict[int, Held], dict[int, Held]]:
    """Outlooks of both days: a row that held on both is read once."""
    was, now_is = _holds(asked.since), _holds(asked.until)
    rows = Outlook.objects.filter(
        was | now_is, sight.objectives(caller, "key_result__objective__"),
        sight.counted("key_result__objective__"), ws=caller.workspace,
    ).annotate(
        side=Case(
            When(was & now_is, then=Value("both")), When(was, then=Value("then")),
            default=Value("now"), output_field=CharField(),
        ),
        heard=Coalesce(Cast("heard_on", CharField()), Value("")),
        share=Cast("progress", CharField()), part=Cast("key_result__weight", CharField()),
    )  # fmt: skip
    then: dict[int, Held] = {}
    now: dict[int, Held] = {}
    # Columns that Python takes as they come: twenty thousand rows are not converted one by one.
    columns = ("side", "key_result_id", "key_result__objective_id", "team_id", "cycle_id", "owner_id",
               "status", "heard", "share", "part")  # fmt: skip
    for row in rows.order_by().values_list(*columns):
        side, pk, held = row[0], row[1], Held._make(row[2:])
        if side != "now":
            then[pk] = held
        if side != "then":
            now[pk] = held
    if within is None and asked.cycle is None:
        return then, now
    wanted = {
        pk
        for found in (then, now)
        for pk, one in found.items()
        if (within is None or one.team in within) and asked.cycle in (None, one.cycle)
    }
    # One that came from elsewhere, or went there, stays on both sides: it moved.
    return _only(then, wanted), _only(now, wanted)


def _holds(day: date) -> Q:
    return Q(made_on__lte=day) & (Q(ended_on=None) | Q(ended_on__gt=day))


def _only(found: dict[int, Held], wanted: set[int]) -> dict[int, Held]:
    return {pk: one for pk, one in found.items() if pk in wanted}


def _events(caller: Caller, about: Q, start: datetime, end: datetime) -> tuple[Happened, ...]:
    """What happened to objectives, and to key results what outlooks do not say, in order."""
    rows = Event.objects.filter(
        Q(noun="objective") | Q(verb__in=(RETARGETED, EDITED)), about, event_sight.seen(caller),
        sight.counted("objective__"), event_days.recorded(start, end), ws=caller.workspace,
        noun__in=("objective", "key_result"),
    )  # fmt: skip
    before = Case(When(verb=RETARGETED, then=happenings.before()))
    listed = rows.order_by().annotate(before=before).values_list(
        "pk", "seq", "noun", "noun_id", "objective_id", "verb", "objective__agreed_at", "before"
    )  # fmt: skip
    return tuple(sorted((Happened(*row) for row in listed), key=itemgetter(1)))


def _links(
    caller: Caller, asked: Asked, within: frozenset[int] | None, start: datetime, end: datetime
) -> tuple[Link, ...]:
    """Alignments of agreed objectives that stand now and did not then, or the other way round."""
    came = Q(since__gt=start, since__lte=end) & (Q(ended_at=None) | Q(ended_at__gt=end))
    went = Q(
        ended_at__gt=start, ended_at__lte=end, since__lte=start,
        objective__agreed_at__lte=F("ended_at"),
    )  # fmt: skip
    rows = Alignment.objects.filter(
        (came & Q(objective__agreed_at__lte=end)) | went, sight.objectives(caller, "objective__"),
        sight.counted("objective__"), ws=caller.workspace,
    )  # fmt: skip
    if within is not None:
        rows = rows.filter(objective__team__in=sorted(within))
    if asked.cycle is not None:
        rows = rows.filter(objective__cycle=asked.cycle)
    columns = ("objective_id", "parent_objective_id", "parent_key_result_id", "since")
    return tuple(
        Link(pk, "objective" if up else "key_result", up or kr or 0, since > start)
        for pk, up, kr, since in rows.order_by("objective__number", "pk").values_list(*columns)
    )


def said(days: Days, key_results: Iterable[int]) -> dict[int, int]:
    """How many check-ins these key results got between the days: one query."""
    # Without the workspace, which would lead to an index that reads all of its check-ins.
    rows = CheckIn.objects.filter(
        event_days.recorded(days.start, days.end), key_result__in=set(key_results)
    )
    counted = rows.order_by().values("key_result").annotate(count=Count("pk"))
    return dict(counted.values_list("key_result", "count"))


# ── definitions, for what is shown ───────────────────────────────────────────

Body = Mapping[str, Any]
Noun = tuple[str, int]


class Reasoned(NamedTuple):
    """One event with its reason and the definitions around it."""

    reason: str
    before: Body
    after: Body


@dataclass(frozen=True, slots=True)
class Defined:
    """Definitions at the ends of both days by noun and id, and the events asked for by their ids."""

    then: Mapping[Noun, Body]
    now: Mapping[Noun, Body]
    events: Mapping[int, Reasoned]


def definitions(days: Days, nouns: Iterable[Noun], events: Mapping[int, int | None]) -> Defined:
    """The definitions of these nouns on both days, and these events with those before them: two queries."""
    newest = _newest(days, nouns)
    ids = {pk for _n, _i, *both in newest for pk in both} | {*events, *events.values()}
    rows = EventBody.objects.filter(event__in=ids - {None}).values_list("pk", "json", "reason")
    bodies: dict[int | None, tuple[Body, str]] = {
        pk: (body or {}, reason) for pk, body, reason in rows
    }
    none: tuple[Body, str] = ({}, "")
    return Defined(
        then={(n, i): bodies.get(pk, none)[0] for n, i, pk, _now in newest if pk},
        now={(n, i): bodies.get(pk, none)[0] for n, i, _then, pk in newest if pk},
        events={
            pk: Reasoned(bodies.get(pk, none)[1], bodies.get(before, none)[0], bodies.get(pk, none)[0])
            for pk, before in events.items()
        },
    )  # fmt: skip


def _newest(days: Days, nouns: Iterable[Noun]) -> list[tuple[str, int, int | None, int]]:
    """Of each noun the events that held its definition at the end of either day."""
    by_noun: dict[str, set[int]] = {}
    for noun, pk in nouns:
        by_noun.setdefault(noun, set()).add(pk)
    wanted = Q(pk__in=())
    for noun, ids in by_noun.items():
        wanted |= Q(noun=noun, noun_id__in=ids)
    events = Event.objects.filter(wanted, ws=days.caller.workspace, recorded_at__lte=days.end)
    then = Max("pk", filter=Q(recorded_at__lte=days.start))
    grouped = events.order_by().values("noun", "noun_id").annotate(then=then, now=Max("pk"))
    return list(grouped.values_list("noun", "noun_id", "then", "now"))
