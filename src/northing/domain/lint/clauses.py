"""The first verb of a statement with what stands before and after it: a little syntax of headlines.

Statements are headlines more often than sentences: a plain verb first (`Reduce …`), a state (`The guide
is written`), or no verb at all (`3 new partners`).
"""

import re
from dataclasses import dataclass

from northing.domain.lint.tokens import Token
from northing.domain.lint.vocabulary import words

_STARTS = re.compile(
    r"^\s*(?:[-*•–]\s+)?(?:\[[^\]]{0,30}\]\s*)*"
    r"(?:(?:KR|key result|O|objective|OKR|ziel|SKR)\s?#?\d*(?:\.\d+)*\s*[:.)–-]\s*)?(?:P\d\b:?\s*)?"
    r"(?:[A-Z][A-Z ]{3,30}:\s+)?",
    re.IGNORECASE,
)
_SCORE = re.compile(r"\s{0,3}(?:={1,2}>|=)\s{0,3}[\d.(].*$")
VERBS = frozenset({"change", "reach", "make", "do", "able", "live"})
DETERMINERS = frozenset(
    words(
        "the a an our their your its all every each any more new der die das ein eine einen den unsere unser unseren"
    )
)
_SUBJECTS = frozenset(words("we our team teams everyone everybody i they wir alle"))
_AFTER_NOUNS = frozenset(
    words("of for is are has have with : in on at per und by - – , / to does should must can")
)
_PREFIXES = ("ge", "be", "er", "ver", "ent", "ein", "auf", "aus", "um", "vor", "ab", "durch", "an")
"""With which German participles begin."""


@dataclass(frozen=True, slots=True)
class Clause:
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
            if nxt.text[0].isdigit() or (verbs_of(nxt) and not found[0].word.verbs):
                return found[place + 1 :]
    return found


def verbs_of(token: Token) -> frozenset[str]:
    """The classes of verbs that it may be, leaving out those that only help."""
    return token.word.verbs & VERBS


def clause_of(found: list[Token], code: str) -> Clause:
    place = 0
    while place < len(found) - 1 and (
        ("adverbs" in found[place].word.marks and not verbs_of(found[place]))
        or not (found[place].is_word or found[place].text[0].isdigit())
        or found[place].low in {"to", "um", "zu"}
    ):
        place += 1
    if place >= len(found):
        return Clause(None, (), ())
    if code == "de":
        return _german(found, place)
    first = found[place]
    if first.low in _SUBJECTS and place + 1 < len(found):
        nxt = next(
            (n for n in range(place + 1, min(len(found), place + 5)) if found[n].word.verbs), None
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
    if (
        verbs
        and "s" in first.word.marks
        and not first.word.marks & {"base", "past", "ing"}
        and first.word.nouns
    ):
        return False
    if not verbs:
        return (
            not first.word.nouns and not first.word.marks and first.text[0].isupper() and following is not None
            and following.low in DETERMINERS
        )  # fmt: skip
    if "ing" in first.word.marks and following is not None and "be" in following.word.verbs:
        return False
    if first.word.nouns and following is not None:
        if following.low in {
            "of",
            "for",
            "is",
            "are",
            "has",
            "have",
            "with",
            ":",
            "in",
            "on",
            "at",
            "per",
            "und",
            "by",
            "-",
            "–",
            ",",
            "/",
            "to",
            "does",
            "should",
            "must",
            "can",
        }:
            return False
        if "be" in following.word.verbs or "aux" in following.word.verbs:
            return False
        if (
            "past" in following.word.marks
            and following.word.verbs
            and following.low not in DETERMINERS
            and not following.word.nouns
        ):
            return False
    return not (following is None and first.word.nouns)


def _is_predicate(found: list[Token], at: int, start: int) -> bool:
    """Whether a later word is the verb of a sentence."""
    token, before = found[at], found[at - 1]
    verbs = token.word.verbs
    if not verbs:
        return False
    if verbs & {"be"} and token.low in {"is", "are", "was", "were", "be", "been", "being"}:
        return True
    if token.low in {"has", "have", "can", "should", "must", "will", "could", "may"}:
        return True
    if "breaks" in before.word.marks or before.low in DETERMINERS or not before.is_word:
        return False
    if "s" in token.word.marks and not token.word.marks & {"base"}:
        # `supports`, `works`: but `tests` and `releases` are nouns as well.
        if not token.word.nouns:
            return True
        following = found[at + 1] if at + 1 < len(found) else None
        return (
            following is not None
            and following.low in (DETERMINERS | {"on", "that"})
            and at - start >= 1
        )
    if "past" in token.word.marks and "base" not in token.word.marks:
        following = found[at + 1] if at + 1 < len(found) else None
        noun_follows = following is not None and following.word.nouns and not following.word.verbs
        return not noun_follows
    if "base" in token.word.marks and not token.word.nouns and before.word.nouns:
        return before.low.endswith("s") or before.low in {"people"}
    return False


def _stating(found: list[Token], at: int, start: int) -> Clause:
    return Clause(found[at], tuple(found[start:at]), tuple(found[at + 1 :]), stands=True)


def _german(found: list[Token], place: int) -> Clause:
    """German: the verb stands second, first in headlines, or last as infinitive or participle."""
    first = found[place]
    if first.low in {"wir", "als", "dank"} or first.low in _SUBJECTS:
        return _of_us(found, place)
    if verbs_of(first) and not first.word.nouns:
        return Clause(first, (), tuple(found[place + 1 :]))
    finite = next(
        (
            n
            for n in range(place + 1, len(found))
            if found[n].word.verbs & {"be", "aux"}
            or (verbs_of(found[n]) and found[n].text[0].islower() and not found[n].word.nouns)
        ),
        None,
    )
    if finite is None:
        return Clause(None, (), tuple(found))
    words_ = [t for t in found if t.is_word]
    last = words_[-1]
    if (
        found[finite] is last
        and verbs_of(last)
        and "base" in last.word.marks
        and not last.word.verbs & {"be", "aux"}
    ):
        return Clause(last, (), tuple(found[place:finite]))
    return _stating(found, finite, place)


def _of_us(found: list[Token], place: int) -> Clause:
    """`Wir haben … erstellt`, `Wir steigern …`: what we did or do."""
    rest = found[place + 1 :]
    verbs = [t for t in rest if t.word.verbs and t.text[0].islower()]
    participle = next(
        (
            t
            for t in verbs
            if verbs_of(t)
            and "past" in t.word.marks
            and t.low.startswith(
                (
                    "ge",
                    "be",
                    "er",
                    "ver",
                    "ent",
                    "ein",
                    "auf",
                    "aus",
                    "um",
                    "vor",
                    "ab",
                    "durch",
                    "an",
                )
            )
            and not t.word.verbs & {"be", "aux"}
        ),
        None,
    )
    helped = any(t.word.verbs & {"aux", "be"} for t in verbs[:1])
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
