"""Random secrets that are shown once, and the hashes that are kept of them."""

import hashlib
import os
import secrets
from pathlib import Path


def fresh(prefix: str) -> str:
    """A new secret of 256 random bits, with a prefix that tells people and scanners what it is."""
    return f"{prefix}_{secrets.token_urlsafe(32)}"


def digest(secret: str) -> str:
    """SHA-256 in hex. Enough for secrets that are random; passwords go to the sign-in library."""
    return hashlib.sha256(secret.encode()).hexdigest()


def kept_in(path: Path) -> str:
    """The secret in a file, made on first use and readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # somebody else was a moment faster
            return path.read_text().strip()
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


SET_UP = "set-up-code"
"""The file in the data folder that holds the code by which the first person comes in."""
