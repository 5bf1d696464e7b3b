"""The whole API as every role: no server error, no answer that the document does not name."""

import os
from typing import Any

import pytest

from tests.api import schema_stage
from tests.api.schema_run import Run, run
from tests.cast import Cast
from tests.fuzz import engine

ROLES = (
    "lead", "admin", "member", "viewer", "reader", "recorder", "outsider", "revoked", "stranger",
)  # fmt: skip
SEED = 20260312
UNCLOSED = "ignore::pytest.PytestUnraisableExceptionWarning"
"""The client that makes the requests leaves the temporary files of its long forms open."""


@pytest.fixture
def stage(cast: Cast, settings: Any) -> schema_stage.Stage:
    """One of everything, and no limit to how often a token may ask."""
    settings.API_LIMIT = 0
    return schema_stage.build(cast)


def _sound(found: Run) -> None:
    assert not found.wrong, "\n\n".join(found.wrong[:20])
    assert not [status for status in found.answered if status >= 500], found.answered


def _good(found: Run, role: str) -> None:
    """Sound, and of every sort that this role should meet."""
    _sound(found)
    if role in {"revoked", "stranger", "outsider"}:
        assert set(found.answered) <= {400, 401, 404, 405, 413}, found.answered
    else:
        assert 200 in found.answered, found.answered
        assert {404, 422} <= set(found.answered), found.answered


@pytest.mark.parametrize("role", ROLES)
def test_a_few_requests_to_every_operation(stage: schema_stage.Stage, role: str) -> None:
    """The same ones every time: one or two to each operation."""
    examples = 2 if role == "lead" else 1
    found = run(stage.tokens[role], stage.known, phases=["fuzzing"], examples=examples, seed=SEED)
    _good(found, role)
    assert found.operations > 90


@pytest.mark.thorough
@pytest.mark.filterwarnings(UNCLOSED)
@pytest.mark.parametrize("role", ROLES)
def test_every_boundary_of_every_operation(stage: schema_stage.Stage, role: str) -> None:
    """Examples and boundaries once, then new requests for the rest of NORTHING_FUZZ_SECONDS, by role."""
    seed = int(os.environ.get("NORTHING_FUZZ_SEED", "0")) or int.from_bytes(os.urandom(3))
    known, token = stage.known, stage.tokens[role]
    print(f"seed {seed}")
    _good(run(token, known, phases=["examples", "coverage"], examples=5, seed=seed), role)
    seconds = max(10, int(engine.seconds() / len(ROLES)))
    found = run(token, known, phases=["fuzzing"], examples=10_000, seed=seed, seconds=seconds)
    _sound(found)  # on a busy machine these seconds do not reach every sort of answer


@pytest.mark.thorough
@pytest.mark.filterwarnings(UNCLOSED)
def test_what_one_answer_gives_is_asked_for_next(stage: schema_stage.Stage) -> None:
    """Links between operations: what was made is read, changed and ended, within one workspace."""
    found = run(
        stage.tokens["admin"], stage.known, phases=["stateful"], examples=200, seed=SEED, keep=True,
        seconds=max(20, int(engine.seconds() / 4)),
    )  # fmt: skip
    _good(found, "admin")
