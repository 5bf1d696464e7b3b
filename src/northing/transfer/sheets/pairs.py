"""Sheets with a column of objectives and one or more columns of key results."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from northing.domain.plan import PlanPeriod
from northing.transfer.sheets import items
from northing.transfer.sheets import vocabulary as words
from northing.transfer.sheets.book import Cell, shown
from northing.transfer.sheets.cells import Cells, source
from northing.transfer.sheets.columns import Column
from northing.transfer.sheets.drafts import DraftObjective, DraftResult, Drafts
from northing.transfer.sheets.titles import (
    is_objective,
    is_result,
    pieces,
    unmarked,
    unmarked_result,
)
from northing.transfer.sheets.vocabulary import plain

Columns = dict[str, Column]
OF_OBJECTIVES = frozenset({
    "objective", "team", "period", "year", "why", "ambition", "contributors", "parent",
})  # fmt: skip
"""Fields that belong to the objective wherever they stand."""

SHARED = frozenset({"due", "start", "unit"})
"""Columns without a number that hold for each of several key results in one row."""


@dataclass(slots=True)
class Around:
    """What holds where a row does not say it: from the sheet's name, its titles, or the file."""

    team: tuple[str, ...] = ()
    period: PlanPeriod | None = None
    month: int | None = None


@dataclass(slots=True)
class Sorted:
    """The columns of a table by whom they speak of."""

    objective: Columns = field(default_factory=dict)
    alone: Columns = field(default_factory=dict)
    """Of the objective, in a row that holds no key result."""
    results: dict[int, Columns] = field(default_factory=dict)


def sort(columns: tuple[Column, ...]) -> Sorted:
    """Columns of the objective, and of each key result that a row may hold (0 where there is one)."""
    found = Sorted()
    numbers = sorted({c.number for c in columns if c.number and c.field == "key_result"})
    for c in columns:
        if c.number:
            continue
        whole = c.scope == "objective" or c.field in OF_OBJECTIVES or (numbers and c.scope == "")
        if whole:
            found.objective.setdefault(c.field, c)
        else:
            found.results.setdefault(0, {}).setdefault(c.field, c)
    for number in numbers:
        own = {c.field: c for c in columns if c.number == number}
        shared = {c.field: c for c in columns if not c.number and c.field in SHARED}
        found.results[number] = {**shared, **own}
    if numbers:
        found.results.pop(0, None)
        for name in SHARED:
            found.objective.pop(name, None)
    found.alone = {**found.results.get(0, {}), **found.objective}
    return found


def read(cells: Cells, drafts: Drafts, around: Around) -> None:
    """Every row of the table into objectives and key results."""
    _Pairs(cells, drafts, around).read()


class _Pairs:
    def __init__(self, cells: Cells, drafts: Drafts, around: Around) -> None:
        self.cells, self.drafts, self.around = cells, drafts, around
        self.ours = cells.table.ours
        self.by = sort(cells.table.columns)
        self.current: DraftObjective | None = None
        self.last: DraftResult | None = None
        self.team: tuple[str, ...] = ()
        self.period: PlanPeriod | None = None

    def read(self) -> None:
        rows = self.cells.table.rows
        frame = [row for row in rows if self._is_total(row) or not self._row(row)]
        self.cells.log.frame(self.cells.sheet, frame)

    def _row(self, row: int) -> bool:
        """Whether the row was used."""
        titles = self._titles(row)
        if not titles and self._goes_on(row):
            return self._further(row)
        text = self._text(row, self.by.objective.get("objective"))
        if text and not titles and not self.ours and is_result(text):
            titles, text = {0: text}, ""
        if not titles and not text:
            section = self._section(row)
            if section:
                self.current = self._objective(row, section)
                return True
            return self._further(row)
        if not self.ours and titles and not text and len(titles) == 1:
            only = next(iter(titles.values()))
            if is_objective(only):
                titles, text = {}, only
        columns = self.by.objective if titles else self.by.alone
        objective = self._objective_of(row, text, columns.get("key"))
        items.say_objective(objective, self.cells, row, columns)
        for number, title in titles.items():
            self._results(row, objective, number, title)
        return True

    def _goes_on(self, row: int) -> bool:
        """Whether the cell of the key result above reaches down to this row."""
        found = (c.get("key_result") for c in self.by.results.values())
        return any(c is not None and (row, c.at) in self.cells.sheet.filled for c in found)

    def _titles(self, row: int) -> dict[int, str]:
        """The key results of a row by number; one whose cell reaches down from above is none."""
        found = {}
        for number, columns in self.by.results.items():
            column = columns.get("key_result")
            if column is None or (row, column.at) in self.cells.sheet.filled:
                continue
            text = self._text(row, column)
            if text and (self.ours or text.lower() not in words.NOTHING):
                found[number] = text
        return found

    def _text(self, row: int, column: Column | None) -> str:
        return self.cells.text(row, column).strip()

    # ── objectives ──────────────────────────────────────────────────────────

    def _objective_of(self, row: int, text: str, named: Column | None) -> DraftObjective:
        key = self._text(row, named)
        if not text and not self.ours and self.current is not None:
            self.current.rows.append(row)
            return self.current
        if not text and key and (known := self.drafts.of_key(key)):
            return self._continued(known, row)
        return self._objective(row, text, key)

    def _objective(self, row: int, text: str, key: str = "") -> DraftObjective:
        """The objective of this wording, known from above or new."""
        title, tag = (text, "") if self.ours else unmarked(text)
        team, period = self._team(row), self._period(row)
        known = self.drafts.known(title, key if self.ours else "", team, period)
        if known is None and not self.ours and text:
            known = self.drafts.of_key(text)
        if known is not None:
            return self._continued(known, row)
        place = self.cells.sheet.place(row)
        found = DraftObjective(
            title, row, place, self._source(row, title), key or tag, team, period
        )
        self.current = self.drafts.add(found)
        return found

    def _continued(self, known: DraftObjective, row: int) -> DraftObjective:
        known.rows.append(row)
        self.current = known
        return known

    def _team(self, row: int) -> tuple[str, ...]:
        """The row's team; a blank one left of the objectives goes on from above."""
        column = self.by.objective.get("team")
        found = items.team(self.cells, row, column)
        if found:
            self.team = found
        elif not self._is_grouping(column):
            return self.around.team
        return found or self.team or self.around.team

    def _period(self, row: int) -> PlanPeriod | None:
        columns = self.by.objective
        found = items.period(self.cells, row, columns, self.around.month)
        if found:
            self.period = found
        elif not self._is_grouping(columns.get("period")):
            return self.around.period
        return found or self.period or self.around.period

    def _is_grouping(self, column: Column | None) -> bool:
        inner = self.by.objective.get("objective") or next(iter(self.by.alone.values()), None)
        return column is not None and inner is not None and column.at < inner.at and not self.ours

    def _section(self, row: int) -> str:
        """A row of one cell that only names the objective of the rows below."""
        filled = [c for c in self.cells.sheet.rows[row] if c is not None]
        text = shown(filled[0]) if len(filled) == 1 and isinstance(filled[0], str) else ""
        if not text or self.ours:
            return ""
        has_column = "objective" in self.by.objective
        return text if is_objective(text) or (not has_column and len(text.split()) > 1) else ""

    # ── key results ─────────────────────────────────────────────────────────

    def _results(self, row: int, objective: DraftObjective, number: int, text: str) -> None:
        columns = self.by.results.get(number) or self.by.alone
        found = [text] if self.ours else list(pieces(text))
        for n, piece in enumerate(found):
            title, tag = (text, "") if self.ours else unmarked_result(piece)
            key = self._text(row, columns.get("key")) if len(found) == 1 else ""
            result = DraftResult(
                title, row, self.cells.sheet.place(row), self._source(row, title), key or tag
            )
            result.team = self._own_team(row, objective)
            objective.results.append(result)
            self.drafts.name(result)
            said: Mapping[str, Column] = columns
            if n:
                said = {k: c for k, c in columns.items() if k in {"owner", "due", "start"}}
            items.say_result(result, self.cells, row, said)
            self.last = result

    def _own_team(self, row: int, objective: DraftObjective) -> tuple[str, ...]:
        """A team that a row names below an objective of another one."""
        if self.ours or not self._text(row, self.by.objective.get("team")):
            return ()
        found = items.team(self.cells, row, self.by.objective.get("team"))
        return found if found != objective.team else ()

    def _further(self, row: int) -> bool:
        """A row without a title goes on about the key result above: its words are notes of it."""
        if self.last is None or self.ours:
            return False
        for column in self.cells.table.columns:
            if (row, column.at) not in self.cells.sheet.filled:
                items.note(self.last, self.cells, row, column)
        self.last.rows.append(row)
        return True

    def _source(self, row: int, title: str) -> str:
        if self.ours:
            return ""
        text = source(self.cells.sheet, row)
        return "" if text == title else text

    def _is_total(self, row: int) -> bool:
        if self.ours:
            return False
        first: Cell | None = next((c for c in self.cells.sheet.rows[row] if c is not None), None)
        return isinstance(first, str) and words.TOTAL.fullmatch(plain(first)) is not None
