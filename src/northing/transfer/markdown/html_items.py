"""List items written in HTML, one or several in a line."""

import re

MOST = 12_000
"""Items that may stand behind another one in their line, in the whole document."""

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[uo]l|li)(?![\w-])[^<>]{0,300}>", re.IGNORECASE)


def split(text: str) -> list[tuple[int, str]]:
    """The items of a line with their indent: 0, and 2 more for each list inside a list."""
    found: list[tuple[int, str]] = []
    level = done = 0
    for tag in [*_TAG.finditer(text), None]:
        words = text[done : tag.start() if tag else len(text)].strip()
        if re.search(r"\w", words):
            found.append((max(level, 0), words))
        if tag is None:
            return found or [(0, text)]
        done = tag.end()
        if found and tag["name"].lower() != "li":
            level += -2 if tag["end"] else 2
    return found
