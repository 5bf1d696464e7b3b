"""How well the linter reads statements: `make bench-lint`.

Scores the readings of `northing lint --readings` against the labels of a corpus of published OKRs, source by
source, counts findings on its pairs of bad and good wordings, its key results and its documents, and measures
statements a second. The baselines are the commonest label of the other sources, and, as measured elsewhere on
the same labels, words weighted by TF-IDF with a logistic regression, leaving one source out.

Nothing is fitted by a machine, so there is no model to leave a source out of. But whoever wrote the rules could
see these labels: every figure is of seen text, and texts of other sources will be read less well.

The corpus is looked for in `../shared/corpus` or where `--corpus` says.
"""

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

from northing.domain.lint import engine, reading
from northing.domain.lint.aims import KeyResultAim, ObjectiveAim
from northing.domain.lint.engine import Policy
from northing.domain.lint.rule import Finding, Severity
from northing.transfer.lint import judging, readings

FIELDS = (
    ("key_result", "kind"), ("key_result", "measurable"), ("key_result", "measure_type"),
    ("key_result", "has_target"), ("key_result", "has_baseline"), ("key_result", "has_timeframe"),
    ("objective", "qualitative"), ("objective", "prescriptive"), ("objective", "concise"),
)  # fmt: skip
LABELS = {"has_timeframe": "has_timeframe_in_text"}
TRAINED = {
    "kind": "0.61 / 0.52", "has_target": "0.68 /  –  ", "measurable": "0.85 /  –  ", "prescriptive": " –   / 0.56",
}  # fmt: skip
WEIGHT = {Severity.ERROR: 9, Severity.WARNING: 3, Severity.HINT: 1}
Rows = list[dict[str, Any]]
Judged = Sequence[tuple[str, str]]
"""What was labelled, and what was read."""


def main() -> int:
    options = _options()
    if not (options.corpus / "labels.jsonl").is_file():
        print(
            f"No corpus at {options.corpus}: nothing was measured. Say where it is: --corpus FOLDER"
        )
        return 1
    _fields(_rows(options.corpus / "labels.jsonl"), show=options.show)
    _unmeasurable(_rows(options.corpus / "labels.jsonl"), show=options.show)
    _pairs(_rows(options.corpus / "graded" / "pairs.jsonl"), show=options.show)
    _errors(options.corpus, show=options.show)
    _speed(_rows(options.corpus / "okrs.jsonl"))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=Path("..") / "shared" / "corpus")
    parser.add_argument(
        "--show", action="store_true", help="print every statement that was read otherwise"
    )
    return parser.parse_args()


def _rows(path: Path) -> Rows:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


# ── readings against labels ───────────────────────────────────────────────────
def _fields(labels: Rows, *, show: bool) -> None:
    for row in labels:
        found = reading.read(row["text"], row["type"], row.get("lang") or "")
        row["read"] = readings.fields(row["id"], found)
    print(
        "Readings against labels: accuracy / macro-F1. These labels could be seen while the rules were written:"
    )
    print("no figure is of unseen sources, where less is to be expected.\n")
    print(f"{'field':<14}{'n':>5}  {'all, 95 % interval':<28}{'without borderline':<24}"
          f"{'commonest':<15}{'TF-IDF':<13}F1 of yes")  # fmt: skip
    for noun, field in FIELDS:
        rows = [row for row in labels if row["type"] == noun]
        _line(field, rows)
    print(
        "\nSource by source: accuracy and its 95 % interval (Wilson); lowest and highest with 5 labels or more\n"
    )
    for noun, field in FIELDS:
        _spread(field, [row for row in labels if row["type"] == noun])
    _confusion([row for row in labels if row["type"] == "key_result"])
    if show:
        _differences(labels)


def _line(field: str, rows: Rows) -> None:
    everything, sure = (
        _judged(rows, field),
        _judged([r for r in rows if not r.get("borderline")], field),
    )
    low, high = wilson(_right(everything), len(everything))
    whole = f"{_both(everything)} [{low:.2f}, {high:.2f}]"
    yes = f"{f1(everything, 'yes'):.2f}" if {t for t, _r in everything} <= {"yes", "no"} else ""
    print(f"{field:<14}{len(everything):>5}  {whole:<28}{f'{_both(sure)} (n {len(sure)})':<24}"
          f"{_both(_commonest(rows, field)):<15}{TRAINED.get(field, ''):<13}{yes}")  # fmt: skip


def _judged(rows: Rows, field: str) -> Judged:
    return [(row[LABELS.get(field, field)], row["read"][field]) for row in rows]


def _commonest(rows: Rows, field: str) -> Judged:
    """What somebody would say who knows only the commonest label of the other sources."""
    said = []
    for row in rows:
        others = Counter(r[LABELS.get(field, field)] for r in rows if r["source"] != row["source"])
        said.append((row[LABELS.get(field, field)], others.most_common(1)[0][0]))
    return said


def _spread(field: str, rows: Rows) -> None:
    by_source = defaultdict(list)
    for row in rows:
        by_source[row["source"]].append(row)
    figures = []
    for source, listed in by_source.items():
        judged = _judged(listed, field)
        figures.append((_right(judged) / len(judged), source, _right(judged), len(judged)))
    if field == "kind":
        print("\n".join(f"{'kind':<14} {_source(figure)}" for figure in sorted(figures)))
    many = sorted(f for f in figures if f[3] >= 5)
    mean = sum(f[0] for f in figures) / len(figures)
    print(
        f"{field:<14} mean of {len(figures)} sources {mean:.2f}, from {_source(many[0])} to {_source(many[-1])}"
    )


def _source(figure: tuple[float, str, int, int]) -> str:
    share, source, right, number = figure
    low, high = wilson(right, number)
    return f"{source} {share:.2f} [{low:.2f}, {high:.2f}] of {number}"


def _confusion(rows: Rows) -> None:
    kinds = ("outcome", "output", "activity")
    counts = Counter(_judged(rows, "kind"))
    print("\nKinds: labelled in rows, read in columns\n")
    print(f"{'':<10}" + "".join(f"{kind:>10}" for kind in kinds))
    for truth in kinds:
        print(f"{truth:<10}" + "".join(f"{counts[truth, said]:>10}" for said in kinds))


def _differences(labels: Rows) -> None:
    print()
    for noun, field in FIELDS:
        for row in labels:
            truth, said = (row.get(LABELS.get(field, field)), row["read"][field])
            if row["type"] == noun and truth != said:
                unsure = " (borderline)" if row.get("borderline") else ""
                print(f"{field}: labelled {truth}, read {said}{unsure}: {row['text'][:150]}")


# ── findings ──────────────────────────────────────────────────────────────────
def _findings(noun: str, text: str, language: str = "") -> tuple[Finding, ...]:
    if noun == "objective":
        return engine.of_objective(ObjectiveAim(text, language=language))
    return engine.of_key_result(KeyResultAim(text, has_due=False, language=language))


def _unmeasurable(labels: Rows, *, show: bool) -> None:
    """Beside those that can be measured: a linter that finds fault with everything would reach every share."""
    print()
    for label, name in (("no", "not measurable"), ("yes", "measurable")):
        rows = [r for r in labels if r["type"] == "key_result" and r["measurable"] == label]
        found = [_findings("key_result", r["text"], r.get("lang") or "") for r in rows]
        heavy = sum(any(f.severity is not Severity.HINT for f in listed) for listed in found)
        print(f"Key results labelled {name} with a finding: {_share(sum(map(bool, found)), len(rows))}"
              f"; with a warning or an error: {_share(heavy, len(rows))}")  # fmt: skip
        for row, listed in zip(rows, found, strict=True):
            if show and label == "no" and not listed:
                print(f"  none: {row['text'][:150]}")


def _pairs(pairs: Rows, *, show: bool) -> None:
    """Wordings that were only criticised, without a better one, cannot be compared: they are counted apart."""
    rewritten = [pair for pair in pairs if pair["bad"] and pair["good"]]
    criticised = [pair for pair in pairs if pair["bad"] and not pair["good"]]
    lighter, both = 0, 0
    for pair in rewritten:
        bad, good = (_findings(pair["kind"], pair[side]) for side in ("bad", "good"))
        fewer = len(good) < len(bad)
        less = sum(WEIGHT[f.severity] for f in good) < sum(WEIGHT[f.severity] for f in bad)
        lighter += fewer or less
        both += fewer and less
        if show and not (fewer or less):
            print(
                f"  {[f.code for f in bad]} {pair['bad'][:90]} → {[f.code for f in good]} {pair['good'][:90]}"
            )
    told = sum(bool(_findings(pair["kind"], pair["bad"])) for pair in criticised)
    print(f"Pairs whose good wording has fewer or lighter findings: {_share(lighter, len(rewritten))}"
          f"; fewer and lighter: {both}")  # fmt: skip
    print(
        f"Wordings that were criticised without a better one, with a finding: {_share(told, len(criticised))}"
    )


def _errors(corpus: Path, *, show: bool) -> None:
    """Each is to be read: published OKRs hold few faults that can be decided from their text."""
    rows = _rows(corpus / "okrs.jsonl")
    grouped: dict[tuple[object, ...], list[KeyResultAim]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for row in rows:
        aim = KeyResultAim(row["key_result"], language=row.get("lang") or "")
        grouped[row["file"], row["team"], row["objective"]].append(aim)
        counts += _grave(row["key_result"], engine.of_key_result(aim), show=show)
    for (_file, _team, title), aims in grouped.items():
        objective = ObjectiveAim(str(title or ""), key_results=tuple(aims))
        if objective.text:
            counts += _grave(objective.text, engine.of_objective(objective), show=show)
    print(
        f"Findings of weight error in {len(rows)} key results with their {len(grouped)} objectives: {_told(counts)}"
    )
    counts.clear()
    number = 0
    for path in sorted((corpus / "raw").glob("*.md*")):
        report = judging.judge(path.read_bytes(), path.name, Policy())
        number += 1
        for spot in report.spots:
            counts += _grave(
                f"{spot.file}:{spot.line} {spot.statement}", (spot.finding,), show=show
            )
    print(f"The same in {number} documents as they were published: {_told(counts)}")


def _grave(text: str, findings: Iterable[Finding], *, show: bool) -> Counter[str]:
    found = Counter(f.code for f in findings if f.severity is Severity.ERROR)
    if show and found:
        print(f"  {', '.join(found)}: {text[:150]}")
    return found


def _told(counts: Counter[str]) -> str:
    return f"{counts.total()} {dict(counts.most_common())}" if counts else "0"


# ── speed ─────────────────────────────────────────────────────────────────────
def _speed(rows: Rows) -> None:
    texts = list(dict.fromkeys(row["key_result"] for row in rows))
    lines = [
        json.dumps({"id": n, "type": "key_result", "text": text}).encode()
        for n, text in enumerate(texts)
    ]
    policy = Policy()
    plain = _seconds(lambda: [_findings("key_result", text) for text in texts])
    whole = _seconds(lambda: [readings.answer(line, policy) for line in lines])
    print(f"Statements a second on one core, {len(texts)} different ones: readings and codes {len(texts) / plain:,.0f};"
          f" as JSON lines {len(texts) / whole:,.0f} (processor time)")  # fmt: skip


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


# ── figures ───────────────────────────────────────────────────────────────────
def wilson(right: int, number: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, 1927), which holds for small numbers too."""
    if not number:
        return 0.0, 1.0
    share, below = right / number, 1 + z * z / number
    middle = (share + z * z / (2 * number)) / below
    half = z * sqrt(share * (1 - share) / number + z * z / (4 * number * number)) / below
    return max(0.0, middle - half), min(1.0, middle + half)


def f1(judged: Judged, label: str) -> float:
    """The harmonic mean of precision and recall of one label."""
    hit = sum(truth == said == label for truth, said in judged)
    wrong = sum((truth == label) != (said == label) for truth, said in judged)
    return 2 * hit / (2 * hit + wrong) if hit or wrong else 1.0


def _both(judged: Judged) -> str:
    labels = {truth for truth, _said in judged}
    macro = sum(f1(judged, label) for label in labels) / len(labels)
    return f"{_right(judged) / len(judged):.2f} / {macro:.2f}"


def _right(judged: Judged) -> int:
    return sum(truth == said for truth, said in judged)


def _share(part: int, number: int) -> str:
    low, high = wilson(part, number)
    return f"{part} of {number}, {part / max(number, 1):.2f} [{low:.2f}, {high:.2f}]"


if __name__ == "__main__":
    sys.exit(main())
