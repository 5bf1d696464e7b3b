"""From real query answers to shapes: every kind of key result gets its row, card, thread and chart."""

from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string

from northing.queries import key_results
from northing.queries.key_results import KeyResultPage
from northing.web.base import charts, present
from tests.cast import KINDS, NOW, Cast


def page_of(cast: Cast, kind: str) -> KeyResultPage:
    found = key_results.key_result(cast.lea, cast.key_results[kind])
    assert found is not None
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_chart(cast: Cast, kind: str) -> None:
    page = page_of(cast, kind)
    chart = present.chart(page, NOW.date())
    svg = charts.key_result_chart(chart)
    tree = ET.fromstring(svg)
    said = [c for c in page.check_ins if c.value is not None and not c.superseded]
    assert len([c for c in tree.iter("circle") if "data-point" in c.attrib]) == len(said)
    assert page.card.target.text in chart.words.target
    assert page.card.now.text in chart.summary
    ticks = [chart.tick(level) for level in (0.0, 1.0)]
    assert all(isinstance(tick, str) for tick in ticks)


def test_the_axis_speaks_the_unit_of_the_metric(cast: Cast) -> None:
    chart = present.chart(page_of(cast, "decrease"), NOW.date())
    text = [t.text or "" for t in ET.fromstring(charts.key_result_chart(chart)).iter("text")]
    assert any("min" in line or line.endswith("s") for line in text)
    assert chart.plan[0][1] > chart.plan[-1][1]


def test_a_kept_value_has_its_band_and_no_plan(cast: Cast) -> None:
    chart = present.chart(page_of(cast, "keep"), NOW.date())
    assert chart.plan == ()
    assert chart.bounds is not None
    assert chart.bounds[0] == pytest.approx(99)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_row_and_card(cast: Cast, kind: str) -> None:
    card = page_of(cast, kind).card
    row = render_to_string("base/kr_row.html", {"row": present.key_result_row(card, "/x")})
    due = present.due_card(card, "/x", "/y", typed={"value": "12 <b>", "confidence": "7"})
    form = render_to_string("base/check_in_card.html", {"card": due})
    assert card.title in row
    assert card.target.text in row
    assert card.mark.word in row
    assert due.confidence == 7
    assert "<b>12" not in form
    if not due.known:
        assert "12 &lt;b&gt;" in form


def test_the_thread_offers_a_correction_to_its_author_only(cast: Cast) -> None:
    page = page_of(cast, "increase")
    items = present.thread(page, lambda pk: f"/correct/{pk}")
    assert len(items) == len(page.check_ins)
    for item, one in zip(items, page.check_ins, strict=True):
        assert bool(item.correct_url) == (one.mine and page.may.check_in)
    assert [i.day for i in items] == [c.day for c in page.check_ins]
