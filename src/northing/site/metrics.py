"""Figures for Prometheus: each process counts in a file of the running server, one answer adds them up.

Nothing is counted where no token is set for reading it. Nothing is ever sent anywhere: whoever holds the
token comes and asks.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from northing.kit import clock
from northing.queries import operation

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Counter, Histogram
    from prometheus_client.core import Metric

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
FOLDER = "figures"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class _Asked(threading.local):
    """What the request of this thread asked the database so far."""

    number = 0
    seconds = 0.0


_asked = _Asked()


class _Counting:
    """The counters of this process. Made on first use, because the library then opens its files."""

    def __init__(self) -> None:
        if settings.RUN is not None:
            folder = Path(settings.RUN) / FOLDER
            folder.mkdir(parents=True, exist_ok=True)
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(
                folder
            )  # read when the library is imported
        import prometheus_client as library

        own = self.registry = library.CollectorRegistry()
        self.requests: Counter = library.Counter(
            "northing_requests", "Requests answered.", ("method", "route", "status"), registry=own
        )
        self.latency: Histogram = library.Histogram(
            "northing_request_seconds", "Time from the first line of a request to its answer.", ("route",),
            registry=own, buckets=SECONDS,
        )  # fmt: skip
        self.queries: Counter = library.Counter(
            "northing_database_queries", "Questions put to the database.", registry=own
        )
        self.query_seconds: Counter = library.Counter(
            "northing_database_seconds", "Time that the database took to answer.", registry=own
        )


counting: Callable[[], _Counting] = cache(_Counting)


def begin() -> None:
    """A request begins in this thread."""
    _asked.number, _asked.seconds = 0, 0.0


def note(method: str, route: str, status: int, seconds: float) -> None:
    """A request was answered; counted by the name of its address, whatever it was filled with."""
    if not settings.METRICS_TOKEN:
        return
    counts = counting()
    counts.requests.labels(method if method in METHODS else "other", route, status).inc()
    counts.latency.labels(route).observe(seconds)
    counts.queries.inc(_asked.number)
    counts.query_seconds.inc(_asked.seconds)


def watch() -> None:
    """Count what each connection is asked, from its first moment on, where figures are read at all."""
    if settings.METRICS_TOKEN:
        connection_created.connect(_wrap, dispatch_uid="northing.metrics")


def _wrap(connection: BaseDatabaseWrapper, **_: object) -> None:
    if _timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(_timed)


def _timed(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    begun = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        _asked.number += 1
        _asked.seconds += time.perf_counter() - begun


# ── reading ───────────────────────────────────────────────────────────────────
def text() -> bytes:
    """All figures in Prometheus' text format: those of every process, then those of the installation."""
    from prometheus_client import generate_latest
    from prometheus_client.registry import CollectorRegistry

    counts, of_all = counting(), CollectorRegistry()
    of_all.register(_Installation())
    return generate_latest(_of_processes(counts)) + generate_latest(of_all)


def _of_processes(counts: _Counting) -> "CollectorRegistry":
    if settings.RUN is None:
        return counts.registry
    from prometheus_client.multiprocess import MultiProcessCollector
    from prometheus_client.registry import CollectorRegistry

    together = CollectorRegistry()
    MultiProcessCollector(together, str(Path(settings.RUN) / FOLDER))  # type: ignore[no-untyped-call]  # the library has none
    return together


class _Installation:
    """What the database and the machine know, read when it is asked for."""

    def collect(self) -> Iterator["Metric"]:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        found = operation.figures(clock.real())
        build = GaugeMetricFamily("northing_build", "What runs here.", labels=list(found.build))
        build.name += "_info"
        build.add_metric(list(found.build.values()), 1)
        yield build
        yield CounterMetricFamily("northing_check_ins", "Check-ins kept.", value=found.check_ins)
        yield _labelled(
            "northing_chain_head", "Number of the newest event.", "workspace", found.heads
        )
        yield _labelled("northing_jobs", "Jobs by state.", "state", found.jobs)
        yield GaugeMetricFamily(
            "northing_workers", "Worker processes at work.", value=found.workers
        )
        if found.waiting is not None:
            yield GaugeMetricFamily(
                "northing_jobs_oldest_waiting_seconds", "Age of the oldest job that waits.", value=found.waiting
            )  # fmt: skip
        if found.swept is not None:
            yield GaugeMetricFamily(
                "northing_outlooks_age_seconds", "Time since the last day that was judged whole.", value=found.swept
            )  # fmt: skip
        yield _labelled("northing_process_memory_bytes", "Resident memory.", "pid", _memory())


def _labelled(name: str, about: str, label: str, values: Any) -> "Metric":
    from prometheus_client.core import GaugeMetricFamily

    family = GaugeMetricFamily(name, about, labels=[label])
    for key, value in values.items():
        family.add_metric([str(key)], value)
    return family


def _memory() -> dict[int, int]:
    """Resident bytes of this server's living processes, as far as the machine tells."""
    pids = {os.getpid()}
    if settings.RUN is not None:
        files = (Path(settings.RUN) / FOLDER).glob("counter_*.db")
        pids |= {int(file.stem.partition("_")[2]) for file in files}
    found = {pid: _resident(Path(f"/proc/{pid}/statm")) for pid in sorted(pids)}
    return {pid: size for pid, size in found.items() if size}


def _resident(statm: Path) -> int:
    try:
        return int(statm.read_text().split()[1]) * PAGE
    except (OSError, ValueError, IndexError):
        return 0
