"""The first verb of a statement with what stands before and after it: a little syntax of headlines.

Statements are headlines more often than sentences: a plain verb first (`Reduce …`), a state (`The guide
is written`), or no verb at all (`3 new partners`).
"""

import re
from typing import NamedTuple

from northing.domain.lint.tokens import Token, tokens
from northing.domain.lint.vocabulary import every, language, words
from northing.domain.lint.vocabulary.language import Language

_STARTS = re.compile(
    r"^\s*(?:[-*•–]\s+)?(?:\[[^\]]{0,30}\]\s*)*"
    r"(?:(?:KR|key result|O|objective|OKR|ziel|SKR)\s?#?\d*(?:\.\d+)*\s*[:.)–-]\s*)?(?:P\d\b:?\s*)?"
    r"(?:[A-Z][A-Z ]{3,30}:\s+)?",
    re.IGNORECASE,
)
_SCORE = re.compile(r"\s{0,3}(?:={1,2}>|=)\s{0,3}[\d.(].*$")
VERBS = frozenset({"change", "reach", "make", "do", "able", "live"})
DETERMINERS = frozenset(every("determiners"))
_SUBJECTS = frozenset(every("subjects"))
_AFTER_NOUNS = frozenset(
    words(
        "of for is are has have with : in on at per und by - – , / to does should must can among under above over"
        " between within across stays remains takes"
    )
)
_STATES = frozenset(every("states"))
_HELPS = frozenset(every("helps"))
_PARTICLES = frozenset(every("particles"))
_SHARES = frozenset(words("half most fewer more less many"))
_LEADS = frozenset(words("to um zu"))


class Clause(NamedTuple):
    """The first verb of a statement with what stands before and after it."""

    verb: Token | None
    before: tuple[Token, ...]
    after: tuple[Token, ...]
    stands: bool = False
    """Whether it says how something is, not what somebody does."""


def core(text: str) -> tuple[str, int]:
    """A statement without its numbering, labels and score, and where that begins."""
    start = _STARTS.match(text)
    at = start.end() if start and start.end() < len(text) else 0
    rest = text[at:]
    if "=" in rest:
        rest = _SCORE.sub("", rest) or rest
    return rest, at


def after_topic(found: list[Token]) -> list[Token]:
    """Without a topic before a colon, where a verb or a number follows."""
    for place, token in enumerate(found[:8]):
        if token.low == ":" and place and place + 1 < len(found):
            nxt = found[place + 1]
            if nxt.is_number or (verbs_of(nxt) and not found[0].verbs):
                return found[place + 1 :]
    return found


def verbs_of(token: Token) -> frozenset[str]:
    """The classes of verbs that it may be, leaving out those that only help."""
    return token.deeds


def clause_of(found: list[Token], code: str) -> Clause:
    place = 0
    while place < len(found) - 1 and (
        ("adverbs" in found[place].marks and not verbs_of(found[place]))
        or not (found[place].is_word or found[place].is_number)
        or found[place].low in _LEADS
    ):
        place += 1
    if place >= len(found):
        return Clause(None, (), ())
    spoken = language(code)
    if spoken.verb_second:
        return _verb_second(found, place, spoken)
    first = found[place]
    if first.low in _SUBJECTS and place + 1 < len(found):
        nxt = next(
            (n for n in range(place + 1, min(len(found), place + 5)) if found[n].verbs), None
        )
        if nxt is not None:
            return _stating(found, nxt, place)
    if _leads(found, place):
        return Clause(first, (), tuple(found[place + 1 :]))
    for at in range(place + 1, len(found)):
        if _is_predicate(found, at, place):
            return _stating(found, at, place)
    return Clause(None, (), tuple(found))


def _leads(found: list[Token], place: int) -> bool:
    """Whether the first word is a verb that says what is to be done."""
    first = found[place]
    following = found[place + 1] if place + 1 < len(found) else None
    if not first.is_word:
        return False
    verbs = verbs_of(first)
    if verbs and "s" in first.marks and not first.marks & {"base", "past", "ing"} and first.nouns:
        return False
    if not verbs:
        return (
            not first.nouns and not first.marks and first.low not in DETERMINERS and first.is_capital
            and following is not None
            and following.low in DETERMINERS
        )  # fmt: skip
    if _begins_phrase(found, place):
        return False
    if first.nouns and following is not None:
        if following.low in _AFTER_NOUNS:
            return following.low == "with" and "do" in first.deeds
        if "be" in following.verbs or "aux" in following.verbs:
            return False
        if (
            "past" in following.marks
            and following.verbs
            and following.low not in DETERMINERS
            and not following.nouns
        ):
            return False
    return not (following is None and first.nouns)


def _begins_phrase(found: list[Token], place: int) -> bool:
    """Whether what may be a verb is a noun here, by what stands behind it."""
    first = found[place]
    if (first.nouns or "ing" in first.marks) and _is_subject(found, place):
        return True
    if first.nouns & {"people", "event"} and _is_name(found, place):
        return True
    return first.deeds <= {"make", "do"} and _is_done_to(found, place)


def _is_name(found: list[Token], place: int) -> bool:
    """`Mentor handbook`, `Survey tool for …`: one thing without an article, and no more."""
    following = found[place + 1] if place + 1 < len(found) else None
    if following is None or "thing" not in following.nouns or following.low.endswith("s"):
        return False
    return place + 2 == len(found) or "breaks" in found[place + 2].marks


_FIGURES = frozenset(words("rate ratio score quota frequency volume"))


def _is_done_to(found: list[Token], place: int) -> bool:
    """`Invite flow redesigned`, `Upgrade rate to …`: what is done or measured, not what is to be done."""
    if place + 1 < len(found) and found[place + 1].low in _FIGURES:
        return True
    for at in range(place + 1, min(place + 5, len(found))):
        token = found[at]
        if not token.is_word or "breaks" in token.marks or token.low in DETERMINERS:
            return False
        if at > place + 1 and "past" in token.marks and "base" not in token.marks and token.deeds:
            return at + 1 == len(found)
    return False


def _is_subject(found: list[Token], place: int) -> bool:
    """Whether nothing but a few words without a break stands before a clear verb: `code search returns …`."""
    for at in range(place + 1, min(place + 5, len(found))):
        token = found[at]
        if token.low in _STATES or token.low in _HELPS:
            return True
        if not token.is_word or "breaks" in token.marks or token.low in DETERMINERS:
            return False
        if "s" in token.marks and "base" not in token.marks and not token.nouns:
            return True
        if (
            at > place + 1
            and "base" in token.marks
            and not token.nouns
            and "people" in found[at - 1].nouns
        ):
            return True
    return False


def _is_predicate(found: list[Token], at: int, start: int) -> bool:
    """Whether a later word is the verb of a sentence."""
    token, before = found[at], found[at - 1]
    verbs = token.verbs
    if not verbs:
        return False
    if verbs & {"be"} and token.low in _STATES:
        return True
    if token.low in _HELPS:
        return True
    if "breaks" in before.marks or before.low in DETERMINERS or not before.is_word:
        return False
    if "s" in token.marks and "base" not in token.marks:
        return _is_said_of_one(found, at, start)
    if "past" in token.marks and "base" not in token.marks:
        following = found[at + 1] if at + 1 < len(found) else None
        noun_follows = following is not None and following.nouns and not following.verbs
        return not noun_follows
    if "base" in token.marks and not token.nouns and not before.nouns and before.low.endswith("s"):
        following = found[at + 1] if at + 1 < len(found) else None
        return (
            found[start].is_number
            or found[start].low in _SHARES
            or (following is not None and (following.is_number or "breaks" in following.marks))
        )
    if "base" in token.marks and not token.nouns and before.nouns:
        return before.low.endswith("s") or "people" in before.nouns
    return False


def _is_said_of_one(found: list[Token], at: int, start: int) -> bool:
    """`supports`, `works`: but `tests` and `releases` are nouns as well."""
    token = found[at]
    if not token.nouns:
        return True
    following = found[at + 1] if at + 1 < len(found) else None
    if following is None or at == start:
        return False
    if "able" in token.verbs and at - start == 1:
        return following.is_word and "breaks" not in following.marks
    return following.low in DETERMINERS or following.low in {"on", "that"}


def _stating(found: list[Token], at: int, start: int) -> Clause:
    return Clause(found[at], tuple(found[start:at]), tuple(found[at + 1 :]), stands=True)


def _verb_second(found: list[Token], place: int, spoken: Language) -> Clause:
    """German: the verb stands second, first in headlines, or last as infinitive or participle."""
    first = found[place]
    if first.low in _SUBJECTS:
        return _of_us(found, place, spoken)
    if verbs_of(first) and not first.nouns:
        return Clause(first, (), tuple(found[place + 1 :]))
    last = next((t for t in reversed(found) if t.is_word), first)
    if last.low in _PARTICLES:
        for at in range(place, len(found) - 1):
            parted = _parted(found[at], last, spoken.code)
            if parted is not None:
                return _stating([*found[:at], parted, *found[at + 1 :]], at, place)
    finite = next(
        (
            n
            for n in range(place + 1, len(found))
            if found[n].verbs & {"be", "aux"}
            or (verbs_of(found[n]) and found[n].is_small and not found[n].nouns)
        ),
        None,
    )
    if finite is None:
        return Clause(None, (), tuple(found))
    if (
        found[finite] is last
        and verbs_of(last)
        and "base" in last.marks
        and not last.verbs & {"be", "aux"}
    ):
        return Clause(last, (), tuple(found[place:finite]))
    return _stating(found, finite, place)


def _parted(finite: Token, last: Token, code: str) -> Token | None:
    """`legen … fest` as one verb."""
    if last.low not in _PARTICLES or not finite.is_word:
        return None
    found = tokens((last.low + finite.low,), code)[0]
    return found if found.deeds else None


def _of_us(found: list[Token], place: int, spoken: Language) -> Clause:
    """`Wir haben … erstellt`, `Wir steigern …`: what we did or do."""
    rest = found[place + 1 :]
    verbs = [t for t in rest if t.verbs and t.is_small]
    participle = next(
        (
            t
            for t in verbs
            if verbs_of(t)
            and "past" in t.marks
            and t.low.startswith(spoken.participles)
            and not t.verbs & {"be", "aux"}
        ),
        None,
    )
    helped = any(t.verbs & {"aux", "be"} for t in verbs[:1])
    last = next((t for t in reversed(rest) if t.is_word), None)
    if rest and last is not None and not helped:
        parted = _parted(rest[0], last, spoken.code)
        if parted is not None:
            return Clause(parted, (), tuple(rest[1:-1]))
    lead = (
        participle
        if helped and participle is not None
        else next((t for t in verbs if verbs_of(t)), None)
    )
    if lead is None:
        return (
            Clause(verbs[0], (), tuple(rest), stands=True)
            if verbs
            else Clause(None, (), tuple(rest))
        )
    return Clause(lead, (), tuple(t for t in rest if t is not lead))
