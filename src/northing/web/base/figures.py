"""A figure that explains itself: what it is, the terms it was made of, and its day."""

from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from northing.domain.figure import Figure, Term
from northing.web.base.markup import finished


def figure(value: object, headline: str = "", strong: bool = False) -> SafeString:
    """Draw a domain Figure with its explanation; anything else is printed as it is.

    The explanation is a native <details>: it opens by tap, Enter, hover (with a script), and the
    key `e`.
    """
    if not isinstance(value, Figure):
        text = escape("" if value is None else value)
        return finished(f"<b>{text}</b>" if strong and text else text)
    shown = f"<b>{escape(value.text)}</b>" if strong else escape(value.text)
    if not value.because and value.as_of is None:
        return finished(shown)
    hint = escape(_("how is this computed?"))
    return finished(
        f'<details class="figure" data-explain name="figure"><summary>{shown}'
        f'<span class="sr">, {hint}</span></summary>{_why(value, headline)}</details>'
    )


def _why(value: Figure, headline: str) -> SafeString:
    top = format_html("<p><b>{}</b> {}</p>", value.text, headline) if headline else ""
    return format_html(
        '<div class="figure-why">{}{}{}</div>', top, terms(value.because), _dated(value)
    )


def terms(because: tuple[Term, ...]) -> SafeString:
    """The arithmetic line by line: what it is, what it gives, and how it came about."""
    if not because:
        return finished("")
    lines = format_html_join(
        "",
        "<li>{}{}{}</li>",
        (
            (
                format_html("<span>{}</span>", str(term.label)),
                format_html('<span class="term-value">{}</span>', str(term.value)),
                format_html('<span class="term-formula">{}</span>', str(term.formula))
                if term.formula
                else "",
            )
            for term in because
        ),
    )
    return format_html('<ul class="terms">{}</ul>', lines)


def _dated(value: Figure) -> SafeString:
    if value.as_of is None:
        return finished("")
    day = date_format(value.as_of, "j M Y")
    return format_html('<p class="tiny">{}</p>', _("as of {day}").format(day=day))
