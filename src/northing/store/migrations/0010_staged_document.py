from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("northing", "0009_activity_whole"),)

    operations = (
        migrations.CreateModel(
            name="StagedDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("data", models.BinaryField()),
                ("questions", models.JSONField()),
                ("dates", models.CharField(max_length=10)),
                ("decimals", models.CharField(max_length=10)),
                (
                    "staged",
                    models.OneToOneField(
                        on_delete=models.CASCADE,
                        related_name="document",
                        to="northing.stagedimport",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    )
