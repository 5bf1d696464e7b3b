"""The numbers of a statement: where it starts, where it shall end, and until when."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from northing.domain.lint.timeframes import timeframe
from northing.domain.lint.vocabulary import words

_SPELLED = {
    "zero": 0, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "dozen": 12, "hundred": 100, "null": 0, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6,
    "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "zwölf": 12, "twice": 2, "double": 2, "triple": 3, "thrice": 3,
    "halve": 2, "half": 2, "verdoppeln": 2, "halbieren": 2, "doubled": 2, "tripled": 3, "halved": 2,
}  # fmt: skip
_SPELLED_OUT = re.compile(
    rf"\b(?:{'|'.join(word for word, number in _SPELLED.items() if number)})\b", re.IGNORECASE
)
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
    r"(?:[$€£]\s?(?:[XN]{1,3}|_+)|\b[XN]{1,3}\s?%|\bXX+\b|\b[NX](?=\s[a-z])|\?\?+|\b__+|\[(?:N|X|_N?_?)\])"
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
_LAST = re.compile(r"([\w.+-]+)$")
_ALL = re.compile(
    r"\b(?:all|every|each|zero|none|alle|allen|aller|jede[rsnm]?|sämtliche[rn]?|keine?[nrm]?|null)\b(?![-’'])"
    r"|\bno\b(?!\s(?:longer|matter|one|later|\d))|\bat least one\b"
    r"|\bone (?!of\b|or\b|another\b|by\b|place\b|single\b|stop\b)",
    re.IGNORECASE,
)
_NOT_ALL = re.compile(
    r"\b(?:at all|above all|all over|all hands|after all|all-hands|vor allem|first of all|each other)\b",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"\b(?:from|von)\b(?P<a>(?:(?!\b(?:to|auf|from)\b).){1,60}?)\b(?:to|auf|up to|down to)\b(?P<b>.{1,60})"
    r"|(?P<a2>.{1,40}?)(?:->|→|⟶|-->)(?P<b2>.{1,40})",
    re.IGNORECASE,
)
_PLAIN_TO = re.compile(
    r"(?<![\d.,])(?P<a>\d[\d.,]{0,20}[%kKM$]?\s?(?:/|per|pro)?\s?\w{0,20})\s(?:to|auf)\s(?P<b>[<>~]?\s?[$€]?\d)",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:current(?:ly)?|today|now|baseline|at present|presently|up from|down from|was|were|instead of|rather than"
    r"|derzeit|aktuell|heute|bisher|bislang|statt|anstatt|ausgangswert|vorher|zuvor|start(?:ing)? (?:from|at|value))\b"
    r"[\s:=(]{0,4}(?:is|are|at|of|was|bei|sind|ist|liegt bei)?[\s:]{0,3}"
    r"(?P<n>[~<>]?\s?[$€£]?\s?(?:\d|none\b|zero\b|null\b|[NX]{1,2}\s?%))",
    re.IGNORECASE,
)
_NOW_AFTER = re.compile(
    r"(?<![\d.,])(?P<n>\d)[\d.,]{0,20}\s?(?:%|\w{1,12})?"
    r"\s(?:today|currently|at present|right now|as of today|heute|derzeit|aktuell)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as written; `value` is None where it is redacted or stands as `all` or `no`."""

    text: str
    start: int
    value: Decimal | None

    @property
    def end(self) -> int:
        """The place after it."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a statement says in numbers. `counted`: a number, not only all or no."""

    baseline: Amount | None
    target: Amount | None
    counted: bool
    timeframe: str


def amounts(text: str) -> Amounts:
    """The numbers of a statement: never fails, whatever is in it."""
    frame = timeframe(text)
    plain = text if frame is None else text.replace(frame, " " * len(frame), 1)
    numbers = figures(plain)
    baseline, target = _ends(plain, numbers)
    if target is None:
        rest = [one for one in numbers if one is not baseline]
        target = rest[-1] if rest else None
    counted = target is not None
    if target is None:
        whole = _ALL.search(_NOT_ALL.sub(_blank, plain))
        target = None if whole is None else Amount(whole[0], whole.start(), None)
    return Amounts(baseline, target, counted, frame or "")


def _blank(match: "re.Match[str]") -> str:
    return " " * len(match[0])


def figures(text: str) -> list[Amount]:
    """Every number of a text that is none of a name, in its order."""
    found = [Amount(m[0], m.start(), None) for m in _HIDDEN.finditer(text)]
    for match in _NUMBER.finditer(text):
        if _is_name(text, match):
            continue
        lead = _BEFORE.search(text, max(0, match.start() - _LEAD), match.start())
        start = lead.start() if lead else match.start()
        written = text[start : match.end()]
        start += len(written) - len(written.lstrip())
        found.append(Amount(written.strip(), start, _value(match["digits"])))
    found += (
        Amount(m[0], m.start(), Decimal(_SPELLED[m[0].lower()]))
        for m in _SPELLED_OUT.finditer(text)
    )
    return sorted(found, key=lambda one: one.start)


def _value(digits: str) -> Decimal | None:
    try:
        return Decimal(re.sub(r"[,'’\u202f ](?=\d{3})", "", digits).replace(",", "."))
    except InvalidOperation:  # digits of other scripts
        return None


def _is_name(text: str, match: "re.Match[str]") -> bool:
    """Whether a number belongs to a name: `phase 2`, `Python 3.11`, `v0.2`, a year, `#12`, `24/7`."""
    digits = match["digits"]
    before = text[: match.start("digits")].rstrip()
    rest = text[match.end("digits") :]
    if before.endswith(("#", "/")) or (digits == "24" and rest.startswith("/7")):
        return True
    if re.match(r"\.\d+\.", rest) or (re.match(r"\.\d", rest) and "." in digits):
        return True
    follows = re.match(r"\s{0,3}([^\W\d_]{1,20})", rest)
    if follows and follows[1].lower() in _AFTER_NAMES:
        return True
    return _is_year(match, rest) or _is_of_a_name(text, match, before)


def _is_year(match: "re.Match[str]", rest: str) -> bool:
    shown = match[0].rstrip()
    return bool(_YEAR.match(match["digits"])) and not shown.endswith("%") and not _counts(rest)


def _is_of_a_name(text: str, match: "re.Match[str]", before: str) -> bool:
    """`phase 2`; `Postgres 15.2`, where the sentence has begun before."""
    last = _LAST.search(before[-40:])
    if last is None or text[len(before) : match.start("digits")].strip():
        return False
    if last[1].lower() in _NAMES:
        return True
    begun = len(before) > len(last[1])
    percent = text[match.end("digits") :].lstrip()[:1] == "%"
    return "." in match["digits"] and last[1][:1].isupper() and begun and not percent


def _counts(rest: str) -> bool:
    """Whether what follows a number is something that is counted."""
    joined = re.match(r"\s+(?:and|or|to|by|in|for|the|und|is|with)\b", rest)
    return joined is None and re.match(r"\s+[a-zäöü]{3,}", rest) is not None


def _ends(text: str, numbers: list[Amount]) -> tuple[Amount | None, Amount | None]:
    """Baseline and target, where the words say which is which."""
    if not numbers:
        return None, None
    if len(numbers) == 1:
        return _beside_now(text, numbers)
    for match in _FROM_TO.finditer(text):
        first, second = ("a", "b") if match["a"] is not None else ("a2", "b2")
        start, end = _within(numbers, match.span(first)), _within(numbers, match.span(second))
        if start and end:
            return start[-1], end[0]
    if (plain := _PLAIN_TO.search(text)) is not None:
        start = _within(numbers, plain.span("a"))
        end = [n for n in numbers if n.start >= plain.start("b") - 2]
        if start and end:
            return start[0], end[0]
    return _beside_now(text, numbers)


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
