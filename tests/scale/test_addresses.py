"""What DATABASE_URL and NORTHING_REPLICA_URL may say beside a place."""

from pathlib import Path

import pytest

from northing.site import database

READ_ONLY = "-c default_transaction_read_only=on"
URL = "postgresql://northing@db/northing"


def test_a_replica_is_waited_for_shortly_and_never_written(tmp_path: Path) -> None:
    plain_one = database.replica(URL, tmp_path)["OPTIONS"]
    assert plain_one["connect_timeout"] == 2
    assert plain_one["tcp_user_timeout"] == 5000
    assert READ_ONLY in plain_one["options"]
    assert (
        database.replica(f"{URL}?connect_timeout=9", tmp_path)["OPTIONS"]["connect_timeout"] == "9"
    )
    pooled = database.replica(f"{URL}?pool=4", tmp_path)
    assert pooled["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 4, "timeout": 2}
    assert "options" not in database.replica(f"{URL}?pooler=transaction", tmp_path)["OPTIONS"]
    with pytest.raises(database.DatabaseUrlError, match="is for PostgreSQL"):
        database.replica("sqlite:////x", tmp_path)


def test_what_a_pooler_would_not_carry_over_is_left_out(tmp_path: Path) -> None:
    found = database.database(f"{URL}?pooler=transaction", tmp_path)
    assert "options" not in found["OPTIONS"]
    assert found["DISABLE_SERVER_SIDE_CURSORS"]
    assert database.database(f"{URL}?pool=4", tmp_path)["CONN_MAX_AGE"] == 0
    for wrong in ("pool=0", "pool=many", "pool=101", "pooler=session"):
        with pytest.raises(database.DatabaseUrlError, match=wrong.partition("=")[0]):
            database.database(f"{URL}?{wrong}", tmp_path)
