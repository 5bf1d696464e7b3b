"""Replaying the log finds whatever was changed, left out or put in behind its back."""

from pathlib import Path

import pytest

from northing.cli import main
from northing.queries import chain
from northing.queries.chain import Replayed
from tests.operation import places

EVENT = "northing_event WHERE ws_id = 1 AND seq = 7"
BODY = "northing_eventbody WHERE event_id = (SELECT id FROM northing_event WHERE ws_id = 1 AND seq = 7)"
OF_BODY = "WHERE event_id IN (SELECT id FROM northing_event WHERE ws_id = 1 AND seq = 7)"
HASH_6 = "(SELECT hash FROM northing_event WHERE ws_id = 1 AND seq = 6)"
LAST = "(SELECT max(seq) FROM northing_event WHERE ws_id = 1)"


def _replayed(folder: Path) -> dict[str, Replayed]:
    with places.at(places.on_sqlite(folder)):
        return {one.slug: one for one in chain.replay()}


def test_a_log_that_nobody_touched_holds(
    installation: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chain, "SLICE", 5)
    found = _replayed(installation)
    assert {slug: one.broken for slug, one in found.items()} == {"kestrel": None, "otterbay": None}
    assert found["kestrel"].seq > 3 * chain.SLICE
    with places.at(places.on_sqlite(installation)):
        assert main(["verify"]) == 0
        said = capsys.readouterr().out
        assert f"kestrel: {found['kestrel'].seq} events hold" in said
        assert found["kestrel"].hash in said.replace("\n", "")
        assert main(["verify", "--workspace", "otterbay"]) == 0
        assert "kestrel" not in capsys.readouterr().out
        assert main(["verify", "--workspace", "nowhere"]) == 3


@pytest.mark.parametrize(
    ("statements", "seq", "words"),
    [
        (("UPDATE northing_event SET verb = 'x' WHERE ws_id = 1 AND seq = 7",), 7, "header"),
        (("UPDATE northing_event SET recorded_at = '2026-01-01 00:00:00' WHERE ws_id = 1 AND seq = 7",), 7, "header"),
        (("UPDATE northing_event SET person_id = NULL WHERE ws_id = 1 AND seq = 7",), 7, "header"),
        ((f"UPDATE northing_eventbody SET reason = 'because' {OF_BODY}",), 7, "text is not"),
        ((f"UPDATE northing_eventbody SET json = '{{}}' {OF_BODY}",), 7, "text is not"),
        ((f"UPDATE northing_eventbody SET json = NULL {OF_BODY}",), 7, "text is not"),
        ((f"DELETE FROM {BODY}",), 7, "text is missing"),
        ((f"DELETE FROM {BODY}", f"DELETE FROM {EVENT}"), 7, "8 follows 6"),
        ((f"DELETE FROM northing_event WHERE ws_id = 1 AND seq = {LAST}",), None, "log ends at"),
        (("UPDATE northing_workspace SET head_hash = 'f00' WHERE id = 1",), None, "head is another"),
        (("UPDATE northing_workspace SET head_seq = head_seq + 1 WHERE id = 1",), None, "log ends at"),
        ((f"UPDATE northing_workspace SET head_seq = 6, head_hash = {HASH_6} WHERE id = 1",), None, "beyond"),
    ],
)  # fmt: skip
def test_what_was_changed_is_found(
    installation: Path, statements: tuple[str, ...], seq: int | None, words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    places.edited(installation, *statements)
    found = _replayed(installation)
    broken = found["kestrel"].broken
    assert broken is not None
    assert words in str(broken.what)
    assert seq in {None, broken.seq}
    assert found["otterbay"].broken is None
    with places.at(places.on_sqlite(installation)):
        assert main(["verify"]) == 1
        assert f"kestrel: the log breaks at event {broken.seq}" in capsys.readouterr().err
        assert main(["verify", "-w", "otterbay"]) == 0


def test_what_was_erased_on_purpose_is_no_break(installation: Path) -> None:
    places.edited(
        installation,
        f"UPDATE northing_eventbody SET json = NULL, reason = '', redacted_at = '2026-03-01 00:00:00'"
        f" WHERE event_id IN (SELECT id FROM {EVENT})",
    )
    found = _replayed(installation)["kestrel"]
    assert (found.broken, found.erased) == (None, 1)
