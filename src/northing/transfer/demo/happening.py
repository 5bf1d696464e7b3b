"""From a key result's story to what happened on which day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from northing.domain.snapshot import Kind, Origin
from northing.domain.units import parse, unit
from northing.transfer.demo.calendar import QUARTERS, Calendar, instant
from northing.transfer.demo.hashing import share
from northing.transfer.demo.model import Detail, Happening, Verb
from northing.transfer.demo.plots import along
from northing.transfer.demo.reading import KeyResultSpec, ObjectiveSpec
from northing.transfer.demo.story import Line
from northing.transfer.demo.values import value_at

AWAY = 0.09
"""The share of weeks without a word in which nobody checks in at all."""

_FED_ON = {"": (), "daily": range(7), "weekdays": range(5), "twice": (1, 4)}
_BEFORE_THE_WORD = ("resume", "hand", "correct", "bet", "shipped")
_OPEN_VERBS = {"pause": Verb.PAUSE, "resume": Verb.RESUME, "drop": Verb.DROP}


@dataclass(slots=True)
class _State:
    """Where the telling of one key result stands."""

    owner: str
    bets: dict[str, str] = field(default_factory=dict)
    said: Decimal | None = None
    steps: tuple[int, ...] = ()
    spoke: bool = False
    stopped: bool = False
    dropped: bool = False


def key_result_happenings(
    calendar: Calendar, objective: ObjectiveSpec, spec: KeyResultSpec
) -> Iterator[Happening]:
    """All that happened to a key result, week by week; numbers of a source in between."""
    return _Teller(calendar, objective, spec).tell()


def talk(calendar: Calendar, objective: ObjectiveSpec) -> Iterator[Happening]:
    """What was said about the objective itself."""
    for number, line in enumerate(objective.lines):
        if line.week <= calendar.weeks_gone(objective.cycle):
            day = calendar.spoken(objective.cycle, line.week, objective.key)
            when = instant(day, f"{objective.key}/{number}", 9, 16)
            yield Happening(when, line.rest, Verb.COMMENT, objective.key, Detail(text=line.text))


class _Teller:
    def __init__(self, calendar: Calendar, objective: ObjectiveSpec, spec: KeyResultSpec) -> None:
        self.calendar, self.cycle, self.spec = calendar, objective.cycle, spec
        self.weeks = calendar.weeks(self.cycle)
        self.last = min(spec.due or self.weeks, calendar.weeks_gone(self.cycle))
        self.state = _State(spec.owner)
        self.says = {line.week: line for line in spec.lines if line.verb == "say"}
        self.mistaken = self._mistaken()

    def tell(self) -> Iterator[Happening]:
        for week in range(self.spec.start, self.last + 1):
            yield from self._week(week)
        if self.cycle in QUARTERS[:-1] and not self.state.dropped:
            yield self._grade()

    def _mistaken(self) -> Mapping[int, Decimal]:
        """The values that were said wrongly, by week."""
        shown, wrong = unit(self.spec.unit), {}
        for line in self.spec.lines:
            if line.verb == "correct":
                week, _from, value = line.rest.partition(" from ")
                wrong[int(week)] = parse(value, shown)
        return wrong

    def _week(self, week: int) -> Iterator[Happening]:
        day = self._day(week)
        when = instant(day, f"{self.spec.key}/{week}", 7, 15)
        of_the_week = [x for x in self.spec.lines if x.week == week]
        lines = [x for x in of_the_week if x.verb not in {"say", "done"}]
        before = [x for x in lines if x.verb in _BEFORE_THE_WORD]
        after = [x for x in lines if x.verb not in _BEFORE_THE_WORD]
        if not any(line.verb in _OPEN_VERBS for line in lines):
            yield from self._fed(week)
        for number, line in enumerate(before):
            yield self._told(line, when - timedelta(minutes=4 * (len(before) - number)))
        if self._speaks(week):
            done = tuple(int(x.rest) - 1 for x in of_the_week if x.verb == "done")
            yield self._check_in(week, day, when, done)
        for number, line in enumerate(after, start=1):
            yield self._told(line, when + timedelta(minutes=17 * number))

    def _day(self, week: int) -> date:
        """The day of the week's word; nobody speaks of a key result before it has begun."""
        begun = self.calendar.start(self.cycle) + timedelta(weeks=self.spec.start - 1)
        return max(begun, self.calendar.spoken(self.cycle, week, self.spec.key))

    def _speaks(self, week: int) -> bool:
        spec = self.spec
        if self.state.dropped or self.state.stopped:
            return False
        if spec.waits and week == self.calendar.weeks_gone(self.cycle) < self.weeks:
            return False
        if week in self.says or week in self.mistaken:
            return True
        if spec.silent is not None and week > spec.silent:
            return False
        if (week - spec.start) % spec.every:
            return False
        return week in (spec.start, self.last) or share(spec.key, week, "away") >= AWAY

    def _check_in(self, week: int, day: date, when: datetime, done: tuple[int, ...]) -> Happening:
        line = self.says.get(week)
        value = self.mistaken.get(week, value_at(self.spec, week, self.weeks))
        self.state.steps += done
        if self.spec.kind is Kind.MILESTONES:
            no_change = self.state.spoke and not done
        else:
            no_change = value is not None and value == self.state.said
        self.state.said, self.state.spoke = value, True
        detail = Detail(
            value=None if no_change else value,
            steps_done=self.state.steps if self.spec.steps and not no_change else None,
            no_change=no_change,
            confidence=self._confidence(week),
            text=line.text if line else "",
            key=self._key(week),
            as_of=day,
        )
        return Happening(when, self.state.owner, Verb.CHECK_IN, self.spec.key, detail)

    def _confidence(self, week: int) -> int:
        """As said, or between what was said before and after."""
        said = [(float(w), float(line.rest)) for w, line in sorted(self.says.items())]
        return round(along(tuple(said), week))

    def _key(self, week: int) -> str:
        return f"demo/{self.spec.key}/week/{week}"

    def _fed(self, week: int) -> Iterator[Happening]:
        if self.state.dropped or self.state.stopped:
            return
        monday = self.calendar.start(self.cycle) + timedelta(weeks=week - 1)
        for weekday in _FED_ON[self.spec.fed]:
            day = monday + timedelta(days=weekday)
            value = value_at(self.spec, self.calendar.week_of(self.cycle, day), self.weeks)
            if value is None:
                continue
            key = f"demo/{self.spec.key}/source/{week}/{weekday}"
            detail = Detail(value=value, origin=Origin.SOURCE, key=key, as_of=day)
            when = instant(day, self.spec.key, 4, 6)
            yield Happening(when, self.state.owner, Verb.CHECK_IN, self.spec.key, detail)

    def _told(self, line: Line, when: datetime) -> Happening:
        """One line of the story that is no check-in."""
        who, verb, detail = self.state.owner, Verb.COMMENT, Detail(text=line.text)
        match line.verb:
            case "comment":
                who = line.rest
            case "retarget":
                verb = Verb.RETARGET
                target = parse(line.rest, unit(self.spec.unit))
                detail = Detail(target=target, text=line.text)
            case "pause" | "resume" | "drop":
                verb = _OPEN_VERBS[line.verb]
                self.state.stopped = line.verb == "pause"
                self.state.dropped = line.verb == "drop"
            case "hand":
                verb, detail = Verb.HAND_OVER, Detail(person=line.rest, text=line.text)
                self.state.owner = line.rest
            case "correct":
                verb, detail = Verb.CORRECT, self._correction(line)
            case _:
                verb, detail = self._initiative(line)
        return Happening(when, who, verb, self.spec.key, detail)

    def _correction(self, line: Line) -> Detail:
        week = int(line.rest.partition(" ")[0])
        value = value_at(self.spec, week, self.weeks)
        if self.state.said == self.mistaken[week]:
            self.state.said = value
        return Detail(
            value=value,
            confidence=self._confidence(week),
            text=line.text,
            key=f"{self._key(week)}/corrected",
            corrects=self._key(week),
            as_of=self._day(week),
        )

    def _initiative(self, line: Line) -> tuple[Verb, Detail]:
        if line.verb == "bet":
            owner, _until, week = line.rest.partition(" until ")
            key = f"demo/{self.spec.key}/bet/{len(self.state.bets) + 1}"
            self.state.bets[line.text] = key
            due = self.calendar.asked(self.cycle, int(week))
            return Verb.INITIATIVE_ADD, Detail(key=key, text=line.text, person=owner, due_on=due)
        if line.verb == "shipped":
            return Verb.INITIATIVE_FINISH, Detail(key=self.state.bets[line.text])
        return Verb.INITIATIVE_STOP, Detail(key=self.state.bets[line.rest], text=line.text)

    def _grade(self) -> Happening:
        """The owner grades in the week after the end, mostly as proposed."""
        end = self.calendar.end(self.cycle)
        day = end + timedelta(days=1 + int(share(self.spec.key, "graded") * 5))
        detail = Detail(target=self.spec.grade, text=self.spec.grade_reason)
        when = instant(day, self.spec.key, 8, 16)
        return Happening(when, self.state.owner, Verb.GRADE, self.spec.key, detail)
