"""A form made of Field shapes: shown, sent, refused, sent again; nothing that was typed is lost.

A page makes an Entry, base/entry.html shows it, `sent` reads it back, and a refusal makes it anew
with what was typed, the message at its field, and in a conflict both texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import uuid4

from django.http import QueryDict
from django.utils.translation import gettext as _

from northing.actions.errors import ActionError, ConflictError, Difference
from northing.web.base.shapes import Conflict, Field, Side

SEEN = "seen-"
THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Entry:
    """A form. `seen` is what its fields showed; `key` makes of a double post one write."""

    name: str
    button: str
    fields: tuple[Field, ...]
    action: str = ""
    key: str = ""
    seen: tuple[tuple[str, str], ...] = ()
    message: str = ""
    remedy: str = ""
    conflicts: tuple[Conflict, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    multipart: bool = False
    back_url: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """What came back: fields as typed, what had been seen in them, the key of the form."""

    given: Mapping[str, str]
    seen: Mapping[str, str]
    key: str


def entry(
    name: str, button: str, *fields: Field, action: str = "", is_edit: bool = False,
    hidden: tuple[tuple[str, str], ...] = (), multipart: bool = False, back_url: str = "",
) -> Entry:  # fmt: skip
    """A fresh form; an edit remembers what its fields showed. No `action`: the page itself."""
    return Entry(
        name, button, fields, action, uuid4().hex,
        seen=tuple((f.name, f.value) for f in fields) if is_edit else (),
        hidden=hidden, multipart=multipart, back_url=back_url,
    )  # fmt: skip


def sent(post: QueryDict, *names: str) -> Sent:
    """These fields of a form, as text; one that did not come is empty.

    Where the sender takes the other's text in a conflict, that text counts as typed.
    """
    given = {name: post.get(name, "") for name in names}
    seen = {name: post.get(SEEN + name, "") for name in names if SEEN + name in post}
    if post.get("settle") == THEIRS:
        given |= {name: seen[name] for name in post.getlist("conflicted") if name in seen}
    return Sent(given, seen, post.get("key", ""))


def refused(form: Entry, post: QueryDict, error: ActionError) -> Entry:
    """The same form with everything typed kept, and what is wrong said where it is wrong."""
    found = error.differences if isinstance(error, ConflictError) else ()
    again = tuple(_again(f, post, error) for f in form.fields)
    at_field = not found and error.place in {f.name for f in form.fields}
    theirs = {d.field: d.theirs for d in found}
    return replace(
        form,
        fields=again,
        seen=tuple((n, theirs.get(n, post.get(SEEN + n, v))) for n, v in form.seen),
        message="" if at_field else error.message,
        remedy="" if at_field else error.remedy,
        conflicts=tuple(_conflict(d, form.fields) for d in found),
    )


def _again(field: Field, post: QueryDict, error: ActionError) -> Field:
    here = error.place == field.name and not isinstance(error, ConflictError)
    errors = (" ".join(filter(None, (error.message, error.remedy))),) if here else ()
    return replace(field, value=post.get(field.name, ""), errors=errors)


def _conflict(one: Difference, fields: tuple[Field, ...]) -> Conflict:
    field = next((f for f in fields if f.name == one.field), Field(one.field, one.field))
    words = dict(field.choices)
    return Conflict(
        field.label,
        one.field,
        mine=Side(_("Yours"), _("typed just now"), words.get(one.yours, one.yours)),
        theirs=Side(_("Somebody else's"), _("saved meanwhile"), words.get(one.theirs, one.theirs)),
    )
