"""Check-ins: append-only; a mistake is superseded by a new row and both stay visible."""

from datetime import tzinfo

from django.db import models

from northing.domain import snapshot
from northing.domain.snapshot import Origin
from northing.store.key_results import KeyResult
from northing.store.metrics import Reading
from northing.store.people import Person
from northing.store.row import Concerns, Row, Searched, amount, choices
from northing.store.workspaces import Workspace


class CheckIn(Row):
    NOUN = "check_in"
    DEFINED_BY = ("key_result_id", "supersedes_id")
    SEARCHED_BY = frozenset({"note"})

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    key_result = models.ForeignKey(KeyResult, models.CASCADE, related_name="+")
    as_of = models.DateTimeField()
    recorded_at = models.DateTimeField()
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    value = amount(null=True)
    confidence = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(max_length=4000, blank=True)
    no_change = models.BooleanField(default=False)
    adjust = models.BooleanField(default=False)
    origin = models.CharField(max_length=8, choices=choices(Origin))
    reading = models.ForeignKey(Reading, models.SET_NULL, null=True, related_name="+")
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(confidence=None) | models.Q(confidence__lte=10),
                name="check_in_confidence",
            ),
        )
        indexes = (
            models.Index(fields=["key_result", "as_of", "recorded_at"], name="check_in_in_order"),
            models.Index(fields=["ws", "recorded_at"], name="check_in_by_day"),
        )

    def concerns(self) -> Concerns:
        return Concerns(self.key_result.objective_id, self.key_result.team_id)

    def searched(self) -> Searched | None:
        """The note; a correction takes the place of what it corrects."""
        if not self.note:
            return None
        above = self.key_result
        return Searched("", self.note, objective=above.objective_id, key_result=above.pk, said=True)

    def takes_place_of(self) -> int | None:
        return self.supersedes_id

    def snapshot(self, zone: tzinfo) -> snapshot.CheckIn:
        """The frozen picture; `as_of` becomes a day of `zone`."""
        return snapshot.CheckIn(
            on=self.as_of.astimezone(zone).date(),
            recorded_at=self.recorded_at,
            value=self.value,
            confidence=self.confidence,
            origin=Origin(self.origin),
        )
