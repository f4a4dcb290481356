"""The figures as they are printed, kept as JSON and written into `docs/figures.md`."""

import json
import os
import platform
import sqlite3
import statistics
from collections.abc import Sequence
from datetime import date
from typing import Any

from tools.bench.pairs import Figure, percentile

HEAD = (
    "| operation | yardstick | ratio | limit | target | ok? | median, p95 | yardstick’s |\n"
    + "|---" * 8
    + "|"
)


def table(figures: Sequence[Figure]) -> str:
    """One line for each operation."""
    return "\n".join([HEAD, *map(_line, figures)])


def content(figures: Sequence[Figure], day: date, beside: float | None) -> str:
    """What stands between the marks of the page. `beside`: how many programs wanted a core besides, where the
    system tells."""
    on = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.system()}"
    cores = f"{os.cpu_count()} cores" + ("" if beside is None else f" for {beside:.1f} programs besides")
    runs = sorted({len(figure.ours) for figure in figures if not figure.skipped})
    said = f"{runs[0]} to {runs[-1]}" if len(runs) > 1 else str(runs[0])
    return f"{on}, {cores}, on {day}; {said} pairs.\n\n{table(figures)}"


def as_json(figures: Sequence[Figure]) -> str:
    """For programs that compare one day with another."""
    return json.dumps([_told(figure) for figure in figures], indent=2, ensure_ascii=False) + "\n"


def _line(figure: Figure) -> str:
    cells = (
        figure.operation,
        figure.yardstick,
        "" if figure.skipped else f"{figure.ratio:.2f}",
        f"{figure.limit:g}{' (p99)' if figure.is_of_each else ''}",
        f"{figure.target:g}{' (p95)' if figure.is_of_each else ''}",
        figure.verdict,
        _measured(figure.ours, figure.unit) + (f"; {figure.note}" if figure.note else ""),
        _measured(figure.theirs, figure.unit),
    )
    return f"| {' | '.join(cells)} |"


def _measured(numbers: Sequence[float], unit: str) -> str:
    """The median and the 95th percentile."""
    if not numbers:
        return ""
    both = statistics.median(numbers), percentile(numbers, 95)
    if unit == "s":
        return ", ".join(f"{1000 * number:.1f} ms" for number in both)
    return ", ".join(f"{number:.4g}" for number in both) + f" {unit}"


def _told(figure: Figure) -> dict[str, Any]:
    return {
        "operation": figure.operation,
        "yardstick": figure.yardstick,
        "ratio": round(figure.ratio, 3),
        "limit": figure.limit,
        "target": figure.target,
        "ok": figure.is_within_limit,
        "unit": figure.unit,
        "skipped": figure.skipped,
        "seconds": [round(second, 6) for second in figure.ours],
        "yardstick_seconds": [round(second, 6) for second in figure.theirs],
    }
