"""Reads Northing's own Markdown back: the sentences first, and from the block what they do not say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from northing.domain import notation
from northing.domain.plan import (
    OriginRefs,
    Plan,
    PlanKeyResult,
    PlanObjective,
    PlanPeriod,
    PlanStep,
    SourceLine,
    Unread,
)
from northing.kit.text import Text
from northing.kit.text import text as _
from northing.transfer.markdown.own import block, sentences
from northing.transfer.markdown.own.block import Block
from northing.transfer.statement import read_measure
from northing.transfer.values import read_period

MOST_NAMED = 30

_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_OBJECTIVE = re.compile(r"(O-\d{1,9}):\s*(.*)")
_ITEM = re.compile(r"[-*+]\s+(?:(KR-\d{1,9}):\s*)?(.*)")
_STEP = re.compile(r"\s+[-*+]\s+(\[[ xX]\]\s.*)")


def is_own(text: str) -> bool:
    """Whether this document has a block of ours."""
    return re.search(rf"^{re.escape(block.OPEN)}[ \t]*\r?$", text, re.MULTILINE) is not None


@dataclass(slots=True)
class _Line:
    """A key result as the text has it: its key, its sentence, its steps, and what else stands under it."""

    number: int
    key: str
    sentence: str
    source: str
    steps: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    notes: list[SourceLine] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    """An objective as the text has it."""

    number: int
    key: str
    title: str
    source: str
    team: tuple[str, ...]
    period: PlanPeriod | None
    why: list[SourceLine] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    notes: list[SourceLine] = field(default_factory=list)
    results: list[_Line] = field(default_factory=list)
    block: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """Where the reading is, and what it has found."""

    period: PlanPeriod | None = None
    team: tuple[str, ...] = ()
    drafts: list[_Draft] = field(default_factory=list)
    context: list[SourceLine] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    in_block: bool = False


@dataclass(slots=True)
class _Remarks:
    """Keys of what was edited, left out or not understood."""

    edited: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)

    def texts(self) -> tuple[Text, ...]:
        found = []
        if self.edited:
            found.append(
                _(
                    "Edited since the export, so the text counts and not the block: {items}",
                    items=_few(self.edited),
                )
            )
        if self.left_out:
            found.append(
                _(
                    "In the block but no longer in the text, so left out: {items}",
                    items=_few(self.left_out),
                )
            )
        if self.unclear:
            found.append(_("Could not be read: {items}", items=_few(self.unclear)))
        return tuple(found)


def _few(items: Iterable[str]) -> str:
    listed = list(dict.fromkeys(items))
    more = f" … (+{len(listed) - MOST_NAMED})" if len(listed) > MOST_NAMED else ""
    return ", ".join(listed[:MOST_NAMED]) + more


def read(text: str, source_name: str) -> Plan:
    """The plan in a document with our blocks. Each line goes to an item, to the context, or back unread."""
    reading = _Reading()
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        _line(reading, number, line.rstrip("\r"))
    refs, remarks = OriginRefs(source_name), _Remarks()
    plans = [draft for draft in reading.drafts if draft.key or draft.block or draft.results]
    told = [line for draft in reading.drafts if draft not in plans for line in _all(draft)]
    return Plan(
        source_name=source_name,
        objectives=tuple(_objective(draft, refs, remarks) for draft in plans),
        context=tuple(sorted((*reading.context, *told), key=lambda line: line.line)),
        unread=tuple(reading.unread),
        remarks=remarks.texts(),
        explicit=True,
    )


def _all(draft: _Draft) -> list[SourceLine]:
    """The lines under a heading that turned out to be no objective."""
    return [SourceLine(draft.number, draft.source), *draft.why, *draft.notes]


def _line(r: _Reading, number: int, line: str) -> None:
    draft = r.drafts[-1] if r.drafts else None
    if r.in_block or line.rstrip() == block.OPEN:
        _fenced(r, number, line, draft)
    elif heading := _HEADING.fullmatch(line):
        _heading(r, number, line, heading)
    elif not line.strip():
        return
    elif draft is None or r.team != draft.team or r.period != draft.period:
        r.context.append(SourceLine(number, line))
    else:
        _below(draft, number, line)


def _fenced(r: _Reading, number: int, line: str, draft: _Draft | None) -> None:
    ends = r.in_block and line.rstrip() == block.CLOSE
    if draft is None:
        r.unread.append(Unread(number, line[:300], _("It is not clear what this line belongs to.")))
    else:
        draft.lines.append(number)
        if r.in_block and not ends:
            draft.block.append((number, line))
    r.in_block = not ends


def _heading(r: _Reading, number: int, line: str, heading: re.Match[str]) -> None:
    level, text = len(heading[1]), sentences.unescaped(heading[2].strip())
    if level >= 4:
        key = _OBJECTIVE.fullmatch(heading[2].strip())
        title = sentences.unescaped(key[2]) if key else text
        draft = _Draft(number, key[1] if key else "", title, line, r.team, r.period)
        draft.lines.append(number)
        r.drafts.append(draft)
        return
    r.context.append(SourceLine(number, line))
    if level == 3:
        r.team = notation.parts(text)
    else:
        r.team = ()
        r.period = _period(text) if level == 2 else None


def _period(text: str) -> PlanPeriod | None:
    try:
        return read_period(text)
    except ValueError:
        return PlanPeriod(text)


def _below(draft: _Draft, number: int, line: str) -> None:
    """A line under an objective: its reason, a key result, a step, or a note."""
    item, step = _ITEM.fullmatch(line), _STEP.fullmatch(line)
    if line.startswith(">"):
        draft.why.append(SourceLine(number, line))
        draft.lines.append(number)
    elif item:
        draft.results.append(_Line(number, item[1] or "", item[2].rstrip(), line, lines=[number]))
    elif draft.results:
        result = draft.results[-1]
        result.lines.append(number)
        if step:
            result.steps.append(sentences.unescaped(step[1]))
        else:
            result.notes.append(SourceLine(number, line))
    else:
        draft.notes.append(SourceLine(number, line))
        draft.lines.append(number)


def _objective(draft: _Draft, refs: OriginRefs, remarks: _Remarks) -> PlanObjective:
    said = block.read(draft.block)
    remarks.unclear += said.unclear
    base = said.objective or PlanObjective("", draft.number, "")
    if draft.key and base.key != draft.key:
        base = replace(base, key=draft.key)
    why = "\n".join(sentences.unescaped(q.text[1:].removeprefix(" ")) for q in draft.why)
    if said.objective and (base.title, base.why) != (draft.title, why):
        remarks.edited.append(base.key or draft.title[:40])
    place = draft.period.text if draft.period else ""
    results = tuple(_result(line, draft, said, refs, remarks) for line in draft.results)
    remarks.left_out += [key for key in said.key_results if key not in {r.key for r in results}]
    return replace(
        base, title=draft.title, why=why, line=draft.number, lines=tuple(sorted(draft.lines)),
        source=draft.source, team=draft.team, period=draft.period, notes=tuple(draft.notes),
        origin_ref=refs.make("" if base.key else place, *_told(draft, base.key, draft.title)),
        key_results=results,
    )  # fmt: skip


def _told(draft: _Draft, key: str, *texts: str) -> tuple[tuple[str, ...], *tuple[str, ...]]:
    """What makes a reference: the key, where there is one, else where it stands and what it says."""
    return ((), key) if key else (draft.team, *texts)


def _result(
    line: _Line, draft: _Draft, said: Block, refs: OriginRefs, remarks: _Remarks
) -> PlanKeyResult:
    known = said.key_results.get(line.key)
    kr = _known(line, known, remarks) if known else _new(line)
    place = draft.period.text if draft.period and not line.key else ""
    return replace(
        kr, key=line.key, line=line.number, source=line.source, lines=tuple(line.lines),
        notes=tuple(line.notes),
        origin_ref=refs.make(place, *_told(draft, line.key, draft.title, line.sentence)),
    )  # fmt: skip


def _known(line: _Line, known: PlanKeyResult, remarks: _Remarks) -> PlanKeyResult:
    heard = sentences.hear(line.sentence, known)
    remarks.unclear += [f"{line.key}: {part}" for part in heard.unclear]
    kr = heard.kr
    if line.steps != list(filter(None, notation.steps(known.milestones).split("\n"))):
        kr = replace(kr, milestones=_steps(line, remarks))
    if kr != known:
        remarks.edited.append(line.key)
    return replace(kr, dropped=kr.state == "dropped")


def _steps(line: _Line, remarks: _Remarks) -> tuple[PlanStep, ...]:
    found: list[PlanStep] = []
    for text in line.steps:
        try:
            found += notation.read_steps(text)
        except ValueError:
            remarks.unclear.append(f"{line.key}: {text[:40]}")
    return tuple(found)


def _new(line: _Line) -> PlanKeyResult:
    """A key result that somebody wrote below the others: read like any sentence."""
    title = sentences.unescaped(line.sentence)
    steps = _steps(line, _Remarks())
    return PlanKeyResult(
        title=title, line=line.number, source=line.source, origin_ref="",
        measure=read_measure(title), milestones=steps,
    )  # fmt: skip
