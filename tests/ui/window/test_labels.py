"""Every label, button and heading of every window begins with a capital, in each language."""

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QTableView, QToolButton, QWidget

from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.kit.language import capital, locale_of
from fieldapp.ui.period.calendar import PeriodCalendar
from fieldapp.ui.period.dialog import PeriodDialog
from fieldapp.ui.window.main_window import MainWindow
from tests.ui.driving import WEEK, data_file, opened, running
from tests.ui.window.test_windows_fit import dialogs, states, welcomed

NAMES = ("hq", "coordinator", "azerbaijan-hq.xlsx", "report.xlsx")
"""What people and files are called is theirs."""


def labels(window: QWidget) -> list[str]:
    """What stands by itself in a window, and the headings of its tables."""
    speaking = [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, QLabel | QAbstractButton) and widget.isVisible()
    ]
    models = [table.model() for table in window.findChildren(QTableView)]
    across = Qt.Orientation.Horizontal
    heads = [model.headerData(place, across) for model in models for place in range(model.columnCount())]
    said = [widget.text() for widget in speaking] + [str(head) for head in heads if head is not None]
    return [text for text in said if not text.startswith(NAMES)]


def small(window: QWidget) -> list[str]:
    return [text for text in labels(window) if text[:1].islower()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_begins_with_a_capital(qapp, tmp_path, language):
    how = {"language": language, "period": WEEK, "name": "coordinator"}
    for part in ("states", "dialogs", "welcome"):
        (tmp_path / part).mkdir()
    with running(qapp, tmp_path / "states", **how) as session:
        for name, window in states(session, tmp_path / "states"):
            assert isinstance(window, MainWindow)
            kept = {window.side.cell._held.text()}  # what stands for a figure is no label
            assert [text for text in small(window) if text not in kept] == [], name
    with running(qapp, tmp_path / "dialogs", **how) as session:
        opened(session, data_file(tmp_path / "dialogs"))
        for dialog in dialogs(session):
            dialog.show()
            assert small(dialog) == [], type(dialog).__name__
            dialog.close()
            dialog.deleteLater()
    with running(qapp, tmp_path / "welcome", **how) as session:
        assert small(welcomed(session, tmp_path / "welcome")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_month_begins_with_a_capital_on_every_page_and_in_the_menu(qapp, tmp_path, language):
    with running(qapp, tmp_path, language=language, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        document = window._document
        dialog = PeriodDialog(document.period, [], document.today, session.kit, window)
        dialog.show()
        calendar = dialog.findChild(PeriodCalendar)
        button = calendar.findChild(QToolButton, "qt_calendar_monthbutton")
        for _ in range(12):
            calendar.findChild(QToolButton, "qt_calendar_nextmonth").click()
            assert button.text()[0].isupper()
            assert button.text() == capital(button.text(), calendar.locale())
        assert all(action.text()[0].isupper() for action in button.menu().actions())
        heads = {calendar.weekdayTextFormat(day).fontCapitalization().name for day in Qt.DayOfWeek}
        assert heads == ({"Capitalize"} if language == "ru" else {"MixedCase"})
        dialog.close()
        dialog.deleteLater()


def test_the_azerbaijani_capital_of_an_i_keeps_its_dot():
    assert capital("iyun", locale_of("az")) == "İyun"
    assert capital("июнь", locale_of("ru")) == "Июнь"
    assert capital("itself", QLocale(QLocale.Language.English)) == "Itself"
    assert capital("", locale_of("az")) == ""
