"""The framework's own checks, asked by every management command: what the doctor says of the settings.

Each has the doctor's id after `northing.` and its remedy as hint.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks

from northing.kit import clock
from northing.queries.doctor import settings as of_settings
from northing.queries.doctor.finding import Asked, Finding, Level

ASKED = (
    of_settings.unknown_variables,
    of_settings.debug,
    of_settings.https,
    of_settings.secret_key,
)


@checks.register
def settings_are_sound(app_configs: Sequence[Any] | None, **_: Any) -> list[checks.CheckMessage]:
    """What can be said without a database; nothing where all is well."""
    asked = Asked(clock.now(), settings.DATA)
    found = (finding for check in ASKED for finding in check(asked))
    return [_message(finding) for finding in found if finding.level is not Level.OK]


def _message(finding: Finding) -> checks.CheckMessage:
    # Everything is a warning there: an error would keep even `northing migrate` from running.
    return checks.Warning(finding.message, hint=finding.remedy, id=f"northing.{finding.id}")
