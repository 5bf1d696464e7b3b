"""Files, standard input and `northing.toml` for `northing lint`: everything it reads, and how that fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from northing.cli.base import output
from northing.kit.text import text as _
from northing.transfer.lint import judging, settings
from northing.transfer.lint.found import Report, Trouble
from northing.transfer.lint.settings import SettingsFault

if TYPE_CHECKING:
    from northing.domain.lint.engine import Policy

STDIN, LIVE = "-", "@"
_TURNING = dict.fromkeys(map(ord, "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"), "·")
LARGEST = 12 * 1024 * 1024
"""Bytes that are read of one file; the readers refuse more than 10 MB."""


@dataclass
class Policies:
    """The policy of each folder: that of the nearest northing.toml above, and what the options say."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    _known: dict[Path, Policy] = field(default_factory=dict)

    def of(self, folder: Path) -> Policy:
        """Raises SettingsFault for a file, a code or a choice that cannot be followed."""
        if folder not in self._known:
            self._known[folder] = self._with_options(_nearest(folder))
        return self._known[folder]

    def _with_options(self, policy: Policy) -> Policy:
        if self.select:
            policy = replace(policy, select=settings.codes(self.select, "--select"))
        if self.ignore:
            ignored = settings.codes(self.ignore, "--ignore")
            policy = replace(policy, ignore=(*policy.ignore, *ignored))
        return settings.must_ask(policy, "--ignore" if self.ignore else "--select")


def _nearest(folder: Path) -> Policy:
    from northing.domain.lint.engine import Policy

    for one in (folder, *folder.parents):
        path = one / settings.NAME
        try:
            with path.open("rb") as source:
                return settings.read(source.read(settings.LARGEST + 1), _short(path))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise SettingsFault(
                _short(path), None, _("These settings cannot be read: {why}.", why=error.strerror),
                _("Make it a file that you may read, or move it away."),
            ) from None  # fmt: skip
    return Policy()


def _short(path: Path) -> str:
    """A path as somebody here would type it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def judged(files: Iterable[str], policies: Policies, *, stdin_name: str) -> Iterator[Report]:
    """The report of each file, `-` for standard input. Raises SettingsFault."""
    for file in dict.fromkeys(files):
        if file.startswith(LIVE):
            yield _live(file, policies)
            continue
        name = stdin_name if file == STDIN else file
        policy = policies.of(Path(name).absolute().parent)
        data = _bytes(file, name)
        if isinstance(data, Trouble):
            yield Report((name,), (), (data,))
        else:
            yield judging.judge(data, name, policy)


def _live(named: str, policies: Policies) -> Report:
    """What is pursued in `@kestrel`, or by one team in `@kestrel/payments`, by the policy that holds there."""
    if policies.select or policies.ignore:
        option = "--select" if policies.select else "--ignore"
        raise SettingsFault(
            named, None, _("{option} is for files; in a workspace its own policy holds.", option=option),
            _("Change the policy: northing rule set KR119=off"),
        )  # fmt: skip
    from northing.cli.base import names
    from northing.cli.base.session import Session

    slug, _slash, team = named.removeprefix(LIVE).partition("/")
    session = Session.opened(slug, os.environ.get("NORTHING_AS", ""), as_json=False)
    from northing.transfer.lint import pursued

    return pursued.judge(session.caller, names.team(session.caller, team) if team else None)


def _bytes(file: str, name: str) -> bytes | Trouble:
    if file == STDIN:
        return stdin().read(LARGEST)
    path = Path(file)
    try:
        if path.is_dir():
            return Trouble(
                name, None, _("This is a folder."),
                _("Name its files, as in: northing lint {folder}/*.md", folder=str(path)),
            )  # fmt: skip
        with path.open("rb") as source:
            return source.read(LARGEST)
    except FileNotFoundError:
        return Trouble(name, None, _("There is no such file."), _("Check its name and its folder."))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        return Trouble(
            name, None, _("This file cannot be read: {why}.", why=why), _("Make it a file that you may read.")
        )  # fmt: skip


class _Bytes:
    """Standard input as bytes."""

    def read(self, most: int) -> bytes:
        buffer = getattr(sys.stdin, "buffer", None)
        return bytes(buffer.read(most)) if buffer else sys.stdin.read(most).encode(errors="replace")

    def line(self, most: int) -> bytes:
        buffer = getattr(sys.stdin, "buffer", None)
        if buffer:
            return bytes(buffer.readline(most))
        return sys.stdin.readline(most).encode(errors="replace")


def stdin() -> _Bytes:
    """Standard input as bytes, whatever stands in for it."""
    return _Bytes()


def lines(most: int) -> Iterator[tuple[int, bytes]]:
    """Standard input line by line, with its numbers; of a longer line than `most` its beginning and one byte more."""
    source, number = stdin(), 0
    while line := source.line(most + 1):
        number += 1
        rest = line
        while len(rest) == most + 1 and not rest.endswith(b"\n"):
            rest = source.line(most + 1)
        yield number, line


def write(text: str) -> None:
    """A report to standard output; nothing of a document steers the terminal. Raises ReaderGoneError."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    output.write(_plain(text))


def complain(trouble: Trouble | SettingsFault) -> None:
    """File, line and what is wrong to standard error, then what helps."""
    where = trouble.file if trouble.line is None else f"{trouble.file}:{trouble.line}"
    output.complain(
        _plain(" ".join(f"{where}: {trouble.message}".split())), _plain(f"    {trouble.remedy}")
    )


def _plain(text: str) -> str:
    """Without control characters, and without marks that turn the text after them around."""
    return output.clean(text).translate(_TURNING)
