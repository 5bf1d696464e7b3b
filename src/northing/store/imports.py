"""Plans read from a document and waiting for a person's word; kept for seven days."""

from django.db import models

from northing.store.people import Person
from northing.store.row import Row
from northing.store.workspaces import Workspace


class StagedImport(Row):
    NOUN = "import"
    DEFINED_BY = ("source_name", "committed_at", "discarded_at")

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    source_name = models.CharField(max_length=200)
    plan = models.JSONField()
    staged_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)


class StagedDocument(Row):
    """The file behind a staged import, kept as long as it leaves something open that a person can decide."""

    staged = models.OneToOneField(StagedImport, models.CASCADE, related_name="document")
    data = models.BinaryField()
    questions = models.JSONField()
    dates = models.CharField(max_length=10)
    decimals = models.CharField(max_length=10)
