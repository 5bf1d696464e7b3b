"""Holds a made firm against what the actions write: derived columns, definitions, the chain, references.

`python -m benchmarks.plenty.check` on the database of the settings; raises AssertionError where they differ.
"""

from collections.abc import Iterable
from random import Random

import django
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Max

from benchmarks.plenty.size import NOW, SEED, SLUG

SAMPLE = 400


def main() -> None:
    django.setup()
    print("  " + ", ".join(f"{name} {count}" for name, count in everything().items()))


def everything() -> dict[str, int]:
    """How many of each were compared."""
    random = Random(SEED)
    return {
        "references": _references(),
        "key results judged again": _derived(random),
        "definitions": _definitions(random),
        "links of the chain": _chain(),
    }


def _references() -> int:
    connection.check_constraints()
    return len(connection.introspection.table_names())


def _derived(random: Random) -> int:
    """What the sweep says of them today is what stands there."""
    from northing.actions import change, outlooks
    from northing.queries import callers
    from northing.store.key_results import KeyResult
    from northing.store.outlooks import Outlook

    standing = callers.by_handle(SLUG, "", "cli", NOW)
    assert standing is not None
    judged = KeyResult.objects.filter(objective__state="active").select_related("objective")
    chosen = _chosen(random, judged.values_list("pk", flat=True))
    before = {kr.pk: _kept(kr) for kr in judged.filter(pk__in=chosen)}
    rows = Outlook.objects.count()
    with transaction.atomic(), change.change(standing.caller, "sweep") as c:
        listed = list(judged.filter(pk__in=chosen))
        outlooks.refresh_many(c, standing.caller, listed)
        after = {kr.pk: _kept(kr) for kr in judged.filter(pk__in=chosen)}
        more = Outlook.objects.count() - rows
        transaction.set_rollback(True)
    differing = [(pk, before[pk], after[pk]) for pk in before if before[pk] != after[pk]]
    assert not differing, f"Derived columns differ: {differing[:3]}"
    assert not more, f"{more} outlooks of today are missing."
    return len(before)


def _kept(kr: object) -> tuple[object, ...]:
    names = ("status", "progress", "last_on", "outlook_id")
    return tuple(getattr(kr, name) for name in names)


def _definitions(random: Random) -> int:
    """The newest event of a noun holds its definition of today, and says rightly what it concerns."""
    from northing.store.events import Event
    from northing.store.row import Row

    compared = 0
    for model in apps.get_models():
        if not issubclass(model, Row) or not model.NOUN:
            continue
        newest = Event.objects.filter(noun=model.NOUN).values("noun_id").annotate(last=Max("seq"))
        seqs = _chosen(random, newest.values_list("last", flat=True))
        for event in Event.objects.filter(seq__in=seqs).select_related("body"):
            row = model._default_manager.get(pk=event.noun_id)
            assert event.body.json == row.definition(), (
                event.seq,
                event.body.json,
                row.definition(),
            )
            assert (event.objective_id, event.team_id) == tuple(row.concerns()), event.seq
            compared += 1
    return compared


def _chosen(random: Random, keys: Iterable[int]) -> list[int]:
    listed = sorted(keys)
    return random.sample(listed, min(SAMPLE, len(listed)))


def _chain() -> int:
    """Every event links to the one before it, and the workspace's head to the last."""
    from northing.actions import change
    from northing.store.events import Event
    from northing.store.workspaces import Workspace

    link, seq = "", 0
    for event in Event.objects.order_by("seq").iterator():
        assert event.seq == seq + 1, f"There is a gap before {event.seq}."
        seq, link = event.seq, change.chain_hash(link, event)
        assert event.hash == link, f"The chain breaks at {event.seq}."
    head = Workspace.objects.get(slug=SLUG)
    assert (head.head_seq, head.head_hash) == (seq, link)
    return seq


if __name__ == "__main__":
    main()
