"""The sections of a comparison, in their order."""

from collections.abc import Callable
from functools import partial

from django.utils.translation import gettext_lazy

from northing.domain.snapshot import Status
from northing.queries import compared_key_results as key_results
from northing.queries import compared_objectives as objectives
from northing.queries.compared_rows import Lines
from northing.queries.comparing import Days

TITLES = {
    "added": gettext_lazy("Objectives added"),
    "dropped": gettext_lazy("Objectives given up"),
    "closed": gettext_lazy("Objectives closed"),
    "moved": gettext_lazy("Objectives moved"),
    "reworded": gettext_lazy("Reworded"),
    "kr_added": gettext_lazy("Key results added"),
    "kr_dropped": gettext_lazy("Key results dropped"),
    "kr_paused": gettext_lazy("Key results paused"),
    "retargeted": gettext_lazy("Targets moved"),
    "owners": gettext_lazy("Owners changed"),
    "statuses": gettext_lazy("Statuses, worst first"),
    "progress": gettext_lazy("Progress of objectives"),
    "check_ins": gettext_lazy("Check-ins, the quietest first"),
    "alignment": gettext_lazy("Alignment"),
}


def lines(days: Days) -> dict[str, Lines]:
    """Every section's lines in their order; under `reworded` all that may be."""
    return {code: _SECTIONS[code](days) for code in TITLES}


_SECTIONS: dict[str, Callable[[Days], Lines]] = {
    "added": objectives.added,
    "dropped": partial(objectives.by_ending, "cancel"),
    "closed": partial(objectives.by_ending, "close"),
    "moved": objectives.moved,
    "reworded": objectives.edited,
    "kr_added": key_results.added,
    "kr_dropped": partial(key_results.became, Status.DROPPED.value),
    "kr_paused": partial(key_results.became, Status.PAUSED.value),
    "retargeted": key_results.retargeted,
    "owners": key_results.owners,
    "statuses": key_results.statuses,
    "progress": objectives.progress,
    "check_ins": key_results.check_ins,
    "alignment": objectives.alignment,
}
