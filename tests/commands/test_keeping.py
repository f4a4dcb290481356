"""What others printed, and casualties: kept in the file, told again, and under its digest."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import openpyxl

from tests.commands.test_press import OTHERS, week
from tests.commands.test_reconcile import RIGHT
from tests.test_cli import Run, enter, file, run

__all__ = ["file", "run", "week"]

COUNTED = ("--as-of", "2025-03-01", "--since", "2020-11-10", "--source", "Prosecutor-General")


def keep(run: Run, week: Path, tmp_path: Path, text: str = RIGHT) -> tuple[int, str, str]:
    press = tmp_path / "press.txt"
    press.write_text(text, encoding="utf-8")
    return run("reconcile", week, "--text", press, "--keep", "Trend")


def test_what_a_source_printed_is_kept_and_told_when_the_figures_change(
    run: Run, week: Path, tmp_path: Path
) -> None:
    assert keep(run, week, tmp_path)[0] == 0
    assert keep(run, week, tmp_path)[0] == 0
    stands = run("published", week)
    enter(run, week, "agdam,,155,49,604,1651.1", *OTHERS)

    status, out, _ = run("published", week, "--json")

    assert stands[0] == 0
    assert "printed by Trend" in stands[1]
    (one,) = json.loads(out)["printed"]
    assert status == 1
    assert one["figures"] == {"ap_mines": 155, "at_mines": 49, "uxo": 606, "area_cleared_ha": "1651.1"}
    assert one["changes"] == [{"figure": "uxo", "printed": 606, "now": 604}]
    assert run("integrity", week)[0] == 0


def test_what_is_kept_in_the_place_of_something_else_tells_what_that_was(
    run: Run, week: Path, tmp_path: Path
) -> None:
    assert "Instead of" not in keep(run, week, tmp_path)[2]
    assert "Instead of" not in keep(run, week, tmp_path)[2]
    said = keep(run, week, tmp_path, RIGHT.replace("606", "608"))[2]

    assert "Instead of: " in said
    assert "606" in said


def test_what_was_kept_is_under_the_digest(run: Run, week: Path, tmp_path: Path) -> None:
    keep(run, week, tmp_path)
    run("casualties", week, "total=382", *COUNTED)
    with sqlite3.connect(week) as connection:
        connection.execute("UPDATE casualty SET value = 381")
    connection.close()

    assert run("integrity", week)[0] == 1
    assert run("casualties", week)[0] == 3


def test_casualties_are_kept_with_their_sum_and_shown_in_the_report(run: Run, week: Path) -> None:
    assert run("casualties", week, "killed=70", "injured=312", "children=9", *COUNTED)[0] == 0

    listed = json.loads(run("casualties", week, "--json")[1])["casualties"]
    report = json.loads(run("report", week, "--month", "2025-03", "--json")[1])
    before = json.loads(run("report", week, "--month", "2025-02", "--json")[1])

    assert listed == [report["casualties"]]
    assert (listed[0]["total"], listed[0]["killed"], listed[0]["women"]) == (382, 70, None)
    assert before["casualties"] is None
    assert "Victims 382" in run("report", week, "--month", "2025-03")[1]
    assert run("integrity", week)[0] == 0


def test_casualties_stand_as_a_block_in_the_workbook_of_a_report(
    run: Run, week: Path, tmp_path: Path
) -> None:
    run("casualties", week, "killed=70", "injured=312", "children=9", *COUNTED)
    words = {"en": "Victims", "az": "Zərərçəkənlər", "ru": "Пострадавшие"}
    for language, word in words.items():
        out = tmp_path / f"{language}.xlsx"
        assert run("report", week, "--month", "2025-03", "--out", out, "--lang", language)[0] == 0
        sheet: Any = openpyxl.load_workbook(out).worksheets[1]
        rows = [(row[0].value, row[1].value) for row in sheet]
        assert (word, 382) in rows
        assert [value for _, value in rows[rows.index((word, 382)) :][:4]] == [382, 70, 312, 9]
        assert any("Prosecutor-General" in str(first) for first, _ in rows)


def test_a_count_of_casualties_is_removed_by_its_days_and_what_is_none_is_said(run: Run, week: Path) -> None:
    run("casualties", week, "total=382", *COUNTED)
    days = COUNTED[:4]

    assert run("casualties", week, "--remove", *days)[0] == 0

    assert json.loads(run("casualties", week, "--json")[1])["casualties"] == []
    status, _, said = run("casualties", week, "--remove", *days)
    assert (status, "1 Mar 2025" in said) == (3, True)
    assert run("casualties", week, "--remove", *COUNTED)[0] == 2
    assert run("integrity", week)[0] == 0


def test_casualties_that_do_not_add_up_are_refused(run: Run, week: Path) -> None:
    wrong = run("casualties", week, "total=365", "killed=65", "injured=291", *COUNTED)
    unknown = run("casualties", week, "wounded=3", *COUNTED)

    assert (wrong[0], unknown[0]) == (3, 3)
    assert "365 in total, and the parts make 356" in wrong[2]
    assert run("casualties", week, "killed=-1", *COUNTED)[0] == 2
    assert run("casualties", week, "killed=1")[0] == 2
    assert run("casualties", week)[1] == "No counts of casualties are kept in this file.\n"


def test_a_text_without_certain_days_is_kept_nowhere(run: Run, week: Path, tmp_path: Path) -> None:
    press = tmp_path / "press.txt"
    press.write_text(RIGHT.replace("from March 10 to 16", "last week"), encoding="utf-8")

    assert run("reconcile", week, "--text", press, "--keep", "Trend")[0] == 3
    assert run("reconcile", week, "--text", press, "--keep", " ", "--period", "2025-W11")[0] == 3
    assert json.loads(run("published", week, "--json")[1])["printed"] == []


def test_more_children_than_victims_are_refused_with_the_number_that_is_too_large(run: Run, file: Path):
    days = ["--as-of", "2025-03-31", "--since", "1991-01-01", "--source", "R209"]

    status, _, said = run("casualties", file, "total=5", "children=9", *days)

    assert (status, "5 in total, and the parts make 9" in said) == (3, True)
