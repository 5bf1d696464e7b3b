"""One workspace in which every right can be tried: the cast of all tests, and those who are set apart by
one thing each (see who.py), with one of every noun in every state. Everything is made by actions.

Words in capitals are planted where not everybody may read: test_words.py looks for them.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.test import Client

from northing.actions import (
    alignments,
    check_ins,
    comments,
    cycles,
    guards,
    handovers,
    import_documents,
    imports,
    initiatives,
    key_results,
    metrics,
    objectives,
    people,
    queue,
    team_changes,
    teams,
    tokens,
    waivers,
    workspaces,
)
from northing.actions.check_ins import Said
from northing.actions.errors import InvalidError
from northing.actions.key_results import NewKeyResult
from northing.actions.objectives import NewObjective
from northing.domain.access import Caller
from northing.jobs import schedules
from northing.kit import clock
from northing.store.accounts import Account
from northing.store.check_ins import CheckIn
from northing.store.cycles import Cycle
from northing.store.events import Event
from northing.store.key_results import KeyResult, Step
from northing.store.people import Person
from northing.store.teams import Team
from northing.transfer import documents, markdown
from tests.cast import AGREED, FOUNDED, KINDS, NOW, Cast, build, caller, number

SCOPES = ("read", "check_in", "write")
HANDLES: Mapping[str, str] = {
    "admin": "ada", "above": "uma", "lead": "lea", "elsewhere": "lars", "owner": "olga",
    "keeper": "kim", "author": "amy", "member": "max", "contributor": "cora", "viewer": "vera",
}  # fmt: skip

PLAN = "# OKRs\n\n## Objective: {title}\n\n- KR: {kr} fall from 9 to 2\n"
CSV = "Objective;Key result;Baseline;Target;Due\nQuiet nights;Pages fall;9;1,234;03/04/2026\n"


@dataclass
class House:
    """Who is there and what there is. `ids`: ids, numbers, slugs and secrets by the names of this file."""

    cast: Cast
    callers: dict[str, Caller] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.ids[name]

    def text(self, template: str) -> str:
        """A text with `{names}` of this file filled in."""
        return template.format(**self.ids)

    def words(self, line: str) -> list[str]:
        """The words of a command's line, filled in; `_` outside of names stands for a space within a word."""
        return [self.text(re.sub(r"_(?![^{]*})", " ", word)) for word in line.split()]


@contextmanager
def opened() -> Iterator[House]:
    """The house in a transaction that is rolled back at the end; every door's clock stands at NOW."""
    with (
        pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder, transaction.atomic()
    ):  # fmt: skip
        patch.setenv("NORTHING_TODAY", NOW.date().isoformat())
        house = furnished(build())
        house.ids["file"] = Path(folder) / "plan.md"
        house.ids["file"].write_text(PLAN.format(title="Calm", kr="Rollbacks"))
        # Checked here, once: what a test checks within its savepoint would be checked again by the next one.
        connection.check_constraints()
        yield house
        transaction.set_rollback(True)


def furnished(cast: Cast) -> House:
    """Everybody and everything, on top of the cast."""
    house = House(cast)
    ids = house.ids
    ids.update(
        ws="kestrel",
        otherws="otterbay",
        platform=cast.platform,
        company=cast.company,
        cycle=cast.cycle,
    )
    _people(house)
    _objectives(house)
    _personal(house)
    _metrics(house)
    _words(house)
    _settings(house)
    queue.keep_standard(schedules.standard(), NOW)
    _elsewhere(house)
    _keys(house)
    _windows(house)
    return house


# ── people and teams ──────────────────────────────────────────────────────────


def _people(house: House) -> None:
    ids, cast = house.ids, house.cast
    ada = replace(cast.ada, now=FOUNDED)
    ids["engineering"] = teams.create(ada, "Engineering", cast.company).id
    ids["web"] = teams.create(ada, "Web", cast.company).id
    ids["docs"] = teams.create(ada, "Docs", cast.company).id
    ids["spare"] = teams.create(ada, "Spare", cast.company).id
    teams.edit(ada, cast.platform, {"parent": str(ids["engineering"])}, {})
    _join(ada, "Uma Berg", ids["engineering"], lead=True)
    _join(ada, "Lars Hall", ids["web"], lead=True)
    _join(ada, "Olga Prim")
    _join(ada, "Kim Song")
    amy = _join(ada, "Amy Wirth", cast.platform)
    _join(ada, "Cora Imhof", ids["docs"])
    ines = _join(ada, "Ines Falk", cast.platform, lead=True, role="admin")
    gone = _join(ada, "Gil Voss", ids["docs"])
    ids.update(amy=amy, ines=ines, gone=gone)
    for role, handle in HANDLES.items():
        ids[role] = house.callers.setdefault(role, caller(handle)).person
    house.callers["outsider"] = cast.otto
    ids["left"] = Person.objects.get(pk=gone).handle


def _join(
    ada: Caller, name: str, team: int | None = None, *, lead: bool = False, role: str = "member"
) -> int:
    handle = name.partition(" ")[0].lower()
    account = Account.objects.create_user(f"{handle}@kestrel.example")
    invited = people.invite(ada, name, handle=handle, email=account.email, role=role)
    people.accept_invitation(invited.secret, account.pk, FOUNDED)
    if team is not None:
        teams.join(ada, team, invited.id, lead=lead)
    return invited.id


# ── objectives in every state ─────────────────────────────────────────────────


def _objectives(house: House) -> None:
    ids, cast = house.ids, house.cast
    lea, amy = caller("lea", now=FOUNDED), caller("amy", now=FOUNDED)
    owner, keeper = ids["owner"], ids["keeper"]
    active = _draft(
        house, lea, "LORIKEET is a first thought", owner=owner, contributors=(ids["docs"],)
    )
    objectives.edit(lea, active, {"title": "Nobody waits for a deploy"}, {})
    for name in ("increase", "yes_no", "keep", "milestones"):
        ids[f"kr_{name}"] = _kr(
            lea, active, replace(KINDS[name], title=f"Deploys: {name}", owner=keeper)
        )
    _agree(lea, active)
    below = replace(lea, now=AGREED + timedelta(days=1))
    key_results.pause(below, ids["kr_yes_no"], "There is no staging now.")
    key_results.drop(below, ids["kr_keep"], "Nobody looks at it.")
    kim = replace(caller("kim"), now=AGREED + timedelta(weeks=2))
    ids["check_in"] = check_ins.record(
        kim, ids["kr_increase"], Said("16", "7", note="First of two.")
    ).id
    ids["check_in_of_steps"] = check_ins.record(kim, ids["kr_milestones"], Said(steps_done=())).id
    ids["active"] = active
    ids["other"] = _active(house, lea, "Every build is signed")
    ids["closed"] = _active(house, lea, "Logs can be searched", owner=owner)
    objectives.close(below, ids["closed"], "Done early.")
    ids["cancelled"] = _active(house, lea, "A second data centre", owner=owner)
    objectives.cancel(below, ids["cancelled"], "Too dear.")
    _drafts(house, amy)
    ids["root"] = _at_root(house)
    alignments.align(lea, active, f"O-{ids['other']}")
    teams.leave(replace(cast.ada, now=AGREED), cast.platform, ids["amy"])
    house.callers["author"] = caller("amy")


def _drafts(house: House, amy: Caller) -> None:
    """Drafts of an author who left since: one as it was written, one proposed, one taken back."""
    ids, lead = house.ids, house.ids["lead"]
    ids["draft"] = _draft(house, amy, "WOMBAT hangs together", owner=lead, why="PANGOLIN says so.")
    ids["draft_kr"] = _kr(
        amy,
        ids["draft"],
        replace(
            KINDS["increase"], title="QUOKKA reach 40", owner=lead, metric_name="NUMBATS a week"
        ),
    )
    ids["draft_metric"] = KeyResult.objects.get(ws=amy.workspace, number=ids["draft_kr"]).metric_id
    ids["unready"] = _draft(house, amy, "BANDICOOT is an idea", owner=lead)
    ids["proposed"] = _draft(house, amy, "Incidents teach us", owner=lead)
    ids["proposed_kr"] = _kr(
        amy, ids["proposed"], replace(KINDS["decrease"], title="Time to mend", owner=lead)
    )
    objectives.propose(amy, ids["proposed"])
    ids["taken_back"] = _draft(house, amy, "CASSOWARY was shown once", owner=lead)
    objectives.propose(amy, ids["taken_back"])
    objectives.withdraw(replace(amy, now=AGREED), ids["taken_back"])
    ids["never"] = _draft(house, amy, "ECHIDNA was given up", owner=lead)
    objectives.cancel(replace(amy, now=AGREED), ids["never"], "NUMBFISH said no.")


def _at_root(house: House) -> int:
    ada = caller("ada", now=FOUNDED)
    made = objectives.draft(
        ada, NewObjective("The firm is calm", house.cast.company, house.cast.cycle)
    )
    _kr(ada, number(made.key), KINDS["yes_no"])
    objectives.propose(ada, number(made.key))
    return number(made.key)


def _draft(house: House, who: Caller, title: str, **more: Any) -> int:
    given = NewObjective(title, house.cast.platform, house.cast.cycle, **more)
    return number(objectives.draft(who, given).key)


def _kr(who: Caller, objective: int, given: NewKeyResult) -> int:
    return number(key_results.add(who, objective, given).key)


def _agree(who: Caller, objective: int) -> None:
    objectives.propose(who, objective)
    objectives.agree(replace(who, now=AGREED), objective)


def _active(house: House, lea: Caller, title: str, **more: Any) -> int:
    made = _draft(house, lea, title, **more)
    _kr(lea, made, replace(KINDS["decrease"], title=f"{title}: how long it takes"))
    _agree(lea, made)
    return made


def _personal(house: House) -> None:
    ids, cast = house.ids, house.cast
    workspaces.edit(replace(cast.ada, now=FOUNDED), {"personal_okrs": "yes"}, {})
    max_ = caller("max", now=FOUNDED)
    for name, title in (
        ("personal", "I write Rust"), ("personal_draft", "KAKAPO is my idea"),
        ("personal_ended", "TUATARA was my year"),
    ):  # fmt: skip
        ids[name] = _draft(house, max_, title, personal=True)
        kr = replace(KINDS["increase"], title=f"{title}: twice", metric_name=f"{title}: count")
        ids[f"{name}_kr"] = _kr(max_, ids[name], kr)
    for name in ("personal", "personal_ended"):
        _agree(max_, ids[name])
    later = replace(max_, now=AGREED + timedelta(weeks=2))
    check_ins.record(later, ids["personal_ended_kr"], Said("20", "3", note="GALAH was too hard."))
    comments.add(later, f"O-{ids['personal_ended']}", "DUGONG helped me.")
    objectives.close(
        replace(max_, now=AGREED + timedelta(weeks=4)), ids["personal_ended"], "KOWARI."
    )


# ── what belongs to teams ─────────────────────────────────────────────────────


def _metrics(house: House) -> None:
    ids, cast = house.ids, house.cast
    new = metrics.NewMetric(
        cast.platform,
        "Cost of builds a day",
        "CHF",
        "down",
        healthy_high="200",
        owner=ids["elsewhere"],
    )
    ids["kpi"] = metrics.create(cast.max, new).id
    metrics.push(cast.max, ids["kpi"], "170")
    ids["metric"] = KeyResult.objects.get(
        ws=cast.ada.workspace, number=ids["kr_increase"]
    ).metric_id
    ids["unused"] = metrics.create(
        cast.max, metrics.NewMetric(cast.platform, "Rollbacks", "%", "down")
    ).id
    lars = house.callers["elsewhere"]
    ids["web_metric"] = metrics.create(
        lars, metrics.NewMetric(ids["web"], "Page weight", "kB", "down")
    ).id
    for name in ("active", "draft", "proposed", "personal"):
        who = cast.max if name == "personal" else cast.lea
        guards.guard(who, ids[name], ids["kpi"], "Speed must not cost us more.")
    ids["initiative"] = initiatives.add(cast.max, ids["kr_increase"], "Warm the caches").id
    ids["draft_initiative"] = initiatives.add(cast.max, ids["draft_kr"], "BILBY is built").id


def _words(house: House) -> None:
    ids, cast = house.ids, house.cast
    ids["comment"] = comments.add(cast.max, f"O-{ids['active']}", "Which team is next?").id
    ids["draft_comment"] = comments.add(cast.max, f"O-{ids['draft']}", "OLINGO asks why.").id
    for name, about, code in (
        ("waiver", f"KR-{ids['kr_increase']}", "KR118"),
        ("draft_waiver", f"O-{ids['draft']}", "OBJ113"),
    ):
        ids[name] = waivers.waive(cast.lea, about, code, "NUMBAT knows.", "2026-06-30").id
    ids["draft_kr_comment"] = comments.add(cast.lea, f"KR-{ids['draft_kr']}", "POTOROO answers.").id


def _settings(house: House) -> None:
    ids, cast = house.ids, house.cast
    invited = people.invite(cast.ada, "Zoe Frei", handle="zoe", email="dingo@kestrel.example")
    ids.update(invited=invited.id, invitation=invited.secret)
    made = cycles.create(cast.ada, "Warm-up", "custom", "2026-02-01", "2026-02-20")
    ids["past_cycle"], ids["year"] = (
        made.id,
        Cycle.objects.get(ws=cast.ada.workspace, kind="annual").pk,
    )
    ids["archived"] = teams.create(cast.ada, "Pilots", cast.company).id
    team_changes.archive(cast.ada, ids["archived"])
    handovers.deactivate(cast.ada, ids["gone"], even_so=True)
    Authenticator.objects.create(
        user=Account.objects.get(email="gil@kestrel.example"), type="totp", data={}
    )
    ids["token"] = tokens.create(cast.max, "WALLABY job", ("read",)).id
    plan = markdown.read(
        PLAN.format(title="QUOLL sleeps", kr="BETTONG nights").encode(), "skink.md"
    )
    ids["staged"] = imports.stage(cast.lea, plan, team=cast.platform, cycle=cast.cycle).id
    read = documents.read(CSV.encode(), "taipan.csv", fiscal_month=1)
    ids["asking"] = imports.stage(cast.lea, read, team=cast.platform, cycle=cast.cycle).id
    import_documents.keep(cast.lea, ids["asking"], CSV.encode(), read)
    ids["changed"] = (
        Event.objects.filter(ws=cast.ada.workspace, verb="agree").earliest("seq").change_seq
    )
    ids.update(job=_dead_job(cast.ada.workspace), their_job=_dead_job(cast.otto.workspace))
    ids["draft_change"] = _change(house, "objective", "draft", "WOMBAT")
    ids.update(platform_slug="platform", archived_slug="pilots", spare_slug="spare", rule="KR101")


def _change(house: House, noun: str, verb: str, word: str) -> int:
    found = Event.objects.filter(ws=house.cast.ada.workspace, noun=noun, verb=verb)
    return found.get(body__json__title__startswith=word).change_seq


def _dead_job(workspace: int) -> UUID:
    """A job that failed for good: it would be refused again."""
    queue.enqueue("northing.jobs.outlooks.sweep", workspace=workspace)
    job = queue.claim("a-worker")
    assert job is not None
    queue.failed(job, InvalidError("There is no such day."), "InvalidError: MONOTREME", NOW)
    return job.id


# ── another workspace, and the windows ────────────────────────────────────────


def _elsewhere(house: House) -> None:
    """What Otto has: ids that exist, and are nobody's business here."""
    otto = house.cast.otto
    root = Team.objects.get(ws=otto.workspace, parent=None)
    cycle = Cycle.objects.get(ws=otto.workspace, kind="quarter", start="2026-01-01").pk
    made = {"team": root.pk, "slug": root.slug, "cycle": cycle, "person": otto.person}
    for spare in range(60):  # numbers begin at 1 in each workspace: these are past those of Kestrel
        last = number(objectives.draft(otto, NewObjective(f"PLATYPUS {spare}", root.pk, cycle)).key)
        if last > house.ids["personal_ended"] + 5:
            break
    made["objective"] = last
    made["key_result"] = max(
        _kr(otto, last, replace(KINDS["increase"], title=f"PLATYPUS {n}")) for n in range(24)
    )
    steps = _kr(otto, last, replace(KINDS["milestones"], title="PLATYPUS steps"))
    made["step"] = Step.objects.filter(key_result__number=steps, key_result__ws=otto.workspace)[
        0
    ].pk
    made["metric"] = KeyResult.objects.get(ws=otto.workspace, number=made["key_result"]).metric_id
    objectives.propose(otto, last)
    objectives.agree(otto, last)
    check_ins.record(otto, made["key_result"], Said("12", "5", note="PLATYPUS swims."))
    made["check_in"] = CheckIn.objects.get(key_result__ws=otto.workspace).pk
    made["waiver"] = waivers.waive(otto, f"O-{last}", "OBJ101", "QUOKKA knows.", "2026-06-30").id
    made["comment"] = comments.add(otto, f"O-{last}", "PLATYPUS again.").id
    made["initiative"] = initiatives.add(otto, made["key_result"], "PLATYPUS dam").id
    made["token"] = tokens.create(otto, "PLATYPUS token", ("read",)).id
    plan = markdown.read(PLAN.format(title="PLATYPUS", kr="Eggs").encode(), "eggs.md")
    made["staged"] = imports.stage(otto, plan, team=root.pk, cycle=cycle).id
    made["change"] = Event.objects.filter(ws=otto.workspace).latest("seq").change_seq
    house.ids.update({f"their_{name}": value for name, value in made.items()})


def _keys(house: House) -> None:
    """Tokens of everybody, and those that do not hold."""
    for role, who in house.callers.items():
        house.tokens[role] = tokens.create(who, "everything", SCOPES).secret
    ines = replace(caller("ines"), now=AGREED)
    house.tokens["inactive"] = tokens.create(ines, "kept", SCOPES).secret
    for role, who in house.callers.items():
        old = replace(who, now=NOW - timedelta(days=9))
        house.tokens[f"expired {role}"] = tokens.create(old, "old", SCOPES, days=3).secret
        revoked = tokens.create(who, "revoked", SCOPES)
        tokens.revoke(who, revoked.id)
        house.tokens[f"revoked {role}"] = revoked.secret
        for name, scopes in (
            ("reader", ("read",)),
            ("checker", SCOPES[:2]),
            ("writer", ("read", "write")),
        ):
            house.tokens[f"{name} {role}"] = tokens.create(who, name, scopes).secret
    house.tokens["unknown"] = "nth_" + "x" * 40
    note_uses(house)


def note_uses(house: House) -> None:
    """Let every token have been used today: the day is noted, and no later request writes it."""
    from northing.queries import callers

    for secret in house.tokens.values():
        standing = callers.by_token(secret, clock.now())
        if standing and standing.fresh_token is not None:
            tokens.note_use(standing.caller, standing.fresh_token)


def _windows(house: House) -> None:
    """The sessions of everybody with an account; Ines signed in before she was made inactive."""
    ines = caller("ines")
    for role, who in {**house.callers, "inactive": ines}.items():
        client = Client()
        client.force_login(Account.objects.get(pk=who.account))
        house.sessions[role] = client.cookies["northing_session"].value
    handovers.deactivate(house.cast.ada, ines.person, even_so=True)
