"""Small irregularities that are the same at every run: the demo knows no dice."""

from hashlib import blake2b

_WHOLE = 2**32


def share(*parts: object) -> float:
    """A number in 0..1 (1 excluded) that follows from the parts alone."""
    text = "/".join(str(part) for part in parts)
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest()) / _WHOLE


def wobble(key: str, day: int) -> float:
    """A disturbance in -1..1 that lasts some days, as measured things have it."""
    quick = share(key, day) + share(key, day, "b") - 1
    slow = share(key, day // 4, "slow") + share(key, day // 4, "late") - 1
    return 0.55 * quick + 0.45 * slow


def swell(key: str, week: float) -> float:
    """A slow, continuous drift in -1..1 with a knot every second week."""
    knot = int(week // 2)
    before, after = (2 * share(key, "swell", n) - 1 for n in (knot, knot + 1))
    return before + (after - before) * (week / 2 - knot)
