"""The answers of headquarters to several offices at once, by command: one workbook each, nothing replaced."""

from pathlib import Path

import pytest

from fieldapp.core.programme_toml import read_programme
from fieldapp.exchange.hq.answer_workbook import read_answer
from fieldapp.resources import programme_text
from tests.test_cli import NOW, Run, enter, run

__all__ = ["run"]

WEEK = "2025-W11"
PROGRAMME = read_programme(programme_text("azerbaijan"), "azerbaijan.toml")
OFFICES = [one.key for one in PROGRAMME.offices if one.key != "hq"]
DAY = NOW.date().isoformat()


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Path:
    """Headquarters' file with a week of each office."""
    path = tmp_path / "desk.fieldapp"
    assert run("new", path, "--office", "hq")[0] == 0
    for office, district in (("karabakh", "agdam"), ("east-zangezur", "lacin")):
        own, sent = tmp_path / f"{office}.fieldapp", tmp_path / f"{office}.xlsx"
        assert run("new", own, "--office", office)[0] == 0
        enter(run, own, f"{district},,1,2,3,0.5")
        assert run("send", own, "--period", WEEK, "--out", sent)[0] == 0
        assert run("receive", path, sent)[0] == 0
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "answers"
    made.mkdir()
    return made


def named(office: str, more: str = "") -> str:
    return f"fieldapp-answer-{office}-{DAY}{more}.xlsx"


def test_all_offices_are_answered_each_in_a_workbook_and_a_line_of_its_own(
    run: Run, desk: Path, folder: Path
):
    status, out, err = run("answer", desk, "--to", folder)

    assert (status, err) == (0, "")
    assert sorted(path.name for path in folder.iterdir()) == sorted(map(named, OFFICES))
    for office, line in zip(OFFICES, out.splitlines(), strict=True):
        answer = read_answer(folder / named(office), PROGRAMME)
        assert answer.office == office
        assert line.startswith(str(folder / named(office)))
        assert all(code in line for code in answer.codes.values())


def test_those_that_are_named_are_answered_and_nothing_that_is_there_is_replaced(
    run: Run, desk: Path, folder: Path
):
    letter = folder / named("karabakh")
    letter.write_text("a letter", encoding="utf-8")
    asked = ("--office", "karabakh", "--office", "karabakh", "--to", folder, "--lang", "az")
    assert run("answer", desk, *asked)[0] == 0
    assert run("answer", desk, *asked)[0] == 0

    assert letter.read_text(encoding="utf-8") == "a letter"
    names = {named("karabakh"), named("karabakh", " (2)"), named("karabakh", " (3)")}
    assert {path.name for path in folder.iterdir()} == names


def test_an_office_that_cannot_be_answered_is_told_and_the_others_are(run: Run, desk: Path, folder: Path):
    status, out, err = run("answer", desk, "--office", "nobody", "--office", "karabakh", "--to", folder)

    assert (status, out.count("\n"), err.count("\n")) == (3, 1, 1)
    assert "nobody" in err
    assert [path.name for path in folder.iterdir()] == [named("karabakh")]


def test_a_workbook_that_the_disk_refuses_is_told_by_its_office(
    run: Run, desk: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    real = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if "karabakh" in target.name:
            raise OSError(28, "no space")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    status, out, err = run("answer", desk, "--to", folder)

    assert (status, out.count("\n"), err.count("\n")) == (3, len(OFFICES) - 1, 1)
    assert "karabakh" in err
    assert named("karabakh") not in [path.name for path in folder.iterdir()]


@pytest.mark.parametrize(
    ("args", "status"),
    [
        ([], 2),
        (["--office", "karabakh"], 2),
        (["--out", "a.xlsx"], 2),
        (["--out", "a.xlsx", "--to", "."], 2),
        (["--office", "karabakh", "--office", "east-zangezur", "--out", "a.xlsx"], 2),
        (["--to", "nowhere"], 3),
    ],
)
def test_what_is_asked_wrongly_writes_nothing(run: Run, desk: Path, args: list[str], status: int):
    before = sorted(desk.parent.iterdir())

    found, out, err = run("answer", desk, *args)

    assert (found, out) == (status, "")
    assert err
    assert sorted(desk.parent.iterdir()) == before
