"""Search: what somebody may see of a workspace, found by the words that it is told.

All words have to match, in any order, each as the start of a word. Names come first: a key, a whole
name, its beginning, its words; then what runs, then the caller's own teams, then the newest. What was
said in notes and comments comes newest first. Where no name matches, words one slip away are tried.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q

from northing.domain.access import Caller
from northing.kit import folding, spelling
from northing.queries import search_rows, sight
from northing.queries.search_rows import Hit
from northing.store.search import Asked, SearchEntry, SearchWord, candidates, newest_said

LONGEST = 200
"""Signs of what is asked that are read."""

MOST_WORDS = 8
MOST_MEANT = 6
PAGE = 50
END = 2**62
GLANCE = 6
"""How many of each sort stand in an answer of all sorts."""

DEPTH, DEEP = 200, 2_000
"""How many names of each sort are ranked, the newest first, where more match: of all sorts, of one."""

SORTS = {
    "objectives": "objective", "key_results": "key_result", "teams": "team", "people": "person",
    "initiatives": "initiative", "said": "",
}  # fmt: skip
NOUNS = {noun: sort for sort, noun in SORTS.items() if noun}
_KEY = re.compile(r"#?(o|kr)?[\s-]*([0-9]{1,9})", re.IGNORECASE)
BY_KEY, WHOLE, BEGINNING, IN_NAME, IN_TEXT = range(5)


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of one sort. `after` asks for the next page, where there is one."""

    sort: str
    hits: tuple[Hit, ...]
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: sorts in the order of their best hit. `words` are those that were looked for.

    `nearly`: no name has these words, so those that are spelled nearly so were found.
    """

    asked: str
    words: tuple[str, ...]
    sorts: tuple[Hits, ...]
    nearly: bool = False

    @property
    def count(self) -> int:
        return sum(len(one.hits) for one in self.sorts)


def search(caller: Caller, asked: str, sort: str = "", after: int = 0, most: int = 0) -> Found:
    """What matches `asked`: of each sort a few, or of one sort a page of 50: at most six queries.

    `sort` is a name of SORTS, everything else asks for all. `after` is what the page before gave.
    `most` overrides how many of each sort are given.
    """
    text = asked[:LONGEST]
    wanted = _asked(caller, text)
    if not wanted.words:
        return Found(text.strip(), (), ())
    chosen = sort if sort in SORTS else ""
    size, start = most or (PAGE if chosen else GLANCE), min(max(0, after), END)
    wanted, placed, nearly = _named(caller, wanted, chosen, start, size)
    placed += _said(caller, wanted, chosen, start, size)
    cards = search_rows.hits(caller, [one.entry for one in placed], wanted.words)
    sorts = tuple(_sort(name, placed, cards, start, size) for name in _by_best(placed))
    return Found(text.strip(), tuple(group[0] for group in wanted.words), sorts, nearly)


class _Placed(NamedTuple):
    """The id of an entry, its sort, and how well it matches."""

    entry: int
    sort: str
    rank: int


def _by_best(placed: Sequence[_Placed]) -> list[str]:
    """The sorts there are, that of the best match first."""
    best: dict[str, int] = {}
    for one in placed:
        best[one.sort] = min(one.rank, best.get(one.sort, one.rank))
    order = list(SORTS)
    return sorted(best, key=lambda sort: (best[sort], order.index(sort)))


def _sort(
    sort: str, placed: Sequence[_Placed], cards: Mapping[int, Hit], start: int, size: int
) -> Hits:
    mine = [one.entry for one in placed if one.sort == sort]
    more = None
    if len(mine) > size:
        more = mine[size - 1] if sort == "said" else start + size
    return Hits(sort, tuple(cards[pk] for pk in mine[:size] if pk in cards), more)


def _asked(caller: Caller, text: str) -> Asked:
    unlike = dict.fromkeys(folding.folded(text))
    found = _KEY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    key = f"{(found[1] or '').lower()}{int(found[2])}" if found else ""
    return Asked(caller.workspace, tuple((w,) for w in list(unlike)[:MOST_WORDS]), key)


def _named(
    caller: Caller, asked: Asked, sort: str, after: int, size: int
) -> tuple[Asked, list[_Placed], bool]:
    """What has matching names, by sort and rank; spelled nearly so, where none matches."""
    if sort == "said":
        return asked, [], False
    placed = _ranked(caller, asked, sort, after, size)
    if placed or after:
        return asked, placed, False
    meant = _meant(asked)
    placed = _ranked(caller, meant, sort, after, size) if meant != asked else []
    return (meant, placed, True) if placed else (asked, [], False)


def _ranked(caller: Caller, asked: Asked, sort: str, after: int, size: int) -> list[_Placed]:
    """The names that match and may be seen, best first, of each sort those from `after` on: one query."""
    nouns = [SORTS[sort]] if sort else list(NOUNS)
    found = candidates(asked, nouns, DEEP if sort else DEPTH)
    rows = SearchEntry.objects.filter(_visible(caller), pk__in=found, ws=caller.workspace)
    listed = sorted(_Standing.of(caller, asked, row) for row in rows.values_list(*_COLUMNS))
    taken: Counter[str] = Counter()
    placed = []
    for one in listed:
        taken[one.noun] += 1
        if after < taken[one.noun] <= after + size + 1:
            placed.append(_Placed(one.entry, NOUNS[one.noun], one.rank))
    return placed


def _visible(caller: Caller) -> Q:
    """A team and a person are everybody's; all else is seen with its objective."""
    return Q(objective=None) | sight.objectives(caller, "objective__")


_COLUMNS = (
    "pk", "noun", "noun_id", "name", "alive", "objective__state", "objective__team_id",
    "objective__number", "key_result__number",
)  # fmt: skip


class _Standing(NamedTuple):
    """How an entry stands among others: compared from the first to the last."""

    rank: int
    ended: bool
    foreign: bool
    age: int
    noun: str
    entry: int

    @classmethod
    def of(cls, caller: Caller, asked: Asked, row: tuple[Any, ...]) -> "_Standing":
        pk, noun, noun_id, name, alive, state, team, objective, key_result = row
        numbers = {"objective": f"o{objective}", "key_result": f"kr{key_result}"}
        rank = _rank(asked, name, numbers.get(noun, ""))
        ended = not alive or state in {"closed", "cancelled"}
        owner = noun_id if noun == "team" else team
        return cls(rank, ended, owner not in caller.teams, -noun_id, noun, pk)


def _rank(asked: Asked, name: str, key: str) -> int:
    if asked.key and asked.key in {key, key.lstrip("okr")}:
        return BY_KEY
    start = " ".join(asked.likeliest)
    if name == start:
        return WHOLE
    if name.startswith(start):
        return BEGINNING
    spaced = f" {name}"
    whole = all(any(f" {word}" in spaced for word in group) for group in asked.words)
    return IN_NAME if whole else IN_TEXT


def _meant(asked: Asked) -> Asked:
    """Each word with the known words that are a slip away from it; a word that is known, as it is."""
    tried = {w for (w,) in asked.words if spelling.allowed(w)}
    remains = {r for word in tried for r in spelling.remains(word)}
    if not remains:
        return asked
    known = SearchWord.objects.filter(ws=asked.ws, remains__in=remains)
    words = set(known.order_by("word").values_list("word", flat=True).distinct()[:500])
    groups = tuple((w, *_near(w, words)) if w in tried else (w,) for (w,) in asked.words)
    return asked._replace(words=groups)


def _near(word: str, known: set[str]) -> Sequence[str]:
    if word in known:
        return ()
    far = ((spelling.distance(word, one), one) for one in known)
    return [one for slips, one in sorted(far) if slips <= spelling.allowed(word)][:MOST_MEANT]


def _said(caller: Caller, asked: Asked, sort: str, after: int, size: int) -> list[_Placed]:
    """The newest notes and comments that match; `after` is the entry up to which they were given."""
    if sort not in {"", "said"}:
        return []
    below, wanted, found = after or END, size + 1, list[_Placed]()
    for slice_ in (2 * wanted, 40 * wanted):
        ids = newest_said(asked, below, slice_)
        seen = _seen(caller, ids)
        found += [_Placed(pk, "said", IN_TEXT) for pk in ids if pk in seen]
        if len(found) >= wanted or len(ids) < slice_:
            break
        below = ids[-1]
    return found[:wanted]


def _seen(caller: Caller, ids: Sequence[int]) -> set[int]:
    seen = sight.objectives(caller, "objective__")
    rows = SearchEntry.objects.filter(seen, pk__in=ids, ws=caller.workspace)
    return set(rows.values_list("pk", flat=True))
