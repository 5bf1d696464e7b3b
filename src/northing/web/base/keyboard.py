"""The keys of every page, as the sheet lists them and as the script hears them.

Both read this list off the page: places are the rail's own links with their letters, verbs are links
with `data-key`. So a key that is listed works, and one that works is listed.
"""

from django.utils.translation import gettext as _

from northing.web.base.shapes import KeyGroup, KeyLine, Link, Rail


def groups(rail: Rail) -> tuple[KeyGroup, ...]:
    """Every key of this caller, by where it is heard."""
    places = (*rail.main, *rail.practice, *rail.teams)
    going = tuple(KeyLine(("g", link.go), link.text, link.url) for link in places if link.go)
    return tuple(
        group
        for group in (
            KeyGroup(_("Everywhere"), (*_everywhere(rail), *map(_act, rail.acts))),
            KeyGroup(_("In lists and on pages"), _in_lists()),
            KeyGroup(_("In a check-in"), _in_check_ins()),
            KeyGroup(_("Go to"), going),
        )
        if group.lines
    )


def _act(link: Link) -> KeyLine:
    return KeyLine((link.go,), link.text, link.url, key=link.go)


def _everywhere(rail: Rail) -> tuple[KeyLine, ...]:
    finding = KeyLine(("Ctrl K", "/"), _("find or do"), rail.find_url)
    return (KeyLine(("?",), _("this list")), *((finding,) if rail.find_url else ()))


def _in_lists() -> tuple[KeyLine, ...]:
    return (
        KeyLine(("j", "k"), _("next, previous")),
        KeyLine(("⏎",), _("open")),
        KeyLine(("d",), _("draft an objective for this team")),
        KeyLine(("i",), _("edit")),
        KeyLine(("e",), _("explain the figure")),
        KeyLine(("t",), _("chart as table")),
    )


def _in_check_ins() -> tuple[KeyLine, ...]:
    return (
        KeyLine(("0", "9"), _("confidence; 1 then 0 for ten"), joint="–"),
        KeyLine(("=",), _("no change")),
        KeyLine(("⏎",), _("save and next")),
    )
