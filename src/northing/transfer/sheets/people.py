"""Owners of a cell: names, handles, e-mail addresses."""

import re

from northing.domain import notation
from northing.transfer.markdown.people import read_people

# Each word and each gap is looked at from its beginning alone: a long one else takes its length squared.
_ADDRESS = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_NAMED = re.compile(r"(?:(?<!\s)\s+)?<[^<>]*>")


def owners(text: str) -> tuple[str, ...]:
    """Whoever a cell names, each once, the accountable one first; addresses stay whole."""
    if text.strip().startswith('"') and text.strip().endswith('"'):
        return (notation.unquoted(text),)
    found = _ADDRESS.findall(text)
    if found and not _ADDRESS.sub("", _NAMED.sub("", text)).strip(" ,;/&<>\n"):
        return tuple(dict.fromkeys(found))
    bare = _ADDRESS.sub("", _NAMED.sub(" ", text)) if found else text
    return read_people(bare.replace("\n", ";").strip(" ,;()"))
