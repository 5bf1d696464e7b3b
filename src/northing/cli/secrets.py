"""`northing secrets …`: the installation's key, and everything that is sealed by it."""

from pathlib import Path

import typer

from northing.cli.base.commands import group
from northing.cli.base.session import SettingsError, wire

app = typer.Typer()
commands = group("secrets", "The installation's key, and what is sealed by it.")
app.add_typer(commands)


@commands.command("show")
def show() -> None:
    """Count what is sealed: by the newest key, by an older one, by none that is known."""
    wire()
    from northing.cli.base import output
    from northing.cli.base.output import table
    from northing.kit.text import text as _
    from northing.queries import sealed

    rows = [(c.column, c.newest, c.older, c.unreadable) for c in sealed.counts()]
    head = (_("where"), _("newest key"), _("older key"), _("unreadable"))
    output.show(table(tuple(map(str, head)), rows))


@commands.command("new-key")
def new_key() -> None:
    """Put a new key before the ones in the data folder; restart the server, then rotate."""
    wire()
    from django.conf import settings

    from northing.cli.base import output
    from northing.kit import secrets
    from northing.kit.text import text as _

    path = _file()
    secrets.replace_keys(path, [secrets.fresh_key(), *secrets.keys_in(path)])
    output.say(
        _("A new key stands in {file}. Restart every server and worker, then: northing secrets rotate",
          file=path.relative_to(settings.DATA))
    )  # fmt: skip


@commands.command("rotate")
def rotate() -> None:
    """Seal by the newest key what an older one sealed; beside the running server."""
    wire()
    from northing.actions import sealed
    from northing.cli.base import output
    from northing.kit.text import text as _

    done = sealed.rotate()
    output.say(_("{count} sealed anew.", count=done.anew))
    if done.unreadable:
        raise SettingsError(
            _("{count} can be opened by no key that is known here.", count=done.unreadable),
            _("Add the key of before to NORTHING_SECRET_KEY_FALLBACKS and rotate again."),
        )


@commands.command("forget-old")
def forget_old() -> None:
    """Take the older keys out of the data folder; refused while one of them is still needed."""
    wire()
    from northing.cli.base import output
    from northing.kit import secrets
    from northing.kit.text import text as _
    from northing.queries import sealed

    path = _file()
    if any(count.older or count.unreadable for count in sealed.counts()):
        raise SettingsError(
            _("Something is still sealed by an older key."), _("First: northing secrets rotate")
        )
    newest, *older = secrets.keys_in(path)
    secrets.replace_keys(path, [newest])
    output.say(
        _("{count} older keys forgotten. Sessions that they signed end with the next restart.",
          count=len(older))
    )  # fmt: skip


def _file() -> Path:
    """The file of keys; refused where the environment names the key, for then it lies elsewhere."""
    from django.conf import settings

    from northing.kit import options, secrets
    from northing.kit.text import text as _

    if options.read("NORTHING_SECRET_KEY"):
        raise SettingsError(
            _("The key comes from NORTHING_SECRET_KEY, not from the data folder."),
            _("Set it to the new key and NORTHING_SECRET_KEY_FALLBACKS to the old one, restart, then: "
              "northing secrets rotate"),
        )  # fmt: skip
    return Path(settings.DATA) / secrets.KEYS
