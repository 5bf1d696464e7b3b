"""A page is kept until something changes, for the person who asked for it, and for no longer."""

import re
from array import array
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from northing.actions import check_ins, comments, metrics, objectives, people, teams
from northing.actions.check_ins import Said
from northing.kit import clock
from northing.site import kept
from northing.store.accounts import Account
from tests.cast import NOW, Cast, client_for
from tests.walls.seeing import queries_counted
from tests.web.forms import form_to, forms_of, opened

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
KEY = re.compile(r'(?<=name="key" value=")([0-9a-f]{32})')
FRAME = 2
"""Statements of a kept page: who signed in, and as whom with which teams."""


def pages(cast: Cast) -> tuple[str, ...]:
    return (
        "/kestrel/", "/kestrel/overview/", "/kestrel/teams/", "/kestrel/teams/platform/",
        f"/kestrel/okrs/O-{cast.objective}/", f"/kestrel/okrs/KR-{cast.key_results['increase']}/",
        "/kestrel/activity/", "/kestrel/kpis/", "/kestrel/metrics/",
        "/@2026-03-03/kestrel/overview/",
    )  # fmt: skip


def plain(html: str) -> str:
    """A page without what every visit has for itself."""
    return KEY.sub("", TOKEN.sub("", html))


def test_a_kept_page_is_the_page(cast: Cast) -> None:
    client = client_for(cast.lea)
    for path in pages(cast):
        first = client.get(path)
        with queries_counted() as asked:
            again = client.get(path)
        kept.pages.forget()
        fresh = client.get(path)
        assert plain(again.content.decode()) == plain(fresh.content.decode()), path
        numbers = {answer.headers.pop("X-Request-ID") for answer in (first, again)}
        assert len(numbers) == 2, "each visit has a number of its own"
        assert again.headers.items() == first.headers.items(), path
        assert len(asked) <= FRAME + 1, (path, asked)


def test_whatever_changes_is_seen_at_once(cast: Cast) -> None:
    lea, max_ = client_for(cast.lea), client_for(cast.max)
    path = f"/kestrel/okrs/KR-{cast.key_results['increase']}/"
    assert "A word on it" not in opened(lea, path)
    comments.add(cast.max, f"KR-{cast.key_results['increase']}", "A word on it")
    assert "A word on it" in opened(lea, path)
    before = opened(lea, "/kestrel/teams/platform/")
    check_ins.record(
        cast.max, cast.key_results["increase"], Said("61", "7", note="Half of it is done")
    )
    assert plain(before) != plain(opened(lea, "/kestrel/teams/platform/"))
    assert "Half of it is done" in opened(max_, path)
    teams.edit(cast.ada, cast.platform, {"name": "Foundations"}, {})
    assert "Foundations" in opened(lea, "/kestrel/teams/platform/")


def test_a_reading_that_no_key_result_takes_is_seen_at_once(cast: Cast) -> None:
    """A metric of its own: its page, the list, and the day that was shown anew after it."""
    client = client_for(cast.lea)
    metric = metrics.create(cast.lea, metrics.NewMetric(cast.platform, "Pages at night")).id
    paths = ("/kestrel/metrics/", f"/kestrel/metrics/{metric}/", "/kestrel/activity/")
    before = [plain(opened(client, path)) for path in paths]
    metrics.push(cast.lea, metric, "47.11")
    for path, was in zip(paths, before, strict=True):
        now = plain(opened(client, path))
        assert now != was, path
        assert "47.1" in now, path
    assert "pushed a reading to the metric" in now


def test_nobody_gets_the_page_of_another(cast: Cast) -> None:
    clients = {name: client_for(person) for name, person in cast.insiders.items()}
    for path in pages(cast):
        for name, client in clients.items():
            mine = opened(client, path)
            kept.pages.forget()
            assert plain(mine) == plain(opened(client, path)), (path, name)
            for one in clients.values():
                opened(one, path)


def test_an_outsider_and_who_has_left_get_nothing(cast: Cast) -> None:
    path = f"/kestrel/okrs/O-{cast.objective}/"
    vera = client_for(cast.vera)
    opened(client_for(cast.lea), path)
    opened(vera, path)
    assert client_for(cast.otto).get(path).status_code == 404
    assert Client().get(path).status_code in {302, 404}
    people.edit(cast.ada, cast.vera.person, {"state": "inactive"}, {})
    assert vera.get(path).status_code == 404


def test_form_tokens_are_each_visitors_own_and_work(cast: Cast) -> None:
    path = f"/kestrel/okrs/O-{cast.objective}/"
    first, second = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    for client in (first, second):
        client.force_login(Account.objects.get(pk=cast.lea.account))
    theirs = TOKEN.findall(opened(first, path))
    html = opened(second, path)
    mine = TOKEN.findall(html)
    assert len(set(mine)) == 1
    assert set(mine).isdisjoint(theirs)
    form = form_to(html, "comments/")
    refused = form.send(second, path, text="Forged", csrfmiddlewaretoken="x" * 64)
    assert refused.status_code == 403
    assert form.send(second, path, text="From a kept page").status_code == 302
    html = opened(first, path)
    assert "From a kept page" in html
    assert "Forged" not in html


def test_every_visit_has_keys_of_its_own(cast: Cast) -> None:
    """Two tabs with the same kept page are two forms: what is sent from both counts twice."""
    client = client_for(cast.max)
    for path in (f"/kestrel/okrs/O-{cast.objective}/", "/kestrel/"):
        visits = [KEY.findall(opened(client, path)) for _ in range(3)]
        assert visits[0]
        for one, other in ((0, 1), (0, 2), (1, 2)):
            assert set(visits[one]).isdisjoint(visits[other]), path
            assert len(set(visits[one])) == len(set(visits[other]))
    path = f"/kestrel/okrs/O-{cast.objective}/"
    tabs = [opened(client, path) for _ in range(2)]
    for n, html in enumerate(tabs):
        form_to(html, "comments/").send(client, path, text=f"From tab {n}")
    html = opened(client, path)
    assert "From tab 0" in html
    assert "From tab 1" in html


def test_what_is_told_once_is_told_once(cast: Cast) -> None:
    client = client_for(cast.lea)
    path = f"/kestrel/okrs/O-{cast.objective}/"
    opened(client, path)
    form = next(f for f in forms_of(opened(client, f"{path}edit/")) if "title" in f.fields)
    answer = form.send(client, f"{path}edit/", title="Shipping is dull", reason="Shorter.")
    assert answer.status_code == 302
    assert "is saved." in opened(client, path)
    assert "is saved." not in opened(client, path)


def test_the_next_day_is_another_page(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_for(cast.lea)
    today = opened(client, "/kestrel/")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    assert plain(today) != plain(opened(client, "/kestrel/"))


def test_light_and_dark_are_two_pages(cast: Cast) -> None:
    client = client_for(cast.lea)
    opened(client, "/kestrel/")
    client.cookies["northing_theme"] = "dark"
    assert 'data-theme="dark"' in opened(client, "/kestrel/")
    del client.cookies["northing_theme"]
    assert "data-theme=" not in opened(client, "/kestrel/").partition("<body")[0]


def test_the_oldest_give_way_and_none_can_be_kept(cast: Cast) -> None:
    few = kept.Pages(100)
    for n in range(10):
        few.put(n, kept.Page(b"x" * 30, array("L"), ()))
    assert [n for n in range(10) if few.get(n)] == [7, 8, 9]
    assert few.size == 90
    few.put(8, kept.Page(b"y" * 20, array("L"), ()))
    assert few.size == 80
    few.forget()
    assert few.size == 0


def test_none_are_kept_where_the_operator_says_so(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept.pages, "most", 0)
    client = client_for(cast.lea)
    opened(client, "/kestrel/overview/")
    with queries_counted() as asked:
        opened(client, "/kestrel/overview/")
    assert len(asked) > FRAME + 1


def test_a_question_is_told_from_another_as_the_page_reads_it(cast: Cast) -> None:
    """The same bytes once as they are and once as their letters, and read by another alphabet."""
    client = client_for(cast.lea)
    path = f"/kestrel/okrs/O-{cast.objective}/"

    def shown(query: str, **more: str) -> str:
        html = client.get(path, QUERY_STRING=query, **more).content.decode()
        return next(v for v in re.findall(r'name="q" value="([^"]*)"', html))

    assert shown("q=\xc3\xa9") == "é"
    assert shown("q=%C3%83%C2%A9") == "Ã©"
    assert shown("q=%C3%A9") == "é"
    assert shown("q=%C3%A9", CONTENT_TYPE="text/html; charset=latin-1") == "Ã©"


def test_what_only_fills_the_memory_is_not_kept(cast: Cast) -> None:
    client = client_for(cast.lea)
    client.get("/kestrel/teams/", {"q": "x" * 500})
    assert kept.pages.size > 0
    kept.pages.forget()
    client.get("/kestrel/teams/", {"q": "x" * 100_000})
    client.get("/kestrel/teams/?" + "&".join(f"q={'x' * 50}" for _n in range(100)))
    assert kept.pages.size == 0
    client.cookies["northing_theme"] = "x" * 50_000
    client.get("/kestrel/teams/")
    size = kept.pages.size
    client.cookies["northing_theme"] = "y" * 50_000
    client.get("/kestrel/teams/")
    assert kept.pages.size == size


def test_a_number_below_nothing_keeps_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept.pages, "most", -1_000_000)
    assert client_for(cast.lea).get("/kestrel/teams/").status_code == 200
    assert kept.pages.size == 0


def test_what_people_write_is_never_taken_for_a_key(cast: Cast) -> None:
    """A title that looks like a form's own fields is text: every visit shows it as it was written."""
    sly = f'Be <input name="key" value="{"a" * 32}"> calm'
    token = f'name="csrfmiddlewaretoken" value="{"b" * 64}"'
    objectives.edit(cast.max, cast.draft, {"title": sly}, {})
    comments.add(cast.max, f"O-{cast.draft}", f"{sly} {token}")
    client = client_for(cast.max)
    for path in (f"/kestrel/okrs/O-{cast.draft}/", "/kestrel/activity/", "/kestrel/"):
        for _visit in range(2):
            html = opened(client, path)
            assert sly not in html
            assert token not in html
    html = opened(client, f"/kestrel/okrs/O-{cast.draft}/")
    assert "a" * 32 in html
    assert "b" * 64 in html


@override_settings(ALLOWED_HOSTS=["*"])
def test_another_name_of_the_machine_is_another_page(cast: Cast) -> None:
    def addresses(answer: HttpResponse) -> set[str]:
        return set(re.findall(r"https?://[\w.]+/api", answer.content.decode()))

    client = client_for(cast.lea)
    path = next(p for p in pages(cast) if "metrics" in p)
    assert addresses(client.get(path, HTTP_HOST="one.example")) <= {"http://one.example/api"}
    assert addresses(client.get(path, HTTP_HOST="two.example")) <= {"http://two.example/api"}
