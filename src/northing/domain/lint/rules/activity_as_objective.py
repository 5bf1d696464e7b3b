"""It is something to do, not somewhere to be.

**Why.** The objective is the what: where we want to be, not what we shall be busy with (Doerr, *Measure
What Matters*, 2018).

**Flagged**

- Investigate new markets for our honey
- Run training sessions for volunteers
- Preparing a programme for the winter
- Wir führen Gespräche mit allen Imkern

**Fine**

- Our honey is at home on breakfast tables abroad
- Every village shop has our honey
- Imker empfehlen uns weiter

**How to fix.** Ask what will be so once you have done it.

**Options.** None.
"""

from northing.domain.lint.aims import Limits, ObjectiveAim
from northing.domain.lint.measures import begins_with_doing
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "OBJ115"
FAMILY = "objective"
SEVERITY = Severity.HINT
OPTIONS = ()


def check(aim: ObjectiveAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    if reading.kind == "outcome" or (reading.kind == "output" and not begins_with_doing(reading)):
        return None
    return Fault(_("This is effort: where will you be once it is done?"))
