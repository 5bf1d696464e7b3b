"""Work done stands where its effect should.

**Why.** A feature can be finished and change nothing; a key result that names the effect leaves the way
open, so that a team may change its plan and still win (Seiden, *Outcomes over Output*, 2019).

**Flagged**

- Implement an automated deployment pipeline
- Publish 5 guides for new partners
- Increase test coverage of the billing code to 80%
- Der Leitfaden für Bewerber ist erstellt

**Fine**

- Reduce deployment time from 45 min to 10 min by 30 June
- New partners answer their own questions: tickets from 40 to 10 a week
- Wir senken die Durchlaufzeit von 9 auf 5 Tage
- Find out how long a first order takes | kind=find_baseline

**How to fix.** Ask what people will do differently, or what a number will show, once this is done. Put
that here, and the work beside it as an initiative. How much is covered (tests, documents, 80 % or all of
the services) may be a good interim measure, where you can say what it is a measure of: there this is
only a hint. So it is where work is told as a state (`the guide is written`): that can be checked, at least.

**Options.** None.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.change import covers
from northing.domain.lint.rule import Fault, Severity
from northing.domain.lint.wording import effect_of_work
from northing.kit.text import text as _

CODE = "KR101"
FAMILY = "key_result"
SEVERITY = Severity.WARNING
OPTIONS = ()


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    if reading.kind != "output" or aim.kind == "find_baseline":
        return None
    if reading.target is not None and covers(reading):
        return Fault(
            _("This tells how much is covered: what will be different once it is?"),
            rewrite=effect_of_work(reading),
            severity=Severity.HINT,
        )
    return Fault(
        _("This is work to be done: what will be different once it is?"),
        rewrite=effect_of_work(reading),
        severity=Severity.HINT if reading.stands else None,
    )
