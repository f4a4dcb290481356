"""The history as a list: a good model, and as high as what it says."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from fieldapp.ui.cell.history_list import HistoryList, HistoryModel
from fieldapp.ui.cell.words import Entry
from fieldapp.ui.kit.theme import DARK

CHANGE = Entry("16 Mar 2025, 09:30 · Leyla", "12 → 21", "Reason: the paper was read again " * 4)
STEP = Entry("17 Mar 2025, 10:00", "Sheet marked ready", is_aside=True)


@pytest.fixture
def view(qtbot, kit):
    view = HistoryList(kit)
    qtbot.addWidget(view)
    view.resize(320, 100)
    view.show()
    return view


def test_the_model_is_a_good_one(qapp):
    model = HistoryModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_entries([CHANGE, STEP])
    model.show_entries([])

    assert tester.model() is model


def test_a_line_is_spoken_whole(view):
    view.show_entries([CHANGE])
    index = view.model().index(0, 0)

    assert index.data() == CHANGE.what
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"{CHANGE.what}. {CHANGE.why}. {CHANGE.when}"


def test_it_is_as_high_as_its_entries(view, kit):
    view.show_entries([STEP])
    one = view.height()
    view.show_entries([STEP, CHANGE])
    two = view.height()
    view.resize(200, two)
    narrow = view.height()

    assert one < two < narrow
    kit.wear(DARK)
    assert view.height() == narrow
