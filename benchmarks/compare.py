"""Whether pages and endpoints became slower: `make bench-compare BASE=v0.1.0`.

Checks the other version out beside this one, makes each its own firm, and measures both in turn in one
run: processor time and statements of every page, on SQLite. Fails where this version costs more than the
other beyond the machine's noise, or asks the database more often.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.plenty.keeping import ROOT, Firm

LEAST, SURE = 0.05, 3.0
"""What no run can tell apart, as a share; and how many times the noise a regression must be."""
BUILT = Path("src/northing/web/static/northing")
Costs = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Version:
    """A tree of sources, and the firm that its own tables hold."""

    name: str
    root: Path
    firm: Firm

    @property
    def environment(self) -> dict[str, str]:
        path = os.pathsep.join((str(self.root / "src"), str(ROOT)))
        return self.firm.environment | {"PYTHONPATH": path, "NORTHING_KEPT_PAGES": "0"}


def main() -> int:
    """Print a line for each page; 1 where one became slower."""
    options = _options()
    with _checked_out(options.base) as root:
        versions = [
            Version("base", root, _firm(root, options.data / "base", options.size)),
            Version("this", ROOT, _firm(ROOT, options.data, options.size)),
        ]
        visits = {v.name: _visits(v, options.pages) for v in versions}
        found: dict[str, Costs] = {v.name: {} for v in versions}
        for turn in range(options.turns):
            for version in versions if turn % 2 == 0 else reversed(versions):
                print(f"Turn {turn + 1} of {options.turns}: {version.name} …", flush=True)
                for row in _measured(version, visits[version.name]):
                    found[version.name].setdefault(row["label"], []).append(row)
    return _told(found["base"], found["this"])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("base", help="the commit, tag or branch to compare with")
    parser.add_argument("--data", type=Path, default=ROOT / "var" / "bench")
    parser.add_argument("--size", choices=("small", "large"), default="small")
    parser.add_argument("--pages", nargs="+", default=[], help="only pages with these words")
    parser.add_argument("--turns", type=int, default=4)
    return parser.parse_args()


@contextmanager
def _checked_out(base: str) -> Iterator[Path]:
    """The other version's tree, for the length of the block."""
    with tempfile.TemporaryDirectory(prefix="nth-base-") as folder:
        packed = Path(folder) / "tree.tar"
        command = ["git", "-C", str(ROOT), "archive", f"--output={packed}", base]
        subprocess.run(command, check=True)
        with tarfile.open(packed) as tree:
            tree.extractall(Path(folder) / "tree", filter="data")
        # Built files are in no version; these do, since no time is taken in a browser.
        shutil.copytree(ROOT / BUILT, Path(folder) / "tree" / BUILT, dirs_exist_ok=True)
        yield Path(folder) / "tree"


def _firm(root: Path, data: Path, size: str) -> Firm:
    """The firm as that version makes it; kept for the next run while its tables stay the same."""
    command = [sys.executable, "-m", "benchmarks.plenty", "--size", size, "--data", str(data)]
    path = os.pathsep.join((str(root / "src"), str(root)))
    said = subprocess.run(
        command, cwd=root, env=os.environ | {"PYTHONPATH": path}, check=True,
        stdout=subprocess.PIPE, text=True,
    ).stdout  # fmt: skip
    return Firm(size, "SQLite", Path(said.strip().rpartition("NORTHING_DATA=")[2]))


def _visits(version: Version, wanted: list[str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.speed.visits"]
    said = subprocess.run(
        command, cwd=ROOT, env=version.environment, check=True, capture_output=True, text=True
    ).stdout
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    words = [word.lower() for word in wanted]
    found["pages"] = [
        page
        for page in found["pages"]
        if not words or any(word in page["label"].lower() for word in words)
    ]
    return found


def _measured(version: Version, visits: dict[str, Any]) -> Iterator[dict[str, Any]]:
    command = [sys.executable, "-m", "benchmarks.speed.cost", json.dumps(visits)]
    done = subprocess.run(
        command, cwd=ROOT, env=version.environment, check=True, stdout=subprocess.PIPE, text=True
    )
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def _told(base: Costs, this: Costs) -> int:
    """The table; 1 where a page costs more beyond noise, or asks more often."""
    worse = []
    print(f"\n{'page':18}{'base ms':>9}{'this ms':>9}{'change':>9}{'noise':>8}{'statements':>14}")
    for label in [name for name in this if name in base]:
        if any("error" in row for row in (*base[label], *this[label])):
            print(
                f"{label:18}  {next(r['error'] for r in (*base[label], *this[label]) if 'error' in r)}"
            )
            continue
        old, new = ([row["cpu"] for row in rows[label]] for rows in (base, this))
        change = median(new) / median(old) - 1
        noise = max((max(costs) - min(costs)) / 2 / median(costs) for costs in (old, new))
        asked = [max(row["statements"] for row in rows[label]) for rows in (base, this)]
        is_worse = change > max(LEAST, SURE * noise) or asked[1] > asked[0]
        worse += [label] * is_worse
        print(
            f"{label:18}{median(old):9.2f}{median(new):9.2f}{change:+9.1%}{noise:8.1%}"
            f"{asked[0]:7} → {asked[1]:<4}{'  slower' if is_worse else ''}"
        )
    print(
        f"\nSlower, or not measured: {', '.join(worse)}."
        if worse
        else "\nNothing became slower beyond noise."
    )
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
