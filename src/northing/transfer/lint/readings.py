"""Statements as JSON lines in, their readings and codes as JSON lines out."""

import json
from typing import Any

from northing.domain.lint import engine
from northing.domain.lint.aims import KeyResultAim, ObjectiveAim
from northing.domain.lint.engine import Policy
from northing.domain.lint.reading import Reading
from northing.kit.text import Text
from northing.kit.text import text as _

LONGEST = 1024 * 1024
"""Bytes of one line."""
_EXAMPLE = '{"id": "1", "type": "key_result", "text": "Builds take 6 min instead of 20"}'


class LineError(ValueError):
    """A line that cannot be answered, and what helps."""

    def __init__(self, message: Text, remedy: Text) -> None:
        super().__init__(message, remedy)
        self.message, self.remedy = message, remedy


def answer(line: bytes, policy: Policy) -> str:
    """The reading of the statement in one line, as one line. Raises LineError."""
    said = _read(line)
    language = said.get("lang") or ""
    if said["type"] == "objective":
        aim = ObjectiveAim(said["text"], language=language)
        reading, findings = aim.reading, engine.of_objective(aim, policy)
    else:
        result = KeyResultAim(said["text"], has_due=False, language=language)
        reading, findings = result.reading, engine.of_key_result(result, policy)
    return json.dumps(fields(said["id"], reading) | {"codes": [f.code for f in findings]})


def fields(name: object, reading: Reading) -> dict[str, Any]:
    """A reading in the words of labels."""
    return {
        "id": name,
        "kind": reading.kind,
        "measurable": _word(reading.measurable),
        "measure_type": reading.measure_type,
        "has_baseline": _word(reading.baseline is not None),
        "has_target": _word(reading.target is not None),
        "has_timeframe": _word(bool(reading.timeframe)),
        "qualitative": _word(not reading.has_number),
        "prescriptive": _word(reading.prescriptive),
        "concise": _word(reading.concise),
    }


def _word(yes: bool) -> str:
    return "yes" if yes else "no"


def _read(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST:
        raise LineError(
            _("This line has more than {most} MB.", most=LONGEST // 2**20),
            _("A statement is a sentence: one line of JSON each."),
        )
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        why = (
            error.msg
            if isinstance(error, json.JSONDecodeError)
            else _("not UTF-8, or nested too deep")
        )
        raise LineError(
            _("This is no JSON: {why}.", why=why),
            _("Write one object a line: {example}", example=_EXAMPLE),
        ) from None
    if not isinstance(said, dict):
        raise LineError(
            _("This is no object."), _("Write one object a line: {example}", example=_EXAMPLE)
        )
    _check(said)
    return said


def _check(said: dict[str, Any]) -> None:
    if not isinstance(said.get("id"), str | int) or isinstance(said["id"], bool):
        raise LineError(_("There is no id."), _('Give it one: "id": "1".'))
    if said.get("type") not in {"key_result", "objective"}:
        raise LineError(
            _("The type {type!r} is not known.", type=str(said.get("type"))[:40]),
            _('Say "type": "key_result" or "type": "objective".'),
        )
    text = said.get("text")
    if not isinstance(text, str) or not text.strip():
        raise LineError(
            _("There is no text."), _('Give the statement: "text": "…", or leave the line out.')
        )
    if not isinstance(said.get("lang"), str | None):
        raise LineError(_("lang is no text."), _('Say "lang": "en" or "de", or leave it out.'))
