"""How a document is laid out: what unmarked headings and list items are in it."""

import re
from dataclasses import dataclass, replace

from northing.transfer.markdown import sentences, tables, words
from northing.transfer.markdown.blocks import INTRO_LEVEL, Document
from northing.transfer.markdown.marks import Habits
from northing.transfer.markdown.places import Mode
from northing.transfer.markdown.tree import Node


@dataclass(frozen=True, slots=True)
class Shape:
    """What holds for the whole document."""

    about_okrs: bool
    explicit: bool
    """It marks its objectives or key results, or keeps them in tables."""
    role_results: bool
    """Its key results begin with a role: `Sales KR: …`."""
    inline: bool
    """Its lines hold an objective and key results: `Objective. Key result. Key result.`"""
    habits: Habits
    headed: bool = False
    """Headings or bold lines stand directly above its lists."""
    team_levels: frozenset[int] = frozenset()
    """Heading levels at which most headings are teams with a list of objectives below."""


def survey(root: Node, document: Document, habits: Habits, source_name: str) -> Shape:
    markers = role_results = tabled = heads = inline_heads = 0
    headed = False
    evidence = bool(words.EVIDENCE.search(source_name.rpartition("/")[2]))
    evidence = evidence or any(words.EVIDENCE.search(value) for value in document.meta.values())
    for node in root.walk():
        if node.kind == "table":
            tabled += tables.has_results(node.block)
            continue
        marks = node.marks
        markers += bool(marks.marker)
        role_results += marks.marker == "result" and bool(marks.role)
        if node.kind == "heading":
            headed = headed or (0 < node.block.level < INTRO_LEVEL and bool(node.items))
            evidence = evidence or bool(words.EVIDENCE.search(marks.plain))
            if marks.role:
                heads += 1
                inline_heads += len(sentences.split(marks.title)) > 1
    shape = Shape(
        about_okrs=evidence
        or markers > 1
        or tabled > 0
        or inline_heads > 1
        or _names_quarter(root, source_name),
        explicit=markers >= 2 or tabled > 0,
        role_results=role_results >= 2,
        inline=inline_heads * 2 >= heads > 0,
        habits=habits,
        headed=headed,
    )
    return replace(shape, team_levels=_team_levels(root, shape))


def _names_quarter(root: Node, source_name: str) -> bool:
    """Whether the file or one of the first headings is named after a quarter or a half year."""
    heads = [node.marks.plain for node in root.children if node.kind == "heading"][:3]
    texts = [source_name.rpartition("/")[2], *heads]
    return any(_QUARTER.search(text[:200]) for text in texts)


_QUARTER = re.compile(r"(?<![^\W_])(?:[qh][1-4]|[1-4]q|quarter|quartal)(?![^\W_])", re.I)


def _team_levels(root: Node, shape: Shape) -> frozenset[int]:
    votes: dict[int, int] = {}
    for node in root.walk():
        if node.kind == "heading" and node.marks.plain and not node.marks.marker:
            mode = items_below(node, shape)
            if mode != "none" and not is_section(node.marks.plain):
                flat = not any(item.items for item in node.items) and is_team(node.marks.plain)
                vote = 1 if mode == "objectives" else 0 if flat else -1
                votes[node.block.level] = votes.get(node.block.level, 0) + vote
    return frozenset(level for level, vote in votes.items() if vote > 0)


def is_noise(node: Node) -> bool:
    """Whether a heading opens a part that holds no plan: schedules, guidance, retrospectives."""
    text = node.marks.plain
    if node.marks.marker or len(text) > 120:
        return False
    if words.NOISE.search(text) is None:
        return False
    return not (is_section(text) and _PLAN_LAST.search(text)) or bool(_NEVER_PLAN.match(text))


def is_example(node: Node) -> bool:
    """Whether a heading announces an example or a template, marked plans below or not."""
    return re.match(r"^(?:examples?|samples?|beispiele?)\b", node.marks.plain, re.I) is not None


_PLAN_LAST = re.compile(r"\b(?:okrs?|objectives|goals|key results|ziele)\W*$", re.I)
_NEVER_PLAN = re.compile(
    r"^(?:previous|past|archived?|examples?|samples?|templates?|criteria|how|what|why|who|guid\w+)\b",
    re.I,
)


def team_name(text: str, period: str) -> str:
    """A heading without its period, address and colon: the team that it names."""
    text = re.sub(r"https?://\S+", "", text.replace(period, "") if period else text)
    name = re.sub(r"\(\s*\)?", "", text).strip(" :*-–—,|()")
    return "" if _NO_TEAM.fullmatch(name) else name


_NO_TEAM = re.compile(r"decisions?|proposals?|plans?|details|contents?|entscheidung|inhalt", re.I)


def is_section(text: str) -> bool:
    """Whether a heading names a period or the plan itself, such as `OKRs for Q3 2021`."""
    rest = words.SECTION_FILLER.sub(" ", words.SECTION.sub(" ", text))
    named = words.SECTION.search(text) is not None
    left = [word for word in re.findall(r"[^\W\d_]{2,}", rest) if not words.TEAMISH.search(word)]
    return named and len(left) <= 2 and len(text.split()) <= 10


def is_team(text: str) -> bool:
    """Whether a heading is short like the name of a team and no sentence."""
    count = len(text.split())
    if count <= 3 and (text.endswith(":") or words.TEAMISH.search(text)):
        return True
    return count <= 2 or bool(re.match(r"^(?:team|squad|tribe|abteilung)\b", text, re.I))


def items_below(node: Node, shape: Shape) -> Mode:
    """What the unmarked items directly below an unmarked heading are."""
    items = [item for item in node.items if not item.marks.label and not is_link(item)]
    if items and all(words.MONTHS.match(item.marks.plain) for item in items):
        return "none"
    decorated = _share(items) if shape.about_okrs else _share_beyond_boxes(items)
    if not items or not (shape.about_okrs or decorated >= 0.5):
        return "none"
    below = [child for item in items for child in item.items]
    parents = sum(1 for item in items if any(not is_note(child) for child in item.items))
    title = node.marks.plain
    if shape.habits.dotted and any(child.marks.marker == "result" for child in below):
        return "objectives"
    if decorated < 0.5 and (shape.explicit or _is_advice(items) or _only_introduces(node, shape)):
        return "none"
    names_section = not title or is_section(title) or words.VISION.match(title) is not None
    if parents * 2 < len(items):
        return _flat_list(node, shape, decorated, names_section=names_section, parents=parents)
    if decorated >= 0.5 > _share(below) and not names_section:
        return "results"
    teams = names_section or is_team(title) or _share(below) >= 0.5
    return "objectives" if teams else "results"


_NAMES_GOALS = re.compile(r"\b(?:goals|objectives|ziele)\b", re.I)


def _is_advice(items: list[Node]) -> bool:
    """Whether a list talks to its reader: what one should do and what a word means."""
    talking = sum(1 for item in items if _TALKS.search(item.marks.plain))
    return talking * 3 >= len(items)


_TALKS = re.compile(
    r"\b(?:you|your|should|must be|is an?|are an?|means|for example|e\.g\.|sie sollten|du)\b", re.I
)


def _only_introduces(node: Node, shape: Shape) -> bool:
    """Whether a line ending in a colon opens a list in a document whose headings do that."""
    return node.block.level == INTRO_LEVEL and shape.headed


def _flat_list(
    node: Node, shape: Shape, decorated: float, *, names_section: bool, parents: int
) -> Mode:
    """A list whose items mostly have nothing below them."""
    if names_section:
        return "objectives" if parents or _NAMES_GOALS.search(node.marks.plain) else "none"
    team = node.block.level in shape.team_levels and is_team(node.marks.plain)
    return "objectives" if team and decorated < 0.5 else "results"


def _share(items: list[Node]) -> float:
    return sum(1 for item in items if item.marks.decorated) / len(items) if items else 0.0


def _share_beyond_boxes(items: list[Node]) -> float:
    """The same where nothing speaks of objectives: there a check box alone is a to-do list."""
    told = [item for item in items if item.marks.decorated and not _only_box(item)]
    return len(told) / len(items) if items else 0.0


def _only_box(item: Node) -> bool:
    marks = item.marks
    return not (marks.marker or marks.priority or marks.owners or marks.score or marks.tags)


SHARE = re.compile(
    r"^(?P<who>[A-ZÄÖÜ]\w{1,20}(?: [A-ZÄÖÜ]\w{1,20})?)\s*:\s*(?:[01]?\.\d+|1|\d/\d)$"
)
"""`Kim: 0.5`, a person's share of a key result."""


def says_results_elsewhere(node: Node) -> bool:
    """Whether an objective's key results are marked, so that its other items are none."""
    for below in node.walk():
        if below is node:
            continue
        if below.marks.marker == "result" or below.marks.label == "results":
            return True
        if below.kind == "table" and tables.has_results(below.block):
            return True
    return False


def is_note(item: Node) -> bool:
    """Whether an item only remarks on the one above: an address, a month's figure, a result."""
    text = item.marks.plain
    return bool(
        not re.search(r"\w", text)
        or re.match(r"[^\W\d][\w .+&,()-]{0,40}:\s*[\d./%, ]{1,12}$", text)
        or re.match(r"https?://\S+$", text)
        or (re.search(r"https?://\S+$", text) and not item.marks.marker)
        or words.MONTHS.match(text)
        or (item.marks.label and item.marks.label not in ("results", "objectives"))
        or (item.marks.bold and re.search(r"\bachieved\b|\d\s?%", text) and not item.items)
    )


def is_unfilled(node: Node) -> bool:
    """Whether an item is only a place to write: `[your objective]`, `TBD`, `…`."""
    title = node.marks.title
    return bool(node.marks.plain) and (not title or _UNFILLED.match(title) is not None)


_UNFILLED = re.compile(
    r"^(?:\W*[\[<{][^\[\]<>{}]*[\]>}]\W*|tbd|tba|tbc|todo|n/?a|xxx+|[.…\s_]+|"
    r"to be (?:defined|determined|decided|added|confirmed|done)|coming soon|noch offen|folgt|"
    r"(?:add|insert|write|enter) [\w ]{0,30}here)\W*$",
    re.I,
)


def are_groups(items: list[Node]) -> bool:
    """Whether items only sort the commitments below them under short names."""
    return all(
        not item.marks.decorated and item.items and len(item.marks.title.split()) <= 3
        for item in items
    )


def is_link(item: Node) -> bool:
    """Whether an item is an entry of a table of contents or a bare link."""
    text = item.block.text.strip()
    if re.match(r"^!?\[.{0,500}\]\(#?[^()\s]*\)\s*$", text) is None:
        return text.lower() in ("toc", "[toc]")
    return "](#" in text or ("](objective" in text) or not item.marks.decorated


def leads_nowhere(items: list[Node]) -> bool:
    """Whether all items of a list are entries of a table of contents."""
    return bool(items) and all("](#" in item.block.text for item in items)
