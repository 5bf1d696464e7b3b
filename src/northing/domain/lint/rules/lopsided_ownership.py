"""One person owns most of the key results.

**Why.** The limiting step sets the pace of the whole (Grove, *High Output Management*, 1983), and who
answers for everything becomes that step.

**Flagged**

- Library
  - Neighbours meet in our reading room
    - Evening visitors from 40 to 120 a week | owner=tarik
    - Returning visitors from 20% to 50% | owner=tarik
  - Children choose their own books
    - Loans from 300 to 500 a month | owner=tarik
    - Children with a card from 80 to 200 | owner=ines

**Fine**

- Library
  - Neighbours meet in our reading room
    - Evening visitors from 40 to 120 a week | owner=tarik
    - Returning visitors from 20% to 50% | owner=ines
  - Children choose their own books
    - Loans from 300 to 500 a month | owner=tarik
    - Children with a card from 80 to 200 | owner=ines
- Archive
  - The catalogue answers every question
    - Questions answered within a day from 40% to 90% | owner=tarik

**How to fix.** Ask around who would gladly take one. This says nothing about anybody, only how the load
is spread.

**Options.** `most_owned`: the share that one person may own, 0.5 unless set; `fewest_owned`: with fewer
owned key results, 4 unless set, nothing is said.
"""

from collections import Counter

from northing.domain.lint.aims import Limits, TeamAims
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "SET104"
FAMILY = "team"
SEVERITY = Severity.HINT
OPTIONS = ("fewest_owned", "most_owned")


def check(aim: TeamAims, limits: Limits) -> Fault | None:
    owners = Counter(kr.owner for one in aim.objectives for kr in one.key_results or () if kr.owner)
    owned = owners.total()
    most = max(owners.values(), default=0)
    if owned < limits.fewest_owned or most <= owned * limits.most_owned:
        return None
    return Fault(
        _(
            "One person answers for {most} of {all} key results: who could take one?",
            most=most,
            all=owned,
        )
    )
