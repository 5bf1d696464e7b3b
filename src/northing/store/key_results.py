"""Key results and their steps."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from northing.domain import snapshot
from northing.domain.snapshot import Ambition, KeyResultState, Kind, Status
from northing.store.cycles import Cycle
from northing.store.metrics import Metric
from northing.store.objectives import Objective
from northing.store.people import Person
from northing.store.row import Concerns, Row, Searched, amount, choices, plain
from northing.store.teams import Team
from northing.store.workspaces import Workspace


class KeyResult(Row):
    NOUN = "key_result"
    DEFINED_BY = (
        "number", "objective_id", "owner_id", "title", "kind", "metric_id", "unit", "baseline",
        "target", "first_target", "low", "high", "started_on", "due_on", "weight", "state",
        "state_reason", "position", "checkpoints", "origin_ref",
    )  # fmt: skip
    SEARCHED_BY = frozenset({"title", "state"})

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    objective = models.ForeignKey(Objective, models.CASCADE, related_name="key_results")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    title = models.CharField(max_length=500)
    kind = models.CharField(max_length=14, choices=choices(Kind))
    metric = models.ForeignKey(Metric, models.PROTECT, null=True, related_name="+")
    unit = models.CharField(max_length=40, blank=True)
    baseline = amount(null=True)
    target = amount(null=True)
    first_target = amount(null=True)
    low = amount(null=True)
    high = amount(null=True)
    started_on = models.DateField()
    due_on = models.DateField()
    weight = models.DecimalField(max_digits=8, decimal_places=3, default=1)
    state = models.CharField(max_length=8, choices=choices(KeyResultState))
    state_reason = models.CharField(max_length=1000, blank=True)
    position = models.PositiveIntegerField(default=0)
    # A plan that is no straight line: [["2026-02-05", "0.3"], …], read with the row on every page.
    checkpoints = models.JSONField(default=list)
    origin_ref = models.CharField(max_length=200, null=True)  # noqa: DJ001 - null: many may have none
    # Derived, so that an overview is one indexed read; kept by every check-in and every change of state.
    latest_check_in = models.ForeignKey(
        "northing.CheckIn", models.SET_NULL, null=True, related_name="+"
    )
    outlook = models.ForeignKey("northing.Outlook", models.SET_NULL, null=True, related_name="+")
    last_word_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    status = models.CharField(max_length=10, choices=choices(Status), default=Status.NO_DATA.value)
    progress = amount(null=True)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["ws", "number"], name="key_result_number_once"),
            models.UniqueConstraint(fields=["ws", "origin_ref"], name="key_result_origin_once"),
            models.CheckConstraint(
                condition=models.Q(started_on__lte=models.F("due_on")),
                name="key_result_start_before_due",
            ),
            models.CheckConstraint(
                condition=models.Q(weight__gte=0), name="key_result_weight_not_negative"
            ),
        )
        indexes = (
            models.Index(fields=["objective", "position"], name="key_result_in_order"),
            models.Index(fields=["ws", "owner", "state"], name="key_result_by_owner"),
            models.Index(
                fields=["cycle", "team", "state", "status", "last_on"], name="key_result_by_team"
            ),
            models.Index(fields=["objective", "status"], name="key_result_by_objective"),
            models.Index(fields=["ws", "due_on"], name="key_result_due"),
        )

    @property
    def key(self) -> str:
        return f"KR-{self.number}"

    def snapshot(
        self,
        ambition: str,
        check_ins: Iterable[snapshot.CheckIn] = (),
        steps: Iterable["Step"] = (),
    ) -> snapshot.KeyResult:
        """The frozen picture, made of this row and the rows given (no query is run)."""
        return snapshot.KeyResult(
            kind=Kind(self.kind),
            unit=self.unit,
            baseline=self.baseline,
            target=self.target,
            started_on=self.started_on,
            due_on=self.due_on,
            state=KeyResultState(self.state),
            ambition=Ambition(ambition),
            low=self.low,
            high=self.high,
            weight=self.weight,
            first_target=self.first_target,
            steps=tuple(s.snapshot() for s in steps),
            checkpoints=tuple(
                snapshot.Checkpoint(date.fromisoformat(day), Decimal(value))
                for day, value in self.checkpoints
            ),
            check_ins=tuple(check_ins),
        )

    @classmethod
    def definitions(cls, rows: Sequence[Any]) -> list[dict[str, Any]]:
        """With the steps, which say what is promised."""
        ids = [row.pk for row in rows]
        steps: dict[int, list[dict[str, Any]]] = {pk: [] for pk in ids}
        for s in Step.objects.filter(key_result__in=ids).order_by("key_result", "position"):
            steps[s.key_result_id].append({n: plain(getattr(s, n)) for n in Step.DEFINED_BY})
        bodies = super().definitions(rows)
        return [{**body, "steps": steps[pk]} for pk, body in zip(ids, bodies, strict=True)]

    def concerns(self) -> Concerns:
        return Concerns(self.objective_id, self.team_id)

    def searched(self) -> Searched:
        return Searched(
            self.title, objective=self.objective_id, key_result=self.pk,
            keys=(f"kr{self.number}", str(self.number)),
            alive=self.state in {KeyResultState.OPEN.value, KeyResultState.PAUSED.value},
        )  # fmt: skip


class Step(Row):
    DEFINED_BY = ("position", "title", "weight", "due_on", "done_on")

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    key_result = models.ForeignKey(KeyResult, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    weight = models.DecimalField(max_digits=8, decimal_places=3, default=1)
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=["key_result", "position"], name="step_in_order"),)

    def snapshot(self) -> snapshot.Step:
        return snapshot.Step(self.title, self.weight, self.due_on, self.done_on)
