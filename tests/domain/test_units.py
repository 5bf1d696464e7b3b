"""What people type is read, what is printed reads back, and nonsense is refused kindly."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing.domain.units import (
    LIMIT,
    UnitError,
    parse,
    parse_quantity,
    show,
    show_delta,
    show_short,
    unit,
)

CODES = [
    "", "services", "deploys/week", "x", "k", "ms", "s", "min", "h", "d", "wk", "µs", "ns",
    "%", "pp", "‰", "bp", "ratio", "B", "kB", "GB", "KiB", "GiB", "TiB",
    "EUR", "kEUR", "MUSD", "CAD", "CHF", "eye checks", "users 18-30", "€/seat",
]  # fmt: skip

STORABLE = st.integers(min_value=-(10**28) + 1, max_value=10**28 - 1).map(
    lambda n: Decimal(n).scaleb(-10)
)
EVERYDAY = st.decimals(
    min_value=-100_000, max_value=100_000, places=3, allow_nan=False, allow_infinity=False
)


@pytest.mark.parametrize(
    ("typed", "code", "value"),
    [
        ("450ms", "s", "0.45"),
        ("0.45 s", "ms", "0.45"),
        ("308", "ms", "0.308"),
        ("1.2k", "ms", "1.2"),
        ("12 %", "%", "0.12"),
        ("12%", "ratio", "0.12"),
        ("12", "%", "0.12"),
        ("2 pp", "%", "0.02"),
        ("25 bp", "%", "0.0025"),
        ("1.2k", "", "1200"),
        ("3M", "requests", "3000000"),
        ("3m", "", "3000000"),
        ("1,200", "", "1200"),
        ("1,5", "", "1.5"),
        ("1.200", "", "1.2"),
        ("0,450", "", "0.45"),
        ("1.200,5", "", "1200.5"),
        ("1,200.5", "", "1200.5"),
        ("1,200,300", "", "1200300"),
        ("1.200.300", "", "1200300"),
        ("1 200", "", "1200"),
        ("1\u00a0200", "", "1200"),
        ("1\u202f200\u202f300.25", "", "1200300.25"),
        ("1\u2009200", "", "1200"),
        ("1'200", "", "1200"),
        (".5", "", "0.5"),
        ("€ 212", "EUR", "212"),
        ("212 €", "EUR", "212"),
        ("212 eur", "EUR", "212"),
        ("€1.2M", "EUR", "1200000"),
        ("$1.2M", "USD", "1200000"),
        ("$5", "CAD", "5"),
        ("12", "kEUR", "12000"),
        ("12 EUR", "kEUR", "12"),
        ("-€12", "EUR", "-12"),
        ("€-12", "EUR", "-12"),
        ("\u22123", "", "-3"),
        ("-3", "", "-3"),
        ("+3", "", "3"),
        ("1h 30m", "min", "5400"),
        ("1 h 30 min", "h", "5400"),
        ("45min", "h", "2700"),
        ("14 min 20.5 s", "min", "860.5"),
        ("3 Days", "h", "259200"),
        ("29 services", "services", "29"),
        ("1 service", "services", "1"),
        ("29 Services", "services", "29"),
        ("1.2k services", "services", "1200"),
        ("1.5 GB", "MB", "1500000000"),
        ("1 GiB", "MB", "1073741824"),
        ("2G", "GB", "2000000000"),
        ("0.00000000005", "", "0"),
        ("0.00000000015", "", "0.0000000002"),
    ],
)
def test_reads(typed: str, code: str, value: str) -> None:
    assert parse(typed, unit(code)) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "code", "current", "value"),
    [
        ("+3", "services", "29", "32"),
        ("+ 3", "services", "29", "32"),
        ("+=3", "services", "29", "32"),
        ("-=3", "services", "29", "26"),
        ("\u2212=3", "services", "29", "26"),
        ("+3 %", "%", "0.12", "0.15"),
        ("+3", "%", "0.12", "0.15"),
        ("+1.5k", "", "100", "1600"),
        ("-3", "services", "29", "-3"),
        ("3", "services", "29", "3"),
    ],
)
def test_plus_counts_from_the_current_value(
    typed: str, code: str, current: str, value: str
) -> None:
    assert parse(typed, unit(code), Decimal(current)) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", ""), ("   ", "ms"), ("-", ""), ("+", ""), ("±3", ""), ("+-3", ""), ("--3", ""),
        ("nan", ""), ("NaN", "ms"), ("inf", ""), ("-Infinity", "%"), ("1e999", ""), ("1e3", ""),
        ("9" * 21, ""), ("1000000000000000M", ""), ("9" * 41, ""), ("1 " * 30, ""),
        ("12 ms", "%"), ("12 %", "ms"), ("€ 5", "services"), ("$ 5", "EUR"), ("5 GB", "ms"),
        ("29 runbooks", "services"), ("12 kg", ""), ("12 parsecs", "ms"),
        ("1 2", ""), ("1,2,3", ""), ("1.2.3", ""), ("1,2.3,4", ""), ("1..2", ""), ("1,.2", ""),
        ("5 min 3", "s"), ("3 4", "services"), ("12 %%", "%"), ("٣", ""), ("0x10", ""),
        ("-=3", "services"), ("yes", ""), ("12 €€", "EUR"), ("M", "EUR"), ("5 m", "%"),
        ("½", ""), ("1/2", ""), ("3\x00", ""),
    ],
)  # fmt: skip
def test_refuses_with_a_remedy(typed: str, code: str) -> None:
    with pytest.raises(UnitError) as refusal:
        parse(typed, unit(code))
    assert str(refusal.value.message).endswith(".")
    assert str(refusal.value.remedy).endswith(".")
    assert str(refusal.value).replace("\u00a0", " ").isprintable()


def test_says_how_large_a_value_may_be() -> None:
    with pytest.raises(UnitError, match="18 digits before the point and 10 after"):
        parse("999999999999999999999", unit(""))
    with pytest.raises(UnitError, match="too large"):
        parse("+1", unit(""), LIMIT - 1)
    assert parse("9" * 18, unit("")) == LIMIT - 1


def test_says_that_money_is_not_exchanged() -> None:
    with pytest.raises(UnitError, match=r"kept in EUR, not in \$"):
        parse("$ 5", unit("EUR"))


@pytest.mark.parametrize("code", ["x" * 41, "a\nb", "a\x00", "a\u202eb", "3x", "-", "+n", ".", "٣"])
def test_refuses_codes(code: str) -> None:
    with pytest.raises(UnitError):
        unit(code)


@pytest.mark.parametrize(
    ("spelt", "code", "dimension", "noun"),
    [
        ("days", "d", "duration", ""),
        ("Hours", "h", "duration", ""),
        ("€", "EUR", "currency", ""),
        ("percent", "%", "ratio", ""),
        ("", "", "count", ""),
        (" open   bugs ", "open bugs", "count", "open bugs"),
        ("points", "points", "count", "points"),
        ("M", "M", "count", "M"),
    ],
)
def test_knows_units_by_their_spellings(spelt: str, code: str, dimension: str, noun: str) -> None:
    found = unit(spelt)
    assert (found.code, found.dimension, found.noun) == (code, dimension, noun)
    assert unit(found.code) == found


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("0.308", "ms", "308 ms"),
        ("0.3085", "ms", "308.5 ms"),
        ("-3", "", "−3"),
        ("0", "ms", "0 ms"),
        ("9999", "", "9999"),
        ("10000", "", "10~000"),
        ("-1234567.5", "requests", "−1~234~567.5 requests"),
        ("0.9995", "%", "99.95 %"),
        ("860", "min", "14 min 20 s"),
        ("860.25", "min", "14 min 20.25 s"),
        ("90", "min", "1.5 min"),
        ("1", "h", "1 s"),
        ("-3601", "h", "−1 h 1 s"),
        ("212", "EUR", "€ 212"),
        ("-212.5", "USD", "−$ 212.5"),
        ("5", "CHF", "CHF 5"),
        ("212000", "kEUR", "€ 212k"),
        ("1500000000", "GB", "1.5 GB"),
        ("1610612736", "GiB", "1.5 GiB"),
        ("3", "x", "3 x"),
    ],
)
def test_prints_in_the_metrics_own_unit(value: str, code: str, shown: str) -> None:
    assert show(Decimal(value), unit(code)) == _typeset(shown)


def test_prints_a_sign_where_asked() -> None:
    assert show(Decimal(3), unit(""), sign=True) == "+3"
    assert show(Decimal(0), unit(""), sign=True) == "0"
    assert show(Decimal(-3), unit(""), sign=True) == "−3"


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("0.30849", "ms", "308 ms"),
        ("0.012345", "ms", "12.3 ms"),
        ("860", "min", "14.3 min"),
        ("12.345", "ms", "12.3 s"),
        ("7200000", "s", "11.9 wk"),
        ("9999", "", "9999"),
        ("12345", "", "12.3k"),
        ("999999", "", "1M"),
        ("999499", "", "999k"),
        ("1250000", "users", "1.25M users"),
        ("7300000000", "", "7.3bn"),
        ("-12345", "EUR", "−€ 12.3k"),
        ("12345678", "kEUR", "€ 12.3M"),
        ("123456", "kEUR", "€ 123k"),
        ("0.12345", "%", "12.3 %"),
        ("0.99951", "%", "99.95 %"),
        ("0.999999", "%", "99.99 %"),
        ("1", "%", "100 %"),
        ("12345678", "kB", "12.3 MB"),
        ("0", "", "0"),
    ],
)
def test_prints_shortly(value: str, code: str, shown: str) -> None:
    assert show_short(Decimal(value), unit(code)) == _typeset(shown)


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("-0.022", "ms", "−22 ms"),
        ("0.013", "%", "+1.3 pp"),
        ("0", "services", "0 services"),
        ("2", "services", "+2 services"),
    ],
)
def test_prints_differences(value: str, code: str, shown: str) -> None:
    assert show_delta(Decimal(value), unit(code)) == _typeset(shown)


@pytest.mark.parametrize(
    ("typed", "value", "code"),
    [
        ("500 ms", "0.5", "ms"),
        ("12 %", "0.12", "%"),
        ("99.95%", "0.9995", "%"),
        ("€1.2M", "1200000", "EUR"),
        ("212 EUR", "212", "EUR"),
        ("1,200 services", "1200", "services"),
        ("1.2k users", "1200", "users"),
        ("1.2 million users", "1200000", "users"),
        ("12 deploys/week", "12", "deploys/week"),
        ("1h 30m", "5400", "h"),
        ("3m", "180", "min"),
        ("3M", "3000000", ""),
        ("14 days", "1209600", "d"),
        ("5", "5", ""),
        ("−5", "-5", ""),
        ("3x", "3", "x"),
        ("2 GB", "2000000000", "GB"),
    ],
)
def test_reads_a_quantity_on_its_own(typed: str, value: str, code: str) -> None:
    assert parse_quantity(typed) == (Decimal(value), unit(code))


@pytest.mark.parametrize("typed", ["", "x", "5 of 8", "yes", "Q4 2026", "nan %", "ten"])
def test_refuses_what_is_no_quantity(typed: str) -> None:
    with pytest.raises(UnitError):
        parse_quantity(typed)


@given(value=STORABLE | EVERYDAY, code=st.sampled_from(CODES), sign=st.booleans())
def test_what_is_printed_reads_back(value: Decimal, code: str, sign: bool) -> None:
    assert parse(show(value, unit(code), sign), unit(code)) == value


@given(value=STORABLE | EVERYDAY, code=st.text(max_size=40))
def test_what_is_printed_in_any_unit_reads_back(value: Decimal, code: str) -> None:
    try:
        known = unit(code)
    except UnitError:
        return
    assert parse(show(value, known), known) == value
    assert unit(known.code) == known


@given(typed=st.text() | st.text("0123456789.,+-−= kMm%€$hsB'", max_size=20),
       code=st.sampled_from(CODES), current=st.none() | STORABLE)  # fmt: skip
def test_anything_typed_is_a_storable_value_or_refused(
    typed: str, code: str, current: Decimal | None
) -> None:
    readers: tuple[Callable[[], Decimal], ...] = (
        lambda: parse(typed, unit(code), current),
        lambda: parse_quantity(typed)[0],
    )
    for read in readers:
        try:
            value = read()
        except UnitError:
            continue
        assert abs(value) < LIMIT
        assert value == Decimal(f"{value:.10f}")


@given(value=EVERYDAY, code=st.sampled_from(CODES))
def test_short_is_never_far_from_exact(value: Decimal, code: str) -> None:
    known = unit(code)
    near = parse(show_short(value, known), known)
    assert abs(near - value) <= abs(value) * Decimal("0.006")


def _typeset(plain: str) -> str:
    """Hard spaces for spaces, and a narrow one for ~."""
    return plain.replace(" ", "\u00a0").replace("~", "\u202f")
