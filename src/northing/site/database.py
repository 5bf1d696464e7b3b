"""Which database: SQLite in the data folder, or PostgreSQL by DATABASE_URL."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": ("PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"),
    },
}


MOST_POOLED = 100
OFTEN = 3
"""Times that a connection is asked something before it is prepared."""
CONNECT = {"connect_timeout": 5, "tcp_user_timeout": 30_000, "keepalives_idle": 30}
"""A server that is away is no reason to wait for minutes."""
PATIENT = "-c lock_timeout=10s -c statement_timeout=60s -c idle_in_transaction_session_timeout=120s"
"""What a web process waits for at most; migrations, imports by command and backups take their time."""
READING: dict[str, Any] = {"connect_timeout": 2, "tcp_user_timeout": 5000}
"""A replica whose machine went silent: seconds to reach it, milliseconds until a question is given up."""


class DatabaseUrlError(ValueError):
    """DATABASE_URL says something we cannot follow."""


def database(url: str, data: Path) -> dict[str, Any]:
    """Django's settings for a database address; an empty one means SQLite in `data`.

    Raises DatabaseUrlError for an address that is neither sqlite: nor postgresql:.
    """
    if not url:
        data.mkdir(0o700, parents=True, exist_ok=True)
        return {**SQLITE, "NAME": str(data / "northing.sqlite3")}
    parts, port = _parts(url)
    if parts.scheme == "sqlite":
        return {**SQLITE, "NAME": unquote(parts.path.removeprefix("/")) or ":memory:"}
    if parts.scheme not in {"postgres", "postgresql"}:
        raise DatabaseUrlError(
            f"DATABASE_URL starts with {parts.scheme!r}. Use postgresql://user@host/name or sqlite:///file."
        )
    return _postgresql(parts, port)


def _postgresql(parts: SplitResult, port: str) -> dict[str, Any]:
    """`pool=4` keeps up to so many connections a process, for servers with several threads;
    `pooler=transaction` leaves out what a pooler before the database does not carry over.

    Without either a process keeps its one connection for good.
    """
    given = dict(parse_qsl(parts.query))
    size, pooler = given.pop("pool", ""), given.pop("pooler", "")
    if size and not (size.isascii() and size.isdecimal() and 0 < int(size) <= MOST_POOLED):
        raise DatabaseUrlError(
            f"pool={size} in DATABASE_URL: use a number from 1 to {MOST_POOLED}."
        )
    if pooler not in {"", "transaction"}:
        raise DatabaseUrlError(
            f"pooler={pooler} in DATABASE_URL: use transaction, or leave it out."
        )
    # Compiling a statement takes PostgreSQL seconds where our longest one runs for a tenth of one.
    options: dict[str, Any] = {} if pooler else {"options": "-c jit=off"}
    if not pooler:
        # What is asked often is planned once: planning took longer than running, a check-in half as long again.
        options |= {"server_side_binding": True, "prepare_threshold": OFTEN}
    if size:
        options["pool"] = {"min_size": 1, "max_size": int(size), "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port,
        "CONN_MAX_AGE": 0 if size else None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": bool(pooler),
        "OPTIONS": {**CONNECT, **options, **given},
    }


def impatient(found: dict[str, Any]) -> None:
    """Let no request over this database wait for ever. A pooler takes no such words: say them there."""
    options = found["OPTIONS"]
    if found["ENGINE"].endswith("postgresql") and "options" in options:
        options["options"] = f"{PATIENT} {options['options']}"


def frugal(found: dict[str, Any]) -> None:
    """Half a megabyte of SQLite's pages in each web process: the system keeps the file's for all of them."""
    if found["ENGINE"].endswith("sqlite3"):
        said = found["OPTIONS"]["init_command"] + "PRAGMA cache_size=-512;"
        found["OPTIONS"] = {**found["OPTIONS"], "init_command": said}


def replica(url: str, data: Path) -> dict[str, Any]:
    """The same for a copy that is only read: nobody waits long for it, and nobody writes it by mistake.

    Raises DatabaseUrlError for an address that is not PostgreSQL's.
    """
    found = database(url, data)
    if not found["ENGINE"].endswith("postgresql"):
        raise DatabaseUrlError(
            "NORTHING_REPLICA_URL is for PostgreSQL: postgresql://user@host/name."
        )
    given = {name: v for name, v in found["OPTIONS"].items() if CONNECT.get(name) != v}
    options = {**CONNECT, **READING, **given}
    if "pool" in options:
        options["pool"] = {**options["pool"], "timeout": READING["connect_timeout"]}
    if not found[
        "DISABLE_SERVER_SIDE_CURSORS"
    ]:  # a pooler would refuse it; the replica refuses writes
        said = "-c default_transaction_read_only=on -c lock_timeout=2s"
        options["options"] = f"{options.get('options', '')} {said}".strip()
    found["OPTIONS"] = options
    return {**found, "TEST": {"MIRROR": "default"}}


def _parts(url: str) -> tuple[SplitResult, str]:
    """The address in its parts, and its port as digits. Raises DatabaseUrlError for what is no address."""
    try:
        found = urlsplit(url)
        return found, str(found.port or "")
    except ValueError as error:
        raise DatabaseUrlError(
            f"DATABASE_URL is no address ({error}). Use postgresql://user@host:5432/name."
        ) from None
