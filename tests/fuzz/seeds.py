"""What the fuzzers start from: documents of the demo firm and pieces that mean something to a parser."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, cast

import xlsxwriter  # type: ignore[import-untyped]  # it brings no types

from northing.domain.plan import (
    PlanKeyResult,
    PlanMeasure,
    PlanObjective,
    PlanPeriod,
    PlanStep,
)
from northing.transfer.export import csv_file, markdown_file, xlsx_file

HEADINGS = """\
# Platform – Q2 2026

Owner: Lea Moser. Last year it took until May (see the notes).

## O1: Shipping is boring
Waiting costs us a day a week.

- KR 1.1: A build takes 6 minutes instead of 20 (Max Ott) => 70 %
- [x] KR 1.2: Deployments reach 40 a week, from 10 to 40
- ~~KR 1.3: Keep crash-free sessions above 99.4 %~~
  - Move the services
  - Switch it off, weight 2

## O2: **Nobody waits for a review** (committed)
1. Median time to first review from 9 h to 2 h by 2026-06-30 – 0.7
2. At least 90% of reviews within one day @max
"""
TABLE = """\
---
title: OKRs Q1/2026
team: Warehouse
---
| Objective | Key result | Owner | Baseline | Target | Score |
| --- | :-- | --- | ---: | ---: | --- |
| Orders leave the same day | Late orders from 12 % to 3 % | Ada Lund | 12 % | 3 % | 0.4 |
| | Picking takes under 4 min | @lea | 7 min | 4 min | ✅ |
| **Parcels arrive whole** | Complaints < 20 | Max & Vera | 61 | 20 | n/a |
"""
HTML = """\
<h2>Objective: Fewer calls</h2>
<table><tr><th>Key Result</th><th>Status</th></tr>
<tr><td rowspan="2">Calls a day from 300 to 200</td><td>on track</td></tr>
<tr><td>&#60;done&#x3e; &nbsp; 1&hellip;</td></tr></table>
{| class="wikitable"
! Ziel !! Schlüsselergebnis
|-
| Weniger Anrufe || Anrufe pro Tag von 300 auf 200
|}
- [Link](https://kestrel.example/a_(b)) and `code` \\*not bold\\* <b>bold</b>
"""
STATEMENTS = (
    "p95 of checkout from 480 ms to 250 ms", "Keep availability at or above 99.95 %", "by 20%",
    "Reduce open incidents from about 1,200 to under 300 by June", "Zero data losses", "€ 1.2M revenue",
    "Increase orders a day from 3k to 5.5k", "ship v2.0 in Q3 2026", "Ausfälle von 12 auf 3 senken",
    "at least 3 of 5 teams", "establish a baseline for cost per order", "10x faster", "80 % der Pakete in 2 Tagen",
    "achieve ≥ 4.5 stars", "no more than 5 late orders a week", "double the 2 000 parcels", "reach -3 °C",
)  # fmt: skip
SHEET = """\
Objective;Key result;Owner;Unit;Baseline;Target;Current;Due;Confidence;Type;Team
Orders leave the same day;Late orders;Ada Lund;%;12;3;7,5;31.03.2026;7;decrease;Warehouse
;"Picking takes
under 4 min";lea;min;7;4;5;03/04/2026;0,5;;Warehouse / Hall 2
Parcels arrive whole;Complaints;Max Ott;count;1,234;1.000;1'100;2026-06-30;;decrease;"UI; UX"
"""
TREE = """\
ID\tType\tTitle\tParent\tProgress\tStatus\tOwner\tQuarter
1\tObjective\tFewer calls\t\t40%\ton track\tVera Keller\tQ2 2026
1.1\tKey Result\tCalls a day from 300 to 200\t1\t0.4\tat risk\tMax Ott\tQ2 2026
1.2\tKR\t  Every answer within a day\t1\t100 %\tdone\t=1+1\tFY26 Q2
"""
UNITS = (
    "412 ms", "1h 30m", "1,234", "1.234,5", "12 %", "+3", "-= 2", "1.2k users", "€ 3.5M", "3 kEUR", "12'000",
    "0.450", "2 GiB", "99.95", "1 000 000", "-5", "+ 5 %", "7 deploys/week", "½", "1e3", "10 d 4 h", "3M", "3m",
    "1 234,50 CHF", "kUSD 5", "999999999999999999", "0.0000000001", "−12 pp", "5 ‰", "12bps", "1 k ms",
)  # fmt: skip
CODES = (
    "", "count", "s", "ms", "min", "h", "d", "wk", "%", "pp", "‰", "bp", "ratio", "B", "kB", "GB", "MiB",
    "EUR", "kEUR", "MUSD", "JPY", "users", "deploys/week", "x", "ns", "µs", "customers; paying", "größe",
)  # fmt: skip
TYPED = (
    "2026-03-12", "2026-W11-4", "20260312", "yes", "off", "7", "10", "3,5", "0.001", "ada@kestrel.example",
    "Europe/Zurich", "UTC", "Site Reliability", "O-7", "KR-12", "kr-3", "increase", "two\nlines", " padded ",
    "Łódź", "2026-02-30", "Caches are warm.\r\nReally.", "../etc/localtime", "1990-01-01", "\u202eabc",
)  # fmt: skip
PATHS = (
    "/@2026-03-03/kestrel/teams/platform/", "/kestrel/okrs/O-1/", "/kestrel/okrs/O-1/edit/",
    "/api/v1/kestrel/key-results/KR-2/check-ins", "/@2026-13-03/kestrel/", "/kestrel/my-week/",
    "/accounts/login/", "/kestrel/activity/?since=2026-03-01&kind=objective", "/kestrel/settings/teams/3/",
    "/api/v1/kestrel/activity/12", "/kestrel/import/", "/static/northing/app.css", "/@0001-01-01/kestrel/",
)  # fmt: skip
QUERIES = (
    "checkout latency", "O-7", "kr 12", "#3", "müller", "Mueller", "ship boring", "don't", "包裹 日本", "a",
    "builds minuts", "ﬁne", "Łódź", "'quoted'", "edit o-1", "check in builds", "x" * 40, "n̈ a᷄",
)  # fmt: skip
SETTINGS = (
    "postgresql://ada:pw%40@db.kestrel.example:5432/northing?sslmode=require", "sqlite:///file.sqlite3",
    "postgres://[::1]:5432/n", "postgresql:/northing?host=/run/pg&user=postgres", "mysql://x", "true", "0",
    "localhost,kestrel.example", "https://okr.kestrel.example", "32", "Europe/Zurich", "[", "sqlite:",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Export:
    """Stands in for an export: the same parts, from memory."""

    plan: tuple[PlanObjective, ...]
    name: str = "Kestrel"
    slug: str = "kestrel"
    day: date = date(2026, 3, 12)

    def objectives(self) -> Iterator[PlanObjective]:
        return iter(self.plan)

    def check_ins(self) -> Iterator[Any]:
        return iter(())


def exports() -> dict[str, bytes]:
    """A plan as our own exports write it: `md`, `csv` and `xlsx`."""
    cycle = PlanPeriod("Q1 2026", date(2026, 1, 1), date(2026, 3, 31), "quarter")
    steps = (
        PlanStep("Move the services", Decimal(2), None, date(2026, 2, 3), True),
        PlanStep("Switch it off; for good"),
    )
    measure = PlanMeasure("decrease", Decimal(1200), Decimal(360), "min", certain=True)
    key_results = (
        PlanKeyResult(
            "A build takes 6 minutes", 0, "", "", key="KR-1", owners=("Max Ott",), measure=measure,
            metric="build time", current=Decimal(720), current_on=date(2026, 3, 5), weight=Decimal(1),
            checkpoints=((date(2026, 2, 5), Decimal(900)),), started_on=date(2026, 1, 1), state="open",
        ),
        PlanKeyResult(
            "The old pipeline is gone", 0, "", "", key="KR-2", milestones=steps, state="paused",
            measure=PlanMeasure("milestones", certain=True), state_reason="Wait for the new one.",
        ),
    )  # fmt: skip
    found = _Export(
        (
            PlanObjective(
                "Shipping is boring", 0, "", key_results, why="It costs\na day.", key="O-1",
                owners=("Lea Moser",), team=("Kestrel", "Platform"), period=cycle, state="active",
                ambition="committed", contributors=("Kestrel / Web",), also_supports=("O-3",),
            ),
        )
    )  # fmt: skip
    written = {}
    for name, write in (
        ("md", markdown_file.write),
        ("csv", csv_file.write),
        ("xlsx", xlsx_file.write),
    ):
        file = BytesIO()
        write(cast(Any, found), file)
        written[name] = file.getvalue()
    return written


def workbooks() -> tuple[bytes, ...]:
    """Workbooks as spreadsheet programs write them: percents, days, merged cells, formulas, a hidden sheet."""
    plain = BytesIO()
    with xlsxwriter.Workbook(plain, {"in_memory": True, "remove_timezone": True}) as book:
        page = book.add_worksheet("OKRs")
        for row, line in enumerate(SHEET.splitlines()):
            page.write_row(row, 0, line.split(";"))
        page.merge_range("A6:A8", "Calls")
        page.write("E6", 0.4, book.add_format({"num_format": "0.0%"}))
        page.write_datetime(
            "H6", datetime(2026, 6, 30, tzinfo=UTC), book.add_format({"num_format": "dd.mm.yyyy"})
        )
        page.write_formula("F6", "=1/0", None, "#DIV/0!")
        book.add_worksheet("People").write_row(0, 0, ["Name", "Ada Lund"])
        book.add_worksheet("Old").hide()
    nested = BytesIO()
    with xlsxwriter.Workbook(nested, {"in_memory": True, "strings_to_numbers": True}) as book:
        page = book.add_worksheet("Platform Q2 2026")
        for row, line in enumerate(TREE.splitlines(), 2):
            page.write_row(row, 1, line.split("\t"))
    return plain.getvalue(), nested.getvalue()
