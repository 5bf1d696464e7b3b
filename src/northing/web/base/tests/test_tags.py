"""Tags and components: hostile text stays text, nothing is inline, every state has its words."""

import re
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from northing.domain.figure import Figure, Term
from northing.web.base import controls, figures, marks, pages, samples, shapes
from northing.web.base.entry import entry
from northing.web.base.fields import field_view

HOSTILE = '"><script>alert(1)</script>'
VOID = {"input", "meta", "link", "br", "img"}


class Page(HTMLParser):
    """Collects elements; complains about what the content policy forbids, and open elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        assert "style" not in values, tag
        assert not [name for name in values if name.startswith(("on", "hx-on"))], tag
        assert tag != "style"
        assert tag != "script" or values.get("src"), "an inline script"
        self.elements.append((tag, values))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element with this tag."""
        return [values for name, values in self.elements if name == tag]


def tag(source: str, **context: object) -> str:
    return Template("{% load northing %}" + source).render(Context(context))


def poisoned(shape: object) -> object:
    """The same shape with hostile text in every plain string field that is free text."""
    keep = {"kind", "status", "week_tone", "change_tone", "severity", "id", "name", "icon", "tone"}
    return replace(
        shape,
        **{  # type: ignore[type-var]  # every shape is a dataclass
            f.name: HOSTILE
            for f in fields(shape)  # type: ignore[arg-type]  # as above
            if f.name not in keep and isinstance(getattr(shape, f.name), str)
        },
    )


@pytest.mark.parametrize(
    "html",
    [
        lambda: marks.status_mark("on_track", HOSTILE),
        lambda: marks.status_mark(HOSTILE, size="compact"),
        lambda: marks.status_count("at_risk", 3, HOSTILE),
        lambda: marks.chip(HOSTILE, HOSTILE),
        lambda: marks.avatar(HOSTILE, HOSTILE, HOSTILE),
        lambda: marks.age(HOSTILE, HOSTILE, True),
        lambda: marks.key(HOSTILE, HOSTILE),
        lambda: marks.delta(HOSTILE, HOSTILE),
        lambda: marks.kbd(HOSTILE),
        lambda: controls.button(HOSTILE, HOSTILE, keys=HOSTILE, name=HOSTILE, data_x=HOSTILE),
        lambda: controls.link_button(HOSTILE, HOSTILE),
        lambda: controls.confidence(HOSTILE, HOSTILE, prefix=HOSTILE),
        lambda: figures.figure(HOSTILE),
        lambda: figures.figure(
            Figure(Decimal(1), "", date(2026, 1, 1), HOSTILE, (Term(HOSTILE, HOSTILE, HOSTILE),)),
            HOSTILE,
        ),
    ],
)
def test_hostile_text_stays_text(html: object) -> None:
    drawn = html()  # type: ignore[operator]  # one of the lambdas above
    Page(drawn)
    assert "<script" not in drawn


@pytest.mark.parametrize(
    ("template", "context"),
    [
        ("kr_row.html", {"row": poisoned(samples.objectives()[0].rows[0])}),
        ("check_in_card.html", {"card": poisoned(samples.cards()[2])}),
        (
            "check_in_saved.html",
            {"saved": poisoned(shapes.CheckInSaved("KR-1", "#", "t", "s", "#"))},
        ),
        ("thread_item.html", {"item": poisoned(samples.thread()[2])}),
        (
            "field.html",
            {
                "field": field_view(
                    shapes.Field("a", HOSTILE, value=HOSTILE, help=HOSTILE, errors=(HOSTILE,))
                )
            },
        ),
        (
            "field.html",
            {
                "field": field_view(
                    shapes.Field("a", "b", "select", HOSTILE, choices=((HOSTILE, HOSTILE),))
                )
            },
        ),
        (
            "field.html",
            {"field": field_view(shapes.Field("a", "b", "textarea", "</textarea>" + HOSTILE))},
        ),
        ("empty.html", {"title": HOSTILE, "why": HOSTILE, "url": HOSTILE, "button": HOSTILE}),
        ("notice.html", {"tone": HOSTILE, "text": HOSTILE, "remedy": HOSTILE}),
        (
            "confirm.html",
            {"title": HOSTILE, "consequence": HOSTILE, "verb": HOSTILE, "back_url": HOSTILE},
        ),
        (
            "entry.html",
            {
                "entry": replace(
                    entry(HOSTILE, HOSTILE, shapes.Field(HOSTILE, HOSTILE, value=HOSTILE)),
                    message=HOSTILE,
                    conflicts=(
                        replace(
                            samples.conflict(),
                            mine=shapes.Side(HOSTILE, HOSTILE, "</textarea>" + HOSTILE),
                        ),
                    ),
                )
            },
        ),
        ("crumbs.html", {"crumbs": [shapes.Link(HOSTILE, HOSTILE)]}),
        ("facts.html", {"facts": [(HOSTILE, HOSTILE)]}),
    ],
)
def test_hostile_text_in_components(template: str, context: dict[str, object]) -> None:
    html = render_to_string(f"base/{template}", context)
    Page(html)
    assert "<script" not in html


def test_the_style_page_is_whole(rf: RequestFactory) -> None:
    answer = pages.styleguide(rf.get("/styleguide"))
    page = Page(answer.content.decode().replace("<!doctype html>", ""))
    assert answer.status_code == 200
    ids = [values["id"] or "" for _, values in page.elements if values.get("id")]
    assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)
    assert {values.get("for") for values in page.all("label") if values.get("for")} <= set(ids)


@pytest.mark.parametrize("cookie", ["dark", "light"])
def test_the_theme_is_in_the_first_byte(rf: RequestFactory, cookie: str) -> None:
    rf.cookies["northing_theme"] = cookie
    assert (
        f'data-theme="{cookie}"' in pages.styleguide(rf.get("/styleguide")).content.decode()[:200]
    )


def test_a_foreign_theme_is_ignored(rf: RequestFactory) -> None:
    rf.cookies["northing_theme"] = "x"
    assert "data-theme=" not in pages.styleguide(rf.get("/styleguide")).content.decode()[:200]


@pytest.mark.parametrize("status", [code for code, _ in samples.STATUSES])
@pytest.mark.parametrize("size", ["", "big", "compact"])
def test_every_status_has_shape_and_word(status: str, size: str) -> None:
    html = marks.status_mark(status, size=size)
    assert "<svg" in html
    assert status.replace("_", " ") in html


def test_confidence_has_eleven_cells_and_no_default() -> None:
    cells = Page(controls.confidence()).all("input")
    assert [cell["value"] for cell in cells] == [str(n) for n in range(11)]
    assert not any("checked" in cell for cell in cells)


def test_confidence_keeps_what_was_sent() -> None:
    cells = Page(controls.confidence(chosen=0)).all("input")
    assert [cell["value"] for cell in cells if "checked" in cell] == ["0"]


@pytest.mark.parametrize(
    ("forecast", "place"), [(0.0, "4.5%"), (0.5, "50.0%"), (1.0, "95.5%"), (7.0, "95.5%")]
)
def test_the_diamond_stands_over_its_cell(forecast: float, place: str) -> None:
    assert f'x="{place}"' in controls.confidence(forecast=forecast)


def test_a_figure_carries_terms_and_day() -> None:
    html = figures.figure(samples.progress(), "progress")
    assert "<details" in html
    for part in ("77 %", "−192 ÷ −250", "0.768", "12 Mar 2026"):
        assert part in html


def test_a_bare_text_is_no_figure() -> None:
    assert figures.figure("–") == "–"
    assert figures.figure(None) == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Maren Oduya", "MO"),
        ("Cher", "C"),
        ("", "?"),
        ("  ", "?"),
        ("jean-luc van der Berg", "JB"),
        ("李小龙", "李"),
        ("(ops) Bot", "B"),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert marks.initials_of(name) == expected


def test_a_letter_key_answers_and_a_symbol_does_not() -> None:
    assert 'data-key="c"' in controls.link_button("Check in", "/x", keys="c")
    assert "data-key" not in controls.button("Save", keys="⏎")


def test_a_django_field_shows_its_mistake() -> None:
    form = samples.SampleForm({"name": "", "due": "31 Apr"})
    html = tag("{% field form.due %}{% field form.name %}{% field form.personal %}", form=form)
    page = Page(html)
    due = next(i for i in page.all("input") if i["name"] == "due")
    assert due["aria-invalid"] == "true"
    assert due["aria-describedby"] == "id_due-error"
    assert 'id="id_due-error"' in html
    assert 'value="31 Apr"' in html


def test_radio_choices_are_a_group() -> None:
    class Radio(forms.Form):
        kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)

    assert "<fieldset" in tag("{% field form.kind %}", form=Radio())


def test_a_refused_card_keeps_what_was_typed() -> None:
    html = render_to_string("base/check_in_card.html", {"card": samples.cards()[2]})
    page = Page(html)
    value = next(i for i in page.all("input") if i["name"] == "value")
    assert value["value"] == "nine or so"
    assert value["aria-invalid"] == "true"
    assert [
        i["value"] for i in page.all("input") if i["name"] == "confidence" and "checked" in i
    ] == ["7"]
    assert "Two more were rehearsed" in html
    assert "is no number" in html


def test_a_card_fed_by_a_source_asks_no_value() -> None:
    html = render_to_string("base/check_in_card.html", {"card": samples.cards()[0]})
    assert 'name="value"' not in html
    assert "308" in html


def test_a_conflict_loses_nothing() -> None:
    mine = shapes.Field("title", "Title", value="Cut the p99 latency of the public API to 250 ms")
    form = replace(entry("title", "Save", mine), conflicts=(samples.conflict(),))
    html = render_to_string("base/entry.html", {"entry": form})
    assert html.count("Cut the p99 latency of the public API to 250 ms") == 2
    assert "measured at the edge" in html


def test_pages_are_not_shown_for_one_page() -> None:
    assert "<nav" not in render_to_string(
        "base/pagination.html", {"page": Paginator([1], 5).page(1)}
    )


@pytest.mark.parametrize(("week", "past", "this"), [(0, 0, 0), (1, 0, 1), (11, 10, 1), (14, 13, 0)])
def test_the_scale_bar(week: int, past: int, this: int) -> None:
    html = render_to_string("base/when.html", {"when": shapes.When("Thu", week, 13, "week")})
    assert len(re.findall(r'class="past"', html)) == past
    assert len(re.findall(r'class="this"', html)) == this
