"""An installation like the one that the documentation speaks of: workspace acme, teams, KR-12, metric 7.

python -m tests.docs.stage FOLDER     prints a token that may do everything
"""

import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

PLAN = """# OKRs of Payments

## Objective: Paying is the easiest part of the day

- KR: Checkouts that are given up fall from 12 % to 6 % (@ann-lee)
- KR: Refunds take 2 days instead of 9
"""
SHEET = """Objective,Key result,Baseline,Target,Unit,Owner
Support answers at once,Tickets older than a day,40,5,,ann-lee
,Answers that are rated good,70 %,90 %,%,ann-lee
"""
KEY_RESULTS = 14


def main(folder: Path) -> None:
    """Prepare the database in `folder` (NORTHING_DATA points there) and fill it."""
    import django

    django.setup()
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.contrib.auth import get_user_model

    from northing.actions import key_results, objectives, people, queue, teams, tokens
    from northing.actions.accounts import create_and_found
    from northing.actions.key_results import NewKeyResult
    from northing.actions.objectives import NewObjective
    from northing.actions.workspaces import Founding
    from northing.cli.base import preparing
    from northing.jobs import schedules
    from northing.queries import callers, cycles

    preparing.database()
    preparing.static_files()
    now = datetime.now(UTC) - timedelta(days=20)
    founding = Founding("Acme Works", "acme", "Ann Lee", "ann-lee", "ann@acme.example")
    create_and_found(founding.admin_email, "a long walk home", founding, now)
    queue.keep_standard(schedules.standard(), now)
    standing = callers.by_handle("acme", "", "cli", now)
    assert standing is not None
    TOTP.activate(get_user_model().objects.get(), generate_totp_secret())
    ann, root = standing.caller, standing.teams[0].id
    for name in ("Payments", "Platform"):
        teams.join(ann, teams.create(ann, name, root).id, ann.person, lead=True)
    invited = people.invite(ann, "Ben Roth", handle="ben", team=root)
    people.edit(ann, invited.id, {"state": "active"}, {})
    standing = callers.by_handle("acme", "", "cli", now)
    assert standing is not None
    ann = standing.caller
    cycle = cycles.running(cycles.cycles(ann))
    assert cycle is not None
    payments = next(t.id for t in standing.teams if t.slug == "payments")
    for place, title in enumerate(("Paying is quick", "The night is quiet")):
        number = int(objectives.draft(ann, NewObjective(title, payments, cycle.id)).key[2:])
        for n in range(KEY_RESULTS // 2):
            wanted = NewKeyResult(
                f"Measure {place}.{n}", "decrease", unit="ms", baseline="500 ms", target="250 ms"
            )
            key_results.add(ann, number, wanted)
        objectives.propose(ann, number)
        objectives.agree(ann, number)
    today = replace(ann, now=datetime.now(UTC))
    sys.stdout.write(tokens.create(today, "docs", ("read", "check_in", "write")).secret)
    (folder / "plan.md").write_text(PLAN)
    (folder / "plan.csv").write_text(SHEET)
    (folder / "new-password").write_text("another long walk\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
