"""What was thought of each key result from one day to another, and of the practice as a whole.

Rows are thin and never rewritten once their day is over, but for the day on which they end.
"""

from datetime import date

from django.db import models

from northing.domain.snapshot import Ambition, Status
from northing.store.cycles import Cycle
from northing.store.key_results import KeyResult
from northing.store.people import Person
from northing.store.row import Row, amount, choices
from northing.store.teams import Team
from northing.store.workspaces import Workspace


class Outlook(Row):
    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    key_result = models.ForeignKey(KeyResult, models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+", db_index=False)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    made_on = models.DateField()
    ended_on = models.DateField(null=True)
    method = models.CharField(max_length=20)
    progress = amount(null=True)
    planned = amount(null=True)
    p = models.FloatField(null=True)
    expected = amount(null=True)
    q10 = amount(null=True)
    q90 = amount(null=True)
    status = models.CharField(max_length=10, choices=choices(Status))
    before = models.CharField(max_length=10, choices=choices(Status), blank=True)
    ambition = models.CharField(max_length=12, choices=choices(Ambition), blank=True)
    # The day of the newest word or reading, or the key result's start: what silence is counted from.
    heard_on = models.DateField(null=True)
    inputs_until = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["key_result", "made_on", "method"], name="outlook_day_once"
            ),
        )
        # One row holds for each key result on each day: made by then, and not ended by then. What
        # overviews count stands in the index, so that they read no table.
        indexes = (
            models.Index(
                fields=[
                    "cycle",
                    "team",
                    "status",
                    "ambition",
                    "heard_on",
                    "key_result",
                    "ended_on",
                ],
                name="outlook_now",
                condition=models.Q(ended_on=None),
            ),
            models.Index(
                fields=[
                    "cycle",
                    "ended_on",
                    "made_on",
                    "team",
                    "status",
                    "ambition",
                    "heard_on",
                    "key_result",
                ],
                name="outlook_of_day",
            ),
            models.Index(
                fields=["cycle", "made_on", "key_result", "team", "before", "status", "ambition"],
                name="outlook_turned",
                condition=~models.Q(before="") & ~models.Q(before=models.F("status")),
            ),
            models.Index(fields=["owner", "made_on", "ended_on"], name="outlook_by_owner"),
        )

    @classmethod
    def of_day(cls, day: date) -> "models.QuerySet[Outlook]":
        """What held when this day ended: one row for each key result that was judged."""
        ended = models.Q(ended_on=None) | models.Q(ended_on__gt=day)
        return cls.objects.filter(ended, made_on__lte=day)


class Practice(Row):
    """How alive the practice was on a day in one cycle: counts of key results and teams."""

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="+")
    made_on = models.DateField()
    running = models.PositiveIntegerField()
    heard = models.PositiveIntegerField()
    median_age = models.PositiveIntegerField(null=True)
    teams = models.PositiveIntegerField()
    focused = models.PositiveIntegerField()
    aspirational = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["cycle", "made_on"], name="practice_day_once"),
        )
