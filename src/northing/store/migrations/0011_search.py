"""What search looks through, filled with what is there; its index comes with the next step."""

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import islice
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from northing.kit import folding, spelling
from northing.store import guard

SLICE = 2_000
# The signs of words as store/search.py knows them: in a name, at its beginning; in what was said.
SIGNS = {
    "objective": "oa", "key_result": "rb", "team": "tc", "person": "pd", "initiative": "ie", "": "y?",
}  # fmt: skip


def fill(apps: Any, schema_editor: Any) -> None:
    """One entry for everything that can be found, what was said in the order in which it was learnt."""
    entry = apps.get_model("northing", "SearchEntry")
    with guard.writing():
        for rows in (_named(apps), _said(apps)):
            for some in _slices(entry(**row) for row in rows):
                entry.objects.bulk_create(some, batch_size=500)
        _learn(apps)


def leave(apps: Any, schema_editor: Any) -> None:
    """Going back drops the tables with all that is in them."""


def _slices(rows: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(rows)
    while some := list(islice(waiting, SLICE)):
        yield some


def _named(apps: Any) -> Iterator[dict[str, Any]]:
    def rows(model: str, *names: str) -> Any:
        listed = apps.get_model("northing", model).objects.order_by("pk")
        return listed.values_list("pk", "ws_id", *names).iterator(SLICE)

    for pk, ws, title, why, number in rows("Objective", "title", "why", "number"):
        yield _entry(ws, "objective", pk, title, why, objective=pk, key=f"o{number}")
    for pk, ws, title, of, number, state in rows(
        "KeyResult", "title", "objective_id", "number", "state"
    ):
        yield _entry(
            ws, "key_result", pk, title, objective=of, key_result=pk, key=f"kr{number}",
            alive=state in {"open", "paused"},
        )  # fmt: skip
    for pk, ws, title, of, kr, state in rows(
        "Initiative", "title", "key_result__objective_id", "key_result_id", "state"
    ):
        yield _entry(
            ws, "initiative", pk, title, objective=of, key_result=kr,
            alive=state not in {"done", "stopped"},
        )  # fmt: skip
    for pk, ws, name, slug, archived in rows("Team", "name", "slug", "archived_at"):
        yield _entry(ws, "team", pk, name, slug, alive=archived is None)
    for pk, ws, name, handle, state in rows("Person", "name", "handle", "state"):
        yield _entry(ws, "person", pk, name, handle, alive=state != "inactive")


def _said(apps: Any) -> Iterator[dict[str, Any]]:
    notes = apps.get_model("northing", "CheckIn").objects.filter(superseded_by=None)
    comments = apps.get_model("northing", "Comment").objects.filter(withdrawn_at=None)
    told = notes.exclude(note="").values_list(
        "recorded_at", "pk", "ws_id", "note", "key_result__objective_id", "key_result_id"
    )
    talked = comments.values_list(
        "written_at", "pk", "ws_id", "text", "objective_id", "key_result__objective_id",
        "key_result_id",
    )  # fmt: skip
    listed = merge(
        ((*row, "check_in") for row in told.order_by("recorded_at", "pk").iterator(SLICE)),
        (
            (at, pk, ws, text, of or above, kr, "comment")
            for at, pk, ws, text, of, above, kr in talked.order_by("written_at", "pk").iterator(
                SLICE
            )
        ),
        key=lambda row: row[:2],
    )
    for _at, pk, ws, text, of, kr, noun in listed:
        yield _entry(ws, noun, pk, "", text, objective=of, key_result=kr, said=True)


def _entry(
    ws: int, noun: str, pk: int, title: str, text: str = "", *, objective: int | None = None,
    key_result: int | None = None, key: str = "", said: bool = False, alive: bool = True,
) -> dict[str, Any]:  # fmt: skip
    named = folding.folded(title)
    sign, start = SIGNS["" if said else noun]
    words = [f"{sign}{word}" for word in (*named, *folding.folded(text))]
    words += [start + "".join(named)[:48]] if named else []
    words += [f"k{key}", f"k{key.lstrip('okr')}"] if key else []
    return {
        "ws_id": ws, "noun": noun, "noun_id": pk, "objective_id": objective,
        "key_result_id": key_result, "title": title, "name": " ".join(named),
        "words": " ".join(dict.fromkeys(f"{ws}{word}" for word in words)), "said": said, "alive": alive,
    }  # fmt: skip


def _learn(apps: Any) -> None:
    entries = apps.get_model("northing", "SearchEntry").objects.filter(said=False)
    word = apps.get_model("northing", "SearchWord")
    known: set[tuple[int, str]] = set()
    for ws, name in entries.values_list("ws_id", "name").iterator(SLICE):
        known |= {(ws, w) for w in name.split() if len(w) >= 4 and not w.isdigit()}
    for some in _slices(
        word(ws_id=ws, remains=rest, word=one)
        for ws, one in sorted(known)
        for rest in sorted(spelling.remains(one))
    ):
        word.objects.bulk_create(some, batch_size=500)


class Migration(migrations.Migration):
    dependencies = (("northing", "0010_staged_document"),)

    operations = (
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("noun", models.CharField(max_length=12)),
                ("noun_id", models.BigIntegerField()),
                ("title", models.CharField(blank=True, max_length=500)),
                ("name", models.TextField(blank=True)),
                ("words", models.TextField()),
                ("said", models.BooleanField()),
                ("alive", models.BooleanField()),
                (
                    "key_result",
                    models.ForeignKey(
                        db_index=False, null=True, related_name="+", to="northing.keyresult",
                        on_delete=django.db.models.deletion.CASCADE,
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        db_index=False, null=True, related_name="+", to="northing.objective",
                        on_delete=django.db.models.deletion.CASCADE,
                    ),
                ),
                (
                    "ws",
                    models.ForeignKey(
                        db_index=False, related_name="+", to="northing.workspace",
                        on_delete=django.db.models.deletion.CASCADE,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("remains", models.CharField(max_length=8)),
                ("word", models.CharField(max_length=32)),
                (
                    "ws",
                    models.ForeignKey(
                        db_index=False, related_name="+", to="northing.workspace",
                        on_delete=django.db.models.deletion.CASCADE,
                    ),
                ),
            ],
        ),
        migrations.RunPython(fill, leave),
    )  # fmt: skip
