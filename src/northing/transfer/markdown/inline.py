"""Inside one line: links, emphasis, code, HTML and entities become plain text.

Every pattern is linear in the length of its text: none has a repeat inside a repeat.
"""

import html
import re
from collections.abc import Collection

_TAGS = (
    "a|abbr|b|big|br|center|cite|code|dd|del|details|div|dl|dt|em|figure|font|h[1-6]|hr|i|iframe|"
    "img|ins|kbd|li|mark|ol|p|pre|q|s|section|small|span|strike|strong|sub|summary|sup|table|tbody|"
    "td|tfoot|th|thead|tr|tt|u|ul|var|video"
)
TAG = re.compile(rf"</?(?:{_TAGS})(?=[\s/>])[^<>]{{0,2000}}/?>", re.IGNORECASE)
COMPONENT = re.compile(r"</?[A-Z]\w{0,40}(?=[\s/>])[^<>]{0,2000}>")
BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--[^<>]*-->")
_IMAGE = re.compile(r"!\[([^\[\]]{0,300})\](?:\([^()]{0,2000}\)|\[[^\[\]]{0,200}\])")
_ADDRESS = r"\([^()]*(?:\([^()]*\)[^()]*){0,2}\)"
_LINK = re.compile(rf"\[([^\[\]]+)\]{_ADDRESS}")
_NESTED = re.compile(rf"\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*){{1,3}})\]{_ADDRESS}")
_REFERENCE = re.compile(r"\[([^\[\]]{1,500})\](?:\s?\[([^\[\]]{0,100})\])?")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]{1,2000})>")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,50}\]")
_STRUCK = re.compile(r"(~~?)(?=\S)([^~]{1,3000})(?<=\S)\1(?!~)")
_SMALL = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_]{1,2000})(?<=[^\s*_])\1(?![\w*_])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~<>|&$%])")
_SHORTCODE = re.compile(r":[a-z][a-z0-9_+-]{1,40}:")
_BADGE = re.compile(r"!\[\s?([Pp][0-9])\s?\]")


def plain(text: str, references: Collection[str] = (), *, keep_struck: bool = False) -> str:
    """The words of a line without their markup, single-spaced.

    `references`: the lower-case names of the document's link definitions. Struck-out words
    are left out unless `keep_struck`.
    """
    text = _COMMENT.sub(" ", text) if "<!--" in text else text
    if "<" in text:
        text = _AUTOLINK.sub(r"\1", text)
        text = TAG.sub("", BREAK.sub(" ", text))
    if "[" in text:
        text = without_links(text, references)
    if "~" in text:
        text = _STRUCK.sub(r"\2" if keep_struck else " ", text)
    text = text.replace("**", "").replace("__", "").replace("`", "")
    if "*" in text or "_" in text:
        text = _SMALL.sub(r"\2", text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "&" in text:
        text = html.unescape(text)
    if ":" in text:
        text = _SHORTCODE.sub(" ", text)
    return " ".join(text.split())


def without_links(text: str, references: Collection[str] = ()) -> str:
    """Links become their words, images and footnote marks nothing."""
    text = _FOOTNOTE.sub("", _IMAGE.sub(" ", text))
    if "](" in text:
        text = _LINK.sub(r"\1", text)
        if "](" in text:
            text = _NESTED.sub(r"\1", text)
    if not references:
        return text

    def words(match: re.Match[str]) -> str:
        name = (match[2] or match[1]).lower()
        return match[1] if plain_reference(name) in references else match[0]

    return _REFERENCE.sub(words, text)


def plain_reference(name: str) -> str:
    """A link definition's name as it is compared."""
    return " ".join(name.strip().lower().split())


def is_struck(text: str) -> bool:
    """Whether all words are crossed out, as in `~~gone~~`, beside a check box or a link."""
    return "~" in text and not re.search(r"\w", plain(text)) and bool(re.search(r"\w", text))


def is_bold(text: str) -> bool:
    """Whether the line begins in bold and most of it is."""
    lead = text.lstrip()[:2]
    if lead not in ("**", "__"):
        return False
    inside = text.lstrip()[2:].partition(lead)[0]
    return len(inside) * 2 > len(text.strip())


def badge(text: str) -> str:
    """The priority that a badge image carries in its alternative text, such as `p1`."""
    match = _BADGE.search(text) if "![" in text else None
    return match[1].upper() if match else ""
