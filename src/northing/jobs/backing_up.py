"""Making a backup, where the operator named a folder for them."""

from django.conf import settings
from django_tasks import task

from northing.actions import backups
from northing.kit import clock


@task()
def backup() -> None:
    """Write one and give up the oldest; nothing where no folder is named any more."""
    if settings.BACKUP_FOLDER is not None:
        backups.make(settings.BACKUP_FOLDER, settings.BACKUP_KEEP, clock.real())
