"""What is asked of the caller this week."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from northing.domain.access import Caller
from northing.domain.cadence import Rhythm
from northing.queries import sight, words
from northing.queries.cards import KeyResultCard, cards, rows
from northing.queries.comments import CommentCard
from northing.queries.comments import card as comment_card
from northing.queries.initiatives import InitiativeCard, of_caller
from northing.queries.people import PersonRef
from northing.queries.people import ref as person_ref
from northing.queries.teams import capitalized
from northing.store.comments import Comment
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective

SECONDS_EACH = 13
WEEK = timedelta(days=7)
MOST = 8


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """A proposal to read; `to_agree` where it waits for the caller's agreement."""

    key: str
    title: str
    team: str
    author: PersonRef
    to_agree: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """A comment by somebody else on a key result or objective of the caller."""

    key: str
    title: str
    comment: CommentCard


@dataclass(frozen=True, slots=True)
class MyWeek:
    """The page of two minutes: check-ins due, then who asks, what to read, own work."""

    title: str
    due: tuple[KeyResultCard, ...]
    done: tuple[KeyResultCard, ...]
    moved: tuple[KeyResultCard, ...]
    proposals: tuple[ProposalCard, ...]
    replies: tuple[Reply, ...]
    initiatives: tuple[InitiativeCard, ...]
    drafts: tuple[ProposalCard, ...]
    asked_on: date


def my_week(caller: Caller, rhythm: Rhythm) -> MyWeek:
    """What is asked of the caller: seven queries. The longest silent key result comes first."""
    found = cards(_rows(caller), caller, rhythm)
    due = sorted(
        (kr for kr in found if kr.mine and kr.due),
        key=lambda kr: (kr.last_word_on or date.min, kr.number),
    )
    own = [kr for kr in found if kr.mine and not kr.due]
    moved = [kr for kr in found if not kr.mine and kr.week.value is not None and kr.week.value != 0]
    order = {"off_track": 0, "at_risk": 1}
    moved.sort(key=lambda kr: (order.get(kr.mark.status, 2), kr.number))
    waiting = _proposals(caller)
    return MyWeek(
        title=title(len(due)),
        due=tuple(due),
        done=tuple(own),
        moved=tuple(moved[:MOST]),
        proposals=tuple(_proposal(caller, o) for o in waiting if o.state == "proposed"),
        replies=_replies(caller),
        initiatives=of_caller(caller),
        drafts=tuple(_proposal(caller, o) for o in waiting if o.state == "draft"),
        asked_on=rhythm.asked_on(caller.today),
    )


def title(due: int) -> str:
    """`Three check-ins, about 40 seconds`."""
    if not due:
        return _("Nothing is due")
    seconds = max(10, round(due * SECONDS_EACH, -1))
    asked = ngettext("%(due)s check-in", "%(due)s check-ins", due) % {"due": words.number(due)}
    return _("%(asked)s, about %(seconds)s seconds") % {
        "asked": capitalized(asked),
        "seconds": seconds,
    }


def _rows(caller: Caller) -> list[KeyResult]:
    mine = Q(owner=caller.person) | Q(objective__team__in=caller.teams)
    found = rows().filter(
        mine, ws=caller.workspace, state="open", objective__state="active",
        started_on__lte=caller.today, objective__cycle__closed_at=None,
    )  # fmt: skip
    return list(found.order_by("number"))


def _proposals(caller: Caller) -> list[Objective]:
    """Proposals of the caller's teams by others, and the caller's own drafts: one query."""
    proposed = Q(state="proposed") & (
        Q(team__in=caller.teams | caller.above) | Q(owner=caller.person)
    )
    drafts = Q(state="draft", author=caller.person)
    found = Objective.objects.filter(
        proposed | drafts, sight.objectives(caller), ws=caller.workspace
    )
    return list(found.select_related("author", "team").order_by("number"))


def _proposal(caller: Caller, row: Objective) -> ProposalCard:
    is_root = row.team.parent_id is None
    to_agree = caller.is_admin if is_root else row.team_id in caller.leads
    return ProposalCard(
        row.key, row.title, row.team.name, person_ref(row.author), to_agree and caller.is_member
    )


def _replies(caller: Caller) -> tuple[Reply, ...]:
    """Others' comments of the last week on what the caller owns: one query."""
    mine = Q(key_result__owner=caller.person) | Q(objective__owner=caller.person)
    seen = sight.objectives(caller, "objective__") | sight.objectives(
        caller, "key_result__objective__"
    )
    found = (
        Comment.objects.filter(
            mine, seen, ws=caller.workspace, withdrawn_at=None, written_at__gte=caller.now - WEEK
        )
        .exclude(author=caller.person)
        .select_related("author", "key_result", "objective")
        .order_by("-written_at", "-pk")[:MOST]
    )
    replies = []
    for row in found:
        about = row.key_result or row.objective
        if about is not None:
            replies.append(Reply(about.key, about.title, comment_card(caller, row)))
    return tuple(replies)
