"""What a change does to what search knows: collected while it works, written once at its end.

Part of actions/change.py, which alone writes. A check-in with a note costs one statement, one without
costs none; a new or renamed thing also leaves the words of its name for those who mistype them.
"""

from collections.abc import Iterable
from itertools import groupby

from django.db.models import Q

from northing.actions import bulk
from northing.kit import spelling
from northing.store.row import Row
from northing.store.search import SearchEntry, SearchWord, is_in_a_name, spelled

AT_ONCE = 500
FEW = 20
KEPT = ("objective", "key_result", "title", "name", "words", "alive")


class Searching:
    """Rows of one workspace that are new, or changed in what they are found by."""

    def __init__(self, workspace: int) -> None:
        self.workspace = workspace
        self._new: dict[tuple[str, int], Row] = {}
        self._changed: dict[tuple[str, int], Row] = {}

    def added(self, row: Row) -> None:
        """A row that was not there before."""
        if row.SEARCHED_BY:
            self._new[row.NOUN, row.pk] = row

    def changed(self, row: Row, names: Iterable[str]) -> None:
        """A row of which these columns were written."""
        place = row.NOUN, row.pk
        if not row.SEARCHED_BY.isdisjoint(names):
            (self._new if place in self._new else self._changed)[place] = row

    def write(self) -> None:
        """Make search know it all."""
        gone = [
            (row.NOUN, before)
            for row in self._new.values()
            if (before := row.takes_place_of()) is not None
        ]
        gone += [place for place, row in self._changed.items() if row.searched() is None]
        new, again = self._entries(self._new), self._entries(self._changed)
        formerly = _names(again)
        _remove(gone)
        if len(new) > FEW:
            bulk.insert(new)
        else:
            SearchEntry.objects.bulk_create(new)
        SearchEntry.objects.bulk_create(
            again, batch_size=AT_ONCE, update_conflicts=True, update_fields=KEPT,
            unique_fields=("noun", "noun_id"),
        )  # fmt: skip
        named = {word for entry in (*new, *again) for word in spelled(entry.name)}
        self._learn(named)
        self._forget({w for name in formerly for w in spelled(name)} - named)
        self._new, self._changed = {}, {}

    def _entries(self, rows: dict[tuple[str, int], Row]) -> list[SearchEntry]:
        found = ((place, row.searched()) for place, row in sorted(rows.items(), key=lambda r: r[0]))
        return [SearchEntry.of(self.workspace, *place, s) for place, s in found if s is not None]

    def _learn(self, named: set[str]) -> None:
        if not named:
            return
        known = SearchWord.objects.filter(ws=self.workspace, word__in=named)
        # In one order, so that two changes that bring the same words never wait for each other in a ring.
        new = sorted(
            (remains, word)
            for word in named.difference(known.values_list("word", flat=True))
            for remains in spelling.remains(word)
        )
        SearchWord.objects.bulk_create(
            [SearchWord(ws_id=self.workspace, remains=r, word=w) for r, w in new],
            batch_size=AT_ONCE, ignore_conflicts=True,
        )  # fmt: skip

    def _forget(self, dropped: set[str]) -> None:
        """What was in a name and is in none any more: a name that was erased leaves no word behind."""
        for word in sorted(dropped):
            if not is_in_a_name(self.workspace, word):
                SearchWord.objects.filter(ws=self.workspace, word=word).delete()


def _names(again: list[SearchEntry]) -> list[str]:
    """The names that these entries had so far."""
    names: list[str] = []
    for noun, alike in groupby((e for e in again if not e.said), key=lambda e: e.noun):
        known = SearchEntry.objects.filter(noun=noun, noun_id__in=[e.noun_id for e in alike])
        names += known.values_list("name", flat=True)
    return names


def _remove(gone: list[tuple[str, int]]) -> None:
    wanted = Q()
    for noun, alike in groupby(sorted(gone), key=lambda place: place[0]):
        wanted |= Q(noun=noun, noun_id__in=[pk for _noun, pk in alike])
    if wanted:
        SearchEntry.objects.filter(wanted).delete()
