"""What is quick of the checks, for what is about to be committed; the hook before a commit runs it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tools.steps import FORMAT, IMPORTS, LINT, PYTEST

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 10
"""What the tests may take together; what is left over is for `python3 dev.py test`."""

PAPERS = "tests/test_papers.py"
NOT_SLOW = "not slow and not office and not installer"
TIMES_UP = "the tests of what changed take longer than here is time; python3 dev.py test runs all of them"


def staged() -> list[str]:
    """The files that the commit adds or changes."""
    asked = ("git", "diff", "--cached", "--name-only", "--diff-filter=ACMR", "-z")
    told = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True).stdout.decode("utf-8")
    return [name for name in told.split("\0") if name]


def trials_of(names: Iterable[str], root: Path = ROOT) -> list[str]:
    """The test files that changed, and those that mirror a module that did; papers for whatever changed."""
    found = {name for name in names if name.startswith("tests/") and Path(name).name.startswith("test_")}
    for name in names:
        parts = Path(name).parts
        if len(parts) > 1 and parts[0] == "fieldapp" and name.endswith(".py"):
            mirror = Path("tests", *parts[1:-1], f"test_{parts[-1]}")
            found |= {mirror.as_posix()} if (root / mirror).exists() else set()
    return sorted({*found, PAPERS})


def checks_of(names: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each check that these files need: its name, and what Python is to run."""
    programs = [name for name in names if name.endswith(".py")]
    if programs:
        yield "format", (*FORMAT, "--check", "--force-exclude", *programs)
        yield "lint", (*LINT, "--force-exclude", *programs)
    if any(name.startswith("fieldapp/") for name in programs):
        yield "imports", IMPORTS
    yield "tests", (*PYTEST, "-q", "-x", "-m", NOT_SLOW, *trials_of(names))


def run(words: Sequence[str], seconds: float) -> int | None:
    """How a check ended; None when its time was up."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env = {**ours, "QT_QPA_PLATFORM": "offscreen"}
    try:
        return subprocess.run([sys.executable, *words], cwd=ROOT, env=env, timeout=seconds).returncode
    except subprocess.TimeoutExpired:
        return None


def main() -> int:
    """Run the checks one after the other; 1 at the first that fails."""
    names, end = staged(), time.monotonic() + SECONDS
    for check, words in checks_of(names) if names else ():
        status = run(words, max(1.0, end - time.monotonic()))
        if status is None:
            print(f"fieldapp: {TIMES_UP}")
        elif status:
            print(f"fieldapp: {check} failed, nothing is committed (git commit --no-verify goes without)")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
