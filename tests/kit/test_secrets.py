"""The file of keys: made once, whole, by whoever is first."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from northing.kit import secrets


def test_those_who_begin_at_once_have_one_key(tmp_path: Path) -> None:
    for turn in range(40):
        path, gate = tmp_path / str(turn) / secrets.KEYS, Barrier(8)

        def begin(path: Path = path, gate: Barrier = gate) -> list[str]:
            gate.wait()
            return secrets.keys_in(path)

        with ThreadPoolExecutor(8) as pool:
            found = [one.result() for one in [pool.submit(begin) for _ in range(8)]]
        assert len(found[0]) == 1
        assert all(keys == found[0] for keys in found)
        assert [file.name for file in path.parent.iterdir()] == [secrets.KEYS]
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_was_left_empty_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / secrets.KEYS
    path.touch()
    (key,) = secrets.keys_in(path)
    assert secrets.keys_in(path) == [key]
