"""What `python3 dev.py test` runs, step by step: a name, and what the virtual environment's Python is given.

Only syntax of Python 3.8, as in dev.py, which reads this.
"""

from __future__ import annotations

FORMAT, LINT = ("-m", "ruff", "format"), ("-m", "ruff", "check")
IMPORTS = ("-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-logo")
CHECKS = (
    ("format", (*FORMAT, "--check")),
    ("lint", LINT),
    ("types", ("-m", "mypy")),
    ("imports", IMPORTS),
)

PYTEST, ALL_CORES = ("-m", "pytest"), ("--numprocesses", "auto", "--dist", "worksteal")
WITH_COVERAGE = ("tests/core", "tests/store")
"""The tests that must run every line of the files that `tool.coverage` in pyproject.toml names."""

TESTS = (
    ("tests of core and store, with coverage", (*PYTEST, *ALL_CORES, *WITH_COVERAGE, "--cov")),
    ("tests", (*PYTEST, *ALL_CORES, *(f"--ignore={folder}" for folder in WITH_COVERAGE))),
)
