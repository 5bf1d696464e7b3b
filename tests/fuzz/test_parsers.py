"""Every parser meets inputs that nobody would write: none may break, hang or grow."""

import os

import pytest

from tests.fuzz import engine, targets


@pytest.mark.parametrize("name", targets.EVERY)
def test_for_a_moment(name: str) -> None:
    """Three seconds from one number: the same inputs on every machine as far as it gets."""
    done = engine.fuzz(targets.EVERY[name](), 3, seed=20260312)
    assert done.tried > 20, done


@pytest.mark.thorough
@pytest.mark.parametrize("name", targets.EVERY)
def test_for_long(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Ten minutes (NORTHING_FUZZ_SECONDS) from a new number (NORTHING_FUZZ_SEED), which is printed."""
    seed = int(os.environ.get("NORTHING_FUZZ_SEED", "0")) or int.from_bytes(os.urandom(4))
    done = engine.fuzz(targets.EVERY[name](), engine.seconds(), seed)
    with capsys.disabled():
        print(f"\n{name}: {done}, seed {seed}")
