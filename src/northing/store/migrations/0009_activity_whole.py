"""Every event says it from now on; a separate step, because PostgreSQL alters no table with pending rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("northing", "0009_activity")]

    operations = [
        migrations.AlterField("event", "change_seq", models.BigIntegerField()),
        migrations.AlterField("event", "private", models.BooleanField()),
        migrations.AddIndex(
            "event", models.Index(fields=["ws", "change_seq", "noun"], name="event_by_change")
        ),
        migrations.AddIndex(
            "event", models.Index(fields=["ws", "recorded_at", "seq"], name="event_by_day")
        ),
    ]
