"""The workspace at a glance: what changed, what waits, what is silent, the year, the spread, the practice."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from northing.domain.access import Caller
from northing.domain.health import WORST_FIRST, Verdict
from northing.domain.outlook import WORDS
from northing.domain.turns import Turn
from northing.queries import days, words
from northing.queries.callers import TeamNode
from northing.queries.cards import TeamRef
from northing.queries.cycles import CycleRef
from northing.queries.guards import GuardCard, guards_of
from northing.queries.overview_changes import Turned, turned
from northing.queries.overview_counts import Counts, counts
from northing.queries.overview_decisions import Proposal, overdue, proposals
from northing.queries.overview_health import PracticeCard, practice
from northing.queries.overview_rows import Named, named
from northing.queries.overview_scope import PAGE, Scope, Wanted, scope
from northing.queries.overview_spread import Spread, spread
from northing.queries.overview_year import Year, year
from northing.queries.people import PersonRef
from northing.queries.teams import Phrase, capitalized

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """The beginning of a list, or one page of it; `total` counts all."""

    items: tuple[T, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A key result that turned within the week; the note is the newest word, if it is of that week."""

    key: str
    title: str
    team: TeamRef
    turn: str
    before: str
    before_word: str
    after: str
    after_word: str
    progress_before: Decimal | None
    progress: Decimal | None
    note: str
    author: PersonRef | None


@dataclass(frozen=True, slots=True)
class SilentLine:
    """A key result without a word for more than 14 days; `age` is counted in days."""

    key: str
    title: str
    team: TeamRef
    owner: PersonRef
    heard_on: date
    age: int
    age_text: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """What waits for somebody: a `proposal` to agree to, or a key result that is `overdue`."""

    kind: str
    key: str
    title: str
    team: TeamRef
    by: PersonRef
    since: date
    since_text: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the workspace's page shows of one cycle on one day.

    `show` names the list that is shown by itself, on page `page` of `pages`; nothing where all are.
    `guards` are those of the objectives that the page names, broken ones first.
    """

    day: date
    since: date
    since_text: str
    cycle: CycleRef
    team: TeamRef
    path: tuple[TeamRef, ...]
    status: str
    ambition: str
    show: str
    page: int
    pages: int
    sentence: tuple[Phrase, ...]
    changes: Part[ChangeLine]
    decisions: Part[DecisionLine]
    silent: Part[SilentLine]
    year: Year | None
    spread: Spread
    practice: PracticeCard
    guards: tuple[GuardCard, ...] = ()


def overview(
    caller: Caller,
    wanted: Wanted | None = None,
    nodes: Iterable[TeamNode] | None = None,
    cycles: tuple[CycleRef, ...] | None = None,
) -> Overview | None:
    """The workspace as it stands on the caller's day; None where it has no cycle yet: seven queries.

    The same of a past day, from what was known then: twelve. Team tree and cycles are asked for
    unless they are at hand. Filters that mean nothing here are ignored.
    """
    found = scope(caller, wanted or Wanted(), nodes, cycles)
    return None if found is None else _overview(found)


def _overview(asked: Scope) -> Overview:
    stands = counts(asked)
    turns = turned(asked, stands.turns)
    proposed, proposed_in_all = proposals(asked)
    late, late_in_all = overdue(asked, proposed_in_all)
    shown = turns[asked.part("changes")]
    known = named(asked, {*(one.key_result for one in shown), *stands.silent, *late})
    decisions = proposed_in_all + late_in_all
    spread_ = spread(asked, stands, turns)
    year_, of_year = year(asked)
    totals = {
        "changes": len(turns), "decisions": decisions, "silent": stands.silent_in_all,
        "year": year_.total if year_ else 0, "spread": spread_.total,
    }  # fmt: skip
    return Overview(
        day=asked.day,
        since=asked.since,
        since_text=f"{days.weekday(asked.since)} {days.short(asked.since, asked.day)}",
        cycle=asked.cycle,
        team=asked.team(asked.top),
        path=_path(asked),
        status=asked.status,
        ambition=asked.ambition,
        show=asked.show,
        page=asked.page,
        pages=max(1, -(-totals.get(asked.show, 0) // PAGE)),
        sentence=sentence(asked.since, turns, stands, decisions),
        changes=Part(tuple(_changes(asked, shown, known)), totals["changes"]),
        decisions=Part(_decisions(asked, proposed, late, known), decisions),
        silent=Part(tuple(_silent(asked, stands.silent, known)), totals["silent"]),
        year=year_,
        spread=spread_,
        practice=practice(asked, stands),
        guards=_guards(asked, of_year, proposed),
    )


def _path(asked: Scope) -> tuple[TeamRef, ...]:
    """The teams above the shown one, from the root."""
    found, at = [], asked.nodes[asked.top].parent
    while at is not None:
        found.append(asked.team(at))
        at = asked.nodes[at].parent
    return tuple(reversed(found))


def _guards(
    asked: Scope, of_year: Iterable[int], proposed: list[Proposal]
) -> tuple[GuardCard, ...]:
    """What guards the objectives that are shown, broken ones first: one query, two of a past day."""
    shown = {one.id for one in proposed[asked.part("decisions")]}
    shown |= set(of_year) if asked.show in {"", "year"} else set()
    if not shown:
        return ()
    found = guards_of(asked.caller, sorted(shown)).values()
    listed = sorted((card for cards in found for card in cards), key=lambda g: int(g.objective[2:]))
    return tuple(sorted(listed, key=lambda g: WORST_FIRST.index(Verdict(g.verdict))))


def _changes(
    asked: Scope, shown: Iterable[Turned], known: Mapping[int, Named]
) -> Iterable[ChangeLine]:
    for one in shown:
        if kr := known.get(one.key_result):
            yield ChangeLine(
                kr.key, kr.title, asked.team(kr.team), one.turn.value, one.before.value,
                str(WORDS[one.before]), one.after.value, str(WORDS[one.after]), kr.progress_before,
                kr.progress, kr.note, kr.author,
            )  # fmt: skip


def _silent(asked: Scope, ids: Iterable[int], known: Mapping[int, Named]) -> Iterable[SilentLine]:
    for kr in sorted((known[pk] for pk in ids if pk in known), key=lambda kr: (kr.heard_on, kr.id)):
        yield SilentLine(
            kr.key, kr.title, asked.team(kr.team), kr.owner, kr.heard_on,
            (asked.day - kr.heard_on).days, days.age(kr.heard_on, asked.day),
        )  # fmt: skip


def _decisions(
    asked: Scope, proposed: list[Proposal], late: list[int], known: Mapping[int, Named]
) -> tuple[DecisionLine, ...]:
    """Proposals first, then what is past due; the page is cut out of both."""
    lines = [
        DecisionLine(
            "proposal", one.key, one.title, asked.team(one.team), one.by, one.since,
            days.short(one.since, asked.day),
        )
        for one in proposed[asked.part("decisions")]
    ]  # fmt: skip
    lines += [
        DecisionLine(
            "overdue", kr.key, kr.title, asked.team(kr.team), kr.owner, kr.due_on,
            days.short(kr.due_on, asked.day),
        )
        for pk in late
        if (kr := known.get(pk))
    ]  # fmt: skip
    return tuple(lines)


def sentence(
    since: date, turns: Iterable[Turned], stands: Counts, decisions: int
) -> tuple[Phrase, ...]:
    """What changed, what is silent, what waits: strong where it needs someone."""
    return (*_happened(since, Counter(one.turn for one in turns)), *_waits(stands, decisions))


def _happened(since: date, ways: Counter[Turn]) -> tuple[Phrase, ...]:
    day = days.weekday_name(since)
    if not any(ways.values()):
        return (Phrase(_("Nothing turned since last %(day)s. ") % {"day": day}),)
    present = [turn for turn in Turn if ways[turn]]
    told = [
        Phrase(_said(turn, ways[turn], is_first=turn is present[0]), turn in _BAD)
        for turn in present
    ]
    start = Phrase(_("Since last %(day)s ") % {"day": day})
    return (start, *_listed(told), Phrase(". "))


_BAD = frozenset({Turn.WORSE, Turn.MISSED})


def _said(turn: Turn, count: int, *, is_first: bool) -> str:
    """`two key results got worse`; whoever comes after needs no noun."""
    if is_first:
        text = {
            Turn.WORSE: ngettext(
                "%(number)s key result got worse", "%(number)s key results got worse", count
            ),
            Turn.MISSED: ngettext(
                "%(number)s key result was missed", "%(number)s key results were missed", count
            ),
            Turn.BETTER: ngettext(
                "%(number)s key result got better", "%(number)s key results got better", count
            ),
            Turn.ACHIEVED: ngettext(
                "%(number)s key result was achieved", "%(number)s key results were achieved", count
            ),
        }
    else:
        text = {
            Turn.MISSED: ngettext("%(number)s was missed", "%(number)s were missed", count),
            Turn.BETTER: ngettext("%(number)s got better", "%(number)s got better", count),
            Turn.ACHIEVED: ngettext("%(number)s was achieved", "%(number)s were achieved", count),
        }
    return text[turn] % {"number": words.number(count)}


def _listed(told: list[Phrase]) -> list[Phrase]:
    """`one, two and three`."""
    found = told[:1]
    for place, phrase in enumerate(told[1:], 2):
        found += [Phrase(_(" and ") if place == len(told) else ", "), phrase]
    return found


def _waits(stands: Counts, decisions: int) -> tuple[Phrase, ...]:
    silent = stands.silent_in_all
    quiet = ngettext("%(number)s is silent", "%(number)s are silent", silent) % {
        "number": capitalized(words.number(silent))
    }
    asked = ngettext(
        "%(number)s decision waits for someone", "%(number)s decisions wait for someone", decisions
    ) % {"number": words.number(decisions)}
    if silent and decisions:
        return (Phrase(quiet, True), Phrase(_(", and %(asked)s.") % {"asked": asked}))
    if silent:
        return (Phrase(quiet, True), Phrase("."))
    if decisions:
        return (Phrase(capitalized(asked) + "."),)
    if any(g.all for g in stands.groups):
        return (Phrase(_("None is silent, and nothing waits for a decision.")),)
    return ()
