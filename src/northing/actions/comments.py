"""Comments and stories on an objective, a key result or one of its check-ins."""

from northing.actions import find, typed
from northing.actions.change import Done, change
from northing.actions.errors import ForbiddenError, InvalidError
from northing.domain.access import About, Caller, Verb
from northing.kit.text import text as _
from northing.queries import comments
from northing.store.check_ins import CheckIn
from northing.store.comments import Comment


def add(
    caller: Caller,
    about: str,
    text: str,
    *,
    check_in: int | None = None,
    story: bool = False,
    key: str = "",
) -> Done:
    """A comment on `O-7` or `KR-12`, or on a check-in of that key result."""
    with change(caller, "comment", key=key, request=[about, text, check_in, story]) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.COMMENT, About())
        row = Comment(
            ws_id=caller.workspace, author_id=caller.person, written_at=caller.now, story=story,
            text=typed.prose(text, "text", 4000, required=True),
        )  # fmt: skip
        letter, _dash, digits = about.strip().upper().partition("-")
        number = typed.whole(digits)
        if letter == "O" and number is not None:
            row.objective = find.objective(caller, number, lock=False)
        elif letter == "KR" and number is not None:
            row.key_result = find.key_result(caller, number)
        else:
            raise InvalidError(
                _("Comment on an objective or a key result."), _("Write O-7 or KR-12."), "about"
            )
        if check_in is not None:
            row.check_in = CheckIn.objects.filter(key_result=row.key_result, pk=check_in).first()
            if row.check_in is None:
                raise find.not_found("check_in")
        return c.answer(c.insert(row))


def withdraw(caller: Caller, comment: int, *, key: str = "") -> Done:
    """Take back one's own comment; that there was one stays visible."""
    with change(caller, "withdraw_comment", key=key, request=comment) as c:
        if c.earlier:
            return c.earlier
        row = (
            Comment.objects.select_for_update(no_key=True)
            .filter(ws=caller.workspace, pk=comment)
            .first()
        )
        if row is None:
            raise find.not_found("comment")
        if row.author_id != caller.person and comments.comment(caller, comment) is None:
            raise find.not_found("comment")
        find.must(caller, Verb.COMMENT, About())
        if row.author_id != caller.person:
            raise ForbiddenError(
                _("You may not do this."), _("Only its author takes a comment back."), "comment"
            )
        if row.withdrawn_at is None:
            c.update(row, withdrawn_at=caller.now)
        return c.answer(row)
