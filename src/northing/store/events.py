"""The history: numbered and hash-chained per workspace over the hash of the body.

A body can be blanked and the chain still verifies, so a person or a pasted secret can be erased.
"""

from django.db import models

from northing.store.objectives import Objective
from northing.store.people import Person
from northing.store.row import Row
from northing.store.teams import Team
from northing.store.workspaces import Workspace


class Event(Row):
    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    change_id = models.UUIDField()
    recorded_at = models.DateTimeField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    door = models.CharField(max_length=8)
    verb = models.CharField(max_length=40)
    noun = models.CharField(max_length=20)
    noun_id = models.BigIntegerField()
    schema = models.PositiveSmallIntegerField()
    body_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    # Derived from the noun, outside the chain: whose sight it is under, in which team's log it stands.
    objective = models.ForeignKey(
        Objective, models.CASCADE, null=True, related_name="+", db_index=False
    )
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="+", db_index=False)
    # Derived too: the number of its change's first event, and whether only those who may see drafts
    # could know of it when it was recorded. That stays so, whatever becomes of the draft.
    change_seq = models.BigIntegerField()
    private = models.BooleanField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["ws", "seq"], name="event_seq_once"),)
        indexes = (
            models.Index(fields=["ws", "noun", "noun_id", "recorded_at"], name="event_by_noun"),
            models.Index(fields=["team", "noun", "seq"], name="event_by_team"),
            models.Index(fields=["objective", "noun", "seq"], name="event_by_objective"),
            models.Index(fields=["ws", "change_seq", "noun"], name="event_by_change"),
            models.Index(fields=["ws", "recorded_at", "seq"], name="event_by_day"),
        )


class EventBody(Row):
    """What may have to be erased: the definition after the change, and the reason given."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="body", primary_key=True)
    json = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    redacted_at = models.DateTimeField(null=True)


class Idempotency(Row):
    """The answer to a request that carried a key, written in the same transaction as its change."""

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    request_hash = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["ws", "person", "key"], name="idempotency_key_once"),
        )
