"""Persons of a workspace, and the invitations that let them in."""

from django.db import models

from northing.domain.snapshot import PersonState, Role
from northing.store.accounts import Account
from northing.store.row import Row, Searched, choices
from northing.store.workspaces import Workspace


class Person(Row):
    NOUN = "person"
    DEFINED_BY = ("name", "handle", "email", "role", "state")
    SEARCHED_BY = frozenset({"name", "handle", "state"})

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=80)
    handle = models.SlugField(max_length=40)
    email = models.EmailField(max_length=254, blank=True)
    role = models.CharField(max_length=10, choices=choices(Role))
    state = models.CharField(max_length=10, choices=choices(PersonState))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["ws", "account"], name="person_account_once"),
            models.UniqueConstraint(fields=["ws", "handle"], name="person_handle_once"),
        )

    def searched(self) -> Searched:
        """Name and handle; the address is not everybody's to know."""
        alive = self.state != PersonState.INACTIVE.value
        return Searched(self.name, self.handle, alive=alive)

    @property
    def initials(self) -> str:
        words = [w for w in self.name.split() if w[0].isalnum()] or [self.handle]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


class Invitation(Row):
    """A link shown to the inviter; only its hash is kept."""

    NOUN = "invitation"
    DEFINED_BY = ("person_id", "expires_at", "accepted_at", "revoked_at")

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
