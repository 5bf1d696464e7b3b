"""People leave, hand over what they own, and come back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from northing.actions import handovers as actions
from northing.actions.errors import ActionError
from northing.queries import belongings as queries
from northing.queries import people
from northing.queries.belongings import Belonging, Belongings
from northing.queries.people import PersonCard
from northing.web.base import addresses
from northing.web.base.entry import Entry, entry, refused, sent
from northing.web.base.requests import Request
from northing.web.base.shapes import Field, Link
from northing.web.settings.frame import show

TAB = "settings_people"
SAME, STAYS = "", "stays"
FEW_PEOPLE = 50
ITEM = "item."


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One thing with the choice of who takes it."""

    key: str
    noun: str
    title: str
    team: str
    url: str
    field: Field


@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: Request, workspace: str, person: int) -> HttpResponse:
    """What somebody owns that is open, and who takes it; given by POST."""
    return _page(request, person, is_leaving=False)


@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: Request, workspace: str, person: int) -> HttpResponse:
    """The same for somebody who leaves: hands over and deactivates by POST."""
    return _page(request, person, is_leaving=True)


def _page(request: Request, person: int, *, is_leaving: bool) -> HttpResponse:
    found = queries.belongings(request.caller, person)
    if found is None or not _may(found, is_leaving=is_leaving):
        raise Http404
    if is_leaving and found.state == "inactive":
        return redirect("settings_person", request.caller.slug, person)
    everybody = people.people(request.caller)
    form, status = _form(request, found, everybody, is_leaving=is_leaving), 200
    rows = _rows(request, found, everybody, request.POST)
    if request.method == "POST":
        try:
            _save(request, found, is_leaving=is_leaving)
        except ActionError as error:
            form, status = refused(form, request.POST, error), error.status
            rows = tuple(_refused(row, error) for row in rows)
        else:
            return _saved(request, found, is_leaving=is_leaving)
    context = {
        "found": found, "rows": rows, "entry": form, "is_leaving": is_leaving,
        "heading": _heading(found, is_leaving=is_leaving),
        "crumbs": _crumbs(request, found, _("Leaving") if is_leaving else _("Hand over")),
    }  # fmt: skip
    return show(request, "handover", TAB, context, status=status)


def _may(found: Belongings, *, is_leaving: bool) -> bool:
    return found.may_deactivate if is_leaving else (found.may_deactivate or bool(found.items))


def _heading(found: Belongings, *, is_leaving: bool) -> str:
    template = _("{name} leaves") if is_leaving else _("{name} hands over")
    return template.format(name=found.person.name)


def _form(
    request: Request, found: Belongings, everybody: tuple[PersonCard, ...], *, is_leaving: bool
) -> Entry:
    fields = []
    if found.items:
        takers = _takers(everybody, found)
        fields.append(
            Field("to", _("Who takes over?"), "select", "", is_required=False,
                  choices=(("", _("Choose a person")), *takers),
                  help=_("Everything in the list below, unless its own line says otherwise."))
        )  # fmt: skip
    if is_leaving and found.items:
        fields.append(
            Field("even_so", _("what nobody takes may stay without an owner who is here"), "checkbox",
                  is_required=False, help=_("The team's page and its leads' week go on naming it."))
        )  # fmt: skip
    fields.append(Field("reason", _("Why"), "textarea", is_required=False))
    name = found.person.name
    label = _("Deactivate {name}") if is_leaving else _("Hand over")
    return entry(
        "handover", label.format(name=name), *fields,
        back_url=reverse("settings_person", args=[request.caller.slug, found.person.id]),
    )  # fmt: skip


def _takers(
    everybody: tuple[PersonCard, ...], found: Belongings, team: int | None = None
) -> tuple[tuple[str, str], ...]:
    """Who can own something: takes part, is here, is somebody else; of one team where one is named."""
    return tuple(
        (str(p.person.id), p.person.name)
        for p in everybody
        if p.role != "viewer" and p.state != "inactive" and p.person.id != found.person.id
        and (team is None or any(t.id == team for t in p.teams))
    )  # fmt: skip


def _rows(
    request: Request, found: Belongings, everybody: tuple[PersonCard, ...], post: QueryDict
) -> tuple[ItemRow, ...]:
    takers = _takers(everybody, found)
    few = len(takers) <= FEW_PEOPLE
    return tuple(
        _row(request, one, takers if few else _takers(everybody, found, one.team.id), post)
        for one in found.items
    )


def _row(
    request: Request, one: Belonging, takers: tuple[tuple[str, str], ...], post: QueryDict
) -> ItemRow:
    name = ITEM + one.item
    same, stays = (SAME, _("the person chosen above")), (STAYS, _("nobody, it stays"))
    label = _("Who takes {item}?").format(item=one.title)
    choice = Field(name, label, "select", post.get(name, SAME), is_required=False, id=name,
                   choices=(same, *takers, stays))  # fmt: skip
    key, url = _address(request.caller.slug, one.item)
    return ItemRow(key, one.noun, one.title, one.team.name, url, choice)


def _address(slug: str, item: str) -> tuple[str, str]:
    noun, _dash, number = item.partition("-")
    if noun in {"O", "KR"}:
        return item, addresses.of_key(slug, item)
    return "", reverse(noun, args=(slug, int(number)))


def _refused(row: ItemRow, error: ActionError) -> ItemRow:
    if error.place != row.field.name.removeprefix(ITEM):
        return row
    said = " ".join(filter(None, (error.message, error.remedy)))
    return replace(row, field=replace(row.field, errors=(said,)))


def _save(request: Request, found: Belongings, *, is_leaving: bool) -> None:
    given = sent(request.POST, "to", "even_so", "reason")
    text, each = given.given, _each(request.POST, found)
    to = int(text["to"]) if text["to"].isdecimal() and len(text["to"]) < 19 else None
    if is_leaving:
        actions.deactivate(
            request.caller, found.person.id, to, each, text["reason"],
            even_so=bool(text["even_so"]), key=given.key,
        )  # fmt: skip
    else:
        actions.hand_over(request.caller, found.person.id, to, each, text["reason"], key=given.key)


def _each(post: QueryDict, found: Belongings) -> Mapping[str, int | None]:
    """What single lines say; a thing that is no longer listed was taken meanwhile and is left out."""
    chosen: dict[str, int | None] = {}
    for one in found.items:
        value = post.get(ITEM + one.item, SAME)
        if value == STAYS:
            chosen[one.item] = None
        elif value.isdecimal() and len(value) < 19:
            chosen[one.item] = int(value)
    return chosen


def _saved(request: Request, found: Belongings, *, is_leaving: bool) -> HttpResponse:
    said = _("{name} has left.") if is_leaving else _("What {name} owned is handed over.")
    messages.success(request, said.format(name=found.person.name))
    return redirect("settings_person", request.caller.slug, found.person.id)


def _crumbs(request: Request, found: Belongings, last: str) -> tuple[Link, ...]:
    slug = request.caller.slug
    person = Link(found.person.name, reverse("settings_person", args=[slug, found.person.id]))
    return (Link(_("People"), reverse(TAB, args=[slug])), person, Link(last))


@require_POST
def reactivation(request: Request, workspace: str, person: int) -> HttpResponse:
    """Somebody comes back."""
    found = people.person(request.caller, person)
    if found is None:
        raise Http404
    actions.reactivate(request.caller, person, key=sent(request.POST).key)
    said = _("{name} is back. Put them into their teams.")
    messages.success(request, said.format(name=found.person.name))
    return redirect("settings_person", workspace, person)
