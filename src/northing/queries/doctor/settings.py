"""What the environment says, and which secrets lie where."""

import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from northing.kit import options, secrets
from northing.kit.text import text as _
from northing.queries import callers
from northing.queries.doctor.finding import Asked, Finding, error, ok, warning

SHORTEST_KEY = 32
AT_HOME = frozenset({"localhost", "127.0.0.1", "::1"})
SECRETS = ("secret-key", secrets.SET_UP)
OTHERS = stat.S_IRWXG | stat.S_IRWXO
NO_MAIL = frozenset({"dummy", "console", "locmem", "filebased"})


def unknown_variables(asked: Asked) -> Iterator[Finding]:
    """A misspelt variable would be silently without effect."""
    found = options.unknown()
    for name, near in found.items():
        yield warning(
            "settings.unknown",
            _("There is no variable {name}.", name=name),
            _("Did you mean {near}?", near=near) if near else _("Remove it; docs/settings.md lists all."),
        )  # fmt: skip
    if not found:
        yield ok("settings.known", _("Every variable of the environment is known."))


def debug(asked: Asked) -> Iterator[Finding]:
    """Pages that show the program's inside are for nobody else."""
    if settings.DEBUG:
        yield error(
            "settings.debug", _("Pages show the program's inside when something breaks."),
            _("Remove NORTHING_DEBUG."),
        )  # fmt: skip
    else:
        yield ok("settings.no_debug", _("What breaks is shown to nobody but the log."))


def https(asked: Asked) -> Iterator[Finding]:
    """Whoever listens to plain HTTP reads passwords; on this machine alone nobody does."""
    host = urlsplit(settings.BASE_URL).hostname or ""
    if settings.HTTPS or host in AT_HOME:
        yield ok("settings.address", _("People use {address}.", address=settings.BASE_URL))
    else:
        yield error(
            "settings.no_https",
            _(
                "People use {address}: passwords cross the network readable.",
                address=settings.BASE_URL,
            ),
            _(
                "Put a proxy with HTTPS before Northing and set NORTHING_URL to its https:// address."
            ),
        )
    if settings.DEMO and host not in AT_HOME:
        yield error(
            "settings.demo", _("The demo lets anybody in, and others can reach this address."),
            _("Remove NORTHING_DEMO."),
        )  # fmt: skip


def secret_key(asked: Asked) -> Iterator[Finding]:
    """What signs sessions must not be guessed."""
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_KEY or len(set(key)) < SHORTEST_KEY // 4:
        yield error(
            "secrets.weak_key", _("The secret key can be guessed."),
            _("Set NORTHING_SECRET_KEY to 50 random characters, or leave it out. All sessions end."),
        )  # fmt: skip
    else:
        yield ok("secrets.key", _("The secret key is long enough."))


def secret_files(asked: Asked) -> Iterator[Finding]:
    """Files with secrets belong to one user."""
    names = [*SECRETS, "northing.sqlite3"]
    open_ones = [path for name in names if _is_open(path := asked.data / name)]
    for path in open_ones:
        yield (warning if path.name.endswith(".sqlite3") else error)(
            "secrets.readable_by_others",
            _("Other users of this machine may read {file}.", file=path),
            _("Close it: chmod 600 {file}", file=path),
        )
    if not open_ones:
        yield ok("secrets.closed", _("Files with secrets are closed to other users."))


def _is_open(path: Path) -> bool:
    """Whether others can come as far as this file: a closed folder above closes it too."""
    if not path.exists() or not path.stat().st_mode & OTHERS:
        return False
    return bool(path.parent.stat().st_mode & (stat.S_IXGRP | stat.S_IXOTH))


def mail(asked: Asked) -> Iterator[Finding]:
    """Whether anybody is written to."""
    backend = settings.EMAIL_BACKEND.rpartition(".")[0].rpartition(".")[2]
    if backend in NO_MAIL:
        yield ok("mail.off", _("Mail is not set up, and nothing is sent: invitations are links."))
    else:
        yield ok("mail.on", _("Mail goes through {host}.", host=settings.EMAIL_HOST))


def set_up_code(asked: Asked) -> Iterator[Finding]:
    """The code for the first person, lying around when that person has come."""
    path = asked.data / secrets.SET_UP
    if path.exists() and callers.slugs():
        yield warning(
            "secrets.set_up_code", _("The set-up code is still there, though nobody needs it."),
            _("Remove it: rm {file}", file=path),
        )  # fmt: skip
    else:
        yield ok("secrets.no_set_up_code", _("No set-up code lies around."))
