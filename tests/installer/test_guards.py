"""What Setup and the uninstaller refuse to touch: files of others, and an app that runs, wherever it runs."""

import shutil
import subprocess
from pathlib import Path

import pytest

from fieldapp.version import VERSION
from installer.checks import wrong_in_list
from tests.installer.conftest import hashes
from tests.installer.test_install import NEW, expected, there
from tests.installer.test_upgrade import OLD, RUNNING, versions
from tests.installer.wine import Wine, wait_until

pytestmark = pytest.mark.installer

SETTING_UP, FOREIGN = 9, 11
NO_DIGEST = "0" * 64

HOLD = """
#include <stdio.h>
#include <windows.h>
/* hold FILE BEGINNING MUTEX: as soon as the file begins so, hold the mutex; without arguments, just run.
   It says a line when it has begun, and one when it holds the mutex. */
int wmain(int count, wchar_t **words)
{
    char line[16] = "", wanted[16] = "";
    puts("begun");
    fflush(stdout);
    if (count > 3) {
        WideCharToMultiByte(CP_UTF8, 0, words[2], -1, wanted, sizeof wanted, NULL, NULL);
        while (strncmp(line, wanted, strlen(wanted))) {
            DWORD length = 0;
            HANDLE file = CreateFileW(words[1], GENERIC_READ, 7, NULL, OPEN_EXISTING, 0, NULL);
            ReadFile(file, line, sizeof line - 1, &length, NULL);
            CloseHandle(file);
            Sleep(5);
        }
        CreateMutexW(NULL, FALSE, words[3]);
        puts("held");
        fflush(stdout);
    }
    Sleep(90000);
    return 0;
}
"""


@pytest.fixture(scope="session")
def holder(tmp_path_factory) -> Path:
    """A Windows program that stands for one of ours."""
    folder = tmp_path_factory.mktemp("holder")
    (folder / "hold.c").write_text(HOLD, encoding="ascii")
    compiler = ("x86_64-w64-mingw32-gcc", "-municode", "-O2", "-s", "-o", "hold.exe", "hold.c")
    subprocess.run(compiler, cwd=folder, check=True, timeout=60)
    return folder / "hold.exe"


def said(program: "subprocess.Popen[bytes]") -> bytes:
    """The next line of a holder."""
    assert program.stdout is not None
    return program.stdout.readline().strip()


def removal(wine: Wine) -> str:
    """What the uninstaller says at last."""
    lines = len(wine.log())
    wine.run(wine.app / "uninstall.exe", "/S")
    wait_until(lambda: len(wine.log()) > lines, "the uninstaller's last word")
    return wine.log()[-1]


def test_a_folder_of_another_program_is_refused_and_not_a_byte_of_it_changes(fresh: Wine, setup: Path):
    for number, name in enumerate(("uninstall.exe", "current")):
        folder = fresh.c / f"Other {number}"
        (folder / "versions" / "2024").mkdir(parents=True)
        (folder / name).write_text(f"{name} of another program", encoding="ascii")
        (folder / "versions" / "2024" / "files.txt").write_text("a list", encoding="ascii")
        was = hashes(folder)

        assert fresh.install(setup, folder=folder) == FOREIGN, fresh.log()

        assert hashes(folder) == was
        assert folder.name in fresh.log()[-1]


def test_a_folder_with_other_peoples_files_keeps_them_when_the_app_comes_and_goes(fresh: Wine, setup: Path):
    """Even such as look like a version of ours at first sight."""
    folder = fresh.c / "Office"
    archive = folder / "versions" / "2024"
    archive.mkdir(parents=True)
    for name in ("week.fieldapp", "files.txt"):
        (archive / name).write_text(f"{NO_DIGEST}  week.fieldapp\n", encoding="ascii")
    (folder / "notes.txt").write_text("notes", encoding="ascii")
    was = hashes(folder)

    assert fresh.install(setup, folder=folder) == 0, fresh.log()
    fresh.uninstall(folder)

    assert hashes(folder) == was


def test_a_list_that_was_tampered_with_removes_nothing_but_the_files_it_names(installed: Wine, setup: Path):
    """No wildcard is followed, and no way out of the folder."""
    outside = installed.app / "notes.txt"
    outside.write_text("notes", encoding="ascii")
    mine = []
    for number, line in enumerate(
        ("lib/*.*", "lib/min?.fieldapp", "..\\..\\notes.txt", str(outside)), start=1
    ):
        old = installed.app / "versions" / f"0.0.{number}-1"
        (old / "lib").mkdir(parents=True)
        (old / "files.txt").write_text(f"{NO_DIGEST}  {line}\r\n", encoding="ascii")
        mine.append(old / "lib" / "mine.fieldapp")
        mine[-1].write_text("data", encoding="ascii")

    assert installed.install(setup) == 0, installed.log()
    installed.uninstall()

    assert [file for file in (outside, *mine) if not file.exists()] == []


def test_a_damaged_pointer_is_repaired_by_installing_again(installed: Wine, setup: Path):
    for damaged in (b"", b"garbage", b"..\\..", b"9" * 5000):
        (installed.app / "current").write_bytes(damaged)

        assert installed.install(setup) == 0, installed.log()

        (now,) = versions(installed.app)
        assert there(installed.app) == expected(setup, now)
    assert installed.version() == f"fieldapp {VERSION}"


def test_an_app_that_runs_in_another_session_is_noticed(before: Wine, setup: Path, holder: Path):
    """Its mutex cannot be seen from here."""
    for name in ("fieldapp.exe", "fieldapp-cli.exe"):
        own = (before.app / name).read_bytes()
        shutil.copyfile(holder, before.app / name)
        app = before.start(before.app / name)
        assert said(app) == b"begun"
        was = hashes(before.app)

        assert before.install(setup) == RUNNING, before.log()

        assert f"status {RUNNING}" in removal(before)
        assert hashes(before.app) == was
        before.run("taskkill", "/f", "/im", name)
        app.communicate(timeout=30)
        (before.app / name).write_bytes(own)


def test_an_app_that_starts_in_the_moment_of_the_swap_keeps_its_version(
    before: Wine, setup: Path, holder: Path
):
    pointer = before.path(before.app / "current")
    app = before.start(holder, pointer, VERSION, "Local\\Fieldapp-running")
    assert said(app) == b"begun"

    assert before.install(setup) == 0, before.log()

    assert versions(before.app) == sorted([OLD, NEW])
    assert wrong_in_list(before.app / "versions" / OLD) == []
    assert said(app) == b"held"
    before.run("taskkill", "/f", "/im", holder.name)
    app.communicate(timeout=30)
    assert before.install(setup) == 0, before.log()
    (now,) = versions(before.app)
    assert there(before.app) == expected(setup, now)


def test_the_uninstaller_waits_for_its_turn(installed: Wine, holder: Path):
    """A script that removes and installs at once would have both at work in one folder."""
    mutex = (installed.path(installed.app / "current"), NEW, "Local\\Fieldapp-setup")
    other = installed.start(holder, *mutex)
    assert [said(other), said(other)] == [b"begun", b"held"]
    was = hashes(installed.app)

    assert f"status {SETTING_UP}" in removal(installed)

    assert hashes(installed.app) == was


def test_removing_in_a_script_can_be_waited_for_and_the_folder_used_again(fresh: Wine, setup: Path):
    folder = fresh.c / "Tools"
    assert fresh.install(setup, folder=folder) == 0, fresh.log()

    own = shutil.copyfile(folder / "uninstall.exe", fresh.c / "own.exe")

    ended = fresh.run(folder / "uninstall.exe", "/S", f"_?={fresh.path(folder)}")

    assert ended.status == 0
    assert not [path for path in folder.rglob("*") if path.name != "uninstall.exe"]
    if not folder.exists():  # wine lets a program be removed that runs; Windows leaves it there
        folder.mkdir()
        shutil.copyfile(own, folder / "uninstall.exe")
    assert fresh.install(setup, folder=folder) == 0, fresh.log()
    assert there(folder) == expected(setup)
