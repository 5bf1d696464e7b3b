"""Private words, looked for everywhere else: past days, scripts, exports, search, in the steps of an admin.

What each cell of the matrix answers is searched where it is asked (cells.py). Here is what the matrix does
not ask: every page as each of three days left it, files in every format, searches for the words themselves.
"""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.rights.cells import Bench, quiet
from tests.rights.commands import COMMANDS
from tests.rights.endpoints import ENDPOINTS
from tests.rights.house import HANDLES
from tests.rights.pages import PAGES
from tests.rights.test_commands import paper, read, run
from tests.rights.test_endpoints import address as endpoint
from tests.rights.test_pages import address
from tests.rights.who import INSIDE
from tests.rights.words import FOUND_BY_LOOKING, WORDS, told, unpacked

pytestmark = pytest.mark.django_db

DAYS = ("2026-01-05", "2026-02-10", "2026-03-11")
"""When the drafts were new; when the personal objective ran; yesterday."""
FORMATS = ("md", "csv", "xlsx", "check-ins")
STATES = ("", "draft", "proposed", "active", "closed", "cancelled")
HTMX = {"HTTP_HX_REQUEST": "true"}


def pages(bench: Bench, days: tuple[str, ...]) -> Iterator[str]:
    """Every page that is read, today and as past days left it; and files in every format and state."""
    looks = [row for row in PAGES if row.method == "GET"]
    for row in looks:
        path = address(bench, row)
        yield path
        yield from (f"/@{day}{path}" for day in days)
    for form in FORMATS:
        for state in STATES:
            yield reverse("export_file", args=["kestrel"]) + f"?format={form}&state={state}"


def searches(bench: Bench) -> Iterator[str]:
    """For each word, in small letters: what is typed comes back on the page."""
    for word in WORDS:
        for name in ("find", "keys"):
            yield reverse(name, args=["kestrel"]) + f"?q={word.lower()[:-1]}"
    for said in ("objectives", "key_results", "initiatives", "said", "teams", "people"):
        yield reverse("find", args=["kestrel"]) + f"?q=a&in={said}"


def endpoints(bench: Bench, days: tuple[str, ...]) -> Iterator[str]:
    """Everything that is read by the API, today and as of past days; exports; searches."""
    for row in ENDPOINTS:
        if row.method == "GET":
            path = endpoint(bench, row)
            yield path
            yield from (f"{path}{'&' if '?' in path else '?'}as_of={day}" for day in days)
    for form in FORMATS:
        yield from (f"/api/v1/kestrel/export?format={form}&state={state}" for state in STATES)
    for word in WORDS:
        yield f"/api/v1/kestrel/search?q={word.lower()[:-1]}"


def read_by(bench: Bench, role: str, days: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Whatever this person finds by looking, where an admin has looked just before."""
    with quiet():
        for path in (*pages(bench, days), *searches(bench)):
            _text(bench.ask("admin", path))  # a page that is kept for one is not shown to another
            yield path, _text(bench.ask(role, path))
            if days and not path.startswith("/@"):
                yield f"{path} by a script", _text(bench.ask(role, path, **HTMX))
        for path in endpoints(bench, days):
            yield path, _text(bench.call(bench.house.tokens[role], path))
        for row in COMMANDS:
            if row.right.scope == "read":
                words = bench.house.text(str(row.body or "")).split()
                for day in ((), *(("--as-of", day) for day in days)):
                    said = paper()
                    run(
                        said,
                        *row.route.split(),
                        *words,
                        "-w",
                        "kestrel",
                        "--as",
                        HANDLES[role],
                        *day,
                    )
                    yield f"{row.route} {words} {day}", read(said).encode()


def _text(answer: object) -> bytes:
    body = b"".join(answer) if getattr(answer, "streaming", False) else answer.content  # type: ignore[attr-defined]  # a response
    return unpacked(body) if body[:2] == b"PK" else body


def look(bench: Bench, role: str, days: tuple[str, ...]) -> None:
    found, wrong = set(), []
    for where, body in read_by(bench, role, days):
        found |= {word for word in WORDS if word.encode() in body}
        wrong += [f"{where}: {word}" for word in told(role, body)]
    assert not wrong, f"{role} is told of\n" + "\n".join(wrong)
    missed = {word for word in FOUND_BY_LOOKING if role in WORDS[word]} - found
    assert not missed, f"{role} may read {sorted(missed)} and finds them nowhere"


@pytest.mark.parametrize("role", ["elsewhere", "member"])
def test_words_of_today(bench: Bench, role: str) -> None:
    look(bench, role, ())


@pytest.mark.thorough
@pytest.mark.parametrize("role", INSIDE)
def test_words_of_all_days(bench: Bench, role: str) -> None:
    look(bench, role, DAYS)
