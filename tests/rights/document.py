"""The matrix for people: docs/rights.md, made of the rows (`python -m tests.rights.document`).

A test holds the file against this, so what the page says is what the tests try.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import django
from django.urls import URLResolver, get_resolver

from tests.rights.commands import COMMANDS, OPERATORS
from tests.rights.doorstep import DOORSTEP
from tests.rights.endpoints import ENDPOINTS
from tests.rights.pages import PAGES
from tests.rights.rows import Row
from tests.rights.who import INSIDE, OUTSIDE, TOKENS

FILE = Path(__file__).parents[2] / "docs" / "rights.md"
MARKS = {"yes": "yes", "no": "no", "none": "–"}

HEAD = """\
# Rights, address by address

[Who may do what](roles.md) says it in words. Here it stands for every page, endpoint and command, as the
tests try it: each cell is asked for once, and what was refused has written nothing.

**yes**: done, or shown. **no**: refused, with the reason (403; a command ends with 5). **–**: answered as if
it were not there (404; 3). Where a line names nothing else, it is about an active objective of one team.
"""

PAGES_TEXT = """\
Addresses lie below the workspace's: `/acme/…`. POST sends the page's form.

"""

OUTSIDE_TEXT = """\
## Everybody else

Whoever is outside gets one answer for all of it, for what does not exist, and for workspaces that do not
exist: 404 on pages, with the same text and the same work behind it; on the API 404 with a token of another
workspace, 401 without a valid one. Tokens open no page, sessions open no endpoint, and a form that another
site sends is refused (403).

"""

TOKENS_TEXT = """
A token does what its person may, if its scopes allow it: `read` for every GET, `check_in` for check-ins and
readings, `write` for all else. Too narrow a scope is answered by 403.
"""

OPERATORS_TEXT = """
Some commands act for nobody: whoever can run them has the machine and its database.

"""

DOORSTEP_TEXT = """\
## Outside the workspaces

What a stranger and what somebody signed in gets, for GET and for POST with an empty form: a status; *in*: led
to sign in; *on*: led elsewhere. An account knows no workspace: these pages are the same for everybody who is
signed in.

"""


def document() -> str:
    """The whole page."""
    addresses = dict(_addresses())
    return "".join(
        (
            HEAD,
            "\n## Who is who\n\n",
            _words("who", INSIDE),
            "\n",
            OUTSIDE_TEXT,
            _words("who", OUTSIDE),
            "\n## Pages\n\n",
            PAGES_TEXT,
            _matrix(PAGES, lambda row: f"`{row.method} {addresses[True, row.route]}`"),
            "\n## API\n",
            TOKENS_TEXT,
            "\n",
            _words("token", TOKENS),
            "\n",
            _matrix(ENDPOINTS, lambda row: f"`{row.method} {row.route}`"),
            "\n## Commands\n\n",
            _matrix(COMMANDS, lambda row: f"`northing {row.route}`"),
            OPERATORS_TEXT,
            _words("command", {f"`northing {name}`": does for name, does in OPERATORS.items()}),
            "\n",
            DOORSTEP_TEXT,
            _doorstep(addresses),
        )
    )


def _words(heading: str, meant: Mapping[str, str]) -> str:
    lines = [f"| {heading} | |", "| --- | --- |"]
    return "\n".join([*lines, *(f"| {name} | {what} |" for name, what in meant.items())]) + "\n"


def _matrix(rows: Iterable[Row], name: Callable[[Row], str]) -> str:
    lines = [f"| | {' | '.join(INSIDE)} |", f"| --- |{' --- |' * len(INSIDE)}"]
    for row in rows:
        label = name(row) + (f", {row.note}" if row.note else "")
        marks = " | ".join(MARKS[cell] for cell in row.cells.values())
        lines.append(f"| {label} | {marks} |")
    return "\n".join(lines) + "\n"


def _addresses() -> Iterator[tuple[tuple[bool, str], str]]:
    """Each page's address by whether it lies in a workspace, and its name; without the workspace's."""
    waiting = [("", one) for one in get_resolver().url_patterns]
    while waiting:
        before, one = waiting.pop(0)
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            waiting += [(here, inner) for inner in one.url_patterns]
        elif one.name:
            plain = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", here)
            inside = plain.startswith("{workspace}/")
            yield (inside, one.name), "/" + plain.removeprefix("{workspace}/")


def _doorstep(addresses: Mapping[tuple[bool, str], str]) -> str:
    lines = ["| address | stranger | signed in |", "| --- | --- | --- |"]
    found = {addresses[False, name]: told for name, told in DOORSTEP.items()}
    for address, told in sorted(found.items()):
        stranger, signed_in = (", ".join(one.split()) for one in told)
        lines.append(f"| `{address}` | {stranger} | {signed_in} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "northing.site.settings")
    django.setup()
    sys.stdout.write(document())
