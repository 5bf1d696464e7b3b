"""What a line says about itself besides its words: marker, check, owner, priority, result."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from northing.domain.plan import Ambition, Checked, PlanScore
from northing.transfer.markdown import inline, words
from northing.transfer.markdown.checks import split_box, split_signs
from northing.transfer.markdown.people import people_in_tag, split_owners, split_tags
from northing.transfer.markdown.scores import (
    LEADING_STATUS,
    is_status,
    read_score,
    split_arrow,
    split_score,
)

LONGEST_TITLE = 1_200
"""Characters; what is longer is prose, and its end says nothing about an owner or a score."""

_EMOJI = re.compile(
    "(?:[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u200d\ufe0f]|:[a-z_]{2,30}:)+\\s*"
)
_EMOJI_START = re.compile(r"^\s*" + _EMOJI.pattern)
_EMOJI_END = re.compile(r"\s*" + _EMOJI.pattern.replace(")+", "){1,9}") + "$")
_PRIORITY = re.compile(
    r"^[\[(`]?(?P<a>[Pp][0-9?])[\])`]?[\s:–—-]+(?=\S)|\s*[\[(`](?P<b>[Pp][0-9?])[\])`](?=[\s\[.]|$)"
)
_TICKED = re.compile(r"\s?`([Pp][0-9])`")
_AMBITION = re.compile(
    r"\s*[\[(](?P<kind>committed|commitment|commit|aspirational|aspiration|stretch|moonshot)[\])]\s*:?\s*",
    re.I,
)
_EMPHASIZED = re.compile(
    r"(?<!by)(?<!to)(?<!of)(?<!from)(?<!than)(?<!least)(?<![<>≥≤])\s(?P<mark>\*\*|\*|__|_)"
    r"(?P<score>\d{1,4}\s?%[^*_]{0,200})(?P=mark)(?P<rest>(?:\s*[-–—(\[].{0,300})?)\s*$"
)
CODE = re.compile(r"\s*\(([a-z]{1,5})\)\s*$")
_ISSUE = re.compile(
    r"(?:\s*\(\s?#\d+\s?\)|\s*[\[(]?(?:epic|issue|mr|pr|ticket)\s?[#&!]?\d+[\])]?"
    r"|\s*[\[(](?:epic|issue|mr|pr|ticket)[\])])+\s*\.?\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Habits:
    """What holds for the whole document and tells how its lines are to be read."""

    references: Collection[str] = ()
    loose_scores: bool = False
    named_owners: bool = False
    persons: Collection[str] = ()
    """Names in lower case that the document uses for people."""
    codes: Collection[str] = ()
    """Short words in brackets that many lines end with, such as `(n)` and `(ewd)`."""
    roles: bool = False
    dotted_headings: bool = False
    dotted: bool = False
    """Key results are numbered `1.1`, `1.2` below an objective 1."""


@dataclass(slots=True)
class Marks:
    title: str
    marker: Literal["objective", "result", ""] = ""
    number: str = ""
    role: str = ""
    label: str = ""
    rest: str = ""
    checked: Checked | None = None
    dropped: bool = False
    bold: bool = False
    score: PlanScore | None = None
    owners: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    priority: str = ""
    ambition: Ambition | None = None
    plain: str = ""
    remark: str = ""

    @property
    def decorated(self) -> bool:
        """Whether it is marked like a commitment of its own, and not like a note."""
        return bool(
            self.marker == "result"
            or self.checked
            or self.priority
            or self.owners
            or self.score
            or self.tags
        )


def read_marks(raw: str, habits: Habits) -> Marks:
    """Takes a raw line (or several, joined) apart; its `title` is what remains."""
    # A remark on the next line, unmarked, does not bring a struck-out line back.
    struck = inline.is_struck(split_box(raw.partition("\n")[0])[0])
    raw = raw.replace("\n", " ")
    marks = Marks("", bold=inline.is_bold(raw))
    raw, marks.checked = split_box(raw)
    if habits.loose_scores:
        raw = _EMPHASIZED.sub(r" => \g<score> \g<rest>", raw)
    raw = _TICKED.sub(r" [\1]", raw)
    marks.dropped = struck or inline.is_struck(raw)
    marks.priority = inline.badge(raw)
    _take_apart(inline.plain(raw, habits.references, keep_struck=marks.dropped), marks, habits)
    if not marks.title and not marks.label and "~" in raw and not marks.dropped:
        marks.dropped = True
        _take_apart(inline.plain(raw, habits.references, keep_struck=True), marks, habits)
    return marks


def _take_apart(text: str, marks: Marks, habits: Habits) -> None:
    text, sign = split_signs(text)
    marks.checked = marks.checked or sign
    marks.plain = text
    if (status := LEADING_STATUS.match(text)) and is_status(status["score"]):
        marks.score = read_score(status["score"])
        text = text[status.end() :]
    text = _marker(text, marks, habits)
    if not marks.label:
        text = _decorations(text, marks, habits)
    marks.title = text


def _marker(text: str, marks: Marks, habits: Habits) -> str:
    """Takes `KR 2:`, `Objective #1 -`, `Owner:`, `Sales KR:` or `Sales:` off the beginning."""
    bare = _EMOJI.sub("", text).strip() if text and not text[0].isalnum() else text
    if label := label_of(bare):
        marks.label, marks.rest = label
        return marks.rest
    for kind, pattern in _MARKERS:
        match = pattern.match(bare)
        if match and (match.end() == len(bare) or re.search(r"\w", bare[match.end() :])):
            found = match.groupdict()
            marks.marker = kind
            marks.number = found.get("number") or ""
            _tag(found.get("tag") or "", marks, habits)
            _ambition(f"({(found.get('scope') or '').strip()})", marks)
            marks.role = (found.get("role") or found.get("team") or "").strip(" *:-")
            return bare[match.end() :].lstrip()
    if (match := words.OKR_OF_TEAM.match(bare)) and len(bare[match.end() :].split()) > 3:
        marks.marker, marks.role = "objective", match["team"].strip()
        return bare[match.end() :].lstrip()
    if habits.roles and (match := words.ROLE.match(bare)) and is_role(match["role"]):
        marks.role = match["role"].strip()
        return bare[match.end() :].lstrip()
    return text


def _tag(tag: str, marks: Marks, habits: Habits) -> None:
    """`KR 2 (0.3):` has its result, `KR 3 (Kim):` its owner, `Objective (committed):` its
    ambition in brackets."""
    if re.fullmatch(r"[01]?\.\d{1,2}|\d{1,3}\s?%", tag) or is_status(tag):
        marks.score = marks.score or read_score(tag)
    elif _AMBITION.fullmatch(f"({tag})"):
        _ambition(f"({tag})", marks)
    elif tag and (people := people_in_tag(tag, names=habits.named_owners, known=habits.persons)):
        marks.owners = people
    else:
        marks.remark = tag


_MARKERS: tuple[tuple[Literal["objective", "result"], re.Pattern[str]], ...] = (
    ("result", words.RESULT),
    ("result", words.RESULT_SHORT),
    ("result", words.RESULT_OF_ROLE),
    ("objective", words.OBJECTIVE),
    ("objective", words.OBJECTIVE_SHORT),
)


def label_of(text: str) -> tuple[str, str] | None:
    """`Owner: Kim` is the label "owner" with the rest `Kim`."""
    if len(text) > 4_000:
        return None
    head, colon, rest = text.partition(":")
    head = head.strip(" *_#.-–—").removesuffix("?")
    if len(head) > 70 or not head:
        return None
    name = next((name for name, pattern in words.LABELS.items() if pattern.match(head)), "")
    if not name or not _fits(name, head, rest.strip() if colon else None, text):
        return None
    return name, rest.strip()


def _fits(name: str, head: str, rest: str | None, text: str) -> bool:
    """Whether a label's word is one here; `rest` is None where no colon follows it."""
    if name == "objectives":
        return not rest and not _ONE_GOAL.match(head)
    if name == "results" and rest and words.RESULT.match(text):
        return re.search(r"s(?:se)?$", head) is not None
    return rest is not None or name in ("results", "notes", "steps", "why", "score")


_ONE_GOAL = re.compile(r"^(?:our )?(?:objective|goal|ziel)$", re.I)


def is_role(text: str) -> bool:
    """Whether what stands before a colon is a role or a team: short and capitalized."""
    found = re.findall(r"[^\W\d][\w'’.-]*", text)
    if not found or len(found) > 14 or len(text) > 100 or text.count("(") != text.count(")"):
        return False
    small = sum(1 for word in found if word[0].islower() and word not in _SMALL)
    teamish = len(found) <= 4 and words.TEAMISH.search(text)
    if small > len(found) // (2 if teamish else 4) or _commands(text, len(found)):
        return False
    return not (words.MONTHS.match(text + ":") or re.search(r"[a-z]{5}\.|\.$", text))


def _commands(text: str, count: int) -> bool:
    """`Create dashboards for all: …` is a sentence, `Create BE: …` is a team called Create."""
    return count > 2 and words.IMPERATIVE.match(text) is not None


_SMALL = {"of", "the", "to", "and", "for", "in", "at", "von", "und", "der", "für", "de", "team"}


def _decorations(text: str, marks: Marks, habits: Habits) -> str:
    if len(text) > LONGEST_TITLE:
        text, marks.score = split_arrow(text)
        if len(text) > LONGEST_TITLE:
            return text.strip()
    if habits.codes and (code := CODE.search(text)) and code[1] in habits.codes:
        marks.priority = marks.priority or code[1]
        text = text[: code.start()]
    text = _priority(text, marks)
    text = _ambition(text, marks)
    if marks.score is None:
        text, marks.score = split_score(text, loose=habits.loose_scores)
    text = _priority(text, marks)
    text, owners = split_owners(text, names=habits.named_owners, known=habits.persons)
    marks.owners = owners or marks.owners
    text, marks.tags = split_tags(text)
    text = _priority(text, marks)
    if marks.score is None:
        text, marks.score = split_score(text, loose=habits.loose_scores)
    if marks.score and words.CANCELLED.match(marks.score.text):
        marks.dropped = True
    text = _issue(text, marks)
    text = _EMOJI_END.sub("", _EMOJI_START.sub("", text)).strip(" \t*_,;|-–—")
    text = text[:-1] if text.endswith("..") and not text.endswith("...") else text
    return text if re.search(r"\w", text) else ""


def _issue(text: str, marks: Marks) -> str:
    """Takes `(#12)` or `Epic 799` off the end; what it says stays as a remark."""
    match = _ISSUE.search(text)
    if not match or not re.search(r"\w{2}", text[: match.start()]):
        return text
    marks.remark = "; ".join(filter(None, (marks.remark, match[0].strip(" .[]()"))))
    return text[: match.start()]


def _priority(text: str, marks: Marks) -> str:
    match = _PRIORITY.search(text)
    if not match:
        return text
    marks.priority = marks.priority or (match["a"] or match["b"]).upper()
    return (text[: match.start()] + " " + text[match.end() :]).strip()


def _ambition(text: str, marks: Marks) -> str:
    match = _AMBITION.search(text)
    if not match:
        return text
    marks.ambition = "committed" if match["kind"].lower().startswith("commit") else "aspirational"
    return (text[: match.start()] + " " + text[match.end() :]).strip()
