"""Too few key results to see the whole.

**Why.** A single indicator draws all attention to itself, so pair it with one that watches the other
side (Grove, *High Output Management*, 1983).

**Flagged**

- Neighbours meet in our reading room
  - Evening visitors from 40 to 120 a week

**Fine**

- Neighbours meet in our reading room
  - Evening visitors from 40 to 120 a week
  - Visitors who come again within a month from 20% to 50%
- Neighbours meet in our reading room | key_results=none

**How to fix.** Add the key result that would show if you had won the first one in the wrong way.

**Options.** `fewest_key_results`: 2 unless set.
"""

from northing.domain.lint.aims import Limits, ObjectiveAim
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import plural

CODE = "OBJ107"
FAMILY = "objective"
SEVERITY = Severity.HINT
OPTIONS = ("fewest_key_results",)


def check(aim: ObjectiveAim, limits: Limits) -> Fault | None:
    count = len(aim.key_results or ())
    if not 0 < count < limits.fewest_key_results:
        return None
    return Fault(
        plural(
            "Only {number} key result: which second one would show the other side?",
            "Only {number} key results: which further one would show the other side?",
            count,
        )
    )
