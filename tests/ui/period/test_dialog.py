"""Choosing a period: whole weeks by a click, free dates, what is in the file."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from fieldapp.core.period import Period, read_period
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.app.appearance import PLAIN_ZOOM, ZOOMS
from fieldapp.ui.period.dialog import PeriodDialog
from tests.ui.driving import press, running

WEEK = read_period("2025-W11")
BEFORE = read_period("2025-W10")
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def dialog(qapp, qtbot, tmp_path):
    with running(qapp, tmp_path) as session:
        dialog = PeriodDialog(WEEK, [BEFORE], date(2025, 3, 17), session.kit)
        qtbot.addWidget(dialog)
        dialog.show()
        yield dialog
        dialog.close()


def click(dialog, day):
    dialog._calendar.clicked.emit(QDate(day.year, day.month, day.day))


def test_a_click_takes_the_iso_week(dialog):
    click(dialog, date(2024, 12, 31))

    assert dialog.period == read_period("2025-W01")
    assert "2025-W01" in dialog.said


def test_shift_and_a_click_take_the_days_up_to_there(dialog, monkeypatch):
    monkeypatch.setattr(QGuiApplication, "keyboardModifiers", lambda: Qt.KeyboardModifier.ShiftModifier)

    click(dialog, date(2025, 3, 14))
    assert dialog.period == Period(date(2025, 3, 10), date(2025, 3, 14))
    click(dialog, date(2025, 3, 8))
    assert dialog.period == Period(date(2025, 3, 8), date(2025, 3, 10))


def test_arrows_and_enter_open_the_week_of_the_day_they_lead_to(dialog, qtbot):
    dialog.activateWindow()
    dialog._calendar.setFocus()
    days = dialog._calendar.findChild(QTableView)
    qtbot.waitUntil(days.hasFocus)

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(days, key)

    assert dialog.period == read_period("2025-W13")
    assert dialog.result() == PeriodDialog.DialogCode.Accepted


def test_what_is_no_period_is_said_and_cannot_be_opened(dialog):
    dialog.show_dates(date(2025, 3, 10), date(2025, 3, 9))

    assert not dialog.can_open
    assert dialog.said.endswith(".")
    dialog.show_dates(date(2025, 3, 10), date(2025, 3, 31))
    assert dialog.can_open
    assert "22 days" in dialog.said


@pytest.mark.parametrize("end", [date(2025, 3, 9), date(2025, 3, 31), date(2025, 4, 1), date(2026, 4, 1)])
def test_what_holds_other_sheets_or_is_longer_than_one_may_be_is_a_report(dialog, end):
    dialog.show_dates(date(2025, 3, 1), end)

    assert dialog.can_open
    assert "report" in dialog.said
    assert "overlaps" not in dialog.said
    dialog.show_period(BEFORE)
    assert "report" not in dialog.said


def typed(dialog, field, text, *, by, mark_all=False):
    """Come into a field by Tab, Shift+Tab or a click, and type."""
    dialog.activateWindow()
    other = dialog._end if field is dialog._start else dialog._start
    other.setFocus()
    if by == "tab":
        back = field is dialog._start
        QTest.keyClick(other, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, SHIFT if back else PLAIN)
    else:
        across = {"left": 3, "middle": field.width() // 2, "right": field.width() - 3}[by]
        QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(across, field.height() // 2))
    assert field.hasFocus()
    if mark_all:
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    if text.isascii():
        QTest.keyClicks(field, text)
    else:
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


WAYS = [(by, mark_all) for by in ("tab", "left", "middle", "right") for mark_all in (False, True)]


@pytest.mark.parametrize(
    "text",
    [
        "03.03.2025",
        "3.3.2025",
        "2025-03-03",
        "03/03/2025",
        "03032025",
        "03.03.25",
        "\u200e 03.03.2025\u00a0\n",
    ],
)
def test_a_typed_date_is_the_one_that_is_taken(dialog, text):
    for by, mark_all in WAYS:
        dialog.show_period(WEEK)
        typed(dialog, dialog._start, text, by=by, mark_all=mark_all)

        assert dialog.period == Period(date(2025, 3, 3), date(2025, 3, 16)), (by, mark_all)
        assert dialog._start.words.text() == "3 March 2025"
        assert "3–16 Mar 2025" in dialog.said
    QTest.keyClick(dialog._start, Qt.Key.Key_Return)
    assert dialog._start.text() == "03.03.2025"
    assert dialog.result() == PeriodDialog.DialogCode.Accepted


def test_a_date_typed_at_once_goes_into_the_first_field(dialog, qtbot):
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog._calendar.setFocus()
    for letter in "3.3.2025":
        press(letter)

    assert dialog.period == Period(date(2025, 3, 3), date(2025, 3, 16))
    assert dialog._start.hasFocus()


def test_the_last_day_is_typed_too_and_the_calendar_follows(dialog):
    typed(dialog, dialog._end, "14.3.25", by="tab")

    assert dialog.period == Period(date(2025, 3, 10), date(2025, 3, 14))
    assert dialog._calendar._period == dialog.period


@pytest.mark.parametrize("text", ["31.02.2025", "3.3", "Monday", "03.03.2025 - 09.03.2025", ""])
def test_what_is_no_date_is_said_and_cannot_be_opened(dialog, text):
    typed(dialog, dialog._start, text or "\u200b", by="left")
    assert not dialog.can_open
    assert dialog.said.endswith(".")
    assert not dialog._said.property("alarm")  # it is still being typed

    QTest.keyClick(dialog._start, Qt.Key.Key_Return)

    assert dialog._said.property("alarm")
    assert dialog.isVisible()
    assert dialog._start.words.text() == ""


def test_a_date_typed_into_the_midst_of_another_is_never_the_old_one(dialog):
    for place in range(11):
        dialog.show_period(WEEK)
        dialog._start.setFocus()
        dialog._start.setCursorPosition(place)
        QTest.keyClicks(dialog._start, "03.03.2025")
        assert not dialog.can_open or dialog.period.start == date(2025, 3, 3), place


def test_an_overlap_is_said_and_not_refused(dialog):
    dialog.show_dates(date(2025, 3, 9), date(2025, 3, 16))

    assert dialog.can_open
    assert "3–9 Mar 2025" in dialog.said


def test_a_period_of_the_file_is_one_choice_away(dialog):
    dialog._list.itemClicked.emit(dialog._list.item(0))

    assert dialog.period == BEFORE


def test_going_through_the_fields_by_tab_keeps_the_dates_that_were_typed(dialog, qtbot):
    dialog.show_period(read_period("2024-03-04..2024-03-10"))
    dialog.show()
    dialog.activateWindow()
    dialog._start.setFocus()

    for _ in range(12):
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Tab)

    assert dialog.period == read_period("2024-03-04..2024-03-10")


def test_a_week_cut_by_a_months_end_offers_its_parts(dialog):
    dialog.show_period(read_period("2025-W40"))
    first, second = dialog._parts[:2]
    assert [first.isVisible(), second.text()] == [True, "Only 1–5 Oct 2025"]

    second.click()

    assert dialog.period == Period(date(2025, 10, 1), date(2025, 10, 5))
    assert not second.isVisible()


CUT = read_period("2025-W44")
FIRST, SECOND = read_period("2025-10-27..2025-10-31"), read_period("2025-11-01..2025-11-02")
SPLIT_WORDS = "A month ends in 27 Oct–2 Nov 2025, so its parts are separate sheets."


@pytest.fixture
def made(qapp, qtbot, tmp_path, monkeypatch):
    """Make a dialog of a programme that splits weeks, for a file that holds some; no key is held."""
    monkeypatch.setattr(QGuiApplication, "keyboardModifiers", lambda: PLAIN)
    with running(qapp, tmp_path) as session:
        dialogs = []

        def make(*stored, period=WEEK):
            dialog = PeriodDialog(period, stored, date(2025, 11, 3), session.kit, split=True)
            dialogs.append(dialog)
            qtbot.addWidget(dialog)
            dialog.show()
            dialog.activateWindow()
            qtbot.waitUntil(dialog.isActiveWindow)
            return dialog

        yield make
        for dialog in dialogs:
            dialog.close()


def links(dialog):
    return {button.text(): button for button in dialog._parts if button.isVisible()}


@pytest.mark.parametrize(
    ("day", "part", "other"),
    [(date(2025, 10, 29), FIRST, "Only 1–2 Nov 2025"), (date(2025, 11, 2), SECOND, "Only 27–31 Oct 2025")],
)
def test_where_weeks_are_split_a_click_takes_the_part_that_holds_the_day(made, day, part, other):
    dialog = made()
    click(dialog, day)

    assert dialog.period == part
    assert SPLIT_WORDS in dialog.said
    assert list(links(dialog)) == [other, "All of 27 Oct–2 Nov 2025"]

    links(dialog)[other].click()
    assert {dialog.period, part} == {FIRST, SECOND}


def test_arrows_and_enter_open_the_part_of_the_day_they_lead_to(made, qtbot):
    dialog = made(period=SECOND)
    dialog._calendar.setFocus()
    days = dialog._calendar.findChild(QTableView)
    qtbot.waitUntil(days.hasFocus)

    QTest.keyClick(days, Qt.Key.Key_Left)
    QTest.keyClick(days, Qt.Key.Key_Return)

    assert (dialog.period, dialog.result()) == (FIRST, PeriodDialog.DialogCode.Accepted)


def test_the_whole_week_is_one_press_away_and_is_then_opened(made):
    dialog = made()
    click(dialog, date(2025, 10, 29))
    links(dialog)["All of 27 Oct–2 Nov 2025"].click()

    assert dialog.period == CUT
    assert SPLIT_WORDS not in dialog.said
    QTest.keyClick(dialog._start, Qt.Key.Key_Return)
    assert (dialog.period, dialog.result()) == (CUT, PeriodDialog.DialogCode.Accepted)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_by_keys_too_the_whole_week_is_taken_and_enter_opens_it(made, qtbot, key):
    dialog = made()
    click(dialog, date(2025, 10, 29))
    link = links(dialog)["All of 27 Oct–2 Nov 2025"]
    link.setFocus()
    qtbot.waitUntil(link.hasFocus)

    QTest.keyClick(link, key)
    assert dialog.period == CUT
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

    assert (dialog.period, dialog.result()) == (CUT, PeriodDialog.DialogCode.Accepted)


def test_dates_that_are_typed_stay_until_enter_and_then_the_first_part_is_offered(made):
    dialog = made()
    typed(dialog, dialog._start, "27.10.2025", by="tab")
    typed(dialog, dialog._end, "02.11.2025", by="tab")
    assert (dialog._start.text(), dialog._end.text(), dialog.period) == ("27.10.2025", "02.11.2025", CUT)
    assert SPLIT_WORDS in dialog.said
    assert list(links(dialog)) == ["Only 27–31 Oct 2025", "Only 1–2 Nov 2025"]

    QTest.keyClick(dialog._end, Qt.Key.Key_Return)

    assert dialog.isVisible()
    assert (dialog._end.text(), dialog.period) == ("31.10.2025", FIRST)
    assert list(links(dialog)) == ["Only 1–2 Nov 2025", "All of 27 Oct–2 Nov 2025"]
    QTest.keyClick(dialog._end, Qt.Key.Key_Return)
    assert (dialog.period, dialog.result()) == (FIRST, PeriodDialog.DialogCode.Accepted)


def test_a_longer_period_is_cut_at_every_month_end(made):
    dialog = made()
    dialog.show_dates(date(2025, 1, 31), date(2025, 3, 2))

    assert list(links(dialog)) == ["Only 31 Jan 2025", "Only 1–28 Feb 2025", "Only 1–2 Mar 2025"]


def test_a_whole_week_that_the_file_holds_is_taken_as_it_is(made):
    dialog = made(CUT)
    click(dialog, date(2025, 11, 2))

    assert dialog.period == CUT
    assert SPLIT_WORDS not in dialog.said
    QTest.keyClick(dialog._start, Qt.Key.Key_Return)
    assert dialog.result() == PeriodDialog.DialogCode.Accepted


def test_the_whole_is_not_offered_where_the_file_holds_a_part(made):
    dialog = made(FIRST, period=FIRST)
    assert list(links(dialog)) == ["Only 1–2 Nov 2025"]

    click(dialog, date(2025, 11, 1))
    assert (dialog.period, list(links(dialog))) == (SECOND, ["Only 27–31 Oct 2025"])


def test_where_the_month_ends_with_the_week_nothing_is_split(made):
    dialog = made()
    click(dialog, date(2025, 11, 30))

    assert dialog.period == read_period("2025-W48")
    assert links(dialog) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("zoom", [PLAIN_ZOOM, max(ZOOMS)])
def test_six_weeks_and_every_label_are_seen_without_scrolling(qapp, qtbot, tmp_path, language, zoom):
    stored = [read_period(label) for label in ("2025-W10", "2025-W09", "2025-10-27..2025-11-16")] * 12
    with running(qapp, tmp_path, language=language) as session:
        session._appearance.step_zoom(ZOOMS.index(zoom) - ZOOMS.index(PLAIN_ZOOM))
        dialog = PeriodDialog(WEEK, stored, date(2025, 10, 6), session.kit, split=True)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        dialog._calendar.picked.emit(read_period("2025-W40"), date(2025, 9, 30))
        dialog.layout().activate()
        days = dialog._calendar.findChild(QTableView)
        assert days.verticalScrollBar().maximum() == 0
        assert days.horizontalScrollBar().maximum() == 0
        assert dialog._list.horizontalScrollBar().maximum() == 0
        assert dialog._list.verticalScrollBar().maximum() > 0
        below = dialog._said if dialog._hint.isHidden() else dialog._hint
        assert dialog._calendar.geometry().bottom() < below.geometry().top()
        dialog.close()
