"""Words that everybody reads differently, and no figure beside them.

**Why.** "Do your best" and its like leave room for any result to count as good (Locke & Latham,
*American Psychologist* 57, 2002).

**Flagged**

- Guests use a seamless check-in
- Publish a meaningful guide for guests
- Ein möglichst einfaches Konzept erstellen

**Fine**

- Guests wait less than 4 min at check-in
- Publish a guide for guests (opening hours, prices, etc.)
- The archive is restored within 2 h, once a month
- Ein Konzept für Notfälle erstellen

**How to fix.** For every praising word ask: by what would a stranger see it? Write that instead.

**Options.** None.
"""

from northing.domain.lint.aims import KeyResultAim, Limits
from northing.domain.lint.measures import first_praise
from northing.domain.lint.rule import Fault, Severity
from northing.kit.text import text as _

CODE = "KR119"
FAMILY = "key_result"
SEVERITY = Severity.HINT
OPTIONS = ()


def check(aim: KeyResultAim, limits: Limits) -> Fault | None:
    reading = aim.reading
    if not reading.vague or reading.target is not None or not reading.measurable:
        return None
    if aim.target is not None or aim.has_target or aim.kind == "find_baseline":
        return None
    praise = first_praise(reading)
    if praise is None:
        return None
    return Fault(
        _("What does “{word}” mean here? Others will read it differently.", word=praise.text),
        praise,
    )
