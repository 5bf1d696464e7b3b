"""Objectives, the teams that contribute to them, and what they support."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models

from northing.domain.snapshot import Ambition, ObjectiveState
from northing.store.cycles import Cycle
from northing.store.metrics import Metric
from northing.store.people import Person
from northing.store.row import Concerns, Row, Searched, choices
from northing.store.teams import Team
from northing.store.workspaces import Workspace


class Objective(Row):
    NOUN = "objective"
    DEFINED_BY = (
        "number", "cycle_id", "team_id", "person_id", "owner_id", "title", "why", "ambition",
        "state", "agreed_by_id", "agreed_at", "origin_ref",
    )  # fmt: skip
    SEARCHED_BY = frozenset({"title", "why"})

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
            models.Index(
                fields=["ws", "number"],
                name="objective_proposed",
                condition=models.Q(state="proposed"),
            ),
        )

    @property
    def key(self) -> str:
        return f"O-{self.number}"

    @classmethod
    def definitions(cls, rows: Sequence[Any]) -> list[dict[str, Any]]:
        """With the contributing teams, the links upward and the guards, which belong to its meaning."""
        ids = [row.pk for row in rows]
        teams, links, guards = _Lists(), _Lists(), _Lists()
        for one in ObjectiveTeam.standing(objective__in=ids).order_by("team_id"):
            teams[one.objective_id].append(one.team_id)
        for link in Alignment.standing(objective__in=ids).order_by("pk"):
            links[link.objective_id].append(
                {"objective": link.parent_objective_id, "key_result": link.parent_key_result_id}
            )
        for guard in Guard.standing(objective__in=ids).order_by("metric_id"):
            guards[guard.objective_id].append(guard.metric_id)
        return [
            {
                **body,
                "contributors": teams[pk],
                "supports": links[pk],
                "guards": guards[pk],
            }
            for pk, body in zip(ids, super().definitions(rows), strict=True)
        ]

    def concerns(self) -> Concerns:
        return Concerns(self.pk, self.team_id)

    def searched(self) -> Searched:
        keys = (f"o{self.number}", str(self.number))
        return Searched(self.title, self.why, objective=self.pk, keys=keys)


class _Lists(defaultdict[int, list[Any]]):
    """Lists by id, empty where nothing was put in."""

    def __init__(self) -> None:
        super().__init__(list)


class Link(Row):
    """A tie that holds from one moment to another: it is ended, never deleted, so the past is known."""

    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @classmethod
    def standing(cls, at: datetime | None = None, **wanted: Any) -> "models.QuerySet[Any]":
        """The ties that hold now, or that held `at` an instant."""
        rows = cls._default_manager.filter(**wanted)
        if at is None:
            return rows.filter(ended_at=None)
        return rows.filter(models.Q(ended_at=None) | models.Q(ended_at__gt=at), since__lte=at)


class ObjectiveTeam(Link):
    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    objective = models.ForeignKey(Objective, models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["objective", "team"],
                condition=models.Q(ended_at=None),
                name="objective_team_once",
            ),
        )


class Guard(Link):
    """A metric that must not get worse while the objective is pursued."""

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    objective = models.ForeignKey(Objective, models.CASCADE, related_name="+")
    metric = models.ForeignKey(Metric, models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["objective", "metric"],
                condition=models.Q(ended_at=None),
                name="guard_once",
            ),
        )


class Alignment(Link):
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
                fields=["objective", "parent_objective"],
                condition=models.Q(ended_at=None),
                name="alignment_objective_once",
            ),
            models.UniqueConstraint(
                fields=["objective", "parent_key_result"],
                condition=models.Q(ended_at=None),
                name="alignment_key_result_once",
            ),
        )
