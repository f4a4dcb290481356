"""An answer of headquarters that comes to the office, by command: what is adopted, and what is refused."""

import json
from pathlib import Path

import pytest

from tests.test_cli import Run, enter, run, summary

__all__ = ["run"]

WEEK = "2025-W11"


@pytest.fixture
def office(run: Run, tmp_path: Path) -> Path:
    """The file of an office whose week headquarters have corrected; their answer lies beside it."""
    path, desk, sent = tmp_path / "office.fieldapp", tmp_path / "desk.fieldapp", tmp_path / "sent.xlsx"
    assert run("new", path, "--office", "karabakh")[0] == 0
    assert run("new", desk, "--office", "hq")[0] == 0
    enter(run, path, "agdam,,1,2,3,0.5")
    assert run("send", path, "--period", WEEK, "--out", sent)[0] == 0
    assert run("receive", desk, sent)[0] == 0
    rows = tmp_path / "corrected.csv"
    rows.write_text("district,state,ap_mines,at_mines,uxo,area_cleared_ha\nagdam,,1,2,30,0.5\n", "utf-8")
    run("enter", desk, rows, "--period", WEEK, "--office", "karabakh", "--why", "told by telephone")
    corrected = tmp_path / "corrected.xlsx"
    assert run("send", desk, "--period", WEEK, "--office", "karabakh", "--out", corrected)[0] == 0
    assert run("answer", desk, "--office", "karabakh", "--out", tmp_path / "answer.xlsx")[0] == 0
    return path


def uxo(run: Run, office: Path) -> int:
    figure: int = summary(run, office, WEEK)["totals"]["uxo"]
    return figure


@pytest.mark.parametrize("name", ["", " ", "a", "ffffffff", "nobody", "ffffffff:agdam/uxo"])
def test_a_name_that_no_record_has_adopts_nothing_and_is_told(run: Run, office: Path, name: str):
    status, out, said = run("receive", office, office.with_name("answer.xlsx"), "--take", name)

    assert (status, out, said.count("\n")) == (3, "", 1)
    assert uxo(run, office) == 3


def test_what_an_answer_says_otherwise_is_told_to_scripts_and_adopted_by_its_beginning(
    run: Run, office: Path
):
    answer = office.with_name("answer.xlsx")
    status, out, _ = run("receive", office, answer, "--json")
    told = json.loads(out)
    (offer,) = told["offers"]

    assert (status, told["answer"]["office"]) == (1, "karabakh")
    assert (offer["period"], offer["why"], offer["adopted"]) == (
        "2025-03-10..2025-03-16",
        "told by telephone",
        False,
    )
    assert offer["cells"] == [{"district": "agdam", "indicator": "uxo", "before": "3", "after": "30"}]
    assert [code["equal"] for code in told["codes"]] == [True]
    status, out, _ = run("receive", office, answer, "--take", f"{offer['id'][:8]}:agdam/uxo")
    assert (status, out, uxo(run, office)) == (3, "", 3)
    status, out, _ = run("receive", office, answer, "--json", "--take", offer["id"][:8])
    assert (status, json.loads(out)["offers"][0]["adopted"], uxo(run, office)) == (0, True, 30)


def test_a_record_that_headquarters_made_is_none_of_the_offices(run: Run, office: Path):
    answer = office.with_name("answer.xlsx")

    assert "headquarters have 1 of your records" in run("receive", office, answer)[1]
    assert json.loads(run("receive", office, answer, "--json")[1])["received"] == 1


def test_an_answer_cannot_be_set_aside(run: Run, office: Path):
    assert run("receive", office, office.with_name("answer.xlsx"), "--set-aside", "ffffffff")[0] == 2


def test_several_answers_are_taken_at_once_in_any_order_and_the_newest_tells(
    run: Run, office: Path, tmp_path: Path
):
    old, new = office.with_name("answer.xlsx"), tmp_path / "later" / "answer.xlsx"
    new.parent.mkdir()
    desk = office.with_name("desk.fieldapp")
    enter(run, office, "agdam,,4,5,6,0.5", period="2025-W12")
    sent = tmp_path / "second.xlsx"
    assert run("send", office, "--period", "2025-W12", "--out", sent)[0] == 0
    assert run("receive", desk, sent)[0] == 0
    assert run("answer", desk, "--office", "karabakh", "--out", new)[0] == 0

    status, out, err = run("receive", office, new, old)
    assert (status, err) == (1, "")
    assert out.count("is taken: headquarters have") == 2
    told = json.loads(run("receive", office, old, new.parent, "--json")[1])
    assert (told["received"], len(told["earlier"])) == (2, 1)
    assert [code["equal"] for code in told["codes"]] == [True]
    (offer,) = told["offers"]
    status, out, _ = run("receive", office, new, old, "--take", offer["id"][:8])
    assert (status, uxo(run, office)) == (0, 30)


def test_of_several_answers_one_for_another_office_is_told_and_the_others_are_taken(
    run: Run, office: Path, tmp_path: Path
):
    desk, folder = office.with_name("desk.fieldapp"), tmp_path / "answers"
    folder.mkdir()
    assert run("answer", desk, "--to", folder)[0] == 0
    assert len([*folder.iterdir()]) > 1

    status, out, err = run("receive", office, folder)

    assert (status, out.count("is taken: headquarters have 1 of your records")) == (3, 1)
    assert err.count("\n") == len([*folder.iterdir()]) - 1
    assert run("receive", office, folder, "--set-aside", "ffffffff")[0] == 2


def test_answers_none_of_which_can_be_taken_change_nothing(run: Run, office: Path, tmp_path: Path):
    other = tmp_path / "other.fieldapp"
    assert run("new", other, "--office", "east-zangezur")[0] == 0
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(office.with_name("answer.xlsx").read_bytes())

    status, out, err = run("receive", other, office.with_name("answer.xlsx"), copy)

    assert (status, out, err.count("\n")) == (3, "", 2)
