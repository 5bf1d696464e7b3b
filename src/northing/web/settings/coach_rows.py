"""From a policy to the rows of its form: rules by what they are asked of, each with the limits it reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from northing.domain.lint.policies import LISTS, OFF
from northing.queries import words
from northing.queries.findings import WaiverCard
from northing.queries.lint_policies import LimitCard, PolicyPage, RuleCard
from northing.web.base import addresses
from northing.web.base.entry import Entry, entry
from northing.web.base.requests import Request
from northing.web.base.severities import LOOKS
from northing.web.base.shapes import Chip, Field
from northing.web.guide.manuals import families


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule: what holds, the choice, and its limits; a limit that two rules read stands at the first."""

    code: str
    url: str
    title: str
    holds: Chip
    icon: str
    choice: Field
    limits: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The rules that are asked of one sort of thing; `counts` says how many were changed here."""

    family: str
    title: str
    rules: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class WaivedLine:
    """A finding that is let stand, and where that can be ended."""

    code: str
    title: str
    about: str
    url: str
    day: str
    reason: str
    by: str


def policy_form(page: PolicyPage, *, is_team: bool = False) -> Entry:
    """The form of everything that can be said: a choice for each rule, a number for each limit, two lists."""
    return entry(
        "coach", _("Save the rules"),
        *(_choice(rule, is_team=is_team) for rule in page.rules),
        *(_limit(one) for one in page.limits),
        Field("select", _("Only these"), value=page.select, is_required=False, placeholder="OBJ, KR",
              help=_("Codes or how they begin, with commas. Empty: all that hold above.") if is_team
              else _("Codes or how they begin, with commas. Empty: all.")),
        Field("ignore", _("Never these"), value=page.ignore, is_required=False, placeholder="KR11, SET104",
              help=_("Stronger than the list above; a weight chosen for a single rule is stronger than both.")),
        is_edit=True,
    )  # fmt: skip


def groups(page: PolicyPage, form: Entry, slug: str) -> tuple[Group, ...]:
    """Rules by family with their fields as the form has them."""
    fields = {field.name: field for field in form.fields}
    titles = {str(family): title for family, title in families().items()}
    shown: set[str] = set()
    found: dict[str, list[RuleRow]] = {family: [] for family in titles}
    for rule in page.rules:
        limits = tuple(fields[name] for name in rule.options if name not in shown)
        shown.update(rule.options)
        found[rule.family].append(_row(rule, fields[rule.code], limits, slug))
    return tuple(Group(name, titles[name], tuple(rules)) for name, rules in found.items() if rules)


def lists(form: Entry) -> tuple[Field, ...]:
    """The two lists of codes."""
    return tuple(field for field in form.fields if field.name in LISTS)


def waived(cards: Iterable[WaiverCard], request: Request) -> tuple[WaivedLine, ...]:
    """What is let stand anywhere; each line leads to the page on which it can be ended."""
    slug = request.caller.slug
    slugs = {str(team.id): team.slug for team in request.standing.teams}
    return tuple(
        WaivedLine(
            one.code, one.title, one.about if one.noun == "team" else f"{one.key} {one.about}",
            _page(one, slug, slugs) + "#findings", one.day, one.reason, one.by.name,
        )
        for one in cards
    )  # fmt: skip


def _page(one: WaiverCard, slug: str, slugs: Mapping[str, str]) -> str:
    if one.noun == "team":
        return addresses.named("team", slug, slugs[one.key])
    return addresses.of_key(slug, one.key)


def _row(rule: RuleCard, choice: Field, limits: tuple[Field, ...], slug: str) -> RuleRow:
    tone, icon = LOOKS.get(rule.holds, ("", "close"))
    return RuleRow(
        rule.code, addresses.named("guide_rule", slug, rule.code), rule.title,
        Chip(_weight(rule.holds), tone), icon, choice, limits,
    )  # fmt: skip


def _choice(rule: RuleCard, *, is_team: bool) -> Field:
    usual = _("as above ({weight})") if is_team else _("as usual ({weight})")
    weights = ((code, _weight(code)) for code in (*words.SEVERITIES, OFF))
    return Field(
        rule.code, _("Weight of {code}").format(code=rule.code), "select", rule.said,
        choices=(("", usual.format(weight=_weight(rule.above))), *weights), is_required=False,
    )  # fmt: skip


def _limit(one: LimitCard) -> Field:
    return Field(
        one.name, _limits()[one.name], value=one.said, placeholder=one.above, is_required=False
    )


def _weight(code: str) -> str:
    return _("off") if code == OFF else str(words.SEVERITIES[code])


def _limits() -> dict[str, str]:
    """What each limit says, in few words; a share of 0.15 is 15 %."""
    return {
        "most_objectives": _("objectives at most"),
        "fewest_key_results": _("key results at least"),
        "most_key_results": _("key results at most"),
        "longest_objective": _("words at most"),
        "least_change": _("share that must change"),
        "review_minutes": _("minutes of the meeting"),
        "minutes_each": _("minutes for each key result"),
        "most_change": _("share that can change"),
        "most_owned": _("share that one person may own"),
        "fewest_owned": _("key results for it to count"),
        "silent_days": _("days of silence"),
        "end_part": _("last part of its time"),
        "late_part": _("last part in which it counts"),
        "fewest_confidences": _("words of confidence at least"),
        "steady_part": _("part without a change"),
        "judged_cycles": _("cycles in a row"),
        "fewest_aspirational": _("aspirational key results at least"),
        "full_attainment": _("attainment that is full"),
        "low_attainment": _("attainment that is low"),
    }
