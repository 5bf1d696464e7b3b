"""Sheets in by the API: text or bytes, questions and their answers."""

import base64
from typing import Any

import pytest

from tests.api.conftest import Api, good, problem
from tests.cast import Cast
from tests.web.test_import_sheets import OPEN, workbook


def body(cast: Cast, **fields: Any) -> dict[str, Any]:
    return {"source_name": "plan.csv", "team": cast.platform, "cycle": cast.cycle, **fields}


def first(preview: Any) -> Any:
    return preview["objectives"][0]["key_results"][0]["item"]


def test_a_workbook_comes_in_as_base64(cast: Cast, lea: Api) -> None:
    content = base64.b64encode(workbook()).decode()
    staged = good(lea("post", "/imports", body(cast, content=content)), 201)
    assert first(staged)["place"] == "Plan of Platform!2"
    assert [u["place"] for u in staged["unread"]] == ["Plan of Platform!G3"]
    assert staged["questions"] == []
    assert good(lea("post", f"/imports/{staged['id']}/commit"), 201)["committed"]


def test_an_answer_may_come_with_the_sheet_or_later(cast: Cast, lea: Api) -> None:
    asked = good(lea("post", "/imports", body(cast, text=OPEN)), 201)
    assert [q["name"] for q in asked["questions"]] == ["dates", "decimals"]
    assert first(asked)["due_on"] == ""
    path = f"/imports/{asked['id']}"
    good(lea("patch", path, {"fields": {"o0.k0.title": "Builds"}}))
    answered = good(lea("post", f"{path}/reading", {"dates": "dmy", "decimals": "comma"}), 201)
    assert first(answered)["due_on"] == "2026-03-02"
    assert first(answered)["title"] == "Builds"
    told = good(lea("post", "/imports", body(cast, text=OPEN, dates="mdy", decimals="point")), 201)
    assert first(told)["due_on"] == "2026-02-03"
    assert [q["chosen"] for q in told["questions"]] == ["mdy", "point"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "a,b", "content": "YQ=="},
        {"content": "no base64!"},
        {"content": base64.b64encode(b"PK\x03\x04 garbage").decode()},
        {"text": "Objective;Key result\n" + "".join(f"A;K{n}\n" for n in range(20_000))},
        {"text": OPEN, "dates": "ymd"},
    ],
)
def test_what_is_wrong_is_said_with_its_remedy(cast: Cast, lea: Api, wrong: dict[str, str]) -> None:
    assert problem(lea("post", "/imports", body(cast, **wrong)), 422)["title"]


def test_only_ones_own_open_documents_are_read_again(cast: Cast, lea: Api, api_of: Any) -> None:
    closed = good(lea("post", "/imports", body(cast, text="Objective;Key result\nA;B\n")), 201)
    assert problem(lea("post", f"/imports/{closed['id']}/reading", {"dates": "dmy"}), 404)["remedy"]
    asked = good(lea("post", "/imports", body(cast, text=OPEN)), 201)
    for who in ("ada", "max", "otto"):
        problem(api_of(who)("post", f"/imports/{asked['id']}/reading", {"dates": "dmy"}), 404)
