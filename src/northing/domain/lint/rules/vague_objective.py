"""Little remains once its praising words are gone.

**Why.** An objective may inspire, but must be concrete enough to act upon: significant, concrete,
action-oriented (Doerr, *Measure What Matters*, 2018).

**Flagged**

- Do better
- Improve the intake process
- Mehr Qualität

**Fine**

- Patients know after ten seconds where to go
- Become the most trusted advice centre for young families
- Patientinnen wissen sofort, wohin sie gehen

**How to fix.** Say for whom, and what they will be able to do. This looks at how much of the sentence is
praise: more than a quarter.

**Options.** None.
"""

from northing.domain.lint.aims import Limits, ObjectiveAim
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "OBJ105"
FAMILY = "objective"
SEVERITY = Severity.WARNING
OPTIONS = ()


def check(aim: ObjectiveAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    if not reading.vague or 4 * len(reading.vague) < reading.words:
        return None
    return Fault(
        _("“{word}” for whom, and how would they notice?", word=reading.vague[0].text),
        reading.vague[0],
    )
