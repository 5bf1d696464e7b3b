"""What a page of the preview sends back, as the flat names that the staged plan knows."""

from django.http import QueryDict

KEY_RESULT_FIELDS = (
    "title", "owner", "kind", "unit", "baseline", "target", "low", "high", "score", "done", "due_on",
    "metric", "first_target", "current", "current_on", "weight", "started_on", "state",
    "state_reason", "milestones", "checkpoints",
)  # fmt: skip
OBJECTIVE_FIELDS = ("title", "owner", "why", "ambition", "state")


def given(post: QueryDict) -> dict[str, str]:
    """Corrections of the lines that the page showed; a box that is not ticked counts as typed too.

    Each line names itself in `shown`, so that an empty box is told from a line of another page.
    """
    found = {n: post.get(n, "") for n in post if n.startswith(("team.", "cycle."))}
    for line in post.getlist("shown"):
        found[f"{line}.include"] = "" if f"{line}.skip" in post else "1"
        if f"{line}.title" in post:
            found[f"{line}.dropped"] = "1" if f"{line}.dropped" in post else ""
        fields = KEY_RESULT_FIELDS if ".k" in line else OBJECTIVE_FIELDS
        found |= {n: post.get(n, "") for field in fields if (n := f"{line}.{field}") in post}
    return found
