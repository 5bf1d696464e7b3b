"""What search knows is what there is: kept by every change, at little cost, and made anew the same."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.actions import (
    check_ins,
    comments,
    imports,
    initiatives,
    key_results,
    objectives,
    people,
    teams,
)
from northing.actions.check_ins import Said
from northing.actions.errors import ForbiddenError
from northing.queries.search import search
from northing.store import guard
from northing.store.check_ins import CheckIn
from northing.store.search import SearchEntry, SearchWord
from northing.transfer import markdown
from tests.cast import NOW, Cast, number
from tests.pages.every_page import DOCUMENT, stock

LATER = NOW + timedelta(minutes=1)


def _found(caller: Any, asked: str) -> list[tuple[str, str]]:
    found = search(caller, asked)
    return [
        (hit.noun, hit.key or hit.slug or hit.about or str(hit.id))
        for one in found.sorts
        for hit in one.hits
    ]


def _known() -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    columns = (
        "ws", "noun", "noun_id", "objective", "key_result", "title", "name", "words", "said", "alive",
    )  # fmt: skip
    entries = SearchEntry.objects.order_by("noun", "noun_id").values_list(*columns)
    words = SearchWord.objects.order_by("ws", "word", "remains").values_list(
        "ws", "word", "remains"
    )
    return list(entries), list(words)


def test_what_every_action_kept_is_what_a_fill_makes(cast: Cast) -> None:
    """Also the way in which a database that was there before search learns what it holds."""
    given = stock(cast)
    plan = markdown.read(DOCUMENT.encode(), "a.md")
    imports.commit(cast.lea, imports.stage(cast.lea, plan, team=cast.platform, cycle=cast.cycle).id)
    objectives.edit(cast.lea, cast.objective, {"title": "Nobody fears a release"}, {}, "Clearer.")
    key_results.edit(cast.lea, given.full, {"title": "A build needs 6 minutes"}, {}, "Shorter.")
    people.edit(cast.max, cast.max.person, {"name": "Max Öttinger"}, {})
    _correct(cast, given.full, given.check_in, "Nothing is cached.")
    comments.withdraw(cast.lea, given.comment)
    initiatives.edit(cast.max, given.initiative, {"state": "done"}, {})
    teams.edit(cast.ada, cast.platform, {"name": "Plattform"}, {})
    kept = _known()
    assert len(kept[0]) > 40
    with guard.writing():
        SearchEntry.objects.all().delete()
        SearchWord.objects.all().delete()
        import_module("northing.store.migrations.0011_search").fill(apps, None)
    made = _known()
    assert kept[0] == made[0]
    assert set(kept[1]) >= set(made[1])
    # A word that is gone from a name but still leads to something, by an address or a reason, stays known.
    assert {word for _ws, word, _rest in set(kept[1]) - set(made[1])} == {"platform"}
    assert ("team", "platform") in _found(cast.lea, "plattform")


def _correct(cast: Cast, kr: int, check_in: int, note: str) -> None:
    said = Said("12 min", "6", note=note)
    check_ins.supersede(replace(cast.max, now=LATER), kr, check_in, said, "I misread.")


def _statements(write: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        write()
    return sum("northing_search" in query["sql"] for query in asked.captured_queries)


def test_a_check_in_pays_one_statement_for_its_note(cast: Cast) -> None:
    kr = cast.key_results["increase"]
    later = (replace(cast.max, now=NOW + timedelta(minutes=n)) for n in range(1, 9))
    assert _statements(lambda: check_ins.record(next(later), kr, Said("30", "7"))) == 0
    note = Said("31", "7", note="Rollout of the gateway reached Lisbon.")
    assert _statements(lambda: check_ins.record(next(later), kr, note)) == 1
    assert _found(cast.vera, "lisbon rollout") == [("check_in", f"KR-{kr}")]


def test_a_correction_takes_the_place_of_the_note(cast: Cast) -> None:
    kr = cast.key_results["decrease"]
    latest = CheckIn.objects.filter(key_result__number=kr).latest("pk").pk
    before = len(_found(cast.lea, "caches warm"))
    _correct(cast, kr, latest, "They were cold after all.")
    assert len(_found(cast.lea, "caches warm")) == before - 1
    assert _found(cast.lea, "cold after all") == [("check_in", f"KR-{kr}")]
    _correct(cast, kr, CheckIn.objects.latest("pk").pk, "")
    assert _found(cast.lea, "cold after all") == []


def test_a_comment_taken_back_is_gone_at_once(cast: Cast) -> None:
    about = f"O-{cast.objective}"
    done = comments.add(cast.max, about, "The zeppelin lands on Friday.")
    assert _found(cast.vera, "zeppelin") == [("comment", about)]
    comments.withdraw(cast.max, done.id)
    assert _found(cast.vera, "zeppelin") == []
    assert not SearchEntry.objects.filter(words__contains="zeppelin").exists()


def test_a_name_that_changed_leaves_no_word_behind(cast: Cast) -> None:
    people.edit(cast.max, cast.max.person, {"name": "Maximilian Quastenflosser"}, {})
    assert _found(cast.vera, "Qastenflosser") == [("person", "max")]
    people.edit(cast.max, cast.max.person, {"name": "Somebody"}, {})
    assert _found(cast.vera, "quastenflosser") == _found(cast.vera, "Qastenflosser") == []
    assert not SearchEntry.objects.filter(words__contains="quastenflosser").exists()
    assert not SearchWord.objects.filter(word="quastenflosser").exists()
    assert SearchWord.objects.filter(word="moser").exists()


def test_a_word_that_another_name_has_stays(cast: Cast) -> None:
    done = objectives.draft(cast.lea, _objective(cast, "Platform teams talk"))
    objectives.edit(cast.lea, number(done.key), {"title": "Teams talk"}, {})
    assert ("team", "platform") in _found(cast.vera, "Platfrom")


def _objective(cast: Cast, title: str) -> Any:
    return objectives.NewObjective(title, cast.platform, cast.cycle)


def test_what_is_refused_is_not_known(cast: Cast) -> None:
    before = _known()
    with pytest.raises(ForbiddenError):
        objectives.draft(cast.vera, _objective(cast, "A viewer has an aim"))
    assert _known() == before
