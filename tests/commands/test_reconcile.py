"""`fieldapp read-report` and `reconcile`: what they print of a press text, and their exit status."""

import json
from pathlib import Path

import pytest

from tests.commands.test_press import week
from tests.test_cli import Run, file, run
from tools.bench.scene import programme_of

__all__ = ["file", "run", "week"]

RIGHT = (
    "ANAMA: from March 10 to 16, 155 anti-personnel mines, 49 anti-tank mines and 606 unexploded ordnance "
    "were found in Aghdam; 1,651.1 hectares were cleared."
)
WRONG = RIGHT.replace("606", "66") + " That makes 204 mines and UXO."
ABOUT_ELSE = "It rained on 155 hectares."
RUSSIAN = (
    "ANAMA: с 10 по 16 марта 2025 года найдено 155 противопехотных, 49 противотанковых мин и 606 НРБ. "
    "Очищено 1 651,1 га."
)
AZERBAIJANI = (
    "ANAMA: martın 10-dan 16-dək 155 piyada əleyhinə, 49 tank əleyhinə mina, 606 PHS tapılıb. "
    "1 651,1 hektar təmizlənib."
)


@pytest.fixture
def press(tmp_path: Path) -> Path:
    """A file for a press text."""
    return tmp_path / "press.txt"


def test_what_a_text_says_is_printed_with_its_words(run: Run, press: Path) -> None:
    press.write_text(RIGHT, encoding="utf-8")

    status, out, _ = run("read-report", press, "--published", "2025-03-17")

    assert status == 0
    assert "English, wire order: 10–16 Mar 2025" in out
    assert "Anti-personnel mines: 155 (155 anti-personnel mines)" in out
    assert "The text does not contradict itself." in out


def test_the_answer_for_scripts_is_that_of_the_contract(run: Run, press: Path) -> None:
    press.write_text(WRONG, encoding="utf-8")

    status, out, _ = run("read-report", press, "--json", "--published", "2025-03-17")

    answer = json.loads(out)
    assert status == 1
    assert answer["period"] == {"start": "2025-03-10", "end": "2025-03-16", "year": "inferred"}
    at = RIGHT.index("155")
    assert answer["read"]["ap_mines"] == {
        "value": 155,
        "text": "155 anti-personnel mines",
        "span": [at, at + 24],
    }
    assert answer["read"]["area_cleared_ha"]["value"] == "1651.1"
    assert (answer["read"]["mines"], answer["read"]["cumulative"]) == (None, None)
    assert (answer["read"]["places"], answer["read"]["organisations"]) == (["agdam"], ["ANAMA"])
    (wrong,) = answer["self_contradictions"]
    assert (wrong["kind"], wrong["printed"], wrong["computed"]) == ("sum-leaves-out-category", "204", "270")
    assert answer["differences"] == []


def test_a_range_is_told_as_one_and_has_no_value(run: Run, press: Path) -> None:
    text = RIGHT.replace("155 anti", "150-160 anti").replace("1,651.1 hectares", "1,600 to 1,700 hectares")
    press.write_text(f"From 250 to 260 mines\n{text}", encoding="utf-8")

    _, told, _ = run("read-report", press, "--published", "2025-03-17")
    status, out, _ = run("read-report", press, "--json", "--published", "2025-03-17")

    read, mentions = (json.loads(out)[name] for name in ("read", "mentions"))
    ends = ("value", "rounding", "from", "to")
    assert status == 0
    assert "Anti-personnel mines: 150–160, a range and no exact figure" in told
    assert [read["ap_mines"][key] for key in ends] == [None, "range", 150, 160]
    assert [read["area_cleared_ha"][key] for key in ends] == [None, "range", "1600", "1700"]
    assert [[one[key] for key in ends] for one in mentions] == [[None, "range", 250, 260]]


def test_places_that_a_list_leaves_out_are_told_and_are_no_fault(run: Run, week: Path, press: Path) -> None:
    listed = RIGHT.replace("in Aghdam", "in Tartar, Shusha and Fuzuli")
    press.write_text(listed, encoding="utf-8")
    status, out, _ = run("reconcile", week, "--text", press)
    in_json, told, _ = run("reconcile", week, "--text", press, "--json")
    answer = json.loads(told)

    assert (status, in_json) == (0, 0)
    assert "figures are entered for Aghdam too" in out
    assert (answer["places_left_out"], answer["differences"]) == (["agdam"], [])


def test_a_text_about_something_else_is_no_report(run: Run, press: Path) -> None:
    press.write_text(ABOUT_ELSE, encoding="utf-8")

    assert run("read-report", press)[:2] == (0, "No report found in this text.\n")
    answer = json.loads(run("read-report", press, "--json")[1])
    assert answer["found"] is False
    assert {answer["read"][name] for name in ("ap_mines", "at_mines", "uxo", "area_cleared_ha")} == {None}


def test_what_differs_from_the_data_is_named_and_what_agrees_is_not(
    run: Run, week: Path, press: Path
) -> None:
    press.write_text(RIGHT, encoding="utf-8")
    right = run("reconcile", week, "--text", press)
    press.write_text(WRONG, encoding="utf-8")
    status, out, _ = run("reconcile", week, "--text", press, "--json")

    assert right[0] == 0
    assert "Everything in the text agrees with the data." in right[1]
    assert status == 1
    told = [(one["figure"], one["kind"], one["computed"]) for one in json.loads(out)["differences"]]
    assert told == [("uxo", "digit-lost", "606"), ("items", "sum-leaves-out-category", "810")]


def test_another_period_can_be_named(run: Run, week: Path, press: Path) -> None:
    press.write_text(RIGHT, encoding="utf-8")

    status, out, _ = run("reconcile", week, "--text", press, "--period", "2025-W12", "--json")

    assert status == 1
    (one,) = json.loads(out)["differences"]
    assert (one["figure"], one["kind"], one["of"]) == ("period", "other-period", "2025-03-10..2025-03-16")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((RUSSIAN, encoding) for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251")),
        *((AZERBAIJANI, encoding) for encoding in ("utf-8", "utf-16", "utf-16-be")),
        *((RIGHT.replace("were found", "“were” found — ş"), encoding) for encoding in ("utf-8", "cp1254")),
    ],
)
def test_any_usual_encoding_is_read(run: Run, week: Path, press: Path, text: str, encoding: str) -> None:
    press.write_bytes(text.encode(encoding))

    assert run("reconcile", week, "--text", press)[0] == 0


def test_a_page_is_read_without_what_nobody_sees(run: Run, week: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    script = "<script>var a = '999 anti-personnel mines';</script><style>p{}</style>"
    body = RUSSIAN.replace("155", "<b>155</b>").replace(" ", "&nbsp;", 3)
    html = f'<html><head><meta charset="windows-1251">{script}</head><body><p>{body}</p></body></html>'
    page.write_bytes(html.encode("cp1251"))

    assert run("reconcile", week, "--text", page)[0] == 0


def test_what_cannot_be_opened_is_one_sentence(run: Run, tmp_path: Path) -> None:
    assert run("read-report", tmp_path / "none.txt")[0] == 3
    assert run("read-report", tmp_path)[0] == 3
    assert run("read-report")[0] == 2


def test_a_programme_of_other_columns_has_none_of_what_is_printed(
    run: Run, press: Path, tmp_path: Path
) -> None:
    definition, other = tmp_path / "other.toml", tmp_path / "other.fieldapp"
    definition.write_text(programme_of(3, 2), encoding="utf-8")
    press.write_text(RIGHT, encoding="utf-8")
    assert run("new", other, "--office", "hq", "--programme", definition)[0] == 0

    asked = ("reconcile", other, "--text", press, "--period", "2025-W11")
    (code, out, _), (_, answer, _) = run(*asked), run(*asked, "--json")

    assert code == 1
    assert "Anti-personnel mines: 155 printed; nothing is entered for these days." in out
    assert {one["kind"] for one in json.loads(answer)["differences"]} == {"not-in-data"}
