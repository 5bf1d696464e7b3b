"""So many per cent, of a figure that nobody states.

**Why.** A fifth of an unknown figure is an unknown figure: a goal is specific only if everybody would
compute the same target (Locke & Latham, *American Psychologist* 57, 2002, on goal specificity).

**Flagged**

- Reduce support requests by 20%
- Improve by 20%
- Reduce support requests by 20% within 3 months
- Den Energieverbrauch um 20 % senken

**Fine**

- Reduce support requests by 20% (today: 400 a month)
- Reduce support requests by 20% | baseline=400, target=320
- Den Energieverbrauch von 500 auf 400 kWh senken
- 20% of guests return
- The safety film is seen by 50% of all drivers

**How to fix.** Write from what to what; the per cent follow. Without even a noun before it this is a
warning: improve what?

**Options.** None.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.measures import relative_change
from northing.domain.lint.reading import Words
from northing.domain.lint.rule import Fault, Severity
from northing.domain.lint.wording import from_to, subject
from northing.kit.text import text as _

CODE = "KR117"
FAMILY = "key_result"
SEVERITY = Severity.HINT
OPTIONS = ()


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    if aim.baseline is not None or aim.has_baseline or reading.baseline is not None:
        return None
    share = relative_change(reading)
    if share is None:
        return None
    about = subject(reading, share)
    return Fault(
        _("{share} of what? Write where it stands today.", share=share.text),
        Words(share.text, share.start),
        from_to(reading, about),
        Severity.HINT if about else Severity.WARNING,
    )
