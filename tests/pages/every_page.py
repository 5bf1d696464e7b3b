"""Every page there is: how to reach it in the cast's workspace, and who sees it.

The list is held against the addresses (test_every_page.py): a new route without an entry fails.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from northing.actions import (
    comments,
    guards,
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
)
from northing.actions.errors import InvalidError
from northing.actions.objectives import NewObjective
from northing.store.check_ins import CheckIn
from northing.store.events import Event
from northing.store.key_results import KeyResult
from northing.transfer import markdown
from tests.cast import KINDS, Cast, number

EVERYBODY = ("ada", "lea", "max", "vera")
MEMBERS = ("ada", "lea", "max")
LEADS = ("ada", "lea")
TEAM = ("lea", "max")
STRANGER = "stranger"
OUR_ROOMS = ("northing.web.", "allauth.account.", "allauth.mfa.")

DOCUMENT = """# OKRs of Platform, Q1 2026

## Objective: The night is quiet

We lost two people to the pager last year.

- KR: Pages in a week fall from 9 to 2 (@lea) => 0.6
- KR: Every service has an owner (@max)
- 4 alerts out of 5 lead to an action (@zoe) => 0.4

## Objective: Nobody waits for a build

| Key result | Owner | Start | Target | Now |
| --- | --- | --- | --- | --- |
| A build takes less time | @max | 20 min | 6 min | 12 min |

This line means nothing in particular, and says so.
"""


@dataclass(frozen=True, slots=True)
class Stock:
    """What the cast's workspace holds for pages that show one thing. Numbers and ids as in addresses."""

    cast: Cast
    full: int
    comment: int
    initiative: int
    metric: int
    kpi: int
    agreed: int
    check_in: int
    dropped: int
    paused: int
    closed: int
    proposed: int
    token: int
    staged: int
    committed: int
    invited: int
    invitation: str
    archived: int
    other: int
    dead_job: UUID


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is read: the name of its address, who sees it, and what fills the address's gaps."""

    name: str
    sees: tuple[str, ...]
    gaps: Callable[[Stock], Mapping[str, object]] = field(default=lambda stock: {})
    query: str = ""
    note: str = ""
    day: str = ""

    @property
    def label(self) -> str:
        return f"{self.name} ({self.note})" if self.note else self.name

    def path(self, stock: Stock) -> str:
        given = dict(self.gaps(stock))
        if is_of_workspace(self.name):
            given["workspace"] = stock.cast.slug
        before = f"/@{self.day}" if self.day else ""
        asked = self.query.format(company=stock.cast.company)
        return before + reverse(self.name, kwargs=given) + asked


def _kr(kind: str) -> Callable[[Stock], Mapping[str, object]]:
    return lambda stock: {"number": stock.cast.key_results[kind]}


def _objective(stock: Stock) -> Mapping[str, object]:
    return {"number": stock.cast.objective}


def _draft(stock: Stock) -> Mapping[str, object]:
    return {"number": stock.cast.draft}


GUIDED = ("OBJ108", "KR101", "KR107", "SET106", "PRA101")
"""A rule of each sort: their pages are made alike."""


def _rule(code: str) -> Callable[[Stock], Mapping[str, object]]:
    return lambda stock: {"code": code}


PAGES: tuple[Page, ...] = (
    # ── before one is in ──────────────────────────────────────────────────────
    Page("account_login", (STRANGER,)),
    Page("account_signup", (STRANGER,)),
    Page("account_reset_password", (STRANGER, *EVERYBODY)),
    Page("account_inactive", (STRANGER, *EVERYBODY)),
    Page("invitation", (STRANGER, *EVERYBODY), lambda s: {"secret": s.invitation}),
    Page("styleguide", (STRANGER, *EVERYBODY)),
    # ── one's account ─────────────────────────────────────────────────────────
    Page("account_logout", EVERYBODY),
    Page("account_set_password", EVERYBODY),
    Page("account_security", EVERYBODY),
    Page("mfa_activate_totp", EVERYBODY),
    Page("mfa_add_webauthn", EVERYBODY),
    Page("mfa_generate_recovery_codes", EVERYBODY),
    # ── reading ───────────────────────────────────────────────────────────────
    Page("my_week", EVERYBODY),
    Page("workspace", EVERYBODY),
    Page("workspace", EVERYBODY, query="?team=platform&show=silent", note="silent alone"),
    Page("teams", EVERYBODY),
    Page("team", EVERYBODY, lambda s: {"team": "platform"}),
    Page("team", EVERYBODY, lambda s: {"team": "kestrel"}, note="the root"),
    Page("team", EVERYBODY, lambda s: {"team": "pilots"}, note="archived"),
    Page("team", EVERYBODY, lambda s: {"team": "scouts"}, "?history=1", note="merged"),
    Page("objective", EVERYBODY, _objective),
    Page("objective", MEMBERS, _draft, note="draft"),
    Page("objective", EVERYBODY, lambda s: {"number": s.proposed}, note="proposed"),
    Page("objective", EVERYBODY, lambda s: {"number": s.closed}, note="closed"),
    Page("objective_history", EVERYBODY, _objective),
    Page("objective_alignments", EVERYBODY, _objective),
    Page("objective_guards", EVERYBODY, _objective),
    *(Page("key_result", EVERYBODY, _kr(kind), note=kind) for kind in KINDS),
    Page("key_result", EVERYBODY, lambda s: {"number": s.paused}, note="paused"),
    Page("key_result", EVERYBODY, lambda s: {"number": s.dropped}, note="dropped"),
    Page("key_result_history", EVERYBODY, _kr("increase")),
    Page("activity", EVERYBODY),
    Page("activity", EVERYBODY, query="?team=platform&kind=key_results&verbs=edited", note="filtered"),
    Page("activity", EVERYBODY, query="?since=2026-01-05&until=2026-02-15&mine=1", note="of days"),
    Page("activity_change", EVERYBODY, lambda s: {"change": s.agreed}),
    Page("compare", EVERYBODY),
    Page("compare", EVERYBODY, query="?from=2026-01-07&to=2026-03-12&team=platform", note="a team"),
    Page("compare", EVERYBODY, query="?from=2026-01-07&to=2026-03-12&section=check_ins", note="one list"),
    Page("metric_history", EVERYBODY, lambda s: {"metric": s.metric}),
    Page("team_history", EVERYBODY, lambda s: {"team": "platform"}),
    Page("settings_cycle_history", EVERYBODY, lambda s: {"cycle": s.cast.cycle}),
    Page("settings_person_history", ("ada", "max"), lambda s: {"person": s.cast.max.person}),
    Page("settings_history", EVERYBODY),
    Page("metrics", EVERYBODY),
    Page("metric", EVERYBODY, lambda s: {"metric": s.metric}),
    Page("metric", EVERYBODY, lambda s: {"metric": s.kpi}, note="a KPI that guards"),
    Page("kpis", EVERYBODY),
    Page("kpis", EVERYBODY, query="?outside=1&table=1", note="outside only, as table"),
    Page("find", EVERYBODY, note="nothing asked"),
    Page("find", EVERYBODY, query="?q=build"),
    Page("find", EVERYBODY, query="?q=caches&in=said", note="one sort"),
    Page("find", EVERYBODY, query="?q=Platfrom", note="spelled nearly so"),
    Page("find", EVERYBODY, query="?q=check+in+build", note="a verb"),
    Page("find", EVERYBODY, query="?q=xylophone", note="nothing found"),
    Page("keys", EVERYBODY),
    Page("guide", EVERYBODY),
    *(Page("guide_rule", EVERYBODY, _rule(code), note=code) for code in GUIDED),
    # ── as a past day left it ─────────────────────────────────────────────────
    *(
        Page(name, EVERYBODY, gaps, note="past", day="2026-02-10")
        for name, gaps in (
            ("my_week", lambda s: {}),
            ("teams", lambda s: {}),
            ("team", lambda s: {"team": "platform"}),
            ("objective", _objective),
            ("key_result", _kr("decrease")),
            ("key_result_history", _kr("increase")),
        )
    ),
    # ── the first two minutes ─────────────────────────────────────────────────
    Page("start", ("ada",)),
    Page("start_objective", ("ada",)),
    # ── writing ───────────────────────────────────────────────────────────────
    Page("objective_new", EVERYBODY),
    Page("objective_edit", MEMBERS, _draft),
    Page("objective_closure", EVERYBODY, _objective),
    Page("objective_cancellation", EVERYBODY, _objective),
    Page("objective_reopening", EVERYBODY, lambda s: {"number": s.closed}),
    Page("key_result_new", MEMBERS, _draft),
    *(Page("key_result_edit", EVERYBODY, _kr(kind), note=kind) for kind in ("increase", "milestones")),
    Page("key_result_target", EVERYBODY, _kr("increase")),
    Page("key_result_pause", EVERYBODY, _kr("increase")),
    Page("key_result_dropping", EVERYBODY, _kr("increase")),
    Page("key_result_reopening", EVERYBODY, lambda s: {"number": s.dropped}),
    *(Page("check_in", TEAM, _kr(kind), note=kind) for kind in KINDS),
    Page(
        "check_in_correction", TEAM,
        lambda s: {"number": s.cast.key_results["decrease"], "check_in": s.check_in},
    ),
    Page("key_result_waiver", EVERYBODY, lambda s: {**_kr("increase")(s), "code": "KR118"}),
    Page("objective_waiver", EVERYBODY, lambda s: {**_objective(s), "code": "OBJ111"}),
    Page("objective_waiver", MEMBERS, lambda s: {**_draft(s), "code": "OBJ111"}, note="draft"),
    Page("team_waiver", EVERYBODY, lambda s: {"team": "platform", "code": "SET104"}),
    Page("initiative_new", EVERYBODY, _kr("increase")),
    Page("initiative", EVERYBODY, lambda s: {"initiative": s.initiative}),
    Page("comment_withdrawal", ("lea",), lambda s: {"comment": s.comment}),
    Page("metric_new", EVERYBODY),
    Page("exports", EVERYBODY),
    Page("imports", EVERYBODY),
    Page("import", ("lea",), lambda s: {"pk": s.staged}),
    Page("import", ("lea",), lambda s: {"pk": s.committed}, note="committed"),
    Page("import_discard", ("lea",), lambda s: {"pk": s.staged}),
    # ── settings ──────────────────────────────────────────────────────────────
    Page("settings", EVERYBODY),
    Page("settings_teams", EVERYBODY),
    Page("settings_team", EVERYBODY, lambda s: {"team": s.cast.platform}),
    Page("settings_team", EVERYBODY, lambda s: {"team": s.archived}, note="archived"),
    Page("settings_team_archiving", EVERYBODY, lambda s: {"team": s.cast.platform}),
    Page("settings_team_unarchiving", EVERYBODY, lambda s: {"team": s.archived}),
    Page("settings_team_merge", EVERYBODY, lambda s: {"team": s.other}),
    Page("settings_team_merge", EVERYBODY, lambda s: {"team": s.other}, "?into={company}", note="preview"),
    Page("settings_people", EVERYBODY),
    Page("settings_person", EVERYBODY, lambda s: {"person": s.cast.max.person}),
    Page("settings_person", EVERYBODY, lambda s: {"person": s.invited}, note="invited"),
    Page("settings_person_handover", LEADS, lambda s: {"person": s.cast.max.person}),
    Page("settings_person_leaving", ("ada",), lambda s: {"person": s.cast.max.person}),
    Page("settings_cycles", EVERYBODY),
    Page("settings_cycle", EVERYBODY, lambda s: {"cycle": s.cast.cycle}),
    Page("settings_cycle_closure", EVERYBODY, lambda s: {"cycle": s.cast.cycle}),
    Page("settings_coach", EVERYBODY),
    Page("settings_team_coach", EVERYBODY, lambda s: {"team": s.cast.platform}),
    Page("settings_team_coach", EVERYBODY, lambda s: {"team": s.archived}, note="archived"),
    Page("settings_tokens", EVERYBODY),
    Page("settings_jobs", ("ada",)),
    Page("settings_job_dropping", ("ada",), lambda s: {"job": s.dead_job}),
    Page("settings_token_revocation", LEADS, lambda s: {"token": s.token}),
)  # fmt: skip

NO_PAGE: Mapping[str, str] = {
    "home": "leads on to a workspace or to signing in",
    "welcome": "is there while there is no workspace: see tests/web/test_first_run.py",
    "demo": "is there in the demo only: see tests/web/test_demo.py",
    "account_reauthenticate": "comes only in the middle of something that asks for the password again",
    "account_change_password": "leads on to setting one where the account has none, as the cast's",
    **dict.fromkeys(
        ("account_email", "mfa_index", "mfa_list_webauthn"),
        "another name of account_security, to which the library leads",
    ),
    **dict.fromkeys(
        (
            "mfa_authenticate",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_login_webauthn",
        ),
        "comes in the middle of signing in or confirming: see tests/security",
    ),
    **dict.fromkeys(
        (
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_edit_webauthn",
            "mfa_remove_webauthn",
        ),
        "is there for accounts with a second factor: see tests/security",
    ),
    "export_file": "answers a file: see tests/transfer/test_export.py",
    **dict.fromkeys(
        (
            "account_session_end",
            "account_sessions_end",
            "coach_key_result",
            "coach_objective",
            "waiver_ending",
            "objective_proposal",
            "objective_agreement",
            "objective_comments",
            "key_result_comments",
            "key_result_resumption",
            "metric_readings",
            "settings_job_attempt",
            "settings_team_people",
            "settings_team_person",
            "settings_person_invitation",
            "settings_person_reactivation",
        ),
        "is posted to, from another page",
    ),
}
"""Addresses that answer no page to a reader, and why."""


def is_of_workspace(name: str) -> bool:
    """Whether the address lies below a workspace's."""
    return any(
        "workspace" in pattern.pattern.converters for pattern in routes() if pattern.name == name
    )


def routes() -> Iterator[URLPattern]:
    """Every address of ours and of the sign-in library's, the API's left out."""
    waiting = list(get_resolver().url_patterns)
    while waiting:
        pattern = waiting.pop(0)
        if isinstance(pattern, URLResolver):
            waiting.extend(pattern.url_patterns)
        elif getattr(pattern.callback, "__module__", "").startswith(OUR_ROOMS):
            yield pattern


def stock(cast: Cast) -> Stock:
    """Fill the cast's workspace with one of everything that has a page."""
    full = cast.key_results["decrease"]
    about = f"KR-{cast.key_results['increase']}"
    comments.add(
        cast.max, f"KR-{full}", "Since Tuesday the cache is warm:\nhttps://example.org/cache"
    )
    comments.add(cast.max, f"O-{cast.objective}", "Sara moved the last service.", story=True)
    comment = comments.add(cast.lea, about, "Which team is next?")
    initiative = initiatives.add(
        cast.max, full, "Warm the caches", due_on="2026-03-20", link="https://example.org/7"
    )
    latest = CheckIn.objects.filter(key_result__number=full).latest("pk")
    comments.add(cast.lea, f"KR-{full}", "Well done.", check_in=latest.pk)
    dropped, paused = (
        number(
            key_results.add(
                cast.lea, cast.objective, replace(KINDS[kind], title=title), "Asked for."
            ).key
        )
        for kind, title in (("yes_no", "A second office"), ("keep", "Crashes stay rare in betas"))
    )
    key_results.drop(cast.lea, dropped, "We stay where we are.")
    key_results.pause(cast.lea, paused, "There is no beta now.")
    kpi = _kpi(cast)
    for named, code in (
        (f"KR-{full}", "KR118"),
        (f"O-{cast.objective}", "OBJ111"),
        (str(cast.platform), "SET104"),
    ):
        waivers.waive(cast.lea, named, code, "It is right as it is.", "2026-06-30")
    invited = people.invite(cast.ada, "Zoe Frei", handle="zoe", email="zoe@kestrel.example")
    return Stock(
        cast=cast, full=full, comment=comment.id, initiative=initiative.id,
        metric=KeyResult.objects.get(ws=cast.lea.workspace, number=full).metric_id or 0, kpi=kpi,
        agreed=Event.objects.filter(ws=cast.lea.workspace, verb="agree").earliest("seq").change_seq,
        check_in=latest.pk, dropped=dropped, paused=paused, closed=_closed(cast),
        proposed=_proposed(cast), token=tokens.create(cast.lea, "laptop", ("read",)).id,
        staged=_staged(cast, DOCUMENT, "okrs.md"), committed=_committed(cast),
        invited=invited.id, invitation=invited.secret, dead_job=_dead_job(cast),
        **_reorganized(cast),
    )  # fmt: skip


def _dead_job(cast: Cast) -> UUID:
    """A job that failed for good: the database would refuse it again."""
    queue.enqueue("northing.jobs.outlooks.sweep", workspace=cast.lea.workspace)
    job = queue.claim("a-worker")
    assert job is not None
    queue.failed(
        job, InvalidError("There is no such day."), "InvalidError: no such day", cast.lea.now
    )
    return job.id


def _reorganized(cast: Cast) -> dict[str, int]:
    """A team that was archived, one that was merged into Platform, and one that may be."""
    ids = {
        name: teams.create(cast.ada, name, cast.company).id for name in ("Pilots", "Scouts", "Web")
    }
    team_changes.archive(cast.ada, ids["Pilots"])
    team_changes.merge(cast.ada, ids["Scouts"], cast.platform)
    return {"archived": ids["Pilots"], "other": ids["Web"]}


def _kpi(cast: Cast) -> int:
    """A KPI that broke and guards the objective, one without a reading, a guard without a range."""
    new = metrics.NewMetric(
        cast.platform, "Cost of the builds a day", "CHF", "down", healthy_high="200",
        owner=cast.max.person,
    )  # fmt: skip
    kpi = metrics.create(cast.max, new).id
    unread = metrics.NewMetric(cast.platform, "Nights without a page", "nights", healthy_low="6")
    metrics.create(cast.lea, unread)
    plain = metrics.NewMetric(cast.platform, "Changes rolled back", "%", "down")
    plain_id = metrics.create(cast.lea, plain).id
    for week in range(16, -1, -1):
        then = replace(cast.max, now=cast.max.now - timedelta(weeks=week))
        metrics.push(then, kpi, str(170 + 4 * (16 - week)), origin="manual" if week % 2 else "api")
        metrics.push(then, plain_id, f"{4 + week % 2} %")
    for guard in (kpi, plain_id):
        guards.guard(cast.lea, cast.objective, guard, "Speed must not cost us more.")
    return kpi


def _closed(cast: Cast) -> int:
    done = number(_new(cast, "Our logs can be searched"))
    key_results.add(cast.lea, done, KINDS["yes_no"])
    objectives.propose(cast.lea, done)
    objectives.agree(cast.lea, done)
    objectives.close(cast.lea, done, "Done early.")
    return done


def _proposed(cast: Cast) -> int:
    found = number(_new(cast, "Incidents teach us"))
    key_results.add(cast.lea, found, KINDS["increase"])
    objectives.propose(cast.lea, found)
    return found


def _new(cast: Cast, title: str) -> str:
    return objectives.draft(cast.lea, NewObjective(title, cast.platform, cast.cycle)).key


def _staged(cast: Cast, text: str, name: str) -> int:
    plan = markdown.read(text.encode(), name)
    return imports.stage(cast.lea, plan, team=cast.platform, cycle=cast.cycle).id


def _committed(cast: Cast) -> int:
    text = "# OKRs\n\n## Objective: Answers are quick\n\n- KR: Tickets older than a day fall from 40 to 5\n"
    staged = _staged(cast, text, "support.md")
    imports.commit(cast.lea, staged)
    return staged
