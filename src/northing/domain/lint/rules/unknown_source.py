"""Nobody says where the number comes from.

**Why.** No figure has a true value apart from the procedure by which it is obtained: change the
procedure, and you have a new number (Deming, *Out of the Crisis*, 1986, on operational definitions).

**Flagged**

- Raise repeat orders from 20 to 60 | source=
- Die Zahl der Nachbestellungen von 20 auf 60 steigern | source=

**Fine**

- Raise repeat orders from 20 to 60 | source=shop report
- Raise repeat orders from 20 to 60
- Raise repeat orders | source=, kind=yes_no

**How to fix.** Name the report, the query or the person that gives the number, or connect a source.

**Options.** None.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "KR118"
FAMILY = "key_result"
SEVERITY = Severity.HINT
OPTIONS = ()


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    if (
        aim.source is None
        or aim.source.strip()
        or aim.kind in {"milestones", "yes_no", "find_baseline"}
    ):
        return None
    return Fault(_("Where does the number come from?"))
