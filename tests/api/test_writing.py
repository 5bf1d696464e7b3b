"""An objective from draft to closed over the API, and who is refused where."""

from collections.abc import Callable

from tests.api.conftest import Api, good, problem
from tests.cast import Cast

DRAFT = {"title": "Nobody waits for a build", "why": "It costs a day a week."}


def test_the_life_of_an_objective(cast: Cast, lea: Api) -> None:
    drafted = good(
        lea("post", "/objectives", DRAFT | {"team": cast.platform, "cycle": cast.cycle}), 201
    )
    key = drafted["card"]["key"]
    kr = {
        "title": "Median build",
        "kind": "decrease",
        "unit": "s",
        "baseline": 1200,
        "target": "6 min",
    }
    added = good(lea("post", f"/objectives/{key}/key-results", kr), 201)["card"]
    assert [added["baseline"]["value"], added["target"]["value"]] == ["1200", "360"]
    assert (
        good(lea("patch", f"/objectives/{key}", {"ambition": "committed"}))["card"]["ambition"]
        == "committed"
    )
    linked = good(
        lea("post", f"/objectives/{key}/alignments", {"supports": f"O-{cast.objective}"}), 201
    )
    assert linked["card"]["supports"][0]["key"] == f"O-{cast.objective}"
    assert (
        good(lea("delete", f"/objectives/{key}/alignments/O-{cast.objective}"))["card"]["supports"]
        == []
    )
    assert good(lea("post", f"/objectives/{key}/proposal"), 201)["card"]["state"] == "proposed"
    assert good(lea("delete", f"/objectives/{key}/proposal"))["card"]["state"] == "draft"
    good(lea("post", f"/objectives/{key}/proposal"), 201)
    assert good(lea("post", f"/objectives/{key}/agreement"), 201)["card"]["state"] == "active"
    assert good(lea("post", f"/objectives/{key}/closure"), 201)["card"]["state"] == "closed"
    assert problem(lea("delete", f"/objectives/{key}/closure"), 422)["place"] == "reason"
    reopened = good(lea("delete", f"/objectives/{key}/closure?reason=too%20early"))
    assert reopened["card"]["state"] == "active"
    assert (
        good(lea("post", f"/objectives/{key}/cancellation", {"reason": "not ours"}), 201)["card"][
            "state"
        ]
        == "cancelled"
    )
    verbs = [c["verb"] for c in good(lea("get", f"/objectives/{key}/history"))["items"]]
    assert verbs[:3] == ["cancel", "reopen", "close"]
    assert {c["door"] for c in good(lea("get", f"/objectives/{key}/history"))["items"]} == {"api"}


def test_the_life_of_a_key_result(cast: Cast, lea: Api) -> None:
    path = f"/key-results/KR-{cast.key_results['decrease']}"
    target = {"target": "8 min", "reason": "A slower runner.", "seen": {"target": "6 min"}}
    card = good(lea("post", f"{path}/targets", target), 201)["card"]
    assert [card["target"]["value"], card["first_target"]["value"]] == ["480", "360"]
    for noun, state in (("pause", "paused"), ("drop", "dropped")):
        assert (
            good(lea("post", f"{path}/{noun}", {"reason": "waiting"}), 201)["card"]["state"]
            == state
        )
        assert good(lea("delete", f"{path}/{noun}?reason=again"))["card"]["state"] == "open"
    edited = good(lea("patch", path, {"weight": 2.5, "reason": "It matters more."}))
    assert edited["card"]["weight"] == "2.5"


def test_a_check_in_by_number_and_as_typed(cast: Cast, api_of: Callable[..., Api]) -> None:
    path, speaker = f"/key-results/KR-{cast.key_results['decrease']}", api_of("max", "check_in")
    for said, value in (
        ({"no_change": True}, "720"),
        ({"value": 660, "confidence": 6}, "660"),
        ({"value": "+30"}, "690"),
        ({"value": 660.25}, "660.25"),
        ({"value": "10 min 30 s"}, "630"),
    ):
        card = good(speaker("post", f"{path}/check-ins", said), 201)["card"]
        assert card["now"]["value"] == value, said


def test_yes_no_and_steps(cast: Cast, lea: Api) -> None:
    yes = good(
        lea("post", f"/key-results/KR-{cast.key_results['yes_no']}/check-ins", {"value": True}), 201
    )
    assert yes["card"]["progress"]["value"] == "1"
    path = f"/key-results/KR-{cast.key_results['milestones']}"
    steps = good(lea("get", path))["card"]["steps"]
    done = good(lea("post", f"{path}/check-ins", {"steps_done": [steps[1]["id"]]}), 201)
    assert [bool(s["done_on"]) for s in done["card"]["steps"]] == [False, True]


def test_a_correction_keeps_the_first_word(cast: Cast, lea: Api) -> None:
    path = f"/key-results/KR-{cast.key_results['decrease']}/check-ins"
    newest = good(lea("get", path))["items"][0]
    fix = {"value": "11 min", "reason": "a typing error"}
    good(lea("post", f"{path}/{newest['id']}/correction", fix), 201)
    thread = good(lea("get", path))["items"]
    assert [c["corrects"] for c in thread if c["corrects"]] == [newest["id"]]
    assert next(c for c in thread if c["id"] == newest["id"])["superseded"]


REFUSED = (
    ("vera", "post", "/objectives", DRAFT, 403),
    ("max", "post", "/objectives/O-{objective}/closure", {}, 403),
    ("vera", "post", "/key-results/KR-1/check-ins", {"value": 12}, 403),
    ("vera", "post", "/comments", {"about": "KR-1", "text": "Hm."}, 403),
    ("max", "post", "/people", {"name": "Mallory"}, 403),
    ("max", "post", "/teams", {"name": "Mine", "parent": 1}, 403),
    (
        "lea",
        "post",
        "/cycles",
        {"name": "X", "kind": "custom", "start": "2026-01-01", "end": "2026-02-01"},
        403,
    ),
    ("lea", "patch", "/settings", {"name": "Ours"}, 403),
    ("otto", "post", "/objectives", DRAFT, 404),
    ("nobody", "post", "/objectives", DRAFT, 401),
)


def test_who_may_not(cast: Cast, api_of: Callable[..., Api]) -> None:
    for handle, method, path, body, status in REFUSED:
        sent = body | {"team": cast.platform, "cycle": cast.cycle} if body is DRAFT else body
        found = problem(api_of(handle)(method, path.format(objective=cast.objective), sent), status)
        assert status != 403 or found["remedy"], path


def test_a_token_may_no_more_than_its_scopes(cast: Cast, api_of: Callable[..., Api]) -> None:
    kr = f"/key-results/KR-{cast.key_results['increase']}"
    reader, speaker = api_of("lea", "read"), api_of("lea", "check_in")
    problem(reader("post", f"{kr}/check-ins", {"value": 12}), 403)
    good(speaker("post", f"{kr}/check-ins", {"value": 12}), 201)
    problem(speaker("post", f"{kr}/pause", {"reason": "no"}), 403)
    problem(speaker("post", "/tokens", {"name": "more", "scopes": ["write"]}), 403)


def test_people_teams_and_cycles(cast: Cast, api_of: Callable[..., Api]) -> None:
    ada = api_of("ada")
    invited = good(
        ada("post", "/people", {"name": "Nia Roth", "email": "nia@kestrel.example"}), 201
    )
    assert invited["secret"].startswith("nin_")
    again = good(ada("post", f"/people/{invited['id']}/invitation"), 201)
    assert again["secret"] != invited["secret"]
    assert good(ada("patch", f"/people/{invited['id']}", {"role": "viewer"}))["role"] == "viewer"
    team = good(ada("post", "/teams", {"name": "Build tools", "parent": cast.platform}), 201)
    assert team["slug"] == "build-tools"
    good(ada("put", f"/teams/build-tools/people/{invited['id']}", {"lead": True}))
    assert [p[0]["name"] for p in good(ada("get", "/teams/build-tools"))["people"]] == ["Nia Roth"]
    good(ada("delete", f"/teams/build-tools/people/{invited['id']}"))
    problem(ada("delete", f"/teams/build-tools/people/{invited['id']}"), 404)
    assert good(ada("patch", "/teams/build-tools", {"name": "Builds"}))["name"] == "Builds"
    cycle = {"name": "Spring", "kind": "custom", "start": "2026-04-01", "end": "2026-05-31"}
    made = good(ada("post", "/cycles", cycle), 201)
    assert good(ada("patch", f"/cycles/{made['id']}", {"end": "2026-06-15"}))["end"] == "2026-06-15"
    assert problem(ada("post", f"/cycles/{made['id']}/closure"), 422)["place"] == "cycle"
    assert good(ada("patch", "/settings", {"weekday": 1}))["weekday"] == 1


def test_comments_initiatives_and_tokens(cast: Cast, lea: Api) -> None:
    kr = f"KR-{cast.key_results['increase']}"
    said = good(lea("post", "/comments", {"about": kr, "text": "Which week?"}), 201)
    assert good(lea("get", f"/key-results/{kr}"))["comments"][0]["text"] == "Which week?"
    good(lea("delete", f"/comments/{said['id']}"))
    assert good(lea("get", f"/key-results/{kr}"))["comments"][0]["withdrawn"]
    work = good(lea("post", f"/key-results/{kr}/initiatives", {"title": "Smaller batches"}), 201)
    done = good(lea("patch", f"/initiatives/{work['id']}", {"state": "done"}))
    assert done["done_on"] == "2026-03-12"
    token = good(lea("post", "/tokens", {"name": "job", "scopes": ["check_in"], "days": 30}), 201)
    assert good(Api(token["secret"])("get", "/settings"))
    good(lea("delete", f"/tokens/{token['id']}"))
    problem(Api(token["secret"])("get", "/settings"), 401)
    assert token["secret"] not in lea("get", "/tokens").content.decode()


def test_a_document_comes_in(cast: Cast, lea: Api) -> None:
    text = "# Platform OKRs\n\n## Objective: Builds are calm\n\n"
    text += "- KR 1: Median build from 20 min to 6 min\n- KR 2: Every team has a runbook\n"
    body = {"source_name": "q1.md", "text": text, "team": cast.platform, "cycle": cast.cycle}
    staged = good(lea("post", "/imports", body), 201)
    assert [o["item"]["title"] for o in staged["objectives"]] == ["Builds are calm"]
    path = f"/imports/{staged['id']}"
    corrected = good(lea("patch", path, {"fields": {"o0.title": "Builds are quick"}}))
    assert corrected["objectives"][0]["item"]["title"] == "Builds are quick"
    assert good(lea("post", f"{path}/commit"), 201)["committed"]
    assert "Builds are quick" in [o["title"] for o in good(lea("get", "/objectives"))["items"]]
    other = good(lea("post", "/imports", body), 201)
    good(lea("delete", f"/imports/{other['id']}"))
    problem(lea("get", f"/imports/{other['id']}"), 404)
    assert problem(lea("post", "/imports", body | {"text": "Nothing to see."}), 422)["remedy"]
