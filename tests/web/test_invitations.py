"""Coming in by a link: once, by whom it was written for, and nothing is told to others."""

from datetime import timedelta
from unittest import mock

from django.test import Client

from northing.actions import people
from northing.kit import clock
from northing.queries.people import person
from northing.store.accounts import Account
from tests.cast import NOW, Cast, client_for
from tests.walls.seeing import seen

PASSWORD = "four calm grey herons"


def invited(cast: Cast) -> tuple[int, str]:
    done = people.invite(cast.ada, "Nina Hahn", email="nina@kestrel.example", team=cast.platform)
    return done.id, f"/invite/{done.secret}/"


def test_a_stranger_creates_an_account_and_is_in(cast: Cast) -> None:
    who, path = invited(cast)
    client = Client()
    page = seen(client.get, path)
    text = page.content.decode()
    assert "Nina Hahn, you are invited to Kestrel" in text
    sign_up = client.get(page.context["sign_up_url"])
    assert 'value="nina@kestrel.example"' in sign_up.content.decode()
    sent = {"email": "nina@kestrel.example", "password1": PASSWORD}
    response = client.post("/accounts/signup/", sent, follow=True)
    assert response.redirect_chain[-1][0] == f"/{cast.slug}/"
    assert response.status_code == 200
    card = person(cast.ada, who)
    assert card is not None
    assert (card.state, card.has_account) == ("active", True)


def test_somebody_with_an_account_signs_in_and_accepts(cast: Cast) -> None:
    _, path = invited(cast)
    account = Account.objects.create_user("nina@elsewhere.example", PASSWORD)
    client = Client()
    sign_in = client.get(path).context["sign_in_url"]
    sent = {"login": "nina@elsewhere.example", "password": PASSWORD, "next": path}
    assert client.post(sign_in, sent).headers["Location"] == path
    page = client.get(path)
    assert "Accept and go in" in page.content.decode()
    assert client.post(path).headers["Location"] == f"/{cast.slug}/"
    assert client.get(f"/{cast.slug}/").status_code == 200
    assert account.pk


def test_reading_the_page_accepts_nothing(cast: Cast) -> None:
    who, path = invited(cast)
    client_for(cast.otto).get(path)
    card = person(cast.ada, who)
    assert card is not None
    assert card.state == "invited"


def test_a_person_of_the_workspace_cannot_take_anothers_place(cast: Cast) -> None:
    _, path = invited(cast)
    response = client_for(cast.max).post(path)
    assert response.status_code == 422
    assert "belongs to somebody in this workspace already" in response.content.decode()


def test_used_revoked_expired_and_invented_links_are_answered_alike(cast: Cast) -> None:
    _, used = invited(cast)
    assert cast.otto.account is not None
    people.accept_invitation(used.split("/")[2], cast.otto.account, NOW)
    first = people.invite(cast.ada, "Sina")
    revoked = f"/invite/{first.secret}/"
    people.reinvite(cast.ada, first.id)
    third = people.invite(cast.ada, "Tom")
    for client in (Client(), client_for(cast.max)):
        pages = [client.get(p) for p in (used, revoked, "/invite/nin_invented/")]
        with mock.patch.object(clock, "now", return_value=NOW + timedelta(days=15)):
            pages.append(client.get(f"/invite/{third.secret}/"))
        assert {p.status_code for p in pages} == {404}
        assert len({p.content for p in pages}) == 1
        assert "Kestrel" not in pages[0].content.decode()


def test_nobody_signs_up_without_an_invitation(cast: Cast) -> None:
    response = Client().post(
        "/accounts/signup/", {"email": "me@example.org", "password1": PASSWORD}
    )
    assert "Accounts are made by invitation" in response.content.decode()
    assert not Account.objects.filter(email="me@example.org").exists()


def test_a_weak_password_is_refused_kindly(cast: Cast) -> None:
    _, path = invited(cast)
    client = Client()
    client.get(path)
    response = client.post(
        "/accounts/signup/", {"email": "nina@kestrel.example", "password1": "short"}
    )
    text = response.content.decode()
    assert 'value="nina@kestrel.example"' in text
    assert 'id="id_password1-error"' in text
    assert not Account.objects.filter(email="nina@kestrel.example").exists()
