"""Writes the fitted prior as the module that the product ships, and brings a fit into the product's form."""

from benchmarks.foresight.fitting import FAN, WIDER, Fitted
from northing.domain.forecast.case import Promise
from northing.domain.forecast.landing import Priors, priors_of

HEAD = '''"""Shipped constants of the forecast. Written by `python -m benchmarks.forecast --fit`: do not edit by hand.

EXPERTS: per promise one row per expert: log weight, then the columns of northing.domain.forecast.experts.Experts.
POWERS: the power of the likelihood. WIDER and FAN: the factors on every sd, of a chance
and of an interval. Fitted on public series and a simulator.
"""

'''
TOLERANCE = 1e-6
"""How exactly a new fit on the same data must meet what is shipped."""
Table = dict[str, tuple[tuple[float, ...], ...]]


def rounded(
    found: dict[Promise, Fitted], candidates: list[tuple[float, ...]]
) -> tuple[Table, dict[str, float]]:
    """Rows and powers as they are shipped: six decimals."""
    table = {
        promise.value: tuple(
            tuple(round(float(x), 6) for x in (weight, *candidates[place]))
            for weight, place in zip(one.weights, one.chosen, strict=True)
        )
        for promise, one in found.items()
    }
    return table, {promise.value: round(one.power, 6) for promise, one in found.items()}


def priors(found: dict[Promise, Fitted], candidates: list[tuple[float, ...]]) -> Priors:
    """A fit as the product would use it."""
    return priors_of(*rounded(found, candidates))


def module(found: dict[Promise, Fitted], candidates: list[tuple[float, ...]]) -> str:
    """The text of the shipped module."""
    table, powers = rounded(found, candidates)
    lines = [HEAD, f"WIDER = {WIDER}\nFAN = {FAN}\n", "POWERS = {\n"]
    lines += [f'    "{name}": {power},\n' for name, power in powers.items()]
    lines += ["}\n", "EXPERTS: dict[str, tuple[tuple[float, ...], ...]] = {\n"]
    for name, rows in table.items():
        lines.append(f'    "{name}": (\n')
        lines += [f"        ({', '.join(map(repr, row))}),\n" for row in rows]
        lines.append("    ),\n")
    return "".join([*lines, "}\n"])
