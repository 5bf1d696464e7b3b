"""From an objective's answers to the shapes of the components."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from northing.queries.cards import TeamRef
from northing.queries.findings import Findings
from northing.queries.links import LinkCard
from northing.queries.objectives import ObjectiveCard
from northing.web.base import addresses, present, shapes
from northing.web.base.findings import mark


@dataclass(frozen=True, slots=True)
class Lacking:
    """A key result that is not ready to be agreed, what it lacks, and where that is filled in."""

    key: str
    title: str
    needs: str
    url: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """The other end of an alignment."""

    key: str
    title: str
    team: str
    url: str


def crumbs(team: TeamRef, slug: str, *names: str) -> tuple[shapes.Link, ...]:
    """Team, then the keys of the nouns down to this page, each a link but the last."""
    above = tuple(shapes.Link(key, addresses.of_key(slug, key)) for key in names[:-1])
    home = shapes.Link(team.name, reverse("team", args=(slug, team.slug)))
    return (home, *above, shapes.Link(names[-1]))


def table(
    card: ObjectiveCard, slug: str, said: Mapping[str, Findings]
) -> tuple[shapes.ObjectiveRows, ...]:
    """The objective with its key results, as in the team's table, and what is said of each by its key."""
    listed = tuple(
        present.key_result_row(kr, addresses.of_key(slug, kr.key), mark(said.get(kr.key), slug))
        for kr in card.key_results
    )
    here = addresses.of_key(slug, card.key)
    aside = f"{card.ambition_word} · {card.cycle.name}"
    owner = present.person(card.owner)
    return (
        shapes.ObjectiveRows(
            card.key, here, card.title, aside, card.progress, card.spread, owner, listed
        ),
    )


def lacking(card: ObjectiveCard, slug: str) -> tuple[Lacking, ...]:
    """Key results that lack something, for drafts and imports."""
    return tuple(
        Lacking(kr.key, kr.title, ", ".join(kr.needs),
                reverse("key_result_edit", args=(slug, kr.number)))
        for kr in card.key_results
        if kr.needs
    )  # fmt: skip


def links(ends: Iterable[LinkCard], slug: str) -> tuple[LinkRow, ...]:
    """Ends of alignments as links, each once: an objective may support several key results of another."""
    rows = {
        end.key: LinkRow(end.key, end.title, end.team, addresses.of_key(slug, end.key))
        for end in ends
    }
    return tuple(rows.values())
