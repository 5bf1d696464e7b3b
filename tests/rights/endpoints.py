"""Every endpoint of the API: who may ask it. See who.py for the rights.

    get("/objectives/{objective}", SEE, "objective=active")
    post("/objectives/{objective}/closure", CLOSE, "objective=active", {"reason": "y"}, "objective close")

The gaps are filled with names of the house; `O-` and `KR-` are put before numbers where keys stand.
"""

from typing import Any

from tests.rights.pages import WHY
from tests.rights.rows import Id, Row, gaps_of
from tests.rights.who import (
    ADMINISTER,
    AGREE,
    AGREE_AT_ROOT,
    CHECK_IN,
    CLOSE,
    COMMENT,
    COMMENT_DRAFT_BY_API,
    COMMENT_ENDED_BY_API,
    DRAFT,
    DRAFT_COMMENT_OF_ANOTHER,
    DRAFT_PUSH,
    DRAFT_WORK,
    EDIT,
    EDIT_DRAFT,
    EDIT_KR,
    EDIT_PROPOSAL,
    HAND_OVER,
    IMPORT,
    JOBS,
    KEEP_TEAM,
    ONESELF,
    OWN_COMMENT,
    OWN_IMPORT,
    PERSONAL,
    PERSONAL_CHECK_IN,
    PERSONAL_ENDED,
    PROPOSE,
    PUSH,
    PUSH_OWN,
    REVOKE,
    SEE,
    SEE_DRAFT,
    SEE_JOBS,
    SEE_OWN_ENDED,
    SEE_PERSON,
    SEE_PERSONAL_DRAFT,
    SEE_WAITING,
    TEAM_WORK,
    TOKEN,
    WITHDRAW,
    Right,
)

BECAUSE = {"reason": WHY}
WAIVER = {"code": "KR119", "until": "2026-06-30", **BECAUSE}
KR = {"title": "Rollbacks fall", "kind": "decrease", "unit": "count", "baseline": 9, "target": 2}


def get(route: str, right: Right, at: str = "", query: str = "", *, note: str = "") -> Row:
    return Row(route, "GET", right, gaps_of(at), query, note=note)


def post(
    route: str, right: Right, at: str, body: Any, leaves: str, *, note: str = "", ok: int = 201
) -> Row:
    return Row(route, "POST", right, gaps_of(at), "", body, leaves, ok, note)


def patch(route: str, right: Right, at: str, body: Any, leaves: str, *, note: str = "") -> Row:
    return Row(route, "PATCH", right, gaps_of(at), "", body, leaves, 200, note)


def put(route: str, right: Right, at: str, body: Any, leaves: str, *, note: str = "") -> Row:
    return Row(route, "PUT", right, gaps_of(at), "", body, leaves, 200, note)


def delete(
    route: str, right: Right, at: str, leaves: str, query: str = "", *, note: str = ""
) -> Row:
    return Row(route, "DELETE", right, gaps_of(at), query, None, leaves, 200, note)


ASKED_WHY = "?reason=Asked+for."
OBJECTIVE = "/objectives/{objective}"
KEY_RESULT = "/key-results/{key_result}"
TEAM = "/teams/{team}"
PERSON = "/people/{person}"

READING = (
    get("/activity", SEE),
    get("/activity/{change}", SEE, "change=changed"),
    get("/activity/{change}", SEE_DRAFT, "change=draft_change", note="draft"),
    get("/compare", SEE, "", "?from=2026-01-05&to=2026-03-12"),
    get("/my-week", SEE),
    get("/overview", SEE),
    get("/search", SEE, "", "?q=deploy"),
    get("/export", SEE),
    get("/objectives", SEE),
    get(OBJECTIVE, SEE, "objective=active"),
    get(OBJECTIVE, SEE_DRAFT, "objective=draft", note="draft"),
    get(OBJECTIVE, SEE, "objective=proposed", note="proposed"),
    get(OBJECTIVE, SEE_DRAFT, "objective=taken_back", note="taken back"),
    get(OBJECTIVE, SEE, "objective=closed", note="closed"),
    get(OBJECTIVE, SEE_DRAFT, "objective=never", note="cancelled draft"),
    get(OBJECTIVE, SEE, "objective=personal", note="personal"),
    get(OBJECTIVE, SEE_PERSONAL_DRAFT, "objective=personal_draft", note="personal draft"),
    get(OBJECTIVE, SEE_OWN_ENDED, "objective=personal_ended", note="personal, closed"),
    get(f"{OBJECTIVE}/history", SEE, "objective=active"),
    get(f"{OBJECTIVE}/history", SEE_DRAFT, "objective=draft", note="draft"),
    get(f"{OBJECTIVE}/history", SEE_OWN_ENDED, "objective=personal_ended", note="personal, closed"),
    get(f"{OBJECTIVE}/past", SEE, "objective=active"),
    get(f"{OBJECTIVE}/past", SEE_DRAFT, "objective=draft", note="draft"),
    get(f"{OBJECTIVE}/past", SEE_OWN_ENDED, "objective=personal_ended", note="personal, closed"),
    get("/key-results", SEE),
    get(KEY_RESULT, SEE, "key_result=kr_increase"),
    get(KEY_RESULT, SEE_DRAFT, "key_result=draft_kr", note="draft"),
    get(KEY_RESULT, SEE_OWN_ENDED, "key_result=personal_ended_kr", note="personal, closed"),
    get(f"{KEY_RESULT}/past", SEE, "key_result=kr_increase"),
    get(f"{KEY_RESULT}/past", SEE_DRAFT, "key_result=draft_kr", note="draft"),
    get(f"{KEY_RESULT}/check-ins", SEE, "key_result=kr_increase"),
    get(f"{KEY_RESULT}/check-ins", SEE_DRAFT, "key_result=draft_kr", note="draft"),
    get(f"{KEY_RESULT}/check-ins", SEE_OWN_ENDED, "key_result=personal_ended_kr", note="personal, closed"),
    get("/findings", SEE),
    get(f"{OBJECTIVE}/findings", SEE, "objective=active"),
    get(f"{OBJECTIVE}/findings", SEE_DRAFT, "objective=draft", note="draft"),
    get(f"{OBJECTIVE}/findings", SEE_PERSONAL_DRAFT, "objective=personal_draft", note="personal draft"),
    get(f"{KEY_RESULT}/findings", SEE, "key_result=kr_increase"),
    get(f"{KEY_RESULT}/findings", SEE_DRAFT, "key_result=draft_kr", note="draft"),
    get("/teams/{team}/findings", SEE, "team=platform_slug"),
    get("/coach/key-result", SEE, "", "?title=Build+the+dashboard"),
    get("/coach/objective", SEE, "", "?title=Cut+costs+by+20+%25"),
    get("/waivers", SEE),
    get("/rules", SEE),
    get("/rules/{code}", SEE, "code=rule"),
    get("/teams/{team}/rules", SEE, "team=platform_slug"),
    get("/comments/{comment}", SEE, "comment=comment"),
    get("/comments/{comment}", SEE_DRAFT, "comment=draft_comment", note="draft"),
    get("/initiatives", SEE),
    get("/initiatives/{initiative}", SEE, "initiative=initiative"),
    get("/initiatives/{initiative}", SEE_DRAFT, "initiative=draft_initiative", note="draft"),
    get("/metrics", SEE),
    get("/metrics/{metric}", SEE, "metric=kpi"),
    get("/metrics/{metric}", SEE_DRAFT, "metric=draft_metric", note="draft"),
    get("/metrics/{metric}/readings", SEE, "metric=kpi"),
    get("/metrics/{metric}/readings", SEE_DRAFT, "metric=draft_metric", note="draft"),
    get("/metrics/{metric}/history", SEE, "metric=kpi"),
    get("/metrics/{metric}/history", SEE_DRAFT, "metric=draft_metric", note="draft"),
    get("/kpis", SEE),
    get("/kpis/{metric}", SEE, "metric=kpi"),
    get("/kpis/{metric}", SEE_DRAFT, "metric=draft_metric", note="draft"),
    get("/teams", SEE),
    get(TEAM, SEE, "team=platform_slug"),
    get(f"{TEAM}/history", SEE, "team=platform_slug"),
    get(f"{TEAM}/level", SEE, "team=kestrel"),
    get(f"{TEAM}/reorganization", SEE, "team=spare_slug"),
    get("/people", SEE),
    get(PERSON, SEE, "person=member"),
    get(f"{PERSON}/history", SEE_PERSON, "person=member"),
    get(f"{PERSON}/belongings", SEE, "person=keeper"),
    get("/cycles", SEE),
    get("/cycles/{cycle}", SEE, "cycle=cycle"),
    get("/cycles/{cycle}/history", SEE, "cycle=cycle"),
    get("/settings", SEE),
    get("/settings/history", SEE),
    get("/tokens", SEE),
    get("/imports", SEE),
    get("/imports/{staged}", SEE_WAITING, "staged=staged"),
    get("/jobs", SEE_JOBS),
)  # fmt: skip

OBJECTIVES = (
    post("/objectives", DRAFT, "", {"title": "Calm", "team": Id("platform"), "cycle": Id("cycle")},
         "objective draft"),
    patch(OBJECTIVE, EDIT, "objective=active", {"title": "Calm", **BECAUSE}, "objective edit"),
    patch(OBJECTIVE, EDIT_DRAFT, "objective=draft", {"title": "Calm"}, "objective edit", note="draft"),
    patch(OBJECTIVE, EDIT_PROPOSAL, "objective=proposed", {"title": "Calm"}, "objective edit", note="proposed"),
    patch(OBJECTIVE, PERSONAL, "objective=personal", {"title": "Calm", **BECAUSE}, "objective edit", note="personal"),
    post(f"{OBJECTIVE}/proposal", PROPOSE, "objective=draft", None, "objective propose"),
    delete(f"{OBJECTIVE}/proposal", WITHDRAW, "objective=proposed", "objective withdraw"),
    post(f"{OBJECTIVE}/agreement", AGREE, "objective=proposed", None, "objective agree"),
    post(f"{OBJECTIVE}/agreement", AGREE_AT_ROOT, "objective=root", None, "objective agree", note="root team"),
    post(f"{OBJECTIVE}/closure", CLOSE, "objective=active", BECAUSE, "objective close"),
    post(f"{OBJECTIVE}/closure", PERSONAL, "objective=personal", BECAUSE, "objective close", note="personal"),
    delete(f"{OBJECTIVE}/closure", EDIT, "objective=closed", "objective reopen", ASKED_WHY),
    delete(f"{OBJECTIVE}/closure", PERSONAL_ENDED, "objective=personal_ended", "objective reopen", ASKED_WHY,
         note="personal"),
    post(f"{OBJECTIVE}/cancellation", CLOSE, "objective=active", BECAUSE, "objective cancel"),
    post(f"{OBJECTIVE}/cancellation", EDIT_DRAFT, "objective=draft", BECAUSE, "objective cancel", note="draft"),
    post(f"{OBJECTIVE}/alignments", EDIT, "objective=active", {"supports": "O-{root}"}, "objective align"),
    post(f"{OBJECTIVE}/alignments", EDIT_DRAFT, "objective=draft", {"supports": "KR-{kr_increase}"},
         "objective align", note="draft"),
    delete(f"{OBJECTIVE}/alignments/{{supports}}", EDIT, "objective=active supports=O-{other}", "objective unalign"),
    post(f"{OBJECTIVE}/guards", EDIT, "objective=active", {"metric": Id("unused"), **BECAUSE}, "objective guard"),
    post(f"{OBJECTIVE}/guards", EDIT_DRAFT, "objective=draft", {"metric": Id("unused")}, "objective guard",
         note="draft"),
    delete(f"{OBJECTIVE}/guards/{{metric}}", EDIT, "objective=active metric=kpi", "objective unguard", ASKED_WHY),
    post(f"{OBJECTIVE}/key-results", EDIT, "objective=active", {**KR, **BECAUSE}, "key_result add_key_result"),
    post(f"{OBJECTIVE}/key-results", EDIT_DRAFT, "objective=draft", KR, "key_result add_key_result", note="draft"),
    post(f"{OBJECTIVE}/key-results", PERSONAL, "objective=personal", {**KR, **BECAUSE},
         "key_result add_key_result", note="personal"),
)  # fmt: skip

KEY_RESULTS = (
    patch(KEY_RESULT, EDIT_KR, "key_result=kr_increase", {"title": "More", **BECAUSE}, "key_result edit"),
    patch(KEY_RESULT, EDIT_DRAFT, "key_result=draft_kr", {"title": "More"}, "key_result edit", note="draft"),
    patch(KEY_RESULT, PERSONAL, "key_result=personal_kr", {"title": "More", **BECAUSE}, "key_result edit",
         note="personal"),
    post(f"{KEY_RESULT}/targets", EDIT_KR, "key_result=kr_increase", {"target": 50, **BECAUSE},
         "key_result retarget"),
    post(f"{KEY_RESULT}/pause", EDIT_KR, "key_result=kr_increase", BECAUSE, "key_result pause"),
    delete(f"{KEY_RESULT}/pause", EDIT_KR, "key_result=kr_yes_no", "key_result resume"),
    post(f"{KEY_RESULT}/drop", EDIT_KR, "key_result=kr_increase", BECAUSE, "key_result drop"),
    post(f"{KEY_RESULT}/drop", PERSONAL, "key_result=personal_kr", BECAUSE, "key_result drop", note="personal"),
    delete(f"{KEY_RESULT}/drop", EDIT_KR, "key_result=kr_keep", "key_result reopen", ASKED_WHY),
    post(f"{KEY_RESULT}/check-ins", CHECK_IN, "key_result=kr_increase", {"value": 20, "confidence": 6},
         "check_in check_in"),
    post(f"{KEY_RESULT}/check-ins", PERSONAL_CHECK_IN, "key_result=personal_kr", {"value": 20},
         "check_in check_in", note="personal"),
    post(f"{KEY_RESULT}/check-ins/{{check_in}}/correction", CHECK_IN, "key_result=kr_increase check_in=check_in",
         {"value": 17, **BECAUSE}, "check_in correct"),
    post("/comments", COMMENT, "", {"about": "O-{active}", "text": "Well."}, "comment comment"),
    post("/comments", COMMENT, "", {"about": "KR-{kr_increase}", "text": "Well.", "check_in": Id("check_in")},
         "comment comment", note="check-in"),
    post("/comments", COMMENT_DRAFT_BY_API, "", {"about": "KR-{draft_kr}", "text": "Well."}, "comment comment",
         note="draft"),
    post("/comments", COMMENT_ENDED_BY_API, "", {"about": "O-{personal_ended}", "text": "Well."},
         "comment comment", note="personal, closed"),
    post("/comments", COMMENT, "", {"about": "O-{personal}", "text": "Well."}, "comment comment", note="personal"),
    delete("/comments/{comment}", OWN_COMMENT, "comment=comment", "comment withdraw_comment"),
    delete("/comments/{comment}", DRAFT_COMMENT_OF_ANOTHER, "comment=draft_kr_comment", "comment withdraw_comment",
         note="draft"),
    post("/waivers", EDIT_KR, "", WAIVER | {"about": "KR-{kr_increase}"}, "waiver waive"),
    post("/waivers", EDIT_DRAFT, "", WAIVER | {"about": "O-{draft}", "code": "OBJ101"}, "waiver waive", note="draft"),
    delete("/waivers/{waiver}", EDIT_KR, "waiver=waiver", "waiver end_waiver"),
    delete("/waivers/{waiver}", EDIT_DRAFT, "waiver=draft_waiver", "waiver end_waiver", note="draft"),
    post(f"{KEY_RESULT}/initiatives", TEAM_WORK, "key_result=kr_increase", {"title": "Buy discs"},
         "initiative add_initiative"),
    post(f"{KEY_RESULT}/initiatives", DRAFT_WORK, "key_result=draft_kr", {"title": "Buy discs"},
         "initiative add_initiative", note="draft"),
    patch("/initiatives/{initiative}", TEAM_WORK, "initiative=initiative", {"state": "doing"},
         "initiative edit_initiative"),
    patch("/initiatives/{initiative}", DRAFT_WORK, "initiative=draft_initiative", {"state": "doing"},
         "initiative edit_initiative", note="draft"),
)  # fmt: skip

METRICS = (
    post("/metrics", TEAM_WORK, "", {"team": Id("platform"), "name": "Alerts"}, "metric create_metric"),
    patch("/metrics/{metric}", TEAM_WORK, "metric=kpi", {"name": "Cost"}, "metric edit_metric"),
    patch("/metrics/{metric}", DRAFT_WORK, "metric=draft_metric", {"name": "Cost"}, "metric edit_metric",
         note="draft"),
    post("/metrics/{metric}/readings", PUSH, "metric=metric", {"value": 18}, "reading push_reading"),
    post("/metrics/{metric}/readings", PUSH_OWN, "metric=kpi", {"value": 180}, "reading push_reading",
         note="watched"),
    post("/metrics/{metric}/readings", DRAFT_PUSH, "metric=draft_metric", {"value": 18}, "reading push_reading",
         note="draft"),
)  # fmt: skip

DOCUMENTS = (
    post("/imports", IMPORT, "", {"source_name": "a.md", "text": "# Objective: Calm\n- Deploys from 1 to 2\n",
         "team": Id("platform"), "cycle": Id("cycle")}, "import stage_import"),
    patch("/imports/{staged}", OWN_IMPORT, "staged=staged", {"fields": {"o0.title": "Calmer"}},
         "table northing_stagedimport"),
    delete("/imports/{staged}", OWN_IMPORT, "staged=staged", "import discard_import"),
    post("/imports/{staged}/reading", OWN_IMPORT, "staged=asking", {"dates": "dmy", "decimals": "comma"},
         "table northing_stagedimport"),
    post("/imports/{staged}/commit", OWN_IMPORT, "staged=staged", None, "objective import"),
)  # fmt: skip

SETTINGS = (
    patch("/settings", ADMINISTER, "", {"name": "Kestrel AG"}, "workspace edit_workspace"),
    patch("/rules", ADMINISTER, "", {"fields": {"KR119": "off"}}, "workspace edit_lint"),
    patch(f"{TEAM}/rules", KEEP_TEAM, "team=platform_slug", {"fields": {"KR119": "off"}}, "team edit_lint"),
    post("/teams", ADMINISTER, "", {"name": "Growth", "parent": Id("company")}, "team create_team"),
    patch(TEAM, ADMINISTER, "team=platform_slug", {"name": "Plateau"}, "team edit_team"),
    post(f"{TEAM}/archive", ADMINISTER, "team=spare_slug", BECAUSE, "team archive_team"),
    delete(f"{TEAM}/archive", ADMINISTER, "team=archived_slug", "team unarchive_team"),
    post(f"{TEAM}/merge", ADMINISTER, "team=spare_slug", {"into": Id("web"), **BECAUSE}, "team merge_team"),
    put(f"{TEAM}/people/{{person}}", KEEP_TEAM, "team=platform_slug person=owner", {"lead": False},
         "team_person join_team"),
    delete(f"{TEAM}/people/{{person}}", KEEP_TEAM, "team=platform_slug person=member", "team_person leave_team"),
    post("/people", ADMINISTER, "", {"name": "Nia Roth"}, "person invite"),
    post("/people", ADMINISTER, "", {"name": "Nia Roth", "role": "admin", "team": Id("platform")}, "person invite",
         note="an admin"),
    post("/people", KEEP_TEAM, "", {"name": "Nia Roth", "team": Id("platform")}, "person invite", note="into a team"),
    patch(PERSON, ONESELF, "person=member", {"name": "Max Other"}, "person edit_person"),
    patch(PERSON, ADMINISTER, "person=member", {"role": "viewer"}, "person edit_person", note="role"),
    post(f"{PERSON}/invitation", ADMINISTER, "person=invited", None, "invitation reinvite"),
    post(f"{PERSON}/handover", HAND_OVER, "person=keeper", {"each": {"KR-{kr_increase}": Id("member")}, **BECAUSE},
         "key_result hand_over"),
    post(f"{PERSON}/leaving", ADMINISTER, "person=keeper", {"to": Id("member"), **BECAUSE}, "person deactivate"),
    delete(f"{PERSON}/leaving", ADMINISTER, "person=gone", "person reactivate"),
    post("/cycles", ADMINISTER, "", {"name": "Sprint", "kind": "custom", "start": "2026-05-01",
         "end": "2026-05-20"}, "cycle create_cycle"),
    patch("/cycles/{cycle}", ADMINISTER, "cycle=past_cycle", {"name": "Warm"}, "cycle edit_cycle"),
    post("/cycles/{cycle}/closure", ADMINISTER, "cycle=past_cycle", BECAUSE, "cycle close_cycle"),
    post("/tokens", TOKEN, "", {"name": "job"}, "token create_token"),
    delete("/tokens/{token}", REVOKE, "token=token", "token revoke_token"),
    post("/jobs", JOBS, "", {"schedule": "sweep"}, "table django_tasks_database_dbtaskresult"),
    post("/jobs/{job}/attempt", JOBS, "job=job", None, "table django_tasks_database_dbtaskresult"),
    delete("/jobs/{job}", JOBS, "job=job", "table django_tasks_database_dbtaskresult"),
)  # fmt: skip

ENDPOINTS = (*READING, *OBJECTIVES, *KEY_RESULTS, *METRICS, *DOCUMENTS, *SETTINGS)
