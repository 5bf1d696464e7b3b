"""What has to be there before the first request: tables, cache table, static files, perhaps the demo."""

import hashlib
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import typer
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from northing.cli.base import output, refusals
from northing.cli.base.session import SettingsError
from northing.kit import clock, locks, secrets
from northing.kit.text import text as _
from northing.queries import callers
from northing.queries.database import release, upgrading
from northing.queries.doctor.database import pending_and_newer

MARK = ".northing"
PATIENCE = 120.0
"""Seconds that another process may take to collect the same files."""


def apart(work: Callable[[], None]) -> None:
    """Do it in a process of its own: the memory that it takes would else stay with every process begun later.

    Raises typer.Exit with its exit code where it was refused, and said so.
    """
    release()
    sys.stdout.flush()
    child = os.fork()
    if not child:
        os._exit(_ending(work))
    _pid, status = os.waitpid(child, 0)
    if code := os.waitstatus_to_exitcode(status):
        raise typer.Exit(code if code > 0 else refusals.REFUSED)


def _ending(work: Callable[[], None]) -> int:
    code = refusals.REFUSED
    try:
        code = refusals.ending(work)
    except Exception:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return code


def everything(*, demo: bool) -> None:
    """Each step says what it does; steps that are done already are quick."""
    database()
    static_files()
    if demo:
        demo_firm()


def database() -> None:
    """Bring the tables up to date, the cache's table included."""
    output.say(_("Preparing the database …"))
    try:
        with upgrading(lambda: output.say(_("Another process is at it; waiting …"))):
            _refuse_newer()
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
    except TimeoutError as late:
        raise SettingsError(
            _("Another process has been bringing the database up to date for too long."),
            _("See what it does, end it, and start again."),
        ) from late


def _refuse_newer() -> None:
    """A version before the one that made these tables would write what the newer one cannot read."""
    _pending, newer = pending_and_newer()
    if newer:
        raise SettingsError(
            _("The database was made by a newer version: {names}.", names=", ".join(newer[:3])),
            _("Install that version again, or restore a backup of this one."),
        )


def static_files() -> None:
    """Collect and compress the static files, unless none has changed."""
    root = Path(settings.STATIC_ROOT)
    mark, now = root / MARK, _fingerprint()
    with locks.held(root.with_name(f"{root.name}.lock"), PATIENCE):
        if mark.is_file() and mark.read_text() == now:
            return
        output.say(_("Collecting static files …"))
        root.mkdir(parents=True, exist_ok=True)
        call_command("collectstatic", interactive=False, clear=False, verbosity=0)
        mark.write_text(now)


def _fingerprint() -> str:
    """Changes whenever a file to be collected does; reads names, sizes and times only."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def set_up_code(address: str) -> None:
    """Where there is no workspace yet, say the address at which the first admin comes in."""
    if callers.slugs():
        return
    code = secrets.kept_in(Path(settings.DATA) / secrets.SET_UP)
    output.say(
        _("Nothing is here yet. Begin at {address}", address=f"{address}/welcome/?code={code}")
    )


def demo_firm() -> None:
    """Load the demo firm, or what is missing of it."""
    from northing.transfer.demo.load import load

    output.say(_("Loading the demo …"))
    load(clock.now(), say=output.say)
