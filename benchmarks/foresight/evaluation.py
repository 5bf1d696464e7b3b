"""Rows of the evaluation as cases of the product, and what the candidates say of them."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from northing.domain.forecast.case import Case, Promise
from northing.domain.forecast.experts import experts, follow, land, track
from northing.domain.forecast.gap import Floats, gap_of

Row = dict[str, Any]
PROMISES = tuple(Promise)
BATCH = 400


def rows(folder: Path, *splits: str) -> list[Row]:
    """All rows of these splits, in the order of the files."""
    found: list[Row] = []
    for split in splits:
        with gzip.open(folder / "data" / f"krs_{split}.jsonl.gz", "rt", encoding="utf-8") as lines:
            found += [{**json.loads(line), "split": split} for line in lines]
    return found


def case_of(kr: Row, check_ins: Sequence[Sequence[float]], as_of: float) -> Case:
    """A pseudo key result as the product sees it: its target is the line."""
    low, high = kr.get("bounds") or (None, None)
    return Case(
        baseline=kr["baseline"],
        line=kr["target"],
        start=kr["start_day"],
        due=kr["end_day"],
        as_of=as_of,
        readings=tuple((float(day), float(value)) for day, value in check_ins),
        rising=kr["direction"] in {"increase", "maintain_above"},
        keep=kr["direction"].startswith("maintain"),
        low=low,
        high=high,
    )


def cases(them: Sequence[Row]) -> list[Case]:
    """Every row at each of its moments."""
    return [
        case_of(row["kr"], [c for c in row["checkins"] if c[0] <= day], day)
        for row in them
        for day in row["as_of"]
    ]


@dataclass(frozen=True, slots=True)
class Seen:
    """What every candidate says: (moments, candidates); the rest (moments,)."""

    evidence: Floats
    mean: Floats
    sd: Floats
    promise: np.ndarray
    final: Floats
    """gap of the value on the due date"""
    reached: Floats
    source: np.ndarray
    split: np.ndarray
    week: np.ndarray


def seen(them: Sequence[Row], table: Sequence[Sequence[float]]) -> Seen:
    """Follow every candidate through every row."""
    those = experts(table)
    gaps = [gap_of(case) for case in cases(them)]
    shape = (len(gaps), len(table))
    evidence, mean, sd = (np.empty(shape, dtype=np.float32) for _ in range(3))
    for start in range(0, len(gaps), BATCH):
        seen_here = track(gaps[start : start + BATCH])
        held = follow(those, seen_here)
        ends = np.ones(len(seen_here.first))
        to = land(those, held, ends, ends)
        places = start + np.array(seen_here.order)
        evidence[places], mean[places], sd[places] = held.evidence.T, to.mean.T, to.sd.T
    evidence -= evidence.max(axis=1, keepdims=True)
    per_moment = [row for row in them for _ in row["as_of"]]
    final = [
        g.sign * (row["final"] - g.line) / (g.unit * g.origin)
        for g, row in zip(gaps, per_moment, strict=True)
    ]
    return Seen(
        evidence, mean, sd,
        np.array([PROMISES.index(g.promise) for g in gaps]),
        np.clip(np.array(final), -1e4, 1e4),
        np.array([row["reached"] for row in per_moment], dtype=float),
        np.array([row["group"] for row in per_moment]),
        np.array([row["split"] for row in per_moment]),
        np.array([day // 7 for row in them for day in row["as_of"]]),
    )  # fmt: skip
