"""Plans in Markdown, in all its variety, into a domain plan.

Nothing here knows one organization's documents: levels, markers, lists, tables, scores, owners
and periods are read by general rules, and what cannot be placed is handed back unread.
"""

from northing.domain.plan import Plan, PlanPeriod, SourceLine, Unread
from northing.kit.text import Text
from northing.kit.text import text as _
from northing.transfer.markdown import blocks, drafts, own, shapes, tree
from northing.transfer.markdown.blocks import Document
from northing.transfer.markdown.decode import LONGEST_LINE, check_size, lines_of, text_of
from northing.transfer.markdown.period import read_period, read_range
from northing.transfer.markdown.places import Place
from northing.transfer.markdown.reader import read_children, read_root
from northing.transfer.markdown.reading import Reading

__all__ = ["read"]


def read(data: bytes, source_name: str, *, fiscal_month: int | None = None) -> Plan:
    """The plan in a Markdown document; no objectives if it holds none.

    `source_name`: the file's name, which may carry the period and is part of each item's
    `origin_ref`. `fiscal_month` (1-12) is needed to date fiscal periods. Raises TransferError
    for what is too large or no text. Takes time linear in the size of the document.
    """
    check_size(data, source_name)
    text, remarks = text_of(data, source_name)
    if own.is_own(text):
        return own.read(text, source_name)
    lines = lines_of(text, source_name)
    document = blocks.split(lines)
    period = _period(document, source_name, fiscal_month)
    root, habits = tree.grow(document)
    reading = Reading(
        shapes.survey(root, document, habits, source_name), lines, read_children, fiscal_month
    )
    read_root(root, reading, Place(period=period))
    found = [draft for draft in reading.drafts if draft.title or draft.results]
    objectives = drafts.freeze(found, source_name)
    used = {line for draft in found for line in draft.lines}
    used |= {line for draft in found for result in draft.results for line in result.lines}
    context = reading.context - used
    unread = {line for block in document.blocks if block.kind == "unread" for line in block.lines}
    rest = [
        number
        for number, line in enumerate(lines, 1)
        if line.strip() and number not in used and number not in context
    ]
    return Plan(
        source_name=source_name,
        objectives=objectives,
        context=tuple(SourceLine(line, lines[line - 1]) for line in sorted(context)),
        unread=tuple(
            Unread(line, lines[line - 1][:300], _why(lines[line - 1], broken=line in unread))
            for line in rest
        ),
        period=period,
        remarks=remarks,
    )


def _why(line: str, *, broken: bool) -> Text:
    if len(line) > LONGEST_LINE:
        return _TOO_LONG
    return _BROKEN if broken else _UNKNOWN


_TOO_LONG = _("This line is too long to be part of a plan.")
_BROKEN = _("This table is not closed, too large, or holds another table.")
_UNKNOWN = _("It is not clear what this line belongs to.")


def _period(document: Document, source_name: str, fiscal_month: int | None) -> PlanPeriod | None:
    """From the front matter, the first headings, the file name or a sentence with two dates."""
    titles = [value for key, value in document.meta.items() if key in _META]
    titles += [block.text for block in document.blocks[:40] if block.kind == "heading"][:2]
    said = next((block for block in document.blocks if block.kind != "context"), None)
    if said and said.kind == "paragraph" and len(said.text) <= 100 and said.text[-1:] != ".":
        titles.append(said.text)
    titles.append(source_name.rpartition("/")[2])
    found = [period for text in titles if (period := read_period(text[:200], fiscal_month))]
    period = next((one for one in found if one.start), found[0] if found else None)
    if period is None or period.start is None:
        for block in document.blocks[:40]:
            dates = read_range(block.text[:400]) if block.kind == "paragraph" else None
            if dates:
                return PlanPeriod(period.text if period else block.text[:80], *dates)
    return period


_META = ("period", "quarter", "cycle", "quartal", "zeitraum", "title", "date", "sidebar_label")
