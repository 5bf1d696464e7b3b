"""The numbers of a key result from its cells: kind, unit, baseline, target, bounds, the value of today."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from northing.domain import units
from northing.domain.plan import Kind, PlanMeasure
from northing.domain.units import Unit, UnitError
from northing.kit.text import text as _
from northing.transfer.sheets import numbers
from northing.transfer.sheets import vocabulary as words
from northing.transfer.sheets.book import Share
from northing.transfer.sheets.cells import Cells
from northing.transfer.sheets.columns import Column
from northing.transfer.sheets.spelling import (
    BARE,
    VALUES,
    code_of,
    shares_in_percent,
    spelt,
    with_unit,
)
from northing.transfer.sheets.vocabulary import plain
from northing.transfer.statement import read_measure

Columns = Mapping[str, Column]


@dataclass(slots=True)
class Measured:
    """What was read; `unfit` are the fields whose words are no number and have to be kept as words."""

    measure: PlanMeasure
    current: Decimal | None = None
    first_target: Decimal | None = None
    done: str = ""
    unfit: list[Column] = field(default_factory=list)


def measured(cells: Cells, row: int, columns: Columns, title: str) -> Measured:
    """The numbers of one row; those of the title where the row has none of its own."""
    return _Row(cells, row, columns, title).read()


class _Row:
    def __init__(self, cells: Cells, row: int, columns: Columns, title: str) -> None:
        self.cells, self.row, self.columns, self.title = cells, row, columns, title
        self.unfit: list[Column] = []
        self.bound = ""
        self.kind, self.hint = self._kind()
        self.written = self._written()

    def read(self) -> Measured:
        said = PlanMeasure() if self.cells.table.ours else read_measure(self.title)
        done = self._done()
        if self.kind == "yes_no":
            said = PlanMeasure("yes_no", certain=True)
            partly = None if done else self._value("current", units.unit(""))
            return Measured(said, partly, done=done, unfit=self.unfit)
        unit = self._unit(said)
        found = {name: self._value(name, unit) for name in self.written}
        values = {name: value for name, value in found.items() if value is not None}
        own = set(values) - {"current", "first_target"}
        if not own and self.kind is None:
            return self._of_title(said, values, unit, done)
        measure = PlanMeasure(
            self.kind, values.get("baseline"), values.get("target"), unit.code,
            values.get("low"), values.get("high"), certain=True,
        )  # fmt: skip
        if not self.cells.table.ours:
            measure = self._completed(measure, said)
        return Measured(
            measure, values.get("current"), values.get("first_target"), done, self.unfit
        )

    def _of_title(
        self, said: PlanMeasure, values: Mapping[str, Decimal], unit: Unit, done: str
    ) -> Measured:
        """No column says how it is measured: the wording may."""
        current = values.get("current")
        if current is None:
            return Measured(said, done=done, unfit=self.unfit)
        same = said.target is not None and units.unit(said.unit).dimension == unit.dimension
        if not same:
            said = PlanMeasure(said.kind or "increase", unit=unit.code, certain=True)
        return Measured(said, current, done=done, unfit=self.unfit)

    def _completed(self, m: PlanMeasure, said: PlanMeasure) -> PlanMeasure:
        """The direction, and what the wording adds to the columns without contradicting them."""
        if m.baseline is None and m.target is not None and said.target == m.target:
            m = replace(m, baseline=said.baseline)
        both = m.baseline is not None and m.target is not None and m.baseline != m.target
        if m.kind in {None, "increase", "decrease"} and both:
            up = (m.target or 0) > (m.baseline or 0)
            return replace(m, kind="increase" if up else "decrease")
        if m.kind == "keep" and m.low is None and m.high is None and m.target is not None:
            upper = self._is_upper(said)
            low, high = (None, m.target) if upper else (m.target, None)
            return replace(m, baseline=None, target=None, low=low, high=high)
        if m.kind is None and m.target is not None:
            if self.bound:
                return replace(m, kind="increase" if self.bound == "low" else "decrease")
            if said.kind in {"increase", "decrease"}:
                return replace(m, kind=said.kind)
            if said.kind == "keep":
                return self._completed(replace(m, kind="keep"), said)
        return m

    def _is_upper(self, said: PlanMeasure) -> bool:
        return self.bound == "high" or (not self.bound and _UPPER.search(self.title) is not None)

    # ── kind and unit ───────────────────────────────────────────────────────

    def _kind(self) -> tuple[Kind | None, str | None]:
        """The kind, or the unit that a word such as `Percentage` in its place stands for."""
        for name in ("kind", "unit"):
            text = plain(self.cells.text(self.row, self.columns.get(name)))
            if name == "kind" and text in words.NUMERIC_KINDS:
                return None, words.NUMERIC_KINDS[text]
            if text in words.KINDS and (name == "kind" or words.KINDS[text] in _NO_UNITS):
                return words.KINDS[text], None  # type: ignore[return-value]  # the table's names are kinds
            if name == "kind" and text:
                column = self.columns["kind"]
                self.cells.unread(self.row, column, _NO_KIND)
                self.unfit.append(column)
        return None, None

    def _unit(self, said: PlanMeasure) -> Unit:
        column = self.columns.get("unit")
        text = self.cells.text(self.row, column)
        if text and words.KINDS.get(plain(text)) not in _NO_UNITS:
            try:
                return units.unit(text if self.cells.table.ours else code_of(text))
            except UnitError:
                if column:
                    self.cells.unread(self.row, column, _NO_UNIT)
        if self.hint:
            return units.unit(self.hint)
        headed = (self.columns[n].unit for n in VALUES if n in self.columns)
        for code in (*filter(None, headed), *self._units_of_values()):
            try:
                return units.unit(code_of(code))
            except UnitError:
                continue
        return self._unit_of_title(said)

    def _units_of_values(self) -> list[str]:
        found = []
        for value in self.written.values():
            if isinstance(value, Share):
                found.append("%")
            elif isinstance(value, str):
                try:
                    _value, unit = units.parse_quantity(spelt(value))
                except UnitError:
                    continue
                if unit.code:
                    found.append(unit.code)
        return found

    def _unit_of_title(self, said: PlanMeasure) -> Unit:
        """`from 480 ms to 250 ms` in the wording says what 480 and 250 in the columns count."""
        bare = {v for v in self.written.values() if isinstance(v, Decimal)}
        bare |= {
            Decimal(v) for v in self.written.values() if isinstance(v, str) and BARE.fullmatch(v)
        }
        if said.unit and said.target is not None:
            unit = units.unit(said.unit)
            meant = {v / unit.factor for v in (said.target, said.baseline) if v is not None}
            if meant & bare:
                return unit
        return units.unit("")

    # ── values ──────────────────────────────────────────────────────────────

    def _written(self) -> dict[str, str | Decimal]:
        """The numbers of the row, without what surrounds them; a way to go in one cell is two of them."""
        found: dict[str, str | Decimal] = {}
        for name in VALUES:
            column = self.columns.get(name)
            try:
                cell = self.cells.written(self.row, column)
            except numbers.OpenNumberError:
                continue
            if isinstance(cell, str) and not self.cells.table.ours:
                cell = self._stripped(name, cell, found)
            is_word = isinstance(cell, str) and not cell.isdigit() and plain(cell) in words.CHECKED
            if isinstance(cell, bool) or is_word:
                self._checked(name)
            elif cell is not None and cell != "":
                found[name] = cell
        return found

    def _stripped(self, name: str, text: str, found: dict[str, str | Decimal]) -> str:
        bound = _BOUND.match(text)
        if bound:
            text = text[bound.end() :]
            if name == "target":
                self.bound = "low" if bound["low"] else "high" if bound["high"] else ""
        way = _WAY.fullmatch(text) if name == "target" and "baseline" not in found else None
        if way:
            found["baseline"], text = with_unit(way["start"], way["end"]), way["end"]
        between = _BETWEEN.fullmatch(text) if name == "target" and self.kind == "keep" else None
        if between:
            found["low"], found["high"] = with_unit(between[1], between[2]), between[2]
            return ""
        return text.strip().removesuffix("+").strip()

    def _checked(self, name: str) -> None:
        if name == "target" and self.kind is None and self.hint is None:
            self.kind = "yes_no"

    def _done(self) -> str:
        """Whether the value of today only says yes or no."""
        cell = self.cells.get(self.row, self.columns.get("current"))
        if isinstance(cell, bool):
            return "done" if cell else "not"
        text = (
            plain(cell) if isinstance(cell, str) else str(cell) if isinstance(cell, Decimal) else ""
        )
        if self.kind == "yes_no" and isinstance(cell, Share) and cell == 1:
            text = "1"
        return (
            words.CHECKED.get(text, "")
            if text and not (text in "01" and self.kind != "yes_no")
            else ""
        )

    def _value(self, name: str, unit: Unit) -> Decimal | None:
        value = self.written.get(name)
        if value is None:
            return None
        try:
            if isinstance(value, str):
                if unit.code == "%" and BARE.fullmatch(value):
                    return self._in_percent(name, Decimal(value), unit)
                return units.parse(value if self.cells.table.ours else spelt(value), unit)
            if isinstance(value, Share):
                if unit.dimension == "ratio" and not self.cells.table.ours:
                    return units.parse(f"{value:f}", units.unit("ratio"))
                value = Decimal(value)
            if unit.code == "%" and not self.cells.table.ours:
                return self._in_percent(name, value, unit)
            return units.parse(f"{value:f}", unit)
        except UnitError:
            column = self.columns.get(name) or self.columns["target"]
            self.cells.unread(self.row, column, _NO_VALUE)
            self.unfit.append(column)
            return None

    def _in_percent(self, name: str, value: Decimal, unit: Unit) -> Decimal:
        """A bare number in percent: points, unless all of its table are shares (0.35 is 35 %)."""
        if not self.cells.table.ours and shares_in_percent(self.cells):
            self.cells.log.remarks[_SHARES] = None
            return units.parse(f"{value:f}", units.unit("ratio"))
        return units.parse(f"{value:f}", unit)


_BOUND = re.compile(
    r"\s*(?:(?P<low>>=|≥|=>|>|at least|mindestens|min\.?(?=\s)|more than|über|over)|"
    r"(?P<high><=|≤|=<|<|at most|höchstens|max\.?(?=\s)|less than|unter|under|below|up to)|"
    r"~|ca\.|approx\.?|about|=)\s*(?=[\d$€£.-])",
    re.I,
)
_WAY = re.compile(
    r"(?:from\s+|von\s+)?(?P<start>[$€£]?\s?-?\d[^→>]{0,20}?)\s*(?:->|→|=>|–>|\bto\b|\bauf\b)\s*(?P<end>\D?\s?-?\d.{0,24})",
    re.I,
)
_BETWEEN = re.compile(r"(-?\d[^–—]{0,14}?)\s*(?:-|–|—|to|bis|and|und)\s*(\d.{0,14})", re.I)
_UPPER = re.compile(
    r"\b(?:below|under|at most|less than|max\w*|no more than|unter|höchstens|<|≤)", re.I
)
_NO_UNITS = frozenset({"yes_no", "milestones"})
_NO_KIND = _("This is no kind of key result that is known here. It is kept in words.")
_NO_UNIT = _("This cannot be a unit. Write a word such as “services”, or “ms” or “%”.")
_NO_VALUE = _("This cannot be read as a value in the unit of its row. It is kept in words.")
_SHARES = _("Bare numbers in percent are all below 1 here: they were read as shares, 0.35 as 35 %.")
