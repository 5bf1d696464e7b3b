"""Schemathesis over the whole API, in this process: made-up requests as one caller, every answer checked.

Each request runs in a savepoint that is taken back, so the thousandth meets the same workspace as the first
and a finding can be repeated alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection, connections, transaction
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.engine.run import PhaseName
from schemathesis.schemas import BaseSchema
from schemathesis.transport.wsgi import WSGITransport

from northing.api import api
from northing.api.base import document

LEFT_OUT = {
    # Only the workspace knows whether an id of the right form names something: 404 and 422 are answers.
    "positive_data_acceptance",
}


@dataclass(frozen=True, slots=True)
class Run:
    """How many requests were answered how, and what was wrong with an answer."""

    answered: dict[int, int]
    wrong: tuple[str, ...]
    operations: int


OF_NETWORK = {"max_redirects", "verify", "cert", "proxies", "timeout"}
Known = Mapping[str, Sequence[str | int]]
"""What is there, by the kind of name that requests give it."""


def run(
    token: str, known: Known, *, phases: Iterable[str], examples: int, seed: int,
    seconds: int | None = None, keep: bool = False,
) -> Run:  # fmt: skip
    """Ask every operation as the owner of `token` (or as a stranger), and check each answer.

    `phases` are those of Schemathesis: examples, coverage, fuzzing, stateful. `keep`: what one request
    writes stays for the next ones, as links between operations need it.
    """
    answered: dict[int, int] = {}
    schema = _schema(token, known, set(phases), examples, seed, seconds)
    schema.app = _in_savepoints(answered, keep=keep)
    wrong: list[str] = []
    tested: set[str] = set()
    with _one_connection(), _in_process_only():
        for event in from_schema(schema).execute():
            wrong += _wrong(event)
            if isinstance(event, events.ScenarioFinished) and event.label:
                tested.add(event.label)
    return Run(answered, tuple(dict.fromkeys(wrong)), len(tested))


@contextmanager
def _one_connection() -> Iterator[None]:
    """The test's own connection, for the threads of Schemathesis too; no request ends it."""
    around = (request_started, request_finished)
    connection.inc_thread_sharing()
    for signal in around:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in around:
            signal.connect(close_old_connections)
        connection.dec_thread_sharing()


@contextmanager
def _in_process_only() -> Iterator[None]:
    """Some of its checks send options of the network, which its own in-process client refuses."""
    send = WSGITransport.send

    def sent(self: WSGITransport, case: Any, **options: Any) -> Any:
        return send(self, case, **{n: o for n, o in options.items() if n not in OF_NETWORK})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGITransport, "send", sent)
        yield


PLACES: Mapping[str, Sequence[str]] = {
    "objective": ("path.objective", "path.supports", "body.supports", "body.about"),
    "key_result": ("path.key_result",),
    "slug": ("path.team", "query.into"),
    "team": ("body.team", "body.parent", "body.into"),
    "either_team": ("query.team",),
    "cycle": ("path.cycle", "query.cycle", "body.cycle"),
    "metric": ("path.metric", "body.metric"),
    "person": ("path.person", "body.owner", "body.to"),
    "check_in": ("path.check_in", "body.check_in"),
    "comment": ("path.comment",),
    "initiative": ("path.initiative",),
    "staged": ("path.staged",),
    "change": ("path.change",),
    "value": ("body.value", "body.target", "body.baseline", "body.low", "body.high"),
    "kind": ("body.kind",),
    "unit": ("body.unit",),
    "day": ("query.since", "query.until", "query.from", "query.to", "query.as_of", "body.as_of"),
    "text": ("body.title", "body.name", "body.text", "body.note", "body.reason", "query.q"),
    "state": ("query.state", "body.state"),
    "format": ("query.format",),
}
"""Where such a name is asked for: most requests name something that is there, as those of people do."""


def _schema(
    token: str, known: Known, phases: set[str], examples: int, seed: int, seconds: int | None
) -> BaseSchema:
    settings: dict[str, Any] = {
        "seed": seed,
        "dictionaries": {name: {"values": list(values)} for name, values in known.items()},
        "parameters": {
            place: {"dictionary": name, "probability": 0.7 if place.startswith("path") else 0.4}
            for name in known for place in PLACES[name]
        },
        "suppress-health-check": ["all"],
        "phases": {
            name: {"enabled": name in phases}
            for name in ("examples", "coverage", "fuzzing", "stateful")
        },
        "generation": {
            "mode": "all", "max-examples": examples, "database": "none", "no-shrink": True,
        },
        "checks": {"enabled": True} | {name: {"enabled": False} for name in LEFT_OUT},
    }  # fmt: skip
    if token:
        settings["headers"] = {"Authorization": f"Bearer {token}"}
    if seconds:
        settings["max-time"] = seconds
    config = SchemathesisConfig.from_dict(settings)
    found = deepcopy(document.document(api))  # the application serves the same one
    found["components"]["parameters"]["workspace"]["schema"] = {
        "type": "string",
        "enum": ["kestrel"],
    }
    return schemathesis.openapi.from_dict(found, config=config)


def _in_savepoints(answered: dict[int, int], *, keep: bool) -> Callable[..., Iterable[bytes]]:
    """The application as a server calls it; Schemathesis calls it from threads of its own."""
    application: Any = get_wsgi_application()
    shared = connections["default"]

    def served(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        connections["default"] = shared
        environ["HTTP_ACCEPT_ENCODING"] = "identity"

        def started(status: str, *rest: Any) -> Any:
            code = int(status[:3])
            answered[code] = answered.get(code, 0) + 1
            return start(status, *rest)

        with transaction.atomic():
            body = b"".join(application(environ, started))
            transaction.set_rollback(not keep)
        return [body]

    return served


def _wrong(event: events.EngineEvent) -> Iterator[str]:
    if isinstance(event, events.FatalError):
        yield f"the run itself broke: {event.exception!r}"
    if isinstance(event, events.NonFatalError) and event.phase is not PhaseName.PROBING:
        yield f"{event.label}: {event.info}"
    if not isinstance(event, events.ScenarioFinished):
        return
    for checks in event.recorder.checks.values():
        for check in checks:
            if check.failure_info is not None:
                info = check.failure_info
                yield f"{event.label}: {info.failure.title}: {info.failure.message}\n{info.code_sample}"
