"""Cycle after cycle, most of what was planned stays out of reach.

**Why.** Goals far out of reach are most tempting where their risks can be least afforded (Sitkin and
others, *Academy of Management Review* 36, 2011, on the paradox of stretch goals). What is never reached
guides nobody, and low grades are there to learn from (Google, re:Work guide *Set goals with OKRs*).

**Flagged**

- Library
  - 2025 Q3 | aspirational=0.1 0.3 0.4 0.2
  - 2025 Q4 | aspirational=0.0 0.3 0.6 0.2, committed=1.0
  - 2026 Q1 | aspirational=0.3 0.5 0.2 0.3

**Fine**

- Library
  - 2025 Q3 | aspirational=0.1 0.3 0.4 0.2
  - 2025 Q4 | aspirational=0.7 0.3 0.6 0.4
  - 2026 Q1 | aspirational=0.3 0.5 0.2 0.3
- Archive
  - 2025 Q3 | aspirational=0.1 0.1
  - 2025 Q4 | aspirational=0.2 0.2
  - 2026 Q1 | aspirational=0.0 0.3

**How to fix.** Choose fewer, and put the first success where it can be had soon. This says how goals are
set, and nothing about anybody.

**Options.** `judged_cycles`: 3 unless set; `fewest_aspirational`: key results that each of them needs, 4
unless set; `low_attainment`: 0.4 unless set.
"""

from northing.domain.lint.aims import Limits
from northing.domain.lint.histories import TeamHistory
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import plural

CODE = "PRA106"
FAMILY = "cycles"
SEVERITY = Severity.HINT
OPTIONS = ("judged_cycles", "fewest_aspirational", "low_attainment")


def check(aim: TeamHistory, limits: Limits) -> Fault | None:
    found = aim.attainments(limits.judged_cycles, limits.fewest_aspirational)
    if not found or max(found) >= limits.low_attainment:
        return None
    return Fault(
        plural(
            "Most was out of reach in {number} cycle: which half would you rather have in full?",
            "Most was out of reach in {number} cycles in a row:"
            " which half would you rather have in full?",
            len(found),
        )
    )
