"""What the activity's address asks for, and the form that makes such addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from northing.domain.access import Caller
from northing.queries.activity_filter import KINDS, VERBS, Wanted
from northing.queries.callers import TeamNode
from northing.queries.cycles import CycleRef
from northing.web.base.markup import finished

NAMES = ("team", "kind", "verbs", "cycle", "mine", "since", "until")
MOST_TEAMS = 120
DEEPEST = 2
LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for: `wanted` for the query, the rest for the form. `problem` says what cannot be read."""

    wanted: Wanted
    team: str
    teams: SafeString
    kinds: SafeString
    verbs: SafeString
    cycles: SafeString
    mine: bool
    since: str
    until: str
    query: str
    problem: str

    @property
    def is_any(self) -> bool:
        """Whether anything is left out of the activity."""
        return bool(self.query)


def read(
    sent: QueryDict, caller: Caller, teams: Sequence[TeamNode], cycles: Sequence[CycleRef]
) -> Filters:
    """The filters of an address; a day that is none, and a team that is not here, are a problem said."""
    given = {name: sent.get(name, "").strip() for name in NAMES}
    team = next((t for t in teams if t.slug == given["team"]), None)
    cycle = next((c for c in cycles if str(c.id) == given["cycle"]), None)
    days = {name: _day(given[name]) for name in ("since", "until")}
    problem = _problem(given, team, cycle, days)
    return Filters(
        wanted=Wanted(
            team=team.id if team else None, cycle=cycle.id if cycle else None,
            kind=given["kind"] if given["kind"] in KINDS else "",
            verbs=given["verbs"] if given["verbs"] in VERBS else "",
            mine=given["mine"] == "1", since=days["since"], until=days["until"],
            before=number(sent.get("before", "")), after=number(sent.get("after", "")),
        ),
        team=team.name if team else "",
        teams=options([(t.slug, name) for t, name in choosable(teams, caller, team)], given["team"]),
        kinds=options([(code, str(label)) for code, (label, _n) in KINDS.items()], given["kind"]),
        verbs=options([(code, str(label)) for code, (label, _v) in VERBS.items()], given["verbs"]),
        cycles=options([(str(c.id), c.name) for c in cycles], given["cycle"]),
        mine=given["mine"] == "1", since=given["since"], until=given["until"],
        query=urlencode({name: value for name, value in given.items() if value}),
        problem=problem,
    )  # fmt: skip


def _problem(
    given: dict[str, str], team: TeamNode | None, cycle: CycleRef | None,
    days: dict[str, date | None],
) -> str:  # fmt: skip
    if given["team"] and team is None:
        return _("There is no team of that name here.")
    if given["cycle"] and cycle is None:
        return _("There is no such cycle here.")
    for name, known in (("kind", KINDS), ("verbs", VERBS)):
        if given[name] and given[name] not in known:
            return _("“{text}” is nothing to choose here.").format(text=given[name][:40])
    for name in ("since", "until"):
        if given[name] and days[name] is None:
            return _("There is no day “{text}”. Write it like 2026-03-12.").format(
                text=given[name][:40]
            )
    return ""


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1900 < found.year < 2200 else None


def number(text: str) -> int | None:
    """The number of an event in an address, or None."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 19:
        return None
    return min(int(text), LARGEST)


def choosable(
    teams: Sequence[TeamNode], caller: Caller, chosen: TeamNode | None
) -> list[tuple[TeamNode, str]]:
    """Teams to choose from, in reading order and set in by depth.

    Of a firm with very many only one's own, the chosen one and the upper levels: the others are
    reached from their own pages.
    """
    below: dict[int | None, list[TeamNode]] = {}
    for node in teams:
        below.setdefault(node.parent, []).append(node)
    near = caller.teams | ({chosen.id} if chosen else set())
    few = len(teams) <= MOST_TEAMS
    found: list[tuple[TeamNode, str]] = []
    waiting = [(node, 0) for node in reversed(below.get(None, []))]
    while waiting:
        node, depth = waiting.pop()
        if few or depth <= DEEPEST - 1 or node.id in near:
            found.append((node, "\N{NO-BREAK SPACE}" * 3 * depth + node.name))
        waiting.extend((child, depth + 1) for child in reversed(below.get(node.id, [])))
    return found


def options(choices: Sequence[tuple[str, str]], chosen: str) -> SafeString:
    """The options of a select as finished HTML: there may be hundreds."""
    return finished(
        "".join(
            f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
            f"{escape(text)}</option>"
            for value, text in choices
        )
    )
