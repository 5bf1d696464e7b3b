"""Named measures of a team, and their readings."""

from django.db import models

from northing.domain.snapshot import Direction, Origin
from northing.store.people import Person
from northing.store.row import Concerns, Row, amount, choices
from northing.store.teams import Team
from northing.store.workspaces import Workspace


class Metric(Row):
    NOUN = "metric"
    DEFINED_BY = (
        "team_id", "name", "unit", "direction", "low", "high", "healthy_low", "healthy_high",
        "owner_id",
    )  # fmt: skip

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=4, choices=choices(Direction))
    low = amount(null=True)
    high = amount(null=True)
    healthy_low = amount(null=True)
    healthy_high = amount(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["ws", "team", "name"], name="metric_name_once"),
        )

    def concerns(self) -> Concerns:
        return Concerns(team=self.team_id)


class Reading(Row):
    """One value: when it was true (`as_of`), when it was learnt (`recorded_at`), where from.

    Append-only: a later reading for the same instant supersedes the earlier one, and so does the
    correction of the check-in that it came with; both stay.
    """

    NOUN = "reading"
    DEFINED_BY = ("metric_id", "as_of", "value", "origin")

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    metric = models.ForeignKey(
        Metric, models.CASCADE, related_name="readings", related_query_name="reading"
    )
    as_of = models.DateTimeField()
    recorded_at = models.DateTimeField()
    value = amount()
    origin = models.CharField(max_length=8, choices=choices(Origin))
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        # In the order in which readings are read: the newest one is the first of a walk backwards.
        indexes = (
            models.Index(fields=["metric", "as_of", "recorded_at", "id"], name="reading_in_order"),
        )

    def concerns(self) -> Concerns:
        return Concerns(team=self.metric.team_id)
