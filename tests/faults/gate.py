"""A gate before a PostgreSQL: shut it and the database is gone, cut and connections break, wait and it is slow."""

import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NAME = ".s.PGSQL.5432"


class Gate:
    """Everything that passes between the server and its database passes here."""

    def __init__(self, home: Path, beyond: Path) -> None:
        self.home, self.beyond = home, beyond
        self.delay = 0.0
        """Seconds that every parcel of bytes waits."""
        self._listening: socket.socket | None = None
        self._threads: list[threading.Thread] = []
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()

    def let_in(self) -> None:
        self._listening = socket.socket(socket.AF_UNIX)
        (self.home / NAME).unlink(missing_ok=True)
        self._listening.bind(str(self.home / NAME))
        self._listening.listen(64)
        accepting = threading.Thread(target=self._accept, args=(self._listening,), daemon=True)
        self._threads.append(accepting)
        accepting.start()

    def shut(self) -> None:
        """Nobody comes in, and who is in is thrown out."""
        assert self._listening is not None
        (self.home / NAME).unlink(missing_ok=True)
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.cut()
        for thread in self._threads:
            thread.join(5)
        self._threads.clear()

    def cut(self) -> int:
        """Break every connection wherever it is; how many there were."""
        with self._lock:
            doomed, self._open = self._open, set()
        for one in doomed:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        return len(doomed) // 2

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                here, _ = listening.accept()
                there = socket.socket(socket.AF_UNIX)
                try:
                    there.connect(str(self.beyond / NAME))
                except OSError:
                    here.close()
                    there.close()
                    continue
                with self._lock:
                    self._open |= {here, there}
                held = threading.Thread(target=self._hold, args=(here, there), daemon=True)
                self._threads.append(held)
                held.start()

    def _hold(self, here: socket.socket, there: socket.socket) -> None:
        """Pass on in both directions until one side ends."""
        with here, there:
            back = threading.Thread(target=self._pass, args=(there, here), daemon=True)
            back.start()
            self._pass(here, there)
            back.join()

    def _pass(self, giver: socket.socket, taker: socket.socket) -> None:
        with suppress(OSError):
            while parcel := giver.recv(65536):
                if self.delay:
                    time.sleep(self.delay)
                taker.sendall(parcel)
        with self._lock:
            self._open -= {giver, taker}
        for one in (giver, taker):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@contextmanager
def gated(url: str) -> Iterator[tuple[Gate, str]]:
    """A gate before the server of this address, open, and the address by which one passes it."""
    beyond = url.partition("host=")[2].partition("&")[0]
    home = Path(tempfile.mkdtemp(prefix="gate-"))
    home.chmod(0o755)
    gate = Gate(home, Path(beyond))
    gate.let_in()
    try:
        yield gate, url.replace(beyond, str(home))
    finally:
        gate.shut()
        shutil.rmtree(home, ignore_errors=True)
