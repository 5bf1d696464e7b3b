"""Rows, check-in cards and a thread."""

from northing.web.base.charts import Spark
from northing.web.base.samples.figures import DUE, START, progress, spark
from northing.web.base.shapes import (
    CheckInCard,
    Chip,
    KrRow,
    ObjectiveRows,
    Person,
    Reply,
    ThreadItem,
)

MAREN = Person("Maren Oduya", "MO")
JONAS = Person("Jonas Reith", "JR")


def objectives() -> tuple[ObjectiveRows, ...]:
    """Two objectives with every sort of row."""
    rising, flat = (54.0, 58.0, 63.0, 70.0, 74.0, 79.0, 85.0), (0.0, 0.0, 0.0, 0.0)
    first = (
        KrRow(
            "KR-31",
            "#",
            "p99 latency of the public API",
            "at_risk",
            spark("at_risk"),
            "308 ms",
            "250 ms",
            progress(),
            "−22",
            "better",
            "41 %",
            0.41,
            7,
            MAREN,
            "2 h",
            "12 Mar, 06:40",
            has_source=True,
            chips=(Chip("word due", "accent"),),
        ),
        KrRow(
            "KR-32",
            "#",
            "Requests served from the nearest region",
            "on_track",
            spark("on_track", rising, 90),
            "85 %",
            "90 %",
            "82 %",
            "+2",
            "better",
            "74 %",
            0.74,
            8,
            JONAS,
            "today",
        ),
        KrRow(
            "KR-35",
            "#",
            "Share of test runs that fail for no reason",
            "off_track",
            spark("off_track", (6.2, 5.0, 3.8, 2.1, 3.4), 1),
            "3.4 %",
            "1.0 %",
            "54 %",
            "+1.3",
            "worse",
            "7 %",
            0.07,
            6,
            JONAS,
            "today",
            chips=(Chip("gap 53", "risk"),),
        ),
    )
    second = (
        KrRow(
            "KR-41",
            "#",
            "Cluster B is switched off",
            "off_track",
            spark("off_track", flat, 1),
            "no",
            "yes",
            "0 %",
            confidence=2,
            owner=JONAS,
            age="today",
        ),
        KrRow(
            "KR-42",
            "#",
            "Cost per thousand requests, first measured",
            "no_data",
            Spark((), START, DUE, "no_data"),
            "–",
            "a baseline",
            confidence=4,
            owner=MAREN,
            age="6 d",
            chips=(Chip("no reading", "none"),),
        ),
        KrRow(
            "KR-43",
            "#",
            "Cloud spend that names a team",
            "stale",
            spark("stale", (28.0, 35.0, 47.0, 55.0, 64.0), 95),
            "64 %",
            "95 %",
            "48 %",
            confidence=6,
            owner=JONAS,
            age="23 d",
            age_exact="17 Feb",
            is_stale=True,
            chips=(Chip("silent", "none"),),
        ),
    )
    return (
        ObjectiveRows(
            "O-11",
            "#",
            "The public API feels instant from every region",
            "committed · supports O-1",
            "71 %",
            "KRs 54–82 %",
            MAREN,
            first,
        ),
        ObjectiveRows(
            "O-15",
            "#",
            "We know what a request costs us",
            "aspirational · supports O-14",
            "16 %",
            "1 of 3 has no data",
            JONAS,
            second,
        ),
    )


def cards() -> tuple[CheckInCard, ...]:
    """One raised card fed by a source, one that waits, one that came back with a mistake."""
    return (
        CheckInCard(
            "KR-31",
            "#",
            "#",
            "p99 latency of the public API",
            "at_risk",
            "to 250 ms",
            "by 31 Mar",
            "ms",
            known="308",
            forecast=0.41,
            last_confidence=7,
            spark=spark("at_risk"),
            week="−22 ms in a week",
            plan="5 ms behind plan",
            origin="Prometheus, 2 h ago",
            is_up=True,
        ),
        CheckInCard(
            "KR-36",
            "#",
            "#",
            "Services on the shared pipeline",
            "on_track",
            "to 34",
            "by 31 Mar",
            "services",
            last_value="29",
            last_said="29 on 5 Mar",
            last_confidence=8,
        ),
        CheckInCard(
            "KR-38",
            "#",
            "#",
            "Runbooks that run themselves",
            "on_track",
            "to 12",
            "by 31 Mar",
            "runbooks",
            last_value="8",
            last_said="8 on 5 Mar",
            last_confidence=7,
            value="nine or so",
            confidence=7,
            note="Two more were rehearsed",
            errors=(("value", "“nine or so” is no number. Type it like 9."),),
        ),
    )


def thread() -> tuple[ThreadItem, ...]:
    """Check-ins with words, from a source, with a reply, and one that was corrected."""
    return (
        ThreadItem(
            "Today",
            "06:40",
            "308 ms",
            "−22",
            "better",
            origin="From Prometheus. The number is in; the word behind it is due today.",
        ),
        ThreadItem(
            "5 Mar",
            "Thu",
            "330 ms",
            "−33",
            "better",
            "Edge cache is live in all three regions. The tail is now the gateway "
            "waiting for database connections; pooling is next.",
            MAREN,
            "confidence 7 of 10",
            correct_url="#",
        ),
        ThreadItem(
            "26 Feb",
            "Thu",
            "363 ms",
            "−5",
            "",
            "Flat. The load-test environment was shared with the failover drill.",
            MAREN,
            "confidence 6 of 10",
            replies=(
                Reply(
                    JONAS,
                    "The drill moves to its own environment. Sorry for the two days.",
                    "27 Feb",
                ),
            ),
        ),
        ThreadItem(
            "26 Feb",
            "Thu",
            "36 ms",
            "",
            "",
            "Typed in a hurry.",
            MAREN,
            "confidence 6 of 10",
            is_superseded=True,
        ),
    )
