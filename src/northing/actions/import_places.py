"""The teams, cycles and people that a staged plan names: those that are here, and those to be made.

New rows are made in memory and checked; `import_write` keeps them with the first slice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from northing.actions import cycles, find, objectives, typed
from northing.actions.errors import InvalidError
from northing.actions.people import ROOM_FOR_SUFFIX
from northing.actions.team_rows import DEEPEST
from northing.domain import notation, staging
from northing.domain.access import About, Caller, Verb
from northing.domain.snapshot import CycleKind, PersonState, Role
from northing.domain.staging import Staged, StagedCycle, StagedTeam
from northing.kit.text import text as _
from northing.store.cycles import Cycle
from northing.store.people import Person
from northing.store.teams import Team, TeamAddress

QUARTER_DAYS, YEAR_DAYS = range(80, 101), range(350, 380)


@dataclass(slots=True)
class Names:
    """Names that are taken, and the next number to try behind one."""

    taken: set[str] = field(default_factory=set)
    following: dict[str, int] = field(default_factory=dict)

    def free(self, wanted: str, form: str = "{}-{}") -> str:
        """`wanted`, or its first numbered form that is not taken; it is taken from then on."""
        name, number = wanted, self.following.get(wanted, 2)
        while name in self.taken:
            name, number = form.format(wanted, number), number + 1
        self.following[wanted] = number
        self.taken.add(name)
        return name


@dataclass(slots=True)
class Teams:
    """The tree as it is and as it will be. `new` are in the order in which they can be written."""

    caller: Caller
    base: int
    rows: list[Team] = field(default_factory=list)
    new: list[Team] = field(default_factory=list)
    slugs: Names = field(default_factory=Names)

    @classmethod
    def of(cls, caller: Caller, base: int) -> "Teams":
        rows = list(Team.objects.filter(ws=caller.workspace).order_by("pk"))
        by_id = {t.pk: t for t in rows}
        for row in rows:
            row.parent = by_id.get(row.parent_id) if row.parent_id is not None else None
        former = TeamAddress.objects.filter(ws=caller.workspace).values_list("slug", flat=True)
        return cls(caller, base, rows, slugs=Names({t.slug for t in rows} | set(former)))

    def chosen(self, team: StagedTeam) -> Team:
        """The team chosen for this name, or a new one. Raises NotFoundError, ForbiddenError, InvalidError."""
        if team.choice != staging.NEW:
            pk = objectives.number_of(team.choice, "team")
            row = next((t for t in self.rows if t.pk == pk), None)
            if row is None:
                raise find.not_found("team")
            if row.archived_at is not None:
                raise InvalidError(
                    _("{name} is archived.", name=row.name), _("Choose a team of today."), "team"
                )
            return row
        find.must(self.caller, Verb.ADMINISTER, About())
        return self._made(notation.parts(team.name) or (team.name,))

    def _made(self, path: Sequence[str]) -> Team:
        """The team at the end of this path: what is there of it is used, the rest is made."""
        at, path = self._start(path)
        for name in path:
            at = self._child(at, name) or self._insert(at, name)
        return at

    def _start(self, path: Sequence[str]) -> tuple[Team, Sequence[str]]:
        """Where a path begins: at the root, if it or one of its children has that name, else at the base."""
        root = next(t for t in self.rows if t.parent is None)
        base = next((t for t in self.rows if t.pk == self.base), root)
        for at in (root, base):
            if path[0].casefold() == at.name.casefold():
                return at, path[1:]
        return (root if self._child(root, path[0]) else base), path

    def _child(self, above: Team, name: str) -> Team | None:
        wanted = " ".join(name.split()).casefold()
        return next(
            (
                t
                for t in self.rows
                if t.parent is above and t.name.casefold() == wanted and t.archived_at is None
            ),
            None,
        )

    def _insert(self, above: Team, name: str) -> Team:
        clean = typed.line(name, "name", 80)
        depth, at = 2, above
        while at.parent is not None:
            depth, at = depth + 1, at.parent
        if depth > DEEPEST:
            raise InvalidError(
                _("The tree would be more than {most} deep.", most=DEEPEST), "", "parent"
            )
        slug = self.slugs.free(typed.slug(clean, 54) or "team")
        row = Team(ws_id=self.caller.workspace, parent=above, name=clean, slug=slug)
        self.rows.append(row)
        self.new.append(row)
        return row


@dataclass(slots=True)
class Cycles:
    """The cycles as they are and as they will be; `new` with years before what lies in them."""

    caller: Caller
    rows: list[Cycle] = field(default_factory=list)
    new: list[Cycle] = field(default_factory=list)

    @classmethod
    def of(cls, caller: Caller) -> "Cycles":
        return cls(caller, list(Cycle.objects.filter(ws=caller.workspace).order_by("pk")))

    def chosen(self, cycle: StagedCycle) -> Cycle:
        """The cycle chosen for this period, or a new one with its dates."""
        if cycle.choice != staging.NEW:
            pk = objectives.number_of(cycle.choice, "cycle")
            row = next((c for c in self.rows if c.pk == pk), None)
            if row is None:
                raise find.not_found("cycle")
            return row
        find.must(self.caller, Verb.ADMINISTER, About())
        return self._made(cycle)

    def _made(self, cycle: StagedCycle) -> Cycle:
        start, end = typed.must_day(cycle.start, "cycle"), typed.must_day(cycle.end, "cycle")
        same = next((c for c in self.rows if c.name == cycle.name[:40]), None)
        if same is not None:
            return same
        days = (end - start).days + 1
        kind = typed.choice(cycle.kind, CycleKind, "cycle") if cycle.kind else _kind(days)
        row = Cycle(
            ws_id=self.caller.workspace, kind=kind.value, start=start, end=end,
            name=typed.line(cycle.name, "cycle", 40),
        )  # fmt: skip
        row.parent = None if kind is CycleKind.ANNUAL else self._year(row)
        cycles.check(self.caller, row)
        self.rows.append(row)
        self.new.append(row)
        return row

    def _year(self, row: Cycle) -> Cycle | None:
        return next(
            (
                c
                for c in self.rows
                if c.kind == CycleKind.ANNUAL.value and c.start <= row.start and row.end <= c.end
            ),
            None,
        )


def years_first(staged: Staged, used: set[int]) -> list[int]:
    """The places of the cycles in an order in which a year comes before its quarters: longest first."""

    def key(n: int) -> tuple[bool, int]:
        cycle = staged.cycles[n]
        start, end = _day(cycle.start), _day(cycle.end)
        return start is None or end is None, -((end or 0) - (start or 0))

    return sorted(used, key=key)


def _day(text: str) -> int | None:
    """The ordinal of a day that can be read; the others are told of when they are made."""
    try:
        found = typed.day(text, "cycle", required=False)
    except InvalidError:
        return None
    return found.toordinal() if found else None


def _kind(days: int) -> CycleKind:
    if days in QUARTER_DAYS:
        return CycleKind.QUARTER
    return CycleKind.ANNUAL if days in YEAR_DAYS else CycleKind.CUSTOM


@dataclass(slots=True)
class People:
    """Persons by name, address and handle; who is unknown is added, not yet here."""

    caller: Caller
    known: dict[str, Person] = field(default_factory=dict)
    handles: Names = field(default_factory=Names)
    new: list[Person] = field(default_factory=list)

    @classmethod
    def of(cls, caller: Caller) -> "People":
        found = cls(caller)
        for row in Person.objects.filter(ws=caller.workspace).order_by("-pk"):
            found.handles.taken.add(row.handle)
            for name in (row.name, row.email, row.handle):
                if name:
                    found.known[name.casefold()] = row
        return found

    def named(self, text: str) -> Person | None:
        """The person meant, or None where nobody is named. Raises InvalidError for what is no name."""
        clean = " ".join(text.split()).lstrip("@")
        if not clean:
            return None
        row = self.known.get(clean.casefold())
        if row is None:
            name = typed.line(clean[:80], "owner", 80)
            handle = self.handles.free(typed.slug(name, 40 - ROOM_FOR_SUFFIX) or "person")
            row = Person(
                ws_id=self.caller.workspace, name=name, handle=handle,
                role=Role.MEMBER.value, state=PersonState.INACTIVE.value,
            )  # fmt: skip
            self.known[clean.casefold()] = row
            self.new.append(row)
        return row
