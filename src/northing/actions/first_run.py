"""The first steps of a workspace: its first team, and a first objective that is agreed at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from northing.actions import find, key_results, objectives, teams
from northing.actions.change import Done, together
from northing.actions.errors import ActionError, InvalidError
from northing.actions.key_results import NewKeyResult
from northing.actions.objectives import NewObjective
from northing.domain.access import Caller
from northing.kit.text import text as _
from northing.store.teams import Team, TeamPerson


@dataclass(frozen=True, slots=True)
class FirstObjective:
    """An objective with the key results that say how it will be known."""

    objective: NewObjective
    key_results: Sequence[NewKeyResult]


def first_team(caller: Caller, name: str, *, key: str = "") -> Done:
    """A team right under the root, led by whoever makes it: an admin who sets the workspace up."""
    with together():
        root = Team.objects.get(ws=caller.workspace, parent=None)
        made = teams.create(caller, name, root.pk, key=key)
        if not TeamPerson.objects.filter(team=made.id, person=caller.person, until=None).exists():
            teams.join(caller, made.id, caller.person, lead=True)
        return made


def first_objective(caller: Caller, given: FirstObjective, *, key: str = "") -> Done:
    """Draft an objective with its key results, propose it and agree to it: all of it or nothing.

    The caller leads the team. Errors name the key result by its place: `k0.target`.
    """
    with together():
        done = objectives.draft(caller, given.objective, key=key)
        number = int(done.key.partition("-")[2])
        if key and find.objective(caller, number).state != "draft":
            return done
        if not given.key_results:
            raise InvalidError(
                _("No key result yet."),
                _("Say how you will know: one is enough to begin."),
                "k0.title",
            )
        for place, kr in enumerate(given.key_results):
            _added(caller, number, place, kr)
        objectives.propose(caller, number)
        objectives.agree(caller, number)
        return done


def _added(caller: Caller, number: int, place: int, kr: NewKeyResult) -> None:
    try:
        key_results.add(caller, number, kr)
    except ActionError as error:
        raise InvalidError(error.message, error.remedy, f"k{place}.{error.place}") from error
