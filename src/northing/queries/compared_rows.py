"""A line of a comparison before it is told, and what it is filled from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from northing.domain.snapshot import Status
from northing.queries import differences
from northing.queries.comparing import Days, Defined, Noun
from northing.queries.names import Names
from northing.queries.telling import Part

ASIDE = frozenset({Status.PAUSED.value, Status.DROPPED.value})
RUNNING = frozenset(s.value for s in Status) - ASIDE - {Status.ACHIEVED.value, Status.MISSED.value}


@dataclass(frozen=True, slots=True)
class Filling:
    """What lines are filled from."""

    days: Days
    defined: Defined
    names: Names
    said: Mapping[int, int]

    def part(self, noun: Noun) -> Part:
        """A noun as a part of a line."""
        name = self.names.get(noun)
        if name is None:
            return Part(_("one you may not see"))
        return Part(name.text, name.key, noun[0], name.ref or str(noun[1]))

    def text(self, noun: Noun) -> str:
        """The same as plain text."""
        return differences.label(self.names.get(noun))


def _nothing(filling: Filling) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Row:
    """A line before it is told. `nouns` are those that it names, `needs` whose definitions it takes,
    `event` the event whose reason it gives and `before` the one before it, `counts` whose check-ins it
    counts."""

    noun: Noun
    above: Noun | None = None
    fill: Callable[[Filling], dict[str, Any]] = _nothing
    also: tuple[Noun, ...] = ()
    needs: tuple[Noun, ...] = ()
    event: int = 0
    before: int | None = None
    counts: int = 0

    @property
    def nouns(self) -> tuple[Noun, ...]:
        return (self.noun, *((self.above,) if self.above else ()), *self.also)


def ends(pairs: Iterable[tuple[Noun, Noun]], filling: Filling) -> dict[str, Any]:
    """From one noun to another, such as the owner."""
    before, after = zip(*((filling.text(a), filling.text(b)) for a, b in pairs), strict=True)
    return {"before": ", ".join(before), "after": ", ".join(after)}


@dataclass(frozen=True, slots=True)
class Lines:
    """A section before it is shown: keys in their order, and how one becomes a row.

    Rows are made of the keys that are shown alone: of twenty thousand that is twelve.
    """

    keys: Sequence[Any]
    make: Callable[[Any], Row]

    def __len__(self) -> int:
        return len(self.keys)

    def rows(self, part: slice = slice(None)) -> list[Row]:
        """The rows of these keys."""
        return [self.make(key) for key in self.keys[part]]
