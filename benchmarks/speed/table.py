"""What was measured as tables: a page a line, its bars beside it."""

from collections.abc import Iterable, Sequence
from statistics import mean
from typing import Any

from benchmarks.speed.load import CLIENTS

Row = dict[str, Any]
RATIO = 3.0
"""A page may cost this many times its bare view."""


def of(rows: Sequence[Row]) -> str:
    """The tables of all that was measured."""
    parts = []
    for place in dict.fromkeys((r["database"], r["size"]) for r in rows):
        mine = [r for r in rows if (r["database"], r["size"]) == place]
        parts.append("\n".join((f"\n{place[0]}, {place[1]} firm", _HEAD, *_lines(mine))))
    return "\n".join((*parts, "", *_legend()))


_HEAD = (
    f"{'page':18}{'1: p50':>8}{'p95':>6}{'  | 8: p50 ms':>13}{'p95 ms':>8}{'±':>5}{'bar':>6}{'':>3}{'req/s':>8}"
    f"{'cpu ms':>8}{'  | 32: p50':>12}{'p95':>6}"
    f"{'  | anew:':>9}{'p50 ms':>7}{'p95 ms':>8}{'cpu ms':>8}"
    f"{'  |':>4}{'page ms':>9}{'bare ms':>9}{'ratio':>7}{'':>3}"
)


def _lines(rows: Iterable[Row]) -> Iterable[str]:
    listed = list(rows)
    for label in dict.fromkeys(r["label"] for r in listed):
        loads = [r for r in listed if r["label"] == label and r["what"] == "load"]
        bares = [r for r in listed if r["label"] == label and r["what"] == "bare"]
        kept = [r for r in loads if r["keeps"]]
        anew = [r for r in loads if not r["keeps"]]
        one, usual, many = ([r for r in kept if r["clients"] == n] for n in (1, CLIENTS, 32))
        served = f"{_short(one)}{'  |':>4}{_load(usual)}{'  |':>4}{_short(many)}"
        yield f"{label:18}{served}{_anew(anew)}{'  |':>4}{_bare(bares)}".rstrip()


def _short(rows: Sequence[Row]) -> str:
    """Both latencies alone."""
    if not rows or any(r["error"] or not r["per_second"] for r in rows):
        return f"{'':14}"
    return f"{mean(r['p50'] for r in rows):8.0f}{mean(r['p95'] for r in rows):6.0f}"


def _load(rows: Sequence[Row]) -> str:
    """Means of the turns; an error where one occurred."""
    errors = [r["error"] for r in rows if r["error"]]
    if errors or not rows:
        return f"  {errors[0][:60] if errors else '':39}"
    if not any(r["per_second"] for r in rows):
        return f"  {'not one answer in time':39}"
    p50, p95, rate, cpu = (mean(r[n] for r in rows) for n in ("p50", "p95", "per_second", "cpu"))
    bar = rows[0][rows[0]["size"]]
    noise = (max(r["p95"] for r in rows) - min(r["p95"] for r in rows)) / 2
    return f"{p50:9.0f}{p95:8.0f}{noise:5.0f}{bar:6.0f}{_mark(p95 <= bar):>3}{rate:8.0f}{cpu:8.1f}"


def _anew(rows: Sequence[Row]) -> str:
    if not rows or any(r["error"] or not r["per_second"] for r in rows):
        return f"{'  |':>4}{'':28}"
    p50, p95, cpu = (mean(r[n] for r in rows) for n in ("p50", "p95", "cpu"))
    return f"{'  |':>9}{p50:7.0f}{p95:8.0f}{cpu:8.1f}"


def _bare(rows: Sequence[Row]) -> str:
    errors = [r["error"] for r in rows if r.get("error")]
    if errors or not rows:
        return f"  {errors[0][:40]}" if errors else ""
    ours, bare = (mean(r[name] for r in rows) for name in ("ours", "bare"))
    return f"{ours:9.1f}{bare:9.1f}{ours / bare:7.1f}{_mark(ours / bare <= RATIO):>3}"


def _mark(is_met: bool) -> str:
    return "ok" if is_met else "!!"


def _legend() -> tuple[str, ...]:
    return (
        "Latencies at 1, 8 and 32 clients, the bar at 8; ±: half of what lies between the turns.",
        "The load tool is on the same processors; cpu: of the server, per request.",
        "anew: with no page kept, as for the first who asks after a change.",
        "Page and bare view: one request at a time in one process, taking turns, each answer read to the end.",
        f"ok: within its bar (ratio: {RATIO:.0f}). !!: not.",
    )
