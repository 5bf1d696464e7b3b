"""Its target was brought closer when its time was nearly over.

**Why.** What is decided after the result is in sight can no longer be tested by it (Nosek and others,
*PNAS* 115, 2018, on predictions and their registration): the gap is what there would be to learn from.

**Flagged**

- Queue at the counter | baseline=11, start=2026-01-05, end=2026-03-29, today=2026-03-20
  - 2026-01-05 | target=4
  - 2026-03-16 | target=8
- Mitglieder | good_direction=up, start=2026-01-05, end=2026-03-29, today=2026-04-10
  - 2026-01-05 | target=1200
  - 2026-03-25 | target=900

**Fine**

- Queue at the counter | baseline=11, start=2026-01-05, end=2026-03-29, today=2026-03-20
  - 2026-01-05 | target=4
  - 2026-03-16 | target=3
- Queue at the counter | baseline=11, start=2026-01-05, end=2026-03-29, today=2026-03-20
  - 2026-01-05 | target=4
  - 2026-02-02 | target=8
- Mitglieder | good_direction=up, start=2026-01-05, end=2026-03-29, today=2026-04-10
  - 2026-01-05 | target=1200

**How to fix.** Leave the target, miss it, and write down what you learnt; it helps more than a full
score. What turned out to be impossible is better known in the first half: change it then.

**Options.** `late_part`: the part of its time in which it is late, 0.33 unless set.
"""

from northing.domain.lint.aims import Limits
from northing.domain.lint.histories import KeyResultHistory
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "PRA104"
FAMILY = "practice"
SEVERITY = Severity.WARNING
OPTIONS = ("late_part",)


def check(aim: KeyResultHistory, limits: Limits) -> Fault | None:
    late = aim.before_end(limits.late_part)
    known = [(day, target) for day, target in aim.targets if day <= aim.today]
    before = [target for day, target in known[:1] + [one for one in known[1:] if one[0] < late]]
    after = [one for one in known[1:] if one[0] >= late]
    if not after or not aim.is_easier(after[-1][1], before[-1]):
        return None
    return Fault(
        _("The target came closer on {day}, late in its time: what was learnt?", day=after[-1][0])
    )
