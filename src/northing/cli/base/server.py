"""The web server: granian over WSGI, two processes with one blocking thread each.

Measured: Django's synchronous database work runs four times faster this way than under ASGI.
"""

import threading
import time
import urllib.error
import urllib.request
from contextlib import nullcontext
from urllib.parse import urlsplit

from django.conf import settings
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from northing.cli.base import output
from northing.cli.base.keeping import Keeping, load
from northing.cli.base.stopping import Stopping
from northing.cli.base.working import working
from northing.kit.text import text as _
from northing.queries import database

APPLICATION = "northing.site.wsgi:application"
PATIENCE = 30.0
EACH = 0.1
_HANDLER = {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}
# What the server itself says, in the form of all other lines.
_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "northing.site.logs.formatter"}},
    "handlers": {"server": _HANDLER},
    "loggers": {"_granian": {"handlers": ["server"], "level": "WARNING", "propagate": False}},
}


def run(host: str, port: int, workers: int, address: str, *, worker: bool = True) -> None:
    """Serve until interrupted; open requests are answered before the processes end."""
    load(APPLICATION)
    database.release()
    threading.Thread(target=_tell_when_ready, args=(address,), daemon=True).start()
    with working() if worker else nullcontext():
        _serve(host, port, workers)
    output.say(_("Stopped."))


def _serve(host: str, port: int, workers: int) -> None:
    server = Keeping(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        # What comes without encryption speaks this; a proxy before it speaks to people what it likes.
        http=HTTPModes.http1,
        workers=workers,
        blocking_threads=1,
        log_level=LogLevels.warning,
        workers_kill_timeout=15,
        log_dictconfig=_LOGGING,
    )
    Stopping(server, settings.RUN, settings.DRAIN)
    server.keep()


def _tell_when_ready(address: str) -> None:
    """Print the address as soon as it answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if _answers(address):
            output.say(_("Northing answers at {address} (stop it with Ctrl-C).", address=address))
            return
        time.sleep(EACH)


def _answers(address: str) -> bool:
    if urlsplit(address).scheme not in {"http", "https"}:
        return False
    try:
        urllib.request.urlopen(f"{address}/healthz", timeout=5).close()  # noqa: S310 - our own address
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
