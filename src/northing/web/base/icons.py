"""Icons by what they mean, drawn by the lucide package and inlined."""

from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

NAMES = {
    "week": "calendar-check",
    "workspace": "chart-no-axes-column",
    "team": "list",
    "map": "workflow",
    "plan": "square-kanban",
    "meeting": "clock",
    "review": "clipboard-check",
    "kpi": "activity",
    "calendar": "calendar",
    "activity": "history",
    "library": "book-open",
    "find": "search",
    "theme": "contrast",
    "settings": "settings",
    "people": "users",
    "import": "upload",
    "export": "download",
    "source": "plug",
    "open": "chevron-right",
    "done": "check",
    "warning": "triangle-alert",
    "error": "octagon-alert",
    "info": "info",
    "up": "arrow-up",
    "comment": "message-square",
    "more": "ellipsis",
    "link": "link",
    "clock": "clock",
    "add": "plus",
    "close": "x",
    "edit": "pencil",
    "undo": "undo-2",
    "lock": "lock",
    "out": "log-out",
    "keys": "keyboard",
}


@lru_cache(maxsize=256)
def icon(meaning: str, label: str = "") -> SafeString:
    """An inlined icon by what it means; with a label it is read aloud, else it is decoration.

    Raises KeyError for a meaning that is not in NAMES.
    """
    drawn = str(lucide(NAMES[meaning], size=16, **{"class": "icon", "focusable": "false"}))
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(drawn.replace("<svg ", f"<svg {said} ", 1))  # noqa: S308 - label is escaped
