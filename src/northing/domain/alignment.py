"""The graph of what supports what. Nodes are ids of objectives."""

from collections.abc import Iterable


def loop(edges: Iterable[tuple[int, int | None]], child: int, parent: int) -> tuple[int, ...]:
    """The loop that a new link child → parent would close, as a path from child back to child; or ().

    `edges` are the links that stand: (objective, what it supports). Linear in their number.
    """
    above: dict[int, list[int]] = {}
    for one, up in edges:
        if up is not None:
            above.setdefault(one, []).append(up)
    came_from: dict[int, int] = {parent: child}
    waiting = [parent]
    while waiting:
        at = waiting.pop()
        if at == child:
            return _path(came_from, child, parent)
        for up in above.get(at, ()):
            if up not in came_from:
                came_from[up] = at
                waiting.append(up)
    return ()


def _path(came_from: dict[int, int], child: int, parent: int) -> tuple[int, ...]:
    if child == parent:
        return (child, child)
    path, at = [child], came_from[child]
    while at != child:
        path.append(at)
        at = came_from[at]
    return (child, *reversed(path[1:]), child)
