"""Initiatives: the work behind a key result, added and moved on where it is read."""

from northing.actions import initiatives
from northing.domain.access import Caller
from northing.queries import initiatives as queries
from northing.queries.initiatives import InitiativeCard
from tests.cast import NOW, Cast, client_for
from tests.walls.seeing import queries_counted, seen
from tests.web.forms import form_of, form_to, opened


def kr(cast: Cast) -> str:
    return f"/kestrel/okrs/KR-{cast.key_results['decrease']}/"


def of(caller: Caller, pk: int) -> InitiativeCard:
    found = queries.initiative(caller, pk)
    assert found is not None
    return found


def added(cast: Cast, title: str = "A shared build cache") -> int:
    return initiatives.add(cast.max, cast.key_results["decrease"], title).id


def test_a_title_is_enough_on_the_key_results_page(cast: Cast) -> None:
    client = client_for(cast.max)
    form = form_to(opened(client, kr(cast)), "initiatives/")
    assert form.send(client, title="A <i>shared</i> cache").status_code == 302
    assert form.send(client, title="A <i>shared</i> cache").status_code == 302
    html = opened(client, kr(cast))
    assert html.count("A &lt;i&gt;shared&lt;/i&gt; cache") == 1
    assert "planned" in html
    assert "Max Ott" in html


def test_the_long_form_takes_owner_team_due_date_and_link(cast: Cast) -> None:
    client, path = client_for(cast.max), f"{kr(cast)}initiatives/"
    form = form_of(opened(client, path), "initiative")
    assert form.fields["team"] == str(cast.platform)
    typed = {
        "title": "Cache",
        "owner": str(cast.lea.person),
        "due_on": "2026-03-01",
        "link": "ftp://x",
    }
    refused = form.send(client, path, **typed)
    assert refused.status_code == 422
    assert "A link starts with https://." in refused.content.decode()
    again = form_of(refused.content.decode(), "initiative")
    assert {name: again.fields[name] for name in typed} == typed
    assert again.send(client, path, link="https://work.example/7").status_code == 302
    html = opened(client, kr(cast))
    assert "due 1\u00a0Mar" in html
    assert 'class="tone-off late"' in html
    assert 'href="https://work.example/7"' in html


def test_one_press_moves_it_on(cast: Cast) -> None:
    client, pk = client_for(cast.max), added(cast)
    for state in ("doing", "done"):
        form = form_to(opened(client, kr(cast)), f"initiatives/{pk}/")
        assert form.buttons == [f"state={state}"]
        assert form.send(client, state=state).status_code == 302
    found = of(cast.max, pk)
    assert (found.state, found.done_on) == ("done", NOW.date())
    html = opened(client, kr(cast))
    assert "A shared build cache, 12\u00a0Mar" in html, "the chart shows when it was shipped"


def test_two_people_move_it_at_once(cast: Cast) -> None:
    lea, max_, pk = client_for(cast.lea), client_for(cast.max), added(cast)
    path = f"/kestrel/initiatives/{pk}/"
    one, other = (form_of(opened(c, path), "initiative") for c in (lea, max_))
    assert one.send(lea, path, state="stopped").status_code == 302
    refused = other.send(max_, path, state="done", title="A cache")
    assert refused.status_code == 409
    assert '<div class="conflict-text">stopped</div>' in refused.content.decode()
    again = form_of(refused.content.decode(), "initiative")
    assert (again.fields["state"], again.fields["title"]) == ("done", "A cache")
    assert again.send(max_, path).status_code == 302
    assert (of(cast.max, pk).state, of(cast.max, pk).title) == ("done", "A cache")


def test_pages_are_made_of_few_queries_and_no_rows(cast: Cast) -> None:
    client, pk = client_for(cast.max), added(cast)
    for path in (f"/kestrel/initiatives/{pk}/", f"{kr(cast)}initiatives/"):
        with queries_counted() as asked:
            assert seen(client.get, path).status_code == 200
        assert len(asked) <= 12


def test_others_read_it_and_outsiders_do_not_see_it(cast: Cast) -> None:
    pk = added(cast)
    path = f"/kestrel/initiatives/{pk}/"
    assert "Only members of Platform change it." in opened(client_for(cast.vera), path)
    assert path not in opened(client_for(cast.vera), kr(cast))
    assert client_for(cast.vera).post(path, {"state": "done"}).status_code == 403
    assert (
        client_for(cast.vera).post(f"{kr(cast)}initiatives/", {"title": "Mine"}).status_code == 403
    )
    assert client_for(cast.otto).get(path).status_code == 404
    assert client_for(cast.otto).post(path, {"state": "done"}).status_code == 404
    assert of(cast.max, pk).state == "planned"
