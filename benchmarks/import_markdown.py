"""How well published plans in Markdown are read: `python -m benchmarks.import_markdown`.

Reads every document of the corpus that has reference rows and matches the key results found
with those of the reference, one to one: the wording must agree (ratio of difflib, 0.9 or more,
on letters and digits alone), and so must the objective's. Prints recall, precision and F1 of
each document and their mean, median and minimum. The reference was itself made by heuristics.

The corpus is looked for in `../shared` or in the folder that NORTHING_SHARED names.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from northing.domain.plan import Plan, normalized
from northing.transfer.markdown import read

ALIKE = 0.9


@dataclass(frozen=True, slots=True)
class Pair:
    """A key result's wording and its objective's, ready to compare."""

    objective: str
    result: str


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    expected: int
    found: int
    matched: int
    texts: int
    """Found with the right wording, whatever the objective."""
    unread: int
    seconds: float
    missing: tuple[Pair, ...] = ()
    extra: tuple[Pair, ...] = ()

    @property
    def recall(self) -> float:
        return self.matched / self.expected

    @property
    def precision(self) -> float:
        return self.matched / self.found if self.found else 0.0

    @property
    def f1(self) -> float:
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("only", nargs="*", help="parts of file names")
    parser.add_argument("--show", action="store_true", help="print what is missing and invented")
    options = parser.parse_args()
    corpus = Path(os.environ.get("NORTHING_SHARED", "../shared")) / "corpus"
    if not corpus.is_dir():
        print(f"No corpus at {corpus}: set NORTHING_SHARED.")
        return 1
    outcomes = [
        _measure(corpus / "raw" / name, rows)
        for name, rows in sorted(_reference(corpus).items())
        if not options.only or any(part in name for part in options.only)
    ]
    _print(outcomes, show=options.show)
    return 0


def _reference(corpus: Path) -> dict[str, list[Pair]]:
    rows: dict[str, list[Pair]] = defaultdict(list)
    with (corpus / "okrs.jsonl").open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            name = row["file"]
            if name.endswith(".md") and (corpus / "raw" / name).is_file():
                rows[name].append(Pair(normalized(row["objective"]), normalized(row["key_result"])))
    return dict(rows)


def _measure(path: Path, expected: list[Pair]) -> Outcome:
    started = time.perf_counter()
    plan = read(path.read_bytes(), path.name)
    seconds = time.perf_counter() - started
    found = _pairs(plan)
    both = _match(expected, found, with_objective=True)
    texts = _match(expected, found, with_objective=False)
    return Outcome(
        name=path.stem,
        expected=len(expected),
        found=len(found),
        matched=len(both),
        texts=len(texts),
        unread=len(plan.unread),
        seconds=seconds,
        missing=tuple(pair for at, pair in enumerate(expected) if at not in both),
        extra=tuple(pair for at, pair in enumerate(found) if at not in both.values()),
    )


def _pairs(plan: Plan) -> list[Pair]:
    return [
        Pair(normalized(objective.title), normalized(result.title))
        for objective in plan.objectives
        for result in objective.key_results
    ]


def _match(expected: list[Pair], found: list[Pair], *, with_objective: bool) -> dict[int, int]:
    """Greedy by the best likeness: place in `expected` to place in `found`."""
    likeness: list[tuple[float, int, int]] = []
    for left, wanted in enumerate(expected):
        for right, had in enumerate(found):
            ratio = _ratio(wanted.result, had.result)
            near = _ratio(wanted.objective, had.objective) if ratio >= ALIKE else 0.0
            if ratio >= ALIKE and (near >= ALIKE or not with_objective):
                likeness.append((ratio + near, left, right))
    chosen: dict[int, int] = {}
    used: set[int] = set()
    for _score, left, right in sorted(likeness, reverse=True):
        if left not in chosen and right not in used:
            chosen[left] = right
            used.add(right)
    return chosen


def _ratio(left: str, right: str) -> float:
    if left == right:
        return 1.0
    longest = max(len(left), len(right))
    if not longest or abs(len(left) - len(right)) > longest * 0.2:
        return 0.0
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def _print(outcomes: list[Outcome], *, show: bool) -> None:
    head = f"{'document':34}{'expected':>9}{'found':>7}{'matched':>9}{'wording':>9}"
    print(head + f"{'recall':>8}{'prec.':>8}{'F1':>7}{'unread':>8}{'ms':>7}")
    for one in outcomes:
        print(
            f"{one.name[:33]:34}{one.expected:9}{one.found:7}{one.matched:9}{one.texts:9}"
            f"{one.recall:8.2f}{one.precision:8.2f}{one.f1:7.2f}{one.unread:8}"
            f"{one.seconds * 1000:7.0f}"
        )
        if show:
            for pair in one.missing:
                print(f"    missing  [{pair.objective[:60]}] {pair.result[:110]}")
            for pair in one.extra:
                print(f"    invented [{pair.objective[:60]}] {pair.result[:110]}")
    if not outcomes:
        print("No document matches.")
        return
    print()
    for name in ("f1", "recall", "precision"):
        values = [float(getattr(one, name)) for one in outcomes]
        print(
            f"{name:10} mean {statistics.mean(values):.3f}   median {statistics.median(values):.3f}"
            f"   min {min(values):.3f}   over {len(values)} documents"
        )
    matched, found = sum(one.matched for one in outcomes), sum(one.found for one in outcomes)
    expected = sum(one.expected for one in outcomes)
    recall, precision = matched / expected, matched / found
    print(f"all key results together: recall {recall:.3f}, precision {precision:.3f}")
    print("Headline: F1, mean over documents; bar: mean 0.80, median 0.95, none under 0.30.")


if __name__ == "__main__":
    sys.exit(main())
