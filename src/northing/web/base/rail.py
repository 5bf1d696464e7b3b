"""The rail and the tabs of a workspace, from the frame that the queries answer.

Addresses are looked up by name: a page that is not there yet has no link.
"""

from dataclasses import replace
from itertools import islice

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from northing.domain import access
from northing.domain.access import About, Caller, Verb
from northing.queries.frame import Frame
from northing.web.base import keyboard
from northing.web.base.addresses import named
from northing.web.base.shapes import Link, Rail, When

OWN_TEAMS = 9
MOST_TEAMS = 30
"""A longer list helps nobody to find a team: the page of all teams and the search do."""


def rail(frame: Frame, path: str, caller: Caller) -> Rail:
    """The rail of `caller` for a page at `path`; the link that leads there is marked."""
    slug = frame.slug
    may_import = caller.is_admin or (caller.is_member and bool(caller.leads))
    main = _links(
        path,
        (
            (_("My week"), "my_week", "week", "w", frame.due),
            (_("Workspace"), "workspace", "workspace", "o", 0),
            (_("Teams"), "teams", "people", "t", 0),
            (_("Metrics"), "metrics", "source", "m", 0),
            *(((_("Import"), "imports", "import", "i", 0),) if may_import else ()),
        ),
        slug,
    )
    practice = _links(
        path,
        (
            (_("Activity"), "activity", "activity", "a", 0),
            (_("KPIs"), "kpis", "kpi", "k", 0),
            (_("Guide"), "guide", "library", "g", 0),
            (_("Settings"), "settings", "settings", "s", 0),
        ),
        slug,
    )
    teams = _teams(frame, path)
    own = tuple(Link(t.text, t.url, t.current, "team") for t in teams[:1])
    found = Rail(
        workspace=Link(frame.workspace, _address("my_week", slug)),
        person=Link(frame.person, _address("settings_person", slug, caller.person)),
        initials=frame.initials,
        main=main,
        teams=teams,
        practice=practice,
        tabs=(*main[:1], *own, *main[1:2], *_finding(slug), *practice[-1:]),
        find_url=_address("find", slug),
        sign_out_url=_address("account_logout"),
        when=_when(frame),
        is_demo=frame.is_demo,
        slug=slug,
        acts=_acts(caller),
    )
    return replace(found, keys=keyboard.groups(found))


def _finding(slug: str) -> tuple[Link, ...]:
    """The box's own tab, where there is no rail to hold it."""
    url = _address("find", slug)
    return (Link(_("Find"), url, icon="find"),) if url else ()


def _acts(caller: Caller) -> tuple[Link, ...]:
    """What one key does on every page: only what the caller may."""
    acts = []
    if caller.is_member:
        url = _address("my_week", caller.slug)
        acts.append(Link(_("Check in"), url, icon="week", go="c", words=_("my week due")))
    if any(access.may(caller, Verb.DRAFT, About(team=team)) for team in caller.teams):
        url = _address("objective_new", caller.slug)
        acts.append(Link(_("New objective"), url, icon="add", go="n", words=_("draft add okr")))
    return tuple(acts)


def _links(
    path: str, wanted: tuple[tuple[str, str, str, str, int], ...], slug: str
) -> tuple[Link, ...]:
    found = []
    for text, name, icon, go, count in wanted:
        if url := _address(name, slug):
            found.append(Link(text, url, _leads_to(url, path, name), icon, go, count))
    return tuple(found)


def _leads_to(url: str, path: str, name: str) -> bool:
    """Whether the open page lies under the link; teams are listed on their own, my week is everywhere."""
    return path == url if name in {"my_week", "teams"} else path.startswith(url)


def _teams(frame: Frame, path: str) -> tuple[Link, ...]:
    """Own teams first, then the others, with keys for the first nine."""
    own = {team.id for team in frame.own_teams}
    others = (team for team in frame.teams if team.id not in own)
    listed = (*frame.own_teams, *islice(others, max(0, MOST_TEAMS - len(own))))
    links = []
    for number, team in enumerate(listed, 1):
        if url := _address("team", frame.slug, team.slug):
            go = str(number) if number <= OWN_TEAMS else ""
            links.append(Link(team.name, url, path == url, go=go))
    return tuple(links)


def _when(frame: Frame) -> When | None:
    cycle = frame.cycle
    if cycle is None:
        return None
    week = (
        cycle.week
        if cycle.phase == "running"
        else 0
        if cycle.phase == "planning"
        else cycle.weeks + 1
    )
    return When(frame.today, week, cycle.weeks, cycle.place)


def _address(name: str, *args: str | int) -> str:
    try:
        return named(name, *args)
    except NoReverseMatch:
        return ""
