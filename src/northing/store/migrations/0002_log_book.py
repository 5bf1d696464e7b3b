"""Days and ties that end, outlooks from day to day, what each event concerns."""

import django.db.models.deletion
from django.db import migrations, models

import northing.store.row


class Migration(migrations.Migration):
    dependencies = [("northing", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="Guard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Practice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_on", models.DateField()),
                ("running", models.PositiveIntegerField()),
                ("heard", models.PositiveIntegerField()),
                ("median_age", models.PositiveIntegerField(null=True)),
                ("teams", models.PositiveIntegerField()),
                ("focused", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="TeamAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="alignment",
            name="alignment_objective_once",
        ),
        migrations.RemoveConstraint(
            model_name="alignment",
            name="alignment_key_result_once",
        ),
        migrations.RemoveConstraint(
            model_name="objectiveteam",
            name="objective_team_once",
        ),
        migrations.AddField(
            model_name="alignment",
            name="ended_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="alignment",
            name="since",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="event",
            name="objective",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="northing.objective",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="team",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="northing.team",
            ),
        ),
        migrations.AddField(
            model_name="keyresult",
            name="cycle",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="northing.cycle",
            ),
        ),
        migrations.AddField(
            model_name="keyresult",
            name="last_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="keyresult",
            name="progress",
            field=northing.store.row.AmountField(decimal_places=10, max_digits=30, null=True),
        ),
        migrations.AddField(
            model_name="keyresult",
            name="status",
            field=models.CharField(
                choices=[
                    ("achieved", "achieved"),
                    ("missed", "missed"),
                    ("dropped", "dropped"),
                    ("paused", "paused"),
                    ("no_data", "no_data"),
                    ("too_early", "too_early"),
                    ("on_track", "on_track"),
                    ("at_risk", "at_risk"),
                    ("off_track", "off_track"),
                ],
                default="no_data",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="keyresult",
            name="team",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="northing.team",
            ),
        ),
        migrations.AddField(
            model_name="objectiveteam",
            name="ended_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="objectiveteam",
            name="since",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="outlook",
            name="before",
            field=models.CharField(
                blank=True,
                choices=[
                    ("achieved", "achieved"),
                    ("missed", "missed"),
                    ("dropped", "dropped"),
                    ("paused", "paused"),
                    ("no_data", "no_data"),
                    ("too_early", "too_early"),
                    ("on_track", "on_track"),
                    ("at_risk", "at_risk"),
                    ("off_track", "off_track"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="outlook",
            name="cycle",
            field=models.ForeignKey(
                null=True,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="northing.cycle",
            ),
        ),
        migrations.AddField(
            model_name="outlook",
            name="ended_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="outlook",
            name="owner",
            field=models.ForeignKey(
                null=True,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="northing.person",
            ),
        ),
        migrations.AddField(
            model_name="outlook",
            name="team",
            field=models.ForeignKey(
                null=True,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="northing.team",
            ),
        ),
        migrations.AddField(
            model_name="team",
            name="merged_into",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="northing.team",
            ),
        ),
        migrations.AddField(
            model_name="guard",
            name="metric",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="northing.metric"
            ),
        ),
        migrations.AddField(
            model_name="guard",
            name="objective",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="northing.objective",
            ),
        ),
        migrations.AddField(
            model_name="guard",
            name="ws",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="northing.workspace",
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="northing.cycle"
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="ws",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="northing.workspace",
            ),
        ),
        migrations.AddField(
            model_name="teamaddress",
            name="team",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="northing.team"
            ),
        ),
        migrations.AddField(
            model_name="teamaddress",
            name="ws",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="northing.workspace",
            ),
        ),
    ]
