"""The one place that declares text to be finished HTML."""

from collections.abc import Mapping
from html import escape

from django.utils.safestring import SafeString


def finished(html: str) -> SafeString:
    """Mark HTML whose every part was escaped or made by us."""
    return SafeString(html)


def filled(pattern: str, *parts: object) -> SafeString:
    """The pattern with its `{}` filled, each part escaped unless it is finished HTML.

    What Django's format_html does, in a third of the time: rows are made of hundreds of these.
    """
    return finished(pattern.format(*map(escaped, parts)))


def escaped(part: object) -> str:
    """Text made safe for element content and double-quoted attributes; finished HTML as it is."""
    return part if isinstance(part, SafeString) else escape(str(part))


def attributes(values: Mapping[str, object]) -> str:
    """Attributes: None and False are left out, True stands alone, all else is escaped."""
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in values.items()
        if value is not None and value is not False
    )
