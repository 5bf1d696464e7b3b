"""From the entries of the activity to rows with finished HTML: a page has fifty, each of many small parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from northing.domain.rewording import Kind, Piece
from northing.queries.activity import ActivityEntry
from northing.queries.differences import Difference
from northing.queries.telling import Part, Told
from northing.web.base.marks import avatar
from northing.web.base.markup import finished


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    field: str
    text: SafeString


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One event of a change; the first of an entry has its sentence in the entry's head."""

    did: SafeString
    facts: str
    note: str
    differences: tuple[DifferenceRow, ...]
    erased: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One change. `url` leads to all of its events, where there are more than are told here."""

    number: int
    day: str
    time: str
    who: SafeString
    did: SafeString
    door: str
    reason: str
    told: tuple[ToldRow, ...]
    url: str
    all: str
    events: int


@dataclass(frozen=True, slots=True)
class DayRows:
    """The changes of one day."""

    day: str
    entries: tuple[EntryRow, ...]


class Addresses:
    """Where the nouns of a sentence lead; each pattern is looked up once, not for every name."""

    def __init__(self, slug: str) -> None:
        self.change = _open(reverse("activity_change", args=(slug, 0)), "0")
        self.okr = _open(reverse("objective", args=(slug, 0)), "O-0")
        self._of = {
            "team": _open(reverse("team", args=(slug, "-")), "-"),
            "metric": _open(reverse("metric", args=(slug, 0)), "0"),
            "cycle": _open(reverse("settings_cycle", args=(slug, 0)), "0"),
        }

    def of(self, part: Part) -> str:
        """The page of the noun that a part names, or nothing."""
        if part.key:
            return f"{self.okr}{part.key}/"
        base = self._of.get(part.noun)
        return f"{base}{part.ref}/" if base and part.ref else ""


def _open(address: str, last: str) -> str:
    return address.removesuffix("/").removesuffix(last)


def by_day(found: Sequence[ActivityEntry], slug: str) -> tuple[DayRows, ...]:
    """The entries under their days."""
    to = Addresses(slug)
    return tuple(
        DayRows(day, tuple(entry(one, to) for one in part))
        for day, part in groupby(found, key=lambda e: e.day)
    )


def entries(found: Iterable[ActivityEntry], slug: str) -> tuple[EntryRow, ...]:
    """The entries one after the other, each with its day."""
    to = Addresses(slug)
    return tuple(entry(one, to) for one in found)


def entry(one: ActivityEntry, to: Addresses) -> EntryRow:
    """One change as a row."""
    first, *others = one.told
    return EntryRow(
        number=one.change,
        day=one.day,
        time=one.time,
        who=_who(one),
        did=sentence(one.did, to),
        door="" if one.door == "web" else _door(one.door),
        reason=one.reason,
        told=(told(first, to, with_sentence=False), *(told(other, to) for other in others)),
        url=f"{to.change}{one.change}/" if one.events > 1 else "",
        all=_("all %(n)s events") % {"n": one.events} if one.events > 1 else "",
        events=one.events,
    )


def _who(one: ActivityEntry) -> SafeString:
    if one.person is None:
        return finished(f"<b>{escape(_('Northing'))}</b>")
    drawn = avatar(one.person.name, one.person.initials)
    return finished(f"{drawn} <b>{escape(one.person.name)}</b>")


def _door(door: str) -> str:
    known = {
        "api": _("through the API"),
        "cli": _("on the command line"),
        "site": _("at the door"),
        "job": _("by a timer"),
    }
    return known.get(door, door)


def sentence(parts: Iterable[Part], to: Addresses) -> SafeString:
    """A sentence with a link on each noun that has a page."""
    return finished("".join(_part(part, to) for part in parts))


def _part(part: Part, to: Addresses) -> str:
    if not part.noun:
        return str(escape(part.text))
    key = f'<span class="key">{escape(part.key)}</span> ' if part.key else ""
    text = f"{key}{escape(part.text)}"
    url = to.of(part)
    return f'<a href="{escape(url)}">{text}</a>' if url else f"<b>{text}</b>"


def told(one: Told, to: Addresses, *, with_sentence: bool = True) -> ToldRow:
    """One event as a row."""
    return ToldRow(
        did=sentence(one.did, to) if with_sentence else finished(""),
        facts=" · ".join(one.facts),
        note=one.note,
        differences=tuple(DifferenceRow(d.field, difference(d)) for d in one.differences),
        erased=one.erased,
    )


def difference(one: Difference) -> SafeString:
    """What was taken out and what was put in, said aloud as well as marked."""
    if one.pieces:
        return finished("".join(map(_piece, one.pieces)))
    before = _piece(Piece(Kind.GONE, one.before)) + " " if one.before else ""
    if one.after:
        return finished(before + _piece(Piece(Kind.NEW, one.after)))
    return finished(f'{before}<span class="third">{escape(_("nothing"))}</span>')


def _piece(piece: Piece) -> str:
    # The space behind a word stands outside of its mark: an underlined blank says nothing.
    bare = piece.text.rstrip()
    text, behind = (_broken(part) for part in (bare, piece.text[len(bare) :]))
    if piece.kind is Kind.GONE:
        return f'<del><span class="sr">{escape(_("taken out:"))} </span>{text}</del>{behind}'
    if piece.kind is Kind.NEW:
        return f'<ins><span class="sr">{escape(_("put in:"))} </span>{text}</ins>{behind}'
    return (
        f'<span class="third">{text}</span>{behind}'
        if piece.kind is Kind.LEFT_OUT
        else text + behind
    )


def _broken(text: str) -> str:
    return str(escape(text)).replace("\n", "<br>")
