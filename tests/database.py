"""The database of tests: SQLite, or what DATABASE_URL names; static files without a build.

`python -m tests.everything` runs all tests once: those of the database on both databases, all others
once. Its two workers say which part is theirs by NORTHING_TESTS (`sqlite` or `postgres`).
"""

import os
from typing import Any

import pytest
from django.conf import settings
from django.test import TransactionTestCase

from northing.store import guard

DATABASE_FIXTURES = frozenset(
    {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
)


def pytest_configure(config: pytest.Config) -> None:
    """Serve static files as they lie in the sources, and let the test runner empty our tables."""
    for marker in (
        "browser: drives headless Chromium",
        "static: reads sources only, no database: part of `make check`",
        "thorough: takes minutes (kills, fuzzers, replicas): part of `make test-all` alone",
    ):
        config.addinivalue_line("markers", marker)
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"]["BACKEND"] = plain
    settings.API_LIMIT = 0  # tests ask more in a minute than people do; tests/security sets one
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    TransactionTestCase._fixture_teardown = _emptying(  # type: ignore[method-assign,attr-defined]  # the guard would refuse it
        TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # not in the stubs
    )


def _emptying(teardown: Any) -> Any:
    def emptied(self: TransactionTestCase) -> None:
        with guard.writing():
            teardown(self)

    return emptied


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to each of the two workers its part; what takes minutes runs when it is asked for by `-m`."""
    if "thorough" not in config.option.markexpr:
        _leave_out(config, items, [i for i in items if i.get_closest_marker("thorough")])
    part = os.environ.get("NORTHING_TESTS", "")
    if part:
        items[:] = [item for item in items if _belongs(item, part)]


def _leave_out(config: pytest.Config, items: list[pytest.Item], some: list[pytest.Item]) -> None:
    out = set(some)
    items[:] = [item for item in items if item not in out]
    config.hook.pytest_deselected(items=some)


def _belongs(item: pytest.Item, part: str) -> bool:
    if item.get_closest_marker("browser"):
        return part == "sqlite"
    return needs_database(item) or part == "postgres"


@pytest.fixture(autouse=True)
def no_page_of_another_test() -> None:
    """A test starts as a process does: with no page kept."""
    from northing.site import kept

    kept.pages.forget()


def needs_database(item: pytest.Item) -> bool:
    """Whether a test touches the database, by its mark or by a fixture that it asks for."""
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(names & DATABASE_FIXTURES)
