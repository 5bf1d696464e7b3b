"""`northing doctor`: is this installation well? A list of independent checks, each a small function.

A check is given when and where (Asked) and yields findings; what it raises becomes a finding too, so
that one broken part hides no other. A new check is one function and its line in CHECKS.
"""

from collections.abc import Callable, Iterator

from northing.kit.text import text as _
from northing.queries.doctor import clock, database, machine, references, settings, work
from northing.queries.doctor.finding import Asked, Finding, Level, error

__all__ = ["CHECKS", "Asked", "Finding", "Level", "examine"]

Check = Callable[[Asked], Iterator[Finding]]

# Each group is looked at only where the one before it found nothing that stands in its way.
WITHOUT_DATABASE: tuple[Check, ...] = (
    settings.unknown_variables,
    settings.debug,
    settings.https,
    settings.secret_key,
    settings.secret_files,
    settings.mail,
    machine.data_folder,
    machine.disk,
    machine.static_files,
    database.reachable,
)
WITHOUT_TABLES: tuple[Check, ...] = (
    database.version,
    database.durability,
    database.migrations,
    clock.agrees,
)
WITH_TABLES: tuple[Check, ...] = (
    clock.future,
    settings.set_up_code,
    work.worker,
    work.backup,
    references.across,
)
CHECKS = (*WITHOUT_DATABASE, *WITHOUT_TABLES, *WITH_TABLES)
GROUPS = (("", WITHOUT_DATABASE), ("database.", WITHOUT_TABLES), ("migrations.", WITH_TABLES))


def examine(asked: Asked) -> tuple[Finding, ...]:
    """Every finding, in the order of the checks; nothing of what cannot be looked at."""
    found: list[Finding] = []
    for needs, checks in GROUPS:
        if needs and any(f.id.startswith(needs) and f.level is Level.ERROR for f in found):
            break
        found += (finding for check in checks for finding in _run(check, asked))
    return tuple(found)


def _run(check: Check, asked: Asked) -> tuple[Finding, ...]:
    name = f"{check.__module__.rpartition('.')[2]}.{check.__name__}"
    try:
        return tuple(check(asked))
    except Exception as failure:  # a check that breaks is a finding, whatever broke it
        said = f"{type(failure).__name__}: {failure}".split("\n")[0][:200]
        return (
            error(
                "doctor.check_failed",
                _("The check {name} could not be made: {error}", name=name, error=said),
                _("Mend what stands above first, then ask again."),
            ),
        )
