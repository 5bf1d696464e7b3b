"""Policies as they are kept: what a workspace says of the rules, and what each team says beside it.

    {"select": ["OBJ", "KR"], "ignore": ["KR112"], "severity": {"KR101": "hint", "OBJ103": "off"},
     "limits": {"most_objectives": "4"}}

Everything may be left out. The nearest word counts: what a team says of a rule stands before what the
teams above it and the workspace say, and what is said of one code before what is said of a beginning.
"""

import difflib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from northing.domain.lint import engine
from northing.domain.lint.aims import Limits
from northing.domain.lint.engine import Policy
from northing.domain.lint.rule import Severity
from northing.kit.text import Text
from northing.kit.text import text as _

OFF = "off"
"""In the place of a severity: the rule is not asked."""
WEIGHTS = (*(severity.value for severity in Severity), OFF)
MOST_LIMIT = 10_000
LONGEST_LIMIT, FINEST = 12, -4
"""Characters of a limit, and its first digit: 0.0001 is as fine as any rule can tell."""
LISTS = ("select", "ignore")
Said = Mapping[str, Any]


class PolicyError(ValueError):
    """Something that no policy can say: its place, what is wrong, and what helps."""

    def __init__(self, place: str, message: Text, remedy: Text | str = "") -> None:
        super().__init__(str(message))
        self.place, self.message, self.remedy = place, message, remedy


def layered(said: Sequence[Said]) -> Policy:
    """The policy that holds where these are said, the widest first, the nearest last."""
    return _layered(json.dumps(list(said), sort_keys=True))


@lru_cache(maxsize=256)
def _layered(written: str) -> Policy:
    weights: dict[str, str] = {rule.code: "" for rule in engine.every_rule()}
    limits = Limits()
    for one in json.loads(written):
        _weigh(weights, one)
        # What nobody could have said here (another version, a hand in the database) is passed over.
        moved: dict[str, Any] = {}
        for name, value in one.get("limits", {}).items():
            with suppress(ValueError, ArithmeticError, TypeError, KeyError):
                moved[name] = _number(name, value)
        limits = replace(limits, **moved)
    return Policy(
        select=tuple(code for code, weight in weights.items() if weight != OFF),
        severity={code: Severity(weight) for code, weight in weights.items() if weight not in {"", OFF}},
        limits=limits,
    )  # fmt: skip


def _weigh(weights: dict[str, str], said: Said) -> None:
    """What one policy says of every rule: of its beginning first, of itself last."""
    selected, ignored = tuple(said.get("select", ())), tuple(said.get("ignore", ()))
    severity = said.get("severity", {})
    for code, before in weights.items():
        weight = before
        if selected:
            weight = ("" if before == OFF else before) if code.startswith(selected) else OFF
        if ignored and code.startswith(ignored):
            weight = OFF
        said_of_it = severity.get(code, weight)
        weights[code] = said_of_it if said_of_it in WEIGHTS or not said_of_it else weight


def code(named: str) -> str:
    """The code of a rule by its code or name. Raises PolicyError with the nearest one."""
    rule = engine.rule(named)
    if rule is None:
        raise PolicyError(named[:40], no_rule([named]), nearest(named))
    return rule.code


def codes(listed: Iterable[str]) -> tuple[str, ...]:
    """Codes, their beginnings or names, as the engine wants them. Raises PolicyError for unknown ones."""
    found, unknown = [], []
    for one in listed:
        named = engine.rule(one)
        wanted = named.code if named else one.strip().upper()
        try:
            engine.must_know((wanted,))
            found.append(wanted)
        except engine.UnknownCodesError:
            unknown.append(one)
    if unknown:
        raise PolicyError(unknown[0][:40], no_rule(unknown), nearest(unknown[0]))
    return tuple(dict.fromkeys(found))


def no_rule(unknown: Sequence[str]) -> Text:
    """What is said of codes that no rule has; five of them by name."""
    shown = ", ".join(one[:40] for one in unknown[:5])
    if len(unknown) > 5:
        return _("There is no rule {codes} and {count} more.", codes=shown, count=len(unknown) - 5)
    return _("There is no rule {codes}.", codes=shown)


def nearest(wanted: str) -> Text | str:
    """Which rule may have been meant; empty where none is near."""
    rules = engine.every_rule()
    known = {r.name: r.code for r in rules} | {r.code.lower(): r.code for r in rules}
    close = difflib.get_close_matches(wanted.strip().lower()[:60], known, 1, 0.6)
    return _("Did you mean {code}?", code=known[close[0]]) if close else ""


def weight(written: str, place: str) -> str:
    """A severity, `off`, or nothing for what the rule itself says. Raises PolicyError."""
    clean = written.strip().lower()
    if clean and clean not in WEIGHTS:
        raise PolicyError(
            place, _("{value!r} is no severity.", value=written[:40]),
            _("Write error, warning, hint or off."),
        )  # fmt: skip
    return clean


def limit(name: str, value: object) -> int | Decimal:
    """The value of a limit, a number or its text. Raises PolicyError for what it cannot be."""
    whole = KINDS[name] is int
    try:
        return _number(name, value)
    except (ValueError, InvalidOperation, ArithmeticError, TypeError):
        kind = _("a whole number") if whole else _("a number")
        raise PolicyError(
            name, _("{key} is {kind} from 0 to {most}.", key=name, kind=kind, most=MOST_LIMIT),
            _("Write {key} = {value}, which is what holds without it.", key=name, value=getattr(USUAL, name)),
        ) from None  # fmt: skip


def _number(name: str, value: object) -> int | Decimal:
    if isinstance(value, bool | float):
        raise TypeError(name)
    text = str(value).strip()
    if len(text) > LONGEST_LIMIT:
        raise ValueError(name)
    found = Decimal(text)
    whole = KINDS[name] is int
    if found and found.is_finite() and found.adjusted() < FINEST:
        raise ValueError(name)
    if not found.is_finite() or not 0 <= found <= MOST_LIMIT or (whole and found != int(found)):
        raise ValueError(name)
    return int(found) if whole else found


def must_ask(policy: Policy, place: str = "ignore") -> Policy:
    """The policy. Raises PolicyError where it leaves no rule to ask: nothing found would look like a pass."""
    if not any(policy.weigh(rule) for rule in engine.every_rule()):
        raise PolicyError(
            place, _("Every rule is switched off: nothing would be looked at."),
            _("Take some codes out of ignore, or name more in select."),
        )  # fmt: skip
    return policy


USUAL = Limits()
KINDS: dict[str, type] = {one.name: type(getattr(USUAL, one.name)) for one in fields(Limits)}
"""The limits by name: whole numbers are int, shares and others Decimal."""
