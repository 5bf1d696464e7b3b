"""What a check-in's form sends, read into what the action takes."""

from dataclasses import dataclass
from uuid import uuid4

from django.http import QueryDict

from northing.actions.check_ins import Said

MY_WEEK = "my_week"


@dataclass(frozen=True, slots=True)
class Sent:
    """What was said, the key of the form, and the page on which the form stood."""

    said: Said
    key: str
    back: str


def sent(post: QueryDict) -> Sent:
    """The form as sent. Whoever says "no change" sends no value, whatever stands in the field."""
    no_change = bool(post.get("no_change"))
    said = Said(
        value=None if no_change else post.get("value", ""),
        confidence=post.get("confidence", ""),
        note=post.get("note", ""),
        no_change=no_change,
        adjust=bool(post.get("adjust")),
        as_of=post.get("as_of", ""),
        steps_done=steps(post) if "steps" in post else None,
    )
    return Sent(said, post.get("key", ""), MY_WEEK if post.get("back") == MY_WEEK else "")


def steps(post: QueryDict) -> tuple[int, ...]:
    """The ids of the ticked steps; an empty entry says only that the form had steps."""
    return tuple(int(text) for text in post.getlist("steps") if text.isdecimal() and len(text) < 19)


def hidden(back: str = "", key: str = "") -> tuple[tuple[str, str], ...]:
    """The fields that every form sends unseen; a fresh key unless one is given."""
    return (("key", key or uuid4().hex), ("back", back))
