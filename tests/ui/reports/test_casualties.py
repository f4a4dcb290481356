"""Counts of casualties are typed with their sums checked, and stand as a block in every report over time."""

from contextlib import closing
from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp.core.period import Period
from fieldapp.core.published.kept import CasualtyCount
from fieldapp.store.store import Store
from tests.ui.driving import WEEK, cut_off, data_file, document_of, opened, running
from tests.ui.pictures import keep

AS_OF, SINCE = date(2025, 3, 1), date(2020, 11, 10)
MARCH = Period(date(2025, 3, 1), date(2025, 3, 31))
FEBRUARY = Period(date(2025, 2, 1), date(2025, 2, 28))


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot):
    window = opened(session, data_file(tmp_path))
    window.resize(1366, 768)
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def store(window):
    return document_of(window).store


@pytest.fixture
def dialog(window):
    window.actions_by_key["casualties"].trigger()
    return window.errands.casualties.dialog


def enter(dialog, **typed):
    for name, text in typed.items():
        field = dialog.source if name == "source" else dialog.fields[name]
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)


def type_all(dialog):
    dialog.as_of.show_day(AS_OF)
    enter(dialog, killed="70", injured="312", children="9", source="Prosecutor-General")


def test_nothing_is_kept_at_first_and_that_is_said(dialog):
    assert dialog.nothing.isVisible()
    assert not dialog.keep.isEnabled()
    assert not dialog.remove.isEnabled()
    assert dialog.said.text == ""
    heads = [dialog.table.horizontalHeaderItem(place).text() for place in range(dialog.table.columnCount())]
    assert heads == [label.text() for label in dialog.labels.values()]


def test_what_is_typed_is_kept_with_its_sum_by_enter_and_undone(window, dialog, store):
    type_all(dialog)
    assert dialog.fields["total"].placeholderText() == "382"
    QTest.keyClick(dialog.source, Qt.Key.Key_Return)

    (count,) = store.casualties()
    assert (count.as_of, count.since, count.figures["total"]) == (AS_OF, SINCE, 382)
    assert dialog.table.item(0, 2).text() == "382"
    assert dialog.said.text == "The count of casualties is kept."
    keep(dialog, "casualties/kept")
    dialog.reject()

    document = document_of(window)
    assert document.undo()
    assert store.casualties() == ()
    assert document.redo()
    assert store.casualties() == (count,)
    assert not any(store.problems())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"killed": "65", "injured": "291", "total": "365"}, "do not add up"),
        ({"total": "5", "women": "6"}, "do not add up"),
        ({"killed": "about 5"}, "“about 5” is no count"),
        ({"killed": "5"}, "who has counted"),
    ],
)
def test_what_cannot_be_kept_is_said_while_it_is_typed(dialog, store, typed, said):
    enter(dialog, **typed, source=" ")
    assert said in dialog.said.text
    assert not dialog.keep.isEnabled()
    QTest.keyClick(dialog.source, Qt.Key.Key_Return)
    assert store.casualties() == ()


def test_a_count_is_put_right_in_its_place_and_removed(window, dialog, store):
    type_all(dialog)
    dialog.keep.click()
    dialog.table.setCurrentCell(0, 1)
    assert dialog.fields["injured"].text() == "312"
    enter(dialog, injured="313", total="383")
    dialog.keep.click()
    assert [one.figures["total"] for one in store.casualties()] == [383]

    dialog.table.setCurrentCell(0, 1)
    dialog.remove.click()
    assert store.casualties() == ()
    assert dialog.nothing.isVisible()
    dialog.reject()
    assert document_of(window).undo()
    assert document_of(window).undo()
    assert [one.figures["total"] for one in store.casualties()] == [382]


def test_a_count_that_somebody_else_has_put_right_is_shown_and_not_overwritten(window, dialog, store):
    type_all(dialog)
    dialog.keep.click()
    theirs = CasualtyCount(AS_OF, SINCE, "Police", {"total": 400})
    with closing(Store(store.path, "Orxan", is_open=True)) as elsewhere:
        elsewhere.put_casualties(theirs)
    dialog.table.setCurrentCell(0, 1)
    enter(dialog, injured="313", total="383")
    dialog.keep.click()
    assert store.casualties() == (theirs,)
    assert dialog.table.item(0, 2).text() == "400"
    assert "Nothing was overwritten. There now: Casualties since" in dialog.said.text
    assert cut_off(dialog) == []

    dialog.reject()
    assert not document_of(window).undo()
    assert store.casualties() == (theirs,)
    assert window.alarm.text.endswith("Victims 400 (source: Police).")


def test_the_newest_count_stands_in_the_report_its_copy_and_its_workbook(window, store, session, tmp_path):
    figures = {"killed": 70, "injured": 312, "children": 9}
    store.put_casualties(CasualtyCount(AS_OF, SINCE, "Prosecutor-General", figures))
    window.commands.open_period(MARCH)
    report = window.commands.reports.dialog
    report.show_span(FEBRUARY)
    assert not report.casualties.isVisible()
    report.show_span(MARCH)
    assert report.casualties.isVisible()
    said = report.casualties.text()
    assert "Victims 382, Killed 70, Injured 312, Children 9" in said
    keep(report, "casualties/report")
    assert cut_off(report) == []
    report.copy.click()
    assert session.kit.desktop.copied[-1].endswith(said)
    session.kit.desktop.chosen = tmp_path / "march.xlsx"
    report.export.click()
    window.jobs.wait()

    rows = [[cell.value for cell in row[:2]] for row in load_workbook(tmp_path / "march.xlsx").worksheets[1]]
    assert ["Victims", 382] in rows
    assert ["Killed", 70] in rows
    assert any("Prosecutor-General" in str(row[0]) for row in rows)
