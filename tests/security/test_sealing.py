"""What is sealed can be read by the installation's keys alone, and is sealed anew by a newer one."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from northing.actions import sealed as actions
from northing.cli import main
from northing.kit import secrets
from northing.kit.sealing import Keys, WrongKeyError
from northing.queries import sealed as queries
from northing.site.second_factor import Authenticator
from northing.store import sealing
from northing.store.accounts import Account
from tests.cast import Cast, client_for
from tests.security.people import confirmed, digits, sign_in, with_app, with_password
from tests.serving import plain_environment

OLD, NEW = "the old key of this house " * 2, "the new key of this house " * 2


# ── the form itself ───────────────────────────────────────────────────────────
def test_what_is_sealed_is_opened_again_and_shows_nothing() -> None:
    keys = Keys.of(OLD)
    sealed = keys.seal("JBSWY3DPEHPK3PXP", "second-factor")
    assert keys.open(sealed, "second-factor") == "JBSWY3DPEHPK3PXP"
    assert "JBSWY" not in sealed
    assert sealed != keys.seal("JBSWY3DPEHPK3PXP", "second-factor")


def test_an_older_key_opens_and_the_newest_seals() -> None:
    before, both = Keys.of(OLD), Keys.of(NEW, [OLD])
    sealed = before.seal("x", "p")
    assert both.open(sealed, "p") == "x"
    assert not both.is_newest(sealed, "p")
    assert both.is_newest(both.seal("x", "p"), "p")
    with pytest.raises(WrongKeyError):
        before.open(both.seal("x", "p"), "p")


@pytest.mark.parametrize(
    "text", ["", "x", "s1.", "s1.abc", "s1..", "s2.aa.bb", "s1.aa.bb", "ü.ü.ü", "\0"]
)
def test_what_was_never_sealed_is_a_wrong_key(text: str) -> None:
    with pytest.raises(WrongKeyError):
        Keys.of(OLD).open(text, "p")


def test_a_changed_text_and_another_purpose_are_noticed() -> None:
    keys = Keys.of(OLD)
    sealed = keys.seal("x", "second-factor")
    with pytest.raises(WrongKeyError):
        keys.open(sealed, "connector")
    name = keys.seal("x", "connector").split(".")[1]
    form, _, token = sealed.split(".")
    with pytest.raises(WrongKeyError):
        keys.open(f"{form}.{name}.{token}", "connector")
    middle = len(sealed) // 2
    changed = sealed[:middle] + ("A" if sealed[middle] != "A" else "B") + sealed[middle + 1 :]
    with pytest.raises(WrongKeyError):
        keys.open(changed, "second-factor")


def test_there_is_no_sealing_without_a_secret() -> None:
    with pytest.raises(ValueError, match="secret"):
        Keys.of("", ["", ""])


# ── rotation ──────────────────────────────────────────────────────────────────
@pytest.fixture
def app(cast: Cast, settings: Settings) -> tuple[Account, str]:
    """An account with an app, sealed by the old key."""
    cache.clear()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    account = with_password(cast)
    secret, _ = with_app(confirmed(account))
    return account, secret


def _lets_in(account: Account, secret: str) -> bool:
    cache.clear()
    client = sign_in(account)
    client.post("/accounts/second-factor/", {"code": digits(secret)})
    return client.get("/kestrel/").status_code == 200


def test_a_new_key_opens_everything_before_and_after_rotation(
    app: tuple[Account, str], settings: Settings
) -> None:
    account, secret = app
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert _lets_in(account, secret)
    (before,) = queries.counts()
    assert (before.newest, before.older, before.unreadable) == (0, 2, 0)
    assert actions.rotate() == actions.Rotated(2, 0)
    assert actions.rotate() == actions.Rotated(0, 0)
    settings.SECRET_KEY_FALLBACKS = []
    (after,) = queries.counts()
    assert (after.newest, after.older, after.unreadable) == (2, 0, 0)
    assert _lets_in(account, secret)


def test_rotation_keeps_which_recovery_codes_were_used(
    app: tuple[Account, str], settings: Settings
) -> None:
    row = Authenticator.objects.get(type="recovery_codes")
    codes = row.wrap().get_unused_codes()
    assert row.wrap().validate_code(codes[3])
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    actions.rotate()
    left = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert left == [*codes[:3], *codes[4:]]


def test_a_lost_key_is_said_on_a_page_and_counted(
    app: tuple[Account, str], settings: Settings
) -> None:
    account, secret = app
    settings.SECRET_KEY = NEW
    client = sign_in(account)
    answer = client.post("/accounts/second-factor/", {"code": digits(secret)})
    assert answer.status_code == 503
    said = answer.content.decode()
    assert "cannot read your second factor" in said
    assert "the key of before" in said
    assert client.get("/kestrel/").status_code == 404
    assert actions.rotate() == actions.Rotated(0, 2)
    (count,) = queries.counts()
    assert count.unreadable == 2


def test_sessions_outlive_a_rotation(cast: Cast, settings: Settings) -> None:
    settings.SECRET_KEY = OLD
    client = client_for(cast.max)
    assert client.get("/kestrel/").status_code == 200
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert client.get("/kestrel/").status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get("/kestrel/").status_code == 404


def test_any_column_can_be_named(db: None, settings: Settings) -> None:
    """The next one who keeps a secret needs one line."""
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    found = sealing.column(Account, "password", "connector")
    row = Account(password=sealing.seal("token of a service", "connector"))
    assert found.name == "northing_account.password"
    assert found.read(Account(password="")) == []
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    found.write(row, [sealing.seal(sealing.unseal(found.read(row)[0], "connector"), "connector")])
    settings.SECRET_KEY_FALLBACKS = []
    assert sealing.unseal(row.password, "connector") == "token of a service"


# ── keys in the data folder ───────────────────────────────────────────────────
def test_the_file_of_keys_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / secrets.KEYS
    (first,) = secrets.keys_in(path)
    assert path.stat().st_mode & 0o777 == 0o600
    secrets.replace_keys(path, ["new", first])
    assert secrets.keys_in(path) == ["new", first]
    assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in path.parent.iterdir()] == [secrets.KEYS]


def _northing(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import sys; from northing.cli import main; sys.exit(main())", *words],
        env=plain_environment(data, **more), check=False, capture_output=True, text=True,
    )  # fmt: skip


def test_the_commands_from_a_new_key_to_forgetting_the_old(tmp_path: Path) -> None:
    assert _northing(tmp_path, "migrate").returncode == 0
    path = tmp_path / secrets.KEYS
    (first,) = secrets.keys_in(path)
    assert _northing(tmp_path, "secrets", "new-key").returncode == 0
    newest, *older = secrets.keys_in(path)
    assert older == [first]
    assert newest != first
    assert "0 sealed anew" in _northing(tmp_path, "secrets", "rotate").stdout
    assert "mfa_authenticator" in _northing(tmp_path, "secrets", "show").stdout
    assert _northing(tmp_path, "secrets", "forget-old").returncode == 0
    assert secrets.keys_in(path) == [newest]
    elsewhere = _northing(tmp_path, "secrets", "new-key", NORTHING_SECRET_KEY="k" * 50)
    assert elsewhere.returncode == 1
    assert "NORTHING_SECRET_KEY_FALLBACKS" in elsewhere.stderr


def test_an_old_key_that_is_needed_is_not_forgotten(
    app: tuple[Account, str], settings: Settings, tmp_path: Path,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.delenv("NORTHING_SECRET_KEY", raising=False)
    settings.DATA = tmp_path
    secrets.replace_keys(tmp_path / secrets.KEYS, [NEW, OLD])
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert main(["secrets", "forget-old"]) == 1
    assert "rotate" in capsys.readouterr().err
    assert len(secrets.keys_in(tmp_path / secrets.KEYS)) > 1
    assert main(["secrets", "rotate"]) == 0


def test_a_key_that_nobody_knows_is_an_exit_code(
    app: tuple[Account, str], settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SECRET_KEY = NEW
    assert main(["secrets", "rotate"]) == 1
    assert "NORTHING_SECRET_KEY_FALLBACKS" in capsys.readouterr().err


def test_strangers_learn_nothing_of_keys(client: Client, db: None) -> None:
    for path in ("/secret-key/", "/static/../secret-key", "/static/%2e%2e/secret-key"):
        assert client.get(path, follow=True).status_code == 404, path
