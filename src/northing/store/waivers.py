"""Waivers: a finding of the linter that somebody lets stand, why, and until when."""

from django.db import models

from northing.store.key_results import KeyResult
from northing.store.objectives import Objective
from northing.store.people import Person
from northing.store.row import Concerns, Row
from northing.store.teams import Team
from northing.store.workspaces import Workspace


class Waiver(Row):
    """One rule waived for one objective, key result or team: exactly one of the three is set."""

    NOUN = "waiver"
    DEFINED_BY = (
        "objective_id", "key_result_id", "team_id", "code", "reason", "until", "person_id", "ended_at",
    )  # fmt: skip

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    objective = models.ForeignKey(Objective, models.CASCADE, null=True, related_name="+")
    key_result = models.ForeignKey(KeyResult, models.CASCADE, null=True, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    code = models.CharField(max_length=12)
    reason = models.CharField(max_length=1000)
    until = models.DateField()
    waived_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=(
                    models.Q(objective__isnull=False, key_result=None, team=None)
                    | models.Q(objective=None, key_result__isnull=False, team=None)
                    | models.Q(objective=None, key_result=None, team__isnull=False)
                ),
                name="waiver_about_one",
            ),
            models.UniqueConstraint(
                fields=["objective", "code"],
                condition=models.Q(ended_at=None, objective__isnull=False),
                name="waiver_once_objective",
            ),
            models.UniqueConstraint(
                fields=["key_result", "code"],
                condition=models.Q(ended_at=None, key_result__isnull=False),
                name="waiver_once_key_result",
            ),
            models.UniqueConstraint(
                fields=["team", "code"],
                condition=models.Q(ended_at=None, team__isnull=False),
                name="waiver_once_team",
            ),
        )

    def concerns(self) -> Concerns:
        if self.key_result is not None:
            return self.key_result.concerns()
        return self.objective.concerns() if self.objective else Concerns(team=self.team_id)
