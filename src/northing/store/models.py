"""Django looks for tables here; each noun has a file of its own."""

from northing.store.accounts import Account
from northing.store.check_ins import CheckIn
from northing.store.comments import Comment
from northing.store.cycles import Cycle
from northing.store.events import Event, EventBody, Idempotency
from northing.store.imports import StagedDocument, StagedImport
from northing.store.initiatives import Initiative
from northing.store.jobs import Schedule, Slot, Worker
from northing.store.key_results import KeyResult, Step
from northing.store.limits import Count
from northing.store.metrics import Metric, Reading
from northing.store.objectives import Alignment, Guard, Objective, ObjectiveTeam
from northing.store.outlooks import Outlook, Practice
from northing.store.people import Invitation, Person
from northing.store.search import SearchEntry, SearchWord
from northing.store.teams import Team, TeamAddress, TeamPerson
from northing.store.tokens import Token
from northing.store.waivers import Waiver
from northing.store.workspaces import NumberSeries, Workspace

__all__ = [
    "Account", "Alignment", "CheckIn", "Comment", "Count", "Cycle", "Event", "EventBody", "Guard",
    "Idempotency", "Initiative", "Invitation", "KeyResult", "Metric", "NumberSeries", "Objective",
    "ObjectiveTeam", "Outlook", "Person", "Practice", "Reading", "Schedule", "SearchEntry", "SearchWord", "Slot",
    "StagedDocument", "StagedImport", "Step", "Team", "TeamAddress", "TeamPerson", "Token", "Waiver", "Worker",
    "Workspace",
]  # fmt: skip
