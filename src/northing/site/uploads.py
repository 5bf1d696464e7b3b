"""Bodies that break off are no bodies: half a document would be read as a whole, shorter plan."""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class TornError(OSError):
    """The connection ended before the length that was told; the framework refuses the request."""


def whole(application: Application) -> Application:
    """The application, whose requests end in TornError where a body ends early."""

    def served(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or ""
        if length.isascii() and length.isdecimal():
            environ["wsgi.input"] = _Whole(environ["wsgi.input"], int(length[:20]))
        return application(environ, start)

    return served


class _Whole:
    """A body of known length. Raises TornError at its end, where that comes too early."""

    def __init__(self, stream: Any, length: int) -> None:
        self._stream, self._left = stream, length

    def read(self, size: int = -1) -> bytes:
        """So many bytes, fewer only at the end."""
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        pieces = []
        while wanted > 0:
            piece = self._stream.read(wanted)
            if not piece:
                raise TornError("The body ended early.")
            pieces.append(piece)
            wanted -= len(piece)
            self._left -= len(piece)
        return b"".join(pieces)

    def readline(self, size: int = -1) -> bytes:
        """One line."""
        limit = self._left if size is None or size < 0 else min(size, self._left)
        line: bytes = self._stream.readline(limit) if limit else b""
        if limit and not line:
            raise TornError("The body ended early.")
        self._left -= len(line)
        return line
