"""What an action may answer instead of doing: each says what is wrong, where, and what helps."""

from dataclasses import dataclass, field

from northing.kit.text import Text


class ActionError(Exception):
    """Base of all refusals. `status` is the HTTP answer, `id` a stable name, `again` whether trying again helps."""

    status = 400
    id = "refused"
    again = False

    def __init__(self, message: Text | str, remedy: Text | str = "", place: str = "") -> None:
        super().__init__(str(message))
        self.message, self.remedy, self.place = str(message), str(remedy), place


class InvalidError(ActionError):
    """What was typed cannot be right; `place` names the field."""

    status = 422
    id = "invalid"


class ForbiddenError(ActionError):
    """The caller sees the noun but may not do this."""

    status = 403
    id = "forbidden"


class NotFoundError(ActionError):
    """No such noun, or one that the caller may not see."""

    status = 404
    id = "not-found"


class KeyReusedError(ActionError):
    """An idempotency key came again with another request."""

    status = 422
    id = "idempotency-key-reused"


class UnreadableError(ActionError):
    """What is stored sealed cannot be opened: the installation's key was changed."""

    status = 503
    id = "unreadable-secret"


class TooManyError(ActionError):
    """More requests than are answered in a minute; `wait` says in how many seconds there are more."""

    status = 429
    id = "too-many"
    again = True

    def __init__(self, message: Text | str, remedy: Text | str = "", wait: int = 60) -> None:
        super().__init__(message, remedy)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that somebody else changed meanwhile: what was seen, what stands now, what was typed."""

    field: str
    seen: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class Differences:
    fields: tuple[Difference, ...] = field(default=())


class ConflictError(ActionError):
    """Somebody else changed the same field meanwhile; `differences` holds both texts."""

    status = 409
    id = "conflict"
    again = True

    def __init__(
        self, message: Text | str, remedy: Text | str = "", differences: tuple[Difference, ...] = ()
    ) -> None:
        super().__init__(message, remedy, differences[0].field if differences else "")
        self.differences = differences
