"""Rows of before, with what new rows say: their team, their days, what they concern."""

from typing import Any

from django.db import migrations
from django.db.models import Min, OuterRef, Subquery

from northing.store import guard


def fill(apps: Any, schema_editor: Any) -> None:
    """Say of the rows that are there what new ones say of themselves."""
    model = {name: apps.get_model("northing", name) for name in NAMES}
    with guard.writing():
        _ties(model)
        _key_results(model)
        _outlooks(model)
        _events(model)


NAMES = (
    "Alignment", "CheckIn", "Comment", "Event", "Initiative", "KeyResult", "Metric", "Objective",
    "ObjectiveTeam", "Outlook", "Reading", "Team", "TeamPerson",
)  # fmt: skip


def _ties(model: dict[str, Any]) -> None:
    """A tie holds since its objective is known."""
    events = model["Event"].objects.filter(noun="objective", noun_id=OuterRef("objective_id"))
    first = events.order_by().values("noun_id").annotate(at=Min("recorded_at")).values("at")
    for name in ("Alignment", "ObjectiveTeam"):
        model[name].objects.update(since=Subquery(first))


def _key_results(model: dict[str, Any]) -> None:
    above = model["Objective"].objects.filter(pk=OuterRef("objective_id"))
    last = model["Outlook"].objects.filter(pk=OuterRef("outlook_id"))
    said = model["CheckIn"].objects.filter(key_result=OuterRef("pk"), superseded_by=None)
    newest = said.order_by("-as_of", "-recorded_at", "-pk")
    key_results = model["KeyResult"].objects
    key_results.update(
        team=Subquery(above.values("team")[:1]), cycle=Subquery(above.values("cycle")[:1])
    )
    key_results.exclude(outlook=None).update(
        status=Subquery(last.values("status")[:1]), progress=Subquery(last.values("progress")[:1])
    )
    for row in key_results.annotate(newest=Subquery(newest.values("as_of")[:1])):
        if row.newest is not None:
            key_results.filter(pk=row.pk).update(last_on=row.newest.date())


def _outlooks(model: dict[str, Any]) -> None:
    """Each one holds until the day of the next."""
    outlooks = model["Outlook"].objects
    kr = model["KeyResult"].objects.filter(pk=OuterRef("key_result_id"))
    outlooks.update(
        team=Subquery(kr.values("team")[:1]),
        cycle=Subquery(kr.values("cycle")[:1]),
        owner=Subquery(kr.values("owner")[:1]),
    )
    before: Any = None
    for row in outlooks.order_by("key_result", "made_on", "pk"):
        if before is not None and before.key_result_id == row.key_result_id:
            outlooks.filter(pk=before.pk).update(ended_on=row.made_on)
            outlooks.filter(pk=row.pk).update(before=before.status)
        before = row


def _events(model: dict[str, Any]) -> None:
    events = model["Event"].objects
    for noun, name, objective, team in CONCERNS:
        rows = model[name].objects.filter(pk=OuterRef("noun_id"))
        said = {}
        if objective:
            said["objective"] = Subquery(rows.values(objective)[:1])
        if team:
            said["team"] = Subquery(rows.values(team)[:1])
        events.filter(noun=noun).update(**said)
    under = model["Comment"].objects.filter(pk=OuterRef("noun_id"), key_result=None)
    events.filter(noun="comment", objective=None).update(
        objective=Subquery(under.values("objective")[:1]),
        team=Subquery(under.values("objective__team")[:1]),
    )


CONCERNS = (
    ("objective", "Objective", "pk", "team"),
    ("key_result", "KeyResult", "objective", "team"),
    ("check_in", "CheckIn", "key_result__objective", "key_result__team"),
    ("comment", "Comment", "key_result__objective", "key_result__team"),
    ("initiative", "Initiative", "key_result__objective", "team"),
    ("metric", "Metric", "", "team"),
    ("reading", "Reading", "", "metric__team"),
    ("team", "Team", "", "pk"),
    ("team_person", "TeamPerson", "", "team"),
)


def leave(apps: Any, schema_editor: Any) -> None:
    """Going back asks for nothing."""


class Migration(migrations.Migration):
    dependencies = [("northing", "0002_log_book")]

    operations = [migrations.RunPython(fill, leave)]
