"""Texts for people, translated when they are printed and not before.

The rings below the doors know no web framework, yet what they say is read by people in their own
language. They write `text("{done} of {all} steps", done=2, all=5)`; whoever wires the process
together installs the translator.
"""

from collections.abc import Callable
from dataclasses import dataclass

Translator = Callable[[str], str]
PluralTranslator = Callable[[str, str, int], str]


def _same(msgid: str) -> str:
    return msgid


def _english(singular: str, plural: str, number: int) -> str:
    return singular if number == 1 else plural


@dataclass
class _Installed:
    one: Translator = _same
    many: PluralTranslator = _english


_installed = _Installed()


def install(one: Translator, many: PluralTranslator) -> None:
    """Use these two functions (gettext, ngettext) for every text printed from now on."""
    _installed.one, _installed.many = one, many


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence and what fills its gaps; `str()` gives it in the reader's language."""

    msgid: str
    params: tuple[tuple[str, object], ...] = ()
    plural: str = ""
    number: int = 1

    def __str__(self) -> str:
        one, many = _installed.one, _installed.many
        pattern = many(self.msgid, self.plural, self.number) if self.plural else one(self.msgid)
        return pattern.format(**dict(self.params)) if self.params else pattern


def text(msgid: str, /, **params: object) -> Text:
    """A text whose gaps are written as in `str.format`."""
    return Text(msgid, tuple(params.items()))


def plural(singular: str, plural: str, number: int, /, **params: object) -> Text:
    """A text that depends on a count; `{number}` is always one of its gaps."""
    return Text(singular, (("number", number), *params.items()), plural, number)
