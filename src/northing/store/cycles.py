"""Dated periods; quarters lie inside a year."""

from datetime import tzinfo

from django.db import models

from northing.domain import snapshot
from northing.domain.snapshot import CycleKind
from northing.store.row import Row, choices
from northing.store.workspaces import Workspace


class Cycle(Row):
    NOUN = "cycle"
    DEFINED_BY = ("name", "kind", "parent_id", "start", "end", "closed_at")

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=choices(CycleKind))
    name = models.CharField(max_length=40)
    start = models.DateField()
    end = models.DateField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["ws", "name"], name="cycle_name_once"),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="cycle_start_before_end"
            ),
        )
        indexes = (models.Index(fields=["ws", "start"], name="cycle_by_start"),)

    def snapshot(self, zone: tzinfo) -> snapshot.Cycle:
        """The frozen picture; the instant of closing becomes a day of `zone`."""
        closed = self.closed_at.astimezone(zone).date() if self.closed_at else None
        return snapshot.Cycle(CycleKind(self.kind), self.name, self.start, self.end, closed)
