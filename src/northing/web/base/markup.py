"""The one place that declares text to be finished HTML."""

from collections.abc import Mapping

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe


def finished(html: str) -> SafeString:
    """Mark HTML whose every part was escaped or made by us."""
    return mark_safe(html)  # noqa: S308 - callers escape what comes from people


def attributes(values: Mapping[str, object]) -> str:
    """Attributes: None and False are left out, True stands alone, all else is escaped."""
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(value)}"'
        for name, value in values.items()
        if value is not None and value is not False
    )
