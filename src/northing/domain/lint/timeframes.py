"""The date, week or quarter in a statement. Rates (`per month`) and lengths of time (`within 48 h`) are none."""

import re

from northing.domain.lint.signs import (
    DOTTED,
    LENGTH,
    MONTH,
    PERIOD,
    SEASON,
    SLASH,
    TERM,
    TERM_DE,
    TIMES,
    one_of,
)

_MONTH = rf"(?:{one_of('months')})"
_UNTIL = one_of("until")
_PERIOD = r"(?:Q[1-4]|H[12]|[FC]Y ?'?\d\d(?:\d\d)?|GJ ?\d\d|KW ?\d{1,2}|(?:19|20)\d\d|EO[YQMW])"
_LONG = r"(?:year|quarter|month|week|half|semester)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_NOT_A_PLAN = (
    r"(?!\s(?:[a-z]+\s)?(?:report|survey|numbers|results|meeting|audit|epic|plan|roadmap|okrs?|targets?|goals?"
    r"|budget|issues?|list|backlog)\b)"
)
_SINGLE = (
    # 2026-06-30, 30.6.26, 30/6/2026
    (
        r"\b20\d\d-W?\d\d(?:-\d\d)?\b|\b(?:by|until|till|before|on) \d{1,2}/\d{1,2}\b"
        r"|\b(?:[0-2]?\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:\d{2,4})?(?!\d)|\b\d{1,2}/\d{1,2}/\d{2,4}\b"
    ),
    # June 30, 30th of June
    rf"\b{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?!\s?%)|\b\d{{1,2}}(?:st|nd|rd|th|\.)? (?:of )?{_MONTH}\b",
    # by end of June
    (
        rf"\b(?:{_UNTIL}|since|starting|of|end|early|late|mid)[ -]"
        r"(?:the )?(?:end (?:of )?|ende |anfang |mitte |early |late |mid-?)?"
        rf"{_MONTH}\b(?! (?:be|not|have)\b){_NOT_A_PLAN}(?:\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?!\s?%))?"
    ),
    # by Q3, in FY27, but not the Q3 roadmap
    (
        rf"\b(?:{_UNTIL}|for|within|over|end of|start of|beginning of|per|close of|end)\b[ -]"
        r"(?:the )?(?:end |close |start |beginning |middle |ende |anfang |mitte |des |of |the |zum )*"
        rf"{_PERIOD}\b(?![\w-]){_NOT_A_PLAN}"
    ),
    rf"\b{_PERIOD}[ -/]{{1,2}}{_PERIOD}\b|[(–—-]\s?(?:by )?{_PERIOD}\s?\)?$",
    # by the end of the quarter, in the first half of the year
    (
        r"\b(?:by|until|till|before|at|within|during|in|over|for|through)\s(?:the\s)?"
        r"(?:end|close|start|beginning|middle|course|remainder|rest|first half|second half|last)\s(?:of\s)?"
        rf"(?:the\s|this\s|next\s|each\s)?(?:fiscal\s|calendar\s|school\s|academic\s)?(?:{_LONG}|cycle|sprint|day|term)\b"
    ),
    # this quarter, but not: compared to this quarter
    (
        r"(?<!to )(?<!vs )(?<!than )(?<!with )\b(?:this|next|coming|upcoming)\s(?:fiscal\s|calendar\s)?"
        rf"(?:{_LONG}|{_SEASON}|cycle)\b(?!['’]s)"
    ),
    # in the first month
    (
        r"\b(?:in|during|within|over|by)\s(?:the\s)?(?:first|second|third|last|next|coming|following)\s(?:\w+\s)?"
        rf"(?:{_LONG}|\d+ (?:days|weeks|months))s?\b"
        r"(?!\s(?:of|after)\s(?:employment|use|work|service|being|joining|signing|sign|hire|hiring|their|each|every)\b)"
    ),
    (
        r"\b(?:year|quarter|month)[ -]end\b"
        rf"|\b(?:by|before|until|till) (?:close of business )?(?:on )?(?:christmas|easter|new year|mid-?year|{_SEASON}"
        r"|monday|tuesday|wednesday|thursday|friday|tomorrow"
        r"|next \w+)\b"
        rf"|\b(?:in|before|until|over|during|by) (?:the )?{_SEASON}\b"
        r"|\b(?:in|by|until|before) (?:calendar )?week \d{1,2}\b"
    ),
    # bis Ende Jahr, im Quartal, über den Jahreswechsel
    (
        r"\b(?:bis|vor|im|ende|in|während|zum|zur|über den|per|anfang|mitte|noch)\s(?:\w{1,30}\s){0,3}?"
        r"(?:jahres(?:ende|mitte|wechsel)|(?:sommer|herbst|winter)?ferien|"
        r"quartals(?:ende)?|monats(?:ende)?|jahres|jahr|quartal|monat|semester|halbjahr|sommer"
        r"|winter|frühling|frühjahr|herbst|weihnachten|ostern|woche|kw ?\d+)(?!\w)(?<!pro jahr)(?<!pro monat)"
        r"(?<!per jahr)(?<!per monat)(?<!per woche)(?<!per quartal)"
    ),
)  # fmt: skip
_NEEDS = (
    DOTTED | SLASH | PERIOD,
    MONTH,
    MONTH,
    PERIOD,
    PERIOD,
    LENGTH,
    LENGTH | SEASON,
    LENGTH,
    TERM | LENGTH | SEASON,
    TERM_DE,
)
_DATES = tuple(
    (need, re.compile(one, re.IGNORECASE)) for need, one in zip(_NEEDS, _SINGLE, strict=True)
)


def timeframe(text: str, signs: int = TIMES) -> str:
    """The date, week or quarter in a text, as written; empty where it names none. `signs`: those of its words."""
    if not signs & TIMES:
        return ""
    longest = ""
    for need, pattern in _DATES:
        if need & signs:
            for match in pattern.finditer(text):
                if match.end() - match.start() > len(longest):
                    longest = match[0]
    return longest
