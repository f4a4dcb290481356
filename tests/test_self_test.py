"""The self-test: it finds what is broken, says so in its file, and leaves nothing else behind."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from fieldapp import cli, self_test
from fieldapp.console import DONE, FAILED, Surface
from fieldapp.core.edits import make_edits
from fieldapp.core.hq.arrival import ArrivalKind
from fieldapp.exchange.hq.arrivals import read_arrival
from fieldapp.exchange.workbook import read_workbook
from fieldapp.texts.texts import read_texts

STEPS = [
    "imports",
    "data file",
    "enter",
    "check",
    "export",
    "read back",
    "send",
    "receive",
    "integrity",
    "backup",
    "restore",
    "window",
]
NOW = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)


@pytest.fixture
def shown() -> list[Path]:
    """The data files that the window was opened on."""
    return []


@pytest.fixture
def surface(shown):
    def try_window(file: Path, picture: Path) -> dict[str, str]:
        shown.append(file)
        picture.write_bytes(b"PNG")
        return {"platform": "none"}

    return Surface(lambda file, options: 0, lambda: NOW, "Test", read_texts("en"), try_window)


@pytest.fixture
def run(surface, tmp_path, monkeypatch):
    """Run the self-test; the exit status, and what is in its file. `changed` replaces parts of it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "passing"))
    (tmp_path / "passing").mkdir()

    def run(**changed):
        for name, value in changed.items():
            monkeypatch.setattr(self_test, name, value)
        out = tmp_path / "out.json"
        status = cli.run_command(["--self-test", str(out)], surface)
        return status, json.loads(out.read_text(encoding="utf-8"))

    return run


def failed(report):
    return {step["step"]: step["sentence"] for step in report["steps"] if not step["ok"]}


def test_a_sound_app_passes_every_step_and_tells_what_it_stands_on(run, tmp_path, shown):
    status, report = run()

    assert (status, report["ok"], failed(report)) == (DONE, True, {})
    assert [step["step"] for step in report["steps"]] == STEPS
    assert all(step["seconds"] >= 0 and step["sentence"].endswith(".") for step in report["steps"])
    assert report["versions"].keys() >= {"python", "sqlite", "PySide6", "openpyxl"}
    assert report["window"] == {"platform": "none"}
    assert shown[0].parent.name == "Ağdərə 100 %"


def test_it_leaves_its_file_and_its_picture_and_nothing_else(run, tmp_path):
    run()

    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))
    assert left == ["out.json", "out.png", "passing"]


def test_each_step_is_told_on_the_screen(run, capsys):
    run()

    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[0] for line in lines] == ["done"] * len(STEPS) + ["Written"]


def test_a_broken_step_is_told_with_its_details_and_the_next_ones_are_tried(run):
    def broken(*_):
        raise ImportError("DLL load failed while importing QtSvg")

    status, report = run(TRIALS={**self_test.TRIALS, "imports": broken})

    assert (status, report["ok"]) == (FAILED, False)
    assert failed(report) == {
        "imports": "This did not work: ImportError('DLL load failed while importing QtSvg')"
    }
    assert "Traceback" in report["steps"][0]["details"]
    assert len(report["steps"]) == len(STEPS)


def test_what_a_missing_data_file_stops_is_told_in_sentences(run):
    status, report = run(create_store=lambda *_: None)

    assert status == FAILED
    assert [*failed(report)] == [
        "enter",
        "check",
        "export",
        "read back",
        "send",
        "receive",
        "integrity",
        "backup",
        "restore",
    ]
    assert failed(report)["enter"].endswith("trial.fieldapp is not there.")


def test_figures_that_come_back_changed_fail(run):
    def forgetful(sheet, wanted):
        return make_edits(sheet, dict([*wanted.items()][1:]))

    _, report = run(make_edits=forgetful)

    assert failed(report)["enter"] == "The data file does not give back what was entered."


def test_a_backup_that_is_not_whole_and_a_way_back_that_leads_nowhere_fail(run):
    _, report = run(is_whole=lambda _: False, restore=lambda *_: None)

    assert failed(report) == {
        "backup": "A backup is not whole.",
        "restore": "After going back to a backup the data file is not what it was.",
    }


def test_checks_that_find_nothing_fail(run):
    _, report = run(check=lambda *_: ())

    assert failed(report) == {"check": "The checks do not find what they should."}


def test_a_workbook_with_another_figure_fails(run):
    def misread(path, programme):
        reading = read_workbook(path, programme)
        reading.totals["uxo"] += 1
        return reading

    _, report = run(read_workbook=misread)

    assert failed(report) == {"read back": "The workbook does not give back what was exported."}


def test_a_workbook_that_headquarters_cannot_receive_fails(run):
    def edited(path, programme):
        return replace(read_arrival(path, programme), kind=ArrivalKind.EDITED)

    _, report = run(read_arrival=edited)

    assert failed(report) == {"receive": "What headquarters hold is not what was sent."}


def test_a_step_that_ends_the_app_leaves_word_of_those_before_it(run):
    def killed(*_):
        raise KeyboardInterrupt

    status, report = run(TRIALS={**self_test.TRIALS, "window": killed})

    assert (status, report["ok"]) == (FAILED, False)
    assert [step["step"] for step in report["steps"]] == STEPS[:-1]


def test_a_place_that_cannot_be_written_is_one_sentence(surface, tmp_path, capsys):
    assert cli.run_command(["--self-test", str(tmp_path / "no" / "out.json")], surface) == FAILED
    assert capsys.readouterr().err == f"fieldapp: {tmp_path / 'no'} is not there.\n"


def test_the_whole_app_passes_with_its_window(tmp_path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    out = tmp_path / "out.json"

    words = [sys.executable, "-m", "fieldapp", "--self-test", out]
    ended = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60)

    report = json.loads(out.read_text(encoding="utf-8"))
    assert (ended.returncode, ended.stderr, failed(report)) == (DONE, "", {})
    assert report["window"]["platform"] == "offscreen"
    picture = QImage(str(tmp_path / "out.png"))
    assert (picture.width(), picture.height()) == (1366, 768)


def test_a_window_that_breaks_while_it_is_painted_fails(tmp_path):
    """Qt calls `paintEvent` itself, and would only print what it raises."""
    breaking = (
        "import sys; from fieldapp.ui.app import trial; from fieldapp.ui.sheet import grid\n"
        "from PySide6.QtWidgets import QWidget\n"
        "def paintEvent(*_): raise ZeroDivisionError('painting')\n"
        "grid.SheetGrid.paintEvent = paintEvent\n"
        "from fieldapp.__main__ import main\n"
        f"sys.argv[1:] = ['--self-test', {str(tmp_path / 'out.json')!r}]\n"
        "main()"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}

    words = [sys.executable, "-c", breaking]
    ended = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60)

    report = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (ended.returncode, [*failed(report)]) == (FAILED, ["window"])
    assert "painting" in failed(report)["window"]
