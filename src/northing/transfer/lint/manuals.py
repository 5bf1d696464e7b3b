"""The manual of a rule, and the list of all, as text or JSON."""

import json
from typing import Any

from northing.domain.lint import engine
from northing.domain.lint.aims import Limits
from northing.domain.lint.rule import Rule


def manual(rule: Rule, *, as_json: bool) -> str:
    """Code, name and weight of a rule, then its page."""
    if as_json:
        told = {"options": _options(rule), "manual": rule.manual.strip()}
        return json.dumps(_fields(rule) | told, indent=2)
    return f"{rule.code} {rule.name} ({rule.severity.value})\n\n{rule.manual.strip()}"


def catalogue(beginning: str = "", *, as_json: bool) -> str:
    """A line for each rule whose code begins so."""
    rules = [one for one in engine.every_rule() if one.code.startswith(beginning)]
    if as_json:
        return json.dumps([_fields(one) for one in rules], indent=2)
    return "\n".join(
        f"{one.code:<7} {one.severity.value:<8} {one.name:<34} {_title(one)}" for one in rules
    )


def _fields(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity.value,
        "title": _title(rule),
    }


def _options(rule: Rule) -> dict[str, int | float]:
    """The limits that it reads, with what holds where nobody moves them."""
    usual = Limits()
    found = {name: getattr(usual, name) for name in rule.options}
    return {name: one if isinstance(one, int) else float(one) for name, one in found.items()}


def _title(rule: Rule) -> str:
    return rule.manual.strip().partition("\n")[0]
