"""Bad surroundings: whatever the machine does, one sentence, nothing half, and never a bug's sentence."""

import errno
import io
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldapp import __main__, cli, clock
from fieldapp.console import Surface
from fieldapp.core.errors import FieldAppError
from fieldapp.demo import FILE_NAME, make_demo
from fieldapp.demo_headquarters import HeadquartersDemo
from fieldapp.paths import places
from fieldapp.store.store import Store
from fieldapp.texts.texts import read_texts
from tests.data_files import empty_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, limits and devices as Unix has them")

NOW = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)
WEEK = ("--period", "2025-W11")
SMALL = 8_000
"""Bytes: a disk that takes no file of more."""
TREE = Path(__file__).parent.parent


@pytest.fixture
def run(capfd):
    """Run a command in this process; its status, and what is said on stderr, which no traceback may be in."""
    surface = Surface(lambda file, options: 0, lambda: NOW, "Test", read_texts("en"), lambda *_: {})

    def run(*words):
        status = cli.run_command([str(word) for word in words], surface)
        said = capfd.readouterr().err
        assert "Traceback" not in said
        assert "Exception ignored" not in said
        return status, said

    return run


@pytest.fixture
def file(tmp_path, run):
    """A data file in which a week is entered."""
    path, rows = empty_file(tmp_path / "week.fieldapp"), tmp_path / "rows.csv"
    rows.write_text("district,ap_mines,at_mines,uxo,area_cleared_ha\nagdam,1,2,3,4.5\n", encoding="utf-8")
    assert run("enter", path, rows, *WEEK) == (0, "")
    return path


FULL_DISK = f"""
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({SMALL}, {SMALL}))
from fieldapp.__main__ import main
main()
"""


@pytest.fixture
def short_year(monkeypatch):
    """Of headquarters' demonstration there is only the folder: to make its year takes a second."""

    def make(folder, _who, _texts):
        made = HeadquartersDemo(folder / "headquarters" / "hq.fieldapp", folder / "headquarters" / "inbox")
        made.inbox.mkdir(parents=True)
        empty_file(made.file)
        return made

    monkeypatch.setattr("fieldapp.demo_headquarters.make_headquarters_demo", make)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_an_export_to_a_full_disk_is_one_sentence_and_leaves_nothing(file, tmp_path):
    """Eight lines of *Exception ignored in ZipFile.__del__* came after it."""
    command = [sys.executable, "-c", FULL_DISK, "export", file, *WEEK, "--out", tmp_path / "out.xlsx"]

    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=TREE)

    assert (ended.returncode, len(ended.stderr.splitlines())) == (3, 1)
    assert not [name for name in names(tmp_path) if name.endswith((".xlsx", ".part"))]


def test_no_passing_file_is_needed_for_an_export(run, file, tmp_path, monkeypatch):
    monkeypatch.setattr("openpyxl.worksheet._writer.create_temporary_file", pytest.fail)

    assert run("export", file, *WEEK, "--out", tmp_path / "out.xlsx") == (0, "")


@pytest.mark.parametrize("words", [("export",), ("send",)])
def test_what_a_killed_export_left_is_cleared_by_the_next(run, file, tmp_path, words):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = [f".out.xlsx.{dead.pid}.part", f".other.xlsx.{dead.pid}.part"]
    kept = [f".out.xlsx.{os.getppid()}.part", f".other.pdf.{dead.pid}.part", ".out.xlsx.part", "x.part"]
    for name in (*left, *kept):
        (tmp_path / name).touch()
    people = tmp_path / "rows.csv"

    run("check", file)
    status, _ = run(*words, file, *WEEK, "--out", tmp_path / "out.xlsx")

    assert status in (0, 3)
    assert not set(left) & set(names(tmp_path))
    assert set(kept) <= set(names(tmp_path))
    assert people.exists()


def fail(*_args, **_named):
    raise FieldAppError("disk-failed", path="a stick")


def test_new_that_fails_after_the_name_is_given_leaves_nothing(run, tmp_path, monkeypatch):
    path = tmp_path / "new.fieldapp"

    with monkeypatch.context() as patch:
        patch.setattr("fieldapp.store.opening.sync_folder", fail)
        assert run("new", path, "--office", "hq")[0] == 3

    assert names(tmp_path) == []
    assert run("new", path, "--office", "hq")[0] == 0


def test_new_on_a_disk_that_lets_nothing_go_says_that_the_file_is_there(run, tmp_path, monkeypatch):
    """It said that nothing was written, and the next try that the file is there already."""
    path = tmp_path / "new.fieldapp"
    monkeypatch.setattr("fieldapp.store.opening.sync_folder", fail)
    monkeypatch.setattr("fieldapp.store.opening.remove_data_file", lambda path: None)

    status, said = run("new", path, "--office", "hq")

    assert (status, "is there" in said, "Nothing" in said) == (3, True, False)
    Store(path, "Test").close()


def test_new_does_not_ask_the_disk_again_when_the_file_has_its_name(run, tmp_path, monkeypatch):
    """What failed then was said as if there were no file, and the file could not always be removed."""
    monkeypatch.setattr("fieldapp.console.Store", fail)

    assert run("new", tmp_path / "new.fieldapp", "--office", "hq") == (0, "")


def test_a_file_whose_log_could_not_be_folded_in_gets_no_name(run, tmp_path, monkeypatch):
    monkeypatch.setattr("fieldapp.store.opening.has_log", lambda path: path.suffix == ".part")

    assert run("new", tmp_path / "new.fieldapp", "--office", "hq")[0] == 3
    assert run("demo", tmp_path)[0] == 3
    assert names(tmp_path) == []


def test_what_fails_after_the_rows_are_in_does_not_say_that_nothing_was_written(run, file, monkeypatch):
    rows = file.with_name("rows.csv")
    rows.write_text(rows.read_text(encoding="utf-8").replace(",3,", ",8,"), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("fieldapp.cli.find", fail)
        status, said = run("enter", file, rows, *WEEK)

    assert (status, "is in" in said, "Nothing" in said) == (3, True, False)
    assert run("enter", file, rows, *WEEK) == (0, "")


@pytest.mark.usefixtures("short_year")
def test_a_demonstration_without_its_workbook_is_not_left(run, tmp_path, monkeypatch):
    """The data file stayed, the sentence was that nothing was written, and no next try made the workbook."""
    with monkeypatch.context() as patch:
        patch.setattr("fieldapp.exchange.placing.UnplacedFile.move", fail)
        assert run("demo", tmp_path)[0] == 3
    assert names(tmp_path) == []

    assert run("demo", tmp_path)[0] == 0
    assert len(names(tmp_path)) == 3


@pytest.mark.usefixtures("short_year")
def test_a_workbook_without_its_demonstration_is_not_left_or_is_said_to_be_there(run, tmp_path, monkeypatch):
    monkeypatch.setattr("fieldapp.demo._give_name", fail)
    assert run("demo", tmp_path)[0] == 3
    assert names(tmp_path) == []

    monkeypatch.setattr("fieldapp.store.opening.remove_data_file", lambda path: None)
    status, said = run("demo", tmp_path)

    assert (status, "xlsx was made and is there" in said, "Nothing" in said) == (3, True, False)


def test_a_demonstration_that_fails_or_was_killed_half_way_leaves_nothing_and_can_be_made_again(
    tmp_path, monkeypatch
):
    """A log that was left behind kept it from ever being made."""
    for side in ("", "-wal", "-shm", "-journal"):
        (tmp_path / f".{FILE_NAME}.part{side}").write_bytes(b"left behind")
    write, count = Store.write, iter(range(100))

    def fail_at_last(*args, **named):
        if next(count) == 3:
            raise FieldAppError("disk-full", path="a stick")
        write(*args, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "write", fail_at_last)
        with pytest.raises(FieldAppError, match="disk-full"):
            make_demo(tmp_path, "Test", NOW)
        assert names(tmp_path) == []

    assert make_demo(tmp_path, "Test", NOW) == tmp_path / FILE_NAME


def test_what_a_demonstration_could_not_take_away_goes_with_the_next_try_even_where_that_is_refused(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"made, and its part was not let go")
    (tmp_path / f"..{FILE_NAME}.part.{2**30}.part").write_bytes(b"left behind")

    with pytest.raises(FieldAppError, match="file-exists"):
        make_demo(tmp_path, "Test", NOW)
    assert names(tmp_path) == [FILE_NAME]


INPUTS = {
    "data file": lambda bad, file, out: ["check", bad],
    "rows": lambda bad, file, out: ["enter", file, bad, *WEEK],
    "programme": lambda bad, file, out: ["new", out, "--office", "hq", "--programme", bad],
    "target": lambda bad, file, out: ["export", file, *WEEK, "--out", bad],
    "data file to be made": lambda bad, file, out: ["new", bad, "--office", "hq"],
    "answers": lambda bad, file, out: ["--self-test", bad],
}


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
@pytest.mark.parametrize("name", INPUTS)
def test_what_is_no_file_is_refused_at_once(run, file, tmp_path, kind, name):
    """A pipe was waited for, and a device without end was read to its end."""
    bad = tmp_path / "bad.xlsx"
    if kind == "pipe":
        os.mkfifo(bad)
    elif kind == "folder":
        bad.mkdir()
    else:
        bad.symlink_to("/dev/zero")

    status, said = run(*INPUTS[name](bad, file, tmp_path / "new.fieldapp"))

    assert (status, len(said.splitlines())) == (3, 1)
    assert bad.name in said


def test_a_programme_of_endless_text_is_refused(run, tmp_path):
    (tmp_path / "long.toml").write_text("#" * 1_100_000, encoding="utf-8")

    words = ["new", tmp_path / "a.fieldapp", "--office", "hq", "--programme", tmp_path / "long.toml"]
    assert run(*words)[0] == 3


COMMANDS = {
    "summary": ["summary", "{file}", *WEEK],
    "enter": ["enter", "{file}", "{folder}/rows.csv", *WEEK],
    "export": ["export", "{file}", *WEEK, "--out", "{folder}/out.xlsx"],
    "check": ["check", "{file}", "--json"],
    "version": ["--version"],
    "new": ["new", "{folder}/new.fieldapp", "--office", "hq"],
    "demo": ["demo", "{folder}/demo"],
}


FAILURES = [
    (errno.ENOSPC, 3, "The work was done"),
    (errno.EPIPE, 141, ""),
    (errno.EIO, 3, "The work was done"),
]


@pytest.mark.parametrize(
    ("name", "failure", "status", "said"),
    [
        pytest.param(name, *failure, marks=pytest.mark.long if name == "demo" and number else ())
        for number, failure in enumerate(FAILURES)
        for name in COMMANDS
    ],
)
def test_where_the_answer_cannot_be_written_the_work_is_done_all_the_same(
    file, tmp_path, monkeypatch, capfd, name, failure, status, said
):
    """It was called a bug, and the demonstration had no workbook."""
    words = [word.format(file=file, folder=tmp_path) for word in COMMANDS[name]]
    outlet = Unwilling(failure)
    monkeypatch.setattr(sys, "argv", ["fieldapp", *words])
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BufferedWriter(outlet), line_buffering=True))

    with pytest.raises(SystemExit) as end:
        __main__.main()

    monkeypatch.undo()
    told = capfd.readouterr().err
    assert (end.value.code, told.count("\n")) == (status, 1 if said else 0)
    assert told.startswith(f"fieldapp: {said}" if said else "")
    assert (tmp_path / "out.xlsx").exists() == (name == "export")
    assert (tmp_path / "new.fieldapp").exists() == (name == "new")
    made = ["demo-2025-W11.xlsx", "demo.fieldapp", "headquarters"] if name == "demo" else []
    assert sorted(names(tmp_path / "demo") if made else []) == made


class Unwilling(io.RawIOBase):
    """A stream that takes nothing."""

    def __init__(self, failure):
        super().__init__()
        self._failure = failure

    def writable(self):
        return True

    def write(self, _content):
        raise OSError(self._failure, os.strerror(self._failure))


def test_arguments_that_are_no_text_are_taken_or_refused_with_one_sentence(run, file, tmp_path):
    odd = os.fsdecode(b"\xff\xfe")

    assert run("check", tmp_path / f"{odd}.fieldapp")[0] == 3
    assert run("enter", file, tmp_path / f"{odd}.csv", *WEEK)[0] == 3
    assert run("enter", file, tmp_path / "rows.csv", *WEEK, "--control", f"{odd}=1")[0] == 3
    assert run("check", file, "--period", odd)[0] == 3
    assert run("new", tmp_path / f"{odd}.fieldapp", "--office", "hq") == (0, "")
    assert run("export", file, *WEEK, "--out", tmp_path / f"{odd}.xlsx") == (0, "")
    assert run(odd)[0] == 2


def test_a_folder_that_is_gone_under_the_command_is_said_before_anything_is_done(
    run, file, tmp_path, monkeypatch
):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    for words in (["summary", "a.fieldapp", *WEEK], ["send", file, *WEEK, "--out", "o.xlsx"], ["a.fieldapp"]):
        status, said = run(*words)
        assert status == 3
        assert "is gone" in said
    assert run("summary", file, *WEEK) == (0, "")
    monkeypatch.chdir(tmp_path)


def test_a_time_zone_that_cannot_be_used_is_said_and_the_time_is_in_utc(monkeypatch):
    class Broken(datetime):
        def astimezone(self, tz=None):
            if tz is None:
                raise ValueError("offset must be a timedelta strictly between")
            return super().astimezone(tz)

    monkeypatch.setattr(clock, "datetime", Broken)

    assert not clock.has_time_zone()
    assert clock.local_now().utcoffset() == datetime.now(UTC).utcoffset()


def test_a_broken_time_zone_is_one_sentence(file):
    environment = {**os.environ, "TZ": "XXX99999"}
    command = [sys.executable, "-m", "fieldapp", "summary", str(file), *WEEK]

    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)

    assert (ended.returncode, len(ended.stderr.splitlines())) == (0, 1)
    assert "UTC" in ended.stderr


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
@pytest.mark.parametrize("home", [None, "", "relative"])
def test_without_a_home_the_places_are_among_the_passing_files(platform, home, monkeypatch):
    """The log of a bug could not be named: there was a traceback."""

    def nobody(*_args):
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nobody)
    environment = {} if home is None else {"HOME": home, "USERPROFILE": home}

    where = places(platform, environment)

    assert where.log.is_absolute()
    assert where.documents.is_absolute()
