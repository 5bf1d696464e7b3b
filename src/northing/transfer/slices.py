"""A plan too large for one import, cut into several that are imported one after the other."""

from collections.abc import Iterator
from dataclasses import replace

from northing.domain.plan import Plan, PlanObjective

MOST_KEY_RESULTS = 500


def slices(plan: Plan, most: int = MOST_KEY_RESULTS) -> Iterator[Plan]:
    """Parts of at most `most` key results. Objectives stay whole, and what they support comes before them.

    What was not understood and what frames the plan goes with the first part.
    """
    rest = replace(plan, unread=(), context=(), remarks=())
    part: list[PlanObjective] = []
    count = 0
    is_first = True
    for o in _parents_first(plan):
        if part and count + len(o.key_results) > most:
            yield replace(plan if is_first else rest, objectives=tuple(part))
            part, count, is_first = [], 0, False
        part.append(o)
        count += max(1, len(o.key_results))
    if part or is_first:
        yield replace(plan if is_first else rest, objectives=tuple(part))


def _parents_first(plan: Plan) -> list[PlanObjective]:
    """In the order of the document, but what is supported before what supports it; keys become references."""
    holder = {o.origin_ref: n for n, o in enumerate(plan.objectives)}
    refs = {o.key: o.origin_ref for o in plan.objectives if o.key}
    for n, o in enumerate(plan.objectives):
        holder.update({kr.origin_ref: n for kr in o.key_results})
        refs.update({kr.key: kr.origin_ref for kr in o.key_results if kr.key})
    objectives = [
        replace(o, also_supports=tuple(refs.get(name, name) for name in o.also_supports))
        for o in plan.objectives
    ]
    ordered: list[PlanObjective] = []
    seen: set[int] = set()
    for start in range(len(objectives)):
        stack = [(start, False)]
        while stack:
            n, is_open = stack.pop()
            if is_open:
                ordered.append(objectives[n])
                continue
            if n in seen:
                continue
            seen.add(n)
            stack.append((n, True))
            above = (objectives[n].supports, *objectives[n].also_supports)
            stack += [(holder[ref], False) for ref in reversed(above) if ref in holder]
    return ordered
