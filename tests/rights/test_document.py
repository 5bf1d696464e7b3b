"""docs/rights.md says what the tests try, and there is a job for nobody without a right of its own."""

import pkgutil
from importlib import import_module

import northing.jobs
from tests.rights.commands import COMMANDS
from tests.rights.document import FILE, document
from tests.rights.endpoints import ENDPOINTS
from tests.rights.jobs import TASKS
from tests.rights.pages import PAGES
from tests.rights.who import INSIDE, NOBODY


def test_the_page_is_of_today() -> None:
    assert FILE.read_text() == document(), (
        "The rights changed: python -m tests.rights.document > docs/rights.md, and read what is different."
    )


def test_every_right_is_somebodys() -> None:
    for row in (*PAGES, *ENDPOINTS, *COMMANDS):
        assert row.right.may != NOBODY, row.label
        assert row.right.may <= row.right.know <= set(INSIDE), row.label


def test_every_job_is_known() -> None:
    """A task runs for no person: what it may be asked to do, and by whom, is written down."""
    found = {
        f"{module.name}.{name}"
        for module in pkgutil.iter_modules(northing.jobs.__path__)
        for name, task in vars(import_module(f"northing.jobs.{module.name}")).items()
        if hasattr(task, "module_path") and hasattr(task, "enqueue")
    }
    assert found, "The tasks of jobs/ are found by their `module_path` and `enqueue`."
    assert found == set(TASKS), (
        f"Say in tests/rights/jobs.py for whom these run and what they write: {sorted(found ^ set(TASKS))}"
    )
