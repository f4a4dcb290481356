"""A report of five hundred districts is shown as quickly as one of five."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from fieldapp.ui.reports.range_table import RangeModel, RangeTable

ROWS = 500
TABLE = [
    ["District", "AP mines (pieces)"],
    *([f"District {line}", f"{line}"] for line in range(ROWS)),
    ["A district whose name is by far the longest of all", "7"],
    ["Total", "12345678"],
]


@pytest.fixture
def asked(monkeypatch):
    """The rows of which anything was asked, from before there is a table."""
    rows, answer = [], RangeModel.data

    def noted(model, index, role=Qt.ItemDataRole.DisplayRole):
        rows.append(index.row())
        return answer(model, index, role)

    monkeypatch.setattr(RangeModel, "data", noted)
    return rows


@pytest.fixture
def table(qtbot):
    table = RangeTable()
    qtbot.addWidget(table)
    table.show_table(TABLE)
    return table


def test_the_totals_stand_first_and_are_bold(table):
    first = table.model().index(0, 0)

    assert first.data() == "Total"
    assert first.data(Qt.ItemDataRole.FontRole).bold()
    assert table.model().index(1, 0).data(Qt.ItemDataRole.FontRole) is None
    assert table.model().headerData(1, Qt.Orientation.Horizontal) == "AP mines\n(pieces)"


def test_the_model_keeps_the_rules_of_models(table):
    model = RangeModel(table)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_table(TABLE)
    model.show_table([[""]])

    assert model.rowCount() == 0
    del tester


def test_no_word_is_cut_off_though_only_the_longest_are_measured(table):
    wanted = table._widths()

    for place, width in enumerate(wanted):
        assert width >= table.sizeHintForColumn(place)
        assert width >= table.horizontalHeader().sectionSizeHint(place)


def test_another_size_brings_only_what_is_in_sight_to_be_asked(asked, table):
    table.resize(table.sizeHint())
    asked.clear()
    for wide in (500, 800, 650):
        table.resize(wide, 300)
        table.grab()

    assert asked
    assert max(asked) < ROWS / 4


def test_larger_text_makes_wider_columns(table):
    before = table.sizeHint().width()
    font = table.font()
    font.setPointSize(2 * font.pointSize())
    table.setFont(font)

    assert table.sizeHint().width() > before
