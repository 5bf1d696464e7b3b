"""Check boxes and signs: `[x]`, `[ ]`, `[~]` and their emoji."""

import re

from northing.domain.plan import Checked

_CHECKBOX = re.compile(r"^\\?\[(?P<mark>[ xX~\-/✓✔])\\?\]\s+|^\[\]\s+")
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
    """The line without the check box at its beginning, and what it says."""
    box = _CHECKBOX.match(raw)
    if not box:
        return raw, None
    mark = (box["mark"] or " ").lower()
    checked: Checked = "done" if mark in "x✓✔" else "not" if mark == " " else "partial"
    return raw[box.end() :], checked


def split_signs(text: str) -> tuple[str, Checked | None]:
    """The text without the signs at its beginning and end, and what the first says."""
    checked: Checked | None = None
    for pattern in (_SIGN, _SIGN_END):
        if match := pattern.search(text):
            checked = checked or _SIGNS[match[1]]
            text = text[: match.start()] + text[match.end() :]
    return text, checked
