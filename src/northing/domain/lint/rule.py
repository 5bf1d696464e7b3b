"""What a rule is, and what it finds."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from northing.domain.lint.reading import Words
from northing.kit.text import Text

Family = Literal["objective", "key_result", "team", "practice", "cycles"]
"""What a rule is asked of: statements and a team's set of them, or how one was kept and how cycles ended."""


class Severity(StrEnum):
    """`error` is for what can be decided; what is a matter of judgement is a warning or a hint."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 is the worst."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule's check gives: the sentence, the words meant, a rewrite with gaps (`__`) if one can be made.

    `severity`, where this case weighs less or more than the rule does; a policy has the last word.
    """

    message: Text
    words: Words | None = None
    rewrite: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One fault. `check` takes an aim of its family and the limits; `manual` is its docstring.

    `options` names the limits that it reads, so that settings can show them beside it.
    """

    code: str
    name: str
    family: Family
    severity: Severity
    check: Callable[[Any, Any], Fault | None]
    manual: str
    options: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What it is called among people: the first line of its manual."""
        return self.manual.strip().partition("\n")[0].rstrip(".")


@dataclass(frozen=True, slots=True)
class Finding:
    """What the linter says of one statement."""

    code: str
    name: str
    severity: Severity
    message: Text
    words: Words | None = None
    rewrite: str = ""
