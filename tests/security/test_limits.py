"""Limits count for all processes together, by the address that own proxies name, and say when to go on."""

import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from pytest_django import Settings

from northing.actions import limits as shared
from northing.actions import tokens
from northing.kit import addresses
from northing.kit.meter import Meter
from northing.site import limits
from northing.site.addresses import of_client
from northing.store.limits import Count
from tests import postgres
from tests.cast import Cast, bearer, token_for
from tests.security.people import with_password
from tests.serving import plain_environment, serving

PATH = "/api/v1/kestrel/my-week"


@pytest.fixture
def limited(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """At most 20 requests a minute for each token, and 2 wrong tokens for each address; one minute lasts."""
    settings.API_LIMIT = 20
    stands = time.time()
    monkeypatch.setattr(limits, "time", SimpleNamespace(time=lambda: stands))
    limits.forget()
    yield settings
    limits.forget()


# ── the counting itself ───────────────────────────────────────────────────────
class Ledger:
    """What the database does, in a dictionary."""

    def __init__(self) -> None:
        self.sums: dict[tuple[str, int], int] = {}
        self.writes = 0

    def add(self, name: str, window: int, amount: int) -> int:
        self.writes += 1
        self.sums[name, window] = self.sums.get((name, window), 0) + amount
        return self.sums[name, window]


@pytest.mark.parametrize("processes", [1, 2, 8])
def test_processes_share_a_limit_and_overshoot_by_less_than_a_step_each(processes: int) -> None:
    ledger = Ledger()
    meters = [Meter(60, ledger.add) for _ in range(processes)]
    allowed = 0
    for n in range(3_000):
        meter = meters[n % processes]
        if not meter.wait("a", 600, 6_000.0 + n / 100):
            meter.take("a", 20, 6_000.0 + n / 100)
            allowed += 1
    assert 600 <= allowed <= 600 + processes * 19
    assert ledger.writes <= allowed // 20 + processes


def test_a_new_minute_begins_with_nothing_and_names_do_not_mix() -> None:
    meter = Meter(60, Ledger().add)
    for _ in range(5):
        meter.take("a", 1, 60.0)
    assert meter.wait("a", 5, 75.5) == 44
    assert meter.wait("b", 5, 75.5) == 0
    assert meter.wait("a", 5, 120.0) == 0


def test_a_database_that_is_busy_loosens_the_limit_and_stops_nobody() -> None:
    tries: list[int] = []

    def busy(name: str, window: int, amount: int) -> None:
        tries.append(amount)

    meter = Meter(60, busy)
    for _ in range(100):
        meter.take("a", 10, 60.0)
    assert tries == list(range(10, 101, 10))
    assert meter.wait("a", 100, 60.0) > 0


@pytest.mark.django_db
def test_the_shared_count_adds_up_and_starts_anew() -> None:
    assert [shared.add("x", 7, 3), shared.add("x", 7, 4), shared.add("y", 7, 1)] == [3, 7, 1]
    assert shared.add("x", 8, 2) == 2
    assert Count.objects.count() == 2
    assert shared.forget_before(8) == 1


@pytest.mark.django_db(transaction=True)
def test_counts_of_many_at_once_are_not_lost() -> None:
    def work() -> None:
        for _ in range(25):
            while shared.add("x", 1, 1) is None:
                time.sleep(0.01)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Count.objects.get(name="x").amount == 100


# ── the API ───────────────────────────────────────────────────────────────────
def test_a_token_is_told_when_to_go_on(cast: Cast, limited: Settings, client: Client) -> None:
    held = bearer(cast.max)
    answers = [client.get(PATH, headers=held).status_code for _ in range(20)]
    assert answers == [200] * 20
    refused = client.get(PATH, headers=held)
    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["again"] is True
    assert client.get(PATH, headers=bearer(cast.lea)).status_code == 200


def test_without_a_limit_nothing_is_counted(cast: Cast, client: Client) -> None:
    held = bearer(cast.max)
    assert {client.get(PATH, headers=held).status_code for _ in range(40)} == {200}
    assert not Count.objects.exists()


def test_wrong_tokens_are_stopped_and_right_ones_go_on(
    cast: Cast, limited: Settings, client: Client
) -> None:
    held = bearer(cast.max)
    assert client.get(PATH, headers=held).status_code == 200
    tried = [
        client.get(PATH, headers={"Authorization": f"Bearer nth_{n}"}).status_code for n in range(5)
    ]
    assert tried == [401, 401, 429, 429, 429]
    assert client.get(PATH, headers=held).status_code == 200
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.get(PATH, headers={"Authorization": "Bearer nth_x"}).status_code == 401


def test_after_too_many_no_token_is_looked_up(
    cast: Cast, limited: Settings, client: Client, django_assert_num_queries: object
) -> None:
    for n in range(3):
        client.get(PATH, headers={"Authorization": f"Bearer nth_{n}"})
    unseen = token_for(cast.lea)
    with django_assert_num_queries(0):  # type: ignore[operator]  # a context of the test library
        answer = client.get(PATH, headers={"Authorization": f"Bearer {unseen}"})
    assert answer.status_code == 429


def test_a_revoked_token_counts_as_wrong(cast: Cast, limited: Settings, client: Client) -> None:
    done = tokens.create(cast.max, "job", ("read",))
    held = {"Authorization": f"Bearer {done.secret}"}
    assert client.get(PATH, headers=held).status_code == 200
    tokens.revoke(cast.max, done.id)
    assert [client.get(PATH, headers=held).status_code for _ in range(3)] == [401, 401, 429]


def test_nothing_of_a_token_is_kept_in_a_count(
    cast: Cast, limited: Settings, client: Client
) -> None:
    secret = token_for(cast.max)
    for _ in range(3):
        client.get(PATH, headers={"Authorization": f"Bearer {secret}"})
    assert all(secret[4:] not in name for name in Count.objects.values_list("name", flat=True))


# ── whose address ─────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("forwarded", "proxies", "found"),
    [
        ("", 0, "10.0.0.1"),
        ("192.0.2.1", 0, "10.0.0.1"),  # nobody of ours wrote it
        ("192.0.2.1", 1, "192.0.2.1"),
        ("6.6.6.6, 192.0.2.1", 1, "192.0.2.1"),  # the left one was made up
        ("6.6.6.6, 192.0.2.1, 10.0.0.9", 2, "192.0.2.1"),
        ("192.0.2.1", 2, "10.0.0.1"),  # it came around a proxy
        ("192.0.2.1:4711", 1, "192.0.2.1"),
        ("[2001:db8::1]:4711", 1, "2001:db8::1"),
        ("2001:db8::1%eth0", 1, "2001:db8::1"),
        ("unknown", 1, "0.0.0.0"),
        ("' OR 1=1 --", 1, "0.0.0.0"),
        (",,,", 1, "0.0.0.0"),
    ],
)
def test_only_own_proxies_are_believed(
    forwarded: str, proxies: int, found: str, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = proxies
    more = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", **more)
    assert of_client(request) == found


def test_a_network_of_the_sixth_version_counts_as_one() -> None:
    assert addresses.shared("2001:db8:1:2:3::4") == addresses.shared("2001:db8:1:2:ffff::1")
    assert addresses.shared("2001:db8:1:2::") != addresses.shared("2001:db8:1:3::")
    assert addresses.shared("192.0.2.1") == "192.0.2.1"


def test_a_made_up_address_frees_nobody_from_the_limit(db: None) -> None:
    cache.clear()
    client = Client()
    answers = [
        client.post(
            "/accounts/login/",
            {"login": f"{n}@example.org", "password": "wrong"},
            headers={"x-forwarded-for": f"192.0.2.{n}"},
        ).status_code
        for n in range(31)
    ]
    assert answers[-1] == 429


def test_another_port_in_the_host_frees_nobody_from_the_limit(cast: Cast) -> None:
    cache.clear()
    account = with_password(cast)
    said = [
        Client(REMOTE_ADDR=f"192.0.2.{n}")
        .post(
            "/accounts/login/",
            {"login": account.email if n % 2 else account.email.upper(), "password": "wrong"},
            headers={"host": f"localhost:{n + 1}"},
        )
        .content.decode()
        for n in range(7)
    ]
    assert ["Too many failed" in one for one in said] == [False] * 5 + [True] * 2


def test_a_flood_of_addresses_pushes_no_count_out(db: None) -> None:
    """The cache drops a third of its rows beyond its bound: that must lie far beyond one evening's flood."""
    cache.clear()
    cache.set("count", [1.0] * 5, 300)
    cache.set_many({f"made-up-{n}": [1.0] for n in range(400)}, 300)
    assert cache.get("count") == [1.0] * 5


# ── two servers on one database ───────────────────────────────────────────────
def _tries(url: str, count: int) -> list[str]:
    """What a browser is told that types a wrong password for the same address again and again."""
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    said = []
    for _ in range(count):
        page = browser.open(f"{url}/accounts/login/").read().decode()
        token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        form = {"login": "ada@example.org", "password": "wrong", "csrfmiddlewaretoken": token}
        body = urllib.parse.urlencode(form).encode()
        said.append(browser.open(f"{url}/accounts/login/", body).read().decode())
    return ["many" if "Too many failed" in one else "wrong" for one in said]


@pytest.mark.thorough
def test_two_servers_share_the_limits(tmp_path: Path) -> None:
    with postgres.server() as address:
        with psycopg.connect(
            address.replace(":/northing?", ":///postgres?"), autocommit=True
        ) as made:
            made.execute("CREATE DATABASE limits")
        database = address.replace("/northing", "/limits")
        for data in (tmp_path / "one", tmp_path / "two"):
            data.mkdir()
            (data / "secret-key").write_text("the same key on every machine " * 2)
        shared_by = {"DATABASE_URL": database, "NORTHING_API_LIMIT": "10"}
        with (
            serving(plain_environment(tmp_path / "one", **shared_by), tmp_path / "1.log") as one,
            serving(plain_environment(tmp_path / "two", **shared_by), tmp_path / "2.log") as two,
        ):
            assert _tries(one, 3) == ["wrong"] * 3
            assert _tries(two, 4) == ["wrong", "wrong", "many", "many"]
            codes = []
            for n in range(8):
                asked = urllib.request.Request(
                    f"{(one, two)[n % 2]}/api/v1/acme/my-week",
                    headers={"Authorization": f"Bearer nth_{n}"},
                )
                try:
                    urllib.request.urlopen(asked)
                except urllib.error.HTTPError as error:
                    codes.append(error.code)
            # One wrong token in ten requests; each of four processes may notice once for itself.
            assert codes[0] == 401
            assert codes.count(429) >= 4
