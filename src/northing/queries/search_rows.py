"""What is shown of something that search found: read from the things themselves, so it is never stale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, DateTimeField, Exists, OuterRef, Subquery, TextField, Value, When
from django.utils.translation import gettext as _

from northing.domain.access import Caller
from northing.kit import folding
from northing.queries import days, key_results, objectives, words
from northing.store.check_ins import CheckIn
from northing.store.comments import Comment
from northing.store.initiatives import Initiative
from northing.store.objectives import ObjectiveTeam
from northing.store.people import Person
from northing.store.search import SearchEntry
from northing.store.teams import Team

BEFORE, LENGTH = 50, 180

Spans = tuple[tuple[int, int], ...]
"""Where the words stand in a text: start and end of each, in signs."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `noun` and `id` name it; `key` is O-7 or KR-12, `slug` a team's or a person's.

    `about` is the key of the objective or key result on which it is (that of a note, a comment, an
    initiative; for a key result its objective), `place` that one's title, `team` who is accountable.
    `text` is a piece of what was said, by whom and when. `may` holds verbs: check_in, edit,
    add_key_result. `status` is a running key result's, `state` a word for what no longer runs.
    """

    noun: str
    id: int
    title: str
    title_marks: Spans = ()
    key: str = ""
    slug: str = ""
    text: str = ""
    text_marks: Spans = ()
    about: str = ""
    place: str = ""
    team: str = ""
    by: str = ""
    on: date | None = None
    day: str = ""
    state: str = ""
    status: str = ""
    may: tuple[str, ...] = ()


def hits(caller: Caller, entries: Sequence[int], asked: Sequence[Sequence[str]]) -> dict[int, Hit]:
    """What is shown of these entries, by the entry's id: one query. `asked` are the words to mark."""
    if not entries:
        return {}
    contributes = ObjectiveTeam.standing(objective=OuterRef("objective"), team__in=caller.teams)
    rows = (
        SearchEntry.objects.filter(pk__in=entries, ws=caller.workspace)
        .select_related("objective__team", "objective__cycle", "key_result")
        .annotate(by_contributor=Exists(contributes), **_of_the_thing())
    )
    wanted = tuple(word for group in asked for word in group)
    return {row.pk: hit for row in rows if (hit := _hit(caller, row, wanted)) is not None}


def _of_the_thing() -> dict[str, Case]:
    """Columns of what an entry stands for; nothing where it was taken back or corrected meanwhile."""
    note, comment = (
        CheckIn.objects.filter(superseded_by=None),
        Comment.objects.filter(withdrawn_at=None),
    )
    return {
        "told": _case(check_in=(note, "note"), comment=(comment, "text")),
        "told_by": _case(check_in=(note, "author__name"), comment=(comment, "author__name")),
        "told_at": Case(
            When(noun="check_in", then=_of(note, "recorded_at")),
            When(noun="comment", then=_of(comment, "written_at")),
            default=None,
            output_field=DateTimeField(),
        ),
        "called": _case(
            team=(Team.objects.all(), "slug"), person=(Person.objects.all(), "handle"),
            initiative=(Initiative.objects.all(), "state"),
        ),
    }  # fmt: skip


def _case(**by_noun: tuple[Any, str]) -> Case:
    cases = (When(noun=noun, then=_of(*column)) for noun, column in by_noun.items())
    return Case(*cases, default=Value(""), output_field=TextField())


def _of(rows: Any, column: str) -> Subquery:
    return Subquery(rows.filter(pk=OuterRef("noun_id")).values(column)[:1])


def _hit(caller: Caller, row: Any, wanted: Sequence[str]) -> Hit | None:
    if row.said:
        return _remark(caller, row, wanted) if row.told else None
    marks = marked(row.title, wanted)
    if row.noun == "objective":
        return _objective(caller, row, marks, wanted)
    if row.noun == "key_result":
        return _key_result(caller, row, marks)
    if row.noun == "initiative":
        state = "" if row.alive else str(words.INITIATIVE_STATES[row.called])
        on, place, team = _about(row)
        return Hit(
            row.noun, row.noun_id, row.title, marks, state=state, about=on, place=place, team=team
        )
    gone = _("archived") if row.noun == "team" else str(words.PERSON_STATES["inactive"])
    state = "" if row.alive else gone
    return Hit(row.noun, row.noun_id, row.title, marks, slug=row.called, state=state)


def _objective(caller: Caller, row: Any, marks: Spans, wanted: Sequence[str]) -> Hit:
    above = row.objective
    found = objectives.may(caller, above, ())
    grows = found.edit and above.state in {"draft", "proposed", "active"}
    told, told_marks = _piece(above.why, wanted) if not marks else ("", ())
    return Hit(
        row.noun, row.noun_id, row.title, marks, key=above.key, team=above.team.name,
        text=told, text_marks=told_marks, state=_state(above.state),
        may=(*(("edit",) if found.edit else ()), *(("add_key_result",) if grows else ())),
    )  # fmt: skip


def _key_result(caller: Caller, row: Any, marks: Spans) -> Hit:
    above, kr = row.objective, row.key_result
    kr.objective, kr.by_contributor = above, row.by_contributor
    found = key_results.may(caller, kr)
    runs = above.state == "active" and kr.state == "open"
    state = _state(above.state) if kr.state == "open" else str(words.STATES[kr.state])
    return Hit(
        row.noun, row.noun_id, row.title, marks, key=kr.key, team=above.team.name, about=above.key,
        place=above.title, state=state, status=kr.status if runs else "",
        may=(*(("check_in",) if found.check_in else ()), *(("edit",) if found.edit else ())),
    )  # fmt: skip


def _state(state: str) -> str:
    return "" if state == "active" else str(words.STATES[state])


def _remark(caller: Caller, row: Any, wanted: Sequence[str]) -> Hit:
    told, marks = _piece(row.told, wanted)
    at: datetime = row.told_at
    on = at.astimezone(caller.zone).date()
    about, place, team = _about(row)
    return Hit(
        row.noun, row.noun_id, "", text=told, text_marks=marks, by=row.told_by, on=on,
        day=days.short(on, caller.today), about=about, place=place, team=team,
    )  # fmt: skip


def _about(row: Any) -> tuple[str, str, str]:
    """Where a remark or an initiative is: key and title of that, and its team."""
    on = row.key_result or row.objective
    return on.key, on.title, row.objective.team.name


def marked(text: str, wanted: Sequence[str]) -> Spans:
    """Where words of a text begin as one of these folded words does."""
    starts = tuple(wanted)
    return tuple((w.start, w.end) for w in folding.words(text) if w.folded.startswith(starts))


def _piece(text: str, wanted: Sequence[str]) -> tuple[str, Spans]:
    """The piece of a text around its first match, on one line, and where the matches are in it."""
    line = " ".join(text.split())
    marks = marked(line, wanted)
    start = max(0, marks[0][0] - BEFORE) if marks else 0
    if start:
        start = line.rfind(" ", 0, start) + 1
    end = start + LENGTH
    if end < len(line):
        end = max(line.rfind(" ", start, end), start + LENGTH // 2)
    ahead, behind = "…" * bool(start), "…" * (end < len(line))
    moved = len(ahead) - start
    inside = tuple((a + moved, b + moved) for a, b in marks if a >= start and b <= end)
    return f"{ahead}{line[start:end]}{behind}", inside
