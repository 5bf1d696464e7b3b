"""Bad input by the doors: refused with a reason, never an error of ours."""

import json
from contextlib import suppress
from typing import Any

import pytest
from django.test import Client

from northing.actions import check_ins, imports, key_results, objectives, people, workspaces
from northing.actions.check_ins import Said
from northing.actions.errors import InvalidError
from northing.actions.import_places import Cycles
from northing.actions.key_results import NewKeyResult
from northing.domain.staging import StagedCycle
from northing.store.check_ins import CheckIn
from northing.store.key_results import KeyResult
from northing.store.people import Person
from northing.transfer import markdown
from tests.cast import Cast, bearer, client_for

WRITE = ("read", "check_in", "write")


def post(
    client: Client, path: str, body: object, headers: dict[str, str], method: str = "post"
) -> Any:
    data = body if isinstance(body, str) else json.dumps(body)
    return getattr(client, method)(
        f"/api/v1/kestrel{path}", data, content_type="application/json", headers=headers
    )


@pytest.fixture
def calm() -> Client:
    """A client that answers 500 as a server would."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("about", ["O-²", "KR-²", "O-" + "9" * 5000, "O-٣٣٣٣٣٣٣٣٣٣٣٣"])
def test_keys_that_only_look_like_numbers(cast: Cast, calm: Client, about: str) -> None:
    headers = bearer(cast.lea, *WRITE)
    for path, body in (
        ("/comments", {"about": about[:20], "text": "x"}),
        (f"/objectives/O-{cast.objective}/alignments", {"supports": about[:20]}),
    ):
        assert post(calm, path, body, headers).status_code in {404, 422}


@pytest.mark.parametrize("text", ["²", "9" * 5000, "99999999999999999999", "-1", "٣"])
def test_ids_that_only_look_like_numbers(cast: Cast, text: str) -> None:
    client = client_for(cast.ada)
    client.raise_request_exception = False
    lea = client_for(cast.lea)
    lea.raise_request_exception = False
    new = {"title": "A title", "team": text, "cycle": text, "owner": text, "ambition": "committed"}
    okrs = f"/kestrel/okrs/O-{cast.objective}"
    answers = [
        lea.post("/kestrel/okrs/new/", new),
        lea.post("/kestrel/okrs/new/", {**new, "contributors": text}),
        lea.post(f"{okrs}/edit/", {"title": "x", "owner": text, "cycle": text, "reason": "r"}),
        lea.post(f"{okrs}/alignments/", {"supports": f"O-{text}"}),
        lea.post(f"{okrs}/comments/", {"text": "x", "check_in": text}),
        lea.post(
            f"{okrs}/key-results/new/",
            {"title": "x", "kind": "increase", "owner": text, "metric": text},
        ),
        lea.post("/kestrel/imports/", {"text": "# O\n- a\n", "team": text, "cycle": text}),
        lea.post("/kestrel/metrics/new/", {"name": "m", "team": text, "direction": "up"}),
        client.post(
            "/kestrel/settings/", {"name": "K", "tz": "UTC", "fiscal_month": text, "weekday": text}
        ),
        client.post("/kestrel/settings/teams/", {"name": "T", "parent": text}),
        client.post(f"/kestrel/settings/teams/{cast.platform}/", {"name": "T", "parent": text}),
        client.post("/kestrel/settings/tokens/", {"name": "T", "days": text}),
        client.get(f"/kestrel/teams/platform/?cycle={text}"),
        client.get(f"/kestrel/okrs/new/?cycle={text}&team={text}"),
        client.get(f"/kestrel/imports/?team={text}"),
        client.get(f"/kestrel/metrics/?team={text}&page={text}"),
    ]
    assert [a.status_code for a in answers if a.status_code >= 500] == []


@pytest.mark.parametrize(
    "as_of", ["0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "1500-02-28T00:00:00Z"]
)
def test_instants_before_all_calendars(cast: Cast, calm: Client, as_of: str) -> None:
    headers = bearer(cast.max, *WRITE)
    made = post(calm, "/metrics", {"team": cast.platform, "name": "m"}, headers).json()
    number = cast.key_results["increase"]
    assert (
        post(
            calm, f"/metrics/{made['id']}/readings", {"value": 1, "as_of": as_of}, headers
        ).status_code
        == 422
    )
    answer = post(
        calm, f"/key-results/KR-{number}/check-ins", {"value": "11", "as_of": as_of}, headers
    )
    assert answer.status_code == 422


def test_a_progress_beyond_every_column(cast: Cast) -> None:
    """A tiny way and a huge value make a ratio that no column holds: the page still says so."""
    given = NewKeyResult("Tiny", "increase", unit="count", baseline="0", target="0.0000000001")
    number = int(key_results.add(cast.lea, cast.objective, given, "to see").key.partition("-")[2])
    with pytest.raises(InvalidError):
        check_ins.record(cast.lea, number, Said("99999999999999999999"))
    check_ins.record(cast.lea, number, Said("999999999999999999"))
    page = client_for(cast.lea).get(f"/kestrel/okrs/KR-{number}/")
    assert page.status_code == 200


def test_a_handle_without_letters(cast: Cast) -> None:
    with pytest.raises(InvalidError):
        people.edit(cast.ada, cast.max.person, {"handle": "!!!"}, {})
    assert Person.objects.get(pk=cast.max.person).handle == "max"


@pytest.mark.parametrize("title", ["\u200b", "\u200b \u2060", "\u00ad"])
def test_a_title_that_nobody_can_see(cast: Cast, title: str) -> None:
    with pytest.raises(InvalidError):
        objectives.edit(cast.max, cast.draft, {"title": title}, {})


@pytest.mark.parametrize("mark", ["\u202e", "\u202d", "\u2066", "\u2067"])
def test_marks_that_turn_the_text_around(cast: Cast, mark: str) -> None:
    with pytest.raises(InvalidError):
        objectives.edit(cast.max, cast.draft, {"title": f"Ship {mark}gnp.exe"}, {})


def test_a_reason_of_half_a_character(cast: Cast) -> None:
    with pytest.raises(InvalidError):
        objectives.edit(cast.max, cast.draft, {"title": "Other"}, {}, "\ud800")


def test_steps_and_teams_of_an_active_one_change_with_a_reason_only(cast: Cast) -> None:
    number = cast.key_results["milestones"]
    with pytest.raises(InvalidError):
        key_results.edit(cast.lea, number, {}, {}, steps=[key_results.NewStep("Nothing")])
    with pytest.raises(InvalidError):
        key_results.edit(
            cast.lea, cast.key_results["increase"], {}, {}, checkpoints=[("2026-02-01", "20")]
        )
    with pytest.raises(InvalidError):
        objectives.edit(cast.lea, cast.objective, {}, {}, contributors=[cast.company])


def test_an_active_key_result_keeps_its_kind(cast: Cast) -> None:
    with pytest.raises(InvalidError):
        key_results.edit(cast.lea, cast.key_results["yes_no"], {"kind": "increase"}, {}, "because")


def test_target_and_baseline_differ_by_every_door(cast: Cast) -> None:
    number = cast.key_results["increase"]
    for attempt in (
        lambda: key_results.retarget(cast.lea, number, "same", target="10"),
        lambda: key_results.retarget(cast.lea, number, "same", target="10.00000000001"),
        lambda: key_results.add(
            cast.lea, cast.draft,
            NewKeyResult("Huge", "increase", unit="count", baseline="10000000000000000000.1",
                         target="10000000000000000000.2"),
        ),
    ):  # fmt: skip
        with suppress(InvalidError):
            attempt()
    assert KeyResult.objects.get(number=number).target == 40
    assert client_for(cast.lea).get(f"/kestrel/okrs/KR-{number}/").status_code == 200
    assert client_for(cast.lea).get(f"/kestrel/okrs/O-{cast.draft}/").status_code == 200


def test_no_number_hides_in_an_import(cast: Cast) -> None:
    plan = markdown.read(b"# Objective: Calm\n- Deploys from 1 to 2\n", "a.md", fiscal_month=1)
    staged = imports.stage(cast.lea, plan, team=cast.platform, cycle=cast.cycle)
    for score in ("NaN", "Infinity", "-Infinity", "sNaN", "1e400", "²"):
        imports.edit(cast.lea, staged.id, {"o0.k0.score": score})
        with pytest.raises(InvalidError):
            imports.commit(cast.lea, staged.id)
    assert not CheckIn.objects.filter(origin="import").exists()
    for team in ("²", "9" * 3999, "-1", ""):
        imports.edit(cast.lea, staged.id, {"team.0": team})
        with pytest.raises(InvalidError):
            imports.commit(cast.lea, staged.id)


def test_an_imported_period_ends_after_it_starts(cast: Cast) -> None:
    odd = StagedCycle("Odd", "2026-05-01", "2026-04-01", "new")
    with pytest.raises(InvalidError):
        Cycles.of(cast.ada).chosen(odd)


@pytest.mark.parametrize(
    "value", ["99999999999999999999", "10000000000000000000", "999999999999999999.99"]
)
def test_what_is_kept_can_be_read_again(cast: Cast, value: str) -> None:
    """SQLite keeps fifteen digits: a value that rounds up to one digit more would break every page."""
    given = NewKeyResult("Huge", "decrease", unit="count", baseline=value, target="0")
    with suppress(InvalidError):
        key_results.add(cast.lea, cast.draft, given)
    assert client_for(cast.lea).get(f"/kestrel/okrs/O-{cast.draft}/").status_code == 200


@pytest.mark.parametrize("state", ["%00", "a%00b", "%ED%A0%80", "%F0%9F%98%80", "%"])
def test_filters_of_odd_characters_find_nothing(cast: Cast, calm: Client, state: str) -> None:
    for noun in ("objectives", "key-results"):
        answer = calm.get(f"/api/v1/kestrel/{noun}?state={state}", headers=bearer(cast.lea))
        assert answer.status_code in {200, 422}, noun


@pytest.mark.parametrize("number", ["99999999999999999999", "9" * 400])
def test_addresses_of_numbers_beyond_every_column(cast: Cast, calm: Client, number: str) -> None:
    client = client_for(cast.vera)
    client.raise_request_exception = False
    for noun in ("okrs/O-", "okrs/KR-", "metrics/", "activity/"):
        for day in ("", "/@2026-02-10"):
            address = f"{day}/kestrel/{noun}{number}/"
            assert client.get(address).status_code == 404, address
            assert client.get(f"{address}history/").status_code == 404, address
    headers = bearer(cast.vera, "read")
    for noun in ("objectives/O-", "key-results/KR-", "metrics/"):
        answer = calm.get(f"/api/v1/kestrel/{noun}{number}", headers=headers)
        assert answer.status_code in {404, 422}, noun


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_days_at_both_ends_of_the_calendar(cast: Cast, calm: Client, zone: str) -> None:
    workspaces.edit(cast.ada, {"tz": zone}, {})
    headers = bearer(cast.vera, "read")
    first, last = "0001-01-01", "9999-12-31"
    counts = [
        len(calm.get(f"/api/v1/kestrel/activity{asked}", headers=headers).json()["items"])
        for asked in ("", f"?since={first}", f"?until={last}", f"?since={first}&until={last}")
    ]
    assert counts[0] > 0
    assert set(counts) == {counts[0]}
    for asked in (f"?since={last}", f"?until={first}"):
        answer = calm.get(f"/api/v1/kestrel/activity{asked}", headers=headers)
        assert answer.json()["items"] == [], asked
    compared = calm.get(f"/api/v1/kestrel/compare?from={first}&to={last}", headers=headers)
    assert compared.status_code == 200
