"""Buttons, and the confidence scale: eleven cells without a default."""

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from northing.web.base.icons import icon
from northing.web.base.marks import kbd
from northing.web.base.markup import attributes, finished

KINDS = frozenset({"primary", "quiet", "danger", "compact"})
TOP = 10


def button(
    text: str, kind: str = "", symbol: str = "", keys: str = "", **more: object
) -> SafeString:
    """A <button>; kind is any of primary, quiet, danger, compact (space-separated).

    `keys` is shown as a key hint; a single letter also works as a key. Further arguments become
    attributes, with underscores as hyphens (`data_save=True`); the type is `submit` unless it is
    given.
    """
    values = {"type": "submit", **_named(more)}
    return finished(f"<button{_shared(kind, keys, values)}>{_inside(text, symbol, keys)}</button>")


def link_button(
    text: str, url: str, kind: str = "", symbol: str = "", keys: str = "", **more: object
) -> SafeString:
    """A link that looks like a button: for going somewhere, never for changing something."""
    values = {"href": url, **_named(more)}
    return finished(f"<a{_shared(kind, keys, values)}>{_inside(text, symbol, keys)}</a>")


def _named(more: dict[str, object]) -> dict[str, object]:
    return {name.strip("_").replace("_", "-"): value for name, value in more.items()}


def _shared(kind: str, keys: str, values: dict[str, object]) -> str:
    css = " ".join(["button", *(name for name in kind.split() if name in KINDS)])
    answering = {"data-key": keys} if len(keys) == 1 and keys.isascii() else {}
    return attributes({"class": css, **answering, **values})


def _inside(text: str, symbol: str, keys: str) -> str:
    drawn = icon(symbol) if symbol else ""
    return f"{drawn}{escape(text)}{kbd(keys) if keys else ''}"


def confidence(
    name: str = "confidence",
    chosen: int | str | None = None,
    last: int | None = None,
    forecast: float | None = None,
    prefix: str = "",
    invalid: bool = False,
    focus: bool = False,
) -> SafeString:
    """The confidence scale 0 to 10: nothing is chosen unless `chosen` was sent before.

    `last` gets a ring (the last word), `forecast` (0..1) a diamond above its place; `prefix`
    makes the ids unique where several scales stand on one page. `focus` puts the cursor on the
    last word (nothing is chosen).
    """
    cursor = (last if last is not None else 0) if focus else None
    cells = "".join(
        _cell(name, number, str(chosen), last, prefix, invalid, cursor) for number in range(TOP + 1)
    )
    legend = format_html('<legend class="sr">{}</legend>', _("Confidence, 0 to 10"))
    css = "confidence invalid" if invalid else "confidence"
    return finished(f'<fieldset class="{css}">{legend}{cells}{_pin(forecast)}</fieldset>')


def _cell(
    name: str, number: int, chosen: str, last: int | None, prefix: str, invalid: bool,
    cursor: int | None = None,
) -> str:  # fmt: skip
    css = ' class="last"' if number == last else ""
    note = f'<span class="sr"> {escape(_("your last word"))}</span>' if number == last else ""
    values = attributes(
        {
            "type": "radio",
            "name": name,
            "value": number,
            "id": f"{prefix}{name}-{number}",
            "checked": chosen == str(number),
            "aria-invalid": "true" if invalid else None,
            "autofocus": number == cursor,
        }
    )
    return f"<label{css}><input{values}>{number}{note}</label>"


def _pin(forecast: float | None) -> str:
    """The diamond: a chance of p lies where p times ten lies among the middles of eleven cells."""
    if forecast is None:
        return ""
    place = (min(1.0, max(0.0, forecast)) * TOP + 0.5) / (TOP + 1) * 100
    said = _("forecast {percent} %").format(percent=round(forecast * 100))
    return (
        f'<svg class="pin" role="img" aria-label="{escape(said)}"><svg x="{place:.1f}%" y="7" '
        'overflow="visible"><path d="M0-5L5 0L0 5L-5 0z"/></svg></svg>'
    )
