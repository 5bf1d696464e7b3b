"""The cells of one table, read by what all values of their columns have in common; what cannot be read is noted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from northing.domain.plan import SourceLine, Unread
from northing.kit.text import Text
from northing.kit.text import text as _
from northing.transfer.sheets import days, numbers
from northing.transfer.sheets import vocabulary as words
from northing.transfer.sheets.book import Broken, Cell, Share, Sheet, shown, unneutralised
from northing.transfer.sheets.columns import Column
from northing.transfer.sheets.headers import Table

DAYS = frozenset({"due", "start", "current_on"})
NUMBERS = frozenset({
    "baseline", "target", "first_target", "current", "low", "high", "score", "weight", "confidence",
})  # fmt: skip
LONGEST_UNREAD = 300


@dataclass(slots=True)
class Log:
    """What becomes of a file beside its plan: frame, what was not understood, what is open."""

    dates: str = ""
    decimals: str = ""
    """How a person answered what is open."""
    unread: list[Unread] = field(default_factory=list)
    context: list[SourceLine] = field(default_factory=list)
    remarks: dict[Text, None] = field(default_factory=dict)
    open_days: list[str] = field(default_factory=list)
    open_numbers: list[str] = field(default_factory=list)
    """One example of each column in which a value can be read in two ways."""

    def frame(self, sheet: Sheet, rows: Iterable[int]) -> None:
        """These rows are titles, headers and sums."""
        for n in rows:
            text = source(sheet, n)
            if text:
                self.context.append(SourceLine(n + 1, text))


def source(sheet: Sheet, row: int) -> str:
    """A row as one line, as it stands there."""
    seen = (" ".join(shown(cell).split()) for cell in sheet.rows[row] if cell is not None)
    return " · ".join(seen)[:LONGEST_UNREAD]


class Cells:
    """Reads the cells of one table; days and numbers column by column."""

    def __init__(self, sheet: Sheet, table: Table, log: Log) -> None:
        self.sheet, self.table, self.log = sheet, table, log
        self._orders: dict[int, str] = {}
        self._marks: dict[int, str] = {}
        self._scales: dict[int, Decimal | None] = {}
        self.shares: bool | None = None
        for column in table.columns:
            if column.field in DAYS and not table.ours:
                self._orders[column.at] = self._order(column)
            elif column.field in NUMBERS:
                self._marks[column.at] = "point" if table.ours else self._mark(column)

    # ── one cell ────────────────────────────────────────────────────────────

    def get(self, row: int, column: Column | None) -> Cell | None:
        """The value in a cell; None for an empty one and for what only says that there is nothing."""
        if column is None or column.at >= len(self.sheet.rows[row]):
            return None
        cell = self.sheet.rows[row][column.at]
        if isinstance(cell, Broken):
            self.unread(row, column, _BROKEN)
            return None
        if isinstance(cell, str) and not self.table.ours:
            # In our own books nothing is neutralised; a CSV that was saved as a book still is.
            cell = unneutralised(cell) if self.sheet.name else cell
            return None if cell.lower() in words.NOTHING else cell
        return cell

    def text(self, row: int, column: Column | None) -> str:
        """The words in a cell; nothing for an empty one."""
        return shown(self.get(row, column))

    def day(self, row: int, column: Column | None, *, last: bool = True) -> date | None:
        """The day in a cell. What is open is left out (it is noted once for its column), what is none is noted."""
        cell = self.get(row, column)
        if cell is None or column is None:
            return None
        if isinstance(cell, date):
            return cell
        try:
            found = days.read(shown(cell), self._orders.get(column.at, ""), last=last)
        except days.OpenDayError:
            return None
        if found is None:
            self.unread(row, column, _NO_DAY)
        return found

    def written(self, row: int, column: Column | None) -> str | Decimal | bool | None:
        """A value with its number in plain digits: text, or a number where the sheet holds one.

        Raises numbers.OpenNumberError where only a person can tell the decimal sign.
        """
        cell = self.get(row, column)
        if column is None or cell is None or isinstance(cell, bool | Decimal):
            return cell if isinstance(cell, bool | Decimal) else None
        return numbers.plain(shown(cell), self._marks.get(column.at, ""))

    def number(self, row: int, column: Column | None) -> Decimal | None:
        """A bare number or a share (`50 %` is 0.5); what is none is noted."""
        try:
            found = self.written(row, column)
        except numbers.OpenNumberError:
            return None
        if found is None or isinstance(found, Decimal):
            return found
        text = str(found).strip()
        number = _decimal(text.removesuffix("%").strip())
        if number is None:
            if column is not None:
                self.unread(row, column, _NO_NUMBER)
            return None
        return Share(number / 100) if text.endswith("%") else number

    def unread(self, row: int, column: Column, why: Text) -> None:
        """Note a cell that could not be read."""
        cell = self.sheet.rows[row][column.at]
        text = f"{column.header}: {shown(cell)}"[:LONGEST_UNREAD]
        place = self.sheet.place(row, column.at)
        self.log.unread.append(Unread(row + 1, text, why, place))

    # ── whole columns ───────────────────────────────────────────────────────

    def values(self, column: Column) -> list[tuple[int, Cell]]:
        """Rows and values of one column, without the empty ones."""
        rows = self.sheet.rows
        found = ((n, rows[n][column.at]) for n in self.table.rows if column.at < len(rows[n]))
        return [(n, cell) for n, cell in found if cell is not None]

    def scale(self, column: Column) -> Decimal | None:
        """What a bare number of a progress column counts: 1 for shares, 0.01 for percent; None where nobody can say."""
        if column.at not in self._scales:
            self._scales[column.at] = self._scale(column)
        return self._scales[column.at]

    def _scale(self, column: Column) -> Decimal | None:
        if column.unit == "%":
            return self._percent(column)
        found = [abs(n) for _row, n in self.bare(column)]
        if not found or max(found) <= 1:
            return Decimal(1)
        if max(found) <= 10 and "progress" not in column.header.lower():
            return None
        has_target = any(c.field == "target" for c in self.table.columns)
        has_current = any(c.field == "current" for c in self.table.columns)
        return None if has_target and not has_current else Decimal("0.01")

    def _percent(self, column: Column) -> Decimal:
        """A column in percent may still hold shares: numbers that never pass 1, and one that is no whole number."""
        found = [n for _row, n in self.bare(column)]
        shares = bool(found) and max(map(abs, found)) <= 1 and any(n % 1 for n in found)
        return Decimal(1) if shares else Decimal("0.01")

    def bare(self, column: Column) -> list[tuple[int, Decimal]]:
        """Rows and numbers of one column, of those that stand there without a unit."""
        found = []
        for n, cell in self.values(column):
            if isinstance(cell, Decimal) and not isinstance(cell, Share):
                found.append((n, cell))
            elif isinstance(cell, str):
                try:
                    number = _decimal(numbers.plain(cell, self._marks.get(column.at, "")))
                except numbers.OpenNumberError:
                    continue
                found += [(n, number)] if number is not None else []
        return found

    def _order(self, column: Column) -> str:
        texts = [(n, c) for n, c in self.values(column) if isinstance(c, str)]
        told = column.order or days.order_of(c for _n, c in texts)
        if told:
            return told
        open_ = [(n, c) for n, c in texts if days.is_open(c)]
        if not open_:
            return ""
        self.log.open_days.append(open_[0][1])
        if not self.log.dates:
            self._left_open(column, open_, _OPEN_DAY)
        return self.log.dates

    def _mark(self, column: Column) -> str:
        texts = [(n, c) for n, c in self.values(column) if isinstance(c, str)]
        told = numbers.mark_of(c for _n, c in texts)
        if told:
            return told
        open_ = [(n, c) for n, c in texts if numbers.is_open(c)]
        if not open_:
            return ""
        self.log.open_numbers.append(open_[0][1])
        if not self.log.decimals:
            self._left_open(column, open_, _OPEN_NUMBER)
        return self.log.decimals

    def _left_open(self, column: Column, open_: list[tuple[int, str]], why: Text) -> None:
        row, text = open_[0]
        more = len(open_) - 1
        also = f" (+{more})" if more else ""
        place = self.sheet.place(row, column.at)
        self.log.unread.append(Unread(row + 1, f"{column.header}: {text[:100]}{also}", why, place))


def _decimal(text: str) -> Decimal | None:
    """A number in plain digits; None for anything else."""
    return Decimal(text.replace("−", "-")) if _PLAIN.fullmatch(text) else None


_PLAIN = re.compile(r"[+\-−]?\d{1,30}(?:\.\d{1,30})?", re.A)
_BROKEN = _("The formula of this cell failed. Mend it, or write the value itself.")
_NO_DAY = _("This is no day. Write it as 2026-03-31, or format the cell as a date.")
_NO_NUMBER = _("This is no number. Write digits alone, or digits and a percent sign.")
_OPEN_DAY = _("Day and month may stand in either order: left empty until you choose.")
_OPEN_NUMBER = _("The mark may be a decimal sign or group thousands: left empty until you choose.")
