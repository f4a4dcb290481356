"""What `python3 dev.py test` runs, step by step: a name, and what the virtual environment's Python is given.

Only syntax of Python 3.8, as in dev.py, which reads this.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

FORMAT, LINT = ("-m", "ruff", "format"), ("-m", "ruff", "check")
IMPORTS = ("-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-logo")
CHECKS = (
    ("format", (*FORMAT, "--check")),
    ("lint", LINT),
    ("types", ("-m", "mypy")),
    ("imports", IMPORTS),
)

PYTEST, ALL_CORES = ("-m", "pytest"), ("--numprocesses", "auto", "--dist", "worksteal")
WITH_COVERAGE = (
    "tests/core/records",
    "tests/core/test_adding_up.py",
    "tests/core/test_edits.py",
    "tests/core/test_numbers.py",
    "tests/core/test_report.py",
    "tests/core/test_sending.py",
    "tests/store",
)
"""The tests that must run every line of the files that `tool.coverage` in pyproject.toml names: those of the
files themselves. A test takes half as long again while it is watched."""

TESTS = (
    (
        "tests of edits, numbers, records, reports and store, with coverage",
        (*PYTEST, *ALL_CORES, *WITH_COVERAGE, "--cov"),
    ),
    ("tests", (*PYTEST, *ALL_CORES, *(f"--ignore={place}" for place in WITH_COVERAGE))),
)


class Marked(NamedTuple):
    """Tests of a marker: what they do, and what Python is given to run them."""

    told: str
    words: tuple[str, ...]


PROFILE = ("--hypothesis-profile", "long")
LONG = "(long or hypothesis) and not office and not installer and not headquarters and not mirror"
MARKED = {
    "test-long": Marked(
        "Take all journeys, cases and sizes of which `test` takes some, and more examples of each property.",
        (*PYTEST, *ALL_CORES, "-m", LONG, *PROFILE),
    ),
    "test-headquarters": Marked(
        "Play whole years at headquarters, with all that can happen to a file on its way.",
        (*PYTEST, "-m", "headquarters"),
    ),
}
"""What `test` leaves to a command of its own."""

COMPILED_ONCE = {"PYTHONDONTWRITEBYTECODE": ""}
"""Else each program that a test starts compiles the app anew."""

TOOLS = {
    "faults": "Kill the app, cut its power, fail and damage its disk; its own options: faults --help.",
    "bench": "Measure the app against yardsticks of the same minute; its own options: bench --help.",
    "bench-checks": "Put mistakes into right weeks, count what is found; its options: bench-checks --help.",
    "test-mirror": "Feed a real PostgreSQL, which is installed where it is missing.",
    "house": "Write the lists in docs that are made from the tree: wings, rooms, rules, decisions.",
}
"""The modules of `tools/` that are commands by themselves, and what each does."""


def headquarters_week(desk: Path) -> tuple[tuple[int, tuple[str | Path, ...]], ...]:
    """What headquarters do in a week with the demonstration, by command, each with the status that it ends
    with: one workbook was edited, and one office is late."""
    report = desk.with_name("november.xlsx")
    return (
        (1, ("receive", desk, desk.parent / "inbox")),
        (1, ("board", desk, "--from", "2025-12-01", "--to", "2025-12-31")),
        (0, ("report", desk, "--month", "2025-11", "--by", "district", "--out", report)),
        (0, ("publish", desk, "--period", "2025-W47", "--lang", "az")),
    )
