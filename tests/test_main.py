"""The way in: what is said reaches somebody even without a console, as on a double click on Windows."""

import contextlib
import gc
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from fieldapp import __main__
from fieldapp.__main__ import _open_window
from tests.long import one_in

NO_CONSOLE = (
    "import sys; sys.stdin = sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = None\n"
    "from fieldapp.__main__ import main; main()"
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the app as `pythonw` does, but in this process; the exit status, and what is in the log of this
    person."""

    def run(*words: object) -> tuple[int, str]:
        with monkeypatch.context() as patch:
            for stream in ("stdin", "stdout", "stderr"):
                patch.setattr(sys, stream, None)
            patch.setattr(sys, "argv", ["fieldapp", *map(str, words)])
            patch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
            with pytest.raises(SystemExit) as end:
                __main__.main()
        assert isinstance(end.value.code, int)
        log = tmp_path / "state" / "fieldapp" / "fieldapp.log"
        return end.value.code, log.read_text(encoding="utf-8") if log.exists() else ""

    return run


@pytest.fixture
def start(tmp_path):
    """The same in a process of its own."""

    def start(*words: object, code: str = NO_CONSOLE) -> tuple[int, str]:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_STATE_HOME": str(tmp_path / "state"),
        }
        command = [sys.executable, "-c", code, *map(str, words)]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
        assert (ended.stdout, ended.stderr) == ("", "")
        log = tmp_path / "state" / "fieldapp" / "fieldapp.log"
        return ended.returncode, log.read_text(encoding="utf-8") if log.exists() else ""

    return start


def test_without_a_console_a_week_is_entered_and_exported(run, tmp_path):
    file, rows, out = tmp_path / "a.fieldapp", tmp_path / "rows.csv", tmp_path / "out.xlsx"
    rows.write_text("district,ap_mines,at_mines,uxo,area_cleared_ha\nagdam,1,2,3,4.5\n", encoding="utf-8")

    assert run("--version") == (0, "")
    assert run("new", file, "--office", "hq") == (0, "")
    assert run("enter", file, rows, "--period", "2025-W11") == (0, "")
    assert run("export", file, "--period", "2025-W11", "--out", out) == (0, "")
    assert out.exists()


def test_without_a_console_the_window_opens_and_the_self_test_passes(start, tmp_path):
    status, log = start("--self-test", tmp_path / "out.json")

    assert (status, log) == (0, "")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["ok"] is True


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["bake"], 2, "“bake” is neither a command nor a file."),
        (["export", "--out"], 2, "Option '--out' requires an argument."),
        (["check", "gone.fieldapp"], 3, "gone.fieldapp is not there."),
    ],
)
def test_what_nobody_can_hear_is_in_the_log(run, words, status, said):
    ended, log = run(*words)

    assert ended == status
    assert said in log


def test_a_bug_without_a_console_is_in_the_log_with_its_sentence(start):
    breaking = (
        "from fieldapp import cli\n"
        "def fail(*_): raise ZeroDivisionError('on purpose')\n"
        "cli.run_command = fail\n" + NO_CONSOLE
    )

    status, log = start("demo", code=breaking)

    assert status == 3
    assert "ZeroDivisionError: on purpose" in log
    assert "it is not your fault" in log


def test_a_bug_is_a_sentence_that_names_the_log_and_never_a_traceback(tmp_path):
    code = (
        "from fieldapp import cli, __main__\n"
        "def fail(*_): raise ZeroDivisionError('on purpose')\n"
        "cli.run_command = fail\n__main__.main()"
    )
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path)}

    command = [sys.executable, "-c", code, "demo"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)

    log = tmp_path / "fieldapp" / "fieldapp.log"
    assert (ended.returncode, ended.stdout) == (3, "")
    assert str(log) in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "ZeroDivisionError: on purpose" in log.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="there every name is text")
@pytest.mark.parametrize("variable", one_in(2, ["LOGNAME", "USER"]))
def test_a_login_name_that_is_no_text_enters_a_week_as_any_other(tmp_path, variable):
    file, rows = tmp_path / "a.fieldapp", tmp_path / "rows.csv"
    rows.write_text("district,ap_mines,at_mines,uxo,area_cleared_ha\nagdam,1,2,3,4.5\n", encoding="utf-8")
    names = {b"LOGNAME", b"USER", b"LNAME", b"USERNAME"}
    environment = {key: value for key, value in os.environb.items() if key not in names}
    environment |= {variable.encode(): b"a\xff", b"XDG_STATE_HOME": bytes(tmp_path)}

    for words in (["new", file, "--office", "hq"], ["enter", file, rows, "--period", "2025-W11"]):
        command = [sys.executable, "-m", "fieldapp", *map(str, words)]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
        assert (ended.returncode, ended.stderr) == (0, "")

    with contextlib.closing(sqlite3.connect(file)) as db:
        assert {who for (who,) in db.execute("SELECT who FROM history")} == {"a\ufffd"}


def test_where_the_log_cannot_be_written_a_passing_file_is_named(tmp_path):
    (tmp_path / "fieldapp").touch()
    code = (
        "from fieldapp import cli, __main__\n"
        "def fail(*_): raise ZeroDivisionError('on purpose')\n"
        "cli.run_command = fail\n__main__.main()"
    )
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path), "TMPDIR": str(tmp_path)}

    command = [sys.executable, "-c", code, "demo"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)

    (log,) = tmp_path.glob("fieldapp-*.log")
    assert str(log) in ended.stderr
    assert "ZeroDivisionError: on purpose" in log.read_text(encoding="utf-8")


def test_the_command_line_starts_without_loading_qt():
    code = "import sys, fieldapp.__main__; print([name for name in sys.modules if 'PySide6' in name])"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)

    assert loaded.stdout == "[]\n"


def test_this_file_tries_the_tree_it_stands_in():
    code = "import fieldapp; print(fieldapp.__file__)"

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)

    assert Path(found.stdout.strip()).parent == Path(__file__).parent.parent / "fieldapp"


def test_waste_is_not_looked_for_while_the_window_starts_and_is_afterwards(monkeypatch, tmp_path):
    seen: list[bool] = []

    def run(*_):
        seen.append(gc.isenabled())
        return 0

    monkeypatch.setattr("fieldapp.ui.app.application.run", run)

    assert _open_window(tmp_path / "a.fieldapp", {}) == 0
    assert (seen, gc.isenabled()) == ([False], True)


ONLY_A_FILE = """
import sys
from fieldapp import __main__
def opened(file, options):
    seen = [name for name in ("click", "openpyxl") if name in sys.modules]
    print(file.name if file else None, options, seen)
    return 0
__main__._open_window = opened
__main__.main()
"""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "None {} []"),
        (["a.fieldapp"], "a.fieldapp {} []"),
        (["b.fieldapp"], "b.fieldapp {'language': None"),
        (["a.fieldapp", "--lang", "az"], "a.fieldapp {'language': 'az'"),
    ],
)
def test_a_window_that_a_double_click_opens_reads_no_command(tmp_path, words, told):
    (tmp_path / "a.fieldapp").touch()
    root = Path(__file__).parent.parent
    environment = {**os.environ, "PYTHONPATH": str(root)}

    command = [sys.executable, "-c", ONLY_A_FILE, *words]
    ended = subprocess.run(
        command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    )

    assert ended.stdout.startswith(told)
