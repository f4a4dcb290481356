"""What lies in a folder that was given: every workbook is looked at, whatever lies beside it."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from fieldapp.core.hq.arrival import ArrivalKind
from fieldapp.core.report import Standing, Status
from fieldapp.exchange.hq.arrivals import files_in, read_arrivals
from tests.exchange.making import PROGRAMME, R084, make_sheet, report_of, write

APPLE_DOUBLE = b"\x00\x05\x16\x07\x00\x02\x00\x00" + b"\0" * 80


@pytest.fixture
def post(tmp_path: Path) -> Path:
    """A folder as it comes on a stick: one workbook, deep inside."""
    deep = tmp_path / "post" / "2025" / "March"
    deep.mkdir(parents=True)
    sheet = make_sheet(R084, office="karabakh")
    write(report_of(sheet, office="karabakh", standing=Standing(Status.SENT)), deep / "week.xlsx")
    return tmp_path / "post"


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in files_in([folder])]


def told(folder: Path) -> dict[str, str]:
    """The files that cannot be read, and why."""
    arrivals = read_arrivals([folder], PROGRAMME)
    return {file.path.name: file.error.code for file in arrivals if file.error is not None}


def test_lock_files_and_what_is_no_spreadsheet_are_left_out(post: Path) -> None:
    for name in (
        "~$week.xlsx",
        ".~lock.week.xlsx#",
        ".~lock.week.xlsx",
        "notes.txt",
        "map.pdf",
        "hq.fieldapp",
    ):
        (post / name).write_bytes(b"x")
    (post / "folder.xlsx").mkdir()

    assert names(post) == ["2025/March/week.xlsx"]


def test_what_a_mac_lays_beside_a_file_is_left_out_and_a_workbook_of_such_a_name_is_not(post: Path) -> None:
    (post / "._week.xlsx").write_bytes(APPLE_DOUBLE)
    shutil.copy(post / "2025/March/week.xlsx", post / "._mine.xlsx")

    assert names(post) == ["._mine.xlsx", "2025/March/week.xlsx"]


@pytest.mark.parametrize("name", ["week.xls", "week.ODS", "week.xlsb", "week.fods"])
def test_a_sheet_that_was_saved_in_another_format_is_named_and_not_passed_over(post: Path, name: str) -> None:
    (post / name).write_bytes(b"anything")

    assert told(post) == {name: "not-a-workbook"}


def test_a_file_of_no_bytes_is_said_to_be_empty(post: Path) -> None:
    (post / "week.xlsx").write_bytes(b"")

    assert told(post) == {"week.xlsx": "workbook-empty"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes and devices as Unix has them")
def test_a_link_that_leads_nowhere_and_a_pipe_are_named(post: Path) -> None:
    (post / "link.xlsx").symlink_to(post / "gone.xlsx")
    os.mkfifo(post / "pipe.xlsx")

    assert told(post) == {"link.xlsx": "not-found", "pipe.xlsx": "no-plain-file"}


def test_a_folder_that_cannot_be_looked_into_is_named_and_the_others_are_read(
    post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = post / "closed"
    closed.mkdir()
    look = os.scandir

    def refused(path: Any) -> Any:
        if Path(path) == closed:
            raise PermissionError(13, "refused", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", refused)
    kinds = {file.path.name: file.kind for file in read_arrivals([post], PROGRAMME)}

    assert kinds == {"closed": ArrivalKind.UNREADABLE, "week.xlsx": ArrivalKind.SHEET}
    assert told(post) == {"closed": "no-permission"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make links")
def test_a_folder_that_leads_back_into_itself_is_read_once(post: Path) -> None:
    (post / "again").symlink_to(post, target_is_directory=True)

    assert names(post) == ["2025/March/week.xlsx"]


def test_one_file_under_two_names_and_given_twice_is_one_record(post: Path) -> None:
    week = post / "2025/March/week.xlsx"
    shutil.copy(week, post / "other.xlsx")

    arrivals = read_arrivals([week, post, week], PROGRAMME)

    assert len(arrivals) == 2
    assert len({file.record.id for file in arrivals if file.record}) == 1
