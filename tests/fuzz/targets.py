"""The parsers as targets: what each must do with every input, whatever it is.

Each check raises for a broken promise and tells what came out in a few words, so that inputs which make
a parser say something new are kept.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.urls import Resolver404, resolve

from northing.actions import typed
from northing.actions.errors import InvalidError, NotFoundError
from northing.api.base import keys
from northing.domain import notation, staged_plan, staging, units
from northing.domain.access import Role
from northing.domain.plan import Plan, PlanStep
from northing.kit import folding, options, spelling
from northing.queries import search_rows
from northing.site import past as past_addresses
from northing.site.callers import API, PAGE
from northing.site.database import DatabaseUrlError, database
from northing.transfer import documents, markdown, sheets, statement, values
from northing.transfer.errors import TransferError
from northing.transfer.markdown import period as written_period
from northing.web.activity import filters
from northing.web.base import marks, past
from northing.web.base.fields import field_view
from northing.web.base.markup import attributes, escaped, filled
from northing.web.base.shapes import Field
from northing.web.find import rows as find_rows
from northing.web.find import verbs
from tests.fuzz import seeds
from tests.fuzz.changes import octets, texts
from tests.fuzz.engine import Target

MARKDOWN_WORDS = (
    "# ", "## ", "#### O-1: ", "- ", "* ", "1. ", "  - ", "- [x] ", "- KR-1: ", "KR 1.2:", "Objective:", "O1:",
    "| ", "|---|", "||", "```northing\n", "```\n", "---\n", "> ", "**", "~~", "<table>", "<tr><td>", "</td>",
    "</table>", "<li>", "{|\n", "|-\n", "! ", "|}\n", "=> 70 %", "0.7", "✅", "@max", "Owner: ", "Q2 2026",
    "2026-03-12", "from 1 to 2", "[a](b)", "![x](y)", "<!--", "-->", "`", "\\", "&nbsp;", "rowspan=\"9999\"",
    "colspan=\"9999\"", "    ", "\t", "H1/2026", "FY26", "(", ")", "[", "]", "_", "Score: ", "1.1.1.1.1 ",
)  # fmt: skip
SHEET_WORDS = (
    "Objective", "Key result", "Owner", "Target", "Baseline", "Current", "Score", "Due", "Level", "Parent",
    "Type", "ID", "Team", ";", ",", "\t", "|", '"', '""', "sep=;\r\n", "=1+1", "'=", "#REF!", "12.5%", "03/04/2026",
    "2026-03-12", "1,234", "1.234,50", "Q1 2026", "KR", "O1.1", "\r", "\r\n", "yes", "done", "€", "(5)", "-",
)  # fmt: skip
XML_WORDS = (
    b"<c ", b"<row ", b"<v>", b"</v>", b"<sheetData>", b"</c>", b'r="A1"', b'r="XFD1048576"', b't="e"', b't="s"',
    b't="d"', b't="b"', b's="1"', b's="99999"', b"<f>", b"<is><t>", b"<mergeCell ",
    b'ref="A1:XFD1048576"', b'ref="B2:A1"',
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"&#0;", b"<si>", b"<r>", b"xml:space", b"1e400", b"-1", b"99999999999",

    b"<![CDATA[", b"]]>", b"<?xml", b'encoding="utf-16"', b"<definedName", b'state="hidden"',
    b"date1904=\"1\"", b"&#xD800;",
    b"</row>", b"/>", b">", b"<", b'"', b"\x00", b"\xff",
)  # fmt: skip


def fuzzed_markdown() -> Target[bytes]:
    """Documents of others and of our own."""
    found = [t.encode() for t in (seeds.HEADINGS, seeds.TABLE, seeds.HTML)] + [
        seeds.exports()["md"]
    ]
    found.append(seeds.TABLE.encode("utf-16"))
    words = tuple(w.encode() for w in MARKDOWN_WORDS)
    return Target("markdown", found, octets(words), _markdown)


def _markdown(data: bytes) -> Hashable:
    try:
        plan = markdown.read(data, "Platform Q2-2026.md", fiscal_month=4)
    except TransferError as error:
        return _refused(error)
    return _staged(plan)


def fuzzed_csv() -> Target[bytes]:
    """Delimited text in every encoding."""
    found = [t.encode(c) for t in (seeds.SHEET, seeds.TREE) for c in ("utf-8", "utf-16", "cp1252")]
    found += [seeds.exports()["csv"], seeds.SHEET.replace(";", "\t").encode("utf-16-le")]
    words = tuple(w.encode() for w in SHEET_WORDS)
    return Target("csv", found, octets(words), _sheet)


def fuzzed_xlsx() -> Target[bytes]:
    """Workbooks: their bytes, their archive's entries, and the XML of their parts."""
    found = [*seeds.workbooks(), seeds.exports()["xlsx"]]
    return Target("xlsx", found, _workbook_changes(), _sheet)


def _sheet(data: bytes) -> Hashable:
    said: list[Hashable] = []
    for dates, decimals in (("", ""), ("mdy", "comma")):
        try:
            plan = sheets.read(data, "okrs.csv", fiscal_month=1, dates=dates, decimals=decimals)
        except TransferError as error:
            said.append(_refused(error))
        else:
            said.append(_staged(plan))
        if len(data) > 20_000:
            break
    documents.is_sheet(data, "okrs.txt")
    return tuple(said)


def _refused(error: TransferError) -> Hashable:
    assert str(error.message)
    assert str(error.remedy), error.message
    return "".join(c for c in str(error.message) if not c.isdigit())[:60]


def _staged(plan: Plan) -> Hashable:
    """What is staged of a plan can be kept as JSON by every database, and is the same when read again."""
    staged = staged_plan.from_plan(plan, 1, 1)
    kept = json.dumps(staging.to_json(staged), ensure_ascii=False)
    assert "\\u0000" not in kept, "NUL"
    kept.encode()  # no lone surrogates
    assert staging.from_json(json.loads(kept)) == staged
    json.dumps([str(r) for r in plan.remarks] + [str(q.text) for q in plan.questions]).encode()
    for line in plan.unread:
        str(line.why).encode()
    kinds = Counter(kr.measure.kind for kr in plan.key_results)
    return (
        min(len(plan.objectives), 4), tuple(sorted((str(k), min(n, 3)) for k, n in kinds.items())),
        min(len(plan.unread), 3), bool(plan.period and plan.period.start), len(plan.remarks),
        len(plan.questions), plan.explicit, any(o.owners for o in plan.objectives),
        any(kr.score for kr in plan.key_results), any(kr.steps for kr in plan.key_results),
        any(kr.milestones for kr in plan.key_results), any(kr.due_on for kr in plan.key_results),
    )  # fmt: skip


def _workbook_changes() -> Callable[[random.Random, bytes, Sequence[bytes]], bytes]:
    of_xml = octets(XML_WORDS)
    of_archive = octets(
        (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\x00\x00\x00\x00", b"\xff\xff\xff\xff")
    )

    def changed(chance: random.Random, given: bytes, others: Sequence[bytes]) -> bytes:
        if chance.random() < 0.15:
            return of_archive(chance, given, others)
        try:
            with ZipFile(BytesIO(given)) as archive:
                parts = {n: archive.read(n) for n in archive.namelist()[:40]}
        except Exception:  # an input of ours that is no archive any more
            return of_archive(chance, others[0], others)
        for _time in range(chance.choice((1, 1, 2, 4))):
            _change_part(chance, parts, of_xml)
        return _packed(parts, chance)

    return changed


def _change_part(chance: random.Random, parts: dict[str, bytes], of_xml: Any) -> None:
    if not parts:
        return
    name = chance.choice(sorted(parts))
    way = chance.random()
    if way < 0.75:
        parts[name] = of_xml(chance, parts[name], list(parts.values()))
    elif way < 0.8:
        del parts[name]
    elif way < 0.9:
        odd = (
            "../x.xml",
            "/xl/a.xml",
            "xl\\b.xml",
            "XL/WORKBOOK.XML",
            "x" * 300 + ".xml",
            "a/",
            name.upper(),
        )
        parts[chance.choice(odd)] = parts[name]
    else:
        parts[name] = parts[chance.choice(sorted(parts))]


def _packed(parts: Mapping[str, bytes], chance: random.Random) -> bytes:
    target = BytesIO()
    how = chance.choice((ZIP_DEFLATED, ZIP_STORED))
    with ZipFile(target, "w", how) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def fuzzed_units() -> Target[str]:
    """A code of a unit and a value: what is read is printed so that it reads back as the same."""
    found = [f"{c}\n{v}" for c in seeds.CODES for v in seeds.UNITS[:6]]
    found += [f"{seeds.CODES[n % len(seeds.CODES)]}\n{v}" for n, v in enumerate(seeds.UNITS)]
    words = (
        *seeds.CODES,
        *(v.split()[-1] for v in seeds.UNITS),
        "+=",
        "-=",
        "k",
        "M",
        "bn",
        "Mio",
        "’",
        "'",
    )
    return Target("units", found, texts(words, longest=3_000), _unit)


def _unit(given: str) -> Hashable:
    code, _end, typed_value = given.partition("\n")
    said: list[Hashable] = []
    try:
        unit = units.unit(code)
        said.append(unit.dimension)
    except units.UnitError as error:
        said.append(_unit_refused(error))
        unit = units.unit("")
    assert units.unit(unit.code) == unit, unit
    for current in (None, Decimal(7)):
        try:
            value = units.parse(typed_value, unit, current)
        except units.UnitError as error:
            said.append(_unit_refused(error))
        else:
            said.append(_prints(value, unit))
    with suppress(units.UnitError):
        value, own = units.parse_quantity(typed_value)
        said.append((own.dimension, _prints(value, own)))
    return tuple(said)


def _prints(value: Decimal, unit: units.Unit) -> Hashable:
    assert abs(value) < units.LIMIT
    assert round(value, 10) == value
    shown = units.show(value, unit)
    assert units.parse(shown, unit) == value, (shown, value, unit)
    alone = units.bare(value, unit)
    assert alone is None or units.parse(f"{alone:f}", unit) == value, (alone, value, unit)
    units.show_short(value, unit)
    units.show_delta(value, unit)
    return (value == 0, value < 0, value.adjusted() // 4, alone is None)


def _unit_refused(error: units.UnitError) -> Hashable:
    str(error.message).encode()
    assert str(error.remedy), error.message
    return str(error.message)[-24:]


def fuzzed_statements() -> Target[str]:
    """Sentences, periods and the notation of steps, lists and paths."""
    words = (
        "from", " to ", "by", "at least", "under", "≥", "<", "keep", "reduce", "increase", "zero", "%", "ms", "€",
        "1,000", "2.5k", "3 M", "Q3", "v2", "x", "auf", "von", "; ", " / ", '"', "[x] ", "(weight 2; due 2026-02-05)",
        "2026-02-05: ", "(done 2026-13-01)", "weight 0.5", "FY2026", "H1", "March", "bis",
    )  # fmt: skip
    found = [*seeds.STATEMENTS, '"UI; UX" / Web; Ops', "[x] Dry run (weight 2; due 2026-02-05)",
             "2026-02-05: 300 ms; 2026-03-05: 250 ms", "Q1 2026 (2026-01-01 to 2026-03-31)"]  # fmt: skip
    return Target("statements", found, texts(words, longest=30_000), _statement)


def _statement(text: str) -> Hashable:
    measure = statement.read_measure(text)
    statement.read_measure("", baseline=text[: len(text) // 2], target=text[len(text) // 2 :])
    period = written_period.read_period(text[:200], 4)
    written_period.read_range(text[:400])
    with suppress(ValueError):
        values.read_period(text)
    steps, points = (), ()
    with suppress(ValueError):
        steps = _as_kept(notation.read_steps(text))
        assert notation.read_steps(notation.steps(steps)) == steps, steps
    with suppress(ValueError):
        points = tuple(p for p in notation.read_checkpoints(text) if ";" not in p[1])
        assert notation.read_checkpoints(notation.checkpoints(points)) == points, points
    path = notation.parts(text)
    assert notation.parts(notation.path(path)) == path, path
    items = tuple(map(notation.unquoted, notation.items(text)))
    again = notation.items(notation.listed(map(notation.quoted, items)))
    assert tuple(map(notation.unquoted, again)) == tuple(i for i in items if i), items
    return (
        measure.kind, measure.unit, measure.baseline is None, measure.target is None, len(steps) > 1,
        bool(points), len(path) > 1, len(items) > 1, bool(period and period.start),
        any(s.done_on for s in steps), any(s.due_on for s in steps),
    )  # fmt: skip


def _as_kept(steps: Sequence[PlanStep]) -> tuple[PlanStep, ...]:
    """Steps as the product keeps them: one line, a weight of three digits."""
    kept = (replace(s, title=" ".join(s.title.split())) for s in steps)
    return tuple(s for s in kept if s.title and s.weight <= 1000 and s.weight == round(s.weight, 3))


def fuzzed_typed() -> Target[str]:
    """Fields as people type them: taken, clean, and unchanged when taken again, or refused with a place."""
    return Target("typed", seeds.TYPED, texts(seeds.TYPED, longest=20_000), _typed)


FIELDS: Mapping[str, Callable[[str], Any]] = {
    "line": lambda t: typed.line(t, "title", 300),
    "prose": lambda t: typed.prose(t, "text", 4000),
    "day": lambda t: typed.day(t, "due_on"),
    "past": lambda t: typed.past_day(t, date(2026, 3, 12)),
    "yes_no": lambda t: typed.yes_no(t, "open"),
    "weight": typed.weight,
    "confidence": typed.confidence,
    "email": typed.email,
    "zone": typed.zone,
    "slug": typed.slug,
    "whole": typed.whole,
    "unit": typed.unit,
    "choice": lambda t: typed.choice(t, Role, "role"),
    "value": lambda t: typed.value(t, "ms", "value"),
    "moment": lambda t: typed.moment(datetime.fromisoformat(t), "as_of"),
}


def _said(error: InvalidError, name: str) -> Hashable:
    assert error.place, name
    assert error.message, name
    (error.message + error.remedy).encode()
    return error.message[:12]


def _typed(text: str) -> Hashable:
    said: list[Hashable] = []
    for name, read in FIELDS.items():
        try:
            found = read(text)
        except InvalidError as error:
            said.append(_said(error, name))
            continue
        except ValueError:
            assert name == "moment", name  # the doors read the instant's form before
            continue
        if isinstance(found, str) and not isinstance(found, Role):
            assert "\0" not in found
            found.encode()
            assert read(found) == found, (name, found)
        said.append((name, found is None or type(found).__name__))
    return tuple(said)


def fuzzed_addresses() -> Target[str]:
    """Paths, days and keys in addresses, filters, and which workspace a path names."""
    words = (
        "/",
        "@",
        "2026-03-03",
        "..",
        "//",
        "%2e",
        "?",
        "#",
        "api/v1",
        "kestrel",
        "okrs",
        "O-1",
        "KR-2",
        "-",
    )
    return Target("addresses", seeds.PATHS, texts(words, longest=8_000), _address)


def _address(path: str) -> Hashable:
    found = past_addresses.ADDRESS.match(path)
    day = past.day_of(found["day"]) if found else None
    assert day is None or day.isoformat() == found["day"], path
    last = path.rpartition("/")[2]
    numbers = []
    for read in (keys.objective, keys.key_result):
        with suppress(NotFoundError):
            numbers.append(read(last))
    assert all(0 < n < 10**9 for n in numbers)
    number = filters.number(last)
    assert number is None or 0 <= number < 2**63, number
    named = API.match(path) or PAGE.match(path)
    past.day_of(path)
    try:
        match = resolve(path)
    except (Resolver404, NotFoundError):
        match = None
    return (found is None, day is None, len(numbers), named is None, match and match.view_name)


def fuzzed_search() -> Target[str]:
    """What is searched for: words, their folding, slips, and the pieces of an answer."""
    return Target("search", seeds.QUERIES, texts(seeds.QUERIES, longest=20_000), _search)


def _search(text: str) -> Hashable:
    words = folding.folded(text)
    spans = [(w.start, w.end) for w in folding.words(text)]
    assert all(a < b for a, b in spans)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    assert all(0 < len(w) <= folding.LONGEST and "\0" not in w for w in words)
    for word in words[:6]:
        word.encode()
        assert folding.fold(word) == word, word
        assert word in folding.folded(word) or len(folding.folded(word)) > 1, word
        assert len(spelling.remains(word)) <= 9
        spelling.distance(word, words[0])
    marks = search_rows.marked(text, words[:3])
    pieces = find_rows.pieces(text, marks)
    assert "".join(p.text for p in pieces) == text
    piece, inside = search_rows._piece(text, words[:3])
    assert all(0 <= a < b <= len(piece) for a, b in inside), (piece, inside)
    verb, _rest = verbs.upon(text)
    return (min(len(words), 5), min(len(marks), 4), len(inside) > 1, verb and verb.phrases)


def fuzzed_settings() -> Target[str]:
    """What the environment says: understood, or refused with what to write instead."""
    words = (
        "postgresql://",
        "sqlite:",
        "@",
        ":",
        "/",
        "?",
        "&",
        "=",
        "%",
        "[",
        "]",
        "//",
        "::1",
        "99999",
        "host",
    )
    return Target("settings", seeds.SETTINGS, texts(words, longest=5_000), _setting)


def _setting(url: str) -> Hashable:
    said = []
    for option in options.OPTIONS:
        try:
            value = option.read({option.name: url})
        except options.OptionError as error:
            said.append((option.kind, _remedy(error.remedy)))
        else:
            assert isinstance(value, _KINDS.get(option.kind, object)), (option.name, value)
    return (*said, _database(url)) if url else None


_KINDS = {"switch": bool, "number": int, "list": list}


def _remedy(text: str) -> str:
    assert re.search(r"\b(?:Set it|Use) ", text), text
    return text


def _database(url: str) -> Hashable:
    try:
        found = database(url, _NOWHERE)
    except DatabaseUrlError as error:
        return _remedy(str(error))[:30]
    port = found.get("PORT", "")
    assert port == "" or port.isdigit(), port
    return (
        found["ENGINE"],
        bool(found["NAME"]),
        bool(found.get("HOST")),
        bool(port),
        len(found["OPTIONS"]),
    )


_NOWHERE = Path("nowhere")


def fuzzed_markup() -> Target[str]:
    """Texts of people on pages: whatever they hold, only our own tags and attributes come out."""
    words = (
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", '" onmouseover="x',
        "' autofocus onfocus='x", "</textarea>", "</title>", "</option>", "<!--", "-->", "]]>",
        "<svg/onload=x>", "&lt;",
        "&#60;", "&amp;lt;", "{}", "{0}", "{{", "%s", "\x00<", "<\x00script>", "<a href=data:text/html,x>",
    )  # fmt: skip
    return Target("markup", (*seeds.STATEMENTS, *words), texts(words, longest=10_000), _markup)


_CONTROL = {
    "id", "name", "placeholder", "required", "disabled", "autocomplete", "aria-invalid", "aria-describedby",
}  # fmt: skip
ALLOWED = {
    "span": {"class", "title", "role", "aria-label"}, "a": {"class", "href", "title", "aria-label"},
    "kbd": set(), "b": set(), "p": {"data-x"}, "label": {"class"}, "svg": None, "use": None, "path": None,
    "circle": None, "rect": None, "polygon": None, "g": None, "line": None,
    "textarea": _CONTROL, "select": _CONTROL, "option": {"value", "selected"},
    "input": _CONTROL | {"type", "value", "inputmode", "checked"},
}  # fmt: skip
"""Tags with their attributes; the drawings are ours throughout."""


class _Seen(HTMLParser):
    """What a browser would find in a piece of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        allowed = ALLOWED[tag]
        for name, _value in attrs:
            assert not name.startswith("on"), (tag, name)
            assert allowed is None or name in allowed, (tag, name)

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def _markup(text: str) -> Hashable:
    field = {"name": "title", "label": text, "value": text, "placeholder": text, "unit": text}
    made = {
        "chip": marks.chip(text), "avatar": marks.avatar(text, text), "linked": marks.avatar(text, text, "/x/"),
        "age": marks.age(text, text), "key": marks.key(text, "/x/"), "delta": marks.delta(text),
        "kbd": marks.kbd(text), "status": marks.status_mark("on track", text),
        "small": marks.status_mark("at risk", text, "compact"), "count": marks.status_count("stale", 3, text),
        "attributes": f"<p{attributes({'data-x': text})}></p>", "filled": filled("<b>{}</b>", text),
    }  # fmt: skip
    for kind in ("text", "textarea", "select", "choices", "unit", "checkbox", "date"):
        choices = ((text, text), ("a", "b")) if kind in {"select", "choices"} else ()
        made[kind] = field_view(Field(kind=kind, choices=choices, **field)).control
    shape = []
    for name, html in made.items():
        seen = _Seen()
        seen.feed(html)
        seen.close()
        shape.append((name, len(seen.tags)))
    plain = _Seen()
    plain.feed(escaped(text))
    plain.close()
    assert not plain.tags
    assert "".join(plain.said) == text.replace("\r\n", "\r\n"), "escaping loses letters"
    return tuple(shape)


EVERY: Mapping[str, Callable[[], Target[Any]]] = {
    "markdown": fuzzed_markdown, "csv": fuzzed_csv, "xlsx": fuzzed_xlsx, "units": fuzzed_units,
    "statements": fuzzed_statements, "typed": fuzzed_typed, "addresses": fuzzed_addresses,
    "search": fuzzed_search, "settings": fuzzed_settings, "markup": fuzzed_markup,
}  # fmt: skip
