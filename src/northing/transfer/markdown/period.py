"""Periods as plans write them: `FY21-Q3`, `Q1 2018`, `2019-h1`, `GJ 24/25-Q1`, date ranges."""

import re
from datetime import date, timedelta

from northing.domain.plan import PlanPeriod

_SEP = r"[\s_./’'-]{0,3}"
_YEAR = r"(?:(?P<fiscal>FY|GJ)|(?P<calendar>CY))?\s?’?'?(?P<year>20\d\d|\d\d)(?:/(?P<second>\d\d))?"
_PART = r"(?P<part>[QH])\s?(?P<index>[1-4])"
_FORMS = (
    re.compile(rf"(?<![\w]){_YEAR}{_SEP}{_PART}(?!\w)", re.I),
    re.compile(rf"(?<![\w]){_PART}{_SEP}{_YEAR}(?!\w)", re.I),
    re.compile(r"(?<![\w])(?P<index>[1-4])Q\s?(?P<year>20\d\d|\d\d)(?!\w)(?P<part>)", re.I),
    re.compile(r"(?P<part>quarter|quartal)\s(?P<index>[1-4])\W{1,4}(?P<year>20\d\d)", re.I),
    re.compile(
        r"(?P<index>[1-4])(?:st|nd|rd|th|\.) (?P<part>quarter|quartal) (?:of )?(?P<year>20\d\d)",
        re.I,
    ),
)
_YEAR_ONLY = re.compile(
    r"(?<![\w.])(?:(?P<fiscal>FY|GJ)\s?(?P<short>\d\d(?:\d\d)?)|(?P<year>20[0-4]\d))(?![\w%])", re.I
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januar january",
            "feb februar february",
            "mar märz march",
            "apr april",
            "may mai",
            "jun juni june",
            "jul juli july",
            "aug august",
            "sep sept september",
            "oct okt oktober october",
            "nov november",
            "dec dez dezember december",
        ),
        1,
    )
    for name in names.split()
}
_MONTH_NUMBER = re.compile(r"(?<![\w-])(20\d\d)-(0[1-9]|1[0-2])(?![\w-]|\.\d)")
_MONTH_YEAR = re.compile(
    r"(?<!\d )(?<!\d\. )(?<!\w)(?:(?P<first>[A-Za-zä]{3,9})\.? ?(?:[-–—/]|to|bis|und|and) ?)?"
    r"(?P<last>[A-Za-zä]{3,9})\.? (?P<year>20\d\d)(?!\w|[-./]\d)"
)
_MONTH_DAY = re.compile(r"\b([A-Za-zä]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (20\d\d)\b")
_DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|\.)? ([A-Za-zä]{3,9})\.?,? (20\d\d)\b")
_ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
_DOTTED = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(20\d\d|\d\d)\b")
_RANGE = re.compile(r"\b(?:from|vom|between|runs?|läuft)\b", re.I)


def read_period(text: str, fiscal_month: int | None = None) -> PlanPeriod | None:
    """The first period named in a title, file name or sentence; None if there is none.

    `fiscal_month`: the first month (1-12) of the fiscal year. Fiscal periods have dates only
    if it is given; FY21 is the year that ends in 2021, as in most companies' books.
    """
    for form in _FORMS:
        if match := form.search(text):
            return _of_parts(match, fiscal_month)
    if months := _months(text):
        return months
    if match := _YEAR_ONLY.search(text):
        found = match.groupdict()
        written = match[0].strip()
        if found["year"]:
            return PlanPeriod(written, *_span(int(found["year"]), 1, 12, None))
        return PlanPeriod(written, *_fiscal(_full(found["short"]), 1, 12, fiscal_month))
    return None


def _months(text: str) -> PlanPeriod | None:
    """`May 2031`, `April - June 2031`, `2031-05`."""
    if match := _MONTH_NUMBER.search(text):
        return PlanPeriod(match[0], *_span(int(match[1]), int(match[2]), 1, None))
    for match in _MONTH_YEAR.finditer(text):
        last = _MONTHS.get(match["last"].lower())
        first = _MONTHS.get((match["first"] or match["last"]).lower())
        if last and first and first <= last:
            return PlanPeriod(match[0], *_span(int(match["year"]), first, last - first + 1, None))
    return None


def read_range(text: str) -> tuple[date, date] | None:
    """Two dates of one sentence that says from when to when; None if it does not."""
    if not _RANGE.search(text):
        return None
    dates = read_dates(text)
    return (dates[0], dates[1]) if len(dates) == 2 and dates[0] < dates[1] else None


def read_dates(text: str) -> list[date]:
    """All full dates in a text, in the order in which they stand there."""
    found = [(match.start(), day(match)) for form, day in _DAYS for match in form.finditer(text)]
    return [day for _place, day in sorted(found, key=lambda pair: pair[0]) if day]


def _iso(match: re.Match[str]) -> date | None:
    return _date(int(match[1]), int(match[2]), int(match[3]))


def _dotted(match: re.Match[str]) -> date | None:
    return _date(_full(match[3]), int(match[2]), int(match[1]))


def _month_day(match: re.Match[str]) -> date | None:
    return _date(int(match[3]), _MONTHS.get(match[1].lower(), 0), int(match[2]))


def _day_month(match: re.Match[str]) -> date | None:
    return _date(int(match[3]), _MONTHS.get(match[2].lower(), 0), int(match[1]))


_DAYS = ((_ISO, _iso), (_DOTTED, _dotted), (_MONTH_DAY, _month_day), (_DAY_MONTH, _day_month))


def _of_parts(match: re.Match[str], fiscal_month: int | None) -> PlanPeriod:
    found = match.groupdict()
    year = _full(found.get("second") or found["year"])
    index = int(found["index"])
    length = 6 if (found.get("part") or "q").lower() == "h" else 3
    first = (index - 1) * length + 1
    written = match[0].strip(" -_./")
    if first > 12:
        return PlanPeriod(written)
    if found.get("fiscal") or found.get("second"):
        return PlanPeriod(written, *_fiscal(year, first, length, fiscal_month))
    return PlanPeriod(written, *_span(year, first, length, None))


def _fiscal(
    year: int, first: int, length: int, fiscal_month: int | None
) -> tuple[date | None, date | None]:
    return _span(year, first, length, fiscal_month) if fiscal_month else (None, None)


def _span(
    year: int, first: int, length: int, fiscal_month: int | None
) -> tuple[date | None, date | None]:
    """First and last day of `length` months from the `first` month of the year on."""
    shift = (fiscal_month or 1) - 1
    months = (year - (1 if shift else 0)) * 12 + shift + first - 1
    end = months + length
    start_day = _date(months // 12, months % 12 + 1, 1)
    after = _date(end // 12, end % 12 + 1, 1)
    return start_day, after - timedelta(days=1) if after else None


def _full(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
