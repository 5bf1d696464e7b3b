"""Comments on objectives, key results and check-ins: written, answered, refused, taken back."""

import pytest
from django.test import Client

from northing.actions import comments
from northing.queries import key_results as queries
from tests.cast import Cast, client_for
from tests.walls.seeing import queries_counted, seen
from tests.web.forms import form_of, form_to, forms_of, opened

OKRS = "/kestrel/okrs/"
HX = {"HX-Request": "true"}


def nouns(cast: Cast) -> tuple[str, str]:
    return f"{OKRS}O-{cast.objective}/", f"{OKRS}KR-{cast.key_results['decrease']}/"


@pytest.mark.parametrize("which", [0, 1])
def test_a_comment_is_written_once_and_read_by_all(cast: Cast, which: int) -> None:
    client, path = client_for(cast.max), nouns(cast)[which]
    form = form_of(opened(client, path), "comment")
    sent = form.send(client, text="Why <b>not</b> see https://ci.example/1\nTwo lines.", story="1")
    again = form.send(client, text="Why <b>not</b> see https://ci.example/1\nTwo lines.", story="1")
    assert sent.status_code == 302
    assert sent.headers["Location"] == again.headers["Location"]
    html = opened(client_for(cast.vera), path)
    assert html.count("Why &lt;b&gt;not&lt;/b&gt; see") == 1
    assert '<a href="https://ci.example/1" rel="nofollow">' in html
    assert "story" in html


def test_the_same_address_answers_htmx_with_the_discussion_alone(cast: Cast) -> None:
    client, path = client_for(cast.max), nouns(cast)[1]
    form = form_of(opened(client, path), "comment")
    answer = client.post(form.action, form.fields | {"text": "Quick."}, headers=HX)
    html = answer.content.decode()
    assert (answer.status_code, "<html" in html, "Quick." in html) == (200, False, True)
    refused = client.post(form.action, {"text": " ", "story": "1"}, headers=HX)
    assert (refused.status_code, "<html" in refused.content.decode()) == (422, False)
    again = form_of(refused.content.decode(), "comment")
    assert again.fields["story"] == "1"


def test_a_refused_comment_comes_back_as_typed(cast: Cast) -> None:
    client, path = client_for(cast.max), nouns(cast)[0]
    long = "very long " * 500
    refused = form_of(opened(client, path), "comment").send(client, text=long)
    html = refused.content.decode()
    assert refused.status_code == 422
    assert "Keep it within 4000." in html
    assert form_of(html, "comment").fields["text"].strip() == long.strip()


def test_a_check_in_is_answered_in_the_thread(cast: Cast) -> None:
    client, path = client_for(cast.lea), nouns(cast)[1]
    found = queries.key_result(cast.lea, cast.key_results["decrease"])
    assert found is not None
    newest = found.check_ins[0].id
    form = form_of(opened(client, path), f"reply-{newest}")
    sent = form.send(client, text="What made the difference?")
    assert sent.headers["Location"] == f"{path}#check-in-{newest}"
    after = queries.key_result(cast.lea, cast.key_results["decrease"])
    assert after is not None
    assert [c.text for c in after.check_ins[0].comments] == ["What made the difference?"]
    assert after.comments == ()
    empty = form_of(opened(client, path), f"reply-{newest}").send(client, text=" ")
    assert empty.status_code == 422
    again = form_to(empty.content.decode(), "comments/")
    assert again.fields["check_in"] == str(newest)


def test_one_takes_back_ones_own_alone(cast: Cast) -> None:
    client, path = client_for(cast.max), nouns(cast)[0]
    comment = comments.add(cast.max, f"O-{cast.objective}", "Said in anger.").id
    withdrawal = f"/kestrel/comments/{comment}/withdrawal/"
    assert withdrawal in opened(client, path)
    assert withdrawal not in opened(client_for(cast.lea), path)
    assert client_for(cast.lea).get(withdrawal).status_code == 404
    assert client_for(cast.lea).post(withdrawal).status_code == 404
    assert client_for(cast.otto).get(withdrawal).status_code == 404
    with queries_counted() as asked:
        html = seen(client.get, withdrawal).content.decode()
    assert len(asked) <= 12
    form = next(f for f in forms_of(html) if "key" in f.fields)
    assert form.send(client, withdrawal).status_code == 302
    html = opened(client, path)
    assert "Said in anger." not in html
    assert "taken back" in html
    assert withdrawal not in html


def test_who_only_reads_does_not_comment(cast: Cast) -> None:
    for path in nouns(cast):
        assert "comments/" not in opened(client_for(cast.vera), path)
        assert client_for(cast.vera).post(f"{path}comments/", {"text": "Me too"}).status_code == 403
        assert client_for(cast.otto).post(f"{path}comments/", {"text": "Me too"}).status_code == 404
        assert Client().post(f"{path}comments/", {"text": "Me too"}).status_code == 404
    assert client_for(cast.max).get(f"{nouns(cast)[0]}comments/").status_code == 405


def test_a_hidden_draft_takes_no_comment(cast: Cast) -> None:
    comments.add(cast.max, f"O-{cast.draft}", "Between us.")
    assert client_for(cast.vera).post(
        f"{OKRS}O-{cast.draft}/comments/", {"text": "Hello"}
    ).status_code in {403, 404}
    assert "Hello" not in opened(client_for(cast.max), f"{OKRS}O-{cast.draft}/")
