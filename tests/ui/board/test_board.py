"""The board in the window of headquarters: who is late, by keys, with an answer and a reminder."""

import random
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.board import Arrived
from fieldapp.core.period import read_period, week_of
from fieldapp.core.sheet import STATE, Cell, RowState, SheetKey
from fieldapp.exchange.hq.answer_workbook import read_answer
from fieldapp.resources import programme_text
from fieldapp.store.hq import reporting
from fieldapp.store.store import Store, create_store
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.board import overview
from fieldapp.ui.work.progress import Progress
from tests.core.hq.histories import OFFICE, Life, arrival_of
from tests.long import each_once
from tests.ui.driving import cut_off, opened, running
from tests.ui.window.test_windows_fit import lay_out

NOW = datetime(2025, 3, 19, 9, 30, tzinfo=UTC)
Key, Modifier = Qt.Key, Qt.KeyboardModifier


def _just(at):
    return at


@pytest.fixture
def session(qapp, tmp_path):
    """The app, on a Wednesday."""
    with running(qapp, tmp_path, now=lambda: NOW) as session:
        yield session


@pytest.fixture
def headquarters(tmp_path, programme):
    """The file of headquarters, in which an office has sent nine of eleven weeks, the tenth late."""
    path = tmp_path / "hq.fieldapp"
    create_store(path, programme_text("azerbaijan"), "hq")
    life = Life(random.Random(1), programme, "file-1")
    for number in range(10):
        week = week_of(date(2025, 1, 6) + timedelta(weeks=number))
        if number == 4:
            continue
        districts = programme.expected(OFFICE, week)
        life.values[SheetKey(OFFICE, week)] = {
            Cell(district.key, STATE): RowState.NO_OPERATIONS for district in districts
        }
        at = datetime.combine(week.end, datetime.min.time(), UTC) + timedelta(days=4 if number == 9 else 1)
        with closing(Store(path, "Leyla", partial(_just, at))) as store:
            store.receive(store.plan([arrival_of(life.send(week), programme)]))
    return path


@pytest.fixture
def window(session, headquarters):
    """Headquarters' window."""
    return opened(session, headquarters)


def board_over(window):
    """The board, as its menu opens it."""
    window.actions_by_key["board"].trigger()
    dialog = window.errands.overview.dialog
    assert dialog is not None
    return dialog


def test_the_board_has_a_key(window, qtbot):
    qtbot.waitExposed(window)
    window.activateWindow()
    QTest.keyClick(window, Key.Key_H, Modifier.ControlModifier | Modifier.ShiftModifier)

    assert window.errands.overview.dialog is not None


def test_the_board_opens_at_the_last_week_that_is_over_and_every_square_is_reached_by_keys(window):
    dialog = board_over(window)

    assert dialog.table.current is not None
    assert str(dialog.table.current.period) == "2025-03-10..2025-03-16"
    assert dialog.table.current.state == Arrived.LATE
    QTest.keyClick(dialog.table, Key.Key_Left)
    assert dialog.table.current.state == Arrived.RECEIVED
    for _ in range(5):
        QTest.keyClick(dialog.table, Key.Key_Left)
    assert dialog.table.current.state == Arrived.MISSING
    assert "missing" in dialog.square.text()
    assert "0 of 8 districts" in dialog.square.text()


def test_enter_on_a_square_leads_to_its_sheet(window, qtbot):
    dialog = board_over(window)
    QTest.keyClick(dialog.table, Key.Key_Left)
    QTest.keyClick(dialog.table, Key.Key_Return)

    assert window.errands.overview.dialog is None
    assert window._document.key == SheetKey(OFFICE, read_period("2025-W10"))


def test_a_square_of_a_district_leads_to_its_row_also_where_nothing_came(window):
    dialog = board_over(window)
    dialog.by_district.click()
    table, rows = dialog.table, range(dialog.table.model().rowCount())
    weeks = [place for place, week in enumerate(dialog.board.weeks) if week == read_period("2025-W06")]
    table.setCurrentIndex(table.model().index(rows[3], weeks[0]))
    assert table.current is not None
    assert table.current.state is Arrived.MISSING
    district = table.current_row.district
    for click in (QTest.mouseClick, QTest.mouseDClick):
        where = table.visualRect(table.currentIndex()).center()
        click(table.viewport(), Qt.MouseButton.LeftButton, Modifier.NoModifier, where)

    assert window._document.key == SheetKey(OFFICE, read_period("2025-W06"))
    assert window.grid.current_cell() == Cell(district, "ap_mines")


def test_enter_after_a_year_leads_to_its_squares_and_closes_nothing(window):
    dialog = board_over(window)
    dialog.year.setFocus()
    QTest.keyClick(dialog.year, Key.Key_Return)

    assert window.errands.overview.dialog is dialog
    assert dialog.focusWidget() is dialog.table


def test_the_board_goes_no_further_than_its_last_week_however_wide_it_becomes(window):
    dialog = board_over(window)
    heads = dialog.table.horizontalHeader()
    for wide in (600, 1366, 900):
        dialog.resize(wide, 500)
        lay_out(dialog)
        assert heads.offset() + dialog.table.viewport().width() <= heads.length(), wide
        assert dialog.table.currentIndex().isValid()


def test_the_year_is_turned_by_buttons_and_read_whole(window):
    dialog = board_over(window)
    field = dialog.year.lineEdit()
    assert field.width() >= field.fontMetrics().horizontalAdvance(field.text())

    dialog._before.click()
    assert (dialog.year.value(), dialog.table.model().columnCount()) == (2024, len(dialog.board.weeks))
    dialog._after.click()
    assert dialog.year.value() == 2025


def test_the_same_is_shown_by_district(window):
    dialog = board_over(window)
    rows = dialog.table.model().rowCount()
    dialog.by_district.click()

    assert dialog.table.model().rowCount() > rows
    assert dialog.table.current_row is not None
    assert dialog.table.current_row.district


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reminder_is_in_the_language_of_the_window_until_another_one_is_chosen(session, window, language):
    session.kit.speak(read_texts(language))

    assert board_over(window).language.currentData() == language


def test_a_reminder_names_what_is_missing_in_the_language_that_is_chosen(session, window):
    dialog = board_over(window)
    dialog.language.setCurrentIndex(dialog.language.findData("ru"))
    dialog.remind.click()

    (letter,) = session.kit.desktop.copied
    assert "Карабахский офис" in letter
    assert "2025-W06" in letter
    assert "2025-W05" not in letter
    assert "copied" in dialog.square.text()


def test_an_answer_to_the_office_is_written_from_the_board(session, window, tmp_path, programme):
    session.kit.desktop.chosen = tmp_path / "answer.xlsx"
    dialog = board_over(window)
    dialog.answer.click()

    answer = read_answer(tmp_path / "answer.xlsx", programme)
    assert answer.office == OFFICE
    assert len(answer.records) == 9
    assert answer.codes[2025] in dialog.square.text()


def test_of_many_sheets_answer_and_reminder_are_the_same_and_the_window_shows_how_far_they_are(
    session, window, tmp_path, programme, monkeypatch
):
    session.kit.desktop.chosen = tmp_path / "answer.xlsx"
    dialog = board_over(window)
    dialog.remind.click()
    monkeypatch.setattr(reporting, "MANY_SHEETS", -1)
    waiting, waited = window.errands.overview._waiting, []
    make = waiting.made

    def noted(what, *asked):
        waited.append(what)
        return make(what, *asked)

    waiting.made = noted
    dialog.remind.click()
    dialog.answer.click()

    assert waited == ["wait.reminder", "wait.answer"]
    few, many = session.kit.desktop.copied
    assert few == many
    answer = read_answer(tmp_path / "answer.xlsx", programme)
    assert answer.codes[2025] in dialog.square.text()
    assert answer.codes[2025] in many


def test_an_answer_that_is_stopped_is_not_written(session, window, tmp_path):
    session.kit.desktop.chosen = tmp_path / "answer.xlsx"
    dialog = board_over(window)
    waiting = window.errands.overview._waiting
    stopped = Progress()
    stopped.stop()
    waiting.made = lambda what, span, make, parent: make(window._document.store, stopped)
    dialog.answer.click()

    assert not (tmp_path / "answer.xlsx").exists()
    assert dialog.square.text() == session.kit.texts.error(FieldAppError("stopped"))


@pytest.mark.parametrize("year", [2024, 2026])
def test_the_year_that_is_said_is_that_of_the_board_that_is_shown_though_another_is_stopped(
    session, window, tmp_path, year
):
    session.kit.desktop.chosen = tmp_path / "board.xlsx"
    dialog = board_over(window)
    waiting, stopped = window.errands.overview._waiting, Progress()
    made = waiting.made
    stopped.stop()
    waiting.made = lambda what, span, make, parent: make(window._document.store, stopped)
    dialog.year.setValue(year)
    waiting.made = made

    assert dialog.year.value() == dialog.board.weeks[5].start.year == 2025
    assert dialog.square.text() == session.kit.texts.error(FieldAppError("stopped"))
    dialog.picture.click()
    assert session.kit.desktop.suggested[-1].stem == "board-2025"
    dialog.year.setValue(year)
    assert dialog.board.weeks[5].start.year == year


def test_a_year_is_typed_and_enter_leaves_the_board_open(window, qtbot):
    dialog = board_over(window)
    dialog.year.setFocus()
    dialog.year.selectAll()
    QTest.keyClicks(dialog.year, "2024")
    QTest.keyClick(dialog.year, Key.Key_Return)

    assert dialog.isVisible()
    assert dialog.board.weeks[5].start.year == 2024


def test_an_office_has_no_board(session, tmp_path):
    path = tmp_path / "office.fieldapp"
    create_store(path, programme_text("azerbaijan"), OFFICE)
    window = opened(session, path)

    assert not window.actions_by_key["board"].isVisible()


def test_where_nothing_came_yet_the_board_says_what_to_do(session, tmp_path):
    path = tmp_path / "empty.fieldapp"
    create_store(path, programme_text("azerbaijan"), "hq")
    dialog = board_over(opened(session, path))

    assert "Nothing of this year has been received yet" in " ".join(
        label.text() for label in dialog.findChildren(type(dialog.square))
    )


@pytest.mark.parametrize("dress", each_once(LANGUAGES, ["light", "dark"]), ids="-".join)
def test_nothing_on_the_board_is_cut_off(qapp, tmp_path, headquarters, dress):
    language, theme = dress
    with running(qapp, tmp_path, now=lambda: NOW, language=language, theme=theme) as session:
        window = opened(session, headquarters)
        window.resize(1366, 768)
        dialog = board_over(window)

        assert cut_off(dialog) == []


@pytest.mark.parametrize(
    ("name", "begins"), [("b.png", b"\x89PNG"), ("b.pdf", b"%PDF"), ("b.XLSX", b"PK"), ("b", b"<?xml")]
)
def test_the_board_is_saved_as_what_its_name_says(window, session, tmp_path, name, begins):
    session.kit.desktop.chosen = tmp_path / name
    dialog = board_over(window)
    dialog.picture.click()

    assert (tmp_path / name).read_bytes().startswith(begins)
    assert name in dialog.square.text()


@pytest.mark.parametrize(
    ("name", "begins"), [("b.png", b"\x89PNG"), ("b.pdf", b"%PDF"), ("b.xlsx", b"PK"), ("b.svg", b"<?xml")]
)
def test_of_many_sheets_the_board_is_drawn_beside_the_window(
    window, session, tmp_path, name, begins, monkeypatch
):
    monkeypatch.setattr(reporting, "MANY_SHEETS", -1)
    session.kit.desktop.chosen = tmp_path / name
    threads, put = [], overview._put_board

    def noted(*asked):
        threads.append(current_thread())
        return put(*asked)

    monkeypatch.setattr(overview, "_put_board", noted)
    board_over(window).picture.click()

    assert (tmp_path / name).read_bytes().startswith(begins)
    assert threads
    assert main_thread() not in threads


def test_the_board_is_saved_as_a_picture(window, session, tmp_path):
    session.kit.desktop.chosen = tmp_path / "board.svg"
    dialog = board_over(window)
    dialog.picture.click()

    drawn = (tmp_path / "board.svg").read_text(encoding="utf-8")
    assert "Who has sent what" in drawn
    assert "Karabakh office" in drawn
    assert "board.svg" in dialog.square.text()
