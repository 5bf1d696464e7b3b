"""Who: `@handle`, `[handle]`, `(Name)`, `Owner: Name`, lists of them; and team tags."""

import re
from collections.abc import Collection

from northing.transfer.markdown import words

_HANDLE = re.compile(r"(?<![\w/@])@([A-Za-z0-9](?:[\w.-]{0,60}\w)?)")
# A gap is looked at from its beginning alone, and no two parts can share it: what else could be read in
# many ways takes the square or the cube of a line's length.
_GAP = r"(?:(?<!\s)\s+)?"
_TRAILING = re.compile(
    rf"{_GAP}(?:[-–—:|,]\s*)?(?:[(\[]\s*)?(?P<who>(?<![\w.])@[\w.-]+"
    r"(?:\s*(?:(?:,|/|\+|&|and|und|;)\s*)?@[\w.-]+)*)(?:\s*[)\]])?[.\s]*$"
)
_LEADING = re.compile(
    r"^[\[(]?(?P<who>@[\w.-]+(?:\s*[,/+&]\s*@[\w.-]+)*)[\])]?\s*[:\-–—]?\s+(?=\S)"
)
_BRACKETED = re.compile(
    r"^\[(?P<who>[a-z][\w.-]{1,30}(?:\s?[,/+&]\s?[a-z][\w.-]{1,30})*)\]\s*:?\s+(?=\S)"
)
_NAMED = re.compile(
    rf"{_GAP}[(\[]\s?(?:owners?|leads?|dri|responsible|verantwortlich)\s?:\s*(?P<who>[^()\[\]]{{2,80}})[)\]]\s*$",
    re.I,
)
_LABELLED = re.compile(
    r"[\s.;,|(–-]{1,5}(?:owners?|owned by|leads?|dri|responsible|assignee|verantwortlich)\s?:\s*"
    r"(?P<who>[^:;()]{2,80}?)[).]?\s*$",
    re.I,
)
_NAME = r"[A-ZÄÖÜ][a-zäöüß]+(?:[ -][A-ZÄÖÜ][a-zäöüß.]*){0,2}"
_IN_BRACKETS = re.compile(
    rf"{_GAP}\((?P<who>{_NAME}(?:\s?(?:,|/|\+|&|and|und)\s?{_NAME}){{0,4}})\)\s*$"
)
_BEHIND_DASH = re.compile(
    rf"(?<!\s)\s+[–—-]\s+(?P<who>{_NAME}(?:\s?(?:,|/|\+|&|and|und)\s?{_NAME}){{0,4}})\s*$"
)
_SCORE_AT_END = re.compile(
    rf"(?:(?<!\s)\s+[–—:=-]+>?\s+|{_GAP}[(\[])[\d.,]{{1,5}}(?:\s?%|/\d+)?[)\]]?\s*$"
)
_TAGS = re.compile(rf"(?:{_GAP}\[[A-ZÄÖÜ][\w&/ -]{{1,24}}\]){{1,8}}\s*$")
_SLOT_BEFORE = re.compile(r"\b(?:to|from|of|by|in|at|for|than|auf|von|um)$", re.I)
_TAG = re.compile(r"\[([^\[\]]+)\]")
_BETWEEN = re.compile(rf"{_GAP}(?:,|/|\+|&|;|\band\b|\bund\b)\s*|\s{{2,}}")


AT_END = 1_000
"""Signs at the end of a line in which its owners stand."""


def split_owners(
    text: str, *, names: bool, known: Collection[str] = ()
) -> tuple[str, tuple[str, ...]]:
    """The text without its owners, and them. `names`: `(Kim)` at the end is a person here;
    `known`: names in lower case that are persons wherever they stand at the end."""
    for pattern in (*_PATTERNS, _IN_BRACKETS, _BEHIND_DASH):
        match = pattern.search(text, 0 if pattern in _FROM_START else max(0, len(text) - AT_END))
        rest = (text[: match.start()] + text[match.end() :]).strip() if match else ""
        if not match or not re.search(r"\w{2}", rest):
            continue
        people = read_people(match["who"])
        if pattern in _PATTERNS or names or all(one.lower() in known for one in people):
            return rest, people
    return text, ()


def people_in_tag(tag: str, *, names: bool, known: Collection[str]) -> tuple[str, ...]:
    """Who is named in the brackets of `KR 2 (Kim):`; nobody if it is no person."""
    if not _IN_BRACKETS.fullmatch(f"({tag})"):
        return ()
    people = read_people(tag)
    return people if names or all(one.lower() in known for one in people) else ()


_FROM_START = (_LEADING, _BRACKETED)
_PATTERNS = (_NAMED, _LABELLED, _TRAILING, _LEADING, _BRACKETED)


def persons(text: str) -> set[str]:
    """Who is named as a person in a line, by `@kim` or `Owner: Kim`, in lower case."""
    found = set(_HANDLE.findall(text)) if "@" in text else set()
    head, colon, rest = text.partition(":")
    if colon and len(head) < 40 and words.LABELS["owner"].match(head.strip(" *_-")):
        found.update(read_people(rest[:200]))
    elif "(" in text or "wner" in text:
        match = _NAMED.search(text) or _LABELLED.search(text)
        found.update(read_people(match["who"]) if match else ())
    return {name.lower() for name in found}


def split_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without `[TEAM][OTHER]` at its end, and those teams."""
    match = _TAGS.search(text)
    before = text[: match.start()].rstrip() if match else ""
    if not match or not re.search(r"\w", before) or _SLOT_BEFORE.search(before):
        return text, ()
    return text[: match.start()], tuple(_TAG.findall(match[0]))


def read_people(text: str) -> tuple[str, ...]:
    """Names and handles of one cell or label, without the `@`, each once."""
    handles = _HANDLE.findall(text)
    found = handles or [
        part.strip(" .:*_~[]()") for part in _BETWEEN.split(text.replace("@", " ").strip())
    ]
    return tuple(dict.fromkeys(name for name in found if re.search(r"\w", name)))


def names_somebody(text: str) -> bool:
    """Whether a line ends like `… (Kim)` or `… — Kim`; where many do, it is the owner."""
    tagged = words.RESULT.match(text[:120])
    if tagged and tagged["tag"] and _IN_BRACKETS.fullmatch(f"({tagged['tag']})"):
        return True
    text = _SCORE_AT_END.sub("", text)
    return _IN_BRACKETS.search(text) is not None or _BEHIND_DASH.search(text) is not None
