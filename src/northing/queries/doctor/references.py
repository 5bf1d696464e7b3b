"""References across workspaces: there must be none, and no composite key of the database forbids them.

Read off the models themselves, so that a new table or column is looked at without a further line: every
reference between two rows that both belong to a workspace, by a column or by the row they are part of.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Count, F, Model, Q
from django.db.models.fields.related import ForeignKey

from northing.kit.text import text as _
from northing.queries.doctor.finding import Asked, Finding, error, ok
from northing.store.workspaces import Workspace

LABEL = "northing"
DEEPEST = 4
"""How many rows upwards a workspace is looked for."""


class Reference(NamedTuple):
    """A column that leads from a row of one workspace to a row that must be of the same one."""

    model: type[Model]
    column: str
    here: str
    there: str

    @property
    def label(self) -> str:
        return f"{self.model.__name__}.{self.column}"


def across(asked: Asked) -> Iterator[Finding]:
    """Count the rows that refer to another workspace's."""
    broken = {label: number for label, number in counted().items() if number}
    for label, number in broken.items():
        yield error(
            "references.across_workspaces",
            _("{number} rows refer to another workspace by {column}.", number=number, column=label),
            _("Restore the last backup in which this is not so, and report how it came about."),
        )
    if not broken:
        yield ok(
            "references.within",
            _("No row refers to another workspace's; {number} columns looked at.", number=len(references())),
        )  # fmt: skip


def counted() -> dict[str, int]:
    """For each reference, how many rows break it; each table is read once."""
    by_model: dict[type[Model], list[Reference]] = {}
    for reference in references():
        by_model.setdefault(reference.model, []).append(reference)
    found: dict[str, int] = {}
    for model, those in by_model.items():
        counts = {
            f"n{place}": Count("pk", filter=Q(**{f"{r.there}__isnull": False}) & ~Q(**{r.there: F(r.here)}))
            for place, r in enumerate(those)
        }  # fmt: skip
        answer = model._base_manager.aggregate(**counts)
        found |= {r.label: answer[f"n{place}"] for place, r in enumerate(those)}
    return found


def references() -> tuple[Reference, ...]:
    """Every reference between rows of workspaces, from the models as they are."""
    found = []
    for model in apps.get_app_config(LABEL).get_models():
        here = workspace_of(model)
        if here is None:
            continue
        for field in _keys(model):
            there = workspace_of(_target(field))
            is_the_way_up = here == field.name or here.startswith(f"{field.name}__")
            if there is not None and not is_the_way_up and _target(field) is not Workspace:
                found.append(Reference(model, field.name, here, f"{field.name}__{there}"))
    return tuple(found)


def workspace_of(model: type[Model], depth: int = 0) -> str | None:
    """How a query names a row's workspace: `ws_id`, or `event__ws_id` by what it is part of; None without."""
    keys = _keys(model)
    for field in keys:
        if _target(field) is Workspace:
            return str(field.attname)
    if depth == DEEPEST or model._meta.app_label != LABEL:
        return None
    for field in keys:
        if not field.null and (above := workspace_of(_target(field), depth + 1)) is not None:
            return f"{field.name}__{above}"
    return None


def _keys(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def _target(field: Any) -> type[Model]:
    found: type[Model] = field.remote_field.model
    return found
