"""What search found, as lines of a list: icon, text with its matches, where it is, where it leads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from northing.queries.search import Found, Hits
from northing.queries.search_rows import Hit, Spans
from northing.web.base.addresses import of_key
from northing.web.find.verbs import Upon, Verb

ICONS = {
    "objective": "plan", "key_result": "up", "team": "team", "person": "people",
    "initiative": "link", "comment": "comment", "check_in": "comment",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and whether it is what was looked for."""

    text: str
    is_match: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One result or verb. `note` says where it is, `fill` is put into the box instead of going."""

    url: str
    title: tuple[Piece, ...]
    icon: str = ""
    key: str = ""
    told: tuple[Piece, ...] = ()
    note: str = ""
    status: str = ""
    state: str = ""
    keys: str = ""
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one sort; `more_url` leads to further ones."""

    name: str
    title: str
    lines: tuple[Line, ...]
    more_url: str = ""


def groups(found: Found, slug: str, sort: str = "") -> tuple[Group, ...]:
    """The sorts that were found, in their order."""
    return tuple(_group(found, one, slug, sort) for one in found.sorts)


def _group(found: Found, one: Hits, slug: str, sort: str) -> Group:
    lines = tuple(_line(hit, slug) for hit in one.hits)
    more = ""
    if one.after is not None:
        wanted = {"q": found.asked, "in": one.sort} | ({"after": str(one.after)} if sort else {})
        more = f"{reverse('find', args=(slug,))}?{urlencode(wanted)}"
    return Group(one.sort, titles()[one.sort], lines, more)


def titles() -> dict[str, str]:
    """What the sorts are called."""
    return {
        "objectives": _("Objectives"), "key_results": _("Key results"), "teams": _("Teams"),
        "people": _("People"), "initiatives": _("Initiatives"), "said": _("Notes and comments"),
    }  # fmt: skip


def _line(hit: Hit, slug: str) -> Line:
    if hit.text and not hit.title:
        note = " · ".join(filter(None, (hit.by, hit.day, f"{hit.about} {hit.place}")))
        return Line(_url(hit, slug), pieces(hit.text, hit.text_marks), ICONS[hit.noun], note=note)
    where = f"{hit.about} {hit.place}" if hit.about else ""
    return Line(
        _url(hit, slug), pieces(hit.title, hit.title_marks), ICONS[hit.noun], hit.key,
        pieces(hit.text, hit.text_marks), " · ".join(filter(None, (hit.team, where))),
        hit.status, hit.state,
    )  # fmt: skip


def _url(hit: Hit, slug: str) -> str:
    if hit.noun == "team":
        return reverse("team", args=(slug, hit.slug))
    if hit.noun in {"person", "initiative"}:
        name = "settings_person" if hit.noun == "person" else "initiative"
        return reverse(name, args=(slug, hit.id))
    if hit.key:
        return of_key(slug, hit.key)
    anchor = hit.noun.replace("_", "-")
    return f"{of_key(slug, hit.about)}#{anchor}-{hit.id}"


def pieces(text: str, marks: Spans) -> tuple[Piece, ...]:
    """A text cut where what was looked for begins and ends."""
    cut, at = [], 0
    for start, end in marks:
        cut += [Piece(text[at:start]), Piece(text[start:end], is_match=True)]
        at = end
    return tuple(piece for piece in (*cut, Piece(text[at:])) if piece.text)


def doing(verbs: Sequence[Verb]) -> Group:
    """Verbs as a group."""
    lines = tuple(Line(v.url, (Piece(v.text),), v.icon, keys=v.keys, fill=v.fill) for v in verbs)
    return Group("do", _("Do or go"), lines)


def upon(verb: Upon, found: Found, slug: str) -> Group:
    """A verb upon each thing found that it may be done to."""
    hits: Iterable[Hit] = (hit for one in found.sorts for hit in one.hits)
    lines = tuple(
        Line(
            verb.url(slug, hit), (Piece(f"{verb.text(hit)} "), *pieces(hit.title, hit.title_marks)),
            verb.icon, note=hit.team,
        )
        for hit in hits
        if verb.right in hit.may and hit.noun in verb.pages
    )  # fmt: skip
    return Group("upon", _("Do"), lines)
