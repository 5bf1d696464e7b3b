"""What a team has under way: the rows that go along when it is merged or archived.

The preview that people read and the change that follows ask here, so they can never disagree.
"""

from django.db.models import Q, QuerySet

from northing.store.initiatives import Initiative
from northing.store.key_results import KeyResult
from northing.store.metrics import Metric
from northing.store.objectives import Objective, ObjectiveTeam

OPEN = ("draft", "proposed", "active")
UNFINISHED = ("planned", "doing")
MOST_NAME = 120


def objectives(team: int) -> "QuerySet[Objective]":
    """The team's own drafts, proposals and active objectives, by number."""
    return Objective.objects.filter(team=team, state__in=OPEN).order_by("number")


def closed(team: int) -> "QuerySet[Objective]":
    """What the team closed or gave up: its history, which stays with it."""
    return Objective.objects.filter(team=team).exclude(state__in=OPEN)


def contributed(team: int) -> "QuerySet[Objective]":
    """Open objectives of other teams to which the team contributes, by number."""
    links = ObjectiveTeam.standing(team=team).values("objective")
    found = Objective.objects.filter(Q(pk__in=links), state__in=OPEN)
    return found.exclude(team=team).order_by("number")


def metrics(team: int) -> "QuerySet[Metric]":
    """The team's metrics, by name."""
    return Metric.objects.filter(team=team).order_by("name", "pk")


def initiatives(team: int) -> "QuerySet[Initiative]":
    """The team's unfinished initiatives."""
    found = Initiative.objects.filter(team=team, state__in=UNFINISHED)
    return found.select_related("key_result").order_by("pk")


def open_key_results(team: int) -> "QuerySet[KeyResult]":
    """The key results of the team's open objectives."""
    return KeyResult.objects.filter(objective__team=team, objective__state__in=OPEN)


def renamed(names: list[str], taken: set[str], team: str) -> dict[str, str]:
    """What each of these metrics is called among `taken` names: one that clashes names its team."""
    used, found = set(taken), {}
    for name in names:
        new = name if name not in used else _suffixed(name, team, used | set(names))
        used.add(new)
        found[name] = new
    return found


def _suffixed(name: str, team: str, used: set[str]) -> str:
    for n in range(1, len(used) + 2):
        end = f" ({team})" if n == 1 else f" ({team} {n})"
        new = name[: MOST_NAME - len(end)] + end
        if new not in used:
            return new
    raise AssertionError("one more number than names is free")
