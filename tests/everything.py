"""All tests in one run: `python -m tests.everything [options of pytest]`.

Two workers side by side: one on SQLite, which drives the browser too, and one on PostgreSQL, which also
takes the tests that need no database. Tests of the database so run on both; all others once.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence

from tests import browser, postgres

ON_CI = os.environ.get("CI") == "true"


def main(options: Sequence[str]) -> int:
    """Run pytest on both databases; its exit status, or 1 where CI lacks something."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped too
    missing = _missing()
    for line in missing:
        print(f"test: NOT HERE: {line}", file=sys.stderr)
    if missing and ON_CI:
        return 1
    with tempfile.TemporaryDirectory(prefix="nth-data-") as data:
        os.environ["NORTHING_DATA"] = data
        status = _both(options) if postgres.is_here() else _pytest(["-n", "2", *options])
    for line in missing:
        print(f"test: NOT TESTED: {line}", file=sys.stderr)
    return status


def _missing() -> list[str]:
    found = []
    if not postgres.is_here():
        found.append(f"PostgreSQL. Remedy (as root): {postgres.REMEDY}")
    if browser.program() is None:
        found.append(f"Chromium. Remedy (as root): {browser.REMEDY}")
    return found


def _both(options: Sequence[str]) -> int:
    with postgres.server() as url:
        sqlite = "popen//env:DATABASE_URL=//env:NORTHING_TESTS=sqlite"
        big = f"popen//env:DATABASE_URL={url}//env:NORTHING_TESTS=postgres"
        return _pytest(["--dist=each", f"--tx={sqlite}", f"--tx={big}", *options])


def _pytest(options: Sequence[str]) -> int:
    command = [sys.executable, "-m", "pytest", "--durations=15", "--durations-min=2", *options]
    with subprocess.Popen(command) as running:
        try:
            return running.wait()
        finally:
            running.terminate()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
