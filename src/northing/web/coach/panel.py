"""The place below a title where the coach speaks: whom it asks, and which fields it sends."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

KEY_RESULT = (
    "title", "kind", "unit", "baseline", "target", "due_on", "objective", "team", "cycle",
)  # fmt: skip
OBJECTIVE = ("title", "why", "ambition", "objective", "team", "cycle")


@dataclass(frozen=True, slots=True)
class Panel:
    """`fields` are sent whenever one of them changes, `known` beside them: what the form does not hold."""

    url: str
    fields: str
    known: str


def of_key_result(slug: str, known: Mapping[str, str]) -> Panel:
    """For the form of a key result."""
    return _panel(reverse("coach_key_result", args=(slug,)), KEY_RESULT, known)


def of_objective(slug: str, known: Mapping[str, str] | None = None) -> Panel:
    """For the form of an objective."""
    return _panel(reverse("coach_objective", args=(slug,)), OBJECTIVE, known or {})


def _panel(url: str, names: tuple[str, ...], known: Mapping[str, str]) -> Panel:
    return Panel(url, ",".join((*names, "csrfmiddlewaretoken")), json.dumps(dict(known)))
