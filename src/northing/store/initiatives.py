"""Work that a team bets will move a key result. Never counts towards progress."""

from django.db import models

from northing.domain.snapshot import InitiativeState
from northing.store.key_results import KeyResult
from northing.store.people import Person
from northing.store.row import Concerns, Row, Searched, choices
from northing.store.teams import Team
from northing.store.workspaces import Workspace


class Initiative(Row):
    NOUN = "initiative"
    DEFINED_BY = (
        "key_result_id",
        "team_id",
        "owner_id",
        "title",
        "state",
        "due_on",
        "done_on",
        "link",
    )
    SEARCHED_BY = frozenset({"title", "state"})

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    key_result = models.ForeignKey(KeyResult, models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=choices(InitiativeState))
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    link = models.URLField(max_length=500, blank=True)

    class Meta:
        indexes = (models.Index(fields=["ws", "owner", "state"], name="initiative_by_owner"),)

    def concerns(self) -> Concerns:
        return Concerns(self.key_result.objective_id, self.team_id)

    def searched(self) -> Searched:
        ended = {InitiativeState.DONE.value, InitiativeState.STOPPED.value}
        return Searched(
            self.title, objective=self.key_result.objective_id, key_result=self.key_result_id,
            alive=self.state not in ended,
        )  # fmt: skip
