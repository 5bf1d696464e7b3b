"""The forms of the first two minutes: fourteen fields from nothing to two key results."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from northing.actions.errors import ActionError
from northing.actions.first_run import FirstObjective
from northing.actions.key_results import NewKeyResult
from northing.actions.objectives import NewObjective
from northing.domain import units
from northing.web.base.entry import Entry, entry
from northing.web.base.shapes import Field

Given = Mapping[str, str]
WHO = ("name", "admin_name", "email", "password", "tz")
ROWS = 3
ASKED = ("title", "from", "to")
OBJECTIVE = ("title", "why", *(f"k{n}.{name}" for n in range(ROWS) for name in ASKED))
PLACES = {"baseline": "from", "target": "to", "unit": "to", "kind": "to", "metric_name": "title"}


def welcome(code: str) -> Entry:
    """Who founds the workspace. The time zone is filled in by the browser where it can."""
    return entry(
        "welcome", _("Go on"),
        Field("name", _("Your organization"), autocomplete="organization",
              help=_("As people call it. It stands above every page.")),
        Field("admin_name", _("Your name"), autocomplete="name"),
        Field("email", _("Your e-mail address"), "email", autocomplete="username",
              help=_("You sign in with it. No mail is sent.")),
        Field("password", _("A password"), "password", autocomplete="new-password",
              help=_("At least ten characters.")),
        Field("tz", _("Time zone"), value="UTC",
              help=_("Days begin and end in it, such as Europe/Zurich.")),
        hidden=(("code", code),) if code else (),
    )  # fmt: skip


def team() -> Entry:
    """The first team, and the way in which its OKRs come."""
    return entry(
        "first-team", _("Go on"),
        Field("name", _("Your first team"), help=_("Such as Platform or Payments. More can follow later.")),
        Field("way", _("Where are its OKRs now?"), "choices", "write", choices=(
            ("write", _("Nowhere yet: I write one now")),
            ("document", _("In a document: I paste it")),
            ("sheet", _("In a spreadsheet: I upload it")),
        )),
    )  # fmt: skip


def objective() -> Entry:
    """An objective with three places for key results; two are plenty."""
    fields = [
        Field("title", _("Objective"), help=_("An end state worth reaching, in words that people remember.")),
        Field("why", _("Why"), "textarea", is_required=False,
              help=_("What is wrong today, and for whom? One sentence is enough.")),
    ]  # fmt: skip
    for n in range(ROWS):
        needed = n == 0
        fields += [
            Field(f"k{n}.title", _("Key result {number}").format(number=n + 1), is_required=needed),
            Field(f"k{n}.from", _("From"), is_required=False, placeholder=_("20 min")),
            Field(f"k{n}.to", _("To"), is_required=False, placeholder=_("6 min")),
        ]
    return entry("first-objective", _("Agree on it"), *fields)


@dataclass(frozen=True, slots=True)
class Row:
    """The three fields of one key result."""

    number: int
    fields: tuple[Field, ...]


def rows(form: Entry) -> tuple[Row, ...]:
    """The key results of the form, field by field."""
    return tuple(
        Row(n + 1, tuple(f for f in form.fields if f.name.startswith(f"k{n}.")))
        for n in range(ROWS)
    )


def first_objective(given: Given, team: int, cycle: int) -> FirstObjective:
    """What was typed, with the kind read off the numbers: up, down, or yes or no without any."""
    wanted = (n for n in range(ROWS) if any(given[f"k{n}.{name}"].strip() for name in ASKED))
    return FirstObjective(
        NewObjective(given["title"], team, cycle, why=given["why"]),
        tuple(_key_result(*(given[f"k{n}.{name}"].strip() for name in ASKED)) for n in wanted),
    )


def _key_result(title: str, start: str, aim: str) -> NewKeyResult:
    if not start and not aim:
        return NewKeyResult(title, "yes_no")
    unit = _unit(aim) or _unit(start)
    return NewKeyResult(title, _kind(start, aim, unit), unit=unit, baseline=start, target=aim)


def _unit(text: str) -> str:
    """The unit that was typed with a number: `min` for `20 min`; none for a bare number."""
    try:
        return units.parse_quantity(text)[1].code
    except units.UnitError:
        return ""


def _kind(start: str, aim: str, unit: str) -> str:
    """Falling where the target lies below the baseline; what cannot be read is refused on saving."""
    try:
        falls = units.parse(aim, units.unit(unit)) < units.parse(start, units.unit(unit))
    except units.UnitError:
        falls = False
    return "decrease" if falls else "increase"


def at_field(error: ActionError) -> ActionError:
    """The same error at the field of this form that it is about."""
    row, dot, name = error.place.partition(".")
    if dot:
        error.place = f"{row}.{PLACES.get(name, name if name in ASKED else 'title')}"
    return error
