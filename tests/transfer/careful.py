"""A plan as a careful reader would jot it down, to compare with what was read."""

from northing.domain.plan import Plan


def reading(plan: Plan) -> str:
    """One line per item: an objective, below it its key results behind a dash, with `@` the
    owners, with `=` the result, in brackets the check."""
    lines = []
    for objective in plan.objectives:
        lines.append(_line(objective.title, objective.owners, dropped=objective.dropped))
        for result in objective.key_results:
            line = "- " + _line(result.title, result.owners, dropped=result.dropped)
            line += f" ={result.score.value}" if result.score and result.score.value else ""
            lines.append(line + (f" [{result.checked}]" if result.checked else ""))
    return "\n".join(lines)


def _line(title: str, owners: tuple[str, ...], *, dropped: bool) -> str:
    people = f" @{','.join(owners)}" if owners else ""
    return title + people + (" dropped" if dropped else "")
