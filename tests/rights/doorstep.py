"""Every address outside the workspaces: signing in, one's own account, invitations, what monitors ask.

An account knows no workspace, so here are two sorts of people only: strangers, and whoever is signed in,
also an outsider and somebody made inactive: their account is theirs.

Each line says what a stranger and then what somebody signed in gets, for GET and for POST (an empty form):
a status; `in`: led to sign in; `on`: led elsewhere.
"""

from collections.abc import Mapping

OPEN = ("200 200", "200 200")
READ_ONLY = ("200 405", "200 405")
BEFORE_ONE_IS_IN = ("200 200", "on on")
MIDDLE_OF_SIGNING_IN = ("in in", "on on")
OWN = ("in in", "200 200")
OWN_READING = ("in 405", "200 405")
OWN_IF_ANY = ("in in", "404 404")
"""One's own second factor: the people of the house have none. tests/security tries them."""
CONFIRMING = ("in in", "403 403")
"""Typing one's password again: refused outside of something that asks for it."""
NOT_HERE = ("404 404", "404 404")

DOORSTEP: Mapping[str, tuple[str, str]] = {
    "account_change_password": ("in in", "on on"),
    "account_email": OWN_READING,
    "account_inactive": READ_ONLY,
    "account_login": BEFORE_ONE_IS_IN,
    "account_logout": ("on on", "200 on"),
    "account_reauthenticate": CONFIRMING,
    "account_reset_password": READ_ONLY,
    "account_security": OWN_READING,
    "account_session_end": ("405 in", "405 404"),
    "account_sessions_end": ("405 in", "405 on"),
    "account_set_password": OWN,
    "account_signup": BEFORE_ONE_IS_IN,
    "demo": NOT_HERE,
    "figures": NOT_HERE,
    "healthz": OPEN,
    "home": ("in 405", "on 405"),
    "invitation": ("200 200", "200 422"),
    "mfa_activate_totp": OWN,
    "mfa_add_webauthn": OWN,
    "mfa_authenticate": MIDDLE_OF_SIGNING_IN,
    "mfa_deactivate_totp": OWN_IF_ANY,
    "mfa_edit_webauthn": OWN_IF_ANY,
    "mfa_generate_recovery_codes": OWN,
    "mfa_index": OWN_READING,
    "mfa_list_webauthn": OWN_READING,
    "mfa_login_webauthn": MIDDLE_OF_SIGNING_IN,
    "mfa_reauthenticate": CONFIRMING,
    "mfa_reauthenticate_webauthn": CONFIRMING,
    "mfa_remove_webauthn": OWN_IF_ANY,
    "mfa_view_recovery_codes": ("in in", "404 405"),
    "readyz": OPEN,
    "styleguide": OPEN,
    "welcome": NOT_HERE,
}

EXCEPTIONS: Mapping[tuple[str, str, str], str] = {
    ("home", "GET", "inactive"): "200",
    ("invitation", "POST", "outsider"): "on",
}
"""Whoever is in no workspace is told so; whoever is not yet in this one accepts its invitation."""
