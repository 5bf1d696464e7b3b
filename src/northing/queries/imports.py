"""Staged imports: the preview of what would be written, and what the workspace has of it already."""

from dataclasses import dataclass, field
from datetime import date, datetime

from northing.domain import staging, units
from northing.domain.access import Caller
from northing.domain.staging import Staged, StagedKeyResult, StagedLine, StagedObjective
from northing.queries import days, keyed
from northing.store.check_ins import CheckIn
from northing.store.imports import StagedDocument, StagedImport
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective
from northing.store.people import Person


@dataclass(frozen=True, slots=True)
class ImportCard:
    """A staged import in the list."""

    id: int
    source_name: str
    staged_on: date
    expires_on: date
    objectives: int
    key_results: int
    committed: bool


@dataclass(frozen=True, slots=True)
class PreviewKeyResult:
    """A key result of the preview. `name` leads its fields (`o3.k1`); `status` is new, changed or unchanged."""

    name: str
    item: StagedKeyResult
    status: str
    known_as: str


@dataclass(frozen=True, slots=True)
class PreviewObjective:
    """An objective of the preview. `name` leads its fields (`o3`)."""

    name: str
    item: StagedObjective
    status: str
    known_as: str
    key_results: tuple[PreviewKeyResult, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """A name in the document and the choice made for it; `name` is the field (`team.0`)."""

    name: str
    text: str
    choice: str
    detail: str = ""
    can_be_new: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """What the document leaves open: the option `name` takes one of `answers` (value and words)."""

    name: str
    text: str
    answers: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """Everything a preview shows."""

    id: int
    source_name: str
    staged_at: datetime
    expires: str
    committed: bool
    objectives: tuple[PreviewObjective, ...]
    teams: tuple[Mapping, ...]
    cycles: tuple[Mapping, ...]
    unread: tuple[StagedLine, ...]
    context: tuple[StagedLine, ...]
    remarks: tuple[str, ...]
    questions: tuple[Question, ...]
    unknown_people: tuple[str, ...]
    new: int
    changed: int
    unchanged: int
    made: tuple[str, ...] = field(default=())


def imports(caller: Caller) -> tuple[ImportCard, ...]:
    """The caller's imports that still wait, and those committed within their seven days; newest first."""
    rows = StagedImport.objects.filter(
        ws=caller.workspace, person=caller.person, expires_at__gt=caller.now, discarded_at=None
    )
    return tuple(_card(caller, row) for row in rows.order_by("-staged_at", "-pk"))


def _card(caller: Caller, row: StagedImport) -> ImportCard:
    staged = staging.from_json(row.plan)
    return ImportCard(
        row.pk, row.source_name, row.staged_at.astimezone(caller.zone).date(),
        row.expires_at.astimezone(caller.zone).date(), len(staged.objectives),
        sum(len(o.key_results) for o in staged.objectives), row.committed_at is not None,
    )  # fmt: skip


def preview(caller: Caller, pk: int) -> ImportPreview | None:
    """One staged import of the caller, compared with the workspace; None if gone: five queries.

    Three more where the plan bears keys such as `O-3`.
    """
    row = (
        StagedImport.objects.filter(
            ws=caller.workspace,
            person=caller.person,
            pk=pk,
            expires_at__gt=caller.now,
            discarded_at=None,
        )
        .select_related("document")
        .defer("document__data")
        .first()
    )
    if row is None:
        return None
    staged = staging.from_json(row.plan)
    objectives, key_results = _known(caller, staged)
    shown = tuple(
        _objective(n, o, objectives, key_results) for n, o in enumerate(staged.objectives)
    )
    states = [kr.status for o in shown for kr in o.key_results] + [o.status for o in shown]
    return ImportPreview(
        id=row.pk,
        source_name=row.source_name,
        staged_at=row.staged_at,
        expires=days.short(row.expires_at.astimezone(caller.zone).date(), caller.today),
        committed=row.committed_at is not None,
        objectives=shown,
        teams=tuple(Mapping(f"team.{n}", t.name, t.choice) for n, t in enumerate(staged.teams)),
        cycles=tuple(
            Mapping(
                f"cycle.{n}",
                c.name,
                c.choice,
                f"{c.start} – {c.end}" if c.start else "",
                bool(c.start and c.end),
            )
            for n, c in enumerate(staged.cycles)
        ),
        unread=staged.unread,
        context=staged.context,
        remarks=staged.remarks,
        questions=_questions(row),
        unknown_people=_unknown_people(caller, staged),
        new=states.count("new"),
        changed=states.count("changed"),
        unchanged=states.count("unchanged"),
    )


def _questions(row: StagedImport) -> tuple[Question, ...]:
    kept: StagedDocument | None = getattr(row, "document", None)
    return tuple(
        Question(
            q["name"],
            q["text"],
            tuple((value, words) for value, words in q["answers"]),
            q["chosen"],
        )
        for q in (kept.questions if kept is not None else ())
    )


@dataclass(frozen=True, slots=True)
class _Result:
    """A key result that is here: its key, and whether the document says a new value of it."""

    key: str
    is_news: bool


def _known(caller: Caller, staged: Staged) -> tuple[dict[str, str], dict[str, _Result]]:
    """By ref, what is here of the plan: keys of objectives, and what is known of key results."""
    refs = [o.ref for o in staged.objectives]
    rows = Objective.objects.filter(ws=caller.workspace, origin_ref__in=refs)
    told = {ref or "": (pk, n) for ref, pk, n in rows.values_list("origin_ref", "pk", "number")}
    below = _known_key_results(caller, staged)
    found = keyed.find(caller, staged, {ref: pk for ref, (pk, _n) in told.items()}, below)
    news = keyed.news(caller, staged, found)
    return (
        {ref: f"O-{n}" for ref, (_pk, n) in told.items()}
        | {ref: row.key for ref, row in found.objectives.items()},
        below | {ref: _Result(row.key, ref in news) for ref, row in found.key_results.items()},
    )


def _known_key_results(caller: Caller, staged: Staged) -> dict[str, _Result]:
    """The key results that came from this document before, compared with its newest value of then."""
    said_now = {kr.ref: kr for o in staged.objectives for kr in o.key_results}
    rows = KeyResult.objects.filter(ws=caller.workspace, origin_ref__in=list(said_now))
    known = {row.pk: (row.origin_ref or "", row.key) for row in rows.only("origin_ref", "number")}
    said = CheckIn.objects.filter(key_result__in=known, origin="import").order_by(
        "recorded_at", "pk"
    )
    values: dict[int, object] = dict(said.values_list("key_result_id", "value"))
    return {
        ref: _Result(key, _is_news(said_now[ref], values.get(pk)))
        for pk, (ref, key) in known.items()
    }


def _is_news(kr: StagedKeyResult, before: object) -> bool:
    try:
        value = staging.value_of(kr)
    except (units.UnitError, ArithmeticError):
        return True
    return value is not None and value != before


def _objective(
    place: int, o: StagedObjective, objectives: dict[str, str], key_results: dict[str, _Result]
) -> PreviewObjective:
    below = tuple(
        PreviewKeyResult(f"o{place}.k{n}", kr, *_status(key_results.get(kr.ref)))
        for n, kr in enumerate(o.key_results)
    )
    known = objectives.get(o.ref, "")
    return PreviewObjective(f"o{place}", o, "unchanged" if known else "new", known, below)


def _status(known: _Result | None) -> tuple[str, str]:
    if known is None:
        return "new", ""
    return "changed" if known.is_news else "unchanged", known.key


def _unknown_people(caller: Caller, staged: Staged) -> tuple[str, ...]:
    named = [o.owner for o in staged.objectives]
    named += [kr.owner for o in staged.objectives for kr in o.key_results]
    known = {
        name.casefold()
        for row in Person.objects.filter(ws=caller.workspace).values_list("name", "handle", "email")
        for name in row
        if name
    }
    listed = dict.fromkeys(n.strip() for n in named if n.strip())
    return tuple(n for n in listed if n.lstrip("@").casefold() not in known)
