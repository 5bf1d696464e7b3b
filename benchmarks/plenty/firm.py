"""The house itself: workspace, accounts, people, the team tree, cycles."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from benchmarks.plenty import tables, words
from benchmarks.plenty.chain import Log
from benchmarks.plenty.size import SLUG, TODAY, Size
from northing.domain import cadence
from northing.domain.snapshot import PersonState, Role
from northing.store.accounts import Account
from northing.store.cycles import Cycle
from northing.store.people import Person
from northing.store.teams import Team, TeamPerson
from northing.store.workspaces import NumberSeries, Workspace

FOUNDED = datetime(TODAY.year - 2, 11, 3, 9, tzinfo=UTC)
WS = 1
YEARS = (TODAY.year - 1, TODAY.year)
REVIEW_DAYS = 10


@dataclass(slots=True)
class Firm:
    """Who and what is there; people by their team, the first of them its lead."""

    size: Size
    random: Random
    log: Log
    workspace: Workspace
    teams: list[Team] = field(default_factory=list)
    level: dict[int, int] = field(default_factory=dict)
    people: dict[int, list[Person]] = field(default_factory=dict)
    years: dict[int, Cycle] = field(default_factory=dict)
    quarters: list[Cycle] = field(default_factory=list)

    def lead(self, team: Team) -> Person:
        return self.people[team.pk][0]

    @property
    def admin(self) -> Person:
        return self.lead(self.teams[0])


def found(size: Size, random: Random, log: Log) -> Firm:
    """Write the house and give it."""
    workspace = Workspace(pk=WS, slug=SLUG, name="Plenty", tz="Europe/Berlin")
    tables.insert([workspace])
    firm = Firm(size, random, log, workspace)
    _teams(firm)
    _people(firm)
    _cycles(firm)
    log.add(FOUNDED, firm.admin.pk, "found", workspace)
    return firm


def number(firm: Firm, objectives: int, key_results: int) -> None:
    """Say which numbers come next."""
    tables.insert(
        [
            NumberSeries(
                ws=firm.workspace, next_objective=objectives + 1, next_key_result=key_results + 1
            )
        ]
    )


def _teams(firm: Firm) -> None:
    above: list[Team] = []
    for level, count in enumerate(firm.size.levels):
        here: list[Team] = []
        for place in range(count):
            pk = len(firm.teams) + 1
            parent = above[place * len(above) // count] if above else None
            name = words.team(pk) if parent else firm.workspace.name
            slug = name.lower().replace(" ", "-")
            team = Team(pk=pk, ws=firm.workspace, parent=parent, name=name, slug=slug)
            firm.teams.append(team)
            firm.level[pk] = level
            here.append(team)
        above = here
    tables.insert(firm.teams)


def _people(firm: Firm) -> None:
    accounts: list[Account] = []
    people: list[Person] = []
    places: list[TeamPerson] = []
    for team in firm.teams:
        for seat in range(firm.size.people_each):
            pk = len(people) + 1
            name = words.person(pk)
            handle = f"{name.lower().replace(' ', '-')}-{pk}"
            # Nobody signs in by password here: the sessions are made by whoever measures.
            account = Account(pk=pk, email=f"{handle}@plenty.example", password=f"!{pk:040}")
            role = Role.ADMIN if pk == 1 else Role.VIEWER if seat == 4 and pk % 3 else Role.MEMBER
            person = Person(
                pk=pk, ws=firm.workspace, account=account, name=name, handle=handle,
                email=account.email, role=role.value, state=PersonState.ACTIVE.value,
            )  # fmt: skip
            accounts.append(account)
            people.append(person)
            firm.people.setdefault(team.pk, []).append(person)
            places.append(_place(firm, len(places) + 1, team, person, lead=seat == 0))
        if team.parent is not None and team.pk % 7 == 0:
            # Some leads lead the team above as well.
            places.append(_place(firm, len(places) + 1, team.parent, person, lead=True))
    tables.insert(accounts)
    tables.insert(people)
    tables.insert(places)
    for team in firm.teams:
        firm.log.add(FOUNDED, 1, "create_team", team)
    for person in people:
        firm.log.add(FOUNDED, 1, "invite", person)
    for place in places:
        firm.log.add(FOUNDED, 1, "join_team", place)


def _place(firm: Firm, pk: int, team: Team, person: Person, *, lead: bool) -> TeamPerson:
    return TeamPerson(
        pk=pk, ws=firm.workspace, team=team, person=person, lead=lead, since=FOUNDED.date()
    )


def _cycles(firm: Firm) -> None:
    rows: list[Cycle] = []
    for starting in YEARS:
        annual = cadence.year(firm.workspace.fiscal_month, starting)
        parent = _cycle(firm, len(rows) + 1, annual.name, annual.start, annual.end, None)
        rows.append(parent)
        firm.years[starting] = parent
        for quarter in cadence.quarters(annual):
            row = _cycle(firm, len(rows) + 1, quarter.name, quarter.start, quarter.end, parent)
            rows.append(row)
            if quarter.start <= TODAY:
                firm.quarters.insert(0, row)
    tables.insert(rows)
    for row in rows:
        firm.log.add(FOUNDED, firm.admin.pk, "create_cycle", row, closed_at=None)
        if row.closed_at is not None:
            firm.log.add(row.closed_at, firm.admin.pk, "close_cycle", row)


def _cycle(
    firm: Firm, pk: int, name: str, start: date, end: date, parent: Cycle | None
) -> Cycle:  # fmt: skip
    closed = datetime.combine(end + timedelta(days=REVIEW_DAYS), time(15), UTC)
    return Cycle(
        pk=pk, ws=firm.workspace, parent=parent, kind="quarter" if parent else "annual", name=name,
        start=start, end=end, closed_at=closed if closed.date() < TODAY else None,
    )  # fmt: skip
