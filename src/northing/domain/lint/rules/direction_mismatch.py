"""The text goes up where its figures go down, or the other way round.

**Why.** A reader believes the sentence and the chart believes the figures: if they differ, progress is
shown for getting worse (Doerr, *Measure What Matters*, 2018, on verifiable key results).

**Flagged**

- Reduce the wait from 9 days to 3 days | baseline=3, target=9, unit=d
- Raise repeat orders from 20 to 60 | kind=decrease
- Decrease the error rate | baseline=2, target=8, unit=%
- Die Wartezeit senken | kind=increase

**Fine**

- Reduce the wait from 9 days to 3 days | baseline=9, target=3, unit=d
- Raise repeat orders from 20 to 60 | kind=increase
- Improve the wait | baseline=9, target=3, unit=d
- Die Wartezeit senken | kind=decrease
- Save 3 hours a week per analyst | kind=increase, unit=h

**How to fix.** Turn the sentence or the figures round. Where only a verb disagrees this is a warning:
some verbs count upwards what they take away.

**Options.** None.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.change import counts_deeds, direction_of, lead_direction, written_change
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "KR116"
FAMILY = "key_result"
SEVERITY = Severity.ERROR
OPTIONS = ()


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    ours = direction_of(aim)
    if not ours:
        return None
    written = written_change(reading)
    if written is not None and written.direction:
        if written.direction == ours:
            return None
        return Fault(_("The text and its figures go in opposite directions."))
    said = lead_direction(reading)
    if reading.kind != "outcome" or not said or said == ours or counts_deeds(reading):
        return None
    return Fault(
        _("“{verb}” and the figures go in opposite directions.", verb=reading.verb),
        severity=Severity.WARNING,
    )
