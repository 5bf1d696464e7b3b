"""What of the activity is wanted: by team, cycle, noun, verb and days; never by another person."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from northing.domain.access import Caller
from northing.queries import event_days, event_sight, team_trees

KINDS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "objectives": (gettext_lazy("Objectives"), ("objective",)),
    "key_results": (gettext_lazy("Key results"), ("key_result",)),
    "check_ins": (gettext_lazy("Check-ins"), ("check_in",)),
    "comments": (gettext_lazy("Comments"), ("comment",)),
    "initiatives": (gettext_lazy("Initiatives"), ("initiative",)),
    "metrics": (gettext_lazy("Metrics"), ("metric", "reading")),
    "teams": (gettext_lazy("Teams and who is in them"), ("team", "team_person")),
    "people": (gettext_lazy("People"), ("person",)),
    "settings": (gettext_lazy("Cycles and settings"), ("cycle", "workspace")),
    "waivers": (gettext_lazy("Waivers of the writing coach"), ("waiver",)),
    "imports": (gettext_lazy("Documents"), ("import",)),
    "access": (gettext_lazy("Invitations and tokens"), ("invitation", "token")),
}  # fmt: skip
VERBS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "agreed": (gettext_lazy("proposed, agreed"), ("propose", "withdraw", "agree")),
    "made": (
        gettext_lazy("made anew"),
        ("draft", "add_key_result", "import", "add_initiative", "create_metric", "create_team",
         "create_cycle", "found"),
    ),
    "edited": (
        gettext_lazy("edited"),
        ("edit", "edit_metric", "edit_initiative", "edit_team", "edit_cycle", "edit_workspace",
         "edit_lint",          "edit_person", "hand_over"),
    ),
    "aimed": (gettext_lazy("retargeted"), ("retarget",)),
    "stopped": (
        gettext_lazy("paused, dropped, closed, reopened"),
        ("pause", "resume", "drop", "cancel", "close", "reopen", "close_cycle"),
    ),
    "linked": (gettext_lazy("linked, guarded"), ("align", "unalign", "guard", "unguard")),
    "said": (
        gettext_lazy("checked in, commented"),
        ("check_in", "correct", "push_reading", "step", "comment", "withdraw_comment", "waive",
         "end_waiver"),
    ),
    "moved": (
        gettext_lazy("came, moved, left"),
        ("join_team", "leave_team", "invite", "reinvite", "accept_invitation", "deactivate",
         "reactivate", "archive_team", "unarchive_team", "merge_team"),
    ),
}  # fmt: skip
"""What there is to choose from: the code in addresses, its words, and the nouns or verbs meant."""
FREQUENT = "check_in"
"""The noun, and a verb, that most events are of: found at once wherever one begins to look."""
NOUNS = frozenset(noun for _label, nouns in KINDS.values() for noun in nouns)
LARGE_SHARE = 10
"""A tenth of all teams has so much of the log that walking it from its end finds a page first."""

FIRST = date(1900, 1, 1)
"""Before it there is no log, and soon no calendar."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show: codes of KINDS and VERBS, ids, days included on both ends; nothing means everything.

    `before` and `after` are numbers of changes: the page goes on behind that one.
    """

    team: int | None = None
    cycle: int | None = None
    kind: str = ""
    verbs: str = ""
    mine: bool = False
    since: date | None = None
    until: date | None = None
    before: int | None = None
    after: int | None = None


def filtered(caller: Caller, asked: Wanted) -> Q | None:
    """What an event has to be, the caller's sight included; None where nothing can be it.

    One query for a team. The days are asked for apart: see `among`.
    """
    if asked.kind not in {"", *KINDS} or asked.verbs not in {"", *VERBS}:
        return None
    found = event_sight.seen(caller) & _of_sort(asked)
    if asked.mine:
        found &= Q(person=caller.person)
    if asked.cycle is not None:
        found &= Q(objective__cycle=asked.cycle) | Q(noun="cycle", noun_id=asked.cycle)
    if asked.team is not None:
        found &= _of_team(caller, asked.team)
    return found


def among(caller: Caller, asked: Wanted) -> Q:
    """The days within which changes are looked for, and up to the caller's moment: two queries, or none."""
    since, until = asked.since, asked.until
    start = _midnight(caller, max(since, FIRST)) if since else None
    ends = until is not None and until < caller.today
    end = _midnight(caller, max(until, FIRST) + timedelta(days=1)) if until and ends else None
    if caller.past:
        end = min(end, caller.now) if end else caller.now
    return event_days.between(caller, start, end)


def _of_sort(asked: Wanted) -> Q:
    """By noun and verb. What is frequent is asked for by what it is not, which no index answers: the
    log is then walked from its end, and that finds a page at once."""
    found = Q()
    if asked.kind:
        nouns = frozenset(KINDS[asked.kind][1])
        found &= (
            ~Q(noun__in=sorted(NOUNS - nouns)) if FREQUENT in nouns else Q(noun__in=sorted(nouns))
        )
    if asked.verbs:
        verbs = VERBS[asked.verbs][1]
        found &= Q(verb__in=verbs)
        if FREQUENT not in verbs and not asked.kind:
            found &= Q(noun__in=sorted(NOUNS - {FREQUENT}))
    return found


def _of_team(caller: Caller, team: int) -> Q:
    below, others = team_trees.under(caller, team)
    if len(below) * LARGE_SHARE <= len(others):
        return Q(team__in=sorted(below))
    return Q(team__isnull=False) & ~Q(team__in=sorted(others))


def _midnight(caller: Caller, day: date) -> datetime:
    return datetime.combine(day, time(0), caller.zone)
