"""Findings of the writing coach as rows: the same wherever what they are about is shown."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import ngettext

from northing.queries.findings import FindingCard, Findings, WaiverCard
from northing.web.base import addresses
from northing.web.base.severities import LOOKS


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding. The words meant (`meant`) stand in its sentence, or before it where it does not name them.

    `begin` is where they begin in the text, empty where they do not; `waive_url` is for those who may.
    """

    code: str
    url: str
    word: str
    tone: str
    icon: str
    before: str
    meant: str
    after: str
    begin: str = ""
    rewrite: str = ""
    waive_url: str = ""


@dataclass(frozen=True, slots=True)
class WaivedRow:
    """A finding that somebody lets stand; `end_url` is for those who may say that it no longer does."""

    code: str
    url: str
    title: str
    day: str
    reason: str
    by: str
    end_url: str = ""


@dataclass(frozen=True, slots=True)
class Remarks:
    """All that is said of one noun: the count in words with the looks of the worst, and what is let stand.

    `waived_text` counts that in words.
    """

    text: str
    tone: str
    icon: str
    findings: tuple[FindingRow, ...]
    waived: tuple[WaivedRow, ...] = ()
    waived_text: str = ""


def remarks(
    found: Findings | None, slug: str, *, waiver: str = "", place: str | int = ""
) -> Remarks | None:
    """Of one noun; None where nothing is said. `waiver` names the address at which its findings are waived."""
    if found is None or not (found.findings or found.waived):
        return None
    tone, icon = LOOKS[found.worst] if found.worst else ("none", "info")
    stands = len(found.waived)
    return Remarks(
        counted(one.severity for one in found.findings), tone, icon,
        tuple(row(one, slug, waiver, place) for one in _once(found.findings)),
        tuple(_waived(one, slug, may_end=bool(waiver)) for one in found.waived),
        ngettext("{n} let stand", "{n} let stand", stands).format(n=stands) if stands else "",
    )  # fmt: skip


def mark(found: Findings | None, slug: str) -> Remarks | None:
    """What a row of a list shows of it: findings alone."""
    return remarks(found, slug) if found and found.findings else None


def counted(severities: Iterable[str]) -> str:
    """`1 warning, 2 hints`; empty for none."""
    counts = Counter(severities)
    told = {
        "error": ngettext("{n} error", "{n} errors", counts["error"]),
        "warning": ngettext("{n} warning", "{n} warnings", counts["warning"]),
        "hint": ngettext("{n} hint", "{n} hints", counts["hint"]),
    }
    return ", ".join(told[name].format(n=counts[name]) for name in LOOKS if counts[name])


def rows(found: Sequence[FindingCard], slug: str) -> tuple[FindingRow, ...]:
    """Findings of a text under way."""
    return tuple(row(one, slug) for one in _once(found))


def row(one: FindingCard, slug: str, waiver: str = "", place: str | int = "") -> FindingRow:
    """A finding with its addresses."""
    tone, icon = LOOKS[one.severity]
    if one.words and one.words in one.message:
        before, meant, after = one.message.partition(one.words)
    else:
        before, meant, after = "", one.words, one.message
    return FindingRow(
        one.code, addresses.named("guide_rule", slug, one.code), one.severity_word, tone, icon,
        before, meant, after, "" if one.begin is None else str(one.begin), one.rewrite,
        addresses.named(waiver, slug, place, one.code) if waiver else "",
    )  # fmt: skip


def _once(found: Sequence[FindingCard]) -> Iterator[FindingCard]:
    """Findings with each rewrite once: two faults are often mended by the same one."""
    known = {""}
    for one in found:
        yield replace(one, rewrite="") if one.rewrite in known else one
        known.add(one.rewrite)


def _waived(one: WaiverCard, slug: str, *, may_end: bool) -> WaivedRow:
    return WaivedRow(
        one.code, addresses.named("guide_rule", slug, one.code), one.title, one.day, one.reason,
        one.by.name, addresses.named("waiver_ending", slug, one.id) if may_end else "",
    )  # fmt: skip
