"""Keys in addresses: `O-7`, `KR-12`."""

import re

from northing.actions.errors import NotFoundError
from northing.kit.text import text as _

_KEY = re.compile(r"(O|KR)-([1-9][0-9]{0,8})", re.IGNORECASE)


def objective(key: str) -> int:
    """7 for `O-7`; anything else is not found."""
    return _number(key, "O")


def key_result(key: str) -> int:
    """12 for `KR-12`; anything else is not found."""
    return _number(key, "KR")


def _number(key: str, letters: str) -> int:
    found = _KEY.fullmatch(key)
    if found is None or found[1].upper() != letters:
        raise NotFoundError(
            _("There is nothing of that name here."), _("Check the address."), letters
        )
    return int(found[2])
