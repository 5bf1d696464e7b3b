"""Two requests at the same moment: one wins, the other is answered with a reason, never with an error."""

import threading
import time
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection

from northing.actions import (
    alignments,
    check_ins,
    cycles,
    handovers,
    import_write,
    imports,
    metrics,
    objective_rows,
    objectives,
    people,
    team_changes,
    teams,
)
from northing.actions.check_ins import Said
from northing.actions.errors import ActionError
from northing.actions.objectives import NewObjective
from northing.domain import alignment
from northing.domain.plan import OriginRefs, Plan, PlanKeyResult, PlanObjective
from northing.queries.callers import team_nodes
from northing.store.accounts import Account
from northing.store.key_results import KeyResult
from northing.store.objectives import Alignment, Objective, ObjectiveTeam
from northing.store.people import Person
from northing.store.teams import Team
from tests.cast import NOW, Cast, build, caller, number

pytestmark = pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
    reason="SQLite lets one write after another, and its database of the tests has one connection",
)


@pytest.fixture
def crowd(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast in a database that several connections see."""
    monkeypatch.setenv("NORTHING_TODAY", NOW.date().isoformat())
    return build()


def at_once(*works: Callable[[], object]) -> list[BaseException]:
    """Do these at the same moment; every error that is no refusal."""
    start, wrong = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        start.wait()
        try:
            work()
        except ActionError:
            pass
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return wrong


def test_two_admins_unmake_each_other(crowd: Cast) -> None:
    people.edit(crowd.ada, crowd.max.person, {"role": "admin"}, {})
    other = caller("max")
    wrong = at_once(
        lambda: people.edit(crowd.ada, other.person, {"role": "member"}, {}),
        lambda: people.edit(other, crowd.ada.person, {"role": "member"}, {}),
    )
    assert not wrong
    assert Person.objects.filter(ws=crowd.ada.workspace, role="admin").count() == 1


def test_two_teams_move_under_each_other(crowd: Cast) -> None:
    one, two = (teams.create(crowd.ada, name, crowd.company).id for name in ("One", "Two"))
    wrong = at_once(
        lambda: teams.edit(crowd.ada, one, {"parent": str(two)}, {}),
        lambda: teams.edit(crowd.ada, two, {"parent": str(one)}, {}),
    )
    assert not wrong
    parents = {t.id: t.parent for t in team_nodes(crowd.ada.workspace)}
    assert (parents[one], parents[two]) != (two, one)


def test_two_links_close_no_loop(crowd: Cast) -> None:
    other = number(
        objectives.draft(crowd.lea, NewObjective("Other", crowd.platform, crowd.cycle)).key
    )
    wrong = at_once(
        lambda: alignments.align(crowd.lea, crowd.objective, f"O-{other}", "x"),
        lambda: alignments.align(crowd.lea, other, f"O-{crowd.objective}", "x"),
    )
    assert not wrong
    edges = list(Alignment.objects.values_list("objective", "parent_objective"))
    assert len(edges) == 1
    assert not alignment.loop([], *edges[0])


def test_two_make_the_same_thing(crowd: Cast) -> None:
    """The same name, place or link twice at once: the second is refused or finds it done."""
    joined = crowd.vera.person
    invited = people.invite(crowd.ada, "Nia Roth")
    accounts = [Account.objects.create_user(f"nia{n}@kestrel.example").pk for n in range(2)]
    for work in (
        lambda: teams.join(crowd.lea, crowd.platform, joined),
        lambda: teams.create(crowd.ada, "Harbour", crowd.company),
        lambda: metrics.create(crowd.lea, metrics.NewMetric(crowd.platform, "Same")),
        lambda: people.invite(crowd.ada, "Same Name", handle="same"),
        lambda: people.invite(crowd.ada, "Free Name"),
        lambda: cycles.create(crowd.ada, "Sprint", "custom", "2026-04-01", "2026-05-01"),
        lambda: alignments.align(crowd.lea, crowd.draft, f"O-{crowd.objective}"),
        lambda: people.accept_invitation(invited.secret, accounts.pop(), NOW),
    ):
        assert not at_once(work, work)


def test_two_reorganize_the_same_teams(crowd: Cast) -> None:
    """Merged into each other, archived and moved at once: one of two wins, and nothing open is left behind."""
    ids = [teams.create(crowd.ada, name, crowd.company).id for name in ("One", "Two", "Three")]
    one, two, three = ids
    for works in (
        (
            lambda: team_changes.merge(crowd.ada, one, two),
            lambda: team_changes.merge(crowd.ada, two, one),
        ),
        (
            lambda: team_changes.archive(crowd.ada, crowd.platform, work="move"),
            lambda: team_changes.merge(crowd.ada, crowd.platform, three),
        ),
    ):
        assert not at_once(*works)
    assert Team.objects.filter(pk__in=(one, two), archived_at=None).count() == 1
    assert Team.objects.get(pk=crowd.platform).archived_at is not None
    open_ones = Objective.objects.filter(state__in=("draft", "proposed", "active"))
    assert not open_ones.filter(team__archived_at__isnull=False).exists()


def test_nobody_drafts_or_joins_where_a_team_ends(crowd: Cast) -> None:
    """A draft, a team and a place that come while their team is archived are refused or go along."""
    draft = NewObjective("Late", crowd.platform, crowd.cycle)
    wrong = at_once(
        lambda: team_changes.archive(crowd.ada, crowd.platform, work="move", lift=True),
        lambda: objectives.draft(crowd.max, draft),
        lambda: teams.create(crowd.ada, "Below", crowd.platform),
        lambda: teams.join(crowd.ada, crowd.platform, crowd.vera.person),
    )
    assert not wrong
    assert Team.objects.get(pk=crowd.platform).archived_at is not None
    open_ones = Objective.objects.filter(state__in=("draft", "proposed", "active"))
    assert not open_ones.filter(team=crowd.platform).exists()
    assert not Team.objects.filter(parent=crowd.platform, archived_at=None).exists()


def slow(monkeypatch: pytest.MonkeyPatch, where: object, name: str, *, after: bool = True) -> None:
    """Let this function take its time, so that another commits between two looks if nothing holds it."""
    quick: Callable[..., object] = getattr(where, name)

    def slowly(*args: object, **more: object) -> object:
        if not after:
            time.sleep(0.4)
        done = quick(*args, **more)
        if after:
            time.sleep(0.4)
        return done

    monkeypatch.setattr(where, name, slowly)


def test_nothing_is_imported_where_a_team_ends(
    crowd: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import either comes first and its work goes along, or it is refused and nothing of it is there."""
    for number_, moment in enumerate((0.0, 0.1, 0.3, 0.6)):
        own, other = (teams.create(crowd.ada, f"{n} {moment}", crowd.company).id for n in "AB")
        refs = OriginRefs(f"{number_}.csv")
        pk = imports.stage(
            crowd.ada,
            Plan(
                f"{number_}.csv",
                (
                    PlanObjective(
                        f"Late {number_}", 1, refs.make("", (), "o"), contributors=(f"B {moment}",),
                        key_results=(PlanKeyResult("Done", 2, "", refs.make("", (), "k")),),
                    ),
                ),
            ),
            team=own, cycle=crowd.cycle,
        ).id  # fmt: skip
        with monkeypatch.context() as patched:
            slow(patched, import_write, "hold")
            slow(patched, import_write, "write", after=False)
            wrong = at_once(
                lambda pk=pk: imports.commit(crowd.ada, pk),
                lambda t=own, m=moment: (
                    time.sleep(m), team_changes.archive(crowd.ada, t, work="close"),
                ),
                lambda t=other, m=moment: (time.sleep(m), team_changes.archive(crowd.ada, t)),
            )  # fmt: skip
        assert not wrong
        assert Team.objects.filter(pk__in=(own, other), archived_at=None).count() == 0
        assert_nothing_open()


def test_no_team_contributes_once_it_has_ended(
    crowd: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A draft and an edit that name a contributing team, while that one is archived."""
    for n, act in enumerate((
        lambda team: objectives.draft(
            crowd.max, NewObjective("Late", crowd.platform, crowd.cycle, contributors=[team])
        ),
        lambda team: objectives.edit(
            crowd.lea, crowd.objective, {}, {}, "More hands.", contributors=[team]
        ),
    )):  # fmt: skip
        team = teams.create(crowd.ada, f"Helpers {n}", crowd.company).id
        with monkeypatch.context() as patched:
            slow(patched, objective_rows, "_contributing")
            wrong = at_once(
                lambda t=team, act=act: act(t),
                lambda t=team: (time.sleep(0.15), team_changes.archive(crowd.ada, t)),
            )
        assert not wrong
        assert Team.objects.get(pk=team).archived_at is not None
        assert_nothing_open()


def assert_nothing_open() -> None:
    """No team of the past has open work of its own, or contributes to any."""
    open_ones = Objective.objects.filter(state__in=("draft", "proposed", "active"))
    assert not open_ones.filter(team__archived_at__isnull=False).exists()
    ties = ObjectiveTeam.standing(team__archived_at__isnull=False, objective__in=open_ones)
    assert not ties.exists()


def test_two_hand_over_the_same_things(crowd: Cast) -> None:
    wrong = at_once(
        lambda: handovers.hand_over(crowd.ada, crowd.max.person, crowd.lea.person),
        lambda: handovers.hand_over(crowd.ada, crowd.max.person, crowd.ada.person),
        lambda: check_ins.record(crowd.max, crowd.key_results["increase"], Said("33", "7")),
    )
    assert not wrong
    owners = set(KeyResult.objects.values_list("owner", flat=True))
    assert owners in ({crowd.lea.person}, {crowd.ada.person})
