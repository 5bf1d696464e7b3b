"""What can go wrong with a file, said to the person who chose it."""

from northing.kit.text import Text


class TransferError(Exception):
    """A file that cannot be taken; it names the place and the way out.

    `place` says where (file, line, column), `message` what is wrong, `remedy` what to do.
    """

    def __init__(self, place: str, message: Text, remedy: Text) -> None:
        super().__init__(place, message, remedy)
        self.place = place
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.place}: {self.message} {self.remedy}"
