"""The words that people see for kinds, states and roles; status words are the domain's."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "increase": _("increase"),
    "decrease": _("decrease"),
    "keep": _("keep"),
    "milestones": _("milestones"),
    "yes_no": _("yes or no"),
    "find_baseline": _("find a baseline"),
}
STATES = {
    "draft": _("draft"),
    "proposed": _("proposed"),
    "active": _("active"),
    "closed": _("closed"),
    "cancelled": _("cancelled"),
    "open": _("open"),
    "paused": _("paused"),
    "dropped": _("dropped"),
}
SEVERITIES = {"error": _("error"), "warning": _("warning"), "hint": _("hint")}
AMBITIONS = {"aspirational": _("aspirational"), "committed": _("committed")}
ROLES = {"admin": _("admin"), "member": _("member"), "viewer": _("viewer")}
PERSON_STATES = {"active": _("active"), "invited": _("invited"), "inactive": _("inactive")}
INITIATIVE_STATES = {
    "planned": _("planned"),
    "doing": _("doing"),
    "done": _("done"),
    "stopped": _("stopped"),
}
ORIGINS = {
    "manual": _("by hand"),
    "source": _("from a source"),
    "api": _("by the API"),
    "import": _("imported"),
    "chat": _("by chat"),
}
NUMBERS = (
    _("no"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"),
    _("eight"), _("nine"), _("ten"), _("eleven"), _("twelve"),
)  # fmt: skip


def number(count: int) -> str:
    """Up to twelve as a word, as sentences like it; else digits."""
    return str(NUMBERS[count]) if 0 <= count < len(NUMBERS) else str(count)
