"""Objectives and key results while a file is being read; frozen into plan items at the end."""

import re
from dataclasses import dataclass, field
from typing import Any

from northing.domain.plan import (
    OriginRefs,
    PlanKeyResult,
    PlanObjective,
    PlanPeriod,
    SourceLine,
    Unread,
    normalized,
)
from northing.kit.text import text as _
from northing.transfer.sheets.cells import Log


@dataclass(slots=True, eq=False)
class DraftResult:
    """A key result; `said` holds further fields of PlanKeyResult by name."""

    title: str
    row: int
    place: str
    source: str
    key: str = ""
    owners: tuple[str, ...] = ()
    notes: list[SourceLine] = field(default_factory=list)
    initiatives: list[SourceLine] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)
    team: tuple[str, ...] = ()
    rows: list[int] = field(default_factory=list)
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Parent:
    """What an objective says that it supports, and where it says so."""

    name: str
    row: int
    place: str


@dataclass(slots=True, eq=False)
class DraftObjective:
    """An objective; `said` holds further fields of PlanObjective by name."""

    title: str
    row: int
    place: str
    source: str
    key: str = ""
    team: tuple[str, ...] = ()
    period: PlanPeriod | None = None
    notes: list[SourceLine] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    results: list[DraftResult] = field(default_factory=list)
    parents: list[Parent] = field(default_factory=list)
    supports: "DraftObjective | DraftResult | None" = None
    ref: str = ""


class Drafts:
    """All objectives of a file, found again by key, or by team, period and title."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.objectives: list[DraftObjective] = []
        self._by_key: dict[str, DraftObjective | DraftResult] = {}
        self._by_name: dict[tuple[object, ...], DraftObjective] = {}

    def known(
        self, title: str, key: str, team: tuple[str, ...], period: PlanPeriod | None
    ) -> DraftObjective | None:
        """The objective of this key, else of this wording in this team and period."""
        if key:
            found = self._by_key.get(_id(key))
            return found if isinstance(found, DraftObjective) else None
        return self._by_name.get(_name(title, team, period))

    def of_key(self, key: str) -> DraftObjective | None:
        """The objective that some row of the file calls by this key."""
        found = self._by_key.get(_id(key))
        return found if isinstance(found, DraftObjective) else None

    def add(self, objective: DraftObjective) -> DraftObjective:
        """Keep a new objective."""
        self.objectives.append(objective)
        self._by_name.setdefault(
            _name(objective.title, objective.team, objective.period), objective
        )
        self.name(objective)
        return objective

    def name(self, item: DraftObjective | DraftResult) -> None:
        """Let an item be found by its key."""
        if item.key:
            self._by_key.setdefault(_id(item.key), item)

    def freeze(self, source_name: str, *, ours: bool) -> tuple[PlanObjective, ...]:
        """The finished objectives with their references, in the order of the file."""
        refs = OriginRefs(source_name)
        for o in self.objectives:
            period = o.period.text if o.period else ""
            o.ref = _ref(refs, o.key, ours) or refs.make(period, o.team, o.title)
            for kr in o.results:
                team = (*o.team, *kr.team, *kr.owners)
                kr.ref = _ref(refs, kr.key, ours) or refs.make(period, team, o.title, kr.title)
        by_title: dict[str, DraftObjective] = {}
        for o in self.objectives:
            by_title.setdefault(normalized(o.title), o)
        return tuple(self._objective(o, by_title) for o in self.objectives)

    def _objective(self, o: DraftObjective, by_title: dict[str, DraftObjective]) -> PlanObjective:
        above = [o.supports.ref] if o.supports is not None else []
        for parent in o.parents:
            ref = self._parent(parent, by_title)
            if ref:
                above.append(ref)
            else:
                o.notes.append(
                    SourceLine(parent.row + 1, str(_("Supports: {name}", name=parent.name)))
                )
                self.log.unread.append(Unread(parent.row + 1, parent.name, NO_PARENT, parent.place))
        above = list(dict.fromkeys(ref for ref in above if ref != o.ref))
        is_key = [_OUR_KEY.fullmatch(ref) is not None for ref in above]
        first = above[0] if above and not is_key[0] else ""
        return PlanObjective(
            title=o.title,
            line=o.row + 1,
            origin_ref=o.ref,
            key_results=tuple(_result(kr) for kr in o.results),
            lines=tuple(sorted({n + 1 for n in (o.row, *o.rows)})),
            source=o.source,
            team=o.team,
            period=o.period,
            notes=tuple(o.notes),
            supports=first,
            also_supports=tuple(above[1:] if first else above),
            key=_our_key(o.key, "O"),
            place=o.place,
            **o.said,
        )

    def _parent(self, parent: Parent, by_title: dict[str, DraftObjective]) -> str:
        """The reference of a parent, or its key as our sheets and workspaces name it."""
        if _OUR_KEY.fullmatch(parent.name.upper()):
            return parent.name.upper()
        bare = _BEFORE.sub("", parent.name)
        found = (
            self._by_key.get(_id(parent.name))
            or by_title.get(normalized(parent.name))
            or by_title.get(normalized(bare))
        )
        return found.ref if found else ""


def _result(kr: DraftResult) -> PlanKeyResult:
    return PlanKeyResult(
        title=kr.title,
        line=kr.row + 1,
        source=kr.source,
        origin_ref=kr.ref,
        lines=tuple(sorted({n + 1 for n in (kr.row, *kr.rows)})),
        owners=kr.owners,
        notes=tuple(kr.notes),
        steps=tuple(kr.initiatives),
        team=kr.team,
        key=_our_key(kr.key, "KR"),
        place=kr.place,
        **kr.said,
    )


def _ref(refs: OriginRefs, key: str, ours: bool) -> str:
    """A reference by key alone, where a sheet of somebody else's names its items by lasting keys."""
    lasting = not ours and _LASTING.fullmatch(key) is not None
    return refs.make("", (), "key", key) if lasting else ""


def _our_key(key: str, letters: str) -> str:
    found = _OUR_KEY.fullmatch(key.upper())
    return found[0] if found and found[1] == letters else ""


def _id(key: str) -> str:
    return " ".join(key.casefold().split())


def _name(title: str, team: tuple[str, ...], period: PlanPeriod | None) -> tuple[object, ...]:
    return (normalized(title), team, period.text if period else "")


_OUR_KEY = re.compile(r"(O|KR)-[1-9]\d{0,8}")
_LASTING = re.compile(r"[A-Za-z][A-Za-z0-9]{0,9}-\d{1,9}")
_BEFORE = re.compile(r"^\s*(?:O|OBJ|Objective|Ziel)\s?[-#]?\d+(?:\.\d+)*\s*[:.)–-]\s*", re.I)
NO_PARENT = _("No row of this file and no key is called so. It is kept in words.")
