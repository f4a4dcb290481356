"""Whatever happens to a new version on its way in: a whole one works, and nobody's files are touched."""

import contextlib
import json
import signal
import sqlite3
import threading
from pathlib import Path

import pytest

from fieldapp.version import VERSION
from installer.checks import wrong_in_list
from tests.installer.conftest import hashes
from tests.installer.test_install import NEW, expected, there
from tests.installer.test_use import CONTROLS, ROWS, TITLE, WEEK, ask_to_close
from tests.installer.wine import Wine, wait_until, windows_named

pytestmark = pytest.mark.installer

OLD_VERSION = "0.0.9"
OLD, STALE = f"{OLD_VERSION}-1", "stale.txt"
REFUSED_BY_WINDOWS, RUNNING, DISK_FULL, OLDER, NOT_WHOLE = 2, 3, 6, 7, 10
PLENTY, TOO_LITTLE = 220, 120


def versions(app: Path) -> list[str]:
    return sorted(path.name for path in (app / "versions").iterdir())


def assert_old_works(wine: Wine, app: Path | None = None) -> None:
    """The version before runs, and not a byte of it is changed."""
    app = app or wine.app
    assert wine.version(app) == f"fieldapp {OLD_VERSION}"
    assert (app / "current").read_text().split() == [OLD]
    assert wrong_in_list(app / "versions" / OLD) == []


@pytest.fixture
def belongings(before) -> dict[Path, bytes]:
    """What people have when an upgrade comes: data, settings, a log, and files that nobody expects."""
    documents = before.user / "Documents"
    data = documents / "Ağdərə 2025.fieldapp"
    assert before.run(before.cli, "new", before.path(data), "--office", "hq").status == 0
    own = before.local / "Fieldapp"
    own.mkdir(exist_ok=True)
    for file in (
        own / "settings.ini",
        own / "fieldapp.log",
        before.app / "notes of the office.txt",
        before.app / "versions" / OLD / "lib" / "mine.txt",
    ):
        file.write_text(f"{file.name}\n", encoding="utf-8")
    files = [data, own / "settings.ini", own / "fieldapp.log", before.app / "notes of the office.txt"]
    files.append(before.app / "versions" / OLD / "lib" / "mine.txt")
    return {file: file.read_bytes() for file in files}


def test_an_upgrade_leaves_the_new_version_and_all_that_is_not_ours(before: Wine, setup: Path, belongings):
    assert [*(before.app / "versions" / OLD).rglob(STALE)] != []

    assert before.install(setup) == 0, before.log()

    assert before.version() == f"fieldapp {VERSION}"
    mine = {file.relative_to(before.app).as_posix() for file in belongings if before.app in file.parents}
    assert {path: digest for path, digest in there(before.app).items() if path not in mine} == expected(setup)
    assert {file: file.read_bytes() for file in belongings} == belongings
    assert [*before.app.rglob(STALE)] == []


def format_of(data: Path) -> int:
    """Which format a data file says it has, in SQLite's own header."""
    return int.from_bytes(data.read_bytes()[60:64], "big")


def everything_in(data: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(f"{data.as_uri()}?mode=ro", uri=True)) as connection:
        return list(connection.iterdump())


def test_a_week_of_the_version_before_is_the_same_in_the_new_one_in_format_3_with_a_backup_beside_it(
    before: Wine, setup: Path
):
    data, rows = before.user / "Documents" / "Ağdərə 2025.fieldapp", before.user / "Documents" / "rows.csv"
    rows.write_text(ROWS, encoding="utf-8")
    summary = ("summary", before.path(data), *WEEK, "--json")
    assert before.run(before.cli, "new", before.path(data), "--office", "hq").status == 0
    entered = before.run(before.cli, "enter", before.path(data), before.path(rows), *WEEK, *CONTROLS)
    assert ": 17 cells changed.\n" in entered.out, entered
    told = before.run(before.cli, *summary)
    assert json.loads(told.out)["totals"]["area_cleared_ha"] == "1653.1955"
    assert format_of(data) == 2
    was = everything_in(data)

    assert before.install(setup) == 0, before.log()
    assert format_of(data) == 2  # a setup touches nobody's files
    window = before.start(before.app / "fieldapp.exe", before.path(data))
    wait_until(lambda: windows_named(before, TITLE), "the window of the data file", 180)
    ask_to_close(before)
    window.communicate(timeout=30)

    assert format_of(data) == 3
    (backup,) = (data.parent / f"{data.stem} backups").glob(f"{data.stem} * before migration.fieldapp")
    assert (format_of(backup), everything_in(backup)) == (2, was)
    tells = before.run(before.cli, *summary)
    assert tells.status == told.status
    assert json.loads(told.out).items() <= json.loads(tells.out).items()  # keys are only ever added
    compared = before.run(before.cli, "integrity", before.path(data), "--json")
    assert json.loads(compared.out) == {"ok": True, "sheets": 1, "history": 17, "problems": []}


def test_an_upgrade_stays_in_the_folder_that_was_chosen(fresh: Wine, setup: Path, setup_before: Path):
    folder = fresh.c / "Office programs" / "Ağdərə"
    assert fresh.install(setup_before, folder=folder) == 0

    assert fresh.install(setup) == 0

    assert there(folder) == expected(setup)
    assert not fresh.app.exists()


def test_installing_again_repairs(installed: Wine, setup: Path):
    version = installed.app / "versions" / NEW
    (version / "runtime" / "python313.dll").write_bytes(b"damaged")
    (version / "lib" / "fieldapp" / "cli.pyc").unlink()
    (installed.app / "fieldapp.exe").unlink()

    assert installed.install(setup) == 0, installed.log()

    (now,) = versions(installed.app)
    assert there(installed.app) == expected(setup, now)
    assert installed.version() == f"fieldapp {VERSION}"


def test_an_older_version_is_refused_with_a_sentence(installed: Wine, setup_before: Path):
    was = hashes(installed.app)

    assert installed.install(setup_before) == OLDER

    assert hashes(installed.app) == was
    assert VERSION in installed.log()[-1]


def test_while_the_app_runs_nothing_is_changed_and_it_goes_on(before: Wine, setup: Path):
    was = hashes(before.app)
    data = before.c / "week.fieldapp"
    before.run(before.cli, "new", before.path(data), "--office", "hq")
    app = before.start(before.app / "fieldapp.exe", before.path(data))
    wait_until(lambda: windows_named(before, "week"), "the window", 180)

    assert before.install(setup) == RUNNING

    assert hashes(before.app) == was
    lines = len(before.log())
    before.run(before.app / "uninstall.exe", "/S")
    wait_until(lambda: len(before.log()) > lines, "the uninstaller's refusal")
    assert hashes(before.app) == was
    assert app.poll() is None
    before.run("taskkill", "/im", "fieldapp.exe")
    app.communicate(timeout=30)
    assert before.install(setup) == 0
    assert before.version() == f"fieldapp {VERSION}"


@pytest.mark.parametrize("files", [100, "all"])
def test_a_setup_that_is_killed_leaves_the_old_version_and_the_next_one_cleans_up(
    before: Wine, setup: Path, files: int | str
):
    wanted = len(expected(setup)) - 3 if files == "all" else files
    new = before.app / "versions" / NEW
    running = before.start(setup, "/S")

    wait_until(lambda: new.exists() and len(hashes(new)) >= int(wanted), f"{wanted} files are unpacked", 90)
    running.send_signal(signal.SIGKILL)
    running.communicate(timeout=30)

    assert (before.app / "versions" / NEW).exists()
    assert_old_works(before)
    assert before.install(setup) == 0, before.log()
    (now,) = versions(before.app)
    assert there(before.app) == expected(setup, now)
    assert before.version() == f"fieldapp {VERSION}"


def test_a_disk_that_is_too_small_is_noticed_before_anything_is_unpacked(
    before: Wine, setup: Path, setup_before: Path, small_disk
):
    app = small_disk(TOO_LITTLE) / "Fieldapp"
    assert before.install(setup_before, folder=app) == 0, before.log()
    was = hashes(app)

    assert before.install(setup, folder=app) == DISK_FULL

    assert hashes(app) == was
    assert_old_works(before, app)


def test_a_disk_that_fills_up_while_unpacking_leaves_the_old_version(
    before: Wine, setup: Path, setup_before: Path, small_disk
):
    """Something else writes to the disk just then: there was room enough to begin with."""
    disk = small_disk(PLENTY)
    app, other = disk / "Fieldapp", disk / "something else"
    assert before.install(setup_before, folder=app) == 0, before.log()
    was = hashes(app)

    def fill() -> None:
        wait_until(lambda: (app / "versions" / NEW / "runtime").exists(), "the setup unpacks", 60)
        with contextlib.suppress(OSError), other.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(100_000))

    filling = threading.Thread(target=fill)
    filling.start()
    status = before.install(setup, folder=app)
    filling.join(timeout=90)

    assert status in (REFUSED_BY_WINDOWS, DISK_FULL, NOT_WHOLE), before.log()
    assert_old_works(before, app)
    assert {path: digest for path, digest in hashes(app).items() if NEW not in path} == was
    other.unlink()
    assert before.install(setup, folder=app) == 0, before.log()
    (now,) = versions(app)
    assert there(app) == expected(setup, now)
