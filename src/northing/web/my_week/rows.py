"""From what is asked this week to the lines and cards of the page."""

from dataclasses import dataclass
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from northing.domain.access import Caller
from northing.queries import days
from northing.queries.cards import KeyResultCard
from northing.queries.initiatives import InitiativeCard
from northing.queries.my_week import MyWeek, OrphanCard, ProposalCard, Reply
from northing.web.base import addresses, shapes
from northing.web.check_ins import forms
from northing.web.check_ins.rows import due_card

QUOTE = 140


@dataclass(frozen=True, slots=True)
class Line:
    """A key result in a list: its status, what happened, whose it is and how old the news are."""

    status: str
    title: str
    url: str
    key: str
    happened: str
    aside: str
    check_in_url: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something at the side: who asks or says what, and where it leads."""

    title: str
    url: str
    small: str
    button: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """The page: cards to answer, own lines, what moved, and the side."""

    title: str
    cards: tuple[shapes.CheckInCard, ...]
    done: tuple[Line, ...]
    moved: tuple[Line, ...]
    asks: tuple[Note, ...]
    orphans: tuple[Note, ...]
    reads: tuple[Note, ...]
    initiatives: tuple[Note, ...]
    drafts: tuple[Note, ...]
    asked_on: str


def week(found: MyWeek, caller: Caller) -> Week:
    """The page of `caller`: the first card stands up, the rest wait."""
    slug = caller.slug
    url = partial(addresses.of_key, slug)
    return Week(
        title=found.title,
        cards=tuple(
            due_card(kr, slug, back=forms.MY_WEEK, is_up=place == 0)
            for place, kr in enumerate(found.due)
        ),
        done=tuple(_done(kr, slug) for kr in found.done),
        moved=tuple(_moved(kr, slug) for kr in found.moved),
        asks=tuple(_ask(p, url(p.key)) for p in found.proposals if p.to_agree),
        orphans=tuple(_orphan(o, slug) for o in found.orphans),
        reads=(
            *(_proposal(p, url(p.key)) for p in found.proposals if not p.to_agree),
            *(_reply(r, url(r.key)) for r in found.replies),
        ),
        initiatives=tuple(_initiative(i, slug) for i in found.initiatives),
        drafts=tuple(Note(p.title, url(p.key), f"{p.key} · {p.team}") for p in found.drafts),
        asked_on=days.full(found.asked_on),
    )


def _done(card: KeyResultCard, slug: str) -> Line:
    confidence = (
        _("confidence {n}").format(n=card.confidence) if card.confidence is not None else ""
    )
    stands = _("{now}, to {target}").format(now=card.now.text, target=card.target.text)
    said = " · ".join(filter(None, (stands, confidence)))
    return Line(
        _status(card), card.title, addresses.of_key(slug, card.key), card.key, said,
        _when(card), reverse("check_in", args=(slug, card.number)),
    )  # fmt: skip


def _moved(card: KeyResultCard, slug: str) -> Line:
    """`2.1 % to 3.4 %`: the value of a week ago and the newest one."""
    values = [str(term.value) for term in reversed(card.week.because)]
    happened = (
        _("{before} to {now}").format(before=values[0], now=values[-1])
        if len(values) == 2
        else card.week.text
    )
    aside = f"{card.owner.initials}, {_when(card)}"
    return Line(
        _status(card), card.title, addresses.of_key(slug, card.key), card.key, happened, aside
    )


def _status(card: KeyResultCard) -> str:
    return "stale" if card.mark.stale else card.mark.status


def _when(card: KeyResultCard) -> str:
    return card.age if card.last_on else _("never")


def _ask(card: ProposalCard, url: str) -> Note:
    small = _("{key} · {author}, {team}").format(
        key=card.key, author=card.author.name, team=card.team
    )
    return Note(_("Agree to “{title}”?").format(title=card.title), url, small, _("Read and answer"))


def _orphan(card: OrphanCard, slug: str) -> Note:
    """Leads to the team's page, which lists each thing with the way to hand it over."""
    if card.owner is not None:
        said = _("{key} · {name} owns it and is not here").format(
            key=card.key, name=card.owner.name
        )
    else:
        said = _("{key} · somebody who is not here owns a key result").format(key=card.key)
    return Note(card.title, reverse("team", args=(slug, card.team.slug)), said)


def _proposal(card: ProposalCard, url: str) -> Note:
    small = _("{key} · proposal by {author}, {team}").format(
        key=card.key, author=card.author.name, team=card.team
    )
    return Note(card.title, url, small)


def _reply(reply: Reply, url: str) -> Note:
    text = reply.comment.text
    quote = text if len(text) <= QUOTE else f"{text[:QUOTE].rstrip()} …"
    title = _("{author} wrote on {key}").format(author=reply.comment.author.name, key=reply.key)
    return Note(title, url, f"“{quote}”")


def _initiative(card: InitiativeCard, slug: str) -> Note:
    due = ""
    if card.due_on is not None:
        text = _("late since {day}") if card.late else _("due {day}")
        due = text.format(day=card.when)
    small = " · ".join(filter(None, (card.key_result, card.state_word, due)))
    return Note(card.title, reverse("initiative", args=(slug, card.id)), small, is_late=card.late)
