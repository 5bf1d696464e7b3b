"""Every word that a template shows goes through translation."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

pytestmark = pytest.mark.static

WEB = Path(__file__).parents[2] / "src" / "northing" / "web"
SHOWN = frozenset({"title", "alt", "placeholder", "aria-label", "aria-description", "label"})
SILENT = frozenset({"script", "style", "code", "kbd"})
ENDS = {
    "blocktranslate": "endblocktranslate",
    "blocktrans": "endblocktrans",
    "comment": "endcomment",
}
# Names, units and examples of what is typed are the same in every language.
SAME_EVERYWHERE = frozenset(
    {
        "Northing",
        "OKR",
        "OKRs",
        "KR",
        "KPI",
        "API",
        "CSV",
        "JSON",
        "Markdown",
        "UTC",
        "http",
        "https",
    }
)
HOLE = " "
# The style guide shows made-up figures to those who build pages; nobody else sees it.
SAMPLES = frozenset({"styleguide.html"})


def untranslated(template: str) -> list[str]:
    """The words of a template that would stay English in every language."""
    reader = _Reader()
    reader.feed("".join(_pieces(template)))
    reader.close()
    return [text for text in reader.found if _has_words(text)]


def _pieces(template: str) -> Iterator[str]:
    """The template's own text, with holes where values and translated sentences go."""
    until = ""
    for token in Lexer(template).tokenize():
        if until:
            until = (
                ""
                if token.token_type is TokenType.BLOCK and token.contents.split()[0] == until
                else until
            )
        elif token.token_type is TokenType.TEXT:
            yield token.contents
        elif token.token_type is TokenType.BLOCK:
            until = ENDS.get(token.contents.split()[0], "")
            yield HOLE
        elif token.token_type is TokenType.VAR:
            yield HOLE


def _has_words(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", text)
    return any(word not in SAME_EVERYWHERE for word in words)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        self.found += [value for name, value in attrs if name in SHOWN and value]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT and self.silent > 0

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data.strip())


@pytest.mark.parametrize(
    "path",
    sorted(p for p in WEB.rglob("*.html") if p.name not in SAMPLES),
    ids=lambda p: p.relative_to(WEB).as_posix(),
)
def test_every_text_is_translated(path: Path) -> None:
    found = untranslated(path.read_text(encoding="utf-8"))
    assert not found, f"Put these into {{% translate %}} or {{% blocktranslate %}}: {found}"


def test_the_reader_finds_what_it_is_there_to_find() -> None:
    assert untranslated('<p>Save it</p><a title="Close">×</a>') == ["Save it", "Close"]
    assert untranslated("<p>Save {{ n }} of it</p>") == ["Save   of it"]
    fine = (
        '<p class="a {{ b }}">{% translate "Save" %} {{ n }}</p>{# a note #}'
        "{% blocktranslate %}Some words{% endblocktranslate %}<kbd>Ctrl</kbd>"
    )
    assert untranslated(fine) == []
