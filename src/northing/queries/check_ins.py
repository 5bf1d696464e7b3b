"""Check-ins as a list: the thread of one key result."""

from northing.domain.access import Caller
from northing.queries.key_results import CheckInCard, key_result


def check_ins(caller: Caller, number: int) -> tuple[CheckInCard, ...] | None:
    """The thread of KR-`number`, newest first, superseded ones included; None where it may not be seen."""
    page = key_result(caller, number)
    return None if page is None else page.check_ins
