"""The change that a key result promises: from where to where, by its fields or else by its text."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from northing.domain.lint.aims import KeyResultAim
from northing.domain.lint.amounts import Amount, figures
from northing.domain.lint.reading import LONGEST, Direction, Reading
from northing.domain.lint.tokens import known
from northing.domain.lint.vocabulary import Word
from northing.domain.unit_table import SCALES, SIGNS, Unit, UnitError, known_unit, unit

_DIFFERENCE = frozenset({"by", "um"})
_LEVEL = frozenset({"to", "auf"})


@dataclass(frozen=True, slots=True)
class Change:
    """`baseline` and `target` in one unit; `dimension` as of units.py, `written` whether by the text."""

    baseline: Decimal
    target: Decimal
    dimension: str
    written: bool

    @property
    def direction(self) -> Direction:
        """Where the figure goes."""
        if self.target == self.baseline:
            return ""
        return "up" if self.target > self.baseline else "down"

    @property
    def part(self) -> Decimal | None:
        """How large the change is, against the figure or what is left of it; None where nobody can tell."""
        whole = abs(self.baseline)
        if self.dimension == "ratio" and 0 < self.baseline < 1:
            whole = min(whole, 1 - self.baseline)
        if not whole or (self.dimension == "count" and self._is_rating):
            return None
        return abs(self.target - self.baseline) / whole

    @property
    def _is_rating(self) -> bool:
        """4.2 to 4.5: a short scale, on which little is much."""
        ends = (self.baseline, self.target)
        return max(ends) <= 10 and any(one != one.to_integral_value() for one in ends)


@dataclass(frozen=True, slots=True)
class _Size:
    value: Decimal
    dimension: str
    noun: str


def change_of(aim: KeyResultAim) -> Change | None:
    """From where to where, if both are known and can be compared."""
    if aim.baseline is not None and aim.target is not None:
        return Change(aim.baseline, aim.target, dimension_of(aim.unit) or "count", written=False)
    return written_change(aim.reading)


def written_change(reading: Reading) -> Change | None:
    """The same of a text: figures of different units that nobody can convert give none."""
    if reading.baseline is None or reading.target is None:
        return None
    before, after = _size(reading.baseline), _size(reading.target)
    if before is None or after is None:
        return None
    if before.dimension != after.dimension or before.noun != after.noun:
        if before.dimension == "count" and not before.noun:
            before = _in_unit_of(reading.target, before)
        if before.dimension != after.dimension or before.noun != after.noun:
            return None
    return Change(before.value, after.value, after.dimension, written=True)


def says_the_same(reading: Reading) -> bool:
    """Whether a text gives one figure twice: not `2 a week to 2 a day`, and not `10 to < 10`."""
    if reading.baseline is None or reading.target is None:
        return False
    between = reading.text[reading.baseline.end : reading.target.start].split()
    signs = {one.text[:1] for one in (reading.baseline, reading.target)}
    return len(between) == 1 and all(sign.isdigit() or sign in SIGNS for sign in signs)


def share_left(aim: KeyResultAim) -> Decimal | None:
    """What share of a figure is left once it has fallen as far as promised; None where it does not fall."""
    change, reading = change_of(aim), aim.reading
    if change is not None:
        return (
            change.target / change.baseline
            if change.direction == "down" and change.baseline > 0
            else None
        )
    target = reading.target
    if target is None or target.value is None or reading.direction != "down":
        return None
    return 1 - target.value / 100 if is_share(target) and is_difference(reading) else None


def is_difference(reading: Reading) -> bool:
    """Whether the target is said as a difference: `by 20 %`, `um 5 Tage`."""
    if reading.target is None or reading.target.value is None:
        return False
    return _word_before(reading.target, reading) in _DIFFERENCE


def is_level(reading: Reading) -> bool:
    """Whether the target is said as where the figure shall stand: `to 95 %`, `von 3 auf 9 Tage`."""
    return reading.baseline is not None or _word_before(reading.target, reading) in _LEVEL


def is_share(amount: Amount | None) -> bool:
    """Whether a figure is a share: 20 %, 20 percent."""
    if amount is None:
        return False
    found = _parts(amount.text)[1]
    return found is not None and found.code == "%"


def is_whole(amount: Amount | None) -> bool:
    """Whether a target is said as `all`, `every`, `no`; letters that stand for a redacted figure are none."""
    return (
        amount is not None
        and amount.value is None
        and amount.text.isalpha()
        and not set(amount.text) <= {"N", "X"}
    )


def dimension_of(code: str | None) -> str | None:
    """What a unit measures, for units that are in the table; None for things that are counted."""
    if not code:
        return None
    try:
        found = unit(code)
    except UnitError:
        return None
    return None if found.dimension == "count" else found.dimension


def dimension_of_amount(amount: Amount) -> str | None:
    """What a figure in a text measures; None for counted things and for letters that may mean two."""
    found = _parts(amount.text)[1]
    return None if found is None or found.dimension == "count" else found.dimension


def direction_of(aim: KeyResultAim) -> Direction:
    """Where the fields send the figure: by baseline and target, else by its kind or its metric."""
    if aim.baseline is not None and aim.target is not None and aim.baseline != aim.target:
        return "up" if aim.target > aim.baseline else "down"
    if aim.kind in {"increase", "decrease"}:
        return "up" if aim.kind == "increase" else "down"
    if aim.good_direction == "up":
        return "up"
    return "down" if aim.good_direction == "down" else ""


def lead(reading: Reading) -> Word:
    """What is known of the verb that leads a statement."""
    return known(reading.verb, reading.language)


def speaks_of(reading: Reading, dimension: str) -> bool:
    """Whether any figure of the text is of this dimension."""
    return any(dimension_of_amount(one) == dimension for one in figures(reading.text))


def counts_deeds(reading: Reading) -> bool:
    """Whether the figure counts what the verb does, and so grows with it: `save 3 hours`, `remove 20 doubles`."""
    before = known(_word_before(reading.target, reading), reading.language)
    return bool(reading.verb) and before.lemma == reading.verb


def lead_direction(reading: Reading) -> Direction:
    """Where the leading verb sends the figure; verbs that praise (improve) send it nowhere."""
    marks = lead(reading).marks if reading.verb else frozenset[str]()
    if "vague" in marks or ("down" in marks) == ("up" in marks):
        return ""
    return "down" if "down" in marks else "up"


@lru_cache(maxsize=2_000)
def _parts(text: str) -> tuple[Decimal, Unit | None, str]:
    """The factor, the unit, and the noun of an amount with its rate: `8 hires/month`."""
    head, _slash, rate = text.replace(" per ", "/").replace(" pro ", "/").partition("/")
    last = max((place for place, c in enumerate(head) if c.isdigit()), default=-1)
    tail = head[last + 1 :].strip(" +")
    noun = f"/{rate.strip()}" if rate else ""
    sign = next((SIGNS[c] for c in text if c in SIGNS), None)
    found = known_unit(sign or tail) if sign or tail else None
    if tail in SCALES:
        # `5 m` may be minutes or millions: without a currency it is neither.
        return Decimal(SCALES[tail]), found if sign else None, noun
    if found is not None:
        return found.factor, found, noun
    return Decimal(1), None, tail + noun


def _word_before(amount: Amount | None, reading: Reading) -> str:
    before = (
        reading.text[max(0, amount.start - 40) : amount.start].rsplit(None, 1) if amount else []
    )
    return before[-1].lower() if before else ""


def _size(amount: Amount) -> _Size | None:
    if amount.value is None:
        return None
    factor, found, noun = _parts(amount.text)
    return _Size(amount.value * factor, found.dimension if found else "count", noun)


def _in_unit_of(amount: Amount, bare: _Size) -> _Size:
    factor, found, noun = _parts(amount.text)
    return _Size(bare.value * factor, found.dimension if found else "count", noun)


def covers(reading: Reading) -> bool:
    """Whether the target is how much is covered: tests, documents, 80 % or all of the services."""
    if is_share(reading.target) or is_whole(reading.target):
        return True
    words = (
        known(word.strip(".,;:()"), reading.language)
        for word in reading.text[:LONGEST].lower().split()
    )
    return any("coverage" in word.nouns for word in words)
