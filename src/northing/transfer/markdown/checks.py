"""Check boxes and signs: `[x]`, `[ ]`, `[~]` and their emoji."""

import re

from northing.domain.plan import Checked

_CHECKBOX = re.compile(r"^\\?\[(?P<mark>[ xX~\-/✓✔])\\?\]\s+|^\[\]\s+")
_BOX_END = re.compile(r"(?<=\s)\\?\[(?P<mark>[ xX✓✔])\\?\]$")
_SIGNS: dict[str, Checked] = {
    "✅": "done",
    "☑": "done",
    "✔": "done",
    "🎉": "done",
    "🏁": "done",
    "🚫": "not",
    "❌": "not",
    "⬜": "not",
    "☐": "not",
    "✗": "not",
    "✘": "not",
    "🟡": "partial",
    "🟠": "partial",
    "🔶": "partial",
    "⏳": "partial",
    "🚧": "partial",
}
_SIGN = re.compile("^(?:(" + "|".join(_SIGNS) + ")\ufe0f?\\s*)+")
_SIGN_END = re.compile("\\s*(" + "|".join(_SIGNS) + ")\ufe0f?\\s*$")


def split_box(raw: str) -> tuple[str, Checked | None]:
    """The line without the check box at its beginning or its end, and what it says."""
    box = _CHECKBOX.match(raw)
    ending = raw.rstrip()
    last = _BOX_END.search(ending, max(0, len(ending) - 8)) if box is None else None
    found = box or last
    if found is None:
        return raw, None
    mark = (found["mark"] or " ").lower()
    checked: Checked = "done" if mark in "x✓✔" else "not" if mark == " " else "partial"
    return (ending[: last.start()] if last else raw[found.end() :]), checked


def split_signs(text: str) -> tuple[str, Checked | None]:
    """The text without the signs at its beginning and end, and what the first says."""
    checked: Checked | None = None
    for pattern in (_SIGN, _SIGN_END):
        if match := pattern.search(text):
            checked = checked or _SIGNS[match[1]]
            text = text[: match.start()] + text[match.end() :]
    return text, checked
