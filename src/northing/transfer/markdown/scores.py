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
    r"[\s,;:.(–—-]*(?P<score>-?\d{1,4}(?:[.,]\d{1,3})?\s?%\s?"
    r"(?:done|completed?|achieved|finished|erledigt|erreicht|fertig)\b[^()]{0,300})\)?\s*$",
    re.I,
)
_PLAIN_TAIL = re.compile(
    r"(?:\s*:\s*|\s+[-–—]\s+|\s+\(\s?)(?P<score>-?\d{1,4}(?:[.,]\d{1,3})?\s?%)\)?\.?\s*$"
)
_LOOSE_TAIL = re.compile(
    r"(?:\s*:\s+|\s+[-–—]\s+|\s+\(\s?)(?P<score>(?:-?\d{1,4}(?:[.,]\d{1,3})?\s?%|[\dX]{1,5}/\d{1,5})"
    r"(?:\s*[,(–—-].{0,600})?)\)?\s*$"
)
_SLOT_TAIL = re.compile(r"[\s:,=>(-]+(?P<score>(?:[XxNn]/\d+ ?)?\(?[XNxn_]{1,3}\s?%(?: completion)?)\)*\s*$")
_GRADE_TAIL = re.compile(r"(?:\s*:\s*|\s+[-–—=]\s+|\s+[(\[])(?P<score>[01]?\.\d{1,2}|[01]\.0)[)\]]?\s*$")
_WORD_TAILS = (
    re.compile(r"\s*[(\[](?P<score>[^()\[\]]{2,200})[)\]]\s*$"),
    re.compile(r"(?:\s+[-–—]+|:)\s+(?P<score>[^()\[\]:]{2,80})$"),
)
_WORD_LEAD = re.compile(r"^[(\[](?P<score>[^()\[\]]{1,60})[)\]]\s*:?\s*(?=\S)")


def split_score(text: str, *, loose: bool) -> tuple[str, PlanScore | None]:
    """The text without the result at its end or its beginning, and that result.

    `loose`: the document writes results as `: 80%` or `(80%)` throughout; without that sign
    a bare percentage at the end is taken for part of the wording.
    """
    for arrow in (_ARROW, _SOFT_ARROW, _EQUALS):
        match = arrow.search(text)
        if match and match.start() and _is_result(text, match, arrow):
            tail = text[match.end() :].strip()
            head = text[: match.start()]
            head, _open = _without_share(head)
            return head.rstrip(" :,-–—"), read_score(tail)
    if lead := _WORD_LEAD.match(text):
        if words.STATUS.match(lead["score"]) or _PERCENT.fullmatch(lead["score"].strip()):
            return text[lead.end() :], read_score(lead["score"])
    return _tail(text, loose=loose)


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


def is_status(text: str) -> bool:
    return words.STATUS.match(text) is not None


def _is_result(text: str, match: re.Match[str], arrow: re.Pattern[str]) -> bool:
    """`from 10 -> 20` and `12 => 25` are a way to go, not a result."""
    tail = text[match.end() :].strip()
    if arrow is _EQUALS:
        return True
    if re.search(r"\d\s?%?$", text[: match.start()]) and re.match(r"[$€]?\d", tail):
        share = _SHARE.search(text[max(0, match.start() - 20) : match.start()])
        return share is not None
    if arrow is _SOFT_ARROW:
        return bool(words.STATUS.match(tail) or re.match(r"-?[\d.,]+\s?%|[01]?\.\d", tail))
    return True


def _without_share(head: str) -> tuple[str, str]:
    """`Close 10 tickets: 8/10` before an arrow: the count belongs to the result."""
    match = re.search(r"\s*:\s*\d{1,6}/\d{1,6}\s*$", head)
    return (head[: match.start()], match[0]) if match else (head, "")


def _tail(text: str, *, loose: bool) -> tuple[str, PlanScore | None]:
    if match := _DONE_TAIL.search(text):
        return _cut(text, match, ambiguous=False)
    if match := _SLOT_TAIL.search(text):
        return text[: match.start()].rstrip(" :,-–—("), PlanScore(match["score"].strip(" ()"))
    if match := _GRADE_TAIL.search(text):
        return _cut(text, match, ambiguous=False)
    for pattern in _WORD_TAILS:
        match = pattern.search(text)
        if match and words.STATUS.match(match["score"]):
            return _cut(text, match, ambiguous=False)
    if loose and (match := _LOOSE_TAIL.search(text)):
        return _cut(text, match, ambiguous=True)
    return text, None


def _cut(
    text: str, match: re.Match[str], *, ambiguous: bool
) -> tuple[str, PlanScore | None]:
    head = text[: match.start()].rstrip(" :,-–—(")
    if not re.search(r"\w", head):
        return text, None
    score = read_score(match["score"])
    if score is not None and ambiguous:
        score = PlanScore(score.text, score.value, ambiguous=True)
    return head, score


def _hundredth(number: str) -> Decimal:
    return Decimal(number.replace(",", ".")) / 100
