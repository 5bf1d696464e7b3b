"""Outlooks say since when nothing was heard and how ambitious the objective is: overviews read one index."""

from typing import Any

from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate

from northing.store import guard


def fill(apps: Any, schema_editor: Any) -> None:
    """Say of the outlooks that are there what new ones say of themselves."""
    above = apps.get_model("northing", "KeyResult").objects.filter(pk=OuterRef("key_result"))
    said = apps.get_model("northing", "CheckIn").objects.filter(
        key_result=OuterRef("key_result"), recorded_at__lte=OuterRef("inputs_until")
    )
    newest = said.order_by("-as_of").annotate(day=TruncDate("as_of")).values("day")[:1]
    with guard.writing():
        apps.get_model("northing", "Outlook").objects.update(
            ambition=Subquery(above.values("objective__ambition")[:1]),
            heard_on=Coalesce(Subquery(newest), Subquery(above.values("started_on")[:1])),
        )


def leave(apps: Any, schema_editor: Any) -> None:
    """Going back asks for nothing."""


class Migration(migrations.Migration):
    dependencies = (("northing", "0004_log_book_whole"),)

    operations = (
        migrations.AddField(
            "outlook",
            "ambition",
            models.CharField(
                blank=True,
                choices=[("aspirational", "aspirational"), ("committed", "committed")],
                default="",
                max_length=12,
            ),
            preserve_default=False,
        ),
        migrations.AddField("outlook", "heard_on", models.DateField(null=True)),
        migrations.AddField("practice", "aspirational", models.PositiveIntegerField(default=0)),
        migrations.RemoveIndex("outlook", "outlook_of_day"),
        migrations.AddIndex(
            "outlook",
            models.Index(
                condition=Q(ended_on=None),
                fields=[
                    "cycle",
                    "team",
                    "status",
                    "ambition",
                    "heard_on",
                    "key_result",
                    "ended_on",
                ],
                name="outlook_now",
            ),
        ),
        migrations.AddIndex(
            "outlook",
            models.Index(
                fields=[
                    "cycle",
                    "ended_on",
                    "made_on",
                    "team",
                    "status",
                    "ambition",
                    "heard_on",
                    "key_result",
                ],
                name="outlook_of_day",
            ),
        ),
        migrations.AddIndex(
            "outlook",
            models.Index(
                condition=~Q(before="") & ~Q(before=F("status")),
                fields=["cycle", "made_on", "key_result", "team", "before", "status", "ambition"],
                name="outlook_turned",
            ),
        ),
        migrations.AddIndex(
            "keyresult",
            models.Index(fields=["objective", "status"], name="key_result_by_objective"),
        ),
        migrations.AddIndex(
            "keyresult",
            models.Index(fields=["ws", "due_on"], name="key_result_due"),
        ),
        migrations.AddIndex(
            "objective",
            models.Index(
                condition=Q(state="proposed"), fields=["ws", "number"], name="objective_proposed"
            ),
        ),
        migrations.RunPython(fill, leave),
    )
