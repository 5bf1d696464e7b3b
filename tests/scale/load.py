"""People at work while parts of an installation are lost: what they asked, and what they were answered."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.scale.browser import Browser
from tests.scale.house import SLUG, House

WRITERS = 3
READERS = 3
PAUSE = 0.02
LONGEST = 60.0
"""Seconds for which a writer tries again: beyond them a write counts as lost."""


@dataclass(frozen=True)
class Asked:
    """One request: what for, when, and whether it was answered as it should."""

    kind: str
    begun: float
    ended: float
    said: str

    @property
    def failed(self) -> bool:
        return bool(self.said)


@dataclass(frozen=True)
class Window:
    """What people noticed of one loss."""

    requests: int
    failed_reads: int
    failed_writes: int
    ms: int
    """From the beginning of the first request that failed to the end of the last one."""
    slowest: int
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.requests} requests, failed: {self.failed_reads} reads, {self.failed_writes} writes; "
            f"errors for {self.ms} ms, slowest answer {self.slowest} ms {' '.join(self.reasons)}"
        )


@dataclass
class Load:
    """Writers who try again with the same key, one who never does, and readers of pages and answers."""

    house: House
    asked: list[Asked] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    sent_once: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def running(self) -> Iterator["Load"]:
        browser = Browser(self.house)
        assert browser.sign_in("lea").status == 302
        jobs: list[Callable[[], object]] = [lambda n=n: self._write(n) for n in range(WRITERS)]  # type: ignore[misc]  # mypy knows no default of a lambda
        jobs += [self._write_once, *(lambda: self._read(browser) for _ in range(READERS))]
        threads = [threading.Thread(target=job, daemon=True) for job in jobs]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            for thread in threads:
                thread.join(LONGEST + 30)
        assert not any(thread.is_alive() for thread in threads)

    def window(self, since: float) -> Window:
        """What happened since a moment of time.monotonic()."""
        asked = [one for one in self.asked if one.ended >= since]
        failed = [one for one in asked if one.failed]
        spread = (
            max(one.ended for one in failed) - min(one.begun for one in failed) if failed else 0.0
        )
        reads = sum(one.kind == "read" for one in failed)
        return Window(
            len(asked), reads, len(failed) - reads, round(spread * 1000),
            round(max((one.ended - one.begun for one in asked), default=0) * 1000),
            tuple(sorted({one.said for one in failed})),
        )  # fmt: skip

    # ── each in a thread of its own ───────────────────────────────────────────
    def _write(self, writer: int) -> None:
        number = 0
        while not self._stop.is_set():
            note, number = f"writer {writer}, word {number}", number + 1
            until = time.monotonic() + LONGEST
            while not self._noted("write", lambda: self._post(note, note)):  # noqa: B023 - called at once
                if time.monotonic() > until:
                    return
                time.sleep(PAUSE)
            self.acknowledged.append(note)
            time.sleep(PAUSE)

    def _write_once(self) -> None:
        number = 0
        while not self._stop.is_set():
            note, number = f"said once, word {number}", number + 1
            self.sent_once.append(note)
            if self._noted("write", lambda: self._post(note, "")):  # noqa: B023 - called at once
                self.acknowledged.append(note)
            time.sleep(PAUSE)

    def _post(self, note: str, key: str) -> int:
        kr = self.house.made["key_results"]["increase"]
        said = {"value": 31, "confidence": 6, "note": note}
        return self.house.api(
            f"/key-results/KR-{kr}/check-ins", said, key=key.replace(" ", "")
        ).status

    def _read(self, browser: Browser) -> None:
        paths: tuple[Any, ...] = (
            lambda: self.house.api("/my-week").status,
            lambda: browser.get(f"/{SLUG}/overview/").status,
            lambda: self.house.api(f"/objectives/O-{self.house.made['objective']}").status,
        )
        turn = 0
        while not self._stop.is_set():
            self._noted("read", paths[turn % len(paths)])
            turn += 1
            time.sleep(PAUSE)

    def _noted(self, kind: str, ask: Callable[[], int]) -> bool:
        """Ask, and note what came of it; whether it was a success."""
        begun, said = time.monotonic(), ""
        try:
            status = ask()
            said = "" if status in {200, 201} else str(status)
        except Exception as error:  # a connection that ends, in any of its ways
            said = type(error).__name__
        self.asked.append(Asked(kind, begun, time.monotonic(), said))
        return not said
