"""Status marks: a mark is a shape as well as a colour."""

TONES = {
    "off track": "off",
    "missed": "off",
    "broken": "off",
    "at risk": "risk",
    "on track": "on",
    "achieved": "on",
    "kept": "on",
}
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
    return TONES.get(word, word if word in SHAPES else "none")


def mark(status: str) -> str:
    """The 12 px shape of a status, without its word: the word stands beside it or is read aloud."""
    return MARKS[tone(status)]
