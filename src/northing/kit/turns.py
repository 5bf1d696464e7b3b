"""Taking turns at something that only one can hold, such as SQLite's one writer.

turn = Turn()
...              # holds it
turn.give_way()  # leaves it to others for a share of that time
"""

import time

SHARE, LONGEST = 0.3, 0.1


class Turn:
    """Begins when it is made."""

    def __init__(self) -> None:
        self._began = time.perf_counter()

    def give_way(self) -> None:
        """Wait for 0.3 of the time since the turn began, at most 0.1 s: whoever waits looks again only now and then."""
        time.sleep(min(LONGEST, (time.perf_counter() - self._began) * SHARE))
