"""The examples of a rule in words: what its sentences are known with, as somebody would say it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from northing.domain import units
from northing.domain.lint.aims import KeyResultAim, ObjectiveAim, TeamAims
from northing.domain.lint.examples import Aim
from northing.domain.lint.histories import ClosedCycle, KeyResultHistory, TeamHistory
from northing.domain.lint.reading import Reading, read
from northing.queries import days, words

WEEKLY = 7


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, what is known beside it, and what stands below it.

    `language` is the sentence's own where it is another than the page's: so it is read aloud.
    """

    text: str
    language: str = ""
    facts: tuple[str, ...] = ()
    below: "tuple[Told, ...]" = ()


def told(aim: Aim) -> Told:
    """An example as its reader sees it."""
    match aim:
        case KeyResultAim():
            return Told(aim.text, _other(aim.reading), tuple(_of_key_result(aim)))
        case ObjectiveAim():
            below = tuple(told(one) for one in aim.key_results or ())
            return Told(aim.text, _other(aim.reading), tuple(_of_objective(aim)), below)
        case TeamAims():
            none = () if aim.objectives else (_("no objectives"),)
            return Told(aim.team, "", none, tuple(told(one) for one in aim.objectives))
        case KeyResultHistory():
            return Told(
                aim.text, _other(read(aim.text)), tuple(_of_history(aim)), tuple(_days(aim))
            )
        case TeamHistory():
            none = () if aim.cycles else (_("no closed cycles"),)
            return Told(aim.team, "", none, tuple(_cycle(one) for one in aim.cycles))


def _other(reading: Reading) -> str:
    return "" if (get_language() or "en").startswith(reading.language) else reading.language


# ── statements ────────────────────────────────────────────────────────────────


def _of_key_result(aim: KeyResultAim) -> Iterator[str]:
    if aim.kind:
        yield _("kind: {kind}").format(kind=words.KINDS.get(aim.kind, aim.kind))
    yield from _figures(aim)
    if aim.good_direction:
        yield _("more is better") if aim.good_direction == "up" else _("less is better")
    if aim.metric:
        yield _("metric: {name}").format(name=aim.metric)
    if aim.source is not None:
        yield _("source: {name}").format(name=aim.source) if aim.source else _("no source")
    yield from _owner_and_guards(aim)
    yield from _times(aim)


def _figures(aim: KeyResultAim) -> Iterator[str]:
    unit = units.unit(aim.unit or "")
    values = (
        (aim.baseline, aim.has_baseline, _("baseline {value}"), _("no baseline"), _("has a baseline")),
        (aim.target, aim.has_target, _("target {value}"), _("no target"), _("has a target")),
        (aim.low, None, _("never below {value}"), "", ""),
        (aim.high, None, _("never above {value}"), "", ""),
    )  # fmt: skip
    said = False
    for value, has, pattern, none, some in values:
        if value is not None:
            said = True
            yield pattern.format(value=units.show(value, unit))
        elif has is not None:
            yield some if has else none
    if aim.unit and not said:
        yield _("its metric is in {unit}").format(unit=aim.unit)


def _times(aim: KeyResultAim) -> Iterator[str]:
    if aim.start:
        yield _("from {day}").format(day=_day(aim.start))
    if aim.due:
        yield _("due {day}").format(day=_day(aim.due))
    elif aim.has_due is not None:
        yield _("has a due date") if aim.has_due else _("no due date")
    if aim.cycle_start and aim.cycle_end:
        yield _("cycle from {first} to {last}").format(
            first=_day(aim.cycle_start), last=_day(aim.cycle_end)
        )
    elif aim.cycle_end:
        yield _("cycle until {last}").format(last=_day(aim.cycle_end))
    elif aim.cycle_start:
        yield _("cycle from {first}").format(first=_day(aim.cycle_start))


def _of_objective(aim: ObjectiveAim) -> Iterator[str]:
    if aim.ambition:
        yield str(words.AMBITIONS.get(aim.ambition, aim.ambition))
    if aim.why is not None:
        yield _("why: {why}").format(why=aim.why) if aim.why else _("no reason given")
    yield from _owner_and_guards(aim)
    if aim.is_top:
        yield _("nothing stands above it")
    elif aim.supports:
        supports = ngettext("supports {n} objective", "supports {n} objectives", aim.supports)
        yield supports.format(n=words.number(aim.supports))
    elif aim.supports is not None:
        yield _("supports nothing above it")
    if aim.key_results == ():
        yield _("no key results")


def _owner_and_guards(aim: KeyResultAim | ObjectiveAim) -> Iterator[str]:
    if aim.owner is not None:
        yield _("owned by {name}").format(name=aim.owner.title()) if aim.owner else _("no owner")
    if aim.guards is not None:
        guards = ngettext("{n} guard", "{n} guards", aim.guards)
        yield guards.format(n=words.number(aim.guards)) if aim.guards else _("no guard")


# ── histories ─────────────────────────────────────────────────────────────────


def _of_history(aim: KeyResultHistory) -> Iterator[str]:
    yield _("from {first} to {last}").format(first=_day(aim.start), last=_day(aim.end))
    yield _("as of {day}").format(day=_day(aim.today))
    if aim.cadence_days != WEEKLY:
        yield _("a check-in every {n} days").format(n=words.number(aim.cadence_days))
    if aim.baseline is not None:
        yield _("baseline {value}").format(value=_plain(aim.baseline))
    if aim.good_direction:
        yield _("more is better") if aim.good_direction == "up" else _("less is better")
    if not aim.heard and not aim.targets:
        yield _("no check-in")


def _days(aim: KeyResultHistory) -> Iterator[Told]:
    """Its check-ins and targets, a line for each day."""
    confidences, targets = dict(aim.confidences), dict(aim.targets)
    for day in sorted({*aim.heard, *confidences, *targets}):
        facts = []
        if day in targets:
            facts.append(_("target set to {value}").format(value=_plain(targets[day])))
        if day in confidences:
            facts.append(_("check-in, confidence {value}").format(value=_plain(confidences[day])))
        elif day in aim.heard:
            facts.append(_("check-in"))
        yield Told(_day(day), "", tuple(facts))


def _cycle(cycle: ClosedCycle) -> Told:
    pairs = tuple(zip(cycle.scores, cycle.aspirational, strict=True))
    sorts = (
        (_("aspirational: {scores}"), [score for score, stretched in pairs if stretched]),
        (_("committed: {scores}"), [score for score, stretched in pairs if not stretched]),
    )
    facts = (
        pattern.format(scores=", ".join(f"{_plain(s * 100)}\u00a0%" for s in scores))
        for pattern, scores in sorts
        if scores
    )
    return Told(cycle.name, "", tuple(facts))


def _day(day: date) -> str:
    """`15 Jul 2026`, whatever today is."""
    return days.short(day, date.min)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
