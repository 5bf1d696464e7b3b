"""The index of search: FTS5 with the triggers that keep it on SQLite, GIN over a tsvector on PostgreSQL.

A step of its own, because PostgreSQL alters no table with pending rows. The expressions stand in
store/search.py, too, and have to be the same there.
"""

from typing import Any

from django.db import migrations, models

SQLITE = (
    # Words are folded and told apart by spaces alone; bytes above ASCII belong to them.
    """CREATE VIRTUAL TABLE search_entry_words USING fts5(
        words, content='northing_searchentry', content_rowid='id', tokenize='ascii', detail='none')""",
    "INSERT INTO search_entry_words(search_entry_words) VALUES ('rebuild')",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON northing_searchentry BEGIN
        INSERT INTO search_entry_words(rowid, words) VALUES (new.id, new.words);
    END""",
    """CREATE TRIGGER search_entry_gone AFTER DELETE ON northing_searchentry BEGIN
        INSERT INTO search_entry_words(search_entry_words, rowid, words)
        VALUES ('delete', old.id, old.words);
    END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE OF words ON northing_searchentry BEGIN
        INSERT INTO search_entry_words(search_entry_words, rowid, words)
        VALUES ('delete', old.id, old.words);
        INSERT INTO search_entry_words(rowid, words) VALUES (new.id, new.words);
    END""",
)
SQLITE_BACK = (
    "DROP TRIGGER search_entry_added",
    "DROP TRIGGER search_entry_gone",
    "DROP TRIGGER search_entry_changed",
    "DROP TABLE search_entry_words",
)
POSTGRESQL = (
    # Without the list of pending entries: every search would have to read through it.
    """CREATE INDEX search_entry_words ON northing_searchentry
        USING gin (array_to_tsvector(string_to_array(words, ' '))) WITH (fastupdate = off)""",
    "CREATE INDEX search_entry_newest ON northing_searchentry (ws_id, id DESC) WHERE said",
)
POSTGRESQL_BACK = ("DROP INDEX search_entry_words", "DROP INDEX search_entry_newest")


def make(apps: Any, schema_editor: Any) -> None:
    """The index of this database."""
    _run(schema_editor, SQLITE, POSTGRESQL)


def drop(apps: Any, schema_editor: Any) -> None:
    """And without it."""
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


def _run(schema_editor: Any, sqlite: tuple[str, ...], postgresql: tuple[str, ...]) -> None:
    for sql in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = (("northing", "0011_search"),)

    operations = (
        migrations.AddConstraint(
            "searchentry",
            models.UniqueConstraint(fields=["noun", "noun_id"], name="search_once"),
        ),
        migrations.AddConstraint(
            "searchword",
            models.UniqueConstraint(fields=["ws", "remains", "word"], name="search_word_once"),
        ),
        migrations.RunPython(make, drop),
    )
