"""Who asks on the command line, and how the answer is printed."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from northing.cli.base import output
from northing.kit.text import Text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from northing.domain.access import Caller
    from northing.domain.cadence import Rhythm
    from northing.queries.callers import Standing

T = TypeVar("T")


class SettingsError(Exception):
    """The environment says something that cannot be followed."""

    def __init__(self, message: Text | str, remedy: Text | str = "") -> None:
        super().__init__(str(message))
        self.remedy = str(remedy)


def wire() -> None:
    """Set Django up, once. Raises SettingsError for an environment that cannot be followed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "northing.site.settings")
    import django
    from django.apps import apps
    from django.core.exceptions import ImproperlyConfigured

    if apps.ready:
        return
    try:
        django.setup()
    except (ValueError, ImproperlyConfigured) as error:
        raise SettingsError(str(error), "docs/settings.md names every setting.") from error


@dataclass(frozen=True, slots=True)
class Session:
    """One command under way: the caller, and whether the answer is JSON."""

    standing: Standing
    as_json: bool

    @classmethod
    def opened(cls, slug: str, handle: str, *, as_json: bool, as_of: str = "") -> Session:
        """The session of a person of a workspace; raises NotFoundError or InvalidError where it is unclear.

        With a past day in `as_of` the person looks at that day's end, and can change nothing.
        """
        wire()
        from northing.actions import typed
        from northing.kit import clock
        from northing.queries import callers

        chosen = slug or _only_one(callers.slugs())
        standing = callers.by_handle(chosen, handle.removeprefix("@"), "cli", clock.now())
        if standing is None:
            raise _unknown(chosen, handle, callers.slugs())
        if as_of:
            day = typed.past_day(as_of, standing.caller.today)
            standing = replace(standing, caller=standing.caller.at_end_of(day))
        return cls(standing, as_json)

    @property
    def caller(self) -> Caller:
        return self.standing.caller

    @property
    def rhythm(self) -> Rhythm:
        """When check-ins are asked for here."""
        from northing.domain.cadence import Rhythm

        return Rhythm(weekday=self.standing.weekday)

    def give(self, value: T | None, shape: Any, show: Callable[[T], RenderableType]) -> None:
        """Print an answer: as JSON in the shape `shape`, or as `show` makes it. None is not found."""
        if value is None:
            from northing.actions.errors import NotFoundError
            from northing.kit.text import text as _

            raise NotFoundError(_("There is nothing of that name here."), _("Check the name."))
        if self.as_json:
            from northing.kit.shapes import as_json

            output.write(as_json(value, shape, indent=2))
        else:
            output.show(show(value))


def _only_one(slugs: list[str]) -> str:
    from northing.actions.errors import InvalidError, NotFoundError
    from northing.kit.text import text as _

    if not slugs:
        raise NotFoundError(
            _("There is no workspace yet."), _("Make one: northing init"), "workspace"
        )
    if len(slugs) > 1:
        raise InvalidError(
            _("There are several workspaces: {names}.", names=", ".join(slugs)),
            _("Name one: --workspace {name}, or set NORTHING_WORKSPACE.", name=slugs[0]),
            "workspace",
        )
    return slugs[0]


def _unknown(slug: str, handle: str, slugs: list[str]) -> Exception:
    from northing.actions.errors import NotFoundError
    from northing.kit.text import text as _

    if slug not in slugs:
        return NotFoundError(
            _("There is no workspace {slug!r}.", slug=slug),
            _("There are: {names}.", names=", ".join(slugs))
            if slugs
            else _("Make one: northing init"),
            "workspace",
        )
    if not handle:
        return NotFoundError(
            _("{slug} has no active admin.", slug=slug),
            _("Act as somebody else: --as HANDLE"),
            "as",
        )
    return NotFoundError(
        _("Nobody active in {slug} has the handle {handle!r}.", slug=slug, handle=handle),
        _("List the people: northing person list"),
        "as",
    )
