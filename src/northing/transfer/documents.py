"""Any document that may hold a plan: a workbook, delimited text or Markdown, told apart by what it holds."""

from northing.domain.plan import Plan
from northing.transfer import markdown, sheets
from northing.transfer.errors import TransferError
from northing.transfer.sheets import delimited, headers, workbook

SHEETS = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm")
TEXTS = (".md", ".markdown", ".txt")
_HEAD = 20_000


def read(
    data: bytes,
    source_name: str,
    *,
    fiscal_month: int | None = None,
    dates: str = "",
    decimals: str = "",
) -> Plan:
    """The plan in these bytes; `dates` and `decimals` answer what a sheet leaves open.

    Raises TransferError for what is too large, cannot be read, or is a sheet without a plan.
    """
    if is_sheet(data, source_name):
        return sheets.read(
            data, source_name, fiscal_month=fiscal_month, dates=dates, decimals=decimals
        )
    return markdown.read(data, source_name, fiscal_month=fiscal_month)


def is_sheet(data: bytes, source_name: str) -> bool:
    """Whether these bytes are a workbook or delimited text.

    The bytes decide. Of text, a row decides that names columns of a plan: prose and Markdown have none.
    The name only helps where text has no such row, so that what is wrong is said of a sheet.
    """
    if workbook.is_workbook(data):
        return True
    name = source_name.lower()
    if b"\x00" in data[:1000] and name.endswith(SHEETS):
        return True
    try:
        text, _remarks = delimited.text(data[: 2 * _HEAD], source_name)
    except TransferError:
        return name.endswith(SHEETS)
    return name.endswith(SHEETS) or (not _is_markdown(text) and _names_columns(text))


def _is_markdown(text: str) -> bool:
    """Whether a line is a heading, a list item, or part of a table that stands between bars."""
    lines = (line.lstrip() for line in text[:_HEAD].splitlines())
    return any(
        line.startswith(("# ", "## ", "### ", "- ", "* ", "| ", "|-", "---")) for line in lines
    )


def _names_columns(text: str) -> bool:
    head = text[:_HEAD].rsplit("\n", 1)[0] if len(text) > _HEAD else text
    for mark in delimited.DELIMITERS:
        if mark not in head:
            continue
        try:
            found = headers.tables(delimited.read(head, sheets.MOST_ROWS, delimiter=mark))
        except TransferError:
            continue
        if found and sum(c.field != "unknown" for c in found[0].columns) > 1:
            return True
    return False
