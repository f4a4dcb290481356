"""What headquarters have entered in a sheet of their own never counts beside an office's sheet of the same
district and days, and every command says so."""

import json
from pathlib import Path

import pytest

from tests.test_cli import Run, run

__all__ = ["run"]

WEEK, DAYS = "2025-W11", "2025-03-10..2025-03-16"
HEAD = "district,state,ap_mines,at_mines,uxo,area_cleared_ha\n"


@pytest.fixture
def sent(run: Run, tmp_path: Path) -> Path:
    """The workbook of an office; a file of headquarters, who have entered Aghdam too, lies beside it."""
    path, out, rows = tmp_path / "office.fieldapp", tmp_path / "sent.xlsx", tmp_path / "rows.csv"
    for file, office, uxo in ((path, "karabakh", 3), (tmp_path / "hq.fieldapp", "hq", 30)):
        assert run("new", file, "--office", office)[0] == 0
        rows.write_text(f"{HEAD}agdam,,1,2,{uxo},0.5\n", "utf-8")
        assert run("enter", file, rows, "--period", WEEK)[0] in (0, 1)
    assert run("send", path, "--period", WEEK, "--out", out)[0] == 0
    return out


@pytest.mark.parametrize("is_sent", [False, True])
def test_receiving_says_twice_and_reports_and_the_board_name_the_district(
    run: Run, sent: Path, is_sent: bool
) -> None:
    desk = sent.with_name("hq.fieldapp")
    if is_sent:
        assert run("send", desk, "--period", WEEK, "--out", sent.with_name("own.xlsx"))[0] == 0
    told = json.loads(run("receive", desk, sent, "--json")[1])
    (file,) = told["files"]

    assert (file["verdict"], file["counted"], told["disputed"]) == ("twice", True, [])
    assert file["cells"] == [
        {"district": "agdam", "indicator": "uxo", "ours": "30", "theirs": "3", "sealed": None}
    ]
    assert "Headquarters’ own sheet says something else for the same days of Aghdam" in file["why"]

    month = ("--month", "2025-03")
    report = json.loads(run("report", desk, *month, "--json")[1])
    assert report["totals"]["uxo"] == 3
    assert report["stands_on"]["twice"] == [
        {
            "start": "2025-03-10",
            "end": "2025-03-16",
            "district": "agdam",
            "office": "karabakh",
            "indicators": ["uxo"],
        }
    ]
    said = run("report", desk, *month)[1]
    assert "In headquarters’ own sheet of 10–16 Mar 2025 the figures for Aghdam do not count" in said

    board = json.loads(run("board", desk, "--from", "2025-03-10", "--to", "2025-03-16", "--json")[1])
    named = [week["twice"] for office in board["offices"] for week in office["weeks"] if week["twice"]]
    assert named == [["agdam"]]


def test_headquarters_own_workbook_that_comes_beside_it_does_not_count_until_it_is_chosen(
    run: Run, sent: Path, tmp_path: Path
) -> None:
    own, desk = tmp_path / "own.xlsx", tmp_path / "other.fieldapp"
    assert run("send", sent.with_name("hq.fieldapp"), "--period", WEEK, "--out", own)[0] == 0
    assert run("new", desk, "--office", "hq")[0] == 0
    assert run("receive", desk, sent)[0] == 0
    status, out, _ = run("receive", desk, own, "--json")
    (file,) = json.loads(out)["files"]

    assert (status, file["verdict"], file["counted"]) == (1, "twice", False)
    assert json.loads(run("summary", desk, "--period", WEEK, "--json")[1])["totals"]["uxo"] == 3

    chosen = f"{file['id'][:8]}:agdam/uxo"
    assert run("receive", desk, "--take", chosen, "--why", "told by telephone")[0] == 0
    report = json.loads(run("report", desk, "--month", "2025-03", "--json")[1])
    assert report["totals"]["uxo"] == 30
    assert [row["indicators"] for row in report["stands_on"]["twice"]] == [[]]


def test_a_month_that_was_sent_as_one_sheet_puts_no_week_out_without_a_word(run: Run, tmp_path: Path) -> None:
    desk, rows = tmp_path / "desk.fieldapp", tmp_path / "rows.csv"
    rows.write_text(f"{HEAD}agdam,,1,2,3,0.5\n", "utf-8")
    assert run("new", desk, "--office", "hq")[0] == 0
    for name, period in (("week", DAYS), ("month", "2025-03-01..2025-03-31")):
        path = tmp_path / f"{name}.fieldapp"
        assert run("new", path, "--office", "karabakh")[0] == 0
        assert run("enter", path, rows, "--period", period)[0] == 0
        assert run("send", path, "--period", period, "--out", path.with_suffix(".xlsx"))[0] == 0
    assert run("receive", desk, tmp_path / "week.xlsx")[0] == 0

    status, out, _ = run("receive", desk, tmp_path / "month.xlsx", "--dry-run", "--json")
    told = json.loads(out)
    assert (status, told["files"][0]["verdict"], told["waiting"]) == (1, "overlap", 0)
    assert told["files"][0]["counted"] is True
    said = run("receive", desk, tmp_path / "month.xlsx")[1]
    assert "Sheets that share days with it counted until now and wait: 10–16 Mar 2025." in said


def test_where_what_counts_stays_no_file_is_said_to_change_it(run: Run, tmp_path: Path) -> None:
    """An older file, and one of another laptop that does not know of a correction."""
    first, desk, sent = (tmp_path / name for name in ("a.fieldapp", "desk.fieldapp", "sent"))
    sent.mkdir()

    def send(path: Path, row: str, name: str) -> Path:
        (tmp_path / "rows.csv").write_text(HEAD + row, "utf-8")
        assert run("enter", path, tmp_path / "rows.csv", "--period", WEEK, "--why", "again")[0] == 0
        assert run("send", path, "--period", WEEK, "--out", tmp_path / name)[0] == 0
        return tmp_path / name

    for path, office in ((first, "karabakh"), (desk, "hq")):
        assert run("new", path, "--office", office)[0] == 0
    older = send(first, "agdam,,1,2,4,0.5\n", "sent/1.xlsx")
    assert run("new", tmp_path / "b.fieldapp", "--office", "karabakh", "--from", sent)[0] == 0
    assert run("receive", desk, send(tmp_path / "b.fieldapp", "agdam,,1,2,5,0.5\n", "2b.xlsx"))[0] == 0

    said = run("receive", desk, older)[1]
    assert "Aghdam · UXO: 5 stays; the file says 4" in said
    said = run("receive", desk, send(first, "agdam,,7,2,4,0.5\n", "2a.xlsx"))[1]
    assert "Aghdam · AP mines: 1 → 7" in said
    assert "Aghdam · UXO: 5 stays; the file says 4" in said
    assert json.loads(run("summary", desk, "--period", WEEK, "--json")[1])["totals"]["uxo"] == 5
