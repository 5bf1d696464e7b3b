"""Numbers read from the wording of a key result: baseline, target, unit and kind.

Only what the text states outright is taken: `from 4.2 to 4.5`, `at least 99.95 %`, `under
200 ms`. A change without a start (`by 20 %`) has no target, and a number that belongs to a
name, a date, a version or a period is none. What is unsure stays empty.
"""

import re
from decimal import Decimal

from northing.domain.plan import Kind, PlanMeasure
from northing.domain.units import Unit, UnitError, parse_quantity

_CURRENCY = r"(?:[$€£]|USD|EUR|CHF)"
_AMOUNT = r"\d(?:[\d.,'’]{0,20}\d)?"
_UNIT = (
    r"(?:%|percentage points?|percent|prozent|ms\b|milliseconds?|millisekunden|s\b|secs?\b|"
    r"seconds?|sekunden?|"
    r"min\b|mins\b|minutes?|minuten?|h\b|hrs?\b|hours?|stunden?|d\b|days?|tagen?|weeks?|wochen?|"
    r"[kKMG]B\b|[kKM](?![A-Za-z])|[mM]illion(?:en)?|bn\b|[kKM] ?(?:€|EUR|USD|\$)|€|\$|EUR\b|USD\b|"
    r"CHF\b|x\b)"
)
_Q = rf"(?<![\w.,])(?:{_CURRENCY}\s?)?[-−]?{_AMOUNT}\s?{_UNIT}?"
_NOISE = (
    r"(?:about|around|roughly|approx\.?|at least|currently|only|etwa|rund|~|an? average of)?"
    r"\s?~?\s?"
)

_FROM_TO = re.compile(
    rf"\b(?:from|von|current(?:ly)?)\b(?P<between>[^.;:]{{0,40}}?)\s*{_NOISE}(?P<baseline>{_Q})"
    rf"(?P<gap>[^.;:\d]{{0,40}}?)\s*(?:\bto\b|\bauf\b|->|→|=>)\s*{_NOISE}(?P<target>{_Q})",
    re.I,
)
_AT_LEAST = re.compile(
    rf"(?:>=|≥|=>|>|\bat least|\bminimum(?: of)?|\bmin\.|(?<!no )(?<!not )\bmore than|\bover|\babove|\bmindestens|"
    rf"\bmehr als|\büber)\s?(?P<target>{_Q})",
    re.I,
)
_AT_MOST = re.compile(
    rf"(?:<=|≤|<|\bat most|\bmaximum(?: of)?|\bmax\.|\bno more than|\bnot more than|"
    rf"\bless than|\bfewer than|\bunder|\bbelow|"
    rf"\bhöchstens|\bweniger als|\bunter)\s?(?P<target>{_Q})",
    re.I,
)
_INCREASE_TO = re.compile(
    rf"\b(?:increase|grow|raise|lift|improve|boost|expand|double|scale|steigern|erhöhen|steigt|"
    rf"reach|achieve|"
    rf"hit|get|attain|erreichen|reached)\w*\b[^.;]{{0,80}}?\b(?:to|auf|"
    rf"at)\s{_NOISE}(?P<target>{_Q})",
    re.I,
)
_DECREASE_TO = re.compile(
    rf"\b(?:reduc|decreas|lower|cut|shorten|drop|shrink|bring down|bring|senken|reduzier|"
    rf"verkürz)\w*\b"
    rf"[^.;]{{0,80}}?\b(?:to|auf|at|under|below|unter)\s{_NOISE}(?P<target>{_Q})",
    re.I,
)
_KEEP = re.compile(
    r"^\W*(?:keep|maintain|stay|hold|sustain|remain|preserve|halten|beibehalten)\b", re.I
)
_COUNT = re.compile(
    rf"^\W*(?:(?:achieve|reach|get|hit|gain|attract|acquire|publish|ship|hire|onboard|interview|"
    rf"run|host|deliver|"
    rf"add|sign|close|complete|launch|record|conduct|organi[sz]e|have|write|win|source|generate|"
    rf"gewinnen|veröffentlichen|einstellen|erreichen)\s+)?"
    rf"(?P<target>{_Q})(?=\+?\s)(?!\s?(?:st|nd|rd|th)\b|[-/]\d)",
    re.I,
)
_SHARE_OF = re.compile(rf"^\W*(?P<target>{_AMOUNT}\s?%)\+?\s", re.I)
_ZERO = re.compile(r"\b(?:zero|no more than zero|null|keine?)\b(?=\s+\w)", re.I)
_BY = re.compile(rf"\b(?:by|um)\s{_NOISE}{_Q}", re.I)
_UP = re.compile(r"\b(?:increas|grow|rais|lift|improv|boost|doubl|expand|steiger|erhöh)\w*", re.I)
_DOWN = re.compile(r"\b(?:reduc|decreas|lower|cut|shorten|shrink|senk|verringer|reduzier)\w*", re.I)
_BASELINE_KIND = re.compile(
    r"\b(?:establish|define|find|measure|set|create|ermitteln)\w*\b[^.]{0,40}\b(?:baselines?|"
    r"ausgangswert)\b",
    re.I,
)
_TIMES = re.compile(r"(?<![\w.])\d+(?:\.\d+)?\s?x\b", re.I)
_NAMES = re.compile(
    r"\b(?:q[1-4]|h[12]|fy|cy|v|p|version|release|phase|step|stage|level|tier|iso|tls|top|day|"
    r"week|month|"
    r"part|series|kw|gj)[-\s]?#?$",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_WORTH_READING = re.compile(r"\d|\bzero\b|\bnull\b|\bkeine?\b|baseline|ausgangswert", re.I)
LONGEST = 400


def read_measure(title: str, *, baseline: str = "", target: str = "") -> PlanMeasure:
    """What the wording says; `baseline` and `target` are cells or labels of their own."""
    text = title[:LONGEST].replace("\u2212", "-")
    own = _stated(baseline, target) if baseline or target else None
    if own is not None:
        return own
    if not _WORTH_READING.search(text):
        return PlanMeasure()
    if _BASELINE_KIND.search(text):
        return PlanMeasure(kind="find_baseline")
    for read in (_from_to, _share, _bounded, _aimed, _counted):
        measure = read(text)
        if measure is not None:
            return measure
    return PlanMeasure(kind=_direction(text) if _BY.search(text) or _TIMES.search(text) else None)


def _stated(baseline: str, target: str) -> PlanMeasure | None:
    goal, start = _quantity(target), _quantity(baseline)
    if goal is None and start is None:
        return None
    kind: Kind | None = None
    if goal and start and goal[0] != start[0]:
        kind = "increase" if goal[0] > start[0] else "decrease"
    unit = (goal or start or (Decimal(0), None))[1]
    return PlanMeasure(kind, start and start[0], goal and goal[0], unit.code if unit else "")


def _from_to(text: str) -> PlanMeasure | None:
    match = _FROM_TO.search(text)
    if not match:
        return None
    written, goal = match["baseline"], match["target"]
    if _is_name(text, match.start("baseline")) or _year(written) or _year(goal):
        return None
    goal_unit = re.search(rf"{_UNIT}$|^{_CURRENCY}", goal.strip(), re.I)
    if goal_unit and not re.search(r"[^\d.,'’\s-]", written):
        sign = goal_unit[0]
        written = sign + written if goal.startswith(sign) else f"{written} {sign}"
    start, end = _quantity(written), _quantity(goal)
    if start is None or end is None or start[0] == end[0]:
        return None
    if start[1].dimension != end[1].dimension:
        return None
    kind: Kind = "increase" if end[0] > start[0] else "decrease"
    return PlanMeasure(kind, start[0], end[0], end[1].code)


def _share(text: str) -> PlanMeasure | None:
    """`90% of orders leave within 2 days` aims at the share it begins with."""
    match = _SHARE_OF.match(text)
    if not match or _part_of_name(text, match):
        return None
    return _measure(match["target"], "keep" if _KEEP.match(text) else "increase")


def _bounded(text: str) -> PlanMeasure | None:
    keep = _KEEP.match(text) is not None
    for pattern, kind in ((_AT_LEAST, "increase"), (_AT_MOST, "decrease")):
        match = pattern.search(text)
        if match and not _part_of_name(text, match):
            found: Kind = "keep" if keep else "increase" if kind == "increase" else "decrease"
            return _measure(match["target"], found)
    return None


def _aimed(text: str) -> PlanMeasure | None:
    for pattern, kind in ((_DECREASE_TO, "decrease"), (_INCREASE_TO, "increase")):
        match = pattern.search(text)
        if match and not _part_of_name(text, match):
            found: Kind = "decrease" if kind == "decrease" else "increase"
            return _measure(match["target"], found)
    return None


def _counted(text: str) -> PlanMeasure | None:
    if _ZERO.match(text.lstrip()) or re.search(r"\bto zero\b", text, re.I):
        return PlanMeasure(kind=None, target=Decimal(0))
    match = _COUNT.match(text)
    if not match or _part_of_name(text, match) or (_BY.search(text) and "%" in match["target"]):
        return None
    return _measure(match["target"], "keep" if _KEEP.match(text) else "increase")


def _measure(written: str, kind: Kind) -> PlanMeasure | None:
    found = _quantity(written)
    return PlanMeasure(kind, None, found[0], found[1].code) if found else None


def _part_of_name(text: str, match: re.Match[str]) -> bool:
    """Whether the number is a version, a date, a rank or half of `3/4`."""
    start, end = match.span("target")
    after = text[end : end + 12]
    return bool(
        _is_name(text, start)
        or _year(match["target"])
        or re.match(
            r"[-/.]\d|-[a-z]|(?:st|nd|rd|th|D)\b|x\b|\.?\s?(?:january|february|march|april|may\b|june|"
            r"july|"
            r"august|sept|octob|novemb|decemb|jan\b|feb\b|aug\b|oct\b|nov\b|dec\b)",
            after,
            re.I,
        )
        or match["target"].rstrip().lower().endswith("x")
        or _CHANGE.match(after)
        or re.search(r"\b(?:by|um)\s?$", text[: match.start()])
    )


_CHANGE = re.compile(
    r"\+?\s?(?:more|less|fewer|higher|lower|faster|slower|increase|decrease|reduction|growth|lift|"
    r"drop|improvement|mehr|weniger|höher|schneller)\b",
    re.I,
)


def _is_name(text: str, start: int) -> bool:
    return _NAMES.search(text[max(0, start - 12) : start]) is not None


def _year(written: str) -> bool:
    return _YEAR.match(written.strip()) is not None


def _direction(text: str) -> Kind | None:
    if _DOWN.search(text):
        return "decrease"
    return "increase" if _UP.search(text) else None


_SPELLED = (
    (re.compile(r"\s?(?:percentage points?|percent|prozent)\b", re.I), "%"),
    (re.compile(r"\s?million(?:en)?\b", re.I), "M"),
    (re.compile(r"\s?bn\b", re.I), "B"),
)


def _quantity(written: str) -> tuple[Decimal, Unit] | None:
    text = written.strip(" *_`~+")
    for pattern, short in _SPELLED:
        text = pattern.sub(short, text)
    if not re.search(r"\d", text) or len(text) > 40:
        return None
    try:
        return parse_quantity(text)
    except UnitError:
        return None
