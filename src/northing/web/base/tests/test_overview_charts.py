"""The pictures of overviews say the same as the numbers beside them."""

import re

from northing.web.base.charts.overview import BAR, bar, dots, slope


def test_a_slope_goes_from_then_to_now_and_stays_on_the_line() -> None:
    drawn = slope(0.25, 0.75, "on_track")
    start, end = (float(x) for x in re.findall(r'cx="([\d.]+)"', drawn))
    assert (start, end) == (33, 87)
    beyond = [float(x) for x in re.findall(r'cx="([\d.]+)"', slope(-3.0, 9.0, "off_track"))]
    assert beyond == [6, 114]


def test_a_slope_without_a_past_has_no_way() -> None:
    assert 'class="move"' not in slope(None, 0.5, "at_risk")
    assert slope(0.5, None, "no_data") == ""


def test_there_is_a_mark_for_each() -> None:
    assert dots((("off_track", 2), ("at_risk", 0), ("on_track", 3))).count("<svg") == 5


def test_a_bar_is_as_long_as_its_share_and_grows_from_the_axis() -> None:
    def ends(drawn: str) -> list[tuple[float, float]]:
        found = re.findall(r'x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', drawn)
        return [(float(x), float(width)) for x, width in found]

    counts = (("off_track", 10), ("at_risk", 10))
    right = ends(bar(counts, 40))
    assert right[0][0] == 0
    assert right[1][0] == BAR / 4
    left = ends(bar(counts, 40, to_left=True))
    assert left[0][0] == BAR / 2
    assert left[1][0] + left[1][1] + 1 == BAR
    assert bar((("on_track", 0),), 0).count("<rect") == 0
