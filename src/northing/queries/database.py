"""What ails the database, said for whoever has to mend it."""

from django.db import DatabaseError, InterfaceError, connections

from northing.kit.text import Text
from northing.kit.text import text as _

_UNMIGRATED = (
    "no such table",
    "no such column",
    "does not exist",
    "undefinedtable",
    "undefinedcolumn",
)


def trouble(error: BaseException) -> tuple[Text, Text] | None:
    """Message and remedy for a failure of the database itself; None for every other error."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    said = f"{error} {type(error.__cause__).__name__}".lower()
    if "database" in said and "does not exist" in said:
        return _("The database does not exist."), _("Create it, or correct DATABASE_URL.")
    if any(word in said for word in _UNMIGRATED):
        return _("The database is not up to date."), _("Bring it up to date: northing migrate")
    if "locked" in said or "busy" in said:
        return _("The database is busy."), _("Wait for the long write to end, then try again.")
    return (
        _("The database cannot be reached: {error}", error=str(error).strip().split("\n")[0][:200]),
        _("Start it, or correct DATABASE_URL."),
    )


def release() -> None:
    """Close this process's connections, before it starts others that open their own."""
    connections.close_all()
