"""Cycle after cycle, what should stretch is reached in full.

**Why.** Who always attains everything has goals that are not ambitious enough: grades of 0.6 to 0.7 are
where they should end (Google, re:Work guide *Set goals with OKRs*).

**Flagged**

- Library
  - 2025 Q3 | aspirational=1.0 1.0 0.9 1.0
  - 2025 Q4 | aspirational=1.0 1.0 1.0 1.0 0.9, committed=0.5
  - 2026 Q1 | aspirational=1.0 0.9 1.0 1.0

**Fine**

- Library
  - 2025 Q3 | aspirational=1.0 1.0 0.9 1.0
  - 2025 Q4 | aspirational=0.7 1.0 0.6 1.0, committed=1.0
  - 2026 Q1 | aspirational=1.0 0.9 1.0 1.0
- Archive
  - 2025 Q3 | committed=1.0 1.0 1.0 1.0
  - 2025 Q4 | committed=1.0 1.0 1.0 1.0
  - 2026 Q1 | committed=1.0 1.0 1.0 1.0
- Shop
  - 2025 Q4 | aspirational=1.0 1.0 1.0 1.0
  - 2026 Q1 | aspirational=1.0 1.0 1.0 1.0

**How to fix.** Ask at the next planning: what would we write if a miss cost nothing? What must be kept in
full is committed, and is not looked at here. This says how goals are set, and nothing about anybody.

**Options.** `judged_cycles`: 3 unless set; `fewest_aspirational`: key results that each of them needs, 4
unless set; `full_attainment`: 0.95 unless set.
"""

from northing.domain.lint.aims import Limits
from northing.domain.lint.histories import TeamHistory
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import plural

CODE = "PRA105"
FAMILY = "cycles"
SEVERITY = Severity.HINT
OPTIONS = ("judged_cycles", "fewest_aspirational", "full_attainment")


def check(aim: TeamHistory, limits: Limits) -> Fault | None:
    found = aim.attainments(limits.judged_cycles, limits.fewest_aspirational)
    if not found or min(found) < limits.full_attainment:
        return None
    return Fault(
        plural(
            "Nearly everything was reached in {number} cycle: what would you dare if a miss cost nothing?",
            "Nearly everything was reached in {number} cycles in a row:"
            " what would you dare if a miss cost nothing?",
            len(found),
        )
    )
