"""Activity: who changed what and why, newest first, one entry for each change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import attrgetter

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from northing.domain.access import Caller
from northing.queries import days, event_sight, happenings, names, telling, telling_words
from northing.queries.activity_filter import Wanted, among, filtered
from northing.queries.happenings import Happening
from northing.queries.people import PersonRef
from northing.queries.telling import Known, Part, Told
from northing.store.events import Event

PAGE = 50
SORTS_EACH = 3
"""Sorts of nouns that a change has at most, on the average of a page; with more, the page is shorter."""
SHOWN = 4
"""Events of one change that are told within the list."""
MOST_LOADED = 12
"""Events that are read of one change, to choose those from."""
ON_A_PAGE = 100
"""Events on a page of one change's own."""


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    """One change: who did what, when, through which door, why, and what is different since.

    `told` are its main event and those that say more; `events` how many of it may be seen in all.
    """

    change: int
    at: datetime
    on: date
    day: str
    time: str
    person: PersonRef | None
    door: str
    did: tuple[Part, ...]
    reason: str
    told: tuple[Told, ...]
    events: int


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """At most 50 changes, newest first. `older` and `newer` go on as `before` and `after`, if there is more."""

    items: tuple[ActivityEntry, ...]
    older: int | None
    newer: int | None


def activity(caller: Caller, wanted: Wanted | None = None) -> ActivityPage:
    """The changes that the caller may see: five queries, one more each for a team and for days."""
    asked = wanted or Wanted()
    which = filtered(caller, asked)
    if which is None:
        return ActivityPage((), None, None)
    counts, is_more = _changes(caller, which, asked)
    if not counts:
        return ActivityPage((), None, None)
    entries = _entries(caller, which, counts)
    first, last = next(iter(counts)), list(counts)[-1]
    if asked.after is not None:
        return ActivityPage(entries, last, first if is_more else None)
    newer = first if asked.before is not None else None
    return ActivityPage(entries, last if is_more else None, newer)


# ── which changes ────────────────────────────────────────────────────────────


# By number of the change, newest first: of each noun how many events, and the number of the first.
Counts = dict[int, dict[str, tuple[int, int]]]


def _changes(caller: Caller, which: Q, asked: Wanted) -> tuple[Counts, bool]:
    """The changes of the page, and whether there are more behind them: one query, three for days."""
    rows = Event.objects.filter(which, among(caller, asked), ws=caller.workspace)
    backwards = asked.after is None
    if asked.after is not None:
        rows = rows.filter(change_seq__gt=asked.after)
    elif asked.before is not None:
        rows = rows.filter(change_seq__lt=asked.before)
    order = ("-change_seq", "-noun") if backwards else ("change_seq", "noun")
    most = PAGE * SORTS_EACH
    grouped = rows.values("change_seq", "noun").annotate(count=Count("pk"), first=Min("seq"))
    listed = list(
        grouped.order_by(*order).values_list("change_seq", "noun", "count", "first")[: most + 1]
    )
    found: Counts = {}
    for change, noun, count, first in listed:
        found.setdefault(change, {})[noun] = count, first
    is_more = len(listed) > most or len(found) > PAGE
    if len(listed) > most and len(found) <= PAGE:
        found.popitem()  # not all of its nouns are counted
    kept = list(found.items())[:PAGE]
    return dict(kept if backwards else reversed(kept)), is_more


# ── how they are told ────────────────────────────────────────────────────────


def _entries(caller: Caller, which: Q, counts: Counts) -> tuple[ActivityEntry, ...]:
    """What the page tells of these changes: four queries.

    Of a large change only the first event of each noun is read.
    """
    small = [c for c, nouns in counts.items() if sum(n for n, _f in nouns.values()) <= MOST_LOADED]
    large = [f for c, nouns in counts.items() if c not in set(small) for _n, f in nouns.values()]
    some = Q(change_seq__in=small) | Q(seq__in=large) if large else Q(change_seq__in=small)
    rows = Event.objects.filter(which, some, ws=caller.workspace)
    loaded: dict[int, list[Happening]] = {}
    for one in sorted(happenings.load(rows), key=attrgetter("seq")):
        loaded.setdefault(one.change, []).append(one)
    known = telling.known(caller, (e for part in loaded.values() for e in part))
    found = (_entry(caller, loaded.get(c, ()), counts[c], known) for c in counts)
    return tuple(one for one in found if one is not None)


def _entry(
    caller: Caller, events: Sequence[Happening], nouns: dict[str, tuple[int, int]], known: Known
) -> ActivityEntry | None:
    """One change; None where nothing of it may be told today."""
    seen = [e for e in events if telling.may_be_told(e, known)]
    if not seen:
        return None
    main = min(seen, key=lambda e: (RANK.get(e.noun, len(RANK)), e.seq))
    counts = {noun: count for noun, (count, _first) in nouns.items()}
    told = [telling.told(caller, main, known)]
    for one in seen:
        if one is not main and len(told) < SHOWN and _says_more(one):
            told.append(telling.told(caller, one, known))
    return _of_main(caller, main, known, told, counts)


def alone(caller: Caller, one: Happening, known: Known) -> ActivityEntry:
    """One event as an entry of its own, its texts whole: for the past of its noun."""
    return _of_main(caller, one, known, [telling.told(caller, one, known, whole=True)], {})


def _of_main(
    caller: Caller, main: Happening, known: Known, told: Sequence[Told], counts: Mapping[str, int]
) -> ActivityEntry:
    at = main.at.astimezone(caller.zone)
    return ActivityEntry(
        change=main.change, at=at, on=at.date(), day=days.full(at.date()), time=f"{at:%H:%M}",
        person=names.person(known.names, main.person), door=main.door,
        did=(*told[0].did, *_with(main.noun, counts)), reason=main.reason, told=tuple(told),
        events=sum(counts.values()) or 1,
    )  # fmt: skip


def _says_more(one: Happening) -> bool:
    return bool(telling.unsaid(one)) or one.noun in {"check_in", "comment"}


_ORDER = (
    "import", "workspace", "person", "team", "cycle", "objective", "check_in", "key_result", "comment",
    "initiative", "metric", "team_person", "reading", "waiver", "token", "invitation",
)  # fmt: skip
RANK = {noun: place for place, noun in enumerate(_ORDER)}
"""Of several nouns in one change, which one the change is about."""
UNTOLD = frozenset(
    {
        ("key_result", "metric"),
        ("check_in", "key_result"),
        ("person", "invitation"),
        ("check_in", "reading"),
    }
)
"""What belongs to the noun that a change is about, and is not counted beside it."""


def _with(main: str, counts: Mapping[str, int]) -> tuple[Part, ...]:
    """`, with 3 key results and 2 comments`."""
    listed = []
    for noun in sorted(counts, key=lambda n: RANK.get(n, len(RANK))):
        number = counts[noun] - (noun == main)
        if number and (main, noun) not in UNTOLD:
            said = telling_words.counted(noun, number)
            listed.append(_("%(things)s more") % {"things": said} if noun == main else said)
    if not listed:
        return ()
    *first, last = listed
    text = (
        _("%(things)s and %(last)s") % {"things": ", ".join(first), "last": last} if first else last
    )
    return (Part(_(", with %(things)s") % {"things": text}),)


# ── one change ───────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ActivityChange:
    """One change with its events one by one, 100 on a page; `next` goes on as `after`."""

    entry: ActivityEntry
    next: int | None


def change(caller: Caller, number: int, after: int = 0) -> ActivityChange | None:
    """The change that began with event `number`, its events behind `after`; None where none may be seen.

    Six queries. Texts are shown whole.
    """
    seen = Q(change_seq=number, recorded_at__lte=caller.now) & event_sight.seen(caller)
    rows = Event.objects.filter(seen, ws=caller.workspace)
    grouped = rows.values("noun").annotate(count=Count("pk"), first=Min("seq")).order_by("noun")
    nouns = {noun: (n, first) for noun, n, first in grouped.values_list("noun", "count", "first")}
    if not nouns:
        return None
    listed = happenings.load(rows.filter(seq__gt=after).order_by("seq")[: ON_A_PAGE + 1])
    heads = happenings.load(rows.filter(seq__in=[first for _n, first in nouns.values()]))
    known = telling.known(caller, (*heads, *listed))
    entry = _entry(caller, heads, nouns, known)
    if entry is None:
        return None
    told = tuple(
        telling.told(caller, one, known, whole=True)
        for one in listed[:ON_A_PAGE]
        if telling.may_be_told(one, known)
    )
    following = listed[ON_A_PAGE - 1].seq if len(listed) > ON_A_PAGE else None
    return ActivityChange(replace(entry, told=told), following)
