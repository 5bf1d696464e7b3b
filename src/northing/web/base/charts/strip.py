"""Status marks, strips of marks, and the spread by team. A mark is a shape as well as a colour."""

from collections.abc import Sequence

from northing.web.base.charts.shapes import SpreadRow
from northing.web.base.charts.svg import escape

# Worst first: the order of every strip.
TONES = {
    "off track": "off",
    "missed": "off",
    "broken": "off",
    "at risk": "risk",
    "on track": "on",
    "achieved": "on",
    "kept": "on",
}
ORDER = ("off", "risk", "on", "none")

SHAPES = {
    "on": '<circle cx="6" cy="6" r="5.5" fill="currentColor"/>',
    "risk": '<circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    '<path d="M6 1.25a4.75 4.75 0 0 0 0 9.5z" fill="currentColor"/>',
    "off": '<circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "none": '<circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" stroke-width="1.5"'
    ' stroke-dasharray="1.6 2.13"/>',
}
MARKS = {
    tone: f'<svg class="mark tone-{tone}" viewBox="0 0 12 12" aria-hidden="true" focusable="false">'
    f"{shape}</svg>"
    for tone, shape in SHAPES.items()
}


def tone(status: str) -> str:
    """The tone of a status: `on`, `risk`, `off`, or `none` (too early, no data, paused, stale).

    Codes with underscores and tones themselves are understood too.
    """
    word = str(status).replace("_", " ").replace("-", " ").lower()
    return TONES.get(word, word if word in ORDER else "none")


def mark(status: str) -> str:
    """The 12 px shape of a status, without its word: the word stands beside it or is read aloud."""
    return MARKS[tone(status)]


def strip(statuses: Sequence[str], label: str) -> str:
    """One mark per key result, worst first, named by `label` ("2 off track, 5 on track")."""
    tones = sorted((tone(status) for status in statuses), key=ORDER.index)
    marks = "".join(MARKS[one] for one in tones)
    return f'<span class="strip" role="img" aria-label="{escape(label)}">{marks}</span>'


def spread(rows: Sequence[SpreadRow], heads: Sequence[str]) -> str:
    """The spread by team: behind left of the axis, on track right of it, no data apart.

    `heads` are the column heads in order: team, behind, on track, no data, and the note's.
    """
    team, behind, on_track, no_data, note = (escape(head) for head in heads)
    body = "".join(_spread_row(row) for row in rows)
    return (
        f'<table class="spread"><thead><tr><th scope="col">{team}</th>'
        f'<th scope="col" class="behind">{behind}</th><th scope="col" class="ahead">{on_track}</th>'
        f'<th scope="col" class="apart">{no_data}</th>'
        f'<th scope="col" class="note">{note}</th></tr></thead><tbody>{body}</tbody></table>'
    )


def _spread_row(row: SpreadRow) -> str:
    tones = [tone(status) for status in row.statuses]
    name = escape(row.name)
    if row.url:
        name = f'<a href="{escape(row.url)}">{name}</a>'
    cells = "".join(
        f'<td class="{css}">{_counted(tones, wanted)}</td>'
        for css, wanted in (("behind", ("off", "risk")), ("ahead", ("on",)), ("apart", ("none",)))
    )
    return f'<tr><th scope="row">{name}</th>{cells}<td class="note">{escape(row.note)}</td></tr>'


def _counted(tones: Sequence[str], wanted: Sequence[str]) -> str:
    shown = [one for one in wanted for _ in range(tones.count(one))]
    return "".join(MARKS[one] for one in shown) + f'<span class="sr">{len(shown)}</span>'
