"""The work that recurs everywhere. A line here is all that a new standard schedule needs."""

from django.conf import settings

from northing.actions.queue import Standard

STANDARD = (
    # Just after midnight where the people are, so that the morning's overviews are of the day.
    Standard("sweep", "northing.jobs.outlooks.sweep", "daily 00:05"),
    Standard("tidy", "northing.jobs.tidying.tidy", "daily 03:40", of_all=True),
)


def standard() -> tuple[Standard, ...]:
    """What every installation has, by its settings."""
    if settings.BACKUP_FOLDER is None:
        return STANDARD
    at = f"daily {settings.BACKUP_AT}"
    return (*STANDARD, Standard("backup", "northing.jobs.backing_up.backup", at, of_all=True))
