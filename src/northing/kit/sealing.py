"""Secrets that must be read again (a second factor's seed, a connector's password), sealed at rest.

A sealed text is `s1.<key>.<token>`: the form's version, the name of the key, and a Fernet token
(AES-128-CBC with HMAC-SHA-256, by the library `cryptography`). The key comes from the
installation's secret by HKDF-SHA-256 and from a purpose, so that what was sealed for one purpose
cannot be opened for another. A key's name is derived from it one way: it tells which secret sealed a
text, and nothing about the secret.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORM = "s1"
SALT = b"northing.sealing.1"


class WrongKeyError(Exception):
    """A text that no key at hand opens: the secret was changed without keeping the old one, or the
    text was sealed for another purpose or damaged."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The installation's secrets, the newest first: it seals, all of them open."""

    secrets: tuple[str, ...]

    @classmethod
    def of(cls, newest: str, older: Sequence[str] = ()) -> "Keys":
        """Keys by the newest secret and those before it; empty ones and repeats are left out."""
        listed = tuple(dict.fromkeys(s for s in (newest, *older) if s))
        if not listed:
            raise ValueError("Sealing needs a secret.")
        return cls(listed)

    def seal(self, text: str, purpose: str) -> str:
        """The text as it may be stored, sealed by the newest key."""
        name, key = _key(self.secrets[0], purpose)
        return f"{FORM}.{name}.{key.encrypt(text.encode()).decode()}"

    def open(self, sealed: str, purpose: str) -> str:
        """The text again. Raises WrongKeyError if no key opens it."""
        _, _, token = self._parts(sealed)
        key = self._named(sealed, purpose)
        if key is None:
            raise WrongKeyError("No key of this installation opens this.")
        try:
            return key.decrypt(token.encode()).decode()
        except (InvalidToken, ValueError):
            raise WrongKeyError("This was sealed for something else, or is damaged.") from None

    def is_newest(self, sealed: str, purpose: str) -> bool:
        """Whether the newest key sealed it, judged by the key's name."""
        return self._parts(sealed)[1] == _key(self.secrets[0], purpose)[0]

    def _named(self, sealed: str, purpose: str) -> Fernet | None:
        wanted = self._parts(sealed)[1]
        found = (_key(secret, purpose) for secret in self.secrets)
        return next((key for name, key in found if name == wanted), None)

    @staticmethod
    def _parts(sealed: str) -> tuple[str, str, str]:
        form, _, rest = sealed.partition(".")
        name, _, token = rest.partition(".")
        if form != FORM or not token:
            raise WrongKeyError("This is not a sealed text.")
        return form, name, token


@lru_cache(maxsize=256)
def _key(secret: str, purpose: str) -> tuple[str, Fernet]:
    """The key's name (64 bits) and the key itself (256 bits), from one derivation."""
    derived = HKDF(SHA256(), length=40, salt=SALT, info=purpose.encode()).derive(secret.encode())
    return derived[32:].hex(), Fernet(base64.urlsafe_b64encode(derived[:32]))
