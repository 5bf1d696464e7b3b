"""Lines that hold an objective and key results as sentences: `Objective. Key result.`"""

import re

from northing.transfer.markdown.scores import only_score

_STOP = re.compile(r"(?<=[^\s.])[.!]\s+(?=[\"“'‘\[]?[A-Z0-9~<>])")
_SHORT = re.compile(
    r"\b(?i:e\.g|i\.e|etc|vs|dir|sr|jr|approx|incl|no|st|mr|dr|z\.b|bzw|ca|inc|ltd|dept)$|(?:^|"
    r"[\s.])[A-Z]$",
)


def split(text: str) -> list[str]:
    """The sentences of a line; abbreviations do not end one."""
    found: list[str] = []
    start = 0
    for match in _STOP.finditer(text):
        if _SHORT.search(text[start : match.start()][-12:]):
            continue
        found.append(text[start : match.start()].strip())
        start = match.end()
    return [*found, text[start:].strip()]


def clauses(text: str) -> tuple[list[str], str]:
    """The sentences that say something, and the one that is only a result (or nothing)."""
    parts = split(text)
    said = [part for part in parts if not only_score(part)]
    return said or parts, next((part for part in parts[1:] if only_score(part)), "")
