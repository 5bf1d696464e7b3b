"""Columns whose name may mean several things, decided by their values and by the columns beside them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from northing.transfer.sheets import vocabulary as words
from northing.transfer.sheets.book import Cell, Sheet
from northing.transfer.sheets.columns import Column
from northing.transfer.sheets.vocabulary import plain

SAMPLE = 400
"""Rows that are looked at."""

SEVERAL = frozenset({"notes", "unknown", "initiatives", "description"})
"""Fields that more than one column may hold."""


def settled(columns: Sequence[Column], sheet: Sheet, rows: Sequence[int]) -> tuple[Column, ...]:
    """The columns of one table, each with the field that it really holds; `unknown` where nobody can say."""
    samples = {c.at: _sample(sheet, rows, c.at) for c in columns}
    found = [_by_values(c, samples[c.at]) for c in columns]
    beside = _Beside(found, samples, indented=indented(sheet, rows))
    return tuple(_once(beside.settled()))


def indented(sheet: Sheet, rows: Sequence[int]) -> bool:
    """Whether spaces before the titles tell what stands under what."""
    return len({sheet.indents.get(n, 0) for n in rows}) > 1


def _sample(sheet: Sheet, rows: Sequence[int], at: int) -> list[Cell]:
    cells = (sheet.rows[n][at] for n in rows[:SAMPLE] if at < len(sheet.rows[n]))
    return [cell for cell in cells if cell is not None]


def _by_values(column: Column, values: Sequence[Cell]) -> Column:
    field = column.field
    if field in {"start?", "end?"}:
        is_day = sum(map(_is_day, values)) * 2 > len(values)
        named = ("start", "due") if is_day else ("baseline", "target")
        return replace(column, field=named[field == "end?"])
    if field == "type" or (field == "kind" and not column.scope):
        told = _type(values)
        return replace(column, field=told if field == "type" or told == "row_type" else "kind")
    if field == "state" and _numbers(values) > 0.5:
        return replace(column, field="score")
    if field in {"owner", "team"} and _numbers(values) > 0.9:
        return replace(column, field="unknown")
    return column


def _is_day(value: Cell) -> bool:
    return isinstance(value, date) or (isinstance(value, str) and _DAY.search(value) is not None)


_DAY = re.compile(
    r"\d[./-]\d{1,2}[./-]\d|\d{1,2}\.? [A-Za-zä]{3,}\.? \d{2,4}|[A-Za-zä]{3,9}\.? \d{1,2}, \d{4}"
)


def _type(values: Sequence[Cell]) -> str:
    """What a column called `Type` tells: what the row is, how it is measured, or how hard it was promised."""
    texts = [plain(v) for v in values if isinstance(v, str)]
    if not texts:
        return "unknown"
    fits = {
        "row_type": sum(t in words.ROW_TYPES for t in texts),
        "ambition": sum(t in words.AMBITIONS for t in texts),
        "kind": sum(t in words.KINDS or t in words.NUMERIC_KINDS for t in texts),
    }
    if any(words.ROW_TYPES.get(t) == "objective" for t in texts):
        return "row_type" if fits["row_type"] * 2 >= len(texts) else "unknown"
    best = max(("kind", "ambition"), key=lambda name: fits[name])
    if fits[best] * 2 < len(texts):
        return "row_type" if fits["row_type"] == len(texts) else "unknown"
    return best


def _numbers(values: Sequence[Cell]) -> float:
    """The share of values that are a number, perhaps with a unit."""
    if not values:
        return 0.0
    found = sum(
        isinstance(v, Decimal) or (isinstance(v, str) and _NUMBER.fullmatch(v) is not None)
        for v in values
    )
    return found / len(values)


_NUMBER = re.compile(r"[<>≤≥=~+\-−]*\s?[$€£]?\s?\d[\d.,'’\s]{0,20}(?:%|[A-Za-z€$£]{0,4})", re.A)


class _Beside:
    """What the columns of a table leave for each other."""

    def __init__(
        self, columns: list[Column], samples: dict[int, list[Cell]], *, indented: bool
    ) -> None:
        self.columns = columns
        self.indented = indented
        self.samples = samples

    def settled(self) -> list[Column]:
        self._objectives()
        for column in self._named("result"):
            self._put(column, self._result(column))
        if not self._has("key_result"):
            self._titles()
        if not self._has("key_result", "title", "row_type", "level"):
            self._stand_in()
        if self._has("key_result") and self._has("objective"):
            for column in self._named("title"):
                self._put(column, "unknown")
        for column in self._named("description"):
            self._put(column, "why" if self._has("key_result", "title") else "key_result")
        return self.columns

    def _has(self, *names: str) -> bool:
        return any(c.field in names for c in self.columns)

    def _named(self, name: str) -> list[Column]:
        return [c for c in self.columns if c.field == name and not c.number]

    def _put(self, column: Column, field: str) -> None:
        self.columns[self.columns.index(column)] = replace(column, field=field)

    def _is_numeric(self, column: Column) -> bool:
        return _numbers(self.samples[column.at]) > 0.5

    def _objectives(self) -> None:
        """`Goal` beside `Objective` is its target; an objective of numbers is a reference or a target."""
        found = self._named("objective")
        if len(found) > 1:
            texts = [c for c in found if not self._is_numeric(c)]
            kept = texts[0] if texts else found[0]
            for column in found:
                if column is not kept:
                    target = self._is_numeric(column) and not self._has("target")
                    self._put(column, "target" if target else "unknown")
        elif found and self._is_numeric(found[0]) and self._has("key_result", "title"):
            is_goal = not self._has("target") and plain(found[0].header) in {"goal", "ziel"}
            self._put(found[0], "target" if is_goal else "parent")

    def _result(self, column: Column) -> str:
        if self._is_numeric(column):
            return "current" if self._has("target") and not self._has("current") else "score"
        return "unknown" if self._has("key_result", "title") else "key_result"

    def _titles(self) -> None:
        tree = self.indented or self._has("row_type", "level", "parent", "number", "key")
        for column in [] if tree else self._named("title")[:1]:
            is_result = self._has("objective", "target", "baseline")
            self._put(column, "key_result" if is_result else "objective")

    def _stand_in(self) -> None:
        """Without a column of that name, what measures an objective is its key result."""
        metrics = [c for c in self._named("metric") if not self._is_numeric(c)]
        described = self._named("description")
        if metrics:
            self._put(metrics[0], "key_result")
        elif not self._has("objective") and described:
            self._put(described[0], "key_result")
        elif self._has("target", "baseline"):
            for column in self._named("objective"):
                self._put(column, "key_result")


def _once(columns: Sequence[Column]) -> Iterator[Column]:
    """Of two columns that hold the same, the second one is only noted."""
    seen: set[tuple[str, str, int]] = set()
    for c in columns:
        key = (c.field, c.scope, c.number)
        yield replace(c, field="unknown") if key in seen and c.field not in SEVERAL else c
        seen.add(key)
