"""Invented figures for the style page. They agree with each other and with nothing else."""

from datetime import date, timedelta
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator

from northing.domain.figure import Figure, Term
from northing.web.base.charts import (
    ChartWords,
    KeyResultChart,
    Point,
    Retarget,
    Shipped,
    Spark,
    SpreadRow,
)
from northing.web.base.shapes import (
    CheckInCard,
    CheckInSaved,
    Chip,
    Computation,
    Conflict,
    Field,
    Finding,
    KrRow,
    Link,
    ObjectiveRows,
    Person,
    PreviewLine,
    Rail,
    Reply,
    Side,
    Table,
    ThreadItem,
    When,
)

START, DUE, TODAY = date(2026, 1, 1), date(2026, 3, 31), date(2026, 3, 12)
LATENCY = (500.0, 494.0, 463.0, 451.0, 443.0, 399.0, 390.0, 368.0, 363.0, 330.0, 308.0)
MAREN = Person("Maren Oduya", "MO")
JONAS = Person("Jonas Reith", "JR")
COLOURS = (
    ("paper", "ground"), ("sheet", "raised, fields"), ("rail", "navigation"), ("ink", "text"),
    ("ink-2", "second"), ("ink-3", "third"), ("rule", "hairline"), ("rule-2", "strong hairline"),
    ("edge", "control edge"), ("accent", "act, focus, forecast"), ("wash", "selected"),
    ("on", "on track"), ("risk", "at risk, word"), ("mark-risk", "at risk, mark"),
    ("off", "off track"), ("none", "no data"),
)  # fmt: skip
STATUSES = (
    ("on_track", "the plan is kept"), ("at_risk", "somewhat behind the plan"),
    ("off_track", "far behind the plan"), ("too_early", "under three readings or 15 % of the time"),
    ("no_data", "no reading yet"), ("stale", "older than the cadence allows"),
    ("paused", "not asked, not counted"), ("achieved", "at the end, success line met"),
    ("missed", "at the end, success line not met"), ("dropped", "given up, with a reason"),
)  # fmt: skip


class SampleForm(forms.Form):
    """A Django form with one field of each sort, bound with a mistake in it."""

    name = forms.CharField(label="Name", help_text="As it stands on the door.")
    due = forms.DateField(label="Due")
    role = forms.ChoiceField(label="Role", choices=[("member", "member"), ("admin", "admin")])
    why = forms.CharField(label="Why", widget=forms.Textarea, required=False)
    personal = forms.BooleanField(label="Allow personal OKRs", required=False)


def context() -> dict[str, object]:
    """Everything that base/styleguide.html shows."""
    return {
        "rail": rail(),
        "crumbs": (Link("Platform", "#"), Link("O-11 The public API feels instant", "#"), Link("KR-31")),
        "colours": COLOURS,
        "statuses": STATUSES,
        "themes": (("theme-light", "Light"), ("theme-dark", "Dark")),
        "figure": progress(),
        "chart": chart(),
        "bounds_chart": bounds_chart(),
        "objectives": objectives(),
        "cards": cards(),
        "saved": CheckInSaved("KR-38", "#", "Runbooks that run themselves", "9 runbooks, confidence 7", "#"),
        "thread": thread(),
        "computation": Computation(progress().because, "From 0.9 on it reads on track."),
        "fields": fields(),
        "form": SampleForm({"name": "Maren", "due": "31 Apr", "role": "member"}),
        "conflicts": (conflict(),),
        "preview": preview(),
        "findings": findings(),
        "spread": spread(),
        "spread_heads": ("Team", "behind", "on track", "no data", "since 5 Mar"),
        "strip": ["off_track", "at_risk", "at_risk", *["on_track"] * 5, "no_data"],
        "practice": [(START + timedelta(days=7 * i), v) for i, v in enumerate((39, 41, 44, 46, 47, 47, 48, 48))],
        "healthy": (46.0, 54.0),
        "facts": (("Progress", progress()), ("Owner", "Maren Oduya"), ("Kind", "decrease, committed, weight 1")),
        "tabs": (Link("Key results", "#", current=True, count=3), Link("Discussion", "#"), Link("History", "#")),
        "table": Table(("Check-in", "Value", "Week"), (("Thu 5 Mar", "330 ms", "−33"), ("Thu 26 Feb", "363 ms", "−5")),
                       numeric=frozenset({1, 2})),
        "page": Paginator(range(60), 20).page(2),
        "reason": Field("reason", "Reason", "textarea", help="Everybody in the workspace can read it."),
    }


def rail() -> Rail:
    """The rail of an invented workspace."""
    main = (
        Link("My week", "#", icon="week", count=3, go="w"),
        Link("Workspace", "#", icon="workspace", go="o"),
        Link("Import", "#", icon="import", go="i"),
    )
    teams = tuple(Link(name, "#", go=str(i)) for i, name in enumerate(("Platform", "Payments", "Mobile"), 1))
    return Rail(
        Link("Tarnmoor", "#"), Link("Maren Oduya", "#"), "MO", main, teams,
        (Link("Settings", "#", icon="settings", go="s"),),
        tabs=(*main[:2], Link("Platform", "#", icon="team"), Link("Settings", "#", icon="settings")),
        find_url="#", when=When("Thu 12 Mar 2026", 11, 13, "week 11 of 13 · 19 days left in Q1"), is_demo=True,
    )


def progress() -> Figure:
    """77 %, with its arithmetic."""
    return Figure(Decimal("0.768"), "ratio", TODAY, "77 %", (
        Term("Way gone", "308 ms − 500 ms", "−192 ms"),
        Term("Whole way", "250 ms − 500 ms", "−250 ms"),
        Term("Progress", "−192 ÷ −250", "0.768"),
    ))


def points(values: tuple[float, ...] = LATENCY, every: int = 7) -> tuple[Point, ...]:
    """One check-in a week from the start of the quarter."""
    days = (START + timedelta(days=every * i) for i in range(len(values)))
    return tuple(Point(day, value, f"{day.day} {day:%b}: {value:g} ms") for day, value in zip(days, values, strict=True))


def spark(status: str, values: tuple[float, ...] = LATENCY, target: float = 250) -> Spark:
    """A trend from the first value to the target."""
    return Spark(points(values), START, DUE, status, values[0] if values else None, target)


def chart() -> KeyResultChart:
    """The latency of the mock firm: a retarget, a shipped initiative, every reading."""
    return KeyResultChart(
        title="p99 latency of the public API",
        summary="From 500 ms on 1 January to 308 ms on 12 March; the plan asks for 303 ms; target 250 ms.",
        start=START, due=DUE, today=TODAY, points=points(), readings=readings(), baseline=500, target=250,
        plan=((START, 500.0), (DUE, 250.0)),
        retargets=(Retarget(date(2026, 2, 5), 300, 250, "Retargeted on 5 Feb, 300 to 250 ms", "edge cache test: more is possible"),),
        shipped=(Shipped(date(2026, 3, 2), "edge cache shipped, 2 Mar"),),
        words=ChartWords("today", "308 ms", "baseline 500 ms on 1 Jan", "plan, 303 ms today", "target 250 ms", "first target 300 ms"),
    )


def readings() -> tuple[Point, ...]:
    """Daily values around the check-ins, made by a fixed rule."""
    wobble = (0, 7, -9, 4, 12, -6, 3, -11, 8, -3)
    found = []
    for day in range(71):
        week, rest = divmod(day, 7)
        low, high = LATENCY[week], LATENCY[min(week + 1, 10)]
        bend = wobble[(day * 3) % 10] if rest else 0
        found.append(Point(START + timedelta(days=day), low + (high - low) * rest / 7 + bend))
    return tuple(found)


def bounds_chart() -> KeyResultChart:
    """A key result that keeps a value within its bounds, with checkpoints of no plan."""
    values = (41.0, 39.0, 36.0, 31.0, 24.0, 19.0, 27.0, 33.0, 38.0, 40.0, 41.0)
    return KeyResultChart(
        title="Error budget left", summary="Kept at 25 % or more; 41 % on 12 March.", start=START, due=DUE, today=TODAY,
        points=points(values), bounds=(25.0, None),
        words=ChartWords("today", "41 %", target="at least 25 %"), tick=lambda value: f"{value:g} %",
    )


def objectives() -> tuple[ObjectiveRows, ...]:
    """Two objectives with every sort of row."""
    rising, flat = (54.0, 58.0, 63.0, 70.0, 74.0, 79.0, 85.0), (0.0, 0.0, 0.0, 0.0)
    first = (
        KrRow("KR-31", "#", "p99 latency of the public API", "at_risk", spark("at_risk"), "308 ms", "250 ms", progress(),
              "−22", "better", "41 %", 0.41, 7, MAREN, "2 h", "12 Mar, 06:40", has_source=True, chips=(Chip("word due", "accent"),)),
        KrRow("KR-32", "#", "Requests served from the nearest region", "on_track", spark("on_track", rising, 90), "85 %", "90 %",
              "82 %", "+2", "better", "74 %", 0.74, 8, JONAS, "today"),
        KrRow("KR-35", "#", "Share of test runs that fail for no reason", "off_track", spark("off_track", (6.2, 5.0, 3.8, 2.1, 3.4), 1),
              "3.4 %", "1.0 %", "54 %", "+1.3", "worse", "7 %", 0.07, 6, JONAS, "today", chips=(Chip("gap 53", "risk"),)),
    )
    second = (
        KrRow("KR-41", "#", "Cluster B is switched off", "off_track", spark("off_track", flat, 1), "no", "yes", "0 %",
              confidence=2, owner=JONAS, age="today"),
        KrRow("KR-42", "#", "Cost per thousand requests, first measured", "no_data", Spark((), START, DUE, "no_data"), "–",
              "a baseline", confidence=4, owner=MAREN, age="6 d", chips=(Chip("no reading", "none"),)),
        KrRow("KR-43", "#", "Cloud spend that names a team", "stale", spark("stale", (28.0, 35.0, 47.0, 55.0, 64.0), 95), "64 %", "95 %",
              "48 %", confidence=6, owner=JONAS, age="23 d", age_exact="17 Feb", is_stale=True, chips=(Chip("silent", "none"),)),
    )
    return (
        ObjectiveRows("O-11", "#", "The public API feels instant from every region", "committed · supports O-1", "71 %", "KRs 54–82 %", MAREN, first),
        ObjectiveRows("O-15", "#", "We know what a request costs us", "aspirational · supports O-14", "16 %", "1 of 3 has no data", JONAS, second),
    )


def cards() -> tuple[CheckInCard, ...]:
    """One raised card fed by a source, one that waits, one that came back with a mistake."""
    return (
        CheckInCard("KR-31", "#", "#", "p99 latency of the public API", "at_risk", "to 250 ms by 31 Mar", "ms", known="308",
                    forecast=0.41, last_confidence=7, spark=spark("at_risk"), week="−22 ms in a week", plan="5 ms behind plan",
                    origin="Prometheus, 2 h ago", is_up=True),
        CheckInCard("KR-36", "#", "#", "Services on the shared pipeline", "on_track", "to 34 by 31 Mar", "services", last_value="29",
                    last_said="29 on 5 Mar", last_confidence=8),
        CheckInCard("KR-38", "#", "#", "Runbooks that run themselves", "on_track", "to 12 by 31 Mar", "runbooks", last_value="8",
                    last_said="8 on 5 Mar", last_confidence=7, value="nine or so", confidence=7, note="Two more were rehearsed",
                    errors=(("value", "“nine or so” is no number. Type it like 9."),)),
    )


def thread() -> tuple[ThreadItem, ...]:
    """Check-ins with words, from a source, with a reply, and one that was corrected."""
    return (
        ThreadItem("Today", "06:40", "308 ms", "−22", "better", origin="From Prometheus. The number is in; the word behind it is due today."),
        ThreadItem("5 Mar", "Thu", "330 ms", "−33", "better", "Edge cache is live in all three regions. The tail is now the gateway "
                   "waiting for database connections; pooling is next.", MAREN, "confidence 7 of 10", correct_url="#"),
        ThreadItem("26 Feb", "Thu", "363 ms", "−5", "", "Flat. The load-test environment was shared with the failover drill.", MAREN,
                   "confidence 6 of 10", replies=(Reply(JONAS, "The drill moves to its own environment. Sorry for the two days.", "27 Feb"),)),
        ThreadItem("26 Feb", "Thu", "36 ms", "", "", "Typed in a hurry.", MAREN, "confidence 6 of 10", is_superseded=True),
    )


def fields() -> tuple[Field, ...]:
    """Every kind of field, one with an error."""
    return (
        Field("note", "Note", placeholder="What stands behind the number?", is_required=False),
        Field("value", "Value", "unit", "29", unit="services"),
        Field("due", "Due", value="31 Apr", errors=("April has 30 days. Did you mean 30 Apr?",)),
        Field("kind", "Kind", "select", "decrease", choices=(("increase", "increase"), ("decrease", "decrease"))),
        Field("why", "Why", "textarea", "Because every third deploy needs a person to watch it.", help="One sentence is enough."),
        Field("ask", "Remind the owner", "checkbox", "yes", is_required=False),
    )


def conflict() -> Conflict:
    """Two people edited one title."""
    return Conflict("Title of KR-31", "title",
                    Side("Yours", "typed just now", "Cut the p99 latency of the public API to 250 ms"),
                    Side("Jonas Reith's", "saved 2 minutes ago", "p99 latency of the public API, measured at the edge"))


def preview() -> tuple[PreviewLine, ...]:
    """Two lines of a document as they were read."""
    return (
        PreviewLine(3, "## O: The public API feels instant from every region", (Field("o1", "Objective", value="The public API feels instant from every region"),)),
        PreviewLine(5, "- p99 latency 500ms -> 250ms by 31.3. @maren", (
            Field("k1", "Key result", value="p99 latency"), Field("b1", "Baseline", value="500 ms"), Field("t1", "Target", value="250 ms"),
            Field("d1", "Due", value="31 Mar"), Field("w1", "Owner", value="@maren", errors=("No person has this handle.",))),
            is_key_result=True, notes=(Chip("new", "accent"), Chip("owner?", "risk")), skip_name="skip1"),
    )


def findings() -> tuple[Finding, ...]:
    """One finding of each severity."""
    return (
        Finding("error", "This is work, not a result.", "Keep it as an initiative.", "output-as-result", "#"),
        Finding("warning", "“Significantly better” cannot be measured.", "From what, to what?", "vague-word", "#"),
        Finding("advice", "Nothing guards quality here.", "Add a measure that must not get worse.", "no-guard"),
    )


def spread() -> tuple[SpreadRow, ...]:
    """Statuses of three teams."""
    return (
        SpreadRow("Platform", ("off_track", "off_track", *["at_risk"] * 4, *["on_track"] * 5, "no_data", "stale"), "#", "1 worse"),
        SpreadRow("Payments", ("off_track", *["at_risk"] * 3, *["on_track"] * 6, "no_data"), "#", "1 better"),
        SpreadRow("Mobile", (), "#"),
    )
