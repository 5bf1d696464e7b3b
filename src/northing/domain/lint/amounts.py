"""The numbers of a statement: where it starts, where it shall end, and until when."""

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from northing.domain.lint.signs import (
    DIGIT,
    FROM,
    HIDDEN,
    NOW,
    NUMBERS,
    SPELLED,
    WHOLE,
    one_of,
)
from northing.domain.lint.timeframes import timeframe
from northing.domain.lint.vocabulary import numbers, words

_SPELLED = numbers()
_SPELLED_OUT = re.compile(
    rf"\b(?:{'|'.join(word for word, number in _SPELLED.items() if number)})\b", re.IGNORECASE
)
_FRACTION = re.compile(
    r"\b(?:by (?:a|one)|by|um(?: ein| einen| die)?|(?:at least|mindestens) (?:a|ein))\s"
    r"(?P<n>half|third|quarter|fifth|tenth|hälfte|drittel|viertel|fünftel|zehntel)\b"
    r"|\b(?P<m>(?:two|three|zwei|drei)[ -](?:thirds|quarters|fifths|drittel|viertel|fünftel))\b",
    re.IGNORECASE,
)
_PARTS = {
    "half": 2, "hälfte": 2, "third": 3, "drittel": 3, "quarter": 4, "viertel": 4, "fifth": 5, "fünftel": 5,
    "tenth": 10, "zehntel": 10,
}  # fmt: skip
_SIGN = r"(?:(?:[<>]=?|[≤≥~≈±+=-]|under|over|below|above)\s*)?"
_CURRENCY = r"(?:US\$|[$€£¥]|\b(?:CHF|EUR|USD|GBP)\b)"
_SCALE = r"(?:\s?(?:k|K|M|m|bn|B|mio|Mio|Mrd|million|thousand|billion|Millionen)(?![\w]))?"
_UNIT = (
    r"(?:\s?(?:%|‰|percent|percentage points?|pp|Prozent|ms|milliseconds?|secs?|seconds?|s|mins?|minutes?|min|hours?"
    r"|hrs?|h|days?|d|weeks?|months?|years?|x|×|GB|MB|TB|kB|GiB|MiB|bp|CHF|EUR|USD|€|\$|Sekunden?|Minuten?|Stunden?"
    r"|Tagen?|Tage|Wochen?|Monaten?|Monate|Franken|points?|Punkte)(?![\w]))?"
)
_PER = r"(?:\s?(?:/|per|pro|je)\s?(?:[^\W\d_]+))?"
_DIGITS = r"\d{1,3}(?:[,'’\u202f ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?|\.\d+"
_REDACTED = (
    r"(?:[$€£]\s?(?:[XYN]{1,3}|_+)|\b[XN]{1,3}\s?%|\bXX+\b|\b[NX](?=\s[a-z])|\?\?+|\b__+|\[(?:N|X|_N?_?)\])"
)  # fmt: skip
_NUMBER = re.compile(rf"(?<![\w.#/-])(?P<digits>{_DIGITS})(?![\w]*[A-Z]\d){_SCALE}{_UNIT}{_PER}\+?")
_BEFORE = re.compile(rf"{_SIGN}(?:{_CURRENCY}\s?)?$")
"""What may stand before a number and belongs to it: asked once for each, as nearly no letter begins one."""
_LEAD = 12
_HIDDEN = re.compile(_REDACTED)
_NAMES = frozenset(
    words("""
        phase stage step tier level version release releases top iso rfc type part chapter option sprint round iteration
        epic issue ticket no article section layer node python java page soc class category severity priority sev p v
        milestone gen generation day hill series horizon appendix attachment line paragraph windows chrome ios android
        phasen stufe teil kapitel fassung
    """)
)  # fmt: skip
"""Words whose number is part of a name: phase 2, Python 3.11."""
_AFTER_NAMES = frozenset({"feedback", "degree", "st", "nd", "rd", "th"})
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_THOUSANDS = re.compile(r"[,'’\u202f ](?=\d{3})")
_OUTLINE, _DECIMAL = re.compile(r"\.\d+\."), re.compile(r"\.\d")
_FOLLOWS = re.compile(r"\s{0,3}([^\W\d_]{1,20})")
_JOINED = re.compile(r"\s+(?:and|or|to|by|in|for|the|und|is|with)\b")
_COUNTED = re.compile(r"\s+[a-zäöü]{3,}")
_LAST = re.compile(r"([\w.+-]+)$")
_ALL = re.compile(
    rf"\b(?:{one_of('whole')})\b(?![-’'])"
    r"|\bno\b(?!\s(?:longer|matter|one|later|\d))|\bat least one\b"
    r"|\bone (?!of\b|or\b|another\b|by\b|place\b|single\b|stop\b)",
    re.IGNORECASE,
)
_NOT_ALL = re.compile(
    r"\b(?:at all|above all|all over|all hands|after all|all-hands|vor allem|first of all|each other)\b",
    re.IGNORECASE,
)
_BEGIN, _END = one_of("begin"), one_of("end")
_FROM_TO = re.compile(
    rf"\b(?:{_BEGIN})\b(?P<a>(?:(?!\b(?:{_END}|from)\b).){{1,60}}?)\b(?:{_END})\b(?P<b>.{{1,60}})",
    re.IGNORECASE,
)
_TO_FROM = re.compile(
    rf"\b(?:{_END})\b(?P<b>[^,;.()]{{1,40}}?)\b(?:{_BEGIN})\b(?P<a>.{{1,20}})", re.IGNORECASE
)
_NOTHING = frozenset({"zero", "none", "null", "nothing", "scratch"})
_NOUN = re.compile(r"[a-zäöü]{3,}$")
_ARROW = re.compile(r"(?P<a>.{1,40}?)(?:->|→|⟶|-->)(?P<b>.{1,40})")
_POINTS = re.compile(r"->|→|⟶")
_PLAIN_TO = re.compile(
    r"(?<![\d.,])(?P<a>\d[\d.,]{0,20}\s?[%kKM$]?\s?(?:/|per|pro)?\s?\w{0,20})"
    rf"\s(?P<joint>{_END})\s(?P<b>[<>~]?\s?[$€]?\d)",
    re.IGNORECASE,
)
_NOW = re.compile(
    rf"(?:\b(?:{one_of('now')})\b|\b(?:start|ist|before):|\((?:{_BEGIN})\b)"
    r"[\s:=(.]{0,4}(?:is|are|at|of|was|bei|sind|ist|liegt bei)?[\s:]{0,3}"
    r"(?P<n>[~<>]?\s?[$€£]?\s?(?:\d|none\b|zero\b|null\b|[NX]{1,2}\s?%))",
    re.IGNORECASE,
)
_NOW_AFTER = re.compile(
    r"(?<![\d.,])(?P<n>\d)[\d.,]{0,20}\s?(?:%|\w{1,12})?"
    r"\s(?:today|currently|at present|right now|as of today|heute|derzeit|aktuell)\b",
    re.IGNORECASE,
)


class Amount(NamedTuple):
    """A number as written; `value` is None where it is redacted or stands as `all` or `no`."""

    text: str
    start: int
    value: Decimal | None

    @property
    def end(self) -> int:
        """The place after it."""
        return self.start + len(self.text)


class Amounts(NamedTuple):
    """What a statement says in numbers. `counted`: a number, not only all or no."""

    baseline: Amount | None
    target: Amount | None
    counted: bool
    timeframe: str


def amounts(text: str, signs: int = ~0) -> Amounts:
    """The numbers of a statement: never fails, whatever is in it. `signs`: those of its words."""
    frame = timeframe(text, signs)
    plain = text.replace(frame, " " * len(frame), 1) if frame else text
    baseline = target = None
    if signs & NUMBERS or "__" in text:
        found = figures(plain, signs)
        baseline, target = _ends(plain, found, signs)
        if target is None:
            rest = [one for one in found if one is not baseline]
            target = rest[-1] if rest else None
    counted = target is not None
    if target is None and signs & WHOLE:
        whole = _ALL.search(plain)
        if whole is not None:
            whole = _ALL.search(_NOT_ALL.sub(_blank, plain))
        target = None if whole is None else Amount(whole[0], whole.start(), None)
    return Amounts(baseline, target, counted, frame)


def _blank(match: "re.Match[str]") -> str:
    return " " * len(match[0])


def figures(text: str, signs: int = ~0) -> list[Amount]:
    """Every number of a text that is none of a name, in its order."""
    found = []
    if signs & HIDDEN or "_" in text:
        found += [Amount(m[0], m.start(), None) for m in _HIDDEN.finditer(text)]
    if signs & DIGIT:
        for match in _NUMBER.finditer(text):
            if _is_name(text, match):
                continue
            lead = _BEFORE.search(text, max(0, match.start() - _LEAD), match.start())
            start = lead.start() if lead else match.start()
            written = text[start : match.end()]
            start += len(written) - len(written.lstrip())
            found.append(Amount(written.strip(), start, _value(match["digits"])))
    if signs & SPELLED:
        parts = [(m[g], m.start(g)) for m in _FRACTION.finditer(text) for g in "nm" if m[g]]
        found += [Amount(one, start, Decimal(_part(one))) for one, start in parts]
        found += [
            Amount(m[0], m.start(), Decimal(_SPELLED[m[0].lower()]))
            for m in _SPELLED_OUT.finditer(text)
            if not any(start <= m.start() < start + len(one) for one, start in parts)
        ]
    return sorted(found, key=_start) if len(found) > 1 else found


def _part(written: str) -> int:
    """What the whole is divided by: 3 for a third."""
    return _PARTS[written.lower().rpartition(" ")[2].rpartition("-")[2].removesuffix("s")]


def _start(amount: Amount) -> int:
    return amount.start


def _value(digits: str) -> Decimal | None:
    try:
        if digits.isdigit():
            return Decimal(digits)
        return Decimal(_THOUSANDS.sub("", digits).replace(",", "."))
    except InvalidOperation:  # digits of other scripts
        return None


def _is_name(text: str, match: "re.Match[str]") -> bool:
    """Whether a number belongs to a name: `phase 2`, `Python 3.11`, `v0.2`, a year, `#12`, `team&12`, `24/7`."""
    start, end = match.span("digits")
    digits = text[start:end]
    before = text[:start].rstrip()
    if before.endswith("#") or (digits == "24" and text.startswith("/7", end)):
        return True
    if text.endswith(("/", "&"), 0, start):
        return True
    if text[end : end + 1] == "." and (
        _OUTLINE.match(text, end) or ("." in digits and _DECIMAL.match(text, end))
    ):
        return True
    follows = _FOLLOWS.match(text, end)
    if follows and follows[1].lower() in _AFTER_NAMES:
        return True
    if len(digits) == 4 and _is_year(match, text[end:]):
        return True
    return bool(before) and _is_of_a_name(text, end, digits, before)


def _is_year(match: "re.Match[str]", rest: str) -> bool:
    shown = match[0].rstrip()
    return bool(_YEAR.match(match["digits"])) and not shown.endswith("%") and not _counts(rest)


def _is_of_a_name(text: str, end: int, digits: str, before: str) -> bool:
    """`phase 2`; `Postgres 15.2`, where the sentence has begun before."""
    word = before[before.rfind(" ", -41) + 1 :][-40:]
    last = _LAST.search(word)
    if last is None:
        return False
    if last[1].lower() in _NAMES:
        return True
    if "." not in digits or not last[1][0].isupper():
        return False
    return len(before) > len(last[1]) and text[end:].lstrip()[:1] != "%"


def _counts(rest: str) -> bool:
    """Whether what follows a number is something that is counted."""
    joined = _JOINED.match(rest)
    return joined is None and _COUNTED.match(rest) is not None


def _ends(text: str, numbers: list[Amount], signs: int) -> tuple[Amount | None, Amount | None]:
    """Baseline and target, where the words say which is which."""
    if not numbers:
        return None, None
    if signs & FROM and (len(numbers) > 1 or signs & WHOLE):
        ends = _from_to(text, numbers)
        if ends is not None:
            return ends
    return _beside_now(text, numbers) if signs & (NOW | FROM) else (None, None)


def _from_to(text: str, numbers: list[Amount]) -> tuple[Amount, Amount] | None:
    """`from 3 to 5`, `3 → 5`, `3 to 5`."""
    for pattern in (_FROM_TO, _ARROW) if _POINTS.search(text) else (_FROM_TO,):
        for match in pattern.finditer(text):
            start, end = _within(numbers, match.span("a")), _within(numbers, match.span("b"))
            if end and not start and match["a"].strip().lower() in _NOTHING:
                return Amount(match["a"].strip(), match.start("a") + 1, Decimal(0)), end[0]
            if start and end:
                return _first_of(text, start), end[0]
    if (back := _TO_FROM.search(text)) is not None:
        start, end = _within(numbers, back.span("a")), _within(numbers, back.span("b"))
        if start and end:
            return start[0], end[-1]
    if (plain := _PLAIN_TO.search(text)) is not None:
        start = _within(numbers, plain.span("a"))
        end = [n for n in numbers if n.start >= plain.start("b") - 2]
        if start and end and not _is_range(text, plain, end[0]):
            return start[0], end[0]
    return None


def _first_of(text: str, start: list[Amount]) -> Amount:
    """The start among these; of `from 3 of 20` it is the 3."""
    if len(start) > 1 and _OF.fullmatch(text, start[-2].end, start[-1].start):
        return start[-2]
    return start[-1]


_OF = re.compile(r"\s*(?:of|out of|von|/)\s*", re.IGNORECASE)


def _is_range(text: str, match: "re.Match[str]", end: Amount) -> bool:
    """`10 to 15 talks`, `20 units to 5 clients`: no change from the one to the other."""
    if match["joint"].lower() != "to":
        return False
    before, after = _NOUN.search(match["a"]), _COUNTED.match(text, end.end)
    if before is None:
        return after is not None and _JOINED.match(text, end.end) is None and "%" not in match["a"]
    return after is not None and after[0].strip() != before[0].strip()


def _within(numbers: list[Amount], span: tuple[int, int]) -> list[Amount]:
    return [n for n in numbers if span[0] < n.end and n.start < span[1]]


def _beside_now(text: str, numbers: list[Amount]) -> tuple[Amount | None, Amount | None]:
    """`10 min (currently 45)`, `up from 60 %`, `12 a week today`."""
    for pattern in (_NOW, _NOW_AFTER):
        match = pattern.search(text)
        if match is None:
            continue
        now = [n for n in numbers if n.end > match.start("n") and n.start < match.end() + 2]
        found = now[0] if now else Amount(match[0], match.start(), None)
        rest = [n for n in numbers if n is not found and not match.start() <= n.start < match.end()]
        return found, (rest[0] if rest else None)
    return None, None
