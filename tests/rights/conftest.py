"""The house of the rights, built once for each file of tests; nothing that a cell does stays."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.rights.cells import Bench
from tests.rights.house import opened


@pytest.fixture(scope="module")
def bench(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Bench]:
    """Everybody and everything, in a transaction of its own."""
    with django_db_blocker.unblock(), opened() as house:
        yield Bench.of(house)
