"""Sheets in by the pages: uploaded or pasted, asked about what is open, looked through and imported."""

import io
import re
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]  # it brings no types
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from northing.actions import imports as actions
from northing.domain.access import Caller
from northing.queries import import_documents, key_results
from northing.queries import imports as queries
from northing.queries.imports import ImportPreview
from northing.transfer import documents
from tests.cast import Cast, client_for
from tests.walls.seeing import queries_counted, seen
from tests.web.test_imports import BUDGET, HERE, form_of

OPEN = (
    "Objective;Key result;Baseline;Target;Unit;Owner;Due\n"
    "Quick builds;Median build;20;6;min;Max;02/03/2026\n"
    ";Deployments a week;1.234;2.000;;Zoe;03/02/2026\n"
)


def workbook() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        page = made.add_worksheet("Plan of Platform")
        page.write_row(
            0, 0, ["Objective", "Key result", "Baseline", "Target", "Unit", "Owner", "Due"]
        )
        page.write_row(1, 0, ["Quick builds", "Median build", 20, 6, "min", "Max"])
        page.write_row(2, 1, ["Deployments a week", 10, 40, "", "Zoe", "soon"])
    return file.getvalue()


def sent(cast: Cast, client: Client, **fields: Any) -> int:
    """The id of the import that this form stages."""
    form = {"team": str(cast.platform), "cycle": str(cast.cycle), "text": "", **fields}
    response = client.post(HERE, form)
    assert response.status_code == 302, response.content.decode()
    return int(response["Location"].rstrip("/").rpartition("/")[2])


def found(who: Caller, pk: int) -> ImportPreview:
    preview = queries.preview(who, pk)
    assert preview is not None
    return preview


def form_with(client: Client, pk: int, **changes: str) -> dict[str, Any]:
    """The preview's form as it stands, without answers, and these fields."""
    form: dict[str, Any] = form_of(client.get(f"{HERE}{pk}/").content.decode())
    form.pop("dates", None)
    form.pop("decimals", None)
    return {**form, **changes}


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.csv", "no-name"])
def test_a_workbook_is_known_by_its_content(cast: Cast, name: str) -> None:
    client = client_for(cast.lea)
    pk = sent(cast, client, file=SimpleUploadedFile(name, workbook()))
    html = seen(client.get, f"{HERE}{pk}/").content.decode()
    for text in ("Plan of Platform!2", "Plan of Platform!3", "Plan of Platform!G3", "Due: soon"):
        assert text in html
    assert "guessed" not in re.sub(r"<span class=\"small\">.*?</span>", "", html), (
        "columns say it all"
    )


def test_cells_that_are_pasted_are_read_as_a_sheet(cast: Cast) -> None:
    client = client_for(cast.lea)
    pk = sent(
        cast, client, text="Objective\tKey result\tTarget\r\nCalm\tPages\t2\r\n\tAlarms\t3\r\n"
    )
    preview = found(cast.lea, pk)
    assert [kr.item.title for kr in preview.objectives[0].key_results] == ["Pages", "Alarms"]


def test_what_is_open_is_asked_and_the_answer_keeps_corrections(cast: Cast) -> None:
    client = client_for(cast.lea)
    pk = sent(cast, client, file=SimpleUploadedFile("plan.csv", OPEN.encode()))
    html = seen(client.get, f"{HERE}{pk}/").content.decode()
    assert "02/03/2026" in html
    assert html.count('name="dates"') == html.count('name="decimals"') == 2
    before = found(cast.lea, pk).objectives[0].key_results
    assert [kr.item.due_on for kr in before] == ["", ""]
    assert before[1].item.baseline == before[1].item.target == ""
    form = form_with(
        client, pk, then="again", dates="dmy", decimals="comma", **{"o0.k0.title": "Builds"}
    )
    assert client.post(f"{HERE}{pk}/", form).status_code == 302
    after = found(cast.lea, pk)
    first, second = after.objectives[0].key_results
    assert (first.item.title, first.item.due_on, second.item.due_on) == (
        "Builds",
        "2026-03-02",
        "2026-02-03",
    )
    assert second.item.target.replace("\u202f", "").startswith("2000")
    assert {q.name: q.chosen for q in after.questions} == {"dates": "dmy", "decimals": "comma"}
    assert not after.unread
    form = form_with(client, pk, then="again", dates="mdy", decimals="comma")
    client.post(f"{HERE}{pk}/", form)
    again = found(cast.lea, pk).objectives[0].key_results[0].item
    assert (again.title, again.due_on) == ("Builds", "2026-02-03")


def test_without_an_answer_open_values_stay_empty_and_the_rest_is_imported(cast: Cast) -> None:
    client = client_for(cast.lea)
    pk = sent(cast, client, file=SimpleUploadedFile("plan.csv", OPEN.encode()))
    form = form_with(client, pk, then="commit")
    response = client.post(f"{HERE}{pk}/", form)
    assert response.status_code == 302, response.content.decode()[-2000:]
    made = found(cast.lea, pk).objectives[0].key_results[0]
    page = key_results.key_result(cast.lea, int(made.known_as[3:]))
    assert page is not None
    assert page.card.title == "Median build"
    assert import_documents.document(cast.lea, pk) is None, "nothing is open any more"


def test_an_answer_for_what_asks_nothing_is_refused(cast: Cast) -> None:
    client = client_for(cast.lea)
    pk = sent(cast, client, file=SimpleUploadedFile("plan.xlsx", workbook()))
    form = form_with(client, pk, then="again", dates="dmy")
    assert client.post(f"{HERE}{pk}/", form).status_code == 404
    assert client_for(cast.ada).post(f"{HERE}{pk}/", form).status_code == 404


def test_what_is_wrong_with_a_sheet_is_said_beside_the_file(cast: Cast) -> None:
    rows = "".join(f"A{n // 5};K{n}\n" for n in range(20_000))
    cases = {
        "none.csv": (b"Colour;Size\nred;5\n", "No row of it names a column"),
        "old.xls": (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "old program"),
        "big.csv": (b"Objective;Key result\n" + rows.encode(), "--slices"),
    }
    for name, (data, said) in cases.items():
        form = {
            "file": SimpleUploadedFile(name, data), "team": str(cast.platform), "cycle": str(cast.cycle),
        }  # fmt: skip
        response = client_for(cast.lea).post(HERE, form)
        assert response.status_code == 422
        text = response.content.decode()
        assert said in text
        assert 'id="id_file-error"' in text


def test_more_key_results_than_one_import_takes_are_refused(cast: Cast) -> None:
    rows = "".join(f"A{n // 5};K{n}\n" for n in range(5_001))
    form = {
        "text": "Objective;Key result\n" + rows, "team": str(cast.platform), "cycle": str(cast.cycle),
    }  # fmt: skip
    response = client_for(cast.lea).post(HERE, form)
    assert response.status_code == 422
    assert "5001" in response.content.decode()


def test_a_page_of_the_preview_asks_as_much_for_thousands_of_rows(cast: Cast) -> None:
    client = client_for(cast.lea)
    rows = "".join(f"A{n // 5};K{n};{n};{n + 9}\n" for n in range(1_000))
    data = ("Objective;Key result;Baseline;Target\n" + rows).encode()
    many = actions.stage(
        cast.lea, documents.read(data, "many.csv"), team=cast.platform, cycle=cast.cycle
    ).id
    few = sent(cast, client, file=SimpleUploadedFile("plan.csv", OPEN.encode()))
    counts = []
    for pk in (few, many):
        with queries_counted() as asked:
            response = client.get(f"{HERE}{pk}/")
        assert response.status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= BUDGET
    assert len(response.content) < 1_000_000
    assert f"{HERE}{many}/?page=12" in response.content.decode()


def test_a_sheet_comes_in_with_all_that_its_columns_say(cast: Cast) -> None:
    text = (
        "Objective;Key result;Kind;Baseline;Target;Current;Unit;Owner;Start;Due;Weight;Status\n"
        "Quick;Build time;Decrease;20;6;12;min;Max;12.01.2026;20.03.2026;50 %;In progress\n"
        "Quick;Runbooks;Yes/No;;;yes;;Max;;;2;\n"
        "Quick;Old idea;Increase;1;2;;;Max;;;;Cancelled\n"
    )
    client = client_for(cast.lea)
    pk = sent(cast, client, file=SimpleUploadedFile("plan.csv", text.encode()))
    response = client.post(f"{HERE}{pk}/", form_with(client, pk, then="commit"))
    assert response.status_code == 302, response.content.decode()[-3000:]
    made = found(cast.lea, pk).objectives[0].key_results
    build, runbooks, idea = (key_results.key_result(cast.lea, int(kr.known_as[3:])) for kr in made)
    assert build is not None
    assert runbooks is not None
    assert idea is not None
    assert build.card.kind == "decrease"
    assert len(build.check_ins) == 1
    assert runbooks.card.kind == "yes_no"
    assert idea.card.state == "dropped"
