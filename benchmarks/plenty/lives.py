"""The life of a key result: added, agreed to, perhaps retargeted, paused, dropped or closed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from benchmarks.plenty import words
from benchmarks.plenty.firm import WS
from benchmarks.plenty.plans import Aim, Plans
from benchmarks.plenty.size import NOW, TODAY
from northing.store.comments import Comment
from northing.store.initiatives import Initiative
from northing.store.key_results import KeyResult, Step
from northing.store.row import plain

PAUSED_EVERY, DROPPED_EVERY, RETARGETED_EVERY = 37, 41, 17
HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Life:
    """When it was asked for: from the agreement to its end, its pause, or now; `retargeted` in between."""

    since: datetime
    until: datetime
    closed: date | None = None
    retargeted: datetime | None = None


def life_of(plans: Plans, aim: Aim) -> Life:
    """Decide what becomes of it, and set the row to what it is today."""
    row, above = aim.row, aim.row.objective
    agreed = above.agreed_at or plans.drafted[above.pk]
    begun = max(agreed, datetime.combine(row.started_on, time(6), UTC))
    ended = plans.ended.get(above.pk, NOW)
    life = Life(begun, min(ended, datetime.combine(row.due_on, time(15), UTC), NOW))
    if above.state == "closed":
        row.state, life.closed = "closed", ended.date()
    elif above.state == "active" and row.pk % PAUSED_EVERY == 0:
        row.state, row.state_reason = "paused", "The supplier delivers in May."
        life.until = _day(14, 9)
    elif above.state == "active" and row.pk % DROPPED_EVERY == 0:
        row.state, row.state_reason = "dropped", "Another team does it now."
        life.until = _day(20, 9)
    if above.state == "active" and row.pk % RETARGETED_EVERY == 0 and row.baseline is not None:
        life.retargeted = _day(30, 11)
        first, base = row.target or Decimal(1), row.baseline
        row.target = base + (first - base) * Decimal("0.875")
    return life


def _day(before: int, hour: int) -> datetime:
    return datetime.combine(TODAY - timedelta(days=before), time(hour), UTC)


def tell(plans: Plans, aim: Aim, life: Life) -> None:
    """The events of a key result, each with what was so then."""
    row, log = aim.row, plans.firm.log
    above = row.objective
    added = plans.drafted[above.pk] + HOUR * (1 + row.position)
    fresh: dict[str, Any] = {"state": "open", "state_reason": ""}
    if life.retargeted:
        fresh["target"] = row.first_target
    first = {**fresh, "first_target": None, **_steps_at(aim, None)}
    number = log.add(added, above.author_id, "add_key_result", row, **first)
    if row.metric is not None:
        log.add(added, above.author_id, "add_key_result", row.metric, change=number)
    if above.pk in plans.agreement:
        by = above.agreed_by_id or above.author_id
        agreed = above.agreed_at or added
        log.add(
            agreed,
            by,
            "agree",
            row,
            change=plans.agreement[above.pk],
            **fresh,
            **_steps_at(aim, None),
        )
    for on in sorted({s.done_on for s in aim.steps if s.done_on}):
        at = datetime.combine(on, time(16), UTC)
        log.add(at, row.owner_id, "step", row, **fresh, **_steps_at(aim, on))
    _changes(plans, aim, life, fresh)


def _changes(plans: Plans, aim: Aim, life: Life, fresh: dict[str, Any]) -> None:
    row, log = aim.row, plans.firm.log
    if life.retargeted:
        log.add(
            life.retargeted, aim.lead.pk, "retarget", row, reason="Two countries come a quarter later.",
            state="open", state_reason="",
        )  # fmt: skip
    if row.state == "paused":
        log.add(life.until, aim.lead.pk, "pause", row, reason=row.state_reason)
    elif row.state == "dropped":
        log.add(life.until, aim.lead.pk, "drop", row, reason=row.state_reason)
    elif row.state == "closed":
        log.add(plans.ended[row.objective_id], aim.lead.pk, "close", row)


def _steps_at(aim: Aim, on: date | None) -> dict[str, Any]:
    """The steps as they stood on the evening of a day; before anything was done, for no day."""
    if not aim.steps:
        return {}
    listed = []
    for step in aim.steps:
        done = step.done_on if on and step.done_on and step.done_on <= on else None
        said = {name: plain(getattr(step, name)) for name in Step.DEFINED_BY}
        listed.append({**said, "done_on": plain(done)})
    return {"steps": listed}


def around(plans: Plans) -> tuple[list[Comment], list[Initiative]]:
    """What people wrote about key results and objectives, and the work by which they move them."""
    comments: list[Comment] = []
    initiatives: list[Initiative] = []
    for aim in plans.aims:
        row = aim.row
        for turn in range(row.pk % 3):
            comments.append(_comment(plans, len(comments) + 1, row, turn))
        if row.pk % 2:
            initiatives.append(_initiative(plans, len(initiatives) + 1, aim))
    return comments, initiatives


def _comment(plans: Plans, pk: int, row: KeyResult, turn: int) -> Comment:
    random = plans.firm.random
    at = min(
        plans.drafted[row.objective_id] + timedelta(days=random.randint(9, 60), minutes=turn), NOW
    )
    about = {"objective": row.objective} if pk % 5 == 0 else {"key_result": row}
    author = random.choice(plans.firm.people[row.team_id])
    comment = Comment(
        pk=pk, ws_id=WS, author=author, text=random.choice(words.REMARKS), written_at=at, **about
    )
    plans.firm.log.add(at, author.pk, "comment", comment)
    return comment


def _initiative(plans: Plans, pk: int, aim: Aim) -> Initiative:
    row, random = aim.row, plans.firm.random
    state = random.choice(("planned", "doing", "doing", "done"))
    done = min(row.started_on + timedelta(days=random.randint(10, 60)), TODAY)
    made = Initiative(
        pk=pk, ws_id=WS, key_result=row, team_id=row.team_id, owner=row.owner,
        title=random.choice(words.WORK), state=state,
        due_on=row.started_on + timedelta(days=random.randint(20, 80)),
        done_on=done if state == "done" else None,
    )  # fmt: skip
    made.team = row.objective.team
    at = plans.drafted[row.objective_id] + timedelta(days=8)
    new: dict[str, Any] = {"state": "planned", "done_on": None}
    plans.firm.log.add(at, row.owner_id, "add_initiative", made, **new)
    if state != "planned":
        late = datetime.combine(done, time(14), UTC)
        plans.firm.log.add(min(late, NOW), row.owner_id, "edit_initiative", made)
    return made
