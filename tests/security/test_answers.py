"""What every answer says to browsers: pages, errors, files, redirects and the API alike."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import URLPattern

from northing.actions import comments
from northing.queries import my_week
from northing.store.accounts import Account
from tests.cast import Cast, bearer, client_for
from tests.pages.every_page import routes
from tests.security.people import PASSWORD, sign_in, with_password

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def _answers(cast: Cast) -> Iterator[tuple[str, object]]:
    """One of each sort."""
    inside, stranger = client_for(cast.max), Client()
    stranger.raise_request_exception = False
    yield "a page", inside.get("/kestrel/")
    yield "a page of a past day", inside.get("/@2026-02-10/kestrel/")
    yield "a redirect", stranger.get("/")
    yield "signing in", stranger.get("/accounts/login/")
    yield "one's account", inside.get("/accounts/security/")
    yield "nothing there", stranger.get("/nowhere/")
    yield "another method", stranger.post("/accounts/security/")
    yield "a refusal", inside.post("/kestrel/settings/", {"name": ""})
    yield "an old form", Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    yield "another host", stranger.get("/accounts/login/", headers={"host": "evil.example"})
    yield (
        "too large",
        stranger.post("/accounts/login/", "x", content_type="a/b", CONTENT_LENGTH="99999999"),
    )
    yield "the API", stranger.get("/api/v1/kestrel/my-week", headers=bearer(cast.max))
    yield "the API without a token", stranger.get("/api/v1/kestrel/my-week")
    yield "the API's document", stranger.get("/api/v1/openapi.json")
    file = stranger.get("/static/northing/needle.svg")
    # Read, not closed: closing it ends the request a second time, and with it the test's connection.
    assert b"<svg" in b"".join(file.streaming_content)  # type: ignore[arg-type]  # a file, read at once
    yield "a file", file
    yield "no such file", stranger.get("/static/northing/nothing.js")


def test_every_answer_has_the_headers(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = dict(_answers(cast))
    monkeypatch.setattr(my_week, "my_week", lambda *_: 1 / 0)
    broken = client_for(cast.lea)
    broken.raise_request_exception = False
    answers["a failure"] = broken.get("/kestrel/")
    assert answers["a failure"].status_code == 500  # type: ignore[attr-defined]  # an answer of the test client
    for sort, answer in answers.items():
        said = answer.headers  # type: ignore[attr-defined]  # as above
        for name, value in ALWAYS.items():
            assert said.get(name) == value, (sort, name)
        assert said["Permissions-Policy"].startswith("accelerometer=()"), sort
        policy = said.get("Content-Security-Policy", "")
        found = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
        assert found == POLICY, sort
        assert "unsafe" not in policy
        if "file" not in sort and sort != "another host":
            assert said.get("X-Frame-Options") == "DENY" or sort == "too large", sort


def test_only_files_are_kept_by_caches(cast: Cast) -> None:
    for sort, answer in _answers(cast):
        said = answer.headers.get("Cache-Control", "")  # type: ignore[attr-defined]  # as above
        if sort == "a file":
            assert "max-age" in said
        else:
            assert "no-store" in said, sort


def test_no_page_holds_a_script_or_a_style_of_its_own(cast: Cast) -> None:
    """What the policy refuses is not written either; data beside a script is no script."""
    account = with_password(cast)
    cache.clear()
    client = sign_in(account)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    paths = [
        "/kestrel/",
        "/accounts/security/",
        "/accounts/app/",
        "/accounts/passkeys/new/",
        "/styleguide",
    ]
    for path in paths:
        page = client.get(path, follow=True).content.decode()
        scripts = re.findall(r"<script\b[^>]*>", page)
        assert all(" src=" in one or 'type="application/json"' in one for one in scripts), path
        assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", page), path
        assert "<style" not in page, path


@override_settings(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True)
def test_cookies_are_for_this_site_alone(cast: Cast) -> None:
    cache.clear()
    account = with_password(cast)
    client = Client()
    client.get("/accounts/login/", secure=True)
    answer = client.post(
        "/accounts/login/", {"login": account.email, "password": PASSWORD}, secure=True
    )
    found = {name: morsel for name, morsel in answer.cookies.items() if morsel.value}
    found["northing_csrf"] = client.cookies["northing_csrf"]
    assert set(found) >= {"northing_session", "northing_csrf"}
    for name, morsel in found.items():
        if name == "messages":
            continue
        assert morsel["httponly"], name
        assert morsel["secure"], name
        assert morsel["samesite"] == "Lax", name
        assert not morsel["domain"], name


def test_an_address_with_https_makes_everything_strict() -> None:
    """Read in a fresh process, as the settings are made from NORTHING_URL."""
    import subprocess
    import sys
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from tests.serving import plain_environment

    said = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SECURE_HSTS_SECONDS >= 31536000, s.DEBUG, s.SECURE_PROXY_SSL_HEADER)"
    )
    with TemporaryDirectory() as data:
        environment = plain_environment(Path(data), NORTHING_URL="https://okr.example.org")
        done = subprocess.run(
            [sys.executable, "-c", said],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    assert done.stdout.split(" (")[0] == "True True True False"


# ── forms of other sites ──────────────────────────────────────────────────────
def _posted(pattern: URLPattern) -> str | None:
    """The address of a page with whatever fits into its gaps."""
    from django.urls import NoReverseMatch, reverse

    gaps = {
        name: "kestrel"
        if name == "workspace"
        else "platform"
        if "Slug" in type(converter).__name__ or "Str" in type(converter).__name__
        else "6c1b0c3e-0000-4000-8000-000000000000"
        if "UUID" in type(converter).__name__
        else 1
        for name, converter in pattern.pattern.converters.items()
    }
    try:
        return reverse(str(pattern.name), kwargs=gaps)
    except NoReverseMatch:
        return None


def test_no_page_takes_a_form_of_another_site(cast: Cast) -> None:
    """Every address there is: without the token of its own form nothing is posted to it."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(Account.objects.get(pk=cast.ada.account))
    tried = 0
    for pattern in routes():
        path = _posted(pattern)
        assert path is not None, pattern.name
        answer = client.post(path, {"name": "x"}, headers={"origin": "https://evil.example"})
        # 404 and 405: nothing there, or nothing to be posted to.
        assert answer.status_code in {403, 404, 405}, (path, answer.status_code)
        tried += answer.status_code == 403
    assert tried > 60


def test_the_api_takes_no_session(cast: Cast) -> None:
    """Or a form of another site could call it."""
    client = client_for(cast.ada)
    assert client.get("/api/v1/kestrel/my-week").status_code == 401
    answer = client.post("/api/v1/kestrel/teams", {"name": "x"}, content_type="application/json")
    assert answer.status_code == 401


# ── hosts and other places ────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "", "a b"]
)
def test_no_answer_for_another_host(host: str, db: None) -> None:
    answer = Client(raise_request_exception=False).get("/accounts/login/", headers={"host": host})
    assert answer.status_code == 400
    assert b"evil" not in answer.content


def test_a_host_named_beside_it_is_not_believed(cast: Cast) -> None:
    client = client_for(cast.ada)
    for name in ("X-Forwarded-Host", "X-Host", "Forwarded"):
        page = client.get("/kestrel/settings/tokens/", headers={name: "evil.example"})
        assert b"evil.example" not in page.content, name


def test_links_that_leave_the_site_are_made_of_the_settings(cast: Cast) -> None:
    """An invitation's link names NORTHING_URL, whatever the request says of itself."""
    client = client_for(cast.ada)
    form = {"name": "Zoe Frei", "email": "zoe@kestrel.example", "role": "member"}
    page = client.post("/kestrel/settings/people/", form, headers={"host": "localhost:6666"})
    found = re.findall(r"https?://[^\s\"<]+/invite/", page.content.decode())
    assert found
    assert all(link.startswith(f"{configured.BASE_URL}/") for link in found)


ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example",
    "javascript:alert(1)", "\thttps://evil.example", "https:evil.example", "http:///evil.example",
    "https://localhost@evil.example/", "https://localhost.evil.example", "//evil.example\\@localhost",
    "/%09/evil.example", "data:text/html,x", "\x00//evil.example", "https://evil.example#localhost",
]  # fmt: skip


@pytest.mark.parametrize("place", ELSEWHERE)
def test_no_form_of_the_account_leads_elsewhere(place: str, cast: Cast) -> None:
    """`next` on signing in is tried in tests/attack; these are the others that take it."""
    cache.clear()
    account = with_password(cast)
    client = sign_in(account)
    again = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": place})
    out = client.post("/accounts/logout/", {"next": place})
    for answer in (again, out):
        if "\0" in place:
            assert answer.status_code == 422
            continue
        assert answer.status_code == 302
        leads = answer.headers["Location"]
        assert leads.startswith("/"), leads
        assert not leads.startswith(("//", "/\\")), leads


# ── text of others ────────────────────────────────────────────────────────────
ATTACKS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "[x](javascript:alert(1))", "![x](javascript:alert(1))", "<javascript:alert(1)>",
    "[x](data:text/html;base64,PHN2Zz4=)",
    '[x](https://example.org/"onmouseover="alert(1))', "[x]: javascript:alert(1)\n\n[x]", "<a href='vbscript:x'>y</a>",
    "<iframe src=//evil.example>", "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>", "`<b>`<b>x",
    "https://example.org/<script>alert(1)</script>", "https://example.org/\"onclick=\"alert(1)", "&lt;script&gt;",
    "<style>*{display:none}</style>", "<base href=//evil.example>", "<form action=//evil.example>",
    "{{ 7*7 }}{% debug %}",
    "<!--><script>alert(1)</script>-->", "]]><script>alert(1)</script>", "<xmp><script>", "\u2028<script>\u2029",
]  # fmt: skip


@pytest.mark.parametrize("text", ATTACKS)
def test_a_comment_stays_text(text: str, cast: Cast) -> None:
    """Comments, notes and titles are text: no markup of theirs becomes markup of the page."""
    from html.parser import HTMLParser

    comments.add(cast.max, f"KR-{cast.key_results['increase']}", text)
    page = client_for(cast.lea).get(f"/kestrel/okrs/KR-{cast.key_results['increase']}/")
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag in {"iframe", "style", "base", "math", "xmp", "object", "embed"}:
                found.append(tag)
            for name, value in attrs:
                if name.startswith("on") or (value or "").strip().lower().startswith(
                    ("javascript:", "vbscript:", "data:text")
                ):
                    found.append(f"{tag} {name}={value}")
                if name in {"href", "src", "action"} and "evil.example" in (value or ""):
                    found.append(f"{tag} {name}={value}")

    Reader().feed(page.content.decode())
    assert not found
    if text.startswith("{{ 7"):
        assert "{{ 7*7 }}" in page.content.decode()


def test_no_answer_names_a_version(cast: Cast) -> None:
    """Nor lets scripts of other sites read it; and every text says in which letters it is written."""
    for sort, answer in _answers(cast):
        said = answer.headers  # type: ignore[attr-defined]  # an answer of the test client
        assert not {"server", "x-powered-by", "access-control-allow-origin"} & {
            n.lower() for n in said
        }, sort
        kind = said.get("Content-Type", "")
        assert not kind.startswith("text/") or "charset=utf-8" in kind, (sort, kind)
