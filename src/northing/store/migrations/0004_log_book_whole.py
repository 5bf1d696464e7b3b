"""What every row says from now on."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("northing", "0003_fill_log_book")]

    operations = [
        migrations.AlterField(
            model_name="alignment",
            name="since",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="keyresult",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="northing.cycle"
            ),
        ),
        migrations.AlterField(
            model_name="keyresult",
            name="team",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="northing.team"
            ),
        ),
        migrations.AlterField(
            model_name="objectiveteam",
            name="since",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="outlook",
            name="cycle",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="northing.cycle",
            ),
        ),
        migrations.AlterField(
            model_name="outlook",
            name="owner",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="northing.person",
            ),
        ),
        migrations.AlterField(
            model_name="outlook",
            name="team",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="northing.team",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["team", "noun", "seq"], name="event_by_team"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["objective", "noun", "seq"], name="event_by_objective"),
        ),
        migrations.AddIndex(
            model_name="keyresult",
            index=models.Index(
                fields=["cycle", "team", "state", "status", "last_on"], name="key_result_by_team"
            ),
        ),
        migrations.AddIndex(
            model_name="outlook",
            index=models.Index(
                fields=["cycle", "made_on", "ended_on", "team", "status"], name="outlook_of_day"
            ),
        ),
        migrations.AddIndex(
            model_name="outlook",
            index=models.Index(fields=["owner", "made_on", "ended_on"], name="outlook_by_owner"),
        ),
        migrations.AddConstraint(
            model_name="alignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("objective", "parent_objective"),
                name="alignment_objective_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="alignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("objective", "parent_key_result"),
                name="alignment_key_result_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectiveteam",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("objective", "team"),
                name="objective_team_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="guard",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("objective", "metric"),
                name="guard_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.UniqueConstraint(
                fields=("cycle", "made_on"), name="practice_day_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="teamaddress",
            constraint=models.UniqueConstraint(fields=("ws", "slug"), name="team_address_once"),
        ),
    ]
