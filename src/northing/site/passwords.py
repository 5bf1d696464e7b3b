"""How passwords are kept: Argon2id with more memory than OWASP asks for, and no length that is cut off."""

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 128


class Argon2(Argon2PasswordHasher):
    """Argon2id, 46 MiB, two passes, one lane.

    OWASP's Password Storage Cheat Sheet asks for 46 MiB and one pass, or as much work. Django's own
    default takes 100 MiB and eight lanes: a quarter of a second here, and two thirds of the memory that
    a process of the web server may use. Another cost in a stored hash is put right on the next sign-in.
    """

    time_cost = 2
    memory_cost = 47_104
    parallelism = 1


class MaximumLength:
    """Refuses what is longer than 128 characters: nothing is cut off in silence."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        return _("A password has at most %(most)s characters.") % {"most": LONGEST}
