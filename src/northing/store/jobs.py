"""What runs without a person: which work recurs, which of its turns were taken, who is at work.

The jobs themselves lie in the task library's table. None of this is anybody's doing: no events.
"""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models

from northing.kit.timetable import Slot as Turn
from northing.kit.timetable import timetable
from northing.store.row import Row
from northing.store.workspaces import Workspace


class ScheduleRows(models.QuerySet["Schedule"]):
    def last_jobs(self) -> dict[int, UUID]:
        """Of each that ever took a turn the id of its newest job."""
        newest = Slot.objects.filter(schedule=models.OuterRef("pk")).order_by("-made_at", "-pk")
        found = self.annotate(job=models.Subquery(newest.values("job")[:1]))
        return {pk: job for pk, job in found.values_list("pk", "job") if job is not None}


class Schedule(Row):
    """Work that recurs, in a workspace's zone; without a workspace it is the installation's, in UTC.

    `standard` ones are kept equal to the list in jobs/schedules.py.
    """

    ws = models.ForeignKey(Workspace, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=40)
    task = models.CharField(max_length=120)
    timetable = models.CharField(max_length=40)
    standard = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    objects = ScheduleRows.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["ws", "name"], name="schedule_once"),
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(ws=None), name="schedule_of_all_once"
            ),
        )

    @property
    def zone(self) -> ZoneInfo:
        return self.ws.zone if self.ws else ZoneInfo("UTC")

    @property
    def arguments(self) -> dict[str, int]:
        """What its task is called with."""
        return {} if self.ws_id is None else {"workspace": self.ws_id}

    def last_turn(self, now: datetime) -> Turn:
        """The newest turn that is due."""
        return timetable(self.timetable).last(now, self.zone)

    def next_turn(self, now: datetime) -> Turn:
        """The turn after it."""
        return timetable(self.timetable).next(now, self.zone)


class Slot(Row):
    """A turn that was taken, once: its job was enqueued in the same transaction."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="slots")
    key = models.CharField(max_length=20)
    job = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["schedule", "key"], name="slot_once"),)
        indexes = (models.Index(fields=["schedule", "-made_at"], name="slot_newest"),)


class Worker(Row):
    """A process that does jobs. Whoever sees that `beats` stands still knows that it is gone."""

    name = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=255)
    pid = models.PositiveIntegerField()
    version = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    beats = models.BigIntegerField(default=0)
