"""What was thought of a key result on a day: thin rows, never rewritten once the day is over."""

from django.db import models

from northing.domain.snapshot import Status
from northing.store.key_results import KeyResult
from northing.store.row import Row, amount, choices
from northing.store.workspaces import Workspace


class Outlook(Row):
    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    key_result = models.ForeignKey(KeyResult, models.CASCADE, related_name="+")
    made_on = models.DateField()
    method = models.CharField(max_length=20)
    progress = amount(null=True)
    planned = amount(null=True)
    p = models.FloatField(null=True)
    expected = amount(null=True)
    q10 = amount(null=True)
    q90 = amount(null=True)
    status = models.CharField(max_length=10, choices=choices(Status))
    inputs_until = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["key_result", "made_on", "method"], name="outlook_day_once"
            ),
        )
