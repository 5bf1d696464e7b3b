"""Spreadsheets (CSV and XLSX) in all their layouts, into a domain plan.

Which file it is says its content, not its name. Columns are known by the names people give them; what
cannot be read is handed back with its sheet and cell, and what can be read in two ways is asked.
"""

from collections.abc import Iterable, Sequence

from northing.domain.plan import Plan, PlanQuestion
from northing.kit.text import Text
from northing.kit.text import text as _
from northing.transfer.errors import TransferError
from northing.transfer.markdown.period import read_period
from northing.transfer.sheets import (
    days,
    delimited,
    headers,
    nodes,
    numbers,
    pairs,
    trees,
    workbook,
)
from northing.transfer.sheets import vocabulary as words
from northing.transfer.sheets.book import Book, Sheet, shown
from northing.transfer.sheets.cells import Cells, Log
from northing.transfer.sheets.drafts import Drafts
from northing.transfer.sheets.headers import Table
from northing.transfer.sheets.pairs import Around
from northing.transfer.sheets.vocabulary import plain

__all__ = ["LARGEST", "MOST_ROWS", "read"]

LARGEST = 10 * 1024 * 1024
"""Bytes of one file."""

MOST_ROWS = 12_000
"""Rows of one sheet: five thousand key results with their objectives, headers and gaps."""


def read(
    data: bytes,
    source_name: str,
    *,
    fiscal_month: int | None = None,
    dates: str = "",
    decimals: str = "",
    most_rows: int = MOST_ROWS,
    largest: int = LARGEST,
) -> Plan:
    """The plan in a workbook or in delimited text.

    `dates` (`dmy`, `mdy`) and `decimals` (`comma`, `point`) answer what the file leaves open; without
    them values that can be read in two ways stay empty, and `questions` of the plan asks. Raises
    TransferError for what is too large, cannot be read, or has no column of objectives or key results.
    """
    if len(data) > largest:
        raise TransferError(
            source_name,
            _("The file has {size} MB; at most {most} MB are read.",
              size=-(-len(data) // 2**20), most=largest // 2**20),
            _("Split it into several files, for instance one per team."),
        )  # fmt: skip
    book, remarks = _book(data, source_name, most_rows)
    log = Log(dates=dates, decimals=decimals)
    log.remarks.update(dict.fromkeys(remarks))
    return _plan(book, source_name, log, fiscal_month)


def _book(data: bytes, source_name: str, most_rows: int) -> tuple[Book, tuple[Text, ...]]:
    if workbook.is_workbook(data):
        return workbook.read(data, source_name, most_rows), ()
    text, remarks = delimited.text(data, source_name)
    try:
        return Book((delimited.read(text, most_rows),)), remarks
    except TransferError as error:
        place = f"{source_name}:{error.place}" if error.place else source_name
        raise TransferError(place, error.message, error.remedy) from None


def _plan(book: Book, source_name: str, log: Log, month: int | None) -> Plan:
    found = [(sheet, headers.tables(sheet)) for sheet in book.sheets]
    used = _with_plans(found)
    if not used:
        raise _no_plan(book, source_name)
    ours = any(table.ours for _sheet, tables in used for table in tables)
    file_period = None if ours else read_period(source_name.rpartition("/")[2], month)
    drafts = Drafts(log)
    columns = set()
    for sheet, tables in used:
        around = _around(sheet, tables, month)
        log.frame(sheet, range(tables[0].header))
        for table in tables:
            columns |= {c.field for c in table.columns}
            _read_table(sheet, table, drafts, log, around)
    names = {sheet.name for sheet, _tables in used}
    _left_out(book, [sheet for sheet, _tables in found if sheet.name not in names], log)
    objectives = drafts.freeze(source_name, ours=ours)
    return Plan(
        source_name=source_name,
        objectives=tuple(o for o in objectives if o.title or o.key_results),
        context=tuple(log.context),
        unread=tuple(log.unread),
        period=file_period,
        remarks=tuple(log.remarks),
        questions=tuple(_questions(log)),
        explicit=ours or bool(columns & {"team", "period"}),
    )


def _with_plans(found: Sequence[tuple[Sheet, list[Table]]]) -> list[tuple[Sheet, list[Table]]]:
    """The sheets that hold plans; a list of names and owners alone counts only where nothing else does."""
    used = [(sheet, tables) for sheet, tables in found if tables and not _is_history(tables)]
    sure = [
        (sheet, tables)
        for sheet, tables in used
        if not all(nodes.is_loose(sheet, table) for table in tables)
    ]
    return sure or used


def _read_table(sheet: Sheet, table: Table, drafts: Drafts, log: Log, around: Around) -> None:
    log.frame(sheet, (table.header, *table.repeated))
    cells = Cells(sheet, table, log)
    layout = trees if not table.ours and nodes.is_tree(sheet, table) else pairs
    layout.read(cells, drafts, around)


def _is_history(tables: Sequence[Table]) -> bool:
    """The check-ins that our own workbook carries beside its key results: they are not read back."""
    names = {c.header for table in tables for c in table.columns}
    return {"Key", "Day", "Value", "Recorded"} <= names


def _around(sheet: Sheet, tables: Sequence[Table], month: int | None) -> Around:
    """What the name of a sheet and the rows above its first header say of all of its rows."""
    if tables[0].ours:
        return Around(month=month)
    found = Around(month=month)
    for row in range(tables[0].header):
        texts = [shown(cell) for cell in sheet.rows[row] if cell is not None]
        field = words.FIELDS.get(plain(texts[0])) if len(texts) == 2 else None
        if field == "team":
            found.team = (texts[1],)
        text = texts[1] if field == "period" else " ".join(texts)[:120]
        found.period = found.period or (read_period(text, month) if text else None)
    named = read_period(sheet.name, month) if sheet.name else None
    found.period = named or found.period
    rest = sheet.name.replace(named.text, "") if named else sheet.name
    rest = rest.strip(" -–_/|()")
    if not sheet.is_only and rest and not words.PLAIN_SHEETS.fullmatch(rest) and not found.team:
        found.team = (rest,)
    return found


def _left_out(book: Book, sheets: Iterable[Sheet], log: Log) -> None:
    names = [sheet.name for sheet in sheets if sheet.rows]
    if names:
        log.remarks[_("Sheets without objectives and key results were left out: {names}.",
                      names=", ".join(names))] = None  # fmt: skip
    if book.hidden:
        log.remarks[_("Hidden sheets were left out: {names}.", names=", ".join(book.hidden))] = None


def _no_plan(book: Book, source_name: str) -> TransferError:
    names = ", ".join(sheet.name for sheet in book.sheets if sheet.name)
    return TransferError(
        f"{source_name}: {names[:200]}" if names else source_name,
        _("No row of it names a column of objectives or key results."),
        _("Give the columns names in one row, such as Objective, Key result, Baseline, Target, Owner."),
    )  # fmt: skip


def _questions(log: Log) -> Iterable[PlanQuestion]:
    if log.open_days:
        text = log.open_days[0]
        first, second = (str(days.read(text, order)) for order in ("dmy", "mdy"))
        yield PlanQuestion(
            "dates",
            _("{example} may be {first} or {second}: which comes first?",
              example=text[:40], first=first, second=second),
            (("dmy", _("the day: {value}", value=first)),
             ("mdy", _("the month: {value}", value=second))),
            log.dates,
        )  # fmt: skip
    if log.open_numbers:
        text = log.open_numbers[0][:40]
        first, second = (numbers.plain(text, mark) for mark in ("comma", "point"))
        yield PlanQuestion(
            "decimals",
            _("{example} may be {first} or {second}: which is the decimal sign?",
              example=text, first=first, second=second),
            (("comma", _("the comma: {value}", value=first)),
             ("point", _("the point: {value}", value=second))),
            log.decimals,
        )  # fmt: skip
