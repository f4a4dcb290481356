"""The installed app at work, as an office and as HQ's scripts use it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.installer.conftest import ROOT, hashes
from tests.installer.wine import Wine, colours, screenshot, wait_until, windows_named

pytestmark = pytest.mark.installer

WEEK = ("--period", "2025-W11")
ROWS = """district,state,ap_mines,at_mines,uxo,area_cleared_ha
Ağdam,,12,1,40,"1651,1"
Агдере,,0,0,3,2
Kəlbəcər,no_operations,,,,
Fuzuli,,"1 205",7,19,0.0955
Lachin,,3,,5,
"""
TITLE = "eldapp"
CONTROLS = ("--control", "ap_mines=1220", "--control", "uxo=67")


@pytest.fixture(scope="module")
def desk(office) -> Path:
    """A folder of the office, with the rows of a week in it."""
    desk = office.user / "Documents" / "Həftə 11, 2025"
    desk.mkdir()
    (desk / "rows.csv").write_text(ROWS, encoding="utf-8")
    return desk


def test_the_self_test_passes_with_windows_own_platform(office: Wine, desk: Path, pytestconfig):
    out = desk / "out.json"
    before = hashes(office.app)

    ended = office.run(office.cli, "--self-test", office.path(out), timeout=120)

    report = json.loads(out.read_text(encoding="utf-8"))
    assert (ended.status, report["ok"]) == (0, True), ended
    assert {step["step"] for step in report["steps"]} >= {
        "send",
        "receive",
        "integrity",
        "backup",
        "restore",
        "window",
    }
    assert report["window"]["platform"] == "windows"
    assert report["platform"]["system"].startswith("Windows 10.")
    assert report["versions"]["python"].startswith("3.13.")
    assert report["platform"]["package"].startswith(office.path(office.app / "versions"))
    assert colours(out.with_suffix(".png")) > 100
    assert hashes(office.app) == before
    keep(out.with_suffix(".png"), "self-test.png")


def keep(picture: Path, name: str) -> None:
    """Leave a picture where a person looks at it."""
    folder = ROOT / "build" / "installer" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(picture.read_bytes())


class Linux:
    """The command line of the tree, on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *words: object) -> tuple[int, str]:
        command = [sys.executable, "-m", "fieldapp", *map(str, words)]
        ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
        return ended.returncode, ended.stdout


def read(workbook: Path) -> dict[str, dict]:
    """All that a workbook holds: cells, formats, widths, names, properties; not when it was written."""
    book = openpyxl.load_workbook(workbook)
    cells = {
        (sheet.title, cell.coordinate): (cell.value, cell.number_format, cell.data_type, cell.font.b)
        for sheet in book
        if sheet.title != "Seal"  # whose file it is and who made it differ, and so does the id
        for row in sheet.iter_rows()
        for cell in row
        if not re.fullmatch("[0-9a-f]{64}", str(cell.value))
    }
    names = {name: book.defined_names[name].attr_text for name in book.defined_names}
    properties = {
        custom.name: custom.value
        for custom in book.custom_doc_props  # type: ignore[attr-defined] # unknown to the stubs
        if not str(custom.name).startswith("cells_")
    }
    widths = {
        (sheet.title, letter): column.width
        for sheet in book
        for letter, column in sheet.column_dimensions.items()
    }
    return {"cells": cells, "names": names, "properties": properties, "widths": widths}


def printed(answer: str, folder: str) -> str:
    """What is printed, without the folder it speaks of, in which the two machines must differ."""
    return re.sub(r"[\\/]", "/", answer.replace(folder, "")).replace("//", "/")


@pytest.mark.parametrize("language", ["en", "az", "ru"])
def test_a_week_makes_the_same_workbook_as_on_linux_cell_by_cell(
    office: Wine, desk: Path, tmp_path: Path, language: str
):
    linux = Linux(tmp_path)
    rows, told = desk / "rows.csv", {}
    for name, folder in (("wine", desk), ("linux", tmp_path)):
        data, out = folder / f"{language}.fieldapp", folder / f"{language}.xlsx"
        jobs = [
            ("new", data, "--office", "hq"),
            ("enter", data, rows, *WEEK, *CONTROLS),
            ("check", data, *WEEK, "--json"),
            ("summary", data, *WEEK, "--json"),
            ("export", data, *WEEK, "--out", out, "--lang", language),
            ("text", data, *WEEK, "--lang", language, "--form", "post"),
        ]
        told[name] = [run_on(office if name == "wine" else linux, job) for job in jobs]

    assert told["wine"] == told["linux"]
    assert [status for status, _ in told["wine"]] == [0, 1, 1, 1, 1, 1]  # Lachin is half filled: an error
    ours, theirs = read(desk / f"{language}.xlsx"), read(tmp_path / f"{language}.xlsx")
    assert len(ours["cells"]) > 500
    assert ours == theirs


def run_on(machine: Wine | Linux, job: tuple) -> tuple[int, str]:
    if isinstance(machine, Linux):
        status, out = machine.run(*job)
        return status, printed(out, str(machine.folder))
    words = [machine.path(word) if isinstance(word, Path) else word for word in job]
    ended = machine.run(machine.cli, *words)
    assert ended.err == "" or job[0] == "text", ended.err
    folders = {machine.path(word.parent) for word in job if isinstance(word, Path)}
    return ended.status, printed(ended.out, folders.pop())


def test_a_failure_is_one_sentence_and_a_status(office: Wine, desk: Path):
    ended = office.run(office.cli, "check", office.path(desk / "gone.fieldapp"))

    assert (ended.status, ended.out) == (3, "")
    assert ended.err.strip().endswith("gone.fieldapp is not there.")


def test_a_double_click_on_a_data_file_opens_the_window_which_takes_figures(installed: Wine):
    """wine does not merge the user's associations into those it looks up, so the test does."""
    data = installed.user / "Documents" / "Ağdərə.fieldapp"
    installed.run(installed.cli, "new", installed.path(data), "--office", "hq")
    for key in (".fieldapp", "Fieldapp.DataFile"):
        source, target = rf"HKCU\Software\Classes\{key}", rf"HKLM\Software\Classes\{key}"
        assert installed.run("reg", "copy", source, target, "/s", "/f").status == 0
    was = hashes(installed.app)

    clicked = installed.start("start", installed.path(data))
    wait_until(lambda: clicked.poll() is not None, "the click is done", 60)

    wait_until(lambda: windows_named(installed, TITLE), "the window of the data file", 60)
    picture = installed.c / "screen.png"
    wait_until(lambda: colours(screenshot(installed, picture)) > 100, "the window is painted", 180)
    wait_until(lambda: typed(installed, data), "a figure that was typed is on the disk", 60)
    keep(screenshot(installed, picture), "double-click.png")
    backups = data.with_name(f"{data.stem} backups")
    wait_until(backups.is_dir, "the day's backup is made", 120)
    ask_to_close(installed)
    assert sorted(path.name for path in data.parent.iterdir()) == [backups.name, data.name]
    assert (installed.local / "Fieldapp" / "settings.ini").is_file()
    assert hashes(installed.app) == was


def typed(wine: Wine, data: Path) -> bool:
    """Type a seven into the cell that has the frame, as a person does; whether it stands in the data file.

    What the app reports of itself meanwhile is a failure, with its words.
    """
    for window in windows_named(wine, TITLE):
        subprocess.run(
            ["xdotool", "windowfocus", window], env=wine.environment, timeout=30, capture_output=True
        )
    keys = ("xdotool", "key", "--delay", "100", "7", "Return")
    subprocess.run(keys, env=wine.environment, timeout=30, check=True)
    report = wine.local / "Fieldapp" / "fieldapp.log"
    assert not report.exists(), report.read_text(encoding="utf-8")
    ended = wine.run(wine.cli, "check", wine.path(data), "--json")  # of an empty file: a sentence, no answer
    return ended.status == 1 and "row-half-filled" in ended.out


def ask_to_close(wine: Wine) -> None:
    """What the cross in the corner does; again if the app was not listening yet. Waits until it has ended."""
    words = ("taskkill", "/im", "fieldapp.exe")
    wait_until(lambda: wine.run(*words).status != 0, "the app has ended", 60)


def test_on_a_stick_everything_stays_on_the_stick(fresh: Wine, setup: Path):
    stick = fresh.c / "stick"
    assert fresh.install(setup, "/PORTABLE", folder=stick) == 0
    fresh.start(stick / "fieldapp.exe")
    wait_until(lambda: windows_named(fresh, TITLE), "the welcome page", 180)
    picture = fresh.c / "screen.png"
    wait_until(lambda: colours(screenshot(fresh, picture)) > 100, "the welcome page is painted", 180)
    keep(picture, "stick.png")

    ask_to_close(fresh)

    assert (stick / "data" / "settings.ini").is_file()
    assert not (fresh.local / "Fieldapp").exists()


def test_what_other_programs_left_in_the_environment_and_the_folder_is_not_taken_up(installed: Wine):
    """Another Python, another Qt, and libraries of the same names in the folder that it is started from."""
    planted = installed.c / "Another program"
    (planted / "platforms").mkdir(parents=True)
    (planted / "fieldapp.py").write_text("raise SystemExit(99)\n", encoding="ascii")
    for name in ("python313.dll", "python3.dll", "sqlite3.dll", "vcruntime140.dll", "Qt6Core.dll"):
        (planted / name).write_bytes(b"MZ, and nothing else")
    (plugin,) = installed.app.rglob("qwindows.dll")
    content = bytearray(plugin.read_bytes())
    content[0x1000:0x10000] = bytes(0xF000)  # of its code; Qt still finds a plugin in it
    (planted / "platforms" / plugin.name).write_bytes(content)
    for name in ("PYTHONHOME", "PYTHONPATH", "QT_PLUGIN_PATH"):
        installed.run("reg", "add", r"HKCU\Environment", "/v", name, "/d", installed.path(planted), "/f")
    plugins = installed.path(planted / "platforms")
    installed.run("reg", "add", r"HKCU\Environment", "/v", "QT_QPA_PLATFORM_PLUGIN_PATH", "/d", plugins, "/f")
    out = installed.c / "out.json"

    ended = installed.run(installed.cli, "--self-test", installed.path(out), folder=planted)

    report = json.loads(out.read_text(encoding="utf-8"))
    assert (ended.status, report["ok"]) == (0, True), ended
    assert report["window"]["platform"] == "windows"
