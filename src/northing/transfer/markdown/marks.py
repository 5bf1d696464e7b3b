"""What a line says about itself besides its words: marker, check, owner, priority, result."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from northing.domain.plan import Ambition, Checked, PlanScore
from northing.transfer.markdown import inline, words
from northing.transfer.markdown.people import split_owners, split_tags
from northing.transfer.markdown.scores import split_score

_CHECKBOX = re.compile(r"^\\?\[(?P<mark>[ xX~\-/✓✔])\\?\]\s+|^\[\]\s+")
_SIGNS: dict[str, Checked] = {
    "✅": "done", "☑": "done", "✔": "done", "🎉": "done", "🏁": "done",
    "🚫": "not", "❌": "not", "⬜": "not", "☐": "not", "✗": "not", "✘": "not",
    "🟡": "partial", "🟠": "partial", "🔶": "partial", "⏳": "partial", "🚧": "partial",
}
_SIGN = re.compile("^(?:(" + "|".join(_SIGNS) + ")\ufe0f?\\s*)+")
_SIGN_END = re.compile("\\s*(" + "|".join(_SIGNS) + ")\ufe0f?\\s*$")
_EMOJI = re.compile(
    "(?:[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u200d\ufe0f]|:[a-z_]{2,30}:)+\\s*"
)
_PRIORITY = re.compile(
    r"^[\[(`]?(?P<a>[Pp][0-9?])[\])`]?[\s:–—-]+(?=\S)|\s*[\[(`](?P<b>[Pp][0-9?])[\])`](?=[\s\[.]|$)"
)
_AMBITION = re.compile(
    r"\s*[\[(](?P<kind>committed|commitment|commit|aspirational|aspiration|stretch|moonshot)[\])]\s*:?\s*",
    re.I,
)
_ISSUE = re.compile(
    r"(?:\s*\(\s?#\d+\s?\)|\s*[\[(]?(?:epic|issue|mr|pr|ticket)\s?[#&!]?\d*[\])]?)+\s*\.?\s*$", re.I
)


@dataclass(frozen=True, slots=True)
class Habits:
    """What holds for the whole document and tells how its lines are to be read."""

    references: Collection[str] = ()
    loose_scores: bool = False
    named_owners: bool = False
    roles: bool = False


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
    signs: list[str] = field(default_factory=list)

    @property
    def decorated(self) -> bool:
        """Whether it is marked like a commitment of its own, and not like a note."""
        return bool(
            self.marker == "result" or self.checked or self.priority or self.owners or self.score
            or self.tags
        )


def read_marks(raw: str, habits: Habits) -> Marks:
    """Takes a raw line (or several, joined) apart; its `title` is what remains."""
    raw = raw.replace("\n", " ")
    marks = Marks("", bold=inline.is_bold(raw))
    raw = _checks(raw, marks)
    marks.dropped = inline.is_struck(raw)
    marks.priority = inline.badge(raw)
    text = inline.plain(raw, habits.references, keep_struck=marks.dropped)
    text = _sign(text, marks)
    marks.plain = text
    text = _marker(text, marks, habits)
    if not marks.label:
        text = _decorations(text, marks, habits)
    marks.title = text
    return marks


def _checks(raw: str, marks: Marks) -> str:
    if box := _CHECKBOX.match(raw):
        mark = (box["mark"] or " ").lower()
        marks.checked = "done" if mark in "x✓✔" else "not" if mark == " " else "partial"
        raw = raw[box.end() :]
    return raw


def _sign(text: str, marks: Marks) -> str:
    for pattern in (_SIGN, _SIGN_END):
        if match := pattern.search(text):
            marks.checked = marks.checked or _SIGNS[match[1]]
            text = text[: match.start()] + text[match.end() :]
    return text


def _marker(text: str, marks: Marks, habits: Habits) -> str:
    """Takes `KR 2:`, `Objective #1 -`, `Owner:`, `Sales KR:` or `Sales:` off the beginning."""
    bare = _EMOJI.sub("", text).strip() if text and not text[0].isalnum() else text
    if label := _label(bare):
        marks.label, marks.rest = label
        return marks.rest
    for kind, pattern in _MARKERS:
        match = pattern.match(bare)
        if match and (match.end() == len(bare) or re.search(r"\w", bare[match.end() :])):
            found = match.groupdict()
            marks.marker = kind
            marks.number = found.get("number") or ""
            marks.role = (found.get("role") or found.get("team") or "").strip(" *:-")
            return bare[match.end() :]
    if (match := words.OKR_OF_TEAM.match(bare)) and len(bare[match.end() :].split()) > 3:
        marks.marker, marks.role = "objective", match["team"].strip()
        return bare[match.end() :]
    if habits.roles and (match := words.ROLE.match(bare)) and is_role(match["role"]):
        marks.role = match["role"].strip()
        return bare[match.end() :]
    return text


_MARKERS: tuple[tuple[Literal["objective", "result"], re.Pattern[str]], ...] = (
    ("result", words.RESULT),
    ("result", words.RESULT_SHORT),
    ("result", words.RESULT_OF_ROLE),
    ("objective", words.OBJECTIVE),
    ("objective", words.OBJECTIVE_SHORT),
)


def _label(text: str) -> tuple[str, str] | None:
    """`Owner: Kim` is the label "owner" with the rest `Kim`."""
    if len(text) > 4_000:
        return None
    head, colon, rest = text.partition(":")
    head = head.strip(" *_#.-–—").removesuffix("?")
    if len(head) > 70 or not head:
        return None
    for name, pattern in words.LABELS.items():
        if pattern.match(head):
            if name == "objectives" and re.search(r"\w", rest):
                return None
            if not colon and name not in ("results", "objectives", "notes", "steps", "why"):
                return None
            if name == "results" and rest.strip() and words.RESULT.match(text):
                plural = re.search(r"s(?:se)?$", head) is not None
                return (name, rest.strip()) if plural else None
            return name, rest.strip()
    return None


def is_role(text: str) -> bool:
    """Whether what stands before a colon is a role or a team: short and capitalized."""
    found = re.findall(r"[^\W\d][\w'’.]*", text)
    if not found or len(found) > 14 or len(text) > 100 or text.count("(") != text.count(")"):
        return False
    small = sum(1 for word in found if word[0].islower() and word not in _SMALL)
    if small and not words.TEAMISH.search(text):
        return False
    return small <= len(found) // 4 and not words.MONTHS.match(text + ":")


_SMALL = {"of", "the", "to", "and", "for", "in", "at", "von", "und", "der", "für", "de", "team"}


def _decorations(text: str, marks: Marks, habits: Habits) -> str:
    text = _priority(text, marks)
    text = _ambition(text, marks)
    text, marks.score = split_score(text, loose=habits.loose_scores)
    text = _priority(text, marks)
    text, marks.owners = split_owners(text, names=habits.named_owners)
    text, marks.tags = split_tags(text)
    text = _priority(text, marks)
    if marks.score is None:
        text, marks.score = split_score(text, loose=habits.loose_scores)
    if marks.score and words.CANCELLED.match(marks.score.text):
        marks.dropped = True
    shorter = _ISSUE.sub("", text)
    text = shorter if re.search(r"\w{2}", shorter) else text
    return text.strip(" \t*_,;|-–—") if re.search(r"\w", text) else ""


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
