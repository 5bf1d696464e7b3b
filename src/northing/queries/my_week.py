"""What is asked of the caller this week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from northing.domain.access import Caller
from northing.domain.cadence import Rhythm
from northing.domain.snapshot import PersonState
from northing.queries import sight, then, words
from northing.queries.belongings import RUNNING
from northing.queries.cards import KeyResultCard, TeamRef, cards
from northing.queries.comments import CommentCard
from northing.queries.comments import card as comment_card
from northing.queries.compiled import compiled
from northing.queries.guards import GuardCard, judged, of_running
from northing.queries.initiatives import InitiativeCard, of_caller
from northing.queries.loaded import rows
from northing.queries.people import PersonRef
from northing.queries.people import ref as person_ref
from northing.queries.team_work import OPEN
from northing.queries.teams import capitalized
from northing.store.comments import Comment
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective
from northing.store.outlooks import Outlook

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
class OrphanCard:
    """An open objective of a team that the caller leads, where somebody who is not here owns something.

    `owner` is the objective's own where that is who is not here, else None: then it is a key result's.
    """

    key: str
    title: str
    team: TeamRef
    owner: PersonRef | None


@dataclass(frozen=True, slots=True)
class MyWeek:
    """The page of two minutes: check-ins due, then who asks, what to read, own work.

    `broken` are the broken guards of the caller's own objectives, `running` counts the key results of
    the caller and of the caller's teams.
    """

    title: str
    due: tuple[KeyResultCard, ...]
    done: tuple[KeyResultCard, ...]
    moved: tuple[KeyResultCard, ...]
    proposals: tuple[ProposalCard, ...]
    replies: tuple[Reply, ...]
    initiatives: tuple[InitiativeCard, ...]
    drafts: tuple[ProposalCard, ...]
    asked_on: date
    orphans: tuple[OrphanCard, ...] = ()
    broken: tuple[GuardCard, ...] = ()
    running: int = 0


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
        proposals=tuple(_proposal(caller, o) for o in waiting if _is_proposed(caller, o)),
        replies=_replies(caller),
        initiatives=of_caller(caller),
        drafts=tuple(
            _proposal(caller, o)
            for o in waiting
            if o.state == "draft" and o.author_id == caller.person
        ),
        asked_on=rhythm.asked_on(caller.today),
        orphans=tuple(_orphans(waiting)),
        broken=_broken(caller),
        running=len(found),
    )


def _broken(caller: Caller) -> tuple[GuardCard, ...]:
    """Guards that broke on the caller's own running objectives: one query."""
    found = _guards_then(caller) if caller.past else of_running(caller)
    return tuple(g for cards_ in found.values() for g in cards_ if g.verdict == "broken")


def _guards_then(caller: Caller) -> dict[int, tuple[GuardCard, ...]]:
    """The same on a past day: who owned them then is known once they are read."""
    near = Q(objective__cycle__closed_at=None) & sight.objectives(caller, "objective__")
    near &= Q(objective__team__in=caller.teams) | Q(objective__owner=caller.person)
    return judged(caller, near, states=("active",), owner=caller.person)


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


def _rows_then(caller: Caller) -> list[KeyResult]:
    """The same on a past day: what was judged then is the caller's or of the caller's teams.

    Personal key results are judged for nobody, so the caller's own are found by their objectives.
    """
    near = then.ids(caller, "key_result", Q(team__in=caller.teams))
    mine = Q(owner=caller.person) | Q(key_result__in=near, team__in=caller.teams)
    held = Outlook.of_day(caller.today).filter(mine)
    own = KeyResult.objects.filter(ws=caller.workspace, objective__person=caller.person)
    wanted = Q(noun_id__in=held.values("key_result")) | Q(noun_id__in=own.values("pk"))
    bodies = then.definitions(caller, "key_result", wanted)
    above = Q(noun_id__in={b["objective_id"] for b in bodies.values()})
    running = [
        o
        for o in then.objectives(caller, then.definitions(caller, "objective", above))
        if o.state == "active" and o.cycle.closed_at is None
    ]
    found = then.key_results(caller, running, bodies)
    open_ones = (kr for kr in found if kr.state == "open" and kr.started_on <= caller.today)
    return sorted(open_ones, key=lambda kr: kr.number)


def _rows(caller: Caller) -> list[KeyResult]:
    if caller.past:
        return _rows_then(caller)
    return _RUNNING(caller.workspace, caller.person, caller.teams, caller.today)


def _running(workspace: Any, person: Any, teams: Any, today: Any) -> "QuerySet[KeyResult]":
    """Found by owner or by team, each by its index: with the workspace beside them SQLite reads it whole."""
    own = KeyResult.objects.filter(ws=workspace, owner=person, state="open").values("pk")
    near = KeyResult.objects.filter(sight.counted("objective__"), team__in=teams).values("pk")
    found = rows().filter(
        Q(pk__in=own) | Q(pk__in=near), state="open", objective__state="active",
        started_on__lte=today, objective__cycle__closed_at=None,
    )  # fmt: skip
    return found.order_by("number")


_RUNNING = compiled(_running)


def _proposals(caller: Caller) -> list[Objective]:
    """Proposals of the caller's teams by others, the caller's own drafts, and what is without an owner: one query.

    Only leads are told of the last, in the teams that they lead.
    """
    if caller.past:
        return _proposals_then(caller)
    found = _WAITING(caller.workspace, caller.person, caller.teams | caller.above, caller.leads)
    listed: list[Any] = [row for row in found if sight.sees(caller, row)]
    for row in listed:
        row.adrift = row.team_id in caller.leads and (row.adrift or person_ref(row.owner).absent)
    return listed


def _waiting(workspace: Any, person: Any, teams: Any, leads: Any) -> "QuerySet[Objective]":
    near = Q(team__in=teams) & sight.counted()
    proposed = Q(state="proposed") & (near | Q(owner=person))
    drafts = Q(state="draft", author=person)
    gone = KeyResult.objects.filter(
        objective=OuterRef("pk"), state__in=RUNNING, owner__state=PersonState.INACTIVE.value
    )
    led = Q(team__in=leads, state__in=OPEN) & sight.counted()
    adrift = led & (Q(owner__state=PersonState.INACTIVE.value) | Q(adrift=True))
    found = Objective.objects.annotate(adrift=Exists(gone)).filter(
        proposed | drafts | adrift, ws=workspace
    )
    return found.select_related("author", "team", "owner").order_by("number")


_WAITING = compiled(_waiting)


def _orphans(waiting: Sequence[Objective]) -> Iterable[OrphanCard]:
    for row in waiting:
        if getattr(row, "adrift", False):
            owner = person_ref(row.owner)
            team = TeamRef(row.team_id, row.team.name, row.team.slug)
            yield OrphanCard(row.key, row.title, team, owner if owner.absent else None)


def _is_proposed(caller: Caller, row: Objective) -> bool:
    near = row.team_id in caller.teams | caller.above
    return row.state == "proposed" and (near or row.owner_id == caller.person)


def _proposals_then(caller: Caller) -> list[Objective]:
    """The same on a past day: among what was ever drafted by the caller or in the caller's teams."""
    told = Q(team__in=caller.teams | caller.above) | Q(person=caller.person)
    drafted = then.ids(caller, "objective", told)
    bodies = {
        pk: body
        for pk, body in then.definitions(caller, "objective", Q(noun_id__in=drafted)).items()
        if body["state"] in {"draft", "proposed"}
    }
    teams = caller.teams | caller.above
    return [
        o
        for o in then.objectives(caller, bodies)
        if (o.state == "draft" and o.author_id == caller.person)
        or (o.state == "proposed" and (_is_shared(o, teams) or o.owner_id == caller.person))
    ]


def _is_shared(row: Objective, teams: frozenset[int]) -> bool:
    return row.team_id in teams and row.person_id is None


def _proposal(caller: Caller, row: Objective) -> ProposalCard:
    is_root = row.team.parent_id is None
    to_agree = caller.is_admin if is_root else row.team_id in caller.leads
    if row.person_id is not None:
        to_agree = row.person_id == caller.person
    return ProposalCard(
        row.key, row.title, row.team.name, person_ref(row.author), to_agree and caller.is_member
    )


def _replies(caller: Caller) -> tuple[Reply, ...]:
    """Others' comments of the last week on what the caller owns: one query."""
    found = _ANSWERS(caller.workspace, caller.person, caller.now - WEEK, caller.now)
    replies = []
    for row in found:
        about = row.key_result or row.objective
        above = row.key_result.objective if row.key_result else row.objective
        if about is not None and above is not None and sight.sees(caller, above):
            replies.append(Reply(about.key, about.title, comment_card(caller, row)))
    return tuple(replies[:MOST])


def _answers(workspace: Any, person: Any, since: Any, until: Any) -> "QuerySet[Comment]":
    """The newest, more than are shown: what the caller may not see is left out afterwards."""
    own: dict[str, Any] = {"ws": workspace, "owner": person}
    about = Q(key_result__in=KeyResult.objects.filter(**own).values("pk"))
    about |= Q(objective__in=Objective.objects.filter(**own).values("pk"))
    found = Comment.objects.filter(
        about, withdrawn_at=None, written_at__gte=since, written_at__lte=until
    ).exclude(author=person)
    found = found.select_related("author", "key_result__objective", "objective")
    return found.order_by("-written_at", "-pk")[: 10 * MOST]


_ANSWERS = compiled(_answers)
