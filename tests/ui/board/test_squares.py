"""The board of a thousand offices is shown as quickly as that of one: what is not seen is not asked for."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from fieldapp.core.hq.board import Arrived, Board, Rates, Square, rates_of, weeks_in
from fieldapp.core.period import year_of
from fieldapp.texts.board import rates_sentence
from fieldapp.ui.board.rows import BoardRow, board_rows
from fieldapp.ui.board.squares import BoardTable, SquaresModel
from tests.core.hq.histories import OFFICE

NOW = datetime(2025, 3, 19, 9, 30, tzinfo=UTC)
OFFICES = 1000
Role = Qt.ItemDataRole


def square(week, state, districts):
    return Square(OFFICE, week, state, None, None, None, None, 0, 2, districts=districts)


@pytest.fixture(scope="session")
def weeks():
    return weeks_in(year_of(NOW.date()), split=False)


@pytest.fixture
def shown(programme, weeks):
    """An office that answers for nothing in the last week."""
    districts = {"susa": Arrived.MISSING, "agdam": Arrived.RECEIVED}
    row = {week: square(week, Arrived.RECEIVED, districts) for week in weeks[:-1]}
    return board_rows(Board(weeks, {OFFICE: row, "nobody": {}}), programme, NOW)


@pytest.fixture
def asked(monkeypatch):
    """The squares that were asked for anything, by row and column."""
    places, answer = set(), SquaresModel.data

    def data(model, index, role=Role.DisplayRole):
        places.add((index.row(), index.column()))
        return answer(model, index, role)

    monkeypatch.setattr(SquaresModel, "data", data)
    return places


def test_rows_are_the_offices_that_answer_for_something_or_their_districts_in_order(shown, programme):
    order = [district.key for district in programme.districts]

    assert shown.by_office == (BoardRow(OFFICE),)
    assert {row.district for row in shown.by_district} == {"agdam", "susa"}
    assert [*shown.by_district] == sorted(shown.by_district, key=lambda row: order.index(row.district))


@pytest.mark.parametrize("state", Arrived)
def test_there_is_something_unless_all_is_missing_or_not_due(programme, weeks, state):
    board = Board(weeks, {OFFICE: {week: square(week, state, {}) for week in weeks}})
    shown = board_rows(board, programme, NOW)

    assert shown.has_anything == (state not in (Arrived.MISSING, Arrived.NOT_DUE))
    assert shown.rates == rates_of(board.squares[OFFICE].values())


@pytest.mark.parametrize("by_district", [False, True])
def test_the_model_keeps_the_rules_of_models(shown, programme, kit, by_district):
    model = SquaresModel(programme, kit)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(shown, by_district=by_district)

    last = model.index(0, model.columnCount() - 1)
    assert model.square(last) is None
    assert last.flags() == Qt.ItemFlag.NoItemFlags
    assert last.data(Role.AccessibleTextRole) is None
    del tester


def test_a_square_says_its_row_its_week_and_its_state_to_whoever_does_not_see_it(shown, programme, kit):
    model = SquaresModel(programme, kit)
    model.show_rows(shown, by_district=True)
    said = [model.index(line, 0).data(Role.AccessibleTextRole) for line in range(model.rowCount())]

    assert any("missing" in words for words in said)
    assert any("received" in words for words in said)
    assert all(
        name in words
        for line, words in enumerate(said)
        if (name := model.headerData(line, Qt.Orientation.Vertical))
    )


def test_of_a_thousand_offices_those_in_sight_are_asked(shown, programme, kit, asked, qtbot):
    many = replace(shown, by_office=shown.by_office * OFFICES)
    table = BoardTable(programme, kit)
    qtbot.addWidget(table)
    table.show_board(many, by_district=False)
    table.resize(table.sizeHint())
    table.grab()

    assert table.model().rowCount() == OFFICES
    assert asked
    assert len(asked) < OFFICES


def test_another_language_and_another_theme_leave_the_current_square(shown, programme, kit, qtbot):
    table = BoardTable(programme, kit)
    qtbot.addWidget(table)
    table.show_board(shown, by_district=False)
    table.setCurrentIndex(table.model().index(0, 3))
    kit.texts_changed.emit()
    kit.theme_changed.emit()

    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 3)


TOLD = (Role.ToolTipRole, Role.AccessibleTextRole)


def test_a_week_that_is_cut_in_two_is_numbered_once_and_its_parts_are_told_by_their_days(programme, kit):
    cut = weeks_in(year_of(NOW.date()), split=True)
    row = {week: square(week, Arrived.RECEIVED, {}) for week in cut}
    model = SquaresModel(programme, kit)
    model.show_rows(board_rows(Board(cut, {OFFICE: row}), programme, NOW), by_district=False)
    places = range(model.columnCount())
    heads = [model.headerData(place, Qt.Orientation.Horizontal) for place in places]

    assert [head for head in heads if head] == [f"{week:02d}" for week in (*range(1, 53), 1)]
    assert heads[3:7] == ["04", "05", "", "06"]
    for role in TOLD:
        said = [model.headerData(place, Qt.Orientation.Horizontal, role) for place in places]
        assert said[4:6] == ["27–31 Jan 2025 (2025-W05)", "1–2 Feb 2025 (2025-W05)"]


def test_the_rates_are_of_sheets_for_a_week_that_is_cut_has_two(any_texts):
    said = {"en": "155 of 158 sheets", "az": "158 cədvəldən 155-i", "ru": "158 сводок"}

    assert said[any_texts.language] in rates_sentence(Rates(158, 155, 150), any_texts)
    assert rates_sentence(Rates(0, 0, 0), any_texts)
