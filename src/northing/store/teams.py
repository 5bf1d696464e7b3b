"""The team tree and who is in which team, with dates."""

from django.db import models

from northing.store.people import Person
from northing.store.row import Concerns, Row, Searched
from northing.store.workspaces import Workspace


class Team(Row):
    NOUN = "team"
    DEFINED_BY = ("name", "slug", "parent_id", "archived_at", "merged_into_id", "lint")
    SEARCHED_BY = frozenset({"name", "slug", "archived_at"})

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=60)
    archived_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    # What the team says of the linter's rules beside its workspace: domain/lint/policies.py.
    lint = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["ws", "slug"], name="team_slug_once"),
            models.UniqueConstraint(
                fields=["ws"], condition=models.Q(parent=None), name="team_one_root"
            ),
        )
        indexes = (models.Index(fields=["ws", "parent"], name="team_tree"),)

    def concerns(self) -> Concerns:
        return Concerns(team=self.pk)

    def searched(self) -> Searched:
        return Searched(self.name, self.slug, alive=self.archived_at is None)


class TeamAddress(Row):
    """An address that a team had before; it leads to the team for ever."""

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=60)
    team = models.ForeignKey(Team, models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["ws", "slug"], name="team_address_once"),)


class TeamPerson(Row):
    NOUN = "team_person"
    DEFINED_BY = ("team_id", "person_id", "lead", "since", "until")

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    lead = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["team", "person"],
                condition=models.Q(until=None),
                name="team_person_once",
            ),
        )
        indexes = (models.Index(fields=["ws", "person"], name="team_person_by_person"),)

    def concerns(self) -> Concerns:
        return Concerns(team=self.team_id)
