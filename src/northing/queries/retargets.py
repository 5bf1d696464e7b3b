"""Changes of a target, with their reasons: what the chart of a key result shows as steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from northing.domain import units
from northing.queries.events import ChangeCard


@dataclass(frozen=True, slots=True)
class RetargetCard:
    """A change of the target, with its reason: what the chart shows as a step."""

    on: date
    before: Decimal | None
    after: Decimal | None
    before_text: str
    after_text: str
    reason: str


def retargets(changes: Sequence[ChangeCard], unit: str) -> tuple[RetargetCard, ...]:
    """The changes of the target among these, oldest first; `unit` is the key result's."""
    found = []
    for one in changes:
        before, after = _decimal(one.before.get("target")), _decimal(one.after.get("target"))
        if one.verb == "retarget" and before != after:
            shown = [
                units.show_short(v, units.unit(unit)) if v is not None else "–"
                for v in (before, after)
            ]
            found.append(RetargetCard(one.on, before, after, shown[0], shown[1], one.reason))
    return tuple(reversed(found))


def _decimal(text: object) -> Decimal | None:
    return Decimal(str(text)) if text is not None else None
