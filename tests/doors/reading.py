"""Which functions of queries and actions each door uses, read off the sources.

Only the sources are read, nothing runs: a function counts as used by a door where one of the door's
files names it, by its module (`objectives.close`) or by itself.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2] / "src" / "northing"
ROOMS = ("actions", "queries")


def verbs(room: str) -> set[str]:
    """`actions.objectives.close`: the public functions of a room that take the caller first."""
    return {
        f"{room}.{path.stem}.{node.name}"
        for path in sorted((ROOT / room).glob("*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _asks_who(node)
    }


def _asks_who(node: ast.FunctionDef) -> bool:
    return bool(node.args.args) and node.args.args[0].arg in {"caller", "standing"}


def used(door: str) -> set[str]:
    """What the files of a door name of both rooms; its tests do not count."""
    found: set[str] = set()
    for path in sorted((ROOT / door).rglob("*.py")):
        if "tests" not in path.parts:
            found |= _named(ast.parse(path.read_text(encoding="utf-8")))
    return found


def _named(tree: ast.AST) -> set[str]:
    stands_for: dict[str, set[str]] = defaultdict(set)
    for name, target in _imports(tree):
        stands_for[name].add(target)
    found = {
        target for targets in stands_for.values() for target in targets if target.count(".") == 2
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found |= {f"{target}.{node.attr}" for target in stands_for.get(node.value.id, ())}
    return found


def _imports(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Each name that stands for a module of the rooms, or for something in one, and what it stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            home = node.module.removeprefix("northing.")
            if home.split(".")[0] in ROOMS and node.module.startswith("northing."):
                for name in node.names:
                    yield name.asname or name.name, f"{home}.{name.name}"
