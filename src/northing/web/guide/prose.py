"""The running text of manuals as HTML: paragraphs, emphasis and code are all that they use."""

import re

from django.utils.safestring import SafeString

from northing.web.base.markup import escaped, filled, finished

_MARKED = re.compile(r"\*(?P<em>[^*\n]+)\*|`(?P<code>[^`\n]+)`")


def paragraphs(text: str) -> tuple[SafeString, ...]:
    """Each paragraph of a text, its lines joined, everything escaped that is no emphasis and no code."""
    found = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return tuple(_line(part) for part in found if part)


def _line(text: str) -> SafeString:
    pieces, at = [], 0
    for mark in _MARKED.finditer(text):
        name = str(mark.lastgroup)
        pieces += [escaped(text[at : mark.start()]), filled(f"<{name}>{{}}</{name}>", mark[name])]
        at = mark.end()
    return finished("".join([*pieces, escaped(text[at:])]))
