"""How a command ends: one exit code per reason, a sentence and a remedy, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from northing.cli.base import output

if TYPE_CHECKING:
    from northing.actions.errors import ActionError

OK, REFUSED, USAGE, NOT_FOUND, CONFLICT, FORBIDDEN, NO_DATABASE = 0, 1, 2, 3, 4, 5, 6
INTERRUPTED = 130

CODES = {403: FORBIDDEN, 404: NOT_FOUND, 409: CONFLICT}


def ending(run: Callable[[], object]) -> int:
    """Run a command and give its exit code; refusals are said on standard error."""
    try:
        run()
        sys.stdout.flush()
    except (BrokenPipeError, output.ReaderGoneError):
        # The reader has seen enough; the interpreter must not complain about it at exit.
        sys.stdout = open("/dev/null", "w", encoding="utf-8")  # noqa: SIM115, PTH123 - lives until exit
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else (OK if end.code is None else REFUSED)
    except Exception as error:
        return _refused(error)
    return OK


def _refused(error: Exception) -> int:
    """The exit code of a refusal. Raises what is no refusal but a fault of ours."""
    from northing.actions.errors import ActionError
    from northing.domain.units import UnitError
    from northing.transfer.errors import TransferError

    if isinstance(error, ActionError):
        return _of_action(error)
    if isinstance(error, TransferError):
        output.complain(f"{error.place}: {error.message}", str(error.remedy))
        return REFUSED
    if isinstance(error, UnitError):
        output.complain(str(error.message), str(error.remedy))
        return REFUSED
    return _of_environment(error)


def _of_action(error: ActionError) -> int:
    from northing.actions.errors import ConflictError

    output.complain(error.message, error.remedy)
    if isinstance(error, ConflictError):
        for d in error.differences:
            output.complain(f"  {d.field}: {d.seen!r} → {d.theirs!r} / {d.yours!r}")
    # An import's problems, by name: its class is not to be had before the database is set up.
    for p in getattr(error, "problems", ()):
        output.complain(f"  {p.place}: {p.message} {p.remedy}".rstrip())
    return CODES.get(error.status, REFUSED)


def _of_environment(error: Exception) -> int:
    """A database that is not there or not up to date, a setting or a file that cannot be read."""
    from northing.cli.base.session import SettingsError

    if isinstance(error, SettingsError):
        output.complain(str(error), error.remedy)
        return REFUSED
    # Behind it, because these need Django, which a wrong setting may have kept from starting.
    from django.conf import settings

    if not settings.configured:
        raise error
    from northing.queries import database
    from northing.queries.backup_file import BackupError

    if isinstance(error, BackupError):
        output.complain(str(error), error.remedy)
        return REFUSED
    if found := database.trouble(error):
        output.complain(*map(str, found))
        return NO_DATABASE
    if isinstance(error, OSError) and error.filename is not None:
        output.complain(f"{error.filename}: {error.strerror}")
        return REFUSED
    raise error
