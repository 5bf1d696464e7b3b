"""Running commands: in this process for speed, in another where start-up itself is tested."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from northing.cli import main
from tests.cast import Cast


@dataclass
class Ended:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)


Run = Callable[..., Ended]


@pytest.fixture
def run(cast: Cast, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in kestrel, as Lea unless `--as` says otherwise."""
    monkeypatch.setenv("NORTHING_WORKSPACE", "kestrel")
    monkeypatch.setenv("NORTHING_AS", "lea")

    def go(*words: object) -> Ended:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return go
