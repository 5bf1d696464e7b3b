"""How often the API answers: each token so many requests a minute, each address so many wrong tokens.

The counts of all processes meet in the database (actions/limits.py), so several servers behind a proxy
share one limit. A wrong token is counted by the address it came from, and once there were too many, tokens
that this process has not seen to hold are no longer looked up from there; those that hold go on.
"""

import time
from collections import OrderedDict

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from northing.actions import limits
from northing.actions.errors import TooManyError
from northing.kit import addresses, secrets
from northing.kit.meter import Meter
from northing.site.addresses import of_client

MINUTE = 60
STEPS = 30
"""A token's count is settled thirty times until its limit."""
WRONG_SHARE = 10
"""An address may try a tenth as many wrong tokens as a token may ask."""
MOST_GOOD = 5_000

_uses = Meter(MINUTE, limits.add)
_wrong = Meter(MINUTE, limits.add)
_good: OrderedDict[str, None] = OrderedDict()


def before(request: HttpRequest, secret: str) -> None:
    """Before a token is looked up. Raises TooManyError; asks no database."""
    limit, now, name = settings.API_LIMIT, time.time(), _name(secret)
    if not limit:
        return
    wait = _uses.wait(name, limit, now)
    if not wait and name not in _good:
        wait = _wrong.wait(_place(request), _most_wrong(limit), now)
    if wait:
        raise TooManyError(
            _("That was asked too often."), _("Ask again in %(wait)s s.") % {"wait": wait}, wait
        )


def after(request: HttpRequest, secret: str, *, holds: bool) -> None:
    """After it was looked up: count its use, or that it was wrong."""
    limit, now = settings.API_LIMIT, time.time()
    if not limit:
        return
    name = _name(secret)
    if not holds:
        _good.pop(name, None)
        _wrong.take(_place(request), 1, now)
        return
    _good[name] = None
    while len(_good) > MOST_GOOD:
        _good.popitem(last=False)
    _uses.take(name, max(1, limit // STEPS), now)


def forget() -> None:
    """As after a start of the process."""
    for one in (_uses, _wrong, _good):
        one.clear() if isinstance(one, OrderedDict) else one.forget()


def _most_wrong(limit: int) -> int:
    return max(1, limit // WRONG_SHARE)


def _name(secret: str) -> str:
    """A token by half of its hash: enough to tell tokens apart, and of no use to whoever reads it."""
    return f"token:{secrets.digest(secret)[:32]}"


def _place(request: HttpRequest) -> str:
    return f"wrong:{addresses.shared(of_client(request))}"
