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
    """The secret in a file, made on first use and readable by its owner only.

    Of several that make it at once one wins, and nobody sees it half written: it is linked in place
    whole. A file that was left empty, as by a full disk, is made anew.
    """
    if not (known := _in(path)):
        path.parent.mkdir(0o700, parents=True, exist_ok=True)
        beside = _beside(path, fresh_key())
        try:
            os.link(beside, path)
        except OSError:  # somebody else was a moment faster; or files cannot be linked here
            if not _in(path):
                beside.replace(path)
        beside.unlink(missing_ok=True)
        known = _in(path)
    return known


def _in(path: Path) -> str:
    return path.read_text().strip() if path.exists() else ""


def _beside(path: Path, text: str) -> Path:
    """A file of another name in the same folder, written whole."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return beside


def keys_in(path: Path) -> list[str]:
    """The keys in a file, a line each, the newest first; the file is made on first use."""
    return [line.strip() for line in kept_in(path).splitlines() if line.strip()]


def replace_keys(path: Path, keys: list[str]) -> None:
    """Write the file of keys anew, in one step: whoever reads it sees the old keys or the new ones."""
    _beside(path, "\n".join(keys) + "\n").replace(path)


def fresh_key() -> str:
    """A new key for the file: 384 random bits."""
    return secrets.token_urlsafe(48)


KEYS = "secret-key"
"""The file in the data folder that holds the installation's keys where the environment names none."""

SET_UP = "set-up-code"
"""The file in the data folder that holds the code by which the first person comes in."""
