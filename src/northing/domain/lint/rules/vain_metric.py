"""The figure looks well and decides nothing, or is easily made to look well.

**Why.** When a measure becomes a target, it ceases to be a good measure (Goodhart's law, as put by
Strathern, *European Review* 5, 1997); every indicator needs one that watches what it may spoil (Grove,
*High Output Management*, 1983).

**Flagged**

- Reach 20,000 followers by December
- Complete 120 story points a sprint
- Gewinne 5000 Follower | guards=0

**Fine**

- Reach 20,000 followers by December | guards=1
- 300 readers a month order a sample
- Raise orders per 1,000 impressions from 3 to 9
- Reduce clicks until an order is placed from 9 to 4
- Gewinne 5000 Follower | guards=1

**How to fix.** Ask what you would do differently if it doubled. Take the figure that answers, a ratio to
the effort, or add a guard: a metric that must not get worse meanwhile.

**Options.** None.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.measures import vain
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "KR114"
FAMILY = "key_result"
SEVERITY = Severity.HINT
OPTIONS = ()


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    if aim.guards:
        return None
    reading = aim.reading
    if reading.target is None or reading.direction == "down":
        return None
    found = vain(reading)
    if found is None:
        return None
    return Fault(
        _(
            "“{word}” is easily raised without any use to anybody: what would it lead to?",
            word=found.text,
        ),
        found,
    )
