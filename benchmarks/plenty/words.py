"""Names and titles: invented, of realistic length, and as many as are asked for."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from northing.domain.snapshot import Kind

FIRST = (
    "Abena", "Adil", "Agnes", "Aiko", "Alba", "Amir", "Anouk", "Anton", "Aryan", "Asta", "Basil",
    "Bente", "Birgit", "Bruno", "Carla", "Cem", "Chiara", "Clara", "Dagmar", "Dario", "Dilan",
    "Edda", "Efe", "Elif", "Emre", "Enzo", "Esther", "Farah", "Felix", "Fiona", "Frida", "Gesa",
    "Gino", "Greta", "Hanna", "Hassan", "Helge", "Ida", "Ilja", "Imran", "Ines", "Ivo", "Jaro",
    "Jette", "Jonas", "Jule", "Kaan", "Karim", "Kirsa", "Lars", "Leila", "Lotte", "Luca", "Malin",
    "Marek", "Mila", "Nadia", "Nils", "Noor", "Olga", "Omar", "Orla", "Pavel", "Petra", "Quinn",
    "Rami", "Rosa", "Runa", "Samir", "Selma", "Stine", "Tarek", "Thea", "Timo", "Ulla", "Vera",
    "Wim", "Yara", "Yusuf", "Zeno",
)  # fmt: skip
LAST = (
    "Abel", "Adler", "Aksoy", "Albers", "Arslan", "Bakker", "Barth", "Becker", "Berg", "Blanc",
    "Boateng", "Brandt", "Busch", "Castro", "Celik", "Conti", "Dahl", "Demir", "Diaz", "Drexler",
    "Eck", "Eriksen", "Fabri", "Falk", "Ferrari", "Fischer", "Frey", "Fuchs", "Garcia", "Gerlach",
    "Gomes", "Graf", "Greco", "Haas", "Hansen", "Hartmann", "Hofer", "Holm", "Horn", "Ibrahim",
    "Iversen", "Jansen", "Jung", "Kaya", "Keller", "Kimura", "Klein", "Koch", "Kraus", "Kuhn",
    "Lang", "Larsen", "Lenz", "Lind", "Lopez", "Lorenz", "Maier", "Mendes", "Meyer", "Moreau",
    "Mueller", "Nagel", "Nakata", "Novak", "Nowak", "Okafor", "Olsen", "Otto", "Park", "Patel",
    "Pereira", "Pohl", "Ricci", "Roth", "Russo", "Santos", "Sato", "Schmid", "Silva", "Simon",
    "Stark", "Thoma", "Torres", "Vogel", "Weber", "Winter", "Wolff", "Yilmaz", "Ziegler",
)  # fmt: skip
AREAS = (
    "Checkout", "Search", "Billing", "Sign-in", "Catalogue", "Delivery", "Warehouse", "Support",
    "Mobile", "Web", "Data", "Platform", "Identity", "Reports", "Messaging", "Partners", "Pricing",
    "Returns", "Ledger", "Fraud", "Onboarding", "Media", "Maps", "Planning", "Storage", "Compute",
    "Network", "Release", "Quality", "Insights", "Invoices", "Contracts", "Travel", "Payroll",
    "Docs", "Devices",
)  # fmt: skip
PARTS = (
    "Core", "Growth", "Tools", "Reliability", "Experience", "Services", "Operations", "Interfaces",
    "Automation", "Security", "Foundations", "Analytics", "Integrations", "Performance", "Content",
    "Research", "Enablement", "Migration", "Field", "Studio", "North", "South", "East", "West",
    "Night", "Bridge", "Harbour", "Signal",
)  # fmt: skip
AIMS = (
    "{area} answers before people start to wait",
    "Nobody is afraid to release {area} on a Friday",
    "New customers find their way into {area} without help",
    "The figures of {area} are the ones that everybody trusts",
    "{area} costs half of what it did and nobody notices",
    "A broken {area} is found by us and not by customers",
    "Whoever joins {area} ships something in the first week",
    "{area} works on the phone as it does at the desk",
    "Partners build on {area} without asking us first",
    "Nights are quiet for those who carry the pager of {area}",
    "{area} says clearly what it does with personal data",
    "One way to do it in {area} instead of three",
)
WHYS = (
    "",
    "Every second call that we had last quarter began here, and most of them could have been spared.",
    "Three customers left with the same reason. We know what has to change and have put it off twice.",
    "The next step of the company stands on this; without it two other teams have to wait.",
)
NOTES = (
    "",
    "",
    "",
    "Fewer retries since the new queue is in use.",
    "Two people were away, so little has moved; next week the second half follows.",
    "The change went out on Tuesday and the curve bends. I want to see a whole week before I believe it.",
    "Blocked by the contract with the supplier. Talked to purchasing, answer expected on Friday.",
    "Better than planned: the old path is switched off for every new account.",
)
REMARKS = (
    "Which part of it is left?",
    "Well done, this is the first drop since autumn.",
    "We see the same in our logs. Shall we look at it together tomorrow?",
    "The peak on Monday was the migration, not the product.",
)
WORK = (
    "Replace the nightly job by a queue", "Write the guide for newcomers", "Move the last service over",
    "Ask ten customers who left", "Switch off the old path", "Measure the cold start",
    "Agree on one format with partners", "Train those who carry the pager",
)  # fmt: skip
STEPS = (
    "Requirements agreed with those who use it", "First team has moved", "Half of the teams have moved",
    "Old system is read-only", "Documents and training are there", "Old system is switched off",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measure:
    """A title with what it is measured in; values are in base units, from `start` to `aim`."""

    kind: Kind
    title: str
    unit: str = ""
    start: str = "0"
    aim: str = "1"
    places: int = 4


MEASURES = (
    Measure(Kind.DECREASE, "Median time from request to answer in {area}", "ms", "0.48", "0.25", 3),
    Measure(Kind.DECREASE, "Time from merge to production of {area}", "min", "5400", "1500", 0),
    Measure(Kind.DECREASE, "Tickets about {area} older than three days", "tickets", "140", "35", 0),
    Measure(Kind.DECREASE, "Pages at night for {area} in a week", "pages", "19", "4", 0),
    Measure(Kind.DECREASE, "Monthly bill of {area}", "EUR", "81000", "52000", 0),
    Measure(Kind.INCREASE, "Share of {area} sessions that end with success", "%", "0.61", "0.82"),
    Measure(Kind.INCREASE, "Customers who use {area} every week", "customers", "2400", "6500", 0),
    Measure(Kind.INCREASE, "Share of {area} covered by tests that run on every change", "%", "0.34", "0.8"),
    Measure(Kind.INCREASE, "Partners connected to {area}", "partners", "6", "24", 0),
    Measure(Kind.INCREASE, "Answers of {area} customers who would recommend it", "%", "0.28", "0.5"),
    Measure(Kind.INCREASE, "Requests that {area} serves from its cache", "%", "0.42", "0.9"),
    Measure(Kind.KEEP, "Requests to {area} that succeed", "%", "0.995", ""),
    Measure(Kind.KEEP, "Errors of {area} in a day", "errors", "", "400", 0),
    Measure(Kind.MILESTONES, "{area} leaves the old data centre"),
    Measure(Kind.MILESTONES, "The new {area} is in everybody's hands"),
    Measure(Kind.YES_NO, "{area} passes the audit without a finding"),
    Measure(Kind.YES_NO, "A second supplier for {area} is under contract"),
    Measure(Kind.FIND_BASELINE, "How long newcomers need in {area}", "h", "0", "52000", 0),
)  # fmt: skip
FREQUENT = tuple(
    m for m in MEASURES for _ in range(3 if m.kind in {Kind.DECREASE, Kind.INCREASE} else 2)
)


def person(number: int) -> str:
    """The name of the person of this number: no two have the same."""
    most = len(FIRST) * len(LAST)
    # A stride without a common divisor walks through all pairs before it comes back to the first.
    first, last = divmod(number * 1_999 % most, len(LAST))
    again = number // most
    return f"{FIRST[first]} {LAST[last]}{'' if not again else f' {again + 1}'}"


def team(number: int) -> str:
    """The name of the team of this number: no two have the same."""
    area, part = divmod(number * 139 % (len(AREAS) * len(PARTS)), len(PARTS))
    return f"{AREAS[area]} {PARTS[part]}"


def area(team_name: str, random: Random) -> str:
    """What a team's objective is about: mostly its own area."""
    return team_name if random.random() < 0.3 else team_name.partition(" ")[0]


def value(share: float, measure: Measure) -> Decimal:
    """The value at this share of the way from start to aim, with the digits people give it."""
    start, aim = Decimal(measure.start or "0"), Decimal(measure.aim or "0")
    return round(start + (aim - start) * Decimal(f"{share:.6f}"), measure.places)
