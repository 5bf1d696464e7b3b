"""Readings say when they were superseded, and stand in the order in which they are read."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery

from northing.store import guard


def fill(apps: Any, schema_editor: Any) -> None:
    """What was corrected before: readings of the same instant, and those of corrected check-ins."""
    reading = apps.get_model("northing", "Reading").objects
    check_in = apps.get_model("northing", "CheckIn").objects
    later = Q(recorded_at__gt=OuterRef("recorded_at")) | Q(
        recorded_at=OuterRef("recorded_at"), pk__gt=OuterRef("pk")
    )
    same = reading.filter(later, metric=OuterRef("metric"), as_of=OuterRef("as_of"))
    corrected = check_in.filter(reading=OuterRef("pk"), superseded_by__isnull=False).values(
        "superseded_by__recorded_at"
    )
    with guard.writing():
        reading.update(
            superseded_at=Subquery(same.order_by("recorded_at").values("recorded_at")[:1])
        )
        reading.filter(superseded_at=None).annotate(at=Subquery(corrected[:1])).filter(
            at__isnull=False
        ).update(superseded_at=F("at"))


class Migration(migrations.Migration):
    dependencies = (("northing", "0005_overview"),)

    operations = (
        migrations.RemoveIndex(model_name="reading", name="reading_by_day"),
        migrations.AddField(
            model_name="reading", name="superseded_at", field=models.DateTimeField(null=True)
        ),
        migrations.AlterField(
            model_name="reading",
            name="metric",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="readings",
                related_query_name="reading",
                to="northing.metric",
            ),
        ),
        migrations.AddIndex(
            model_name="reading",
            index=models.Index(
                fields=["metric", "as_of", "recorded_at", "id"], name="reading_in_order"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    )
