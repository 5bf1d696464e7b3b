"""A rule's docstring as the guide shows it: the fault, why, examples with what is said of them, what helps."""

import difflib
import re
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from northing.domain.lint import engine
from northing.domain.lint.aims import Limits
from northing.domain.lint.examples import Example, examples, sections
from northing.domain.lint.rule import Family, Fault, Rule, Severity
from northing.web.base.severities import LOOKS
from northing.web.guide.prose import paragraphs
from northing.web.guide.told import Told, told

NO_OPTIONS = "None."
LONGEST = 60
NEAREST = 3
STATED = frozenset({"objective", "key_result", "team"})
"""What can be read in a document; how it was kept only a workspace knows."""
USUAL = Limits()


@dataclass(frozen=True, slots=True)
class Weight:
    """A severity with its colour and icon, and what it means."""

    word: str
    tone: str
    icon: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule in the catalogue."""

    code: str
    name: str
    title: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class Section:
    """The rules of one family, by code."""

    family: Family
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An example, cut where the words that are meant begin and end, with what is said of it and how heavy it weighs.

    `says` is empty where it is the same as of the one before.
    """

    before: str
    meant: str
    after: str
    told: Told
    weight: Weight
    says: str = ""
    rewrite: str = ""


@dataclass(frozen=True, slots=True)
class Manual:
    """The page of a rule. `settings` is what northing.toml may say of it, where it is asked of documents."""

    entry: Entry
    family: str
    why: tuple[SafeString, ...]
    flagged: tuple[Shown, ...]
    fine: tuple[Shown, ...]
    fix: tuple[SafeString, ...]
    options: tuple[SafeString, ...]
    settings: str
    has_limits: bool
    is_of_documents: bool


def families() -> dict[Family, str]:
    """What rules are asked of, in the order in which people meet it."""
    return {
        "objective": _("Objectives"),
        "key_result": _("Key results"),
        "team": _("What a team is after"),
        "practice": _("How a key result is kept"),
        "cycles": _("A team's past cycles"),
    }


def weights() -> dict[Severity, Weight]:
    """Severities, the worst first."""
    said = {
        Severity.ERROR: (_("error"), _("can be decided from what is written")),
        Severity.WARNING: (_("warning"), _("most readers would agree")),
        Severity.HINT: (_("hint"), _("worth a thought")),
    }
    return {one: Weight(word, *LOOKS[one.value], meaning) for one, (word, meaning) in said.items()}


def catalogue() -> tuple[Section, ...]:
    """Every rule, by family."""
    found = (
        Section(family, title, tuple(entry(r) for r in engine.every_rule() if r.family == family))
        for family, title in families().items()
    )
    return tuple(section for section in found if section.entries)


def entry(rule: Rule) -> Entry:
    """A rule in one line; its title is the first sentence of its docstring, without the full stop."""
    first = " ".join(sections(rule.manual)[""].split())
    return Entry(rule.code, rule.name, first.removesuffix("."), weights()[rule.severity])


def manual(rule: Rule) -> Manual:
    """The page of a rule."""
    found = sections(rule.manual)
    options = found.get("Options.", "")
    return Manual(
        entry=entry(rule),
        family=families()[rule.family],
        why=paragraphs(found["Why."]),
        flagged=_flagged(rule),
        fine=tuple(_shown(one, rule, None) for one in examples(rule, "Fine")),
        fix=paragraphs(found["How to fix."]),
        options=() if options == NO_OPTIONS else paragraphs(options),
        settings="\n".join(filter(None, (leaving_out(rule), limits(rule)))).rstrip(),
        has_limits=bool(rule.options),
        is_of_documents=rule.family in STATED,
    )


def leaving_out(rule: Rule) -> str:
    """Lines of northing.toml by which a rule is not asked."""
    return f'[lint]\nignore = ["{rule.code}"]\n'


def limits(rule: Rule) -> str:
    """Lines of northing.toml with the limits that move a rule, as they stand unless set; none for most rules."""
    lines = [f"{name} = {getattr(USUAL, name)}\n" for name in rule.options]
    return "".join(["[lint.limits]\n", *lines]) if lines else ""


def neighbours(rule: Rule) -> tuple[Entry | None, Entry | None]:
    """The rules before and after it, in the order of the catalogue."""
    listed = [one for section in catalogue() for one in section.entries]
    at = next(number for number, one in enumerate(listed) if one.code == rule.code)
    return (listed[at - 1] if at else None, listed[at + 1] if at + 1 < len(listed) else None)


def nearest(wanted: str) -> tuple[Entry, ...]:
    """The rules whose code or name begins so, else those that come close to it."""
    asked = wanted.lower()[:LONGEST]
    rules = {key.lower(): rule for rule in engine.every_rule() for key in (rule.code, rule.name)}
    close = [key for key in rules if key.startswith(asked)] or difflib.get_close_matches(
        asked, rules, 2 * NEAREST, 0.6
    )
    found = {rules[key].code: rules[key] for key in close}
    return tuple(entry(rule) for rule in list(found.values())[:NEAREST])


def _flagged(rule: Rule) -> tuple[Shown, ...]:
    """Under each example what is said of it, once for those of whom the same is said."""
    shown: list[Shown] = []
    before = None
    for one in examples(rule, "Flagged"):
        fault = rule.check(one.aim, USUAL)
        says = fault and (str(fault.message), fault.severity)
        shown.append(_shown(one, rule, fault, is_new=says != before))
        before = says
    return tuple(shown)


def _shown(example: Example, rule: Rule, fault: Fault | None, *, is_new: bool = False) -> Shown:
    one = told(example.aim)
    at, end = _meant(one.text, fault)
    return Shown(
        before=one.text[:at],
        meant=one.text[at:end],
        after=one.text[end:],
        told=one,
        weight=weights()[fault.severity or rule.severity if fault else rule.severity],
        says=str(fault.message) if fault and is_new else "",
        rewrite=_readable(fault.rewrite) if fault else "",
    )


def _meant(text: str, fault: Fault | None) -> tuple[int, int]:
    """Where the words that a fault means begin and end; at its end where it means all of the text."""
    words = fault.words if fault else None
    if words and words.text and text[words.start : words.start + len(words.text)] == words.text:
        return words.start, words.start + len(words.text)
    return len(text), len(text)


def _readable(rewrite: str) -> str:
    """A gap to fill as an ellipsis: a row of underscores is read aloud sign by sign."""
    return re.sub(r"__+", "…", rewrite)
