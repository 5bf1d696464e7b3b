"""Wiki tables: `{|`, `|-`, `! Header !! Header`, `| cell || cell`, `|+ caption`, `|}`."""

from dataclasses import dataclass, field

from northing.transfer.markdown.grid import Cell, Row, laid_out, reach


@dataclass(slots=True)
class Pasted:
    """A table whose own marks say where it ends. `after`: the place of the line behind it.
    `closed`: whether it does end; otherwise it has no rows."""

    after: int
    lines: list[int]
    rows: list[Row] = field(default_factory=list)
    caption: str = ""
    caption_lines: list[int] = field(default_factory=list)
    closed: bool = True


def read(lines: list[str], at: int) -> Pasted | None:
    """The table that begins at this place; None if none does."""
    if not lines[at].lstrip().startswith("{|"):
        return None
    table = Pasted(at, [])
    rows: list[tuple[list[int], list[Cell]]] = []
    begun = False
    while table.after < len(lines):
        line = lines[table.after].strip()
        table.after += 1
        if not line:
            continue
        table.lines.append(table.after)
        if line.startswith("|}"):
            break
        if line.startswith("|-"):
            begun = False
        elif line.startswith("|+"):
            table.caption, table.caption_lines = _cell(line[2:]).text, [table.after]
        elif line[0] in "|!":
            if not begun:
                rows.append(([], []))
                begun = True
            rows[-1][0].append(table.after)
            mark = "!!" if line[0] == "!" and "!!" in line else "||"
            rows[-1][1].extend(_cell(cell) for cell in line[1:].split(mark))
        elif begun and not line.startswith("{"):
            rows[-1][0].append(table.after)
            goes_on, *more = line.split("||")
            rows[-1][1][-1].text += "<br>" + goes_on.strip()
            rows[-1][1].extend(_cell(cell) for cell in more)
    table.rows = laid_out(rows)
    return table


def _cell(text: str) -> Cell:
    """A cell without its attributes; wiki bold becomes bold."""
    text = text.replace("'''", "**")
    attributes, bar, words = text.partition("|")
    if not bar or "=" not in attributes:
        return Cell(text.strip())
    return Cell(words.strip(), reach(attributes, "rowspan"), reach(attributes, "colspan"))
