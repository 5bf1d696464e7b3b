"""Results at the end of a line: `=> 66%`, `- 83%`, `(100%)`, `8/10 => 80%`, `DONE`, `0.8`."""

import re
from decimal import Decimal

from northing.domain.plan import PlanScore
from northing.transfer.markdown import words

_ARROW = re.compile(r"\s*(?:=+\s?>|-{2,}>|⇒|➔|➜)\s*")
_SOFT_ARROW = re.compile(r"\s*(?:->|→)\s*")
_EQUALS = re.compile(r"\s+=\s+(?=-?\d+(?:[.,]\d+)?\s?%)")
_PERCENT = re.compile(r"(?<![\w.,])(-?\d{1,6}(?:[.,]\d{1,4})?)\s?%")
_SHARE = re.compile(r"(?<![\w.,/])(\d{1,6})\s?/\s?(\d{1,6})(?![\w/])")
_RATIO = re.compile(r"(?<![\w.,/])([01]?[.,]\d{1,4}|[01])(?![\w%/]|[.,]\d)")
_DONE_TAIL = re.compile(
    r"[\s,;:.(–—-]{0,5}(?P<score>-?\d{1,4}(?:[.,]\d{1,3})?\s?%\s?"
    r"(?:done|completed?|achieved|finished|erledigt|erreicht|fertig)\b[^()]{0,300})\)?\s*$",
    re.I,
)
_PLAIN_TAIL = re.compile(
    r"(?:\s*:\s*|\s+[-–—]\s+|\s+\(\s?)(?P<score>-?\d{1,4}(?:[.,]\d{1,3})?\s?%)\)?\.?\s*$"
)
_LOOSE_TAIL = re.compile(
    r"(?:\s*:\s+|\s+[-–—]\s+|\s+\(\s?)(?P<score>(?:-?\d{1,4}(?:[.,]\d{1,3})?\s?%|"
    r"[\dX]{1,5}/\d{1,5})"
    r"(?:\s*[,(–—-].{0,600})?)\)?\s*$"
)
_FIGURES_TAIL = re.compile(
    r":\s+(?P<score>(?!(?:from|by|to|increase|reduce|at|over|under|less|more|von|um|"
    r"auf) )(?:\w+ )?[~≈]?"
    r"(?:\d[\d.,]*|[Xx](?= |/))[^:]{0,60}?(?:\d\s?%|[Xx]\s?%|\d\s?/\s?\d)[^:]*(?:https?:[^:]*)*)$"
)
_SHARES_TAIL = re.compile(
    r"\s*\((?P<score>[^()]{0,40}\d{1,5}/\d{1,5}[^()]{1,200}\d{1,5}/\d{1,5}.{0,300})$"
)
_SLOT_TAIL = re.compile(
    r"[\s:,=>(-]{1,5}(?P<score>(?:[XxNn]/\d+ ?)?\(?[XNxn_]{1,3}\s?%(?: completion)?)\)*\s*$"
)
_LOOSE_TAILS = (_LOOSE_TAIL, _FIGURES_TAIL, _SHARES_TAIL, _SLOT_TAIL)
_GRADE_TAIL = re.compile(
    r"(?:\s*:\s*|\s+[-–—=]\s+|\s+[(\[])(?P<score>[01]?\.\d{1,2}|[01]\.0)[)\]]?\s*$"
)
_WORD_TAILS = (
    re.compile(r"\s*[(\[](?P<score>[^()\[\]]{2,200})[)\]]\s*$"),
    re.compile(r"(?:\s+[-–—]+|:)\s+(?P<score>[^()\[\]:]{2,80})$"),
)
LEADING_STATUS = re.compile(r"^[(\[](?P<score>[^()\[\]]{1,60})[)\]]\s*:?\s*(?=\S)")


def split_score(text: str, *, loose: bool) -> tuple[str, PlanScore | None]:
    """The text without the result at its end or its beginning, and that result.

    `loose`: the document writes results as `: 80%` or `(80%)` throughout; without that sign
    a bare percentage at the end is taken for part of the wording.
    """
    head, score = split_arrow(text)
    if score is not None:
        shorter = head
        for pattern in (_SHARES_TAIL, _FIGURES_TAIL) if loose else ():
            shorter = pattern.sub("", shorter)
        return shorter, _after(head[len(shorter) :], score)
    lead = LEADING_STATUS.match(text)
    if lead and (is_status(lead["score"]) or _LEADING_NUMBER.fullmatch(lead["score"].strip())):
        return text[lead.end() :], read_score(lead["score"])
    return _tail(text, loose=loose)


def split_arrow(text: str) -> tuple[str, PlanScore | None]:
    """The text before `=>` or ` = 70%`, and the result behind it."""
    for arrow in (_ARROW, _SOFT_ARROW, _EQUALS):
        match = arrow.search(text)
        if match and match.start() and _is_result(text, match, arrow):
            tail = text[match.end() :].strip()
            head = text[: match.start()]
            shorter = _COUNT_TAIL.sub("", head).rstrip(" :,-–—")
            return shorter, _after(head[len(shorter) :], read_score(tail))
    return text, None


def _after(figures: str, score: PlanScore | None) -> PlanScore | None:
    """The result with the figures that stand before its arrow, so that none is lost."""
    figures = figures.strip(" :,-–—")
    if score is None or not re.search(r"\w", figures):
        return score
    return PlanScore(f"{figures} => {score.text}", score.value, score.ambiguous)


def read_score(text: str) -> PlanScore | None:
    """A result that stands alone, as in a table's cell; None for an empty cell."""
    text = text.strip(" *_`~")
    if not text or text in ("-", "–", "—"):
        return None
    if words.DONE.match(text):
        return PlanScore(text, Decimal(1))
    percents = _PERCENT.findall(text)
    if percents:
        several = len(percents) > 1 and "=" not in text
        several = several or not _BEGINS_WITH_SHARE.match(text)
        return PlanScore(text, _hundredth(percents[-1 if "=" in text else 0]), several)
    if share := _SHARE.search(text):
        whole = int(share[2])
        return PlanScore(text, round(Decimal(share[1]) / whole, 4) if whole else None)
    ratio = _RATIO.search(text)
    if ratio and len(text) <= 40:
        return PlanScore(text, Decimal(ratio[1].replace(",", ".")))
    return PlanScore(text)


def looks_scored(text: str) -> bool:
    """Whether a line ends like `…: 80%`: three of them are a document's habit."""
    return _PLAIN_TAIL.search(text) is not None


def only_score(text: str) -> bool:
    """Whether a sentence is nothing but a result: `Total: 83%`, `0/2`."""
    return _ONLY.match(text) is not None


_BEGINS_WITH_SHARE = re.compile(
    r"\W{0,3}(?:total\W{1,3}|~|about |\d+\s?(?:/|of)\s?\d+\W{1,4}(?:=>\s?)?)?\d[\d.,]*\s?%(?!\s?(?:increase|decrease))",
    re.I,
)
_LEADING_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?\s?%|[01]?\.\d{1,2}")
_ONLY = re.compile(r"^(?:total\s?:?\s*)?[\dX./]+(?:\s?%)?\.?$", re.I)


def is_status(text: str) -> bool:
    return words.STATUS.match(text) is not None


def _is_result(text: str, match: re.Match[str], arrow: re.Pattern[str]) -> bool:
    """`from 10 -> 20` and `12 => 25` are a way to go, not a result."""
    tail = text[match.end() :].strip()
    if arrow is _EQUALS:
        return True
    before = re.search(r"\d\s?(%?)$", text[max(0, match.start() - 20) : match.start()])
    after = re.match(r"[$€]?\d[\d.,]*\s?(%?)", tail)
    if before and after and before[1] == after[1]:
        return _SHARE.search(text[max(0, match.start() - 20) : match.start()]) is not None
    if arrow is _SOFT_ARROW:
        return bool(words.STATUS.match(tail) or re.match(r"-?[\d.,]+\s?%|[01]?\.\d", tail))
    return True


_COUNT_TAIL = re.compile(r"\s*:\s*\d{1,6}/\d{1,6}\s*$")
"""`Close 10 tickets: 8/10` before an arrow: the count belongs to the result."""


def _tail(text: str, *, loose: bool) -> tuple[str, PlanScore | None]:
    match = _DONE_TAIL.search(text) or (None if loose else _SLOT_TAIL.search(text))
    match = match or _GRADE_TAIL.search(text) or _word_tail(text)
    if match:
        return _cut(text, match, ambiguous=False)
    found = [match for pattern in _LOOSE_TAILS if loose and (match := pattern.search(text))]
    if not found:
        return text, None
    return _cut(text, min(found, key=lambda match: match.start()), ambiguous=True)


def _word_tail(text: str) -> re.Match[str] | None:
    for pattern in _WORD_TAILS:
        match = pattern.search(text)
        if match and is_status(match["score"]):
            return match
    return None


def _cut(text: str, match: re.Match[str], *, ambiguous: bool) -> tuple[str, PlanScore | None]:
    head = text[: match.start()]
    if head.count("(") > head.count(")"):
        head = head[: head.rfind("(")]
    head = head.rstrip(" :,-–—(")
    if not re.search(r"\w", head) or _WANTS_NUMBER.search(head):
        return text, None
    score = read_score(match["score"].strip(" ()"))
    if score is not None and ambiguous:
        score = PlanScore(score.text, score.value, ambiguous=True)
    return head, score


_WANTS_NUMBER = re.compile(
    r"(?:\b(?:to|of|by|from|at|than|least|most|over|under|above|below|only|auf|von|um|über|unter)|[<>≥≤=])$",
    re.I,
)


def _hundredth(number: str) -> Decimal:
    return Decimal(number.replace(",", ".")) / 100
