"""Each page beside a bare view: the same statements by a cursor, the same template, nothing else.

`python -m benchmarks.speed.bare <JSON of visits.py>` prints a line of JSON for each page. Both sides
are called as web applications in this process, taking turns; middleware, rights, rules and shapes are
what the page has and the bare view has not.
"""

import contextlib
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import django
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory

TURNS, EACH = 8, 3
"""Turns of each address, and addresses of each page."""

Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


@dataclass(slots=True)
class Recorded:
    """What a page asked the database, and what it drew with which values."""

    statements: list[tuple[str, Any]] = field(default_factory=list)
    drawn: list[tuple[Template, dict[str, Any]]] = field(default_factory=list)


def main() -> None:
    django.setup()
    from northing.cli.base import preparing

    with contextlib.redirect_stdout(sys.stderr):
        preparing.everything(demo=False)
    application = get_wsgi_application()
    visits = json.loads(sys.argv[1])
    for page in visits["pages"]:
        if not page["is_api"]:  # the API draws no template
            print(
                json.dumps({"label": page["label"], **_measured(application, page, visits)}),
                flush=True,
            )


def _measured(
    application: Application, page: dict[str, Any], visits: dict[str, Any]
) -> dict[str, Any]:
    """Means over some addresses of a page; what went wrong is a row too, so that the others go on."""
    places = list(zip(page["paths"][:EACH], visits["cookies"] * EACH, strict=False))
    try:
        found = [_compared(application, path, cookie) for path, cookie in places]
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    return dict(
        zip(("ours", "bare", "cpu"), map(statistics.mean, zip(*found, strict=True)), strict=True)
    )


def _compared(application: Application, path: str, cookie: str) -> tuple[float, float, float]:
    """Median ms of the page and of its bare view, and the page's processor time."""
    environ = RequestFactory().get(path).environ | {
        "HTTP_COOKIE": cookie,
        "SERVER_NAME": "127.0.0.1",
    }
    _called(application, environ)
    with _recording() as recorded:
        _called(application, environ)
    bare = _bare_view(recorded)
    ours, others, cpu = [], [], []
    for _turn in range(TURNS):
        started = time.process_time()
        ours.append(_timed(lambda: _called(application, environ)))
        cpu.append((time.process_time() - started) * 1000)
        others.append(_timed(bare))
    return statistics.median(ours), statistics.median(others), statistics.median(cpu)


def _called(application: Application, environ: dict[str, Any]) -> None:
    """One request, its answer read to the end."""
    told: list[str] = []
    answer = application(dict(environ), lambda status, headers, info=None: told.append(status))
    for _part in answer:
        pass
    answer.close()
    if not told[0].startswith("200"):
        raise RuntimeError(f"{environ['PATH_INFO']} answers {told[0]}")


def _timed(act: Callable[[], None]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


@contextmanager
def _recording() -> Iterator[Recorded]:
    """Write down every statement, and every outermost template with all its values."""
    recorded, drawing = Recorded(), [0]
    # Within Template.render, when the context processors have given their values.
    inside: Any = Template
    draw = inside._render

    def noted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        recorded.statements.append((sql, params))
        return execute(sql, params, many, context)

    def drawn(template: Template, context: Context) -> Any:
        if not drawing[0]:
            values: dict[Any, Any] = context.flatten()
            recorded.drawn.append((template, values))
        drawing[0] += 1
        try:
            return draw(template, context)
        finally:
            drawing[0] -= 1

    inside._render = drawn
    try:
        with connection.execute_wrapper(noted):
            yield recorded
    finally:
        inside._render = draw


def _bare_view(recorded: Recorded) -> Callable[[], None]:
    """The view that knows no rights, no rules and no shapes: it reads, it draws."""

    def view() -> None:
        with connection.cursor() as cursor:
            for sql, params in recorded.statements:
                cursor.execute(sql, params)
                if cursor.description is not None:
                    cursor.fetchall()
        for template, values in recorded.drawn:
            template.render(Context(values)).encode()

    return view


if __name__ == "__main__":
    main()
