"""What the objectives of a staged plan support, within the plan and beyond it; loops are refused."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from northing.actions import import_known
from northing.actions.errors import InvalidError
from northing.domain import alignment
from northing.domain.access import Caller
from northing.domain.staging import Staged
from northing.kit.text import text as _
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective

_KEY = re.compile(r"(O|KR)-([1-9]\d{0,8})")

Above = Objective | KeyResult


@dataclass(frozen=True, slots=True)
class Parents:
    """What objectives stand under, by their place in the plan; `unknown` are keys that lead nowhere."""

    rows: dict[int, list[Above]]
    unknown: dict[int, list[str]]


def parents(
    caller: Caller, staged: Staged, made: Mapping[str, Above], by_key: Mapping[str, Above],
    *, is_foreign: bool,
) -> Parents:  # fmt: skip
    """The parents named. `made` are the plan's rows by ref, `by_key` by the keys that the plan gives them.

    A key that the plan does not hold is one of this workspace, unless the plan `is_foreign`: it brings
    keys of its own and none is known here, so `O-3` here is not the one that was meant.
    """
    named = {
        n: [t for t in dict.fromkeys((o.supports, *o.also_supports)) if t]
        for n, o in enumerate(staged.objectives)
        if o.include
    }
    loose = {t for texts in named.values() for t in texts if t not in made and t not in by_key}
    here = import_known.by_ref(caller, {t for t in loose if not _KEY.fullmatch(t)})
    here |= {} if is_foreign else _here(caller, loose)
    found = Parents({}, {})
    for n, texts in named.items():
        for text in texts:
            row = made.get(text) or by_key.get(text) or here.get(text)
            if row is not None:
                found.rows.setdefault(n, []).append(row)
            elif _KEY.fullmatch(text):
                found.unknown.setdefault(n, []).append(text)
    return found


def _here(caller: Caller, keys: Iterable[str]) -> dict[str, Above]:
    numbers: dict[str, list[int]] = {"O": [], "KR": []}
    for key in keys:
        parts = _KEY.fullmatch(key)
        if parts:
            numbers[parts[1]].append(int(parts[2]))
    return import_known.by_number(caller, numbers["O"], numbers["KR"])


def objective_of(row: Above) -> Objective:
    """The objective that stands at the upper end of a link."""
    return row if isinstance(row, Objective) else row.objective


@dataclass(frozen=True, slots=True)
class Order:
    """Places of the plan with every parent before its children, and what closes a loop, by place."""

    places: list[int]
    loops: dict[int, InvalidError]


def order(caller: Caller, rows: Mapping[int, Objective], above: Mapping[int, list[Above]]) -> Order:
    """Sort the plan's objectives (by place) so that what they support comes first."""
    ids = _Ids()
    places = {ids.of(row): n for n, row in rows.items()}
    wanted = [(ids.of(rows[n]), ids.of(objective_of(p)), n) for n, ps in above.items() for p in ps]
    if not wanted:
        return Order(list(rows), {})
    edges = [*import_known.edges(caller), *((child, up) for child, up, _n in wanted)]
    sorted_ones = _sorted(list(places), edges)
    left = set(places) - set(sorted_ones)
    loops = {}
    for child, up, n in wanted:
        if child in left and alignment.loop(edges, child, up):
            loops[n] = InvalidError(
                _("That would close a loop."), _("Choose another parent."), "supports"
            )
    return Order([places[i] for i in sorted_ones], loops)


class _Ids:
    """A number for each objective: its own, or one below zero while it has none."""

    def __init__(self) -> None:
        self._new: dict[int, int] = {}

    def of(self, row: Objective) -> int:
        return int(row.pk or 0) or self._new.setdefault(id(row), -1 - len(self._new))


def _sorted(nodes: Sequence[int], edges: Iterable[tuple[int, int]]) -> list[int]:
    """The nodes with every parent first, otherwise in the order given; those in or under a loop are missing."""
    above: dict[int, list[int]] = {}
    for child, up in edges:
        above.setdefault(child, []).append(up)
    wanted, done, open_ones = set(nodes), dict[int, None](), set[int]()
    looped = set[int]()
    for start in nodes:
        path = [start]
        while path:
            at = path[-1]
            if at in done or at in looped:
                path.pop()
                continue
            open_ones.add(at)
            waiting = [up for up in above.get(at, ()) if up not in done]
            if any(up in open_ones or up in looped for up in waiting):
                looped.add(at)
                open_ones.discard(at)
            elif waiting:
                path.append(waiting[0])
            else:
                done[at] = None
                open_ones.discard(at)
    return [n for n in done if n in wanted]
