"""Guards as rows: the same wherever their objective is shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from northing.domain.figure import Figure
from northing.queries.guards import GuardCard
from northing.web.base import addresses


@dataclass(frozen=True, slots=True)
class GuardRow:
    """A metric that must not get worse: its value, the limit, the verdict with its word, since when."""

    metric: int
    name: str
    url: str
    now: Figure
    limit: str
    verdict: str
    word: str
    note: str
    objective: str
    title: str
    objective_url: str


def rows(cards: Iterable[GuardCard], slug: str) -> tuple[GuardRow, ...]:
    """Rows of guards in their order."""
    return tuple(
        GuardRow(
            metric=g.metric,
            name=g.name,
            url=reverse("metric", args=(slug, g.metric)),
            now=g.now,
            limit=g.limit,
            verdict=g.verdict,
            word=g.word,
            note=_note(g),
            objective=g.objective,
            title=g.title,
            objective_url=addresses.of_key(slug, g.objective),
        )
        for g in cards
    )


def _note(card: GuardCard) -> str:
    """`since 2 Mar`, and where the newest reading comes from and how old it is."""
    since = _("since {day}").format(day=card.since_text) if card.since_text else ""
    if not card.origin:
        return ""
    return " · ".join(filter(None, (since, f"{card.origin_word}, {card.age}")))
