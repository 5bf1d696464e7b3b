"""Objectives, the teams that contribute to them, and what they support."""

from typing import Any

from django.db import models

from northing.domain.snapshot import Ambition, ObjectiveState
from northing.store.cycles import Cycle
from northing.store.people import Person
from northing.store.row import Row, choices
from northing.store.teams import Team
from northing.store.workspaces import Workspace


class Objective(Row):
    NOUN = "objective"
    DEFINED_BY = (
        "number", "cycle_id", "team_id", "person_id", "owner_id", "title", "why", "ambition",
        "state", "agreed_by_id", "origin_ref",
    )  # fmt: skip

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    why = models.TextField(max_length=4000, blank=True)
    ambition = models.CharField(max_length=12, choices=choices(Ambition))
    state = models.CharField(max_length=10, choices=choices(ObjectiveState))
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    origin_ref = models.CharField(max_length=200, null=True)  # noqa: DJ001 - null: many may have none
    contributors: "models.ManyToManyField[Team, ObjectiveTeam]" = models.ManyToManyField(
        Team, through="ObjectiveTeam", related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["ws", "number"], name="objective_number_once"),
            models.UniqueConstraint(fields=["ws", "origin_ref"], name="objective_origin_once"),
        )
        indexes = (
            models.Index(fields=["ws", "cycle", "state", "team"], name="objective_by_team"),
            models.Index(fields=["ws", "owner", "state"], name="objective_by_owner"),
        )

    @property
    def key(self) -> str:
        return f"O-{self.number}"

    def definition(self) -> dict[str, Any]:
        """With the contributing teams and the links upward, which belong to its meaning."""
        teams = ObjectiveTeam.objects.filter(objective=self).order_by("team_id")
        links = Alignment.objects.filter(objective=self).order_by("pk")
        return {
            **super().definition(),
            "contributors": list(teams.values_list("team_id", flat=True)),
            "supports": [
                {"objective": link.parent_objective_id, "key_result": link.parent_key_result_id}
                for link in links
            ],
        }


class ObjectiveTeam(Row):
    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    objective = models.ForeignKey(Objective, models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["objective", "team"], name="objective_team_once"),
        )


class Alignment(Row):
    """objective → the objective or key result that it supports: exactly one of the two."""

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    objective = models.ForeignKey(Objective, models.CASCADE, related_name="+")
    parent_objective = models.ForeignKey(Objective, models.CASCADE, null=True, related_name="+")
    parent_key_result = models.ForeignKey(
        "northing.KeyResult", models.CASCADE, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(parent_objective=None) ^ models.Q(parent_key_result=None),
                name="alignment_one_parent",
            ),
            models.UniqueConstraint(
                fields=["objective", "parent_objective"], name="alignment_objective_once"
            ),
            models.UniqueConstraint(
                fields=["objective", "parent_key_result"], name="alignment_key_result_once"
            ),
        )
