"""What may be done from the box: places of the rail, verbs of the caller, and verbs upon what is found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from northing.domain import access
from northing.domain.access import About, Caller
from northing.domain.access import Verb as Right
from northing.domain.lint import engine
from northing.kit import folding
from northing.queries.search_rows import Hit
from northing.web.base.shapes import Rail

SHORTEST = 3
"""Letters from which on a text finds pages of the guide: fewer begin too many of their names."""


@dataclass(frozen=True, slots=True)
class Verb:
    """Something to do or a place to go: found by its text and by `words`; `fill` asks for the rest."""

    text: str
    url: str
    icon: str
    words: str = ""
    keys: str = ""
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Upon:
    """A verb upon what is found. `right` is a word of Hit.may, `phrases` how it may be begun."""

    right: str
    phrases: tuple[str, ...]
    pages: dict[str, str]
    icon: str

    def text(self, hit: Hit) -> str:
        """`Check in on KR-12`."""
        words = {
            "check_in": _("Check in on {key}"),
            "edit": _("Edit {key}"),
            "add_key_result": _("New key result for {key}"),
        }
        return words[self.right].format(key=hit.key)

    def url(self, slug: str, hit: Hit) -> str:
        """The form's page."""
        return reverse(self.pages[hit.noun], args=(slug, int(hit.key.rpartition("-")[2])))


UPON = (
    Upon("check_in", ("check in on", "check in", "checkin"), {"key_result": "check_in"}, "week"),
    Upon(
        "add_key_result",
        ("new key result for", "add key result to", "new key result", "new kr"),
        {"objective": "key_result_new"},
        "add",
    ),
    Upon(
        "edit", ("edit",), {"objective": "objective_edit", "key_result": "key_result_edit"}, "edit"
    ),
)


def upon(asked: str) -> tuple[Upon | None, str]:
    """The verb that a text begins with, and the rest: what it shall be done to."""
    words = folding.folded(asked)
    for verb in UPON:
        for phrase in verb.phrases:
            first = folding.folded(phrase)
            if len(words) > len(first) and words[: len(first)] == first:
                return verb, " ".join(words[len(first) :])
    return None, asked


def matching(asked: str, verbs: Sequence[Verb]) -> tuple[Verb, ...]:
    """The verbs that have each word of a text as the start of one of theirs; all of them for no text.

    Those that have them in what they are called come first.
    """
    wanted = folding.folded(asked)
    found = (v for v in verbs if _has(f"{v.text} {v.words}", wanted))
    return tuple(sorted(found, key=lambda v: not _has(v.text, wanted)))


def _has(text: str, wanted: Sequence[str]) -> bool:
    known = folding.folded(text)
    return all(any(one.startswith(word) for one in known) for word in wanted)


def of(caller: Caller, rail: Rail) -> tuple[Verb, ...]:
    """Everything that the caller may do, then every place of the rail."""
    return (*_doing(caller, rail), *_places(rail))


def _doing(caller: Caller, rail: Rail) -> Iterator[Verb]:
    for link in rail.acts:
        yield Verb(link.text, link.url, link.icon, words=link.words, keys=link.go)
    found = _address("find", caller.slug)
    if caller.is_member:
        text = _("Check in on …")
        yield Verb(text, f"{found}?q=check+in+on+", "week", fill="check in on ")
        if caller.teams:
            text = _("New key result for …")
            yield Verb(
                text, f"{found}?q=new+key+result+for+", "add", "kr add", fill="new key result for "
            )
        yield Verb(_("Edit …"), f"{found}?q=edit+", "edit", _("change"), fill="edit ")
    for text, name, icon, words in _forms(caller):
        if url := _address(name, caller.slug):
            yield Verb(text, url, icon, words)


def _forms(caller: Caller) -> Iterator[tuple[str, str, str, str]]:
    """Text, address, icon and further words of pages on which something is made."""
    if any(access.may(caller, Right.METRIC, About(team=team)) for team in caller.teams):
        yield _("New metric"), "metric_new", "source", _("measure kpi add")
    if caller.is_admin or caller.leads:
        yield _("Invite somebody"), "settings_people", "people", _("new person add people")
    if caller.is_admin:
        yield _("New team"), "settings_teams", "team", _("add")
        yield _("New cycle"), "settings_cycles", "calendar", _("add quarter year")
    if access.may(caller, Right.TOKEN, About()):
        yield _("New token"), "settings_tokens", "lock", _("api add")
    yield _("Export"), "exports", "export", _("download csv xlsx markdown spreadsheet")


def _places(rail: Rail) -> Iterator[Verb]:
    go = _("go to page")
    for link in (*rail.main, *rail.practice):
        keys = f"g {link.go}" if link.go else ""
        yield Verb(link.text, link.url, link.icon, f"{go} {link.words}", keys)
    for text, name, icon, words in (
        (_("People"), "settings_people", "people", _("settings members")),
        (_("Cycles"), "settings_cycles", "calendar", _("settings quarters")),
        (_("Tokens"), "settings_tokens", "lock", _("settings api")),
        (_("Keys"), "keys", "keys", _("keyboard shortcuts help")),
    ):
        slug = rail.slug
        if url := _address(name, slug):
            yield Verb(text, url, icon, f"{go} {words}", "?" if name == "keys" else "")
    if rail.sign_out_url:
        yield Verb(_("Sign out"), rail.sign_out_url, "out", _("leave log out"))


def guides(asked: str, slug: str) -> Iterator[Verb]:
    """The guide's pages whose name has the words of a text, or whose code it is."""
    named = asked.strip().upper()
    for rule in engine.every_rule():
        text = _("Guide: {name}").format(name=rule.name.replace("-", " "))
        verb = Verb(text, reverse("guide_rule", args=(slug, rule.code)), "library", keys=rule.code)
        if named == rule.code or (len(named) >= SHORTEST and matching(asked, (verb,))):
            yield verb


def _address(name: str, *args: str | int) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
