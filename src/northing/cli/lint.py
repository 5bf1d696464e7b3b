"""`northing lint FILE…`: the known faults of OKRs, found in documents without a database, or in a workspace."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from northing.cli.base import output, refusals
from northing.kit.text import text as _

if TYPE_CHECKING:
    from northing.cli.base.linting import Policies
    from northing.transfer.lint.found import Report

app = typer.Typer()


class Format(StrEnum):
    """How the findings are written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


class FailOn(StrEnum):
    """The lightest finding that makes the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@app.command("lint")
def lint(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE…", show_default=False,
            help="Markdown, CSV or Excel (.xlsx), told apart by what they hold; - for standard input;"
            " @kestrel for what is pursued in that workspace, @kestrel/payments for one team.",
        ),
    ] = None,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="For people, programs, code scanners, or GitHub Actions.")
    ] = Format.TEXT,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select", metavar="CODES", help="Only these: KR101, beginnings (KR1) or names; with commas."
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="CODES", help="Leave these out, beside those that northing.toml ignores."),
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Exit code 1 from this severity on.")
    ] = FailOn.ERROR,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Exit code 0 whatever is found.")
    ] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="How often each code was found, instead of where.")
    ] = False,
    explain: Annotated[
        str,
        typer.Option(
            "--explain", metavar="CODE", show_default=False, help="Print the manual of a rule; all lists them."
        ),
    ] = "",
    readings: Annotated[
        bool, typer.Option("--readings", help="Read statements as JSON lines and print what they say as JSON lines.")
    ] = False,
    stdin_filename: Annotated[
        str, typer.Option("--stdin-filename", metavar="NAME", help="What standard input is called, as editors know.")
    ] = "stdin",
) -> None:  # fmt: skip
    """Find the known faults of OKRs in documents; exit code 1 where one is grave, 2 where one cannot be read."""
    from northing.cli.base import linting
    from northing.transfer.lint.settings import SettingsFault

    if explain:
        _explain(explain, as_json=format_ is Format.JSON)
        return
    _one_thing_only(files, readings=readings, statistics=statistics, form=format_)
    policies = linting.Policies(_split(select), _split(ignore))
    try:
        if readings:
            _readings(policies)
            return
        listed = list(linting.judged(files or (), policies, stdin_name=stdin_filename))
    except SettingsFault as fault:
        linting.complain(fault)
        raise typer.Exit(refusals.USAGE) from None
    _tell(listed, format_, statistics=statistics, fail_on=fail_on, exit_zero=exit_zero)


def _split(texts: list[str] | None) -> tuple[str, ...]:
    return tuple(one.strip() for text in texts or () for one in text.split(",") if one.strip())


def _one_thing_only(
    files: list[str] | None, *, readings: bool, statistics: bool, form: Format
) -> None:
    """Raises Exit where options cannot be followed together."""
    if not files and not readings:
        _usage(
            _("No file is named."),
            _("Write: northing lint FILE…, - for standard input, or @kestrel for a workspace."),
        )
    if files and readings:
        _usage(
            _("--readings reads standard input and no files."),
            _("Write: northing lint --readings < FILE"),
        )
    if statistics and form not in {Format.TEXT, Format.JSON}:
        _usage(
            _("--statistics is written as text or json."),
            _("Leave out --format {form}.", form=form.value),
        )


def _usage(message: object, remedy: object) -> None:
    output.complain(str(message), str(remedy))
    raise typer.Exit(refusals.USAGE)


def _tell(
    listed: "list[Report]", form: Format, *, statistics: bool, fail_on: FailOn, exit_zero: bool
) -> None:
    """Write the report; what could not be judged to standard error. Raises Exit."""
    from importlib import import_module

    from northing.cli.base import linting
    from northing.domain.lint.rule import Severity
    from northing.transfer.lint import judging

    found = judging.together(listed)
    written = import_module(f"northing.transfer.lint.formats.as_{form.value}")
    for trouble in found.troubles:
        linting.complain(trouble)
    said = written.statistics(found) if statistics else written.report(found)
    if said:
        linting.write(said)
    if any(trouble.grave for trouble in found.troubles):
        raise typer.Exit(refusals.USAGE)
    if found.reaches(Severity(fail_on.value)) and not exit_zero:
        raise typer.Exit(refusals.REFUSED)


def _explain(code: str, *, as_json: bool) -> None:
    """The manual of one rule, or the list of all. Raises Exit for one that is not there."""
    from northing.cli.base import linting
    from northing.domain.lint import engine
    from northing.transfer.lint import manuals
    from northing.transfer.lint.settings import SettingsFault, codes

    if code.strip().lower() == "all":
        linting.write(manuals.catalogue(as_json=as_json))
        return
    rule = engine.rule(code)
    if rule is None:
        try:
            (beginning,) = codes((code,), "--explain")
        except SettingsFault as fault:
            linting.complain(fault)
            raise typer.Exit(refusals.USAGE) from None
        linting.write(manuals.catalogue(beginning, as_json=as_json))
        return
    linting.write(manuals.manual(rule, as_json=as_json))


def _readings(policies: "Policies") -> None:
    """One answer a line, at once. Raises Exit after the last, if any line could not be answered."""
    from pathlib import Path

    from northing.cli.base import linting
    from northing.transfer.lint import readings
    from northing.transfer.lint.found import Trouble

    policy = policies.of(Path.cwd())
    answered, refused = 0, 0
    for number, line in linting.lines(readings.LONGEST):
        if not line.strip():
            continue
        try:
            said = readings.answer(line, policy)
        except readings.LineError as error:
            refused += 1
            linting.complain(Trouble("stdin", number, error.message, error.remedy))
            continue
        sys.stdout.write(said + "\n")
        sys.stdout.flush()
        answered += 1
    if not answered and not refused:
        linting.complain(
            Trouble(
                "stdin", 1, _("There is nothing on standard input."), _("Write one object a line.")
            )
        )
    if refused or not answered:
        raise typer.Exit(refusals.USAGE)
