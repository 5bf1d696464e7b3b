"""An event as a sentence: `agreed to O-7 Shipping is boring`, with what is different since."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from northing.domain.access import Caller
from northing.domain.lint import engine
from northing.queries import days, differences, happenings, names
from northing.queries.differences import STATE, Difference, Raw
from northing.queries.happenings import Happening, SaidThen
from northing.queries.key_results import value_text
from northing.queries.names import Name, Names
from northing.queries.telling_words import BECAME, BY_NOUN, SENTENCES, WORK


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence. One that names a noun has its key, or its noun and what its address is made of."""

    text: str
    key: str = ""
    noun: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One event in words: what was done, what is different, what was said (`note`), and with which figures.

    `erased` says it where a text was erased from the history.
    """

    seq: int
    did: tuple[Part, ...]
    differences: tuple[Difference, ...]
    note: str
    facts: tuple[str, ...]
    erased: str


@dataclass(frozen=True, slots=True)
class Known:
    """What telling needs at hand: names of the nouns, and what the check-ins said."""

    names: Names
    said: Mapping[int, SaidThen]


def known(caller: Caller, events: Iterable[Happening]) -> Known:
    """Everything that these events name: two queries, one for what check-ins said, one for all names."""
    listed = list(events)
    said = happenings.check_ins(caller, (e.noun_id for e in listed if e.noun == "check_in"))
    wanted: dict[str, set[int]] = {}
    for noun, pk in _mentioned(listed, said):
        wanted.setdefault(noun, set()).add(pk)
    others = {noun for one in listed for noun, _pk in differences.ids(one.different)}
    shown = not others & {"objective", "key_result"}  # those of the events themselves
    return Known(names.find(caller, wanted, shown=shown), said)


def _mentioned(
    listed: Sequence[Happening], said: Mapping[int, SaidThen]
) -> Iterator[tuple[str, int]]:
    for one in listed:
        if one.person is not None:
            yield "person", one.person
        if one.noun in _LOOKED_UP or not (one.after or one.before):
            yield one.noun, one.noun_id
        for field, noun in _POINTERS.get(one.noun, ()):
            if pk := one.get(field):
                yield noun, pk
        yield from differences.ids(one.different)
    yield from (("key_result", one.key_result) for one in said.values())


_LOOKED_UP = frozenset({"person", "comment", "metric"})
"""People go by today's name; whether a comment stands, and a metric may be seen, is asked of today."""
_POINTERS: dict[str, tuple[tuple[str, str], ...]] = {
    "key_result": (("objective_id", "objective"),),
    "check_in": (("key_result_id", "key_result"),),
    "comment": (("objective_id", "objective"), ("key_result_id", "key_result")),
    "initiative": (("key_result_id", "key_result"),),
    "reading": (("metric_id", "metric"),),
    "team": (("merged_into_id", "team"),),
    "team_person": (("team_id", "team"), ("person_id", "person")),
    "token": (("person_id", "person"),),
    "invitation": (("person_id", "person"),),
    "waiver": (
        ("objective_id", "objective"),
        ("key_result_id", "key_result"),
        ("team_id", "team"),
    ),
}


def may_be_told(one: Happening, known: Known) -> bool:
    """Whether what it is about may be seen today, where the event's own rights do not say it."""
    if one.noun == "reading":
        return ("metric", one.get("metric_id")) in known.names
    return one.noun != "metric" or ("metric", one.noun_id) in known.names


def told(caller: Caller, one: Happening, known: Known, *, whole: bool = False) -> Told:
    """One event in words; long texts only around what changed, unless the `whole` is wanted."""
    said = known.said.get(one.noun_id) if one.noun == "check_in" else None
    return Told(
        seq=one.seq,
        did=tuple(sentence(one, known)),
        differences=differences.in_words(caller, unsaid(one), known.names, whole=whole),
        note=_note(one, said, known),
        facts=tuple(_facts(said, known) if said else _read(one, known)),
        erased=_erased(one),
    )


def unsaid(one: Happening) -> tuple[Raw, ...]:
    """What is different beyond the state that the sentence names already."""
    is_said = (one.noun, one.verb) in SENTENCES or one.noun == "initiative"
    if not is_said or str(one.after.get("state")) == "planned":
        return one.different
    return tuple(raw for raw in one.different if raw.field is not STATE)


def _erased(one: Happening) -> str:
    if one.erased is not None:
        return _("What this change said was erased.")
    if one.was_erased:
        return _("What stood there before was erased.")
    return ""


def _note(one: Happening, said: SaidThen | None, known: Known) -> str:
    if said is not None:
        return said.note
    if one.noun != "comment" or one.erased is not None or one.after.get("withdrawn_at"):
        return ""
    if ("comment", one.noun_id) not in known.names:
        return _("This comment was taken back.")
    return str(one.after.get("text") or "")


def _facts(said: SaidThen, known: Known) -> Iterator[str]:
    name = known.names.get(("key_result", said.key_result), Name(""))
    value, before = (value_text(name.kind, name.unit, v) for v in (said.value, said.before))
    if said.no_change:
        yield _("no change, %(value)s") % {"value": value} if value else _("no change")
    elif value and before and value != before:
        yield _("%(before)s → %(after)s") % {"before": before, "after": value}
    elif value:
        yield value
    if said.confidence is not None:
        yield _("confidence %(n)s of 10") % {"n": said.confidence}
    if said.adjust:
        yield _("asks to adjust")


def _read(one: Happening, known: Known) -> Iterator[str]:
    if one.noun == "reading" and one.after:
        name = known.names.get(("metric", one.after["metric_id"]), Name(""))
        yield value_text("", name.unit, Decimal(one.after["value"]))


# ── sentences ────────────────────────────────────────────────────────────────


def sentence(one: Happening, known: Known) -> Iterator[Part]:
    """What was done, with the nouns in it as parts of their own."""
    for text, gap in _split(str(_pattern(one))):
        if text:
            yield Part(text)
        if gap:
            yield Part(_SAID[gap](one)) if gap in _SAID else _part(one, gap, known.names)


@lru_cache(maxsize=512)
def _split(pattern: str) -> tuple[tuple[str, str], ...]:
    """Text and the gap behind it, again and again."""
    pieces = re.split(r"\{(\w+)\}", pattern)
    return tuple(
        (pieces[n], pieces[n + 1] if n + 1 < len(pieces) else "") for n in range(0, len(pieces), 2)
    )


def _part(one: Happening, gap: str, found: Names) -> Part:
    noun, field = _GAPS.get(gap, (one.noun, ""))
    if gap == "about":
        noun = next((n for n in ("key_result", "team") if one.get(f"{n}_id")), "objective")
        field = f"{noun}_id"
    pk = one.get(field) if field else one.noun_id
    name = found.get((noun, pk)) if field or noun in _LOOKED_UP else None
    if name is None and not field:
        body = one.after or one.before
        name = names.named(noun, body) if body else found.get((noun, one.noun_id))
    if name is None or not (name.text or name.key):
        return Part(_("one whose name was erased") if not field else _("one you may not see"))
    return Part(name.text, name.key, noun, name.ref or str(pk))


def _rule(one: Happening) -> str:
    code = str(one.get("code") or "")
    rule = engine.rule(code)
    return f"{code} “{rule.title}”" if rule else code


def _until(one: Happening) -> str:
    until = one.get("until")
    return days.full(date.fromisoformat(str(until))) if until else _("further notice")


_SAID = {"rule": _rule, "until": _until}
"""Gaps that are no noun's name."""
_GAPS = {
    "above": ("objective", "objective_id"),
    "kr": ("key_result", "key_result_id"),
    "person": ("person", "person_id"),
    "measure": ("metric", "metric_id"),
    "team": ("team", "team_id"),
    "end": ("team", "merged_into_id"),
}


def _pattern(one: Happening) -> Any:
    found = SENTENCES.get((one.noun, one.verb)) or _by_change(one)
    if found is not None:
        return found
    made, changed = BY_NOUN.get(one.noun, (lazy("made {it}"), lazy("changed {it}")))
    return made if one.is_new else changed


def verb(noun: str, name: str) -> str:
    """The sentence of a verb with its gaps, or nothing where the noun has none."""
    found = SENTENCES.get((noun, name)) or (BY_NOUN[noun][1] if name == "edit" else "")
    return str(found)


def _by_change(one: Happening) -> Any:
    """Nouns whose verbs say less than what became of them."""
    if one.noun in BECAME and not one.is_new and one.before:
        for field, words in BECAME[one.noun]:
            if one.before.get(field) != one.after.get(field):
                return words[0] if one.after.get(field) or len(words) == 1 else words[1]
    if one.noun == "initiative" and one.before.get("state") != one.after.get("state"):
        return WORK.get(str(one.after.get("state"))) if one.before else None
    if one.noun == "team_person" and one.is_new and one.after.get("lead"):
        return lazy("put {person} into {team} as a lead")
    if one.noun == "comment" and one.after.get("story"):
        return lazy("told a story on {about}")
    return None
