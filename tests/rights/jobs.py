"""Every task of jobs/: for whom it runs. A job acts for no person; who may run, try again or drop one is a
right of admins, tried as page, endpoint and command (`settings_jobs`, `/jobs`, `northing job`).
"""

from collections.abc import Mapping

TASKS: Mapping[str, str] = {
    "backing_up.backup": "the installation: writes its backup, nothing of a workspace",
    "outlooks.sweep": "one workspace, named by its id: judges key results, leaves no event",
    "tidying.tidy": "the installation: forgets ended sessions and old jobs, nothing of a workspace",
}
