"""One document through the linter: never fails, and never passes in silence what it could not read."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from northing.domain.lint import engine
from northing.domain.lint.engine import Policy
from northing.domain.lint.rule import Finding
from northing.domain.plan import Plan, PlanKeyResult, PlanObjective
from northing.kit.text import text as _
from northing.transfer import documents
from northing.transfer.errors import TransferError
from northing.transfer.lint import plan_aims
from northing.transfer.lint.found import Report, Spot, Trouble
from northing.transfer.lint.places import Source, line_of
from northing.transfer.lint.plan_aims import AimedTeam
from northing.transfer.markdown.decode import LONGEST_LINE

MOST_TROUBLES = 10
"""Of one kind in one file: a document of noise needs not be told of line by line."""
_KINDS = (
    ("Excel", (".xlsx", ".xlsm")),
    ("CSV", (".csv", ".tsv", ".tab")),
    ("Markdown", (".md", ".markdown")),
)
_ALLOWED = frozenset("\t\n\r\f\v")


def judge(data: bytes, file: str, policy: Policy) -> Report:
    """What the linter says of one document."""
    name = file.rpartition("/")[2]
    if not data.removeprefix(b"\xef\xbb\xbf").strip() or data in {b"\xff\xfe", b"\xfe\xff"}:
        return _refused(file, Trouble(
            file, 1, _("There is nothing in this file."),
            _("Write an objective with its key results into it, or leave the file out."),
        ))  # fmt: skip
    try:
        plan = documents.read(data, name)
        source = Source(data, name)
    except TransferError as error:
        return _refused(file, Trouble(file, line_of(error) or 1, error.message, error.remedy))
    troubles = [*_misnamed(source, file), *_unread(plan, source, file), *_steering(source, file)]
    if not any(o.title or o.key_results for o in plan.objectives):
        troubles.append(Trouble(
            file, 1, _("No objectives and no key results were found here."),
            _("Begin their lines with “Objective:” and “KR:”, or leave the file out."),
        ))  # fmt: skip
    return Report((file,), tuple(_spots(plan, source, file, policy)), tuple(troubles))


def together(reports: Iterable[Report]) -> Report:
    """Several reports as one."""
    listed = list(reports)
    return Report(
        tuple(f for r in listed for f in r.files),
        tuple(s for r in listed for s in r.spots),
        tuple(t for r in listed for t in r.troubles),
    )


def _refused(file: str, trouble: Trouble) -> Report:
    return Report((file,), (), (trouble,))


def _spots(plan: Plan, source: Source, file: str, policy: Policy) -> list[Spot]:
    teams = plan_aims.teams(plan, is_sheet=source.is_sheet)
    found = [spot for team in teams for spot in _of_team(team, source, file, policy)]
    return sorted(found, key=lambda s: (s.place, s.line, s.finding.severity.rank, s.column))


def _of_team(team: AimedTeam, source: Source, file: str, policy: Policy) -> Iterator[Spot]:
    named = [one.item for one in team.objectives if one.item.title]
    if named:
        for finding in engine.of_team(team.aims, policy):
            yield _spot(source, file, finding, named[0], is_set=True)
    for one in team.objectives:
        if one.item.title:
            for finding in engine.of_objective(one.aim, policy):
                yield _spot(source, file, finding, one.item)
        for kr, aim in one.results:
            for finding in engine.of_key_result(aim, policy):
                yield _spot(source, file, finding, kr)


def _spot(
    source: Source, file: str, finding: Finding, item: PlanObjective | PlanKeyResult, *, is_set: bool = False
) -> Spot:  # fmt: skip
    rows: Sequence[int] = (item.line, *(n for n in item.lines if n != item.line))
    line, column, end = source.find(rows, item.title, None if is_set else finding.words)
    return Spot(file, line, column, end, finding, "" if is_set else item.title, item.place)


def _misnamed(source: Source, file: str) -> Iterator[Trouble]:
    """What a file is says its content: that its name says otherwise is worth a word."""
    ending = "." + file.rpartition("/")[2].rpartition(".")[2].lower()
    known, rightly = next(((k, e) for k, e in _KINDS if ending in e), ("", ()))
    found = "Excel" if source.is_workbook else "CSV" if source.is_sheet else "Markdown"
    if rightly and found != known:
        usual = next(e[0] for k, e in _KINDS if k == found)
        yield Trouble(
            file, 1, _("This is {found} by what it holds, not {known}; it was read so.", found=found, known=known),
            _("Give it the ending {ending}.", ending=usual), grave=False,
        )  # fmt: skip


def _unread(plan: Plan, source: Source, file: str) -> Iterator[Trouble]:
    """Lines of a text that could not be placed count as not judged; a cell that holds no number does not."""
    told = {one.line for one in plan.unread}
    for number, line in enumerate(() if source.is_sheet else source.lines, 1):
        if len(line) > LONGEST_LINE and number not in told:
            yield Trouble(
                file, number, _("This line is too long to be part of a plan."),
                _("Shorten it to {most} characters, or take it out.", most=LONGEST_LINE),
            )  # fmt: skip
            break
    for one in plan.unread[:MOST_TROUBLES]:
        why = _("{place}: {why}", place=one.place, why=one.why) if one.place else one.why
        yield Trouble(
            file, source.line(one.line), why, _("Put it right, or take it out of the document."),
            grave=not source.is_sheet,
        )  # fmt: skip
    more = len(plan.unread) - MOST_TROUBLES
    if more > 0:
        yield Trouble(
            file, source.line(plan.unread[MOST_TROUBLES].line),
            _("From here on {count} more lines could not be read.", count=more),
            _("Put them right, or take them out of the document."), grave=not source.is_sheet,
        )  # fmt: skip
    for question in plan.questions:
        yield Trouble(
            file,
            1,
            question.text,
            _("Write days like 2026-04-03 and numbers like 1234.5."),
            grave=False,
        )


def _steering(source: Source, file: str) -> Iterator[Trouble]:
    """Lines with characters that no editor shows and a terminal may obey."""
    told = 0
    for number, line in enumerate(source.lines, 1):
        if line.isprintable():
            continue
        for column, sign in enumerate(line, 1):
            if sign not in _ALLOWED and unicodedata.category(sign) == "Cc":
                yield Trouble(
                    file, number,
                    _("Column {column} holds the control character U+{code}.", column=column, code=f"{ord(sign):04X}"),
                    _("Take it out; search for it in the editor if it is not shown."),
                )  # fmt: skip
                told += 1
                break
        if told >= MOST_TROUBLES:
            return
