"""Commands beside another program that has the file: what reads goes on, what would write says who has it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.period import read_period
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell
from fieldapp.store.store import Store
from fieldapp.store.writer_lock import WriterLock
from tests.test_cli import Run, enter, rows, run, standing  # noqa: F401 # `run` is a fixture

WEEK = ("--period", "2025-W11")
NOON = datetime(2025, 3, 17, 12, 0, tzinfo=UTC)
READING = (
    ("check", "--json"),
    ("summary", *WEEK),
    ("text", *WEEK),
    ("export", *WEEK, "--out", "draft.xlsx"),
)


@pytest.fixture
def file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: F811
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "week.fieldapp"
    run("new", path, "--office", "hq")
    enter(run, path, "agdam,,1,0,2,3.4")
    return path


@pytest.fixture
def window(file: Path) -> Iterator[Store]:
    """What a window does with the file: it has it to itself."""
    with WriterLock(file, "Leyla", lambda: NOON) as lock:
        assert lock.take()
        store = Store(file, "Leyla", lock=lock)
        yield store
        store.close()


@pytest.mark.parametrize("command", READING, ids=lambda words: words[0])
def test_what_reads_works_beside_a_window(
    run: Run,  # noqa: F811
    file: Path,
    window: Store,
    command: tuple[str, ...],
) -> None:
    status, told, err = run(command[0], file, *command[1:])

    assert status == 0
    assert told
    assert "open on PC" not in err


def test_the_draft_that_is_exported_beside_a_window_holds_what_the_window_wrote_last(
    run: Run,  # noqa: F811
    file: Path,
    window: Store,
    tmp_path: Path,
) -> None:
    week = read_period("2025-W11")
    window.write(week, make_edits(window.sheet(week), {Cell("agdam", "ap_mines"): 4321}))

    run("export", file, *WEEK, "--out", tmp_path / "draft.xlsx")

    sheets = openpyxl.load_workbook(tmp_path / "draft.xlsx").worksheets
    assert 4321 in [cell.value for sheet in sheets for line in sheet.iter_rows() for cell in line]


@pytest.mark.parametrize("command", ["enter", "send"])
def test_what_would_write_says_who_has_the_file_and_changes_nothing(
    run: Run,  # noqa: F811
    file: Path,
    window: Store,
    tmp_path: Path,
    command: str,
) -> None:
    out = tmp_path / "report.xlsx"
    words = (rows(tmp_path, "agdam,,9,9,9,9"),) if command == "enter" else ("--out", out)

    status, told, err = run(command, file, *WEEK, *words)

    assert (status, told) == (3, "")
    assert err.startswith("fieldapp: Leyla has had this file open on PC ")
    assert "since 17 Mar 2025, 12:00." in err
    assert err.count("\n") == 1
    assert not out.exists()
    assert window.sheet(read_period("2025-W11")).value("agdam", "ap_mines") == 1
    assert window.standing(read_period("2025-W11")).status is Status.DRAFT


def test_what_was_refused_is_done_once_the_window_is_closed(
    run: Run,  # noqa: F811
    file: Path,
    window: Store,
    tmp_path: Path,
) -> None:
    send = ("send", file, *WEEK, "--out", tmp_path / "report.xlsx")
    assert run(*send)[0] == 3
    assert window.lock is not None
    window.lock.release()

    assert run(*send)[0] == 0

    assert standing(file).status is Status.SENT
    assert {path.name for path in tmp_path.iterdir()} >= {"week.fieldapp", "report.xlsx"}
    assert not [path for path in tmp_path.iterdir() if path.name.endswith("-lock")]
