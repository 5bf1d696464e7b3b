"""It is too long to be remembered.

**Why.** An objective is a single sentence, qualitative and inspiring (Wodtke, *Radical Focus*, 2016);
what is not remembered guides nobody on a Tuesday.

**Flagged**

- Become, together with all our partners and suppliers, the most attentive printing house of the region
- Wir werden gemeinsam mit allen Partnern die aufmerksamste und freundlichste Druckerei der ganzen Region

**Fine**

- Become the most attentive printing house
- Die aufmerksamste Druckerei der Region werden

**How to fix.** Say it to somebody in one breath. What you leave out is a key result, or the reason.

**Options.** `longest_objective`: words, 12 unless set.
"""

from northing.domain.lint.aims import Limits, ObjectiveAim
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import plural

CODE = "OBJ104"
FAMILY = "objective"
SEVERITY = Severity.HINT
OPTIONS = ("longest_objective",)


def check(aim: ObjectiveAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    if reading.words <= limits.longest_objective:
        return None
    return Fault(
        plural(
            "This has {number} word, more than anybody remembers: say it in {most}.",
            "This has {number} words, more than anybody remembers: say it in {most}.",
            reading.words,
            most=limits.longest_objective,
        )
    )
