"""The workspace's own settings, and whether it is still empty."""

from dataclasses import dataclass

from northing.domain.access import Caller
from northing.store.objectives import Objective
from northing.store.workspaces import Workspace


@dataclass(frozen=True, slots=True)
class WorkspaceCard:
    """The settings; `personal_okrs`: whether people may have objectives of their own, `second_factor`:
    who needs one (nobody, admins, everybody)."""

    slug: str
    name: str
    tz: str
    fiscal_month: int
    weekday: int
    is_empty: bool
    personal_okrs: bool
    second_factor: str


def workspace(caller: Caller) -> WorkspaceCard:
    """The caller's workspace."""
    ws = Workspace.objects.get(pk=caller.workspace)
    empty = not Objective.objects.filter(ws=ws).exists()
    return WorkspaceCard(
        ws.slug, ws.name, ws.tz, ws.fiscal_month, ws.weekday, empty, ws.personal_okrs,
        ws.second_factor,
    )  # fmt: skip


def head(workspace: int, database: str) -> str:
    """The head of a workspace's chain of events in this database; empty where it is not known there."""
    rows = Workspace.objects.using(database).filter(pk=workspace)
    return rows.values_list("head_hash", flat=True).first() or ""
