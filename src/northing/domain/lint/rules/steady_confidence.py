"""The confidence has not moved all the time.

**Why.** Confidence begins at about five in ten and is asked for anew every week; its moves are what a
team talks about (Wodtke, *Radical Focus*, 2016). One that never moves may be true, but mostly nobody has
asked again.

**Flagged**

- Queue at the counter from 11 to 4 min | start=2026-01-05, end=2026-03-29, today=2026-02-28
  - 2026-01-12 | confidence=5
  - 2026-01-19 | confidence=5
  - 2026-02-02 | confidence=5
  - 2026-02-26 | confidence=5
- Wartezeit von 11 auf 4 min senken | start=2026-01-05, end=2026-03-29, today=2026-04-10
  - 2026-01-12 | confidence=8
  - 2026-02-02 | confidence=8
  - 2026-02-26 | confidence=8
  - 2026-03-27 | confidence=8

**Fine**

- Queue at the counter from 11 to 4 min | start=2026-01-05, end=2026-03-29, today=2026-02-28
  - 2026-01-12 | confidence=5
  - 2026-01-19 | confidence=6
  - 2026-02-02 | confidence=5
  - 2026-02-26 | confidence=5
- Queue at the counter from 11 to 4 min | start=2026-01-05, end=2026-03-29, today=2026-02-10
  - 2026-01-12 | confidence=5
  - 2026-01-19 | confidence=5
  - 2026-01-26 | confidence=5
  - 2026-02-02 | confidence=5
- Wartezeit von 11 auf 4 min senken | start=2026-01-05, end=2026-03-29, today=2026-04-10
  - 2026-01-12 | confidence=8
  - 2026-03-27 | confidence=8

**How to fix.** Ask anew: in how many of ten such cases would we get there, from where we are today? What
has happened since should raise or lower it.

**Options.** `fewest_confidences`: 4 unless set; `steady_part`: the part of its time that lies between the
first and the last, 0.5 unless set.
"""

from northing.domain.lint.aims import Limits
from northing.domain.lint.histories import KeyResultHistory
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "PRA103"
FAMILY = "practice"
SEVERITY = Severity.HINT
OPTIONS = ("fewest_confidences", "steady_part")


def check(aim: KeyResultHistory, limits: Limits) -> Fault | None:
    said = [(day, value) for day, value in aim.confidences if day <= aim.today]
    if len(said) < max(limits.fewest_confidences, 2) or len({value for _day, value in said}) > 1:
        return None
    apart = (said[-1][0] - said[0][0]).days
    if apart <= 0 or apart < aim.days * limits.steady_part:
        return None
    return Fault(
        _(
            "The confidence has been {value} in all of {count} check-ins: what would move it?",
            value=said[0][1],
            count=len(said),
        )
    )
