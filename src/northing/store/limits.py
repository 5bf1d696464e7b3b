"""What all processes together counted: one row a name, used again in each window of time."""

from django.db import models


class Count(models.Model):
    """How often `name` was taken in the window of that number."""

    name = models.CharField(max_length=80, primary_key=True)
    window = models.BigIntegerField(db_index=True)
    amount = models.IntegerField()

    class Meta:
        db_table = "site_count"
