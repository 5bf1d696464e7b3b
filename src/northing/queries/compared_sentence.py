"""What happened between two days, in two or three sentences; what needs someone is strong."""

from collections.abc import Iterator, Mapping, Sequence, Sized

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from northing.domain.snapshot import Status
from northing.queries import words
from northing.queries.compared_key_results import silent
from northing.queries.comparing import Days
from northing.queries.teams import Phrase, capitalized

GOOD = {
    Status.OFF_TRACK.value: 0, Status.MISSED.value: 0, Status.AT_RISK.value: 1,
    Status.ON_TRACK.value: 2, Status.ACHIEVED.value: 2,
}  # fmt: skip


def sentence(days: Days, every: Mapping[str, Sized]) -> Iterator[Phrase]:
    """Objectives, then key results, then what was said of them; what did not happen is not said."""
    counts = {code: len(rows) for code, rows in every.items()}
    if not any(counts.values()):
        yield Phrase(_("Nothing that you may see was different between these two days."))
        return
    yield from _joined(_objectives(counts))
    yield from _joined(_key_results(days, counts))
    yield from _said(days, counts)


def _joined(found: Sequence[Phrase]) -> Iterator[Phrase]:
    """The phrases as one sentence: commas between, `and` before the last, a full stop behind."""
    for place, one in enumerate(found):
        if place:
            yield Phrase(_(" and ") if place == len(found) - 1 else ", ")
        yield Phrase(capitalized(one.text) if place == 0 else one.text, one.strong)
    if found:
        yield Phrase(". ")


def _objectives(counts: Mapping[str, int]) -> list[Phrase]:
    first = {
        "added": ngettext("%(n)s objective was added", "%(n)s objectives were added", counts["added"]),
        "dropped": ngettext(
            "%(n)s objective was given up", "%(n)s objectives were given up", counts["dropped"]
        ),
        "closed": ngettext("%(n)s objective was closed", "%(n)s objectives were closed", counts["closed"]),
        "moved": ngettext("%(n)s objective moved", "%(n)s objectives moved", counts["moved"]),
    }  # fmt: skip
    then = {
        "dropped": ngettext("%(n)s was given up", "%(n)s were given up", counts["dropped"]),
        "closed": ngettext("%(n)s was closed", "%(n)s were closed", counts["closed"]),
        "moved": ngettext("%(n)s moved", "%(n)s moved", counts["moved"]),
    }
    return _some(counts, first, then, strong=("added", "dropped"))


def _key_results(days: Days, counts: Mapping[str, int]) -> list[Phrase]:
    worse, better = _moves(days)
    dropped, paused, moved = (counts[c] for c in ("kr_dropped", "kr_paused", "retargeted"))
    first = {
        "worse": ngettext("%(n)s key result got worse", "%(n)s key results got worse", worse),
        "better": ngettext("%(n)s key result got better", "%(n)s key results got better", better),
        "kr_dropped": ngettext(
            "%(n)s key result was dropped", "%(n)s key results were dropped", dropped
        ),
        "kr_paused": ngettext("%(n)s key result was paused", "%(n)s key results were paused", paused),
        "retargeted": ngettext("%(n)s target was moved", "%(n)s targets were moved", moved),
    }  # fmt: skip
    then = {
        "better": ngettext("%(n)s got better", "%(n)s got better", better),
        "kr_dropped": ngettext("%(n)s was dropped", "%(n)s were dropped", dropped),
        "kr_paused": ngettext("%(n)s was paused", "%(n)s were paused", paused),
    }
    told = {**counts, "worse": worse, "better": better}
    return _some(told, first, then, strong=("worse",))


def _some(
    counts: Mapping[str, int], first: Mapping[str, str], then: Mapping[str, str],
    strong: Sequence[str],
) -> list[Phrase]:  # fmt: skip
    """What there is any of; the first names its noun, the others need not."""
    found: list[Phrase] = []
    for code, whole in first.items():
        if counts[code]:
            text = then.get(code, whole) if found else whole
            found.append(Phrase(text % {"n": words.number(counts[code])}, code in strong))
    return found


def _moves(days: Days) -> tuple[int, int]:
    """How many key results got worse, and how many better, among off track, at risk and on track."""
    worse = better = 0
    for pk, now in days.now.items():
        then = days.then.get(pk)
        before, after = GOOD.get(then.status if then else ""), GOOD.get(now.status)
        if before is not None and after is not None:
            worse += after < before
            better += after > before
    return worse, better


def _said(days: Days, counts: Mapping[str, int]) -> Iterator[Phrase]:
    running, quiet = counts["check_ins"], silent(days)
    if not running:
        return
    if not quiet:
        text = ngettext(
            "The one running key result was heard of.",
            "All %(n)s running key results were heard of.", running,
        )  # fmt: skip
        yield Phrase(text % {"n": words.number(running)})
        return
    text = ngettext(
        "%(n)s of %(all)s running key results was not heard of",
        "%(n)s of %(all)s running key results were not heard of", quiet,
    )  # fmt: skip
    number = words.number if running < len(words.NUMBERS) else str
    yield Phrase(capitalized(text % {"n": number(quiet), "all": number(running)}), True)
    yield Phrase(".")
