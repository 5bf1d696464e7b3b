"""It names the way instead of the end.

**Why.** Who is given an outcome can find the best way to it; who is given a solution can only deliver it
(Seiden, *Outcomes over Output*, 2019).

**Flagged**

- Migrate to Kubernetes
- Build a new intranet
- Reach more farmers with a chatbot
- Ein neues CRM einführen

**Fine**

- Make deployments so dull that nobody plans for them
- Colleagues find what they need without asking
- Build a happy and productive kitchen team
- Be the garage that Python developers recommend
- Establish ourselves as the voice of small farms
- The market hall is well known
- Kundinnen fühlen sich vom ersten Anruf an verstanden

**How to fix.** Ask what for, twice. The answer is the objective, and this its initiative.

**Options.** None.
"""

from northing.domain.lint.aims import Limits, ObjectiveAim
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "OBJ102"
FAMILY = "objective"
SEVERITY = Severity.HINT
OPTIONS = ()


def check(aim: ObjectiveAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    if not reading.prescriptive:
        return None
    return Fault(
        _("This is one way to get there: what is it for?"),
        reading.solutions[0] if reading.solutions else None,
    )
