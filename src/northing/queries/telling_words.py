"""The sentences of the history: what was done, by noun and verb, with gaps for the nouns in it."""

from typing import Any

from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

SENTENCES: dict[tuple[str, str], Any] = {
    ("objective", "draft"): lazy("drafted {it}"),
    ("objective", "import"): lazy("imported {it}"),
    ("objective", "propose"): lazy("proposed {it}"),
    ("objective", "withdraw"): lazy("took the proposal of {it} back"),
    ("objective", "agree"): lazy("agreed to {it}"),
    ("objective", "close"): lazy("closed {it}"),
    ("objective", "cancel"): lazy("gave {it} up"),
    ("objective", "reopen"): lazy("reopened {it}"),
    ("objective", "align"): lazy("linked {it} upward"),
    ("objective", "unalign"): lazy("took a link of {it} away"),
    ("objective", "guard"): lazy("set a guard for {it}"),
    ("objective", "unguard"): lazy("took a guard of {it} away"),
    ("objective", "hand_over"): lazy("handed {it} over"),
    ("key_result", "hand_over"): lazy("handed {it} over"),
    ("initiative", "hand_over"): lazy("handed the initiative {it} over"),
    ("metric", "hand_over"): lazy("handed the metric {it} over"),
    ("key_result", "add_key_result"): lazy("added {it} to {above}"),
    ("key_result", "import"): lazy("imported {it}"),
    ("key_result", "agree"): lazy("agreed to {it}"),
    ("key_result", "retarget"): lazy("retargeted {it}"),
    ("key_result", "pause"): lazy("paused {it}"),
    ("key_result", "resume"): lazy("resumed {it}"),
    ("key_result", "drop"): lazy("dropped {it}"),
    ("key_result", "close"): lazy("closed {it}"),
    ("key_result", "reopen"): lazy("reopened {it}"),
    ("key_result", "step"): lazy("marked steps of {it}"),
    ("check_in", "correct"): lazy("corrected a check-in on {kr}"),
    ("check_in", "push_reading"): lazy("pushed a reading to {kr}"),
    ("check_in", "import"): lazy("imported a result of {kr}"),
    ("reading", "push_reading"): lazy("pushed a reading to the metric {measure}"),
    ("comment", "withdraw_comment"): lazy("took a comment on {about} back"),
    ("comment", "import"): lazy("kept a note of the document on {about}"),
    ("waiver", "waive"): lazy("let {rule} stand on {about} until {until}"),
    ("waiver", "end_waiver"): lazy("lets {rule} stand on {about} no longer"),
    ("workspace", "edit_lint"): lazy("changed the rules of the writing coach"),
    ("team", "edit_lint"): lazy("changed the rules of the writing coach for {it}"),
    ("person", "invite"): lazy("invited {it}"),
    ("person", "reinvite"): lazy("invited {it} again"),
    ("person", "accept_invitation"): lazy("came in for the first time"),
    ("person", "deactivate"): lazy("took leave of {it}"),
    ("person", "reactivate"): lazy("brought {it} back"),
    ("person", "set_password"): lazy("set a new password for {it}"),
    ("person", "remove_second_factor"): lazy("took the second factor off {it}"),
    ("workspace", "found"): lazy("founded the workspace {it}"),
    ("import", "import"): lazy("imported {it}"),
    ("import", "discard_import"): lazy("threw the preview of {it} away"),
}
BECAME: dict[str, tuple[tuple[str, tuple[Any, ...]], ...]] = {
    "team": (
        ("merged_into_id", (lazy("merged the team {it} into {end}"), lazy("parted the team {it} again"))),
        ("archived_at", (lazy("archived the team {it}"), lazy("took the team {it} up again"))),
        ("parent_id", (lazy("moved the team {it}"),)),
        ("name", (lazy("renamed the team {it}"),)),
    ),
    "team_person": (
        ("until", (lazy("took {person} out of {team}"), lazy("put {person} back into {team}"))),
        ("lead", (lazy("made {person} a lead of {team}"), lazy("made {person} no lead of {team} any more"))),
    ),
    "cycle": (("closed_at", (lazy("closed the cycle {it}"), lazy("opened the cycle {it} again"))),),
    "token": (("revoked_at", (lazy("revoked the token {it} of {person}"),)),),
    "invitation": (
        ("accepted_at", (lazy("accepted an invitation"),)),
        ("revoked_at", (lazy("revoked an invitation of {person}"),)),
    ),
}  # fmt: skip
WORK = {
    "doing": lazy("began the initiative {it} for {kr}"),
    "done": lazy("finished the initiative {it} for {kr}"),
    "stopped": lazy("stopped the initiative {it} for {kr}"),
}
BY_NOUN: dict[str, tuple[Any, Any]] = {
    "objective": (lazy("made {it}"), lazy("edited {it}")),
    "key_result": (lazy("added {it} to {above}"), lazy("edited {it}")),
    "check_in": (lazy("checked in on {kr}"), lazy("changed a check-in on {kr}")),
    "comment": (lazy("commented on {about}"), lazy("changed a comment on {about}")),
    "initiative": (
        lazy("added the initiative {it} to {kr}"), lazy("edited the initiative {it} of {kr}"),
    ),
    "metric": (lazy("made the metric {it}"), lazy("edited the metric {it}")),
    "reading": (lazy("kept a reading"), lazy("changed a reading")),
    "team": (lazy("made the team {it}"), lazy("edited the team {it}")),
    "team_person": (lazy("put {person} into {team}"), lazy("changed {person} in {team}")),
    "cycle": (lazy("made the cycle {it}"), lazy("edited the cycle {it}")),
    "workspace": (lazy("founded the workspace {it}"), lazy("changed the settings of {it}")),
    "person": (lazy("added {it}"), lazy("changed the entry of {it}")),
    "invitation": (lazy("made an invitation for {person}"), lazy("changed an invitation")),
    "token": (lazy("made the token {it} for {person}"), lazy("changed the token {it}")),
    "waiver": (
        lazy("let {rule} stand on {about} until {until}"), lazy("changed how long {rule} stands on {about}"),
    ),
    "import": (lazy("read {it} for a preview"), lazy("changed the preview of {it}")),
}  # fmt: skip


def counted(noun: str, number: int) -> str:
    """`3 key results`."""
    return _COUNTS[noun](number) % {"n": number} if noun in _COUNTS else f"{number} {noun}"


_COUNTS: dict[str, Any] = {
    "objective": lambda n: ngettext("%(n)s objective", "%(n)s objectives", n),
    "key_result": lambda n: ngettext("%(n)s key result", "%(n)s key results", n),
    "check_in": lambda n: ngettext("%(n)s check-in", "%(n)s check-ins", n),
    "comment": lambda n: ngettext("%(n)s comment", "%(n)s comments", n),
    "initiative": lambda n: ngettext("%(n)s initiative", "%(n)s initiatives", n),
    "metric": lambda n: ngettext("%(n)s metric", "%(n)s metrics", n),
    "reading": lambda n: ngettext("%(n)s reading", "%(n)s readings", n),
    "team": lambda n: ngettext("%(n)s team", "%(n)s teams", n),
    "team_person": lambda n: ngettext("%(n)s place in a team", "%(n)s places in teams", n),
    "cycle": lambda n: ngettext("%(n)s cycle", "%(n)s cycles", n),
    "person": lambda n: ngettext("%(n)s person", "%(n)s people", n),
    "invitation": lambda n: ngettext("%(n)s invitation", "%(n)s invitations", n),
    "token": lambda n: ngettext("%(n)s token", "%(n)s tokens", n),
    "import": lambda n: ngettext("%(n)s document", "%(n)s documents", n),
    "waiver": lambda n: ngettext("%(n)s waiver", "%(n)s waivers", n),
    "workspace": lambda n: ngettext("%(n)s workspace", "%(n)s workspaces", n),
}
