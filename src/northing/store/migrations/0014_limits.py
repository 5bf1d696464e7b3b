from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("northing", "0013_jobs")]

    operations = [
        migrations.CreateModel(
            name="Count",
            fields=[
                ("name", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("window", models.BigIntegerField(db_index=True)),
                ("amount", models.IntegerField()),
            ],
            options={"db_table": "site_count"},
        ),
    ]
