"""How large a firm is, and on which day it is looked at."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

TODAY = date(2026, 3, 12)
NOW = datetime.combine(TODAY, time(12), UTC)
PAST_DAY = TODAY - timedelta(days=23)
SLUG = "plenty"
SEED = 20260312


@dataclass(frozen=True, slots=True)
class Size:
    """Teams per level of the tree (the company first), and how much hangs on them.

    Objectives lie in the `quarters` newest quarters and their year: 1 is the hardest, since every
    page then meets all of them.
    """

    name: str
    levels: tuple[int, ...]
    objectives: int
    check_ins: int
    quarters: int = 1
    key_results_each: int = 4
    people_each: int = 5

    @property
    def teams(self) -> int:
        return sum(self.levels)

    @property
    def key_results(self) -> int:
        return self.objectives * self.key_results_each


SIZES = {
    "tiny": Size("tiny", (1, 2, 3), 30, 1_500),
    "small": Size("small", (1, 7, 42), 250, 20_000),
    "large": Size("large", (1, 9, 90, 900), 5_000, 400_000),
}
