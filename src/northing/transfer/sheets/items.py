"""What the cells of a row say of an objective or a key result."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from northing.domain import notation, units
from northing.domain.plan import PlanPeriod, PlanScore, SourceLine
from northing.domain.units import UnitError
from northing.kit.text import text as _
from northing.transfer import values
from northing.transfer.markdown.period import read_period
from northing.transfer.markdown.scores import read_score
from northing.transfer.sheets import vocabulary as words
from northing.transfer.sheets.book import Share
from northing.transfer.sheets.cells import Cells
from northing.transfer.sheets.columns import Column
from northing.transfer.sheets.drafts import DraftObjective, DraftResult, Parent
from northing.transfer.sheets.measures import measured
from northing.transfer.sheets.numbers import OpenNumberError
from northing.transfer.sheets.people import owners
from northing.transfer.sheets.vocabulary import plain

Columns = Mapping[str, Column]
MOST_WEIGHT = Decimal(1000)


def say_result(draft: DraftResult, cells: Cells, row: int, columns: Columns) -> None:
    """Fill a key result from its cells; what has no place of its own becomes a note."""
    draft.owners = _owners(cells, row, columns.get("owner")) or draft.owners
    found = measured(cells, row, columns, draft.title)
    said: dict[str, Any] = {
        "measure": found.measure,
        "current": found.current,
        "first_target": found.first_target,
        "current_on": cells.day(row, columns.get("current_on")),
        "started_on": cells.day(row, columns.get("start"), last=False),
        "due_on": cells.day(row, columns.get("due")),
        "weight": _weight(cells, row, columns.get("weight")),
        "state_reason": cells.text(row, columns.get("state_reason")),
        "priority": cells.text(row, columns.get("priority")),
        "metric": _metric(cells, row, columns),
    }
    if found.done:
        said["checked"] = found.done
    said |= _result_state(draft, cells, row, columns)
    said |= _score(draft, cells, row, columns.get("score"), has_value=said["current"] is not None)
    open_way = found.measure.certain and None in (found.measure.baseline, found.measure.target)
    if "score" in said and open_way:
        note(draft, cells, row, columns["score"])
    said |= _steps(draft, cells, row, columns, said)
    said |= _checkpoints(cells, row, columns.get("checkpoints"), found.measure.unit)
    draft.said = {name: value for name, value in said.items() if value not in (None, "", ())}
    for column in found.unfit:
        note(draft, cells, row, column)
    for name in ("confidence", "notes", "unknown", "initiatives", "description", "why", "ambition"):
        for column in _several(cells, columns, name):
            note(draft, cells, row, column)


def say_objective(draft: DraftObjective, cells: Cells, row: int, columns: Columns) -> None:
    """Add to an objective what the cells of one of its rows say and it did not know before."""
    said: dict[str, Any] = {
        "owners": _owners(cells, row, columns.get("owner")),
        "why": cells.text(row, columns.get("why")),
        "ambition": words.AMBITIONS.get(plain(cells.text(row, columns.get("ambition")))),
        "contributors": _teams(cells, row, columns.get("contributors")),
        "priority": cells.text(row, columns.get("priority")),
    }
    text = cells.text(row, columns.get("state"))
    if text:
        known = words.OBJECTIVE_STATES.get(plain(text))
        said["state"] = known
        if not known:
            note(draft, cells, row, columns["state"])
    said["agreed"] = words.AGREED.get(plain(cells.text(row, columns.get("agreed"))))
    said["score"] = _score(draft, cells, row, columns.get("score"), has_value=False).get("score")
    for name, value in said.items():
        if value not in (None, "", ()) and not draft.said.get(name):
            draft.said[name] = value
    _parents(draft, cells, row, columns.get("parent"))
    for name in ("due", "start", "confidence", "notes", "unknown", "initiatives", "description"):
        for column in _several(cells, columns, name):
            note(draft, cells, row, column)


def team(cells: Cells, row: int, column: Column | None) -> tuple[str, ...]:
    """A team's path, outermost first: `Engineering / Platform`, `Engineering > Platform`."""
    text = cells.text(row, column)
    if cells.table.ours or '"' in text:
        return notation.parts(text)
    return tuple(p for part in re.split(r"\s+[/>›»]\s+|\n", text) if (p := " ".join(part.split())))


def period(cells: Cells, row: int, columns: Columns, month: int | None) -> PlanPeriod | None:
    """A period, with its days where they are certain."""
    text = " ".join(cells.text(row, columns.get("period")).split())
    year = cells.text(row, columns.get("year"))
    if year and year not in text:
        text = f"{text} {year}".strip()
    return read_cycle(text, month) if text else None


def read_cycle(text: str, month: int | None) -> PlanPeriod:
    """A period as written: `Q1 2026`, or as our sheets write it: `Spring (2026-02-01 to 2026-04-30, custom)`."""
    try:
        own = values.read_period(text)
    except ValueError:
        own = None
    if own is not None and own.start:
        return own
    found = read_period(text, month)
    return PlanPeriod(text, found.start, found.end) if found else PlanPeriod(text)


def _owners(cells: Cells, row: int, column: Column | None) -> tuple[str, ...]:
    text = cells.text(row, column)
    if not text:
        return ()
    return (notation.unquoted(text),) if cells.table.ours else owners(text)


def _teams(cells: Cells, row: int, column: Column | None) -> tuple[str, ...]:
    text = cells.text(row, column)
    listed = notation.items(text)
    if not cells.table.ours:
        listed = tuple(part.strip() for item in listed for part in item.split(",") if part.strip())
    return tuple(dict.fromkeys(listed))


def _parents(draft: DraftObjective, cells: Cells, row: int, column: Column | None) -> None:
    text = cells.text(row, column)
    if not text or column is None:
        return
    place = cells.sheet.place(row, column.at)
    keys = re.findall(r"(?<![\w-])(?:O|KR)-\d+(?![\w-])", text, re.I)
    listed = notation.items(text)
    if keys and len(keys) == len(re.split(r"[;,\n]+", text)):
        listed = tuple(keys)
    known = {p.name for p in draft.parents}
    draft.parents += [Parent(n, row, place) for n in dict.fromkeys(listed) if n not in known]


def _metric(cells: Cells, row: int, columns: Columns) -> str:
    text = cells.text(row, columns.get("metric"))
    return text if cells.table.ours else " ".join(text.split())[:120]


def _weight(cells: Cells, row: int, column: Column | None) -> Decimal | None:
    found = cells.number(row, column)
    if found is None or column is None:
        return None
    if isinstance(found, Share):
        found = Decimal(found)
    elif column.unit == "%":
        found /= 100
    if not 0 <= found <= MOST_WEIGHT:
        cells.unread(row, column, _NO_WEIGHT)
        return None
    return round(found, 3)


_NO_WEIGHT = _("A weight is a number from 0 to 1000; usually it is 1.")


def _result_state(draft: DraftResult, cells: Cells, row: int, columns: Columns) -> dict[str, Any]:
    """State or check mark; a word that is neither (`at risk`) is kept in words."""
    column = columns.get("state")
    text = plain(cells.text(row, column))
    if not text or column is None:
        return {}
    state = words.KEY_RESULT_STATES.get(text)
    if cells.table.ours or state:
        return {"state": state or ""}
    if text in words.CHECKED:
        return {"checked": words.CHECKED[text]}
    note(draft, cells, row, column)
    return {}


def _score(
    draft: DraftObjective | DraftResult, cells: Cells, row: int, column: Column | None, *, has_value: bool
) -> dict[str, Any]:  # fmt: skip
    """A share of the target. Where the value itself is known the share follows from it and is not kept."""
    text = cells.text(row, column)
    if not text or column is None or cells.table.ours or has_value:
        return {}
    found = _read_score(cells, row, column)
    if found is None:
        note(draft, cells, row, column)
        return {}
    return {"score": found}


def _read_score(cells: Cells, row: int, column: Column) -> PlanScore | None:
    try:
        written = cells.written(row, column)
    except OpenNumberError:
        return None
    shown = cells.text(row, column)
    if isinstance(written, Share):
        return PlanScore(shown, Decimal(written))
    if isinstance(written, str) and not _BARE.fullmatch(written):
        return read_score(written)
    number = Decimal(written) if isinstance(written, str | Decimal) else None
    scale = cells.scale(column)
    if number is None or scale is None:
        return PlanScore(shown, ambiguous=True)
    return PlanScore(shown, number * scale)


_BARE = re.compile(r"-?\d{1,12}(?:\.\d{1,12})?")


def _steps(
    draft: DraftResult, cells: Cells, row: int, columns: Columns, said: Mapping[str, Any]
) -> dict[str, Any]:
    """Steps of a key result that is done by steps; of others they are work, kept in words."""
    column = columns.get("steps")
    text = cells.text(row, column)
    if not text or column is None:
        return {}
    measure = said["measure"]
    if measure.kind not in {None, "milestones"} and not cells.table.ours:
        note(draft, cells, row, column)
        return {}
    try:
        found = notation.read_steps(_unbulleted(text) if not cells.table.ours else text)
    except ValueError:
        cells.unread(row, column, _NO_STEPS)
        note(draft, cells, row, column)
        return {}
    if measure.kind is None:
        return {"milestones": found, "measure": replace(measure, kind="milestones", certain=True)}
    return {"milestones": found}


def _unbulleted(text: str) -> str:
    lines = (re.sub(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+", "", line) for line in text.split("\n"))
    return "\n".join(lines)


def _checkpoints(cells: Cells, row: int, column: Column | None, unit: str) -> dict[str, Any]:
    text = cells.text(row, column)
    if not text or column is None:
        return {}
    try:
        known = units.unit(unit)
        points = tuple((d, units.parse(v, known)) for d, v in notation.read_checkpoints(text))
    except (ValueError, UnitError):
        cells.unread(row, column, _NO_POINTS)
        return {}
    return {"checkpoints": points}


_NO_STEPS = _("These steps name a day that no calendar has. They are kept in words.")
_NO_POINTS = _("Write checkpoints as 2026-02-05: 300 ms, one a line.")


def _several(cells: Cells, columns: Columns, name: str) -> Iterable[Column]:
    """All columns of one field and one owner: those of notes may be many."""
    first = columns.get(name)
    if first is None:
        return ()
    alike = (first.field, first.scope, first.number)
    return tuple(c for c in cells.table.columns if (c.field, c.scope, c.number) == alike)


def note(draft: DraftObjective | DraftResult, cells: Cells, row: int, column: Column) -> None:
    """Keep a cell in words, under the name of its column."""
    text = cells.text(row, column)
    if text:
        line = SourceLine(row + 1, f"{column.header}: {text}")
        if line not in draft.notes:
            draft.notes.append(line)
