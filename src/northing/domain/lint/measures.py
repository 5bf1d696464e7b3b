"""What a statement counts: figures of consequence, and those that only look well."""

from northing.domain.lint.reading import LONGEST, Reading, Words
from northing.domain.lint.tokens import known
from northing.domain.lint.vocabulary.vain import PER, VAIN


def vain(reading: Reading) -> Words | None:
    """A figure that is easily raised without any use, unless it is set against what it cost or brought."""
    found = VAIN.search(reading.text, 0, LONGEST)
    if found is None or reading.measure_type != "numeric":
        return None
    ratio = PER.search(reading.text, 0, LONGEST)
    if ratio is not None and not _is_plain_rate(ratio[1], ratio[2], reading.language):
        return None
    return Words(found[0], found.start())


def names_measure(reading: Reading) -> bool:
    """Whether a word of it is something that is counted."""
    words = (
        known(word.strip(".,;:()"), reading.language)
        for word in reading.text[:LONGEST].lower().split()
    )
    return any("measure" in word.nouns for word in words)


def _is_plain_rate(unit: str, following: str, language: str) -> bool:
    """`per month`, also where the sentence goes on: `per month by June`, but not `per hour spent`."""
    if "time_units" not in known(unit.lower(), language).marks:
        return False
    return not following or bool(known(following.lower(), language).marks & {"breaks", "by"})
