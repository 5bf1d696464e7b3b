"""The date, week or quarter in a statement. Rates (`per month`) and lengths of time (`within 48 h`) are none."""

import re

from northing.domain.lint.vocabulary import words

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januar|jänner|februar|märz|mai|juni|juli|oktober|dezember)"
)
_PERIOD = r"(?:Q[1-4]|H[12]|[FC]Y ?'?\d\d(?:\d\d)?|GJ ?\d\d|KW ?\d{1,2}|(?:19|20)\d\d|EO[YQMW])"
_LONG = r"(?:year|quarter|month|week|half|semester)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_NOT_A_PLAN = (
    r"(?!\s(?:[a-z]+\s)?(?:epic|plan|roadmap|okrs?|targets?|goals?|budget|issues?|list|backlog)\b)"
)
_SINGLE = (
    # 2026-06-30, 30.6.26, 30/6/2026
    r"\b20\d\d-\d\d(?:-\d\d)?\b|\b(?:[0-2]?\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:\d{2,4})?(?!\d)|\b\d{1,2}/\d{1,2}/\d{2,4}\b",
    # June 30, 30th of June
    rf"\b{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?!\s?%)|\b\d{{1,2}}(?:st|nd|rd|th|\.)? (?:of )?{_MONTH}\b",
    # by end of June
    (
        r"\b(?:in|by|until|till|before|during|since|through|of|bis|im|ab|vor|ende|anfang|mitte|end|early|late|mid)[ -]"
        r"(?:the )?(?:end (?:of )?|ende |anfang |mitte |early |late |mid-?)?"
        rf"{_MONTH}\b(?! (?:be|not|have)\b)"
    ),
    # by Q3, in FY27, but not the Q3 roadmap
    (
        r"\b(?:by|in|until|till|before|during|for|within|over|through|end of|start of|beginning of|bis|im|vor|ab|ende"
        r"|per|anfang|mitte|close of|end)\b[ -]"
        r"(?:the )?(?:end |close |start |beginning |middle |ende |anfang |mitte |des |of |the |zum )*"
        rf"{_PERIOD}\b(?![\w-]){_NOT_A_PLAN}"
    ),
    rf"\b{_PERIOD}[ -/]{{1,2}}{_PERIOD}\b|[(–—-]\s?(?:by )?{_PERIOD}\s?\)?$",
    # by the end of the quarter, in the first half of the year
    (
        r"\b(?:by|until|till|before|at|within|during|in|over|for|through)\s(?:the\s)?"
        r"(?:end|close|start|beginning|middle|course|remainder|rest|first half|second half|last)\s(?:of\s)?"
        rf"(?:the\s|this\s|next\s|each\s)?(?:fiscal\s|calendar\s)?(?:{_LONG}|cycle|sprint|day)\b"
    ),
    # this quarter, but not: compared to this quarter
    (
        r"(?<!to )(?<!vs )(?<!than )(?<!with )\b(?:this|next|coming|upcoming)\s(?:fiscal\s|calendar\s)?"
        rf"(?:{_LONG}|{_SEASON}|cycle)\b"
    ),
    # in the first month
    (
        r"\b(?:in|during|within|over|by)\s(?:the\s)?(?:first|second|third|last|next|coming|following)\s(?:\w+\s)?"
        rf"(?:{_LONG}|\d+ (?:days|weeks|months))s?\b"
    ),
    (
        r"\b(?:year|quarter|month)[ -]end\b"
        rf"|\b(?:by|before|until|till) (?:christmas|easter|new year|mid-?year|{_SEASON}"
        r"|monday|tuesday|wednesday|thursday|friday|tomorrow"
        r"|next \w+)\b"
        rf"|\bin {_SEASON}\b"
    ),
    # bis Ende Jahr, im Quartal, über den Jahreswechsel
    (
        r"\b(?:bis|vor|im|ende|in|während|zum|zur|über den|per|anfang|mitte|noch)\s(?:\w{1,30}\s){0,3}?"
        r"(?:jahres(?:ende|wechsel)|quartals(?:ende)?|monats(?:ende)?|jahres|jahr|quartal|monat|semester|halbjahr|sommer"
        r"|winter|frühling|frühjahr|herbst|weihnachten|ostern|woche|kw ?\d+)(?!\w)(?<!pro jahr)(?<!pro monat)"
    ),
)  # fmt: skip
_DATES = tuple(re.compile(one, re.IGNORECASE) for one in _SINGLE)
_TIMELY = frozenset(
    words("""
        jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov
        november dec december januar jänner februar märz mai juni juli oktober dezember year years quarter quarters
        month months week weeks half semester sprint day days cycle eoy eoq eom eow spring summer autumn fall winter
        christmas easter tomorrow midyear monday tuesday wednesday thursday friday jahr jahres jahresende jahreswechsel
        quartal quartals quartalsende monat monats monatsende halbjahr sommer herbst frühling frühjahr weihnachten
        ostern woche kw gj
    """)
)  # fmt: skip
_WRITTEN = re.compile(r"[^\W\d_]+")
_DATED = re.compile(r"\d[./-]\d|(?:19|20)\d\d|[QqHhYyWwJj] ?'?\d")


def _is_timely(text: str) -> bool:
    """Whether there can be a date at all: asked first, because most statements have none."""
    return _DATED.search(text) is not None or not _TIMELY.isdisjoint(_WRITTEN.findall(text.lower()))


def timeframe(text: str) -> str | None:
    """The date, week or quarter in a text, as written; None where it names none."""
    if not _is_timely(text):
        return None
    found = (match[0] for pattern in _DATES for match in pattern.finditer(text))
    return max(found, key=len, default=None)
