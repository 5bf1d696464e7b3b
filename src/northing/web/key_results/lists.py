"""Steps and checkpoints: rows of a form, with numbered fields, read back in their order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from northing.actions.errors import ConflictError, Difference
from northing.actions.key_results import NewStep
from northing.queries.key_result_texts import KeyResultTexts, StepTexts

MOST = 60
BLANK = 3
STEP = re.compile(r"step-(\d{1,3})-title")
CHECKPOINT = re.compile(r"checkpoint-(\d{1,3})-day")


@dataclass(frozen=True, slots=True)
class StepRow:
    """One row of steps as typed; `id` is empty for a new one."""

    number: int
    id: str = ""
    title: str = ""
    weight: str = "1"
    due_on: str = ""


@dataclass(frozen=True, slots=True)
class CheckpointRow:
    """One checkpoint as typed."""

    number: int
    day: str = ""
    value: str = ""


def step_rows(steps: Sequence[StepTexts]) -> tuple[StepRow, ...]:
    """The steps that are there, and empty rows to type into."""
    listed = [StepRow(n, str(s.id), s.title, s.weight, s.due_on) for n, s in enumerate(steps)]
    return (*listed, *(StepRow(n) for n in range(len(listed), len(listed) + BLANK)))


def checkpoint_rows(points: Sequence[tuple[str, str]]) -> tuple[CheckpointRow, ...]:
    """The checkpoints that are there, and empty rows."""
    listed = [CheckpointRow(n, day, value) for n, (day, value) in enumerate(points)]
    return (*listed, *(CheckpointRow(n) for n in range(len(listed), len(listed) + BLANK)))


def typed_steps(post: QueryDict) -> tuple[StepRow, ...]:
    """The rows of steps as they were sent, empty ones included."""
    return tuple(
        StepRow(
            n, post.get(f"step-{n}-id", ""), post.get(f"step-{n}-title", ""),
            post.get(f"step-{n}-weight", "1"), post.get(f"step-{n}-due_on", ""),
        )
        for n in _numbers(post, STEP)
    )  # fmt: skip


def typed_checkpoints(post: QueryDict) -> tuple[CheckpointRow, ...]:
    """The rows of checkpoints as they were sent."""
    return tuple(
        CheckpointRow(n, post.get(f"checkpoint-{n}-day", ""), post.get(f"checkpoint-{n}-value", ""))
        for n in _numbers(post, CHECKPOINT)
    )


def _numbers(post: QueryDict, pattern: re.Pattern[str]) -> list[int]:
    found = sorted(int(m[1]) for name in post if (m := pattern.fullmatch(name)))
    return found[:MOST]


def more(rows: Sequence[StepRow] | Sequence[CheckpointRow]) -> range:
    """The numbers of three further rows."""
    first = max((row.number for row in rows), default=-1) + 1
    return range(first, first + BLANK)


def steps(rows: Iterable[StepRow], known: Iterable[StepTexts] = ()) -> tuple[NewStep, ...]:
    """The steps meant by these rows; one that is done stays done."""
    done = {str(s.id): s.done_on for s in known}
    return tuple(
        NewStep(row.title, row.weight or "1", row.due_on, _day(done.get(row.id, "")))
        for row in rows
        if row.title.strip()
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def checkpoints(rows: Iterable[CheckpointRow]) -> tuple[tuple[str, str], ...]:
    """The checkpoints meant by these rows."""
    return tuple((r.day, r.value) for r in rows if r.day.strip() or r.value.strip())


def steps_text(steps: Iterable[StepTexts] | Iterable[StepRow]) -> str:
    """Steps as lines of text, to be compared and shown."""
    listed = (s for s in steps if s.title.strip())
    return "\n".join(
        f"{s.title.strip()} (× {s.weight.strip() or '1'}) {s.due_on}".strip() for s in listed
    )


def checkpoints_text(points: Iterable[tuple[str, str]]) -> str:
    """Checkpoints as lines of text."""
    return "\n".join(f"{day} {' '.join(value.split())}" for day, value in points)


def changed_steps(post: QueryDict, found: KeyResultTexts) -> tuple[NewStep, ...] | None:
    """The steps to be written: None where they were not touched. Raises ConflictError."""
    rows = typed_steps(post)
    if not _changed(post, "steps", steps_text(rows), steps_text(found.steps)):
        return None
    return steps(rows, found.steps)


def changed_checkpoints(
    post: QueryDict, found: KeyResultTexts
) -> tuple[tuple[str, str], ...] | None:
    """The checkpoints to be written: None where they were not touched. Raises ConflictError."""
    points = checkpoints(typed_checkpoints(post))
    now = checkpoints_text(found.checkpoints)
    return points if _changed(post, "checkpoints", checkpoints_text(points), now) else None


def _changed(post: QueryDict, name: str, yours: str, now: str) -> bool:
    """Whether these rows are to be written: touched, and nobody else touched them meanwhile."""
    seen = post.get(f"seen-{name}")
    if seen is None:
        return False
    seen = seen.replace("\r\n", "\n")
    if yours in {seen, now} or (
        post.get("settle") == "theirs" and name in post.getlist("conflicted")
    ):
        return False
    if seen != now:
        raise ConflictError(
            _("Somebody else changed this meanwhile."),
            _("Compare both texts, then save the one that should stand."),
            (Difference(name, seen, now, yours),),
        )
    return True
