"""The board by command: written as a workbook, on paper and as a picture, and said where it is made up."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from fieldapp import cli
from fieldapp.console import Surface
from fieldapp.core.hq.board import Arrived
from fieldapp.core.period import week_of
from fieldapp.pictures.files import draw_file
from fieldapp.resources import programme_text
from fieldapp.store.store import create_store
from fieldapp.texts.board import state_word
from fieldapp.texts.texts import LANGUAGES, Texts, read_texts
from tests.long import each_once
from tests.test_cli import NOW, Run, enter, no_window

KARABAKH, WEEK = "karabakh", "2025-W11"
YEAR = ("--from", "2025-01-06", "--to", "2025-03-30")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], qapp: object) -> Run:
    """The command line with somebody who draws: Qt is there in a test."""
    surface = Surface(
        lambda file, options: 0, lambda: NOW, "Test", read_texts("en"), no_window, draw=draw_file
    )

    def call(*args: object) -> tuple[int, str, str]:
        status = cli.run_command([str(arg) for arg in args], surface)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


def headquarters(run: Run, folder: Path, *, is_demonstration: bool) -> Path:
    """A file of headquarters that has one week of one office."""
    own, desk = folder / "own.fieldapp", folder / "hq.fieldapp"
    for path, office in ((own, KARABAKH), (desk, "hq")):
        create_store(path, programme_text("azerbaijan"), office, is_demonstration=is_demonstration)
    enter(run, own, "agdam,,1,2,3,0.5")
    out = folder / "sent.xlsx"
    assert run("send", own, "--period", WEEK, "--out", out)[0] == 0
    run("receive", desk, out)
    return desk


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Path:
    return headquarters(run, tmp_path, is_demonstration=False)


@pytest.mark.parametrize(
    ("name", "begins"), [("b.xlsx", b"PK"), ("b.pdf", b"%PDF"), ("B.SVG", b"<?xml"), ("b.png", b"\x89PNG")]
)
def test_the_board_is_written_as_what_its_name_says(
    run: Run, desk: Path, tmp_path: Path, name: str, begins: bytes
) -> None:
    out = tmp_path / name
    status, told, said = run("board", desk, *YEAR, "--out", out)

    assert (status, said) == (1, "")
    assert str(out) in told
    assert out.read_bytes().startswith(begins)


def test_the_workbook_has_a_row_for_each_week_and_a_column_for_each_office_and_district(
    run: Run, desk: Path, tmp_path: Path, any_texts: Texts
) -> None:
    out = tmp_path / "board.xlsx"
    run("board", desk, *YEAR, "--lang", any_texts.language, "--out", out)
    told = json.loads(run("board", desk, *YEAR, "--json")[1])["offices"]
    book = openpyxl.load_workbook(out)
    by_office, by_district, whole = book.worksheets

    heads = [cell.value for cell in by_office[5]]
    assert (
        any_texts.names({"en": "Karabakh office", "az": "Qarabağ ofisi", "ru": "Карабахский офис"}) in heads
    )
    rows = {row[1].value: [cell.value for cell in row] for row in by_office.iter_rows(min_row=6)}
    monday = next(day for day in rows if day.date() == week_of(date(2025, 3, 12)).start)
    state = next(
        week["state"]
        for one in told
        for week in one["weeks"]
        if one["office"] == KARABAKH and week["period"].startswith(f"{monday.date()}")
    )
    assert state != Arrived.MISSING
    assert state_word(Arrived(state), any_texts) in rows[monday]
    assert by_district.max_column > by_office.max_column
    assert whole.max_row - 5 == sum(len(one["weeks"]) for one in told)
    assert all(ws.print_title_rows == "$5:$5" for ws in book)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["xlsx", "svg"])
def test_the_board_of_a_demonstration_says_so_wherever_it_goes(
    run: Run, tmp_path: Path, language: str, kind: str
) -> None:
    desk, out = headquarters(run, tmp_path, is_demonstration=True), tmp_path / f"board.{kind}"
    run("board", desk, *YEAR, "--lang", language, "--out", out)

    words = read_texts(language)("board.made-up")
    if kind == "svg":
        assert words in out.read_text(encoding="utf-8")
        return
    assert [ws.cell(3, 1).value for ws in openpyxl.load_workbook(out)] == [words] * 3


@pytest.mark.parametrize("case", each_once([("--look", "print")], [(), ("--out", "b.xlsx")]))
def test_a_look_is_refused_where_nothing_is_drawn(
    run: Run,
    desk: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: tuple[tuple[str, ...], tuple[str, ...]],
) -> None:
    monkeypatch.chdir(tmp_path)
    status, _, said = run("board", desk, *case[0], *case[1])

    assert (status, "--look goes with --out" in said) == (2, True)
    assert not (tmp_path / "b.xlsx").exists()
