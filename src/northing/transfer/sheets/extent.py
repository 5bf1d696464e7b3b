"""How far the cells of a sheet reach, said before anything makes room for them.

A reader keeps a sheet as a full grid: one cell in the last row and column would ask for seventeen
thousand million. So the cells are looked through as text first; a cell that is not written the way
spreadsheet programs write them is refused, since nobody can say where it stands.
"""

import re
from dataclasses import dataclass

_VALUE = rb"""(?:"[^"<>&]*"|'[^'<>&]*')"""
_ATTRIBUTES = rb"(?:\s+[\w:.-]+=" + _VALUE + rb")*"
_STRANGE = re.compile(rb"<(?:[\w.-]+:)?(?:c|row)(?=[\s/>])(?!" + _ATTRIBUTES + rb"\s*/?>)")
_FILLED = re.compile(rb"<(?:[\w.-]+:)?c(" + _ATTRIBUTES + rb")\s*>(?!\s*</)")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row" + rb"(?=[\s/>])")
_ROW_NUMBER = re.compile(rb"""<(?:[\w.-]+:)?row\s[^<>]*?\br=["'](\d{1,9})["']""")
_PLACE = re.compile(rb"""\sr=["']([^"']*)["']""")
_ADDRESS = re.compile(rb"([A-Z]{1,3})(\d{1,7})")
_FAILED = re.compile(
    rb"<(?:[\w.-]+:)?c(" + _ATTRIBUTES + rb")\s*>(?:(?!</?(?:[\w.-]+:)?c[\s/>]).)*?"
    rb"<(?:[\w.-]+:)?v>([^<]{1,40})</",
    re.S,
)
_IS_FAILED = re.compile(rb"""\st=["']e["']""")
_STYLE = re.compile(rb"""\ss=["'](\d{1,5})["']""")


@dataclass(frozen=True, slots=True)
class Extent:
    """Rows and columns that hold a value; cells (row, column) shown in percent, and those that failed."""

    rows: int
    columns: int
    percent: frozenset[tuple[int, int]]
    failed: dict[tuple[int, int], str]


class StrangeCellError(ValueError):
    """A cell is written in a way that no spreadsheet program uses."""


def measured(xml: bytes, percent_styles: frozenset[int]) -> Extent:
    """The extent of one sheet's XML. Raises StrangeCellError."""
    if _STRANGE.search(xml):
        raise StrangeCellError
    rows = columns = 0
    percent: set[tuple[int, int]] = set()
    column_of: dict[bytes, int] = {}
    all_placed = True
    for attributes in _FILLED.findall(xml):
        found = _PLACE.search(attributes)
        if found is None:
            all_placed = False
            continue
        row, column = _address(found[1], column_of)
        rows, columns = max(rows, row + 1), max(columns, column + 1)
        style = _STYLE.search(attributes) if percent_styles else None
        if style and int(style[1]) in percent_styles:
            percent.add((row, column))
    if not all_placed:
        rows, columns = _counted(xml, rows, columns)
    return Extent(rows, columns, frozenset(percent), _failed(xml))


def _address(text: bytes, known: dict[bytes, int]) -> tuple[int, int]:
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise StrangeCellError
    letters = found[1]
    if letters not in known:
        number = 0
        for letter in letters:
            number = number * 26 + letter - 64
        known[letters] = number - 1
    return int(found[2]) - 1, known[letters]


def _counted(xml: bytes, rows: int, columns: int) -> tuple[int, int]:
    """At most so far: cells that do not say where they stand stand one behind the other."""
    highest = max((int(n) for n in _ROW_NUMBER.findall(xml)), default=0)
    widest = max((part.count(b"<c") for part in _ROW.split(xml)), default=0)
    return max(rows, highest + len(_ROW.findall(xml))), max(columns, columns + widest)


def _failed(xml: bytes) -> dict[tuple[int, int], str]:
    if not re.search(rb"""\st=["']e["']""", xml):
        return {}
    found = {}
    for attributes, value in _FAILED.findall(xml):
        place = _PLACE.search(attributes)
        if place and _IS_FAILED.search(attributes):
            found[_address(place[1], {})] = value.decode("utf-8", "replace")
    return found


_NUMBER_FORMAT = re.compile(r"<(?:[\w.-]+:)?numFmt\s([^<>]*)>")
_CODE = re.compile(r'\bformatCode="([^"]*)"')
_FORMATS = re.compile(r"<(?:[\w.-]+:)?cellXfs\b")
_NO_FORMATS = re.compile(r"</(?:[\w.-]+:)?cellXfs>")
_FORMAT = re.compile(r"<(?:[\w.-]+:)?xf\s([^<>]*)>")
_ID = re.compile(r'\bnumFmtId="(\d{1,6})"')
_BUILT_IN = frozenset({"9", "10"})


def percent_styles(xml: bytes) -> frozenset[int]:
    """The styles of a workbook (places in its list) that show a number in percent."""
    text = xml.decode("utf-8", "replace")
    ids = set(_BUILT_IN)
    for attributes in _NUMBER_FORMAT.findall(text):
        number, code = _ID.search(attributes), _CODE.search(attributes)
        if number and code and "%" in code[1]:
            ids.add(number[1])
    formats = _FORMATS.search(text)
    end = _NO_FORMATS.search(text, formats.end()) if formats else None
    listed = _FORMAT.findall(text, formats.end(), end.start()) if formats and end else []
    named = [(n, _ID.search(attributes)) for n, attributes in enumerate(listed)]
    return frozenset(n for n, match in named if match and match[1] in ids)
