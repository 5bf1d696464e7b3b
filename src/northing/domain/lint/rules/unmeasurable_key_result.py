"""Nobody could say at the end whether it was reached.

**Why.** “It's not a key result unless it has a number” (Marissa Mayer, in Doerr, *Measure What Matters*,
2018): at the end anybody can look, without arguing, whether it was done or not (Andy Grove, ibid.).

**Flagged**

- Improve the onboarding of new volunteers
- Help other departments with their reports
- Die Zufriedenheit der Gäste verbessern

**Fine**

- The night queue runs without the old host | kind=yes_no
- New volunteers who take a second shift rise from 40% to 70%
- Every department closes its books by 5 July
- Die Zufriedenheit der Gäste steigt von 7,1 auf 8,5

**How to fix.** Name what you would count, where it stands today and where it shall stand. If nothing can
be counted, name the fact that anybody could check.

**Options.** None.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.measures import names_measure
from northing.domain.lint.rule import Fault, Severity
from northing.domain.lint.wording import GAP, from_to, subject
from northing.kit.text import text as _

CODE = "KR103"
FAMILY = "key_result"
SEVERITY = Severity.WARNING
OPTIONS = ()


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    if reading.measurable or aim.target is not None or aim.has_target:
        return None
    if aim.kind in {"milestones", "yes_no", "find_baseline"}:
        return None
    about = subject(reading)
    return Fault(
        _("Nobody could say at the end whether this was reached: by what would you see it?"),
        words=reading.vague[0] if reading.vague else None,
        rewrite=from_to(
            reading, about if not about or names_measure(reading) else f"{about}: {GAP}"
        ),
    )
