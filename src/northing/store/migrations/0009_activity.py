"""Events say which change they are part of, and whether they tell of a draft's time of being a draft."""

from typing import Any

from django.db import migrations, models
from django.db.models import Count, F, Max, Min, Q

from northing.store import guard

PUBLIC = frozenset({"proposed", "active", "closed"})
SLICE = 500


def fill(apps: Any, schema_editor: Any) -> None:
    """Say of the events that are there what new ones say of themselves."""
    events = apps.get_model("northing", "Event").objects
    with guard.writing():
        _changes(events)
        events.update(private=False)
        _drafts(events)


def _changes(events: Any) -> None:
    """The events of a change were numbered in one piece."""
    events.update(change_seq=F("seq"))
    whole = (
        events.order_by()
        .values("ws", "change_id")
        .annotate(first=Min("seq"), last=Max("seq"), count=Count("pk"))
    )
    for ws, change, first, last in list(
        whole.filter(count__gt=1).values_list("ws", "change_id", "first", "last")
    ):
        part = events.filter(ws=ws, seq__gt=first, seq__lte=last, change_id=change)
        part.update(change_seq=first)


def _drafts(events: Any) -> None:
    """From each definition of an objective to its next: what fell into a private one is private.

    A body that was erased says nothing; the time before counts on, and the first is taken for a draft.
    """
    told = events.filter(noun="objective").order_by("noun_id", "seq")
    spans: list[tuple[int, int, int | None]] = []
    objective, private, since = 0, True, 0
    for pk, seq, body in told.values_list("noun_id", "seq", "body__json").iterator(SLICE):
        if pk != objective:
            if objective and private:
                spans.append((objective, since, None))
            objective, private, since = pk, True, 0
        now = private if body is None else _is_private(body)
        if private and not now:
            spans.append((objective, since, seq))
        if now and not private:
            since = seq
        private = now
    if objective and private:
        spans.append((objective, since, None))
    for pk, first, end in spans:
        during = Q(objective=pk, seq__gte=first)
        events.filter(during if end is None else during & Q(seq__lt=end)).update(private=True)
    _measures(events)


def _is_private(body: dict[str, Any]) -> bool:
    return body.get("state") not in PUBLIC and not body.get("agreed_at")


def _measures(events: Any) -> None:
    """A metric that was made for a draft's key result was named like it."""
    with_drafts = events.filter(private=True, noun="key_result").values_list("ws", "change_seq")
    for ws, change in sorted(set(with_drafts)):
        events.filter(ws=ws, change_seq=change, noun="metric").update(private=True)


def leave(apps: Any, schema_editor: Any) -> None:
    """Going back asks for nothing."""


class Migration(migrations.Migration):
    dependencies = [("northing", "0006_health")]

    operations = [
        migrations.AddField("event", "change_seq", models.BigIntegerField(null=True)),
        migrations.AddField("event", "private", models.BooleanField(null=True)),
        migrations.RunPython(fill, leave),
    ]
