"""Logs as lines for people, or as JSON with NORTHING_LOG=json; each line of a request bears its id.

No line holds a secret: tokens, keys of invitations, cookies and what follows a question mark are taken
out of whatever is said, and only the fields named here are written. No value can begin a line of its own.
"""

import io
import re
import sys
import traceback

# structlog takes these if they are there, for coloured tracebacks and green threads that we do not have:
# 4 MB in every process. None in their place says that they are not.
_UNUSED = [name for name in ("rich", "greenlet") if name not in sys.modules]
sys.modules |= dict.fromkeys(_UNUSED)  # type: ignore[arg-type]  # None is what import asks for
import structlog  # noqa: E402 - only now
from structlog.typing import EventDict, Processor  # noqa: E402 - only now

for _name in _UNUSED:
    del sys.modules[_name]

from northing.kit import options  # noqa: E402 - after what stands apart

FIELDS = ("method", "path", "route", "status", "ms", "queries", "person")
"""What a line may hold beside its sentence: others, such as the whole request, hold cookies."""
HIDDEN = "…"
_SECRETS = (
    # Ours, by their prefix; and whatever is long and full of digits, as keys in addresses are.
    re.compile(r"\b[a-z]{2,5}_[A-Za-z0-9_-]{20,}"),
    re.compile(r"(?<![\w.-])(?=(?:[\w-]*\d){4})[\w-]{32,}(?![\w-])"),
    re.compile(r"(?<![\w.-])[a-z0-9]{32}(?![\w.-])"),  # a session's key, few digits as it may have
    re.compile(r"(?i)(?<=bearer )\S+|(?<=basic )\S+"),
    re.compile(
        r"(?i)(?<=cookie: ).*|(?<=northing_session=)[^;\s'\"]+|(?<=northing_csrf=)[^;\s'\"]+"
    ),
    re.compile(r"(?<=://)[^/@\s]*:[^/@\s]*(?=@)"),
    re.compile(r"(?<=\?)[^\s?'\"<>]*=[^\s'\"<>]*"),
    # PostgreSQL repeats the row that it refuses.
    re.compile(r"(?<=DETAIL: ).*"),
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def without_secrets(text: str) -> str:
    """The text, with a mark where a secret stood."""
    for pattern in _SECRETS:
        text = pattern.sub(HIDDEN, text)
    return text


def on_one_line(text: str) -> str:
    """The text with every control character written out, so that it stays on its line."""
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def formatter() -> structlog.stdlib.ProcessorFormatter:
    """The formatter of every handler; takes lines of the standard library too."""
    is_json = options.read("NORTHING_LOG") == "json"
    render: Processor = structlog.processors.JSONRenderer(ensure_ascii=False) if is_json else _line
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(allow=FIELDS),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta, _told, _cleaned, render,
        ],
    )  # fmt: skip


def _told(logger: object, name: str, event: EventDict) -> EventDict:
    """The traceback as text, without the values of variables: those hold passwords and cookies."""
    failure = event.pop("exc_info", None)
    if isinstance(failure, tuple) and failure[0] is not None:
        written = io.StringIO()
        traceback.print_exception(*failure, file=written)
        event["exception"] = written.getvalue().rstrip()
    event.pop("stack_info", None)
    return event


def _cleaned(logger: object, name: str, event: EventDict) -> EventDict:
    for key, value in event.items():
        if isinstance(value, str) and key not in {"timestamp", "level", "request_id"}:
            shown = without_secrets(value)
            event[key] = shown if key == "exception" else on_one_line(shown)
    return event


def _line(logger: object, name: str, event: EventDict) -> str:
    """`2026-03-12T09:00:00Z WARNING Not Found: /x  request_id=7f3a…`, a traceback indented below."""
    first = f"{event.pop('timestamp')} {event.pop('level').upper():<7} {event.pop('event')}"
    trace = event.pop("exception", "")
    rest = "".join(f" {key}={value}" for key, value in event.items() if value not in ("", None))
    below = "".join(f"\n    {on_one_line(one)}" for one in trace.split("\n")) if trace else ""
    return first + rest + below
