"""Status, change, chips, people, age: the small words and shapes of every row, as finished HTML."""

from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from northing.web.base.charts import mark
from northing.web.base.charts.status import tone
from northing.web.base.icons import icon
from northing.web.base.markup import filled, finished

WORDS = {
    "on track": gettext_lazy("on track"),
    "at risk": gettext_lazy("at risk"),
    "off track": gettext_lazy("off track"),
    "too early": gettext_lazy("too early"),
    "no data": gettext_lazy("no data"),
    "stale": gettext_lazy("stale"),
    "paused": gettext_lazy("paused"),
    "dropped": gettext_lazy("dropped"),
    "achieved": gettext_lazy("achieved"),
    "missed": gettext_lazy("missed"),
    "kept": gettext_lazy("kept"),
    "broken": gettext_lazy("broken"),
}


def word(status: str) -> str:
    """The word of a status code (`on_track` or `on track`) in the reader's language."""
    plain = str(status).replace("_", " ")
    return str(WORDS.get(plain, plain))


def status_mark(status: str, text: str = "", size: str = "") -> SafeString:
    """Shape, word and colour; `size` is "big", or "compact" where the word is only read aloud."""
    said = escape(str(text or word(status)))
    if size == "compact":
        return finished(
            f'<span class="mark-of" title="{said}">{mark(status)}'
            f'<span class="sr">{said}</span></span>'
        )
    big = " big" if size == "big" else ""
    return finished(f'<span class="status tone-{tone(status)}{big}">{mark(status)}{said}</span>')


def status_count(status: str, count: int, text: str = "") -> SafeString:
    """A count with its status: "● 5 on track"."""
    said = escape(str(text or word(status)))
    return finished(
        f'<span class="status tone-{tone(status)}">{mark(status)}<b>{int(count)}</b> {said}</span>'
    )


def status_tally(status: str, count: int) -> SafeString:
    """A count beside its mark, the word only on hover and read aloud: for narrow cells."""
    said = escape(word(status))
    return finished(
        f'<span class="tally" title="{said}">{mark(status)}{int(count)}'
        f'<span class="sr"> {said}</span></span>'
    )


def chip(text: str, kind: str = "", symbol: str = "") -> SafeString:
    """A small label; kind is "", "accent", "on", "risk", "off" or "none"; symbol an icon."""
    css = (
        f" tone-{kind}" if kind in {"on", "risk", "off", "none"} else " accent" * (kind == "accent")
    )
    return filled('<span class="chip{}">{}{}</span>', css, icon(symbol) if symbol else "", text)


def avatar(name: str, initials: str = "", url: str = "", size: str = "") -> SafeString:
    """A person as initials, with the full name on hover and read aloud."""
    short = initials or initials_of(name)
    css = "avatar large" if size == "large" else "avatar"
    if url:
        return filled(
            '<a class="{}" href="{}" title="{}" aria-label="{}">{}</a>', css, url, name, name, short
        )
    return filled(
        '<span class="{}" role="img" title="{}" aria-label="{}">{}</span>', css, name, name, short
    )


def initials_of(name: str) -> str:
    """First letters of the first and the last word of a name, in capitals."""
    words = [part for part in name.split() if part[0].isalnum()] or name.split()
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def age(text: str, exact: str = "", stale: bool = False) -> SafeString:
    """How old something is ("2 h"), with the exact day on hover; vermilion when silent too long."""
    css = "age stale" if stale else "age"
    said = filled('<span class="sr">{} </span>', _("silent for")) if stale else ""
    title = filled(' title="{}"', exact) if exact else ""
    return filled('<span class="{}"{}>{}{}</span>', css, title, said, text)


def key(short_name: str, url: str = "") -> SafeString:
    """The short name of an objective or key result: KR-12."""
    if url:
        return filled('<a class="key" href="{}">{}</a>', url, short_name)
    return filled('<span class="key">{}</span>', short_name)


def delta(text: str, direction: str = "") -> SafeString:
    """A change; direction is `better`, `worse` or nothing."""
    css = f"delta {direction}" if direction in {"better", "worse"} else "delta"
    return filled('<span class="{}">{}</span>', css, text) if text else finished("")


def kbd(keys: str) -> SafeString:
    """A key to press."""
    return filled("<kbd>{}</kbd>", keys)
