"""An account with a password, its browser, and the six digits that an app would show."""

import base64
import hashlib
import hmac
import re
import struct
import time

from django.test import Client

from northing.store.accounts import Account
from tests.cast import Cast

PASSWORD = "four calm grey herons"
KNOWN = {
    "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
}


def with_password(cast: Cast, handle: str = "max") -> Account:
    """The account of this person, which can sign in by PASSWORD."""
    account = Account.objects.get(pk=cast.insiders[handle].account)
    account.set_password(PASSWORD)
    account.save()
    return account


def sign_in(account: Account, password: str = PASSWORD, client: Client | None = None) -> Client:
    """A browser after the first page of signing in."""
    client = client or Client(**KNOWN)
    client.post("/accounts/login/", {"login": account.email, "password": password})
    return client


def confirmed(account: Account) -> Client:
    """A browser that is signed in and has just typed its password again."""
    client = sign_in(account)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def digits(secret: str, at: float | None = None) -> str:
    """RFC 6238 with its defaults: HMAC-SHA-1 of the half minute, six digits."""
    counter = int((time.time() if at is None else at) // 30)
    mac = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(int.from_bytes(mac[start : start + 4]) & 0x7FFFFFFF) % 10**6:06}"


def with_app(client: Client) -> tuple[str, list[str]]:
    """Set up an app's codes by the pages; its secret, and the recovery codes that were shown."""
    page = client.get("/accounts/app/").content.decode()
    found = re.search(r'value="([A-Z2-7]{32})"', page)
    assert found is not None, page
    answer = client.post("/accounts/app/", {"code": digits(found[1])}, follow=True)
    shown = answer.content.decode()
    return found[1], re.findall(
        r"^\d{12}$", shown.partition("recovery-codes")[2].replace(">", ">\n"), re.M
    )
