"""What a statement says: kinds, numbers, days and words, in English and German."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from northing.domain.lint.reading import LONGEST, read
from tests.domain.lint import results, statements, work

KINDS = [
    ("Reduce checkout errors from 3 % to 1 %", "outcome"),
    ("Grow weekly active authors to 400", "outcome"),
    ("Customers recommend us to their peers", "outcome"),
    ("p95 of the search answers below 200 ms", "outcome"),
    ("90 % of invoices are paid within ten days", "outcome"),
    ("The editor is easier to use", "outcome"),
    ("Wir senken die Wartezeit auf zwei Tage", "outcome"),
    ("Die Kunden sind zufriedener als letztes Jahr", "outcome"),
    ("Build a new billing page", "output"),
    ("The handbook is written and reviewed", "output"),
    ("Support for dark mode", "output"),
    ("Migrate the archive to object storage", "output"),
    ("Hire 2 designers", "output"),
    ("The client supports retries", "output"),
    ("Der Leitfaden ist erstellt", "output"),
    ("Wir haben das neue Portal eingeführt", "output"),
    ("Interview 20 customers who left", "activity"),
    ("Run 3 workshops on incident reviews", "activity"),
    ("Reach out to former users", "activity"),
    ("Evaluate two vendors", "activity"),
    ("Wir kümmern uns um neue Kontakte", "activity"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_what_it_aims_at(text: str, kind: str) -> None:
    assert read(text).kind == kind


NUMBERS = [
    ("Cut build time from 45 min to 10 min", "45", "10"),
    ("Cut build time from 45 min to < 10 min", "45", "10"),
    ("Incidents 8/month to 1/month", "8", "1"),
    ("Crashes 5 % -> 0.5 %", "5", "0.5"),
    ("80 % of orders on time (currently 62 %)", "62", "80"),
    ("Reach 99.95 % availability, up from 99.5 %", "99.5", "99.95"),
    ("Die Quote von 13 auf 16 steigern", "13", "16"),
    ("Improve retention by 20 %", None, "20"),
    ("p99 < 100ms", None, "100"),
    ("Win 1,200 subscribers", None, "1200"),
    ("Publish three guides", None, "3"),
    ("$1.2M in new contracts", None, "1.2"),
    ("Answer ~2/quarter", None, "2"),
    ("10x faster imports", None, "10"),
]


@pytest.mark.parametrize(("text", "baseline", "target"), NUMBERS)
def test_its_numbers(text: str, baseline: str | None, target: str | None) -> None:
    found = read(text)
    assert (found.baseline and found.baseline.value) == (baseline and Decimal(baseline))
    assert found.target is not None
    assert found.target.value == Decimal(str(target))
    assert found.measure_type == "numeric"
    assert text[found.target.start :].startswith(found.target.text)


@pytest.mark.parametrize(
    ("text", "baseline", "target"),
    [
        ("Grow to 500 readers from 200", "200", "500"),
        ("95 % on time compared to 88 % last year", "88", "95"),
        ("Raise the score to 90 (from 70)", "70", "90"),
        ("90 % (von 70 %)", "70", "90"),
        ("Move adoption from zero to 10 teams", "0", "10"),
        ("Cut the rate of 12 % to 8 %", "12", "8"),
    ],
)
def test_a_start_value_in_other_words(text: str, baseline: str, target: str) -> None:
    found = read(text)
    assert found.baseline is not None
    assert found.target is not None
    assert (found.baseline.value, found.target.value) == (Decimal(baseline), Decimal(target))


@pytest.mark.parametrize(
    "text",
    [
        "10 to 15 interviews per week",
        "2 to 3 new partners",
        "Sell 20 units to 5 clients",
        "Hire from 3 universities",
    ],
)
def test_a_range_has_no_start_value(text: str) -> None:
    assert read(text).baseline is None


@pytest.mark.parametrize(
    "text",
    ["Earn $X from renewals", "N% of teams use it", "All services run on it", "No open alerts"],
)
def test_what_is_redacted_or_whole_is_a_target(text: str) -> None:
    assert read(text).target is not None


@pytest.mark.parametrize(
    "text",
    [
        "Finish phase 2 of the plan", "Upgrade to Python 3.11", "Ship v0.2", "Close S3/S4 gaps", "Answer 24/7",
        "Prepare for ISO 27001", "Act on the 360 feedback", "Make it easier to find the docs",
    ],
)  # fmt: skip
def test_a_number_in_a_name_is_no_target(text: str) -> None:
    assert read(text).target is None


@pytest.mark.parametrize(
    "text",
    [
        "by 31 March", "by the end of Q2", "before June 30th", "in FY27", "this quarter", "by end of year",
        "in the first month", "until 2026-09-30", "bis Ende Jahr", "bis 30.6.", "im September",
        "before the summer break", "by close of business on Friday", "in calendar week 32", "by 09/30",
        "until the end of the school year", "by the end of the term", "bis zu den Sommerferien", "bis Jahresmitte",
        "by 2026-W14", "starting January 2026",
    ],
)  # fmt: skip
def test_a_day_a_week_a_quarter_is_a_time_frame(text: str) -> None:
    assert read(f"Cut costs {text}").timeframe


@pytest.mark.parametrize(
    "text",
    [
        "40 answers per month", "within 48 hours", "in under 10 minutes", "compared to last quarter",
        "All issues of the Q3 epic", "Raise the score from 74.4 to 76.2.", "20 pro Monat", "every week", "per Jahr",
        "for the Q3 report", "of the March issue", "in the first week of employment", "Write next year's plan",
    ],
)  # fmt: skip
def test_a_rate_or_a_length_of_time_is_none(text: str) -> None:
    assert not read(text).timeframe


@pytest.mark.parametrize("what", ["baseline", "timeframe"])
def test_two_hundred_statements(what: str) -> None:
    """F1 of yes at 0.97 at least; measured 0.99 for both."""
    said = [(getattr(read(text), what), start if what == "baseline" else until)
            for text, start, until in statements.labelled()]  # fmt: skip
    right = sum(bool(found) and wanted for found, wanted in said)
    wrong = sum(bool(found) != wanted for found, wanted in said)
    assert 2 * right / (2 * right + wrong) >= 0.97


def test_what_nearly_five_hundred_aim_at() -> None:
    """Labelled before they were read first, when 0.75, 0.70, 0.84 and 0.80 of four batches were right."""
    wanted = {
        **dict.fromkeys(results.OUTCOMES.split("\n")[1:-1], "outcome"),
        **dict.fromkeys(work.OUTPUTS.split("\n")[1:-1], "output"),
        **dict.fromkeys(work.ACTIVITIES.split("\n")[1:-1], "activity"),
    }
    wrong = [text for text, kind in wanted.items() if read(text).kind != kind]
    assert len(wrong) / len(wanted) <= 0.09, "\n".join(wrong)


HABITS = [
    ("Enable developers to deploy on their own", "outcome"),
    ("Reklamationen gehen um ein Drittel zurück", "outcome"),
    ("Wir führen ein neues Lohnsystem ein", "output"),
    ("Wir nehmen an der Fachmesse teil", "activity"),
    ("Einführung der elektronischen Rechnung", "output"),
    ("Durchführung von vier Elternabenden", "activity"),
    ("Alle Verträge sind digital abgelegt", "output"),
    ("Gamify the tutorial", "output"),
    ("Reduce time-to-first-review", "outcome"),
    ("LED lamps in every hall", "output"),
]


@pytest.mark.parametrize(("text", "kind"), HABITS)
def test_it_reads_a_little_syntax(text: str, kind: str) -> None:
    assert read(text).kind == kind


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Costs fall by a fifth", "fifth"),
        ("Die Kosten sinken um die Hälfte", "Hälfte"),
        ("Two thirds come back", "Two thirds"),
    ],
)
def test_a_part_is_a_number(text: str, target: str) -> None:
    found = read(text).target
    assert found is not None
    assert found.text == target


def test_words_that_are_vague_named_or_joined() -> None:
    found = read("Build a better Kafka pipeline and launch the new portal")
    assert [one.text for one in found.vague] == ["better"]
    assert [one.text for one in found.solutions] == ["Kafka"]
    assert found.compound is not None
    assert found.compound.text == "and"
    assert read("Lower errors and delays").compound is None


@pytest.mark.parametrize(
    ("text", "prescriptive"),
    [
        ("Migrate to Kubernetes", True),
        ("Launch the partner portal", True),
        ("Our users trust every number", False),
        ("Deploying is safe and quick", False),
        ("Increase loyalty", False),
    ],
)
def test_an_objective_that_names_the_way(text: str, prescriptive: bool) -> None:
    assert read(text, "objective").prescriptive is prescriptive


def test_a_language_is_known_by_its_words() -> None:
    assert read("Wir senken die Kosten").language == "de"
    assert read("We lower the costs").language == "en"
    assert read("Kosten", language="de").language == "de"


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str) -> None:
    found = read(text)
    assert found.kind in {"outcome", "output", "activity"}
    assert found.words >= 0


@pytest.mark.parametrize(
    "piece",
    ["9", " ", "to 1 ", "from 1 ", "=1", "(", "Q1 ", "über den ", "N% ", "5 day ", "a-", ".", "1."],
)
def test_a_long_one_takes_no_longer(piece: str) -> None:
    """A tenth of a second of work at most for what is cut at 2,000 letters; measured: 1 to 45 ms."""
    text = piece * (100_000 // len(piece))
    begun = time.process_time()
    assert len(read(text).text) == LONGEST
    assert time.process_time() - begun < 5
