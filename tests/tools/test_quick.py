"""What the hook before a commit tries, and that it never takes long."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import quick

HOOK = quick.ROOT / "tools" / "hooks" / "pre-commit"


def names_of(checks) -> list[str]:
    return [check for check, _ in checks]


def test_a_module_is_tried_by_the_tests_that_mirror_it(tmp_path):
    for path in ("tests/core/test_seal.py", "tests/ui/sheet/test_moves.py"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()

    changed = ["fieldapp/core/seal.py", "fieldapp/core/errors.py", "tests/test_cli.py", "tests/conftest.py"]

    assert quick.trials_of(changed, tmp_path) == [
        "tests/core/test_seal.py",
        "tests/test_cli.py",
        quick.PAPERS,
    ]
    assert quick.trials_of(["README.md"], tmp_path) == [quick.PAPERS]


def test_pages_need_no_linter_and_tools_no_contracts():
    assert names_of(quick.checks_of(["README.md"])) == ["tests"]
    assert names_of(quick.checks_of(["tools/quick.py"])) == ["format", "lint", "tests"]
    assert names_of(quick.checks_of(["fieldapp/core/seal.py"])) == ["format", "lint", "imports", "tests"]


def test_what_takes_too_long_is_stopped():
    assert quick.run(("-c", "import time; time.sleep(60)"), 0.1) is None
    assert quick.run(("-c", "raise SystemExit(3)"), 60) == 3


@pytest.mark.parametrize(
    ("status", "ended", "said"), [(0, 0, ""), (1, 1, "tests failed"), (None, 0, "python3 dev.py test")]
)
def test_a_failure_stops_the_commit_and_a_long_run_does_not(monkeypatch, capsys, status, ended, said):
    monkeypatch.setattr(quick, "staged", lambda: ["README.md"])
    monkeypatch.setattr(quick, "run", lambda words, seconds: status)

    assert quick.main() == ended
    assert said in capsys.readouterr().out


def test_a_commit_of_nothing_tries_nothing(monkeypatch):
    monkeypatch.setattr(quick, "staged", list)
    monkeypatch.setattr(quick, "run", lambda words, seconds: pytest.fail("something was run"))

    assert quick.main() == 0


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("git"), reason="needs git and a shell")
def test_where_nothing_is_set_up_the_hook_lets_the_commit_pass_and_says_so(tmp_path: Path):
    subprocess.run(["git", "init", "-q", tmp_path], check=True)

    ended = subprocess.run([HOOK], cwd=tmp_path, capture_output=True, text=True)

    assert ended.returncode == 0
    assert "nothing was checked" in ended.stderr
