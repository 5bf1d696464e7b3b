"""The rail and the tabs of a workspace, from the frame that the queries answer.

Addresses are looked up by name: a page that is not there yet has no link.
"""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from northing.domain.access import Caller
from northing.queries.frame import Frame
from northing.web.base.shapes import Link, Rail, When

OWN_TEAMS = 9


def rail(frame: Frame, path: str, caller: Caller) -> Rail:
    """The rail of `caller` for a page at `path`; the link that leads there is marked."""
    slug = frame.slug
    may_import = caller.is_admin or (caller.is_member and bool(caller.leads))
    main = _links(
        path,
        (
            (_("My week"), "my_week", "week", "w", frame.due),
            (_("Teams"), "teams", "people", "t", 0),
            (_("Metrics"), "metrics", "kpi", "k", 0),
            *(((_("Import"), "imports", "import", "i", 0),) if may_import else ()),
        ),
        slug,
    )
    practice = _links(path, ((_("Settings"), "settings", "settings", "s", 0),), slug)
    teams = _teams(frame, path)
    own = tuple(Link(t.text, t.url, t.current, "team") for t in teams[:1])
    return Rail(
        workspace=Link(frame.workspace, _address("my_week", slug)),
        person=Link(frame.person, _address("settings_person", slug, caller.person)),
        initials=frame.initials,
        main=main,
        teams=teams,
        practice=practice,
        tabs=(*main[:1], *own, *main[1:2], *practice),
        find_url=_address("find", slug),
        sign_out_url=_address("account_logout"),
        when=_when(frame),
        is_demo=frame.is_demo,
    )


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
    listed = (*frame.own_teams, *(team for team in frame.teams if team.id not in own))
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
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
