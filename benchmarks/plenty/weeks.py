"""What was said week by week: check-ins with their readings, most by people, some by a source."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from benchmarks.plenty import tables, words
from benchmarks.plenty.chain import Entry
from benchmarks.plenty.firm import WS
from benchmarks.plenty.lives import Life, life_of
from benchmarks.plenty.plans import JUDGED, Aim, Plans
from benchmarks.plenty.size import NOW
from northing.domain.snapshot import CheckIn as Picture
from northing.domain.snapshot import Kind, Origin
from northing.store.check_ins import CheckIn
from northing.store.metrics import Reading

SILENT_EVERY = 29
HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Told:
    """A key result with its life and its standing check-ins, oldest first."""

    aim: Aim
    life: Life
    pictures: list[Picture] = field(default_factory=list)
    latest: int | None = None
    last_word: date | None = None


@dataclass(slots=True)
class Weeks:
    """Everything said, as rows to be written."""

    plans: Plans
    told: list[Told] = field(default_factory=list)
    said: list[tuple[Any, ...]] = field(default_factory=list)
    read: list[tuple[Any, ...]] = field(default_factory=list)

    def happen(self) -> None:
        """Make all of it up."""
        self.told = [Told(aim, life_of(self.plans, aim)) for aim in self.plans.aims]
        speaking = [
            one
            for one in self.told
            if one.aim.row.objective.state in JUDGED and one.aim.row.pk % SILENT_EVERY
        ]
        whole, over = divmod(self.plans.firm.size.check_ins, len(speaking))
        for place, one in enumerate(speaking):
            self._of(one, whole + (place < over))

    def write(self) -> None:
        tables.pour(Reading, _READING, self.read)
        tables.pour(CheckIn, _CHECK_IN, self.said)

    def _of(self, one: Told, times: int) -> None:
        aim, random = one.aim, self.plans.firm.random
        fed = aim.row.metric_id is not None and aim.row.pk % 5 < 2
        reached = random.triangular(0.1, 1.15, 0.75)
        for number, at in enumerate(self._moments(one.life, times), 1):
            word = not fed or number % 3 == 0 or number == times
            value = _value(aim, number / times * reached + random.gauss(0, 0.03), at.date())
            pk = self._check_in(aim, at, at, value, word=word)
            if word and random.random() < 0.01:
                pk = self._check_in(aim, at, at + HOUR, value, word=True, supersedes=pk)
            one.pictures.append(self._picture())
            one.latest = pk if value is not None else one.latest
            one.last_word = at.date() if word else one.last_word

    def _moments(self, life: Life, times: int) -> list[datetime]:
        """Working hours spread over the time in which it was asked for, the newest mostly fresh."""
        random = self.plans.firm.random
        last = life.until - timedelta(days=random.choice((1, 1, 2, 3, 4, 6, 13)))
        days = max(1, (last - life.since).days)
        found = [
            datetime.combine(
                (life.since + timedelta(days=1 + days * n / times)).date(),
                time(random.randint(7, 15), random.randint(0, 59)), UTC,
            )
            for n in range(times)
        ]  # fmt: skip
        return sorted(min(at, NOW - 2 * HOUR) for at in found)

    def _check_in(
        self, aim: Aim, as_of: datetime, at: datetime, value: Decimal | None, *, word: bool,
        supersedes: int | None = None,
    ) -> int:  # fmt: skip
        firm = self.plans.firm
        row, random, log, pk = aim.row, firm.random, firm.log, len(self.said) + 1
        origin = (Origin.MANUAL if word else Origin.SOURCE).value
        reading = None
        if row.metric_id is not None and value is not None:
            reading = len(self.read) + 1
            self.read.append((reading, WS, row.metric_id, as_of, at, value, origin, None))
            if supersedes is not None:
                self.read[-2] = (*self.read[-2][:-1], at)
        confidence = random.randint(1, 10) if word and random.random() < 0.9 else None
        note = random.choice(words.NOTES) if word else ""
        author = row.owner_id if random.random() < 0.9 else aim.lead.pk
        self.said.append(
            (pk, WS, row.pk, as_of, at, author, value, confidence, note, origin, reading, supersedes)
        )  # fmt: skip
        body = {"key_result_id": row.pk, "supersedes_id": supersedes}
        verb, why = ("correct", "A slip of the pen.") if supersedes else ("check_in", "")
        place = ("check_in", pk, row.objective_id, row.team_id)
        door = "web" if word else "api"
        log.note(Entry(at, 0, author, verb, *place, body, None, why, door))
        return pk

    def _picture(self) -> Picture:
        _pk, _ws, _kr, as_of, at, _by, value, confidence, _note, origin, *_ = self.said[-1]
        return Picture(as_of.date(), at, value, confidence, Origin(origin))


_READING = ("id", "ws_id", "metric_id", "as_of", "recorded_at", "value", "origin", "superseded_at")
_CHECK_IN = (
    "id", "ws_id", "key_result_id", "as_of", "recorded_at", "author_id", "value", "confidence", "note",
    "origin", "reading_id", "supersedes_id",
)  # fmt: skip


def _value(aim: Aim, share: float, on: date) -> Decimal | None:
    """What is read at this share of the way; steps are marked as it grows."""
    row, measure = aim.row, aim.measure
    if measure.kind is Kind.MILESTONES:
        return _steps(aim, share, on)
    if measure.kind is Kind.YES_NO:
        return Decimal(share > 0.95)
    if measure.kind is Kind.FIND_BASELINE:
        return words.value(share, measure) if share > 0.3 else None
    if measure.kind is Kind.KEEP:
        bound = row.low if row.low is not None else row.high
        better = 1 if row.low is not None else -1
        return round((bound or Decimal(0)) * (1 + better * Decimal(f"{share - 0.1:.4f}") / 200), 4)
    start, goal = row.baseline or Decimal(0), row.first_target or row.target or Decimal(1)
    return round(start + (goal - start) * Decimal(f"{share:.4f}"), measure.places)


def _steps(aim: Aim, share: float, on: date) -> Decimal:
    """Steps in their order up to the share, done on the day on which it was reached first."""
    whole = sum((s.weight for s in aim.steps), Decimal(0))
    part = Decimal(0)
    for step in aim.steps:
        if step.done_on is None and float((part + step.weight) / whole) > share:
            break
        step.done_on = step.done_on or on
        part += step.weight
    return round(part / whole, 10)
