"""Words that were nearly typed: which known words to look at, and how far apart two are.

Two words that share what is left of them after one letter is taken out are at most two slips apart
(symmetric deletion, W. Garbe 2012). So a table of such remains answers "what was meant?" by equality,
which every database does fast, and only the few words found are compared letter by letter.
"""

START = 8
"""Letters at a word's beginning that its remains are made of."""

SHORTEST = 4
"""Letters below which a slip makes another word."""


def remains(word: str) -> frozenset[str]:
    """The start of a word, and the same with each of its letters taken out: at most nine."""
    start = word[:START]
    return frozenset({start, *(start[:n] + start[n + 1 :] for n in range(len(start)))})


def allowed(word: str) -> int:
    """How many slips are forgiven: none under four letters, one under eight, else two."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < 2 * SHORTEST else 2


def distance(one: str, other: str) -> int:
    """Letters put in, left out, exchanged, or swapped with their neighbour (optimal string alignment)."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, facing in enumerate(other, 1):
            cost = min(
                above[column] + 1, line[column - 1] + 1, above[column - 1] + (letter != facing)
            )
            swapped = row > 1 and column > 1 and one[row - 2 : row] == facing + other[column - 2]
            line.append(min(cost, before[column - 2] + 1) if swapped else cost)
        before, above = above, line
    return above[-1]
