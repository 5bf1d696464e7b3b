"""What the made-up requests find: the cast, and one of everything else that has an address."""

from dataclasses import dataclass

from northing.actions import comments, import_documents, imports, initiatives, tokens
from northing.queries import key_results, metrics
from northing.transfer import documents
from tests.api.schema_run import Known
from tests.cast import Cast, token_for

EVERY_SCOPE = ("read", "check_in", "write")
SHEET = (
    b"Objective;Key result;Baseline;Target;Due\nOrders go out;Late orders;1,234;1,000;03/04/2026\n"
)


@dataclass(frozen=True, slots=True)
class Stage:
    """The tokens by role, and what is there by the kind of its name."""

    tokens: dict[str, str]
    known: Known


def build(cast: Cast) -> Stage:
    """One of everything, made through actions."""
    number = cast.key_results["decrease"]
    said = comments.add(cast.max, f"KR-{number}", "Which cache was it?").id
    task = initiatives.add(cast.max, number, "Warm the caches").id
    plan = documents.read(SHEET, "plan.csv", fiscal_month=1)
    staged = imports.stage(cast.lea, plan, team=cast.platform, cycle=cast.cycle).id
    import_documents.keep(cast.lea, staged, SHEET, plan)
    page = key_results.key_result(cast.lea, number)
    assert page is not None
    return Stage(
        _tokens(cast),
        {
            "objective": (f"O-{cast.objective}", f"O-{cast.draft}", f"KR-{number}", "O-999"),
            "key_result": tuple(f"KR-{n}" for n in cast.key_results.values()),
            "slug": ("platform", "kestrel", "nowhere"),
            "team": (cast.platform, cast.company, 2**62),
            "either_team": (cast.platform, "platform", cast.company),
            "cycle": (cast.cycle, cast.cycle + 1),
            "metric": tuple(m.id for m in metrics.metrics(cast.lea)),
            "person": tuple(c.person for c in cast.insiders.values()),
            "check_in": (1, 2, 3),
            "comment": (said,), "initiative": (task,), "staged": (staged,),
            "change": (1, 2, 3, 4),
            "value": ("+3", "12 min", "40", 7, "12\0", "0.5", "1e30", "99 %", "yes"),
            "kind": ("increase", "decrease", "keep", "milestones", "yes_no", "find_baseline"),
            "unit": ("s", "%", "count", "CHF", "ms", "\0"),
            "day": ("2026-03-01", "2026-01-01", "0001-01-01", "9999-12-31", "1990-01-01", "\0"),
            "text": ("Orders go out", "nul \0 here", "x" * 600, "\u202eturned", "=1+1"),
            "state": ("draft", "active", "closed", "\0", "open", "done"),
            "format": ("md", "csv", "xlsx", "check-ins", "pdf", "\0"),
        },
    )  # fmt: skip


def _tokens(cast: Cast) -> dict[str, str]:
    revoked = tokens.create(cast.lea, "revoked", EVERY_SCOPE)
    tokens.revoke(cast.lea, revoked.id)
    return {
        "admin": token_for(cast.ada, *EVERY_SCOPE),
        "lead": token_for(cast.lea, *EVERY_SCOPE),
        "member": token_for(cast.max, *EVERY_SCOPE),
        "viewer": token_for(cast.vera, *EVERY_SCOPE),
        "outsider": token_for(cast.otto, *EVERY_SCOPE),
        "reader": token_for(cast.lea, "read"),
        "recorder": token_for(cast.max, "check_in"),
        "revoked": revoked.secret,
        "stranger": "",
    }
