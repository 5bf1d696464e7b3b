"""`northing.toml`: which rules are asked, how heavy they weigh, and where they draw their lines.

[lint]
select = ["OBJ", "KR"]
ignore = ["KR101"]

[lint.severity]
KR101 = "warning"

[lint.limits]
most_objectives = 4
"""

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from northing.domain.lint import engine, policies
from northing.domain.lint.aims import Limits
from northing.domain.lint.engine import Policy
from northing.domain.lint.policies import PolicyError
from northing.domain.lint.rule import Severity
from northing.kit.text import Text
from northing.kit.text import text as _

NAME = "northing.toml"
LARGEST = 256 * 1024
_KNOWN = ("select", "ignore", "severity", "limits")


class SettingsFault(Exception):  # noqa: N818 - a fault of the file, told like a trouble
    """A setting that cannot be followed: where, why, and what helps. `line` is None outside a file."""

    def __init__(
        self, file: str, line: int | None, message: Text | str, remedy: Text | str
    ) -> None:
        super().__init__(file, line, message, remedy)
        self.file, self.line, self.message, self.remedy = file, line, message, remedy


def read(data: bytes, file: str) -> Policy:
    """The policy in a settings file. Raises SettingsFault naming line, key and remedy."""
    return _Reader(data, file).policy()


def codes(listed: Iterable[str], file: str, line: int | None = None) -> tuple[str, ...]:
    """Codes, their beginnings or names as the engine wants them. Raises SettingsFault for unknown ones."""
    try:
        return policies.codes(listed)
    except PolicyError as fault:
        how = _("All of them: northing lint --explain all")
        remedy = _("{near} {how}", near=fault.remedy, how=how) if fault.remedy else how
        raise SettingsFault(file, line, fault.message, remedy) from None


def must_ask(policy: Policy, file: str, line: int | None = None) -> Policy:
    """The policy. Raises SettingsFault where it leaves no rule to ask of a document."""
    try:
        policies.must_ask(policy)
    except PolicyError as fault:
        raise SettingsFault(file, line, fault.message, fault.remedy) from None
    if not any(policy.asked[family] for family in engine.WRITTEN):
        raise SettingsFault(
            file, line, _("Only rules about check-ins and past cycles are left, of which a document knows nothing."),
            _("Select OBJ, KR or SET as well, or leave select out."),
        )  # fmt: skip
    return policy


class _Reader:
    """One settings file: every refusal names it."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self.text = self._text(data)

    def policy(self) -> Policy:
        said = self._table(self._parsed(), "", ("lint",))
        lint = self._table(said.get("lint", {}), "lint", _KNOWN)
        weights = self._severities(lint.get("severity", {}))
        off = tuple(code for code, weight in weights.items() if weight == policies.OFF)
        policy = Policy(
            ignore=off,
            severity={code: Severity(w) for code, w in weights.items() if w and w != policies.OFF},
            limits=self._limits(lint.get("limits", {})),
        )
        if "select" in lint:
            # What is said of one code stands before what is said of lists.
            policy = replace(
                policy, select=(*self._codes(lint["select"], "select"), *policy.severity)
            )
        if "ignore" in lint:
            ignored = tuple(self._codes(lint["ignore"], "ignore"))
            kept = policy.severity
            codes_ = [r.code for r in engine.every_rule() if r.code.startswith(ignored)]
            policy = replace(policy, ignore=(*off, *(c for c in codes_ if c not in kept)))
        return must_ask(
            policy, self.file, self._line("lint", "ignore" if "ignore" in lint else "select")
        )

    def _text(self, data: bytes) -> str:
        if len(data) > LARGEST:
            raise SettingsFault(
                self.file, 1, _("This is more than {most} KB of settings.", most=LARGEST // 1024),
                _("Keep only the table [lint] in it."),
            )  # fmt: skip
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            raise SettingsFault(
                self.file, line, _("This line is no text in UTF-8."), _("Save the file as UTF-8.")
            ) from None

    def _parsed(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.text, parse_float=Decimal)
        except (tomllib.TOMLDecodeError, ArithmeticError, RecursionError, ValueError) as error:
            found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
            line = int(found[1]) if found else max(self.text.count("\n"), 1)
            why = re.sub(r"\s*\(at [^)]*\)", "", str(error)) or type(error).__name__
            raise SettingsFault(
                self.file, line, _("This is no TOML: {why}.", why=why[:120]),
                _('Write it like this: [lint] on one line, ignore = ["KR101"] on the next.'),
            ) from None  # fmt: skip

    def _table(self, found: object, name: str, known: Iterable[str]) -> Mapping[str, Any]:
        listed = tuple(known)
        if not isinstance(found, dict):
            above, _dot, key = name.rpartition(".")
            raise self._fault(
                above, key, _("[{name}] is a table.", name=name),
                _("Write [{name}] on a line of its own.", name=name),
            )  # fmt: skip
        for key in found:
            if key not in listed:
                close = difflib.get_close_matches(key, listed, 1, 0.6) or listed
                raise self._fault(
                    name, key, _("There is no setting {key!r} here.", key=key[:60]),
                    _("Known are: {words}. The nearest is {near}.", words=", ".join(listed), near=close[0])
                    if len(listed) > 1 else _("Known is: {word}.", word=listed[0]),
                )  # fmt: skip
        return found

    def _codes(self, found: object, key: str) -> tuple[str, ...]:
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise self._fault(
                "lint", key, _("{key} is a list of codes.", key=key),
                _('Write {key} = ["KR101"].', key=key),
            )  # fmt: skip
        if not found and key == "select":
            raise self._fault(
                "lint", key, _("select names no rule."), _("Leave it out to ask all of them.")
            )
        for one in found:
            codes((one,), self.file, self._line_with(one) or self._line("lint", key))
        return codes(found, self.file)

    def _severities(self, found: object) -> dict[str, str]:
        table = self._table(found, "lint.severity", found if isinstance(found, dict) else ())
        given = {}
        for key, value in table.items():
            line = self._line("lint.severity", key)
            (code,) = codes((key,), self.file, line)
            if engine.rule(code) is None:
                raise self._fault(
                    "lint.severity", key, _("{key!r} is the beginning of several codes.", key=key[:40]),
                    _("Give each code its own line."),
                )  # fmt: skip
            try:
                given[code] = policies.weight(value if isinstance(value, str) else repr(value), key)
            except PolicyError as fault:
                raise self._fault("lint.severity", key, fault.message, fault.remedy) from None
        return given

    def _limits(self, found: object) -> Limits:
        table = self._table(found, "lint.limits", policies.KINDS)
        given: dict[str, Any] = {}
        for key, value in table.items():
            try:
                given[key] = policies.limit(key, _plain(value))
            except PolicyError as fault:
                raise self._fault("lint.limits", key, fault.message, fault.remedy) from None
        return replace(policies.USUAL, **given)

    def _fault(
        self, table: str, key: str, message: Text | str, remedy: Text | str
    ) -> SettingsFault:
        return SettingsFault(self.file, self._line(table, key), message, remedy)

    def _line(self, table: str, key: str) -> int:
        """The line of a key within its table, or of the table itself; 1 if it is written in another way."""
        inside, header = not table, 1
        pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
        for number, line in enumerate(self.text.splitlines(), 1):
            found = re.match(r"\s*\[+\s*([\w.\"' -]+?)\s*\]+", line)
            if found:
                named = re.sub(r"[\"'\s]", "", found[1])
                inside = named == table
                header = number if inside else header
                if named == (f"{table}.{key}" if table else key):
                    return number
            elif inside and pattern.match(line):
                return number
        return header

    def _line_with(self, word: str) -> int | None:
        quoted = (f'"{word}"', f"'{word}'")
        for number, line in enumerate(self.text.splitlines(), 1):
            if any(one in line for one in quoted):
                return number
        return None


def _plain(value: object) -> object:
    """A number of TOML; what is written as text, a list or a switch is none."""
    return value if isinstance(value, int | Decimal) else None
