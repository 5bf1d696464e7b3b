"""What people call things on the command line, turned into what actions take."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from northing.actions.errors import InvalidError, NotFoundError
from northing.kit.text import text as _

if TYPE_CHECKING:
    from northing.domain.access import Caller

_KEY = re.compile(r"(O|KR)-([1-9][0-9]{0,8})", re.IGNORECASE)


def objective(key: str) -> int:
    """7 for `O-7`."""
    return _number(key, "O")


def key_result(key: str) -> int:
    """12 for `KR-12`."""
    return _number(key, "KR")


def letters(key: str) -> str:
    """`O` or `KR` for a key, nothing for anything else."""
    found = _KEY.fullmatch(key.strip())
    return found[1].upper() if found else ""


def _number(key: str, wanted: str) -> int:
    found = _KEY.fullmatch(key.strip())
    if found is None or found[1].upper() != wanted:
        example = "O-7" if wanted == "O" else "KR-12"
        raise InvalidError(
            _("{key!r} is no key.", key=key[:40]),
            _("Write it like {example}.", example=example),
            "key",
        )
    return int(found[2])


def team(caller: Caller, name: str) -> int:
    """The id of a team by its short name, its name or its id."""
    from northing.queries import team_addresses, teams

    known = teams.teams(caller)
    for one in known:
        if name in {one.slug, str(one.id)} or name.casefold() == one.name.casefold():
            return one.id
    led = team_addresses.leads_to(caller, name)
    if led is not None:
        return led.id
    raise NotFoundError(
        _("There is no team {name!r}.", name=name[:60]),
        _("List the teams: northing team list"),
        "team",
    )


def cycle(caller: Caller, name: str) -> int:
    """The id of a cycle by its name or id; without one, the cycle that runs now."""
    from northing.queries import cycles

    known = cycles.cycles(caller)
    if not name:
        now = cycles.running(known)
        if now is not None:
            return now.id
    for one in known:
        if name and (name == str(one.id) or name.casefold() == one.name.casefold()):
            return one.id
    raise NotFoundError(
        _("There is no cycle {name!r}.", name=name[:60]),
        _("List the cycles: northing cycle list"),
        "cycle",
    )


def person(caller: Caller, name: str) -> int:
    """The id of a person by handle, name or id."""
    from northing.queries import people

    wanted = name.removeprefix("@").casefold()
    for card in people.people(caller):
        if wanted in {card.person.handle, str(card.person.id), card.person.name.casefold()}:
            return card.person.id
    raise NotFoundError(
        _("Nobody here is called {name!r}.", name=name[:60]),
        _("List the people: northing person list"),
        "person",
    )


def metric(caller: Caller, name: str) -> int:
    """The id of a metric by its id, or by its name where only one has it."""
    from northing.queries import metrics

    found = metrics.called(caller, name)
    if len(found) > 1:
        raise InvalidError(
            _("Several teams have a metric {name!r}.", name=name[:60]),
            _("Name it by its number."),
            "metric",
        )
    if not found:
        raise NotFoundError(
            _("There is no metric {name!r}.", name=name[:60]),
            _("List the metrics: northing metric list"),
            "metric",
        )
    return found[0]


def one_of(word: str, known: Iterable[str], place: str) -> str:
    """A word out of a list, or nothing."""
    listed = list(known)
    if word and word not in listed:
        raise InvalidError(
            _("{word!r} is nothing to choose here.", word=word[:40]),
            _("There are: {words}.", words=", ".join(listed)),
            place,
        )
    return word


def maybe_person(caller: Caller, name: str | None) -> int | None:
    """The same, where nobody may be named."""
    return person(caller, name) if name else None


def maybe_team(caller: Caller, name: str | None) -> int | None:
    """The same, where no team may be named."""
    return team(caller, name) if name else None


def each(caller: Caller, texts: Iterable[str]) -> dict[str, int | None]:
    """Who takes single items of a hand-over: `O-7=max`; `O-7=` where it stays."""
    pairs = (text.partition("=") for text in texts)
    return {item.strip(): maybe_person(caller, who.strip()) for item, _sign, who in pairs}


def given(**values: str | None) -> dict[str, str]:
    """The fields that were typed; the others are left alone."""
    return {name: value for name, value in values.items() if value is not None}


def instant(text: str) -> datetime | None:
    """An instant with its zone, or None for nothing typed."""
    if not text.strip():
        return None
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise InvalidError(
            _("There is no instant {text!r}.", text=text[:40]),
            _("Write it with its zone, like 2026-03-12T06:40:00Z."),
            "as_of",
        )
    return found
