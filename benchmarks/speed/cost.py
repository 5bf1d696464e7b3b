"""What each page costs: `python -m benchmarks.speed.cost` prints a line of JSON for each.

Processor time and statements of one request after the other in this process, with no page kept. Run
with the sources of any version on the path, so it uses nothing of the product but its addresses.
"""

import contextlib
import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import RequestFactory

ROUNDS, EACH = 6, 4
"""Rounds over the addresses, and addresses of each page."""


def main() -> None:
    django.setup()
    from northing.cli.base import preparing

    with contextlib.redirect_stdout(sys.stderr):
        preparing.everything(demo=False)
    application = get_wsgi_application()
    visits = json.loads(sys.argv[1])
    for page in visits["pages"]:
        print(json.dumps({"label": page["label"], **_cost(application, page, visits)}), flush=True)


def _cost(application: Any, page: dict[str, Any], visits: dict[str, Any]) -> dict[str, Any]:
    """Median ms of processor time, and the most statements of one request."""
    requests = [
        _request(path, page, visits, place) for place, path in enumerate(page["paths"][:EACH])
    ]
    try:
        for environ in requests:  # what is noted or looked up once
            _called(application, environ)
        statements = max(_counted(lambda e=e: _called(application, e)) for e in requests)
        spent = [
            _spent(lambda e=e: _called(application, e)) for _ in range(ROUNDS) for e in requests
        ]
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    return {"cpu": statistics.median(spent), "statements": statements}


def _request(path: str, page: dict[str, Any], visits: dict[str, Any], place: int) -> dict[str, Any]:
    said = {"SERVER_NAME": "127.0.0.1"}
    if page["is_api"]:
        said["HTTP_AUTHORIZATION"] = f"Bearer {visits['token']}"
    else:
        said["HTTP_COOKIE"] = visits["cookies"][place % len(visits["cookies"])]
    environ: dict[str, Any] = RequestFactory().get(path).environ | said
    return environ


def _called(application: Any, environ: dict[str, Any]) -> None:
    told: list[str] = []
    answer = application(dict(environ), lambda status, headers, info=None: told.append(status))
    for _part in answer:
        pass
    answer.close()
    if not told[0].startswith("200"):
        raise RuntimeError(f"{environ['PATH_INFO']} answers {told[0]}")


def _counted(act: Callable[[], None]) -> int:
    count = 0

    def noted(execute: Any, *asked: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*asked)

    with connection.execute_wrapper(noted):
        act()
    return count


def _spent(act: Callable[[], None]) -> float:
    started = time.process_time()
    act()
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    main()
