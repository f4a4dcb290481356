"""`fieldapp new --from FOLDER`: a lost laptop comes back from the workbooks that it had sent."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from fieldapp.store.store import Store
from tests.test_cli import HEADER, Run, run

__all__ = ["run"]

WEEK, CUT = "2025-W11", "2025-W44"
PARTS = ("2025-10-27..2025-10-31", "2025-11-01..2025-11-02")


def enter(run: Run, file: Path, period: str, *lines: str) -> None:
    rows = file.parent / "rows.csv"
    rows.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    assert run("enter", file, rows, "--period", period, "--why", "a slip")[0] in (0, 1)


def send(run: Run, file: Path, period: str, out: Path) -> Path:
    assert run("send", file, "--period", period, "--out", out)[0] == 0
    return out


def periods(file: Path) -> set[str]:
    store = Store(file, "Test")
    try:
        return {str(period) for period in store.periods()}
    finally:
        store.close()


def verdicts(run: Run, desk: Path, *paths: Path) -> dict[str, str]:
    files = json.loads(run("receive", desk, *paths, "--json")[1])["files"]
    return {Path(one["path"]).name: one["verdict"] for one in files}


@pytest.fixture
def office(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "office.fieldapp"
    assert run("new", path, "--office", "karabakh")[0] == 0
    return path


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "hq.fieldapp"
    assert run("new", path, "--office", "hq")[0] == 0
    return path


@pytest.fixture
def sent(run: Run, office: Path, tmp_path: Path) -> Path:
    """A folder as it lies in a mailbox: two revisions of a week, a week that was cut, and much else."""
    folder = tmp_path / "mail"
    (folder / "old").mkdir(parents=True)
    enter(run, office, WEEK, "agdam,,12,0,7,5")
    send(run, office, WEEK, folder / "old" / "w11.xlsx")
    enter(run, office, WEEK, "agdam,,13,0,7,5")
    send(run, office, WEEK, folder / "w11 corrected.xlsx")
    enter(run, office, CUT, "agdam,,4,0,0,2", "susa,,1,1,1,1")
    send(run, office, CUT, folder / "w44.xlsx")
    (tmp_path / "first.csv").write_text(f"{HEADER}\nagdam,,1,0,0,1\nsusa,,1,0,0,0\n", encoding="utf-8")
    assert run("cut", office, tmp_path / "first.csv", "--period", CUT)[0] in (0, 1)
    for number, part in enumerate(PARTS):
        send(run, office, part, folder / f"part {number}.xlsx")

    enter(run, office, "2025-W12", "agdam,,1,0,0,1")
    run("export", office, "--period", "2025-W12", "--out", folder / "draft.xlsx")
    run("export", office, "--period", "2025-03-01..2025-03-31", "--out", folder / "month.xlsx")
    run("template", office, "--period", WEEK, "--out", folder / "form.xlsx")
    book = load_workbook(folder / "old" / "w11.xlsx")
    book["Data"]["I3"] = 999
    book.save(folder / "edited.xlsx")
    (folder / "notes.xlsx").write_text("no workbook")
    return folder


def test_what_is_rebuilt_is_what_was_sent_and_the_next_revision_is_newer(
    run: Run, office: Path, desk: Path, sent: Path, tmp_path: Path
) -> None:
    verdicts(run, desk, sent)
    rebuilt = tmp_path / "rebuilt.fieldapp"

    status, out, err = run("new", rebuilt, "--office", "karabakh", "--from", sent)

    assert status == 0
    assert "Rebuilt. Workbooks: 5;" in out
    left = {
        name for name in ("draft", "month", "form", "edited", "notes", "w11", "part") if f"{name}.xlsx" in err
    }
    assert left == {"draft", "month", "form", "edited", "notes"}
    words = ("edited outside", "draft", "summary", "filled form", "unreadable")
    names = ("edited", "draft", "month", "form", "notes")
    assert all(f"{name}.xlsx ({word})" in err for name, word in zip(names, words, strict=True))
    for period in (WEEK, *PARTS):
        was, now = (
            json.loads(run("summary", file, "--period", period, "--json")[1]) for file in (office, rebuilt)
        )
        assert now["totals"] == was["totals"]
    assert run("integrity", rebuilt)[0] == 0
    assert periods(rebuilt) == periods(office) - {"2025-03-17..2025-03-23"}

    enter(run, rebuilt, WEEK, "agdam,,14,0,7,5")
    send(run, rebuilt, WEEK, tmp_path / "third.xlsx")
    enter(run, rebuilt, PARTS[0], "agdam,,2,0,0,1")
    send(run, rebuilt, PARTS[0], tmp_path / "part again.xlsx")
    assert verdicts(run, desk, tmp_path / "third.xlsx") == {"third.xlsx": "newer"}
    assert verdicts(run, desk, tmp_path / "part again.xlsx")["part again.xlsx"] in ("newer", "recut")
    assert json.loads(run("summary", desk, "--period", PARTS[0], "--json")[1])["totals"]["ap_mines"] == 3


def test_a_rebuilt_file_writes_a_workbook_again_under_the_record_of_its_sending(
    run: Run, desk: Path, sent: Path, tmp_path: Path
) -> None:
    verdicts(run, desk, sent)
    rebuilt = tmp_path / "rebuilt.fieldapp"
    run("new", rebuilt, "--office", "karabakh", "--from", sent)

    again = send(run, rebuilt, WEEK, tmp_path / "again.xlsx")
    part = send(run, rebuilt, PARTS[1], tmp_path / "part.xlsx")

    assert verdicts(run, desk, again, part) == {"again.xlsx": "same", "part.xlsx": "same"}


def test_a_folder_without_its_workbooks_leaves_no_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    status, _, err = run("new", tmp_path / "x.fieldapp", "--office", "karabakh", "--from", tmp_path / "empty")

    assert status == 3
    assert err
    assert not (tmp_path / "x.fieldapp").exists()
