"""API tokens: shown once, kept as a hash, with own rights or fewer."""

from django.db import models

from northing.store.people import Person
from northing.store.row import Row
from northing.store.workspaces import Workspace


class Token(Row):
    NOUN = "token"
    DEFINED_BY = ("person_id", "name", "prefix", "scopes", "expires_at", "revoked_at")

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    hash = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=12)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
