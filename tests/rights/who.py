"""Who asks, in which groups they stand, and the rights of docs/roles.md as sets of them.

A right says who may do a thing and who may know of it. Of those inside the workspace, whoever knows
of it and may not do it is refused (403), and for whoever may not know of it, it is not there (404).
Everybody outside gets one answer for all that a workspace holds: 404 on pages, 401 or 404 on the API.
"""

from collections.abc import Mapping
from dataclasses import dataclass

INSIDE: Mapping[str, str] = {
    "admin": "an admin of the workspace; in the root team alone, which she leads",
    "above": "leads the team above the one concerned",
    "lead": "leads the team concerned",
    "elsewhere": "leads another team, and is in no other",
    "owner": "owns the objective; in another team",
    "keeper": "owns the key results; in another team",
    "author": "wrote the drafts and proposals; left the team since",
    "member": "in the team concerned",
    "contributor": "in a team that contributes to the objective",
    "viewer": "a viewer, in no team",
}
"""The people of the workspace, and what sets each apart from the others."""

OUTSIDE: Mapping[str, str] = {
    "outsider": "an admin of another workspace",
    "stranger": "somebody who is not signed in, without a token",
    "inactive": "was an admin and led the team; made inactive, with the session of before",
}

TOKENS: Mapping[str, str] = {
    "revoked": "a token of somebody who may, revoked",
    "expired": "a token of somebody who may, past its last day",
    "unknown": "a token that was made up",
    "session": "the session of somebody who may, without a token",
    "reader": "a token of somebody who may, with the scope read alone",
    "checker": "a token of somebody who may, with read and check_in",
    "writer": "a token of somebody who may, with read and write",
}

EVERYBODY = frozenset(INSIDE)
NOBODY: frozenset[str] = frozenset()
MEMBERS = EVERYBODY - {"viewer"}
TEAM = frozenset({"lead", "member"})
NEAR = TEAM | {"admin", "above", "author"}
"""Who sees a draft: its author, its team's people, leads above, admins."""
LEADS = frozenset({"admin", "above", "lead", "elsewhere"})
"""Admins, and whoever leads any team at all."""


@dataclass(frozen=True, slots=True)
class Right:
    """Who may do it, who knows of it (all inside unless given), and the scope that a token needs."""

    words: str
    may: frozenset[str]
    know: frozenset[str] = EVERYBODY
    scope: str = "write"

    def of(self, role: str) -> str:
        """`yes`, `no` (403) or `none` (404) for somebody inside."""
        if role in self.may:
            return "yes"
        return "no" if role in self.know else "none"


def seen_by(words: str, know: frozenset[str]) -> Right:
    """The right to look at something that only these know of."""
    return Right(words, know, know, scope="read")


# ── to look ───────────────────────────────────────────────────────────────────
SEE = seen_by("see what is shared", EVERYBODY)
SEE_DRAFT = seen_by("see a draft", NEAR)
SEE_PERSONAL_DRAFT = seen_by("see a personal draft", NEAR - {"author"})
SEE_OWN_ENDED = seen_by("see how a personal objective ended", frozenset({"member"}))
SEE_WAITING = seen_by("see a document that waits", frozenset({"lead"}))
SEE_PERSON = seen_by("see a person's history", frozenset({"admin", "member"}))
SEE_TOKEN = seen_by("see a token", frozenset({"admin", "member"}))
SEE_COMMENT = seen_by("be asked whether to take one's comment back", frozenset({"member"}))
SEE_BELONGINGS = seen_by(
    "see what somebody owns that one may hand over", frozenset({"admin", "lead"})
)
SEE_BEGINNING = seen_by("see the first two minutes", frozenset({"admin"}))
SEE_JOBS = seen_by("see what runs by itself", frozenset({"admin"}))
ASKED = Right("be asked for a check-in", TEAM | {"owner", "keeper", "contributor"}, scope="read")

# ── objectives and key results ────────────────────────────────────────────────
DRAFT = Right("draft for the own team", TEAM)
PROPOSE = Right("propose", frozenset({"author", "lead"}), NEAR)
WITHDRAW = Right("take a proposal back", frozenset({"author", "lead"}))
AGREE = Right("agree", frozenset({"lead"}))
AGREE_AT_ROOT = Right("agree for the root team", frozenset({"admin"}))
EDIT_DRAFT = Right("edit a draft", TEAM | {"author"}, NEAR)
EDIT_PROPOSAL = Right("edit a proposal", TEAM | {"author"})
EDIT = Right("edit what is active", frozenset({"owner", "lead"}))
EDIT_KR = Right("edit an active key result", frozenset({"keeper", "lead"}))
CLOSE = Right("close or cancel", frozenset({"owner", "lead"}))
CHECK_IN = Right("check in", TEAM | {"owner", "keeper", "contributor"}, scope="check_in")
COMMENT = Right("comment", MEMBERS)
COMMENT_DRAFT = Right("comment on a draft", NEAR, NEAR)
OWN_COMMENT = Right("take one's own comment back", frozenset({"member"}))
COMMENT_DRAFT_BY_API = Right("comment on a draft", NEAR, NEAR | {"viewer"})
"""A viewer is refused before it is looked up, whether it is there or not."""
COMMENT_ENDED_BY_API = Right(
    "comment on one's own that ended", frozenset({"member"}), frozenset({"member", "viewer"})
)
DRAFT_COMMENT_OF_ANOTHER = Right("take back one's comment on a draft", frozenset({"lead"}), NEAR)
PERSONAL = Right("write one's own objective", frozenset({"member"}))
PERSONAL_CHECK_IN = Right("check in on one's own", frozenset({"member"}), scope="check_in")
PERSONAL_ENDED = Right("take one's own up again", frozenset({"member"}), frozenset({"member"}))

# ── what belongs to a team ────────────────────────────────────────────────────
TEAM_WORK = Right("metrics, initiatives", TEAM | {"admin"})
DRAFT_WORK = Right("metrics, initiatives of a draft", TEAM | {"admin"}, NEAR)
DRAFT_PUSH = Right("push a reading of a draft's metric", TEAM | {"admin"}, NEAR, scope="check_in")
PUSH = Right("push a reading", TEAM | {"admin", "owner", "keeper", "contributor"}, scope="check_in")
PUSH_OWN = Right(
    "push a reading of a metric one watches", TEAM | {"admin", "elsewhere"}, scope="check_in"
)
KEEP_TEAM = Right("keep a team's people", frozenset({"admin", "lead"}))
HAND_OVER = Right("hand over", frozenset({"admin", "lead"}))
IMPORT = Right("import", frozenset({"admin", "lead"}))
OWN_IMPORT = Right("one's own document that waits", frozenset({"lead"}), frozenset({"lead"}))

# ── the workspace ─────────────────────────────────────────────────────────────
ADMINISTER = Right("administer", frozenset({"admin"}))
ONESELF = Right("change one's own name and address", frozenset({"admin", "member"}))
JOBS = Right("run, try again, let go what runs by itself", frozenset({"admin"}))
TOKEN = Right("make a token of one's own", EVERYBODY)
REVOKE = Right(
    "end a token: one's own, admins any",
    frozenset({"admin", "member"}),
    frozenset({"admin", "member"}),
)
BEGIN = Right("begin a workspace", frozenset({"admin"}), frozenset({"admin"}))
