"""Nothing found is not yet everything checked."""

from dataclasses import replace

import pytest

from fieldapp.core.period import read_period
from fieldapp.core.sheet import CONTROL, CONTROL_ITEMS, Cell, Content, RowState, Sheet
from fieldapp.texts.texts import read_texts
from fieldapp.ui.findings.nothing import nothing_found

COLUMNS = ("ap_mines", "at_mines", "uxo")
EN = read_texts("en")


def sheet(*controls, row=True, districts=("agdam",)):
    values: dict[Cell, Content] = {Cell("agdam", "state"): RowState.NO_OPERATIONS} if row else {}
    values |= {Cell(CONTROL, key): 0 for key in controls}
    return Sheet(read_period("2025-W11"), districts, COLUMNS, values)


def test_without_any_control_total_they_are_asked_for(programme):
    said = nothing_found(sheet(), programme)(EN)

    assert (said.icon, said.title) == ("info", "No control total is typed")
    assert "only then are the sums checked" in said.more
    assert "“Control total”" in said.more


def test_those_that_are_lacking_are_named(programme):
    said = nothing_found(sheet("at_mines"), programme)(EN)

    assert said.icon == "info"
    assert said.more.endswith("for: AP mines, UXO.")


def test_with_all_of_them_every_check_has_passed(programme):
    said = nothing_found(sheet(*COLUMNS), programme)(EN)

    assert (said.icon, said.more) == ("done", "Every check has passed.")


@pytest.mark.parametrize(
    ("empty", "next_step"),
    [
        (sheet(row=False), "grid.hint"),
        (sheet(row=False, districts=()), "grid.hint-no-rows"),
    ],
)
def test_of_an_empty_sheet_the_next_step_is_said(programme, empty, next_step):
    said = nothing_found(empty, programme)(EN)

    assert (said.icon, said.title, said.more) == ("info", "Nothing is entered yet", EN(next_step))


@pytest.mark.parametrize("controls", [(), COLUMNS], ids=["none", "all"])
def test_while_a_row_is_being_keyed_nothing_is_said_to_have_been_found_or_passed(programme, controls):
    begun = sheet(*controls, row=False)
    begun = replace(begun, values={**begun.values, Cell("agdam", "ap_mines"): 3})

    said = nothing_found(begun, programme)(EN)

    assert (said.icon, said.title) == ("info", "Still being entered")
    assert said.more == "1 row is not filled in to its end yet."


def test_with_control_totals_of_rows_alone_those_of_columns_are_named(programme):
    typed = sheet()
    typed = replace(typed, values={**typed.values, Cell("agdam", CONTROL_ITEMS): 0})

    assert nothing_found(typed, programme)(EN).more.endswith("for: AP mines, AT mines, UXO.")
