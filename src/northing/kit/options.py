"""Every environment variable that Northing reads: name, kind, default, meaning, example.

The one list that settings are read by, that docs/settings.md is written from, and that
`northing doctor` holds the environment against. An operator sets them; nothing else is configured.
"""

import difflib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

PREFIX = "NORTHING_"


class OptionError(ValueError):
    """A variable says something that cannot be followed."""

    def __init__(self, name: str, value: str, remedy: str, *, secret: bool = False) -> None:
        shown = "(not shown)" if secret else repr(value[:80])
        super().__init__(f"{name} is {shown}: that cannot be followed. {remedy}")
        self.name, self.remedy = name, remedy


@dataclass(frozen=True, slots=True)
class Option:
    """One variable. `default` is text, as it would stand in the environment; empty means not set.

    `secret` values are never shown; `inner` ones are set by `northing serve` for its own processes.
    """

    name: str
    group: str
    kind: str
    default: str
    meaning: str
    example: str = ""
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    secret: bool = False
    inner: bool = False

    def read(self, environment: Mapping[str, str] | None = None) -> Any:
        """The value in its kind. Raises OptionError, naming variable, value and remedy."""
        given = (os.environ if environment is None else environment).get(self.name, "")
        said = given.strip() or self.default
        try:
            return _READERS[self.kind](said, self)
        except ValueError as error:
            raise OptionError(self.name, given, str(error), secret=self.secret) from None


def read(name: str, environment: Mapping[str, str] | None = None) -> Any:
    """The value of a declared variable. Raises OptionError; KeyError for one that is not declared."""
    return BY_NAME[name].read(environment)


def check(environment: Mapping[str, str] | None = None) -> None:
    """Read every variable, so that a wrong one is told of at the start. Raises OptionError."""
    for option in OPTIONS:
        option.read(environment)


def unknown(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Variables that look like ours and are not, each with the nearest of ours or an empty text."""
    given = os.environ if environment is None else environment
    strange = sorted(n for n in given if n.startswith(PREFIX) and n not in BY_NAME)
    return {name: _nearest(name) for name in strange}


def _nearest(name: str) -> str:
    words = {known.removeprefix(PREFIX): known for known in BY_NAME}
    found = difflib.get_close_matches(name.removeprefix(PREFIX), words, 1, 0.6)
    return words[found[0]] if found else ""


# ── kinds ─────────────────────────────────────────────────────────────────────
_ON, _OFF = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


def _switch(said: str, option: Option) -> bool:
    if said.lower() not in _ON | _OFF:
        raise ValueError("Set it to 1 or to 0.")
    return said.lower() in _ON


def _number(said: str, option: Option) -> int:
    bounds = [
        text for limit, text in (
            (option.least, f"at least {option.least}"), (option.most, f"at most {option.most}"),
        ) if limit is not None
    ]  # fmt: skip
    remedy = " ".join(("Set it to a whole number", " and ".join(bounds))).strip() + "."
    if not re.fullmatch("-?[0-9]{1,18}", said):
        raise ValueError(remedy)
    number = int(said)
    if (option.least is not None and number < option.least) or (
        option.most is not None and number > option.most
    ):
        raise ValueError(remedy)
    return number


def _choice(said: str, option: Option) -> str:
    by_lower = {one.lower(): one for one in option.choices}
    if said.lower() not in by_lower:
        raise ValueError(f"Set it to one of: {', '.join(option.choices)}.")
    return by_lower[said.lower()]


def _address(said: str, option: Option) -> str:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(said)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise ValueError(f"Set it to scheme and host, such as {option.example}.")
    return said.rstrip("/")


def _list(said: str, option: Option) -> list[str]:
    return [part.strip() for part in said.split(",") if part.strip()]


def _instant(said: str, option: Option) -> str:
    try:
        if said:
            datetime.fromisoformat(said)
    except ValueError:
        raise ValueError(f"Set it to a day such as {option.example}, or leave it out.") from None
    return said


def _hour(said: str, option: Option) -> str:
    try:
        return datetime.strptime(said, "%H:%M").strftime("%H:%M")  # noqa: DTZ007 - an hour of no day
    except ValueError:
        raise ValueError(f"Set it to an hour such as {option.example}.") from None


def _secret(said: str, option: Option) -> str:
    if said and option.least is not None and len(said) < option.least:
        raise ValueError(f"Set it to at least {option.least} characters, or leave it out.")
    return said


_READERS: dict[str, Callable[[str, Option], Any]] = {
    "text": lambda said, option: said,
    "database": lambda said, option: said,
    "secret": _secret,
    "folder": lambda said, option: Path(said).absolute() if said else None,
    "switch": _switch,
    "number": _number,
    "choice": _choice,
    "address": _address,
    "list": _list,
    "instant": _instant,
    "hour": _hour,
}

# ── the list ──────────────────────────────────────────────────────────────────
PLACE, DOOR, WORK, COPIES, SEEING, SHELL, TRYING = (
    "Where things are", "Addresses and safety", "Pages and processes", "Backups", "Logs and figures",
    "On the command line", "For demonstrations and tests",
)  # fmt: skip

OPTIONS: tuple[Option, ...] = (
    Option(
        "NORTHING_DATA", PLACE, "folder", "var",
        "The folder of the database, the secret key, the collected static files and the backups.",
        "/var/lib/northing",
    ),
    Option(
        "DATABASE_URL", PLACE, "database", "",
        "PostgreSQL 15 or later. Not set: SQLite in the data folder.",
        "postgresql://northing@db.example.org/northing", secret=True,
    ),
    Option(
        "NORTHING_REPLICA_URL", PLACE, "database", "",
        "A streaming replica of that PostgreSQL: pages and answers are read there while it knows every"
        " change of their workspace, else from the primary.",
        "postgresql://northing@replica.example.org/northing", secret=True,
    ),
    Option(
        "NORTHING_URL", DOOR, "address", "http://127.0.0.1:8000",
        "The address that people use; `https://` turns on secure cookies and strict transport.",
        "https://okr.example.org",
    ),
    Option(
        "NORTHING_HOSTS", DOOR, "list", "localhost,127.0.0.1,[::1]",
        "Host names that are answered, with commas between; `northing serve` adds the one of NORTHING_URL"
        " unless this is set.",
        "okr.example.org",
    ),
    Option(
        "NORTHING_SECRET_KEY", DOOR, "secret", "",
        "Signs sessions. Not set: made on the first start and kept in the data folder. Several servers"
        " need the same one.",
        "50 random characters", secret=True,
    ),
    Option(
        "NORTHING_SECRET_KEY_FALLBACKS", DOOR, "list", "",
        "Former values of NORTHING_SECRET_KEY, with commas between: they still open what they sealed.",
        secret=True,
    ),
    Option(
        "NORTHING_TRUSTED_PROXIES", DOOR, "number", "0",
        "How many proxies stand before Northing, each adding the visitor's address to X-Forwarded-For.",
        "1", least=0, most=10,
    ),
    Option(
        "NORTHING_API_LIMIT", DOOR, "number", "600",
        "Requests in a minute that a token may make of the API; `0` sets no limit.", "1200", least=0,
    ),
    Option(
        "NORTHING_SESSION_HOURS", DOOR, "number", "720",
        "Hours after which everybody signs in again, however busy they were.", "12", least=1,
        most=8760,
    ),
    Option(
        "NORTHING_KEPT_PAGES", WORK, "number", "4",
        "Megabytes of drawn pages, compressed, that each process keeps until something changes; `0` keeps none.",
        "16", least=0, most=4096,
    ),
    Option(
        "NORTHING_DRAIN", WORK, "number", "0",
        "Seconds between being told to stop (SIGTERM) and stopping. During them /readyz answers 503,"
        " so that a proxy sends new visitors elsewhere.",
        "10", least=0, most=300,
    ),
    Option(
        "NORTHING_LANGUAGE", WORK, "choice", "en", "The language of pages and messages.", "en",
        choices=("en",),
    ),
    Option(
        "NORTHING_BACKUP_FOLDER", COPIES, "folder", "",
        "Where a backup is written every day, best on another disk. Not set: none is written by itself.",
        "/var/backups/northing",
    ),
    Option(
        "NORTHING_BACKUP_AT", COPIES, "hour", "02:30", "When it is written, in UTC.", "02:30"
    ),
    Option(
        "NORTHING_BACKUP_KEEP", COPIES, "number", "14", "How many of the newest are kept.", "30",
        least=1, most=10_000,
    ),
    Option(
        "NORTHING_LOG", SEEING, "choice", "line", "How a log line is written: for people, or as JSON.",
        "json", choices=("line", "json"),
    ),
    Option(
        "NORTHING_LOG_LEVEL", SEEING, "choice", "WARNING",
        "What is logged at least. `INFO` adds one line for each request.",
        "INFO", choices=("INFO", "WARNING", "ERROR"),
    ),
    Option(
        "NORTHING_METRICS_TOKEN", SEEING, "secret", "",
        "Whoever sends it as a bearer token may read /metrics. Not set: there is no such address.",
        "50 random characters", least=20, secret=True,
    ),
    Option(
        "NORTHING_WORKSPACE", SHELL, "text", "",
        "The workspace that commands are about, where there are several.", "acme",
    ),
    Option(
        "NORTHING_AS", SHELL, "text", "", "The handle of the person that commands act as.", "ann-lee"
    ),
    Option(
        "NORTHING_DEMO", TRYING, "switch", "0",
        "Let anybody sign in as the demo firm's people; set by `northing serve --demo`.", "1",
    ),
    Option(
        "NORTHING_TODAY", TRYING, "instant", "", "Fixes the clock at noon of this day, or at this instant.",
        "2026-03-12",
    ),
    Option(
        "NORTHING_DEBUG", TRYING, "switch", "0",
        "Pages with the program's inside when something breaks: never where others can reach it.", "0",
    ),
    Option(
        "NORTHING_RUN", TRYING, "folder", "",
        "What the processes of one running server share: set by `northing serve`.", inner=True,
    ),
)  # fmt: skip
BY_NAME: Mapping[str, Option] = {option.name: option for option in OPTIONS}
