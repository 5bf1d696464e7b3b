"""Comments on an objective, a key result or a check-in; a story is a comment that tells who did what."""

from django.db import models

from northing.store.check_ins import CheckIn
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective
from northing.store.people import Person
from northing.store.row import Concerns, Row, Searched
from northing.store.workspaces import Workspace


class Comment(Row):
    NOUN = "comment"
    DEFINED_BY = (
        "objective_id",
        "key_result_id",
        "check_in_id",
        "author_id",
        "text",
        "story",
        "withdrawn_at",
    )
    SEARCHED_BY = frozenset({"text", "withdrawn_at"})

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    objective = models.ForeignKey(Objective, models.CASCADE, null=True, related_name="+")
    key_result = models.ForeignKey(KeyResult, models.CASCADE, null=True, related_name="+")
    check_in = models.ForeignKey(CheckIn, models.CASCADE, null=True, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField(max_length=4000)
    story = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["objective", "written_at"], name="comment_by_objective"),
            models.Index(fields=["key_result", "written_at"], name="comment_by_key_result"),
        )

    def concerns(self) -> Concerns:
        if self.key_result is not None:
            return self.key_result.concerns()
        return self.objective.concerns() if self.objective else Concerns()

    def searched(self) -> Searched | None:
        if self.withdrawn_at is not None:
            return None
        about = self.concerns().objective
        return Searched("", self.text, objective=about, key_result=self.key_result_id, said=True)
