"""Words that stand in one private place each, and who may read them. Nobody else is told one, in no answer.

The house plants them (house.py); every cell of the matrix is searched for those its person may not read.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from tests.rights.who import INSIDE, NEAR

WORDS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        ("WOMBAT", "PANGOLIN", "QUOKKA", "NUMBATS", "BILBY", "OLINGO", "POTOROO"), NEAR
    ),
    **dict.fromkeys(("BANDICOOT", "CASSOWARY", "ECHIDNA", "NUMBFISH"), NEAR),
    "LORIKEET": NEAR - {"author"},
    "KAKAPO": NEAR - {"author"},
    **dict.fromkeys(("TUATARA", "GALAH", "DUGONG", "KOWARI"), frozenset({"member"})),
    "dingo@": frozenset({"admin"}),
    "WALLABY": frozenset({"admin", "member"}),
    **dict.fromkeys(("QUOLL", "BETTONG", "skink", "taipan"), frozenset({"lead"})),
    "MONOTREME": frozenset({"admin"}),
    "PLATYPUS": frozenset({"outsider"}),
    "eggs.md": frozenset({"outsider"}),
}
"""What was drafted, taken back, given up; a draft's first words; what is left of a personal objective;
addresses, tokens, documents that wait; why a job failed; what belongs to another firm; secrets."""

SECRET = re.compile(rb"\b(?:nth|nin)_[\w-]{20,}")
"""A token's, or that of an invitation's link: shown once, to whoever makes it."""

FOUND_BY_LOOKING = frozenset(WORDS) - {"eggs.md", "PLATYPUS"}
"""Those that whoever may read them finds by looking about, without writing."""


def told(role: str, body: bytes) -> Iterator[str]:
    """The words in an answer that this person may not read; outside it is every word."""
    text = unpacked(body) if body[:2] == b"PK" else body
    for word, allowed in WORDS.items():
        if word.encode() in text and role not in allowed:
            yield word
    if role not in INSIDE and SECRET.search(text):
        yield "a secret"


def unpacked(body: bytes) -> bytes:
    """The parts of a spreadsheet, as text."""
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())
