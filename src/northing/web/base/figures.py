"""A figure that explains itself: what it is, the terms it was made of, and its day."""

from html import escape

from django.utils.dates import MONTHS_3
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from northing.domain.figure import Figure, Term
from northing.web.base.markup import filled, finished


def figure(value: object, headline: str = "", strong: bool = False) -> SafeString:
    """Draw a domain Figure with its explanation; anything else is printed as it is.

    The explanation is a native <details>: it opens by tap, Enter, hover (with a script), and the
    key `e`.
    """
    if not isinstance(value, Figure):
        text = escape("" if value is None else str(value))
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
    top = filled("<p><b>{}</b> {}</p>", value.text, headline) if headline else ""
    return filled('<div class="figure-why">{}{}{}</div>', top, terms(value.because), _dated(value))


def terms(because: tuple[Term, ...]) -> SafeString:
    """The arithmetic line by line: what it is, what it gives, and how it came about."""
    if not because:
        return finished("")
    return finished(f'<ul class="terms">{"".join(map(_line, because))}</ul>')


def _line(term: Term) -> str:
    formula = filled('<span class="term-formula">{}</span>', term.formula) if term.formula else ""
    return filled(
        '<li><span>{}</span><span class="term-value">{}</span>{}</li>',
        term.label, term.value, formula,
    )  # fmt: skip


def _dated(value: Figure) -> SafeString:
    if value.as_of is None:
        return finished("")
    month = str(MONTHS_3[value.as_of.month]).title()
    day = f"{value.as_of.day} {month} {value.as_of.year}"
    return filled('<p class="tiny">{}</p>', _("as of {day}").format(day=day))
