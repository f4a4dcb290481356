"""A month in the window is a report: to read, to copy, to export; never an empty sheet full of overlaps."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from fieldapp.core.edits import make_edits
from fieldapp.core.period import Period, read_period
from fieldapp.core.records.record import RecordKind
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.core.spans.balance import Opening
from fieldapp.core.spans.range_report import By
from fieldapp.core.spans.span import Preset
from fieldapp.exchange.hq.arrivals import read_arrival
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.app.application import show_report
from fieldapp.ui.period.dialog import PeriodDialog
from fieldapp.ui.reports.covered import CoveredLines
from tests.ui.driving import WEEK, data_file, opened, running

MARCH = Period(date(2025, 3, 1), date(2025, 3, 31))


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot):
    window = opened(session, data_file(tmp_path))
    qtbot.waitExposed(window)
    store = window._document.store
    for office, district in (("karabakh", "agdam"), ("east-zangezur", "lacin")):
        key = SheetKey(office, read_period("2025-W10"))
        store.write(key, make_edits(store.sheet(key), {Cell(district, "uxo"): 7}))
    return window


def shown(window, span=MARCH):
    window.commands.open_period(span)
    return window.commands.reports.dialog


def table(dialog):
    held = dialog.table.model()
    return [
        [held.index(row, column).data() for column in range(held.columnCount())]
        for row in range(held.rowCount())
    ]


def choose(field, place):
    field.setCurrentIndex(place)
    field.activated.emit(place)


def test_a_month_is_shown_as_a_report_and_the_sheet_stays(window):
    dialog = shown(window)

    assert window._document.period == WEEK
    assert dialog.report.span == MARCH
    assert table(dialog)[0][:4] == ["Total", *table(dialog)[0][1:4]]
    assert dialog.report.total("uxo") == 14 + window._document.sheet.total("uxo")
    assert "Covers" in dialog.said
    assert dialog.table.editTriggers() == dialog.table.EditTrigger.NoEditTriggers


def test_the_action_begins_with_the_month_of_the_sheet(window):
    window.actions_by_key["report"].trigger()

    assert window.commands.reports.dialog.report.span == MARCH


def test_the_calendar_offers_a_report_where_days_hold_other_sheets_also_those_of_offices(window):
    window.commands.choose_period()
    (dialog,) = window.findChildren(PeriodDialog)

    for start, end in (
        ((2025, 3, 1), (2025, 3, 31)),
        ((2025, 1, 1), (2025, 12, 31)),
        ((2025, 3, 3), (2025, 3, 10)),
    ):
        dialog.show_dates(date(*start), date(*end))
        assert "shown as a report" in dialog.said
        assert dialog.can_open
    dialog.accept()
    assert window.commands.reports.dialog.report.span.end == date(2025, 3, 10)
    assert window._document.period == WEEK


def test_presets_arrows_and_dates_choose_the_range(window):
    dialog = shown(window)

    for preset, span in (
        (Preset.QUARTER, "2025-01-01..2025-03-31"),
        (Preset.YEAR, "2025-01-01..2025-12-31"),
        (Preset.WEEK, "2024-12-30..2025-01-05"),
        (Preset.SINCE, "2025-03-03..2025-03-17"),
    ):
        choose(dialog.presets, [*Preset].index(preset))
        assert str(dialog.report.span) == span
    choose(dialog.presets, [*Preset].index(Preset.MONTH))
    dialog._back.click()
    assert dialog.report.span == Period(date(2025, 2, 1), date(2025, 2, 28))
    dialog._forward.click()
    assert dialog.report.span == MARCH

    dialog.end.setFocus()
    dialog.end.setText("")
    QTest.keyClicks(dialog.end, "10.03.2025")
    QTest.keyClick(dialog.end, Qt.Key.Key_Return)
    assert dialog.report.span == Period(date(2025, 3, 1), date(2025, 3, 10))
    assert dialog.presets.currentData() == Preset.DAYS


def test_enter_after_a_day_or_a_choice_leaves_the_report_open(window):
    window.actions_by_key["report"].trigger()
    dialog = window.commands.reports.dialog
    for field, day in ((dialog.end, "20.03.2025"), (dialog.start, "10.03.2025")):
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, day)
        QTest.keyClick(field, Qt.Key.Key_Return)
    for choice in (dialog.presets, dialog.rows_by):
        choice.setFocus()
        QTest.keyClick(choice, Qt.Key.Key_Return)

    assert dialog.isVisible()
    assert dialog.report.span == Period(date(2025, 3, 10), date(2025, 3, 20))


def test_enter_after_a_day_shows_its_report_and_closes_nothing(window):
    dialog = shown(window)
    dialog.start.selectAll()
    QTest.keyClicks(dialog.start, "10.3.2025")
    QTest.keyClick(dialog.start, Qt.Key.Key_Return)

    assert window.commands.reports.dialog is dialog
    assert dialog.report.span == Period(date(2025, 3, 10), date(2025, 3, 31))
    assert dialog.start.text() == "10.03.2025"


def test_dates_that_are_no_range_are_said_and_nothing_can_be_copied(window):
    dialog = shown(window)

    dialog.end.show_day(date(2025, 2, 1))
    dialog._take_dates()

    assert "before it starts" in dialog.said
    assert (dialog.copy.isEnabled(), dialog.export.isEnabled(), dialog.report) == (False, False, None)


def test_rows_are_by_whatever_is_chosen_in_every_language(window, session):
    dialog = shown(window)

    for language in LANGUAGES:
        session.kit.speak(read_texts(language))
        for place, by in enumerate(By):
            choose(dialog.rows_by, place)
            assert dialog.report.by is by
            assert dialog.rows_by.currentText() == read_texts(language)(f"range.by-{by}")
    choose(dialog.rows_by, [*By].index(By.OFFICE))
    session.kit.speak(read_texts("en"))
    assert [row[0] for row in table(dialog)] == [
        "Total",
        "Karabakh office",
        "East Zangezur office",
        "Headquarters",
    ]


def test_since_begins_with_the_opening_balance(window):
    balance = Opening(Period(date(2020, 11, 10), date(2024, 12, 31)), "R251", {"ap_mines": 35_338})
    window._document.store.put_openings([balance])
    dialog = shown(window)

    choose(dialog.presets, [*Preset].index(Preset.SINCE))

    assert dialog.report.span.start == date(2020, 11, 10)
    assert dialog.report.opening("ap_mines") == 35_338
    assert "R251" in dialog.said


def test_what_is_copied_is_the_table_and_what_it_covers(window, session):
    dialog = shown(window)
    dialog.copy.click()

    (text,) = session.kit.desktop.copied
    assert text.splitlines()[0] == "Headquarters, March 2025"
    assert text.splitlines()[1].split("\t")[:2] == ["District", "AP mines"]
    assert dialog.said.splitlines()[0] in text


def test_the_workbook_is_a_summary_and_the_window_says_where_it_is(window, session, tmp_path):
    session.kit.desktop.chosen = tmp_path / "march.xlsx"
    shown(window).export.click()
    window.jobs.wait()

    arrival = read_arrival(tmp_path / "march.xlsx", window._document.programme)
    assert arrival.record.kind is RecordKind.SUMMARY
    assert "march.xlsx" in window.status.text
    assert window.commands.reports.dialog is None


def test_nothing_is_written_where_no_place_is_chosen(window, tmp_path):
    dialog = shown(window)
    dialog.export.click()

    assert window.commands.reports.dialog is dialog
    assert list(tmp_path.glob("*.xlsx")) == []
    assert QApplication.activeModalWidget() is not None


def test_a_month_that_the_command_line_asks_for_is_a_report_above_the_last_sheet(qapp, tmp_path, qtbot):
    with running(qapp, tmp_path, period=MARCH) as session:
        window = opened(session, data_file(tmp_path))
        qtbot.waitExposed(window)
        show_report(session, MARCH)

        assert window._document.period == WEEK
        assert window.commands.reports.dialog.report.span == MARCH


def test_a_week_that_the_command_line_asks_for_is_a_sheet(qapp, tmp_path, qtbot):
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        qtbot.waitExposed(window)
        show_report(session, WEEK)
        show_report(session, None)

        assert window._document.period == WEEK
        assert window.commands.reports.dialog is None


def test_a_report_is_made_once_when_it_is_opened_and_not_again_for_another_language(window, monkeypatch):
    made, store = [], window._document.store
    make = store.range_report

    def counted(*asked):
        made.append(asked)
        return make(*asked)

    monkeypatch.setattr(store, "range_report", counted)

    dialog = shown(window)
    window._kit.speak(read_texts("ru"))

    assert len(made) == 1
    assert dialog._heading.text().startswith("Март")


@pytest.mark.parametrize(("high", "lines"), [(20, 2), (42, 3), (46, 5), (100, 5)])
def test_what_a_report_covers_has_the_lines_that_its_window_has_room_for(qtbot, high, lines):
    """`high`: lines of text that the window has."""
    window = QWidget()
    qtbot.addWidget(window)
    line = window.fontMetrics().lineSpacing()
    window.resize(600, high * line)
    covered = CoveredLines(window)

    assert lines * line <= covered.height() < (lines + 2) * line
