"""It holds a number, which belongs to a key result.

**Why.** The objective is what is to be achieved, the key results are how we see that we got there, and
that is where the numbers are (Doerr, *Measure What Matters*, 2018; Wodtke, *Radical Focus*, 2016).

**Flagged**

- Win 200 new members for the library
- Become a place where 90% of guests return
- Wir gewinnen 200 neue Mitglieder

**Fine**

- Become the place where the neighbourhood meets to read
- By the end of 2026 nobody fears the annual audit
- Unsere Bibliothek wird zum Treffpunkt des Quartiers

**How to fix.** Say what it will be like, and move the number into a key result.

**Options.** None.
"""

from northing.domain.lint.aims import Limits, ObjectiveAim
from northing.domain.lint.reading import Words
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "OBJ101"
FAMILY = "objective"
SEVERITY = Severity.WARNING
OPTIONS = ()


def check(aim: ObjectiveAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    if not reading.has_number or reading.target is None:
        return None
    return Fault(
        _(
            "“{number}” belongs to a key result: what will it be like once you are there?",
            number=reading.target.text,
        ),
        Words(reading.target.text, reading.target.start),
    )
