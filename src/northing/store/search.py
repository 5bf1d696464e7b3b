"""What search looks through: one row for each thing that can be found, and the words known to names.

Written by actions/change.py alone, in the transaction that writes the thing itself. The words are
matched by the database's own index: FTS5 on SQLite (a table of its own that triggers keep, see
migration 0012_search_index), GIN over a tsvector on PostgreSQL. Both see words that were folded before
they were stored, and compare bytes. Who alters this table on SQLite must make the triggers again:
Django copies a table that it alters, and the copy has none.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models.expressions import RawSQL

from northing.kit import folding, spelling
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective
from northing.store.row import Row, Searched
from northing.store.workspaces import Workspace

# The sign of a word in the index, behind the workspace's number: what sort of word of what noun it is.
# So words of one workspace never lie among those of another, nor names among what was said. The
# beginning of a name is kept as one long word, so that names that begin so are found among thousands.
IN_NAME = {"objective": "o", "key_result": "r", "team": "t", "person": "p", "initiative": "i"}
BEGINNING = {"objective": "a", "key_result": "b", "team": "c", "person": "d", "initiative": "e"}
SAID, KEYED = "y", "k"
LONGEST_BEGINNING = 48

PROBED = 1_000
"""Newest things said that PostgreSQL reads through before it asks its index for all of them."""


class SearchEntry(Row):
    """One thing that can be found. `words` holds what of it is matched, `name` its title folded."""

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    noun = models.CharField(max_length=12)
    noun_id = models.BigIntegerField()
    # Whose sight it is under, and what it is about; a team and a person are seen by everybody.
    objective = models.ForeignKey(
        Objective, models.CASCADE, null=True, related_name="+", db_index=False
    )
    key_result = models.ForeignKey(
        KeyResult, models.CASCADE, null=True, related_name="+", db_index=False
    )
    title = models.CharField(max_length=500, blank=True)
    name = models.TextField(blank=True)
    words = models.TextField()
    said = models.BooleanField()
    alive = models.BooleanField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["noun", "noun_id"], name="search_once"),)

    @classmethod
    def of(cls, ws: int, noun: str, noun_id: int, found: Searched) -> "SearchEntry":
        """The entry, not yet written, of something with this to be searched."""
        named = folding.folded(found.title)
        return cls(
            ws_id=ws, noun=noun, noun_id=noun_id, objective_id=found.objective,
            key_result_id=found.key_result, title="" if found.said else found.title,
            name="" if found.said else " ".join(named), words=indexed(ws, noun, found, named),
            said=found.said, alive=found.alive,
        )  # fmt: skip


class SearchWord(Row):
    """A word of a name, by what is left of it with one letter out: how a slip of the pen is forgiven."""

    ws = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    remains = models.CharField(max_length=spelling.START)
    word = models.CharField(max_length=folding.LONGEST)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["ws", "remains", "word"], name="search_word_once"),
        )


class Asked(NamedTuple):
    """What is looked for: of each group any word, as the start of one; or else exactly the key."""

    ws: int
    words: tuple[tuple[str, ...], ...]
    key: str = ""

    @property
    def likeliest(self) -> tuple[str, ...]:
        """Of each group the word as it was typed, or that which it was most likely meant to be."""
        return tuple(group[1] if len(group) > 1 else group[0] for group in self.words)


def indexed(ws: int, noun: str, found: Searched, named: Sequence[str]) -> str:
    """The words of an entry as the index keeps them, each once."""
    sign = SAID if found.said else IN_NAME[noun]
    words = [f"{sign}{word}" for word in (*named, *folding.folded(found.text))]
    if named:
        words.append(BEGINNING[noun] + "".join(named)[:LONGEST_BEGINNING])
    words += [f"{KEYED}{key}" for key in found.keys]
    return " ".join(dict.fromkeys(f"{ws}{word}" for word in words))


def spelled(name: str) -> set[str]:
    """The words of a folded name that a slip is forgiven in."""
    return {w for w in name.split() if len(w) >= spelling.SHORTEST and not w.isdigit()}


def candidates(asked: Asked, nouns: Sequence[str], depth: int) -> RawSQL:
    """Ids of entries whose names match, as a subquery: the newest `depth` of each noun.

    And of each as many whose name begins with what is asked, and what has exactly that key.
    """
    start = "".join(asked.likeliest)[:LONGEST_BEGINNING]
    wanted = [_every(asked, IN_NAME[noun]) for noun in nouns]
    wanted += [_token(asked.ws, BEGINNING[noun], start, more=True) for noun in nouns]
    if asked.key:
        wanted.append(_token(asked.ws, KEYED, asked.key, more=False))
    one = f"SELECT id FROM ({_newest()}) AS newest"  # noqa: S608 - our own text
    params = [value for terms in wanted for value in (terms, depth)]
    return RawSQL(" UNION ".join([one] * len(wanted)), params)  # noqa: S611 - our own text, values bound


def is_in_a_name(ws: int, word: str) -> bool:
    """Whether anything that has a name is found by this word, as it is."""
    terms = _joint().join(_token(ws, sign, word, more=False) for sign in IN_NAME.values())
    return bool(_rows(_newest(), [terms, 1]))


def newest_said(asked: Asked, below: int, limit: int) -> list[int]:
    """Ids of the newest entries of what was said that match and lie below an id, newest first."""
    wanted = _every(asked, SAID)
    if connection.vendor == "sqlite":
        return _rows(_newest("rowid < %s"), [wanted, below, limit])
    # A word that many use is among the newest often enough; for a rare one the whole index is quick.
    newest = _rows(
        "SELECT id FROM (SELECT id, words FROM northing_searchentry WHERE ws_id = %s AND said"  # noqa: S608 - our own text
        f" AND id < %s ORDER BY id DESC LIMIT %s) AS newest WHERE {VECTOR} @@ %s::tsquery"
        " ORDER BY id DESC LIMIT %s",
        [asked.ws, below, PROBED, wanted, limit],
    )
    if len(newest) == limit:
        return newest
    return _rows(_newest("id < %s"), [wanted, below, limit])


def _rows(sql: str, params: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [pk for (pk,) in cursor.fetchall()]


# The expression that PostgreSQL's index is made of: no parser and no dictionary has a say in it.
VECTOR = "array_to_tsvector(string_to_array(words, ' '))"


def _newest(also: str = "") -> str:
    """A statement with gaps for the terms, for what else is asked, and for how many: newest first."""
    and_ = f" AND {also}" if also else ""
    if connection.vendor == "sqlite":
        return (
            "SELECT rowid AS id FROM search_entry_words WHERE search_entry_words MATCH %s"  # noqa: S608 - our own text
            f"{and_} ORDER BY rowid DESC LIMIT %s"
        )
    # Ordered by a sum, for by the id alone it would walk the whole table backwards instead of its index.
    return (
        f"SELECT id FROM northing_searchentry WHERE {VECTOR} @@ %s::tsquery{and_}"  # noqa: S608 - our own text
        " ORDER BY id + 0 DESC LIMIT %s"
    )


def _every(asked: Asked, sign: str) -> str:
    """Of each group one word, in the database's own terms.

    What was said is long, and two letters begin too many of its words: they are whole ones there, as
    is a single letter that stands alone in names.
    """
    least = 3 if sign == SAID else 2 if len(asked.words) == 1 else 1
    groups = (
        _joint().join(_token(asked.ws, sign, word, more=len(word) >= least) for word in group)
        for group in asked.words
    )
    return (" AND " if connection.vendor == "sqlite" else " & ").join(f"({g})" for g in groups)


def _joint() -> str:
    return " OR " if connection.vendor == "sqlite" else " | "


def _token(ws: int, sign: str, word: str, *, more: bool) -> str:
    """A word of the index, whole or as a beginning. It holds letters and digits alone: see folding."""
    if connection.vendor == "sqlite":
        return f'"{ws}{sign}{word}"{"*" * more}'
    return f"'{ws}{sign}{word}'{':*' * more}"
