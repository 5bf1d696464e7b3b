"""Judging every key result while `northing serve` runs: at its start, and once after each midnight.

A thread of the serving process waits and starts `northing nightly` as a process of its own:
the server forks its workers, so it shall hold neither a database connection nor a lock that work needs.
"""

import subprocess
import sys
import threading
from datetime import timedelta

from northing.cli.base import output
from northing.kit import clock
from northing.kit.text import text as _

HOUR = timedelta(hours=1)
PAST_THE_HOUR = timedelta(minutes=1)
LONGEST = 3600.0
_PROGRAM = "import sys; from northing.cli import main; sys.exit(main())"
COMMAND = (sys.executable, "-c", _PROGRAM, "nightly")


def start() -> None:
    """Begin, without waiting for it; the thread ends with its process."""
    threading.Thread(target=_run, name="nightly", daemon=True).start()


def _run() -> None:
    pause = threading.Event()
    while True:
        sweep()
        # Midnight comes at another hour in each time zone; who was judged today is skipped.
        pause.wait(until_the_next_hour())


def until_the_next_hour() -> float:
    """Seconds to a minute past the next full hour."""
    now = clock.now()
    begun = now.replace(minute=0, second=0, microsecond=0)
    return (begun + HOUR + PAST_THE_HOUR - now).total_seconds()


def sweep() -> bool:
    """Judge every workspace that was not judged today; whether it went well. Never raises."""
    try:
        done = subprocess.run(  # noqa: S603 - our own command, nothing from outside in it
            COMMAND, check=False, capture_output=True, text=True, timeout=LONGEST,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        output.say(_("The nightly sweep could not run: {error}", error=error))
        return False
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        output.say(_("The nightly sweep failed: {error}", error=" ".join(last)))
    return done.returncode == 0
