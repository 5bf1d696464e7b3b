"""From query answers to the shapes of the components. It formats and names; it decides nothing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from django.utils.translation import gettext as _

from northing.domain import units
from northing.domain.snapshot import Kind
from northing.queries import days
from northing.queries.cards import KeyResultCard
from northing.queries.key_results import CheckInCard as ThreadCard
from northing.queries.key_results import KeyResultPage
from northing.queries.people import PersonRef
from northing.web.base import charts, chips, shapes
from northing.web.base.findings import Remarks

Typed = Mapping[str, str]


def person(ref: PersonRef, url: str = "") -> shapes.Person:
    """Somebody as shown by an avatar."""
    return shapes.Person(ref.name, ref.initials, url)


def key_result_row(card: KeyResultCard, url: str, remarks: Remarks | None = None) -> shapes.KrRow:
    """A row of the team's table."""
    tone = "" if card.week_good is None else "better" if card.week_good else "worse"
    return shapes.KrRow(
        key=card.key,
        url=url,
        title=card.title,
        status="stale" if card.mark.stale else card.mark.status,
        spark=spark(card),
        now=replace(card.now, text=_without_noun(card.now.text, card.unit)),
        target=card.target.text,
        progress=card.progress,
        week=_without_noun(card.week.text, card.unit),
        week_tone=tone,
        confidence=card.confidence,
        owner=person(card.owner),
        age=card.age,
        age_exact=days.full(card.last_on) if card.last_on else "",
        is_stale=card.mark.stale,
        has_source=card.fed,
        chips=chips.of_key_result(card),
        remarks=remarks,
    )


def _without_noun(text: str, unit: str) -> str:
    """`12` of `12 pages`: in a dense row the target beside it names what is counted."""
    found = units.unit(unit)
    return text.removesuffix(found.noun).rstrip() if found.noun else text


def spark(card: KeyResultCard) -> charts.Spark:
    """The trend of a card."""
    points = tuple(charts.Point(day, float(value)) for day, value in card.trend)
    goal = _goal(card)
    start = None if card.kind == Kind.KEEP else _float(card.baseline.value)
    if start is None and card.kind in {Kind.MILESTONES, Kind.YES_NO}:
        start = 0.0
    return charts.Spark(points, card.started_on, card.due_on, card.mark.status, start, goal)


def due_card(
    card: KeyResultCard,
    url: str,
    action: str,
    *,
    is_up: bool = False,
    typed: Typed | None = None,
    errors: tuple[tuple[str, str], ...] = (),
    hidden: tuple[tuple[str, str], ...] = (),
) -> shapes.CheckInCard:
    """A key result that asks for a check-in; `typed` is what a refused form had sent."""
    typed = typed or {}
    said = typed.get("confidence", "")
    last = (
        _("{value} on {day}").format(value=card.now.text, day=_day(card.now.as_of, card))
        if card.now.value is not None
        else ""
    )
    return shapes.CheckInCard(
        key=card.key,
        url=url,
        action=action,
        title=card.title,
        status=card.mark.status,
        target=_("to {target}").format(target=card.target.text),
        due=_("by {day}").format(day=card.due_text),
        unit="" if card.fed else _unit_hint(card),
        known=card.now.text if card.fed else "",
        last_value=card.now.text.removesuffix(card.unit).strip()
        if card.now.value is not None
        else "",
        last_said=last,
        last_confidence=card.confidence,
        spark=spark(card),
        week=_("{change} in a week").format(change=card.week.text) if card.week.text else "",
        plan=_("{done} done, the plan asks for {planned}").format(
            done=card.progress.text, planned=card.planned.text
        )
        if card.progress.value is not None
        else "",
        value=typed.get("value", ""),
        confidence=int(said) if said.isdecimal() else None,
        note=typed.get("note", ""),
        errors=errors,
        hidden=hidden,
        is_up=is_up,
    )


def thread(page: KeyResultPage, correct_url: Callable[[int], str]) -> tuple[shapes.ThreadItem, ...]:
    """The check-ins of a key result, newest first; one's own can be corrected."""
    return tuple(
        _thread_item(one, correct_url(one.id) if one.mine and page.may.check_in else "")
        for one in page.check_ins
    )


def _thread_item(one: ThreadCard, correct_url: str) -> shapes.ThreadItem:
    said = (
        [_("confidence {n} of 10").format(n=one.confidence)] if one.confidence is not None else []
    )
    if one.no_change:
        said.insert(0, _("no change"))
    if one.adjust:
        said.append(_("asks to adjust"))
    replies = tuple(
        shapes.Reply(person(c.author), _("withdrawn") if c.withdrawn else c.text, c.day)
        for c in one.comments
    )
    return shapes.ThreadItem(
        day=one.day,
        day_note=one.weekday,
        value=one.value_text,
        change=one.change_text,
        text=one.note,
        by=person(one.author) if one.is_word else None,
        said=" · ".join(said),
        origin="" if one.is_word else one.origin_word,
        is_superseded=one.superseded,
        replies=replies,
        correct_url=correct_url,
        anchor=f"check-in-{one.id}",
    )


def chart(page: KeyResultPage, today: date) -> charts.KeyResultChart:
    """The big chart of a key result's page: values in the metric's own unit, every text ready."""
    card = page.card
    drawn = partial(_shown, card)
    standing = [c for c in reversed(page.check_ins) if c.value is not None and not c.superseded]
    every = tuple(
        charts.Point(c.on, drawn(c.value), f"{c.day}: {c.value_text}", c.note)
        for c in standing
        if c.value is not None
    )
    # Open dots are what somebody said; a pushed number is a thin line, but the newest counts as now.
    said = tuple(
        point for point, c in zip(every, standing, strict=True) if c.is_word or c is standing[-1]
    )
    fed = len(said) < len(every)
    return charts.KeyResultChart(
        title=card.title,
        summary=_summary(card),
        start=card.started_on,
        due=card.due_on,
        today=today,
        points=said,
        readings=every if fed else (),
        baseline=_base(card),
        target=None if card.kind == Kind.KEEP else _shown_or_none(card, _goal(card)),
        bounds=_bounds(card),
        plan=_plan(page),
        retargets=_retargets(page, today),
        shipped=_shipped(page, today),
        words=_words(card, today),
        tick=partial(_tick, card),
        day=partial(days.short, today=today),
        month=_month,
    )


def _words(card: KeyResultCard, today: date) -> charts.ChartWords:
    base = ""
    if card.baseline.value is not None and card.kind != Kind.KEEP:
        base = _("baseline {value} on {day}").format(
            value=card.baseline.text, day=days.short(card.started_on, today)
        )
    first = card.first_target
    return charts.ChartWords(
        today=_("today"),
        now=card.now.text if card.now.value is not None else "",
        baseline=base,
        plan=_("plan"),
        target=_("target {value}").format(value=card.target.text),
        first_target=_("first target {value}").format(value=first.text) if first else "",
    )


def _summary(card: KeyResultCard) -> str:
    return _(
        "From {baseline} to {now} now; target {target} by {day}; {progress} done, plan {plan}."
    ).format(
        baseline=card.baseline.text,
        now=card.now.text,
        target=card.target.text,
        day=card.due_text,
        progress=card.progress.text,
        plan=card.planned.text,
    )


def _plan(page: KeyResultPage) -> tuple[tuple[date, float], ...]:
    card = page.card
    base, goal = _base(card), _shown_or_none(card, _goal(card))
    if card.kind == Kind.KEEP or base is None or goal is None:
        return ()
    between = tuple((day, _shown(card, value)) for day, value in page.checkpoints)
    return ((card.started_on, base), *between, (card.due_on, goal))


def _retargets(page: KeyResultPage, today: date) -> tuple[charts.Retarget, ...]:
    return tuple(
        charts.Retarget(
            one.on,
            _shown(page.card, one.before),
            _shown(page.card, one.after),
            _("Retargeted on {day}, {before} to {after}").format(
                day=days.short(one.on, today), before=one.before_text, after=one.after_text
            ),
            one.reason,
        )
        for one in page.retargets
        if one.before is not None and one.after is not None
    )


def _shipped(page: KeyResultPage, today: date) -> tuple[charts.Shipped, ...]:
    return tuple(
        charts.Shipped(
            one.done_on,
            _("{name}, {day}").format(name=one.title, day=days.short(one.done_on, today)),
        )
        for one in page.initiatives
        if one.done_on is not None and one.state == "done"
    )


def _base(card: KeyResultCard) -> float | None:
    if card.kind in {Kind.MILESTONES, Kind.YES_NO}:
        return 0.0
    return None if card.kind == Kind.KEEP else _shown_or_none(card, card.baseline.value)


def _bounds(card: KeyResultCard) -> tuple[float | None, float | None] | None:
    if card.kind != Kind.KEEP:
        return None
    return _shown_or_none(card, card.low), _shown_or_none(card, card.high)


def _goal(card: KeyResultCard) -> float | None:
    """Where the value should arrive, in base units: all steps are a share of 1, yes is 1."""
    return 1.0 if card.kind in {Kind.MILESTONES, Kind.YES_NO} else _float(card.target.value)


def _shown(card: KeyResultCard, value: Decimal | float) -> float:
    """A value in the unit that people read, so that the axis has round numbers in it."""
    return float(value) / float(_unit(card).factor)


def _shown_or_none(card: KeyResultCard, value: Decimal | float | None) -> float | None:
    return None if value is None else _shown(card, value)


def _tick(card: KeyResultCard, value: float) -> str:
    if card.kind == Kind.YES_NO:
        return _("no") if value == 0 else _("yes") if value == 1 else ""
    unit = _unit(card)
    return _without_noun(units.show_short(Decimal(f"{value:.10g}") * unit.factor, unit), card.unit)


def _unit(card: KeyResultCard) -> units.Unit:
    return units.unit("%" if card.kind == Kind.MILESTONES else card.unit)


def _unit_hint(card: KeyResultCard) -> str:
    return {Kind.YES_NO.value: _("yes or no"), Kind.MILESTONES.value: _("steps")}.get(
        card.kind, card.unit
    )


def _month(day: date) -> str:
    return days.short(day, day).split("\u00a0")[-1]


def _day(day: date | None, card: KeyResultCard) -> str:
    return days.short(day, day) if day else ""


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
