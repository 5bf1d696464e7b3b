"""Tarnmoor, the firm of the demo: who works there, what they aimed for, and what happened.

`history(today)` tells it so that `today` always lies in week nine of the running quarter.
The words are in the `.toml` files beside this one, a file per team; how a story line is
written is told in `story.py`. `document.md` is one more plan of the firm, as people write them.
"""

from northing.transfer.demo.calendar import DOCUMENT_CYCLE, DOCUMENT_TEAM
from northing.transfer.demo.model import (
    DemoAccount,
    DemoCheckpoint,
    DemoCycle,
    DemoHistory,
    DemoKeyResult,
    DemoMetric,
    DemoObjective,
    DemoPerson,
    DemoStep,
    DemoTeam,
    DemoWorkspace,
    Detail,
    Happening,
    Verb,
)
from northing.transfer.demo.telling import DEMO_ACCOUNTS, document, history

__all__ = [
    "DEMO_ACCOUNTS",
    "DOCUMENT_CYCLE",
    "DOCUMENT_TEAM",
    "DemoAccount",
    "DemoCheckpoint",
    "DemoCycle",
    "DemoHistory",
    "DemoKeyResult",
    "DemoMetric",
    "DemoObjective",
    "DemoPerson",
    "DemoStep",
    "DemoTeam",
    "DemoWorkspace",
    "Detail",
    "Happening",
    "Verb",
    "document",
    "history",
]
