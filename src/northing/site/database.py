"""Which database: SQLite in the data folder, or PostgreSQL by DATABASE_URL."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;"
            "PRAGMA synchronous=FULL;"
            "PRAGMA mmap_size=134217728;"
            "PRAGMA foreign_keys=ON;"
        ),
    },
}


class DatabaseUrlError(ValueError):
    """DATABASE_URL says something we cannot follow."""


def database(url: str, data: Path) -> dict[str, Any]:
    """Django's settings for a database address; an empty one means SQLite in `data`.

    Raises DatabaseUrlError for an address that is neither sqlite: nor postgresql:.
    """
    if not url:
        data.mkdir(parents=True, exist_ok=True)
        return {**SQLITE, "NAME": str(data / "northing.sqlite3")}
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {**SQLITE, "NAME": unquote(parts.path.removeprefix("/")) or ":memory:"}
    if parts.scheme not in {"postgres", "postgresql"}:
        raise DatabaseUrlError(
            f"DATABASE_URL starts with {parts.scheme!r}. Use postgresql://user@host/name or sqlite:///file."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Compiling a statement takes PostgreSQL seconds where our longest one runs for a tenth of one.
        "OPTIONS": {"options": "-c jit=off", **dict(parse_qsl(parts.query))},
    }
