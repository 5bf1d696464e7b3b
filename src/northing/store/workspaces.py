"""The tenant, its number series, and the head of its chain of events."""

from typing import Any
from zoneinfo import ZoneInfo

from django.db import models

from northing.domain.access import SecondFactor
from northing.domain.cadence import Rhythm
from northing.store.row import Row


class Workspace(Row):
    NOUN = "workspace"
    DEFINED_BY = ("slug", "name", "tz", "fiscal_month", "weekday", "policies")

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    tz = models.CharField(max_length=64, default="UTC")
    fiscal_month = models.PositiveSmallIntegerField(default=1)
    weekday = models.PositiveSmallIntegerField(default=3)
    policies = models.JSONField(default=dict)
    head_seq = models.BigIntegerField(default=0)
    head_hash = models.CharField(max_length=64, default="")
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(fiscal_month__gte=1, fiscal_month__lte=12),
                name="workspace_fiscal_month",
            ),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="workspace_weekday"),
        )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz)

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm(weekday=self.weekday)

    @property
    def personal_okrs(self) -> bool:
        """Whether people may have objectives of their own: a policy, off unless said otherwise."""
        return bool(self.policies.get("personal_okrs", False))

    @property
    def second_factor(self) -> str:
        """Who needs a second factor: nobody, admins or everybody. A policy."""
        return str(self.policies.get("second_factor", SecondFactor.NOBODY.value))

    @property
    def lint(self) -> dict[str, Any]:
        """What it says of the linter's rules: domain/lint/policies.py. A policy."""
        return dict(self.policies.get("lint", {}))


class NumberSeries(Row):
    """The next O- and KR- number. Apart from Workspace, so that numbering never waits for the chain."""

    ws = models.OneToOneField(Workspace, models.CASCADE, related_name="+", primary_key=True)
    next_objective = models.PositiveIntegerField(default=1)
    next_key_result = models.PositiveIntegerField(default=1)
