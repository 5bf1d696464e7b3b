"""Sheets with one column of titles: rows are objectives or key results by their type, level, number or parent."""

import re
from decimal import Decimal

from northing.domain.plan import SourceLine, normalized
from northing.transfer.sheets import items
from northing.transfer.sheets import vocabulary as words
from northing.transfer.sheets.cells import Cells, source
from northing.transfer.sheets.columns import Column
from northing.transfer.sheets.drafts import (
    NO_PARENT,
    DraftObjective,
    DraftResult,
    Drafts,
    Parent,
)
from northing.transfer.sheets.nodes import Node, marked
from northing.transfer.sheets.pairs import Around
from northing.transfer.sheets.titles import unmarked, unmarked_result
from northing.transfer.sheets.vocabulary import plain

TITLES = ("title", "objective", "key_result", "description", "metric")


def read(cells: Cells, drafts: Drafts, around: Around) -> None:
    """Every row of the table into objectives and key results."""
    tree = _Tree(cells, drafts, around)
    tree.grow()
    tree.plant()


class _Tree:
    def __init__(self, cells: Cells, drafts: Drafts, around: Around) -> None:
        self.cells, self.drafts, self.around = cells, drafts, around
        columns = [c for c in cells.table.columns if not c.number]
        self.columns = {c.field: c for c in reversed(columns)}
        self.nodes: list[Node] = []
        self.frame: list[int] = []

    # ── who stands under whom ───────────────────────────────────────────────

    def grow(self) -> None:
        """Read what rows call themselves and tie them to each other."""
        for row in self.cells.table.rows:
            node = self._node(row)
            if node is None:
                self.frame.append(row)
            else:
                self.nodes.append(node)
        self._tie_by_name()
        self._tie_by_depth()
        self._name_kinds()
        self._tie_by_order()

    def _node(self, row: int) -> Node | None:
        column = next((c for c in map(self.columns.get, TITLES) if self._text(row, c)), None)
        text = self._text(row, column)
        if not text or words.TOTAL.fullmatch(plain(text)):
            return None
        kind = words.ROW_TYPES.get(plain(self._text(row, self.columns.get("row_type"))), "")
        level = self._text(row, self.columns.get("level"))
        kind = kind or words.ROW_TYPES.get(plain(level), "")
        if not kind and column and column.field in {"objective", "key_result"} and self._has_both():
            kind = column.field
        if not kind:
            kind = marked(text)
        number = self._text(row, self.columns.get("number")) or self._text(
            row, self.columns.get("key")
        )
        outline = (
            tuple(map(int, number.rstrip(".").split("."))) if _OUTLINE.fullmatch(number) else ()
        )
        key = self._text(row, self.columns.get("key")) or number
        node = Node(
            row, text, kind, key, self._text(row, self.columns.get("parent")), outline=outline
        )
        if _LEVEL.fullmatch(level):
            node.depth = Decimal(level)
        elif (
            not self.columns.keys() & {"level", "parent"}
            and not outline
            and self.cells.sheet.indents
        ):
            node.depth = Decimal(self.cells.sheet.indents.get(row, 0))
        return node

    def _has_both(self) -> bool:
        return {"objective", "key_result"} <= self.columns.keys()

    def _text(self, row: int, column: Column | None) -> str:
        return self.cells.text(row, column).strip()

    def _tie_by_name(self) -> None:
        by_key: dict[str, Node] = {}
        by_title: dict[str, Node] = {}
        for node in self.nodes:
            if node.key:
                by_key.setdefault(node.key.casefold(), node)
            for tag in (unmarked(node.title), unmarked_result(node.title)):
                by_title.setdefault(normalized(tag[0]), node)
                if tag[1]:
                    by_key.setdefault(tag[1].casefold(), node)
            by_title.setdefault(normalized(node.title), node)
        for node in self.nodes:
            name = node.parent_name
            if name:
                found = by_key.get(name.casefold()) or by_title.get(normalized(name))
                if found is None:
                    found = by_title.get(normalized(unmarked(name)[0]))
                self._tie(node, found)

    def _tie(self, node: Node, above: Node | None) -> None:
        """Never in a ring: a row does not stand under what stands under it."""
        up = above
        while up is not None:
            if up is node:
                return
            up = up.parent
        if above is not None and node.parent is None:
            node.parent = above
            above.children.append(node)

    def _tie_by_depth(self) -> None:
        stack: list[Node] = []
        by_outline = {node.outline: node for node in self.nodes if len(node.outline) > 0}
        for node in self.nodes:
            if node.parent is None and len(node.outline) > 1 and not node.parent_name:
                self._tie(node, by_outline.get(node.outline[:-1]))
            if node.depth is None:
                continue
            while stack and (stack[-1].depth or 0) >= node.depth:
                stack.pop()
            if stack and not node.parent_name:
                self._tie(node, stack[-1])
            stack.append(node)

    def _name_kinds(self) -> None:
        """A row that says nothing is an objective if something stands under it, or under nothing it stands itself."""
        for node in self.nodes:
            if not node.kind:
                under = any(child.kind != "initiative" for child in node.children)
                node.kind = "objective" if under or node.parent is None else "key_result"

    def _tie_by_order(self) -> None:
        """A key result without a parent belongs to the objective above it; work to what stands above it."""
        objective: Node | None = None
        last: Node | None = None
        for node in self.nodes:
            if node.kind == "objective":
                objective = node
            elif node.parent is None and not node.parent_name:
                self._tie(node, objective if node.kind == "key_result" else last or objective)
            last = last if node.kind == "initiative" else node

    # ── into drafts ─────────────────────────────────────────────────────────

    def plant(self) -> None:
        """Make the objectives first, so that every key result finds its own."""
        for node in self.nodes:
            if node.kind == "objective":
                self._objective(node)
        for node in self.nodes:
            if node.kind == "key_result":
                self._result(node)
        for node in self.nodes:
            if node.kind == "objective" and isinstance(node.item, DraftObjective):
                self._align(node, node.item)
            elif node.kind == "initiative":
                self._initiative(node)
        self.cells.log.frame(self.cells.sheet, self.frame)

    def _objective(self, node: Node) -> None:
        title, tag = unmarked(node.title)
        columns = {k: c for k, c in self.columns.items() if k not in {"parent", *TITLES}}
        columns |= {k: c for k, c in self.columns.items() if k == "description"}
        if "description" in columns and node.title == self._text(node.row, columns["description"]):
            columns.pop("description")
        team = items.team(self.cells, node.row, self.columns.get("team")) or self.around.team
        period = (
            items.period(self.cells, node.row, self.columns, self.around.month)
            or self.around.period
        )
        place = self.cells.sheet.place(node.row)
        draft = DraftObjective(
            title, node.row, place, self._source(node, title), node.key or tag, team, period
        )
        known = self.drafts.known(title, "", team, period)
        node.item = known if known is not None and not node.key else self.drafts.add(draft)
        items.say_objective(node.item, self.cells, node.row, columns)

    def _result(self, node: Node) -> None:
        above = self._above(node)
        title, tag = unmarked_result(node.title)
        place = self.cells.sheet.place(node.row)
        draft = DraftResult(title, node.row, place, self._source(node, title), node.key or tag)
        team = items.team(self.cells, node.row, self.columns.get("team"))
        draft.team = team if team != above.team else ()
        node.item = draft
        above.results.append(draft)
        self.drafts.name(draft)
        left_out = {"parent", "title", "objective", "key_result"}
        columns = {k: c for k, c in self.columns.items() if k not in left_out}
        for name in ("metric", "description"):
            if name in columns and self._text(node.row, columns[name]) == node.title:
                columns.pop(name)
        items.say_result(draft, self.cells, node.row, columns)

    def _above(self, node: Node) -> DraftObjective:
        """The objective of a key result, however deep it stands; one without a title where there is none."""
        up = node.parent
        while up is not None:
            if isinstance(up.item, DraftObjective):
                return up.item
            up = up.parent
        if node.parent_name and (known := self._elsewhere(node)):
            return known
        known = self.drafts.known("", "", self.around.team, self.around.period)
        if known is None:
            place = self.cells.sheet.place(node.row)
            known = self.drafts.add(
                DraftObjective("", node.row, place, "", "", self.around.team, self.around.period)
            )
        return known

    def _elsewhere(self, node: Node) -> DraftObjective | None:
        """An objective of another sheet of the file."""
        name = node.parent_name
        found = self.drafts.of_key(name)
        if found is None:
            column = self.columns["parent"]
            self.cells.unread(node.row, column, NO_PARENT)
        return found

    def _align(self, node: Node, draft: DraftObjective) -> None:
        up = node.parent
        if up is not None and up.item is not None:
            draft.supports = draft.supports or up.item
        elif node.parent_name:
            place = self.cells.sheet.place(node.row, self.columns["parent"].at)
            draft.parents.append(Parent(node.parent_name, node.row, place))

    def _initiative(self, node: Node) -> None:
        """Work is kept in words with what it stands under."""
        above = node.parent.item if node.parent is not None else None
        line = SourceLine(node.row + 1, source(self.cells.sheet, node.row))
        if isinstance(above, DraftResult):
            above.initiatives.append(line)
            above.rows.append(node.row)
        elif isinstance(above, DraftObjective):
            above.notes.append(line)
            above.rows.append(node.row)
        else:
            self.cells.log.frame(self.cells.sheet, [node.row])

    def _source(self, node: Node, title: str) -> str:
        text = source(self.cells.sheet, node.row)
        return "" if text == title else text


_OUTLINE = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,5}\.?")
_LEVEL = re.compile(r"\d{1,2}")
