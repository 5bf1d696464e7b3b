"""The command line: each file beside this one holds the commands of one noun.

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 not found, 4 changed meanwhile, 5 not allowed,
6 no database, 130 interrupted.
"""

import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module

import typer

from northing.cli.base import refusals

EPILOG = (
    "Exit codes: 0 done, 1 refused, 2 wrong usage, 3 not found, 4 changed meanwhile, 5 not allowed,"
    " 6 no database, 130 interrupted."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code and never a traceback for a refusal."""
    listed = list(sys.argv[1:] if arguments is None else arguments)
    return refusals.ending(lambda: application()(args=_keepable(listed), prog_name="northing"))


def _keepable(arguments: list[str]) -> list[str]:
    """The arguments. Raises InvalidError for bytes that are no text in the terminal's encoding."""
    if any(not argument.isascii() for argument in arguments):
        from northing.actions import typed

        for argument in arguments:
            typed.keepable(argument, argument.partition("=")[0][:40])
    return arguments


def application() -> typer.Typer:
    """All commands, collected from the files."""
    found = typer.Typer(
        name="northing",
        help="Objectives and key results for engineering organizations.",
        epilog=EPILOG,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda m: m.name):
        if not module.ispkg:
            found.add_typer(import_module(f"{__name__}.{module.name}").app)
    return found
