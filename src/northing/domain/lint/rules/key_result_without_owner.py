"""Nobody answers for it.

**Why.** The more people share a task, the less each of them does (Latané, Williams & Harkins, *Journal
of Personality and Social Psychology* 37, 1979).

**Flagged**

- Cut waste from 12% to 5% | owner=
- Ausschuss von 12 % auf 5 % senken | owner=

**Fine**

- Cut waste from 12% to 5% | owner=ines
- Cut waste from 12% to 5%
- Ausschuss von 12 % auf 5 % senken | owner=ines

**How to fix.** Ask who will say each week how it stands. One name; helpers are welcome beside it.

**Options.** None.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "KR110"
FAMILY = "key_result"
SEVERITY = Severity.WARNING
OPTIONS = ()


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    if aim.owner is None or aim.owner.strip():
        return None
    return Fault(_("Nobody answers for it: who will say each week how it stands?"))
