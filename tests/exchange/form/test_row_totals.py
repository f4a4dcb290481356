"""A form has the control totals of rows where the programme's papers have them, and reads them back."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from fieldapp.core.checks.case import Surroundings
from fieldapp.core.checks.rules import check
from fieldapp.core.sheet import CONTROL, CONTROL_AREA, CONTROL_ITEMS, STATE, Cell, Sheet
from fieldapp.texts.texts import LANGUAGES, read_texts
from tests.exchange.form.filling import (
    MARK,
    PROGRAMME,
    WEEK,
    WITH_ROW_TOTALS,
    empty,
    fill,
    flaws,
    places,
    read,
)

ROW = dict(zip(("ap_mines", "at_mines", "uxo", "area_cleared_ha"), (12, 0, 3, 12.0955), strict=True))
TYPED = {Cell("agdam", key): figure for key, figure in ROW.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_a_column_for_each_under_its_name(tmp_path: Path, language: str) -> None:
    ws = load_workbook(empty(tmp_path, language, programme=WITH_ROW_TOTALS)).worksheets[0]
    texts, where = read_texts(language), places(ws)

    for key, column in ((CONTROL_ITEMS, "G"), (CONTROL_AREA, "H")):
        assert where[Cell("agdam", key)].startswith(column)
        assert ws[f"{column}8"].value == texts(f"grid.{key}")
        assert not ws[where[Cell("agdam", key)]].protection.locked
        assert ws[where[Cell(CONTROL, key)]].protection.locked


def test_other_programmes_have_none(tmp_path: Path) -> None:
    assert Cell("agdam", CONTROL_ITEMS) not in places(load_workbook(empty(tmp_path)).worksheets[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_typed_there_is_read_and_checked(tmp_path: Path, language: str) -> None:
    totals = {Cell("agdam", CONTROL_ITEMS): 25, Cell("agdam", CONTROL_AREA): 12.0955}
    marked = {Cell("susa", STATE): MARK[language], Cell("susa", CONTROL_ITEMS): 0}
    path = fill(empty(tmp_path, language, programme=WITH_ROW_TOTALS), {**TYPED, **totals, **marked})
    found = read(path, WITH_ROW_TOTALS)

    assert flaws(found) == []
    assert found.form is not None
    assert found.form.controls == {
        Cell("agdam", CONTROL_ITEMS): 25,
        Cell("agdam", CONTROL_AREA): 120_955,
        Cell("susa", CONTROL_ITEMS): 0,
    }
    columns = tuple(item.key for item in PROGRAMME.active)
    sheet = Sheet(WEEK, ("agdam", "susa"), columns, {**found.contents, **found.form.controls})
    differing = check(sheet, PROGRAMME, Surroundings(WEEK.end))
    assert [one.cells for one in differing if one.code == "control-total-differs"] == [
        (Cell("agdam", CONTROL_ITEMS),)
    ]
    assert (
        found.form.places[Cell("agdam", CONTROL_ITEMS)][1]
        == places(load_workbook(path).worksheets[0])[Cell("agdam", CONTROL_ITEMS)]
    )


def test_a_text_there_is_kept_and_another_heading_is_told(tmp_path: Path) -> None:
    path = fill(
        empty(tmp_path, programme=WITH_ROW_TOTALS),
        {**TYPED, Cell("agdam", CONTROL_ITEMS): "12x"},
        {"H8": "Hectares"},
    )
    found = read(path, WITH_ROW_TOTALS)

    assert found.form is not None
    assert found.form.unread[Cell("agdam", CONTROL_ITEMS)].text == "12x"
    assert [flaw[0] for flaw in flaws(found)] == ["form-heading"]


def test_a_form_of_a_programme_that_had_none_is_read_all_the_same(tmp_path: Path) -> None:
    found = read(fill(empty(tmp_path), TYPED), WITH_ROW_TOTALS)

    assert found.contents[Cell("agdam", "uxo")] == 3
    assert flaws(found) == []
