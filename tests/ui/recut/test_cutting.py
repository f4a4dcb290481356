"""Cutting a sheet in two, by keys: the whole stands, nothing is lost, nothing is written until it adds up."""

import contextlib
import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoCommand
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import read_period
from fieldapp.core.records.recut import cells_to_type, first_values, make_parts, misfits, month_parts
from fieldapp.core.sheet import STATE, Cell, Content, RowState
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.app.appearance import PLAIN_ZOOM, ZOOMS
from fieldapp.ui.document.cut_command import CutCommand
from fieldapp.ui.recut.cutter import Cutter
from fieldapp.ui.recut.dialog import CutDialog
from tests.data_files import empty_file
from tests.ui.driving import HECTARE, cut_off, disk_of, document_of, opened, press, running

WEEK = read_period("2025-W44")
FIRST, SECOND = read_period("2025-10-27..2025-10-31"), read_period("2025-11-01..2025-11-02")
LONG = read_period("2025-01-30..2025-03-01")
ROWS = {"agdam": (12, 0, 7, 5 * HECTARE), "terter": (3, 4, 0, 0)}
COLUMNS = ("ap_mines", "at_mines", "uxo", "area_cleared_ha")
ENTER, TAB, SPACE_BAR = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space


class Cuts:
    """Has the store keep what it is asked to cut; `refuses`: with this error, once."""

    def __init__(self, store):
        self._cut, store.cut = store.cut, self.cut
        self.asked = []
        self.refuses = None

    def cut(self, whole, parts, why):
        error, self.refuses = self.refuses, None
        if error:
            raise error
        self.asked.append((whole.period, *parts, why))
        return self._cut(whole, parts, why)


@pytest.fixture
def desk(qapp, tmp_path, request):
    """A window on a week that a month's end cuts: its document, the command, the stand-in, what was told."""
    language = getattr(request, "param", "en")
    with running(qapp, tmp_path, language=language, period=WEEK) as session:
        window = opened(session, empty_file(tmp_path / "hq.fieldapp"))
        document = document_of(window)
        cells: dict[Cell, Content] = {
            Cell(key, column): value
            for key, row in ROWS.items()
            for column, value in zip(COLUMNS, row, strict=True)
        }
        cells[Cell("susa", STATE)] = RowState.NO_OPERATIONS
        document.replace(make_edits(document.sheet, cells), cells)
        cuts, told = Cuts(document.store), []
        cutter = Cutter(document, session.kit, window)
        cutter.told.connect(told.append)
        yield document, cutter, cuts, told
        for dialog in window.findChildren(CutDialog):
            dialog.reject()


def cut(desk, qtbot):
    """Begin, with the keys in the first field."""
    cutter = desk[1]
    cutter.cut()
    dialog = cutter.parent().findChild(CutDialog)
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.fields.isAncestorOf(dialog.focusWidget()))
    return dialog


def said(desk):
    return [message.say(desk[1]._kit.texts) for message in desk[3]]


def type_all(*texts):
    for text in texts:
        press(text)
        press(ENTER)


def test_only_what_the_paper_tells_is_asked_and_the_rest_is_the_second_part(desk, qtbot):
    document, _, cuts, _ = desk
    whole = document.sheet
    dialog = cut(desk, qtbot)
    assert [cell.indicator for _, cell in dialog.fields.fields] == [
        *("ap_mines", "at_mines"),
        *("ap_mines", "uxo", "area_cleared_ha"),
    ]
    assert dialog.said == "5 figures are still to be typed."

    type_all("1", "4", "10", "0", "2.5")
    assert dialog.said == "All is typed, and the parts add up to the whole."
    press(ENTER)

    ((key, first, second, why),) = cuts.asked
    assert (key, why) == (WEEK, "Cut at the end of a month")
    assert misfits(whole, [first, second]) == ()
    assert [first.value("terter", key) for key in COLUMNS] == [1, 4, 0, 0]
    assert [second.value("agdam", key) for key in COLUMNS] == [2, 0, 7, 25_000]
    assert [sheet.state("susa") for sheet in (first, second)] == [RowState.NO_OPERATIONS] * 2
    assert document.period == FIRST
    assert said(desk)[-1] == "27 Oct–2 Nov 2025 is cut into 27–31 Oct 2025 and 1–2 Nov 2025."


def test_more_than_the_whole_is_said_and_cannot_be_cut(desk, qtbot):
    dialog = cut(desk, qtbot)
    type_all("1", "4", "13", "0", "2.5")

    assert not dialog.can_cut
    assert dialog.said.startswith("Aghdam, AP")
    assert dialog.fields.fields[0, Cell("agdam", "ap_mines")].accessibleDescription() == "Of 12 · 1 too many"
    assert desk[2].asked == []


def test_what_cannot_be_read_is_said_after_it_was_typed(desk, qtbot):
    dialog = cut(desk, qtbot)
    press("1,198")
    assert dialog.said == "5 figures are still to be typed."

    press(ENTER)

    assert dialog.said.startswith("Tartar, AP")
    assert not dialog.can_cut
    press(Qt.Key.Key_Up)
    press("3")
    assert dialog.said == "4 figures are still to be typed."


def test_enter_after_the_last_field_goes_to_one_that_is_open(desk, qtbot):
    dialog = cut(desk, qtbot)
    press(ENTER)
    type_all("4", "10", "0", "2.5")

    assert dialog.fields.fields[0, Cell("terter", "ap_mines")].hasFocus()
    assert dialog.said == "1 figure is still to be typed."


def test_a_district_without_operations_in_the_first_part_needs_no_figures(desk, qtbot):
    dialog = cut(desk, qtbot)
    dialog.fields.idle["agdam", 0].setFocus()
    press(SPACE_BAR)
    dialog.fields.fields[0, Cell("terter", "ap_mines")].setFocus()
    type_all("1", "4")
    press(ENTER)

    ((_, first, second, _),) = desk[2].asked
    assert first.state("agdam") is RowState.NO_OPERATIONS
    assert second.value("agdam", "ap_mines") == 12


def test_what_was_typed_comes_back_when_a_mark_is_taken_off(desk, qtbot):
    dialog = cut(desk, qtbot)
    type_all("1", "4", "10", "0", "2.5")
    field, mark = dialog.fields.fields[0, Cell("agdam", "ap_mines")], dialog.fields.idle["agdam", 0]

    mark.click()
    assert (field.text(), field.isEnabled(), field.accessibleDescription()) == ("–", False, "Of 12 · 12 left")
    mark.click()

    assert (field.text(), field.isEnabled(), field.accessibleDescription()) == ("10", True, "Of 12 · 2 left")
    assert dialog.can_cut


def test_tab_goes_through_a_row_its_marks_and_on_to_the_next_row(desk, qtbot):
    fields = cut(desk, qtbot).fields
    turn = [
        *(fields.fields[0, Cell("terter", column)] for column in ("ap_mines", "at_mines")),
        *(fields.idle["terter", place] for place in (0, 1)),
        fields.fields[0, Cell("agdam", "ap_mines")],
    ]
    for widget in turn:
        assert widget.hasFocus()
        press(TAB)


def test_no_operations_in_the_second_part_is_taken_where_nothing_is_left(desk, qtbot):
    dialog = cut(desk, qtbot)
    dialog.fields.idle["agdam", 0].setChecked(True)
    dialog.fields.idle["agdam", 1].setFocus()
    press(SPACE_BAR)
    assert not dialog.fields.idle["agdam", 0].isChecked()
    dialog.fields.fields[0, Cell("terter", "ap_mines")].setFocus()
    type_all("1", "4", "12", "7", "4")
    assert "something is left" in dialog.said

    assert dialog.fields.fields[0, Cell("agdam", "area_cleared_ha")].hasFocus()
    type_all("5")
    press(ENTER)

    ((_, _, second, _),) = desk[2].asked
    assert second.state("agdam") is RowState.NO_OPERATIONS


def test_what_the_disk_refuses_is_said_and_all_that_was_typed_stays(desk, qtbot):
    dialog = cut(desk, qtbot)
    type_all("1", "4", "10", "0", "2.5")
    desk[2].refuses = FieldAppError("disk-full", path="hq.fieldapp")
    press(ENTER)

    assert dialog.isVisible()
    assert desk[2].asked == []
    assert dialog.fields.fields[0, Cell("agdam", "ap_mines")].text() == "10"
    press(ENTER)
    assert len(desk[2].asked) == 1
    assert not dialog.isVisible()


def test_esc_leaves_everything_as_it_was(desk, qtbot):
    whole = desk[0].sheet
    dialog = cut(desk, qtbot)
    type_all("1", "4")
    press(Qt.Key.Key_Escape)

    assert not dialog.isVisible()
    assert (desk[2].asked, desk[0].sheet, desk[3]) == ([], whole, [])


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        (lambda document: document.open_period(read_period("2025-W43")), "No month ends in 20–26 Oct 2025"),
        (lambda document: document.open_period(read_period("2025-W40")), "Nothing is entered for 29 Sep"),
        (
            lambda document: document.enter(Cell("fuzuli", "uxo"), "six"),
            "Something in this sheet is no",
        ),
        (
            lambda document: (
                document.open_period(SECOND),
                document.enter(Cell("fuzuli", "uxo"), "6"),
                document.open_period(WEEK),
            ),
            "A part is in this file already: 1–2 Nov 2025",
        ),
    ],
)
def test_what_cannot_be_cut_is_said_in_one_sentence(desk, prepare, sentence):
    document, cutter, _, _ = desk
    prepare(document)

    cutter.cut()

    assert cutter.parent().findChild(CutDialog) is None
    assert len(said(desk)) == 1
    assert said(desk)[0].startswith(sentence)


@pytest.mark.parametrize("desk", LANGUAGES, indirect=True)
def test_every_word_is_seen(desk, qtbot):
    dialog = cut(desk, qtbot)
    type_all("1", "4", "13", "0", "2.5")

    qtbot.waitUntil(lambda: cut_off(dialog) == [])


def test_after_the_cut_each_month_has_what_is_its_own(desk, qtbot):
    document = desk[0]
    document.annotate(Cell("agdam", "uxo"), "by radio")
    before = {column: document.sheet.total(column) for column in COLUMNS}
    cut(desk, qtbot)
    type_all("1", "4", "10", "0", "2.5")
    press(ENTER)

    october, november = (
        document.store.report(read_period(month))
        for month in ("2025-10-01..2025-10-31", "2025-11-01..2025-11-30")
    )
    assert (october.parts, november.parts) == ((FIRST,), (SECOND,))
    assert [october.total(column) for column in COLUMNS] == [11, 4, 0, 25_000]
    assert {column: october.total(column) + november.total(column) for column in COLUMNS} == before
    assert document.sheet.value("agdam", "ap_mines") == 10
    for period in (FIRST, SECOND):
        assert document.store.sheet(period).notes == {Cell("agdam", "uxo"): "by radio"}


def step(desk, key):
    """Ctrl+Z or Ctrl+Y, wherever the keys are in the window."""
    window = desk[1].parent()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    letter = {"undo": Qt.Key.Key_Z, "redo": Qt.Key.Key_Y}[key]
    there = QApplication.focusWidget()
    assert there is not None
    QTest.keyClick(there, letter, Qt.KeyboardModifier.ControlModifier)


def cut_whole(desk, qtbot):
    cut(desk, qtbot)
    type_all("1", "4", "10", "0", "2.5")
    press(ENTER)
    assert desk[0].period == FIRST


@pytest.fixture
def sent(desk):
    """The same week, sent."""
    document = desk[0]
    document.store.send(document.store.report(WEEK))
    document.reload()
    return desk


def test_a_cut_of_what_was_sent_is_one_step_back_and_forth(sent, qtbot):
    document, _, cuts, _ = sent
    window = sent[1].parent()
    whole, standing = document.sheet, document.standing
    cut_whole(sent, qtbot)
    assert document.undo_stack.count() == 2

    step(sent, "undo")
    assert (document.period, document.sheet, document.standing) == (WEEK, whole, standing)
    assert document.store.periods() == (WEEK,)
    assert window.status.text.startswith(
        "The cut is undone: 27 Oct–2 Nov 2025 is one sheet again, as it was sent: revision 1."
    )

    step(sent, "redo")
    assert document.period == FIRST
    assert document.store.periods() == (FIRST, SECOND)
    assert window.status.text.startswith("27 Oct–2 Nov 2025 is cut into 27–31 Oct 2025")
    assert [why for *_, why in cuts.asked] == ["Cut at the end of a month"] * 2

    step(sent, "undo")
    assert document.standing == standing
    assert [row.why for row in document.store.history(FIRST)[-2:]] != ["", ""]
    assert not any(document.store.problems())


def test_entries_in_a_part_are_taken_back_before_the_cut(desk, qtbot):
    document = desk[0]
    whole = document.sheet
    cut_whole(desk, qtbot)
    document.open_period(SECOND)
    document.enter(Cell("fuzuli", "uxo"), "6")

    step(desk, "undo")
    assert document.period == SECOND
    step(desk, "undo")
    assert document.sheet == whole


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [
        (lambda store: store.send(store.report(SECOND)), "The cut stays: 1–2 Nov 2025 was sent since."),
        (
            lambda store: store.verify(store.sheet(FIRST), "Rauf"),
            "The cut stays: a second person has verified 27–31 Oct 2025 since.",
        ),
    ],
)
def test_a_cut_on_which_something_stands_stays_and_it_is_said_why(sent, qtbot, happens, sentence):
    document = sent[0]
    cut_whole(sent, qtbot)
    happens(document.store)

    step(sent, "undo")

    assert sent[1].parent().alarm.text.startswith(sentence)
    assert document.store.periods() == (FIRST, SECOND)
    assert document.period == FIRST
    assert document.undo_stack.canUndo()


@pytest.mark.parametrize("desk", LANGUAGES, indirect=True)
def test_three_parts_are_typed_part_by_part(desk, qtbot):
    document, cutter, cuts, _ = desk
    document.open_period(LONG)
    cells = dict(zip([Cell("agdam", key) for key in COLUMNS], (12, 0, 7, 5 * HECTARE), strict=True))
    document.replace(make_edits(document.sheet, cells), cells)
    whole = document.sheet
    dialog = cut(desk, qtbot)
    qtbot.waitUntil(lambda: cut_off(dialog) == [])

    type_all("2", "0", "1")
    first = dialog.fields.fields[0, Cell("agdam", "ap_mines")]
    assert first.accessibleDescription() == cutter._kit.texts("cut.of", whole="12")
    type_all("3", "7", "4")
    assert first.accessibleDescription() == cutter._kit.texts("cut.left", whole="12", left="7")
    assert dialog.can_cut
    press(ENTER)

    ((_, *parts, _),) = cuts.asked
    assert misfits(whole, parts) == ()
    assert [part.value("agdam", "ap_mines") for part in parts] == [2, 3, 7]
    assert document.store.periods() == (*month_parts(LONG), WEEK)
    for month in ("2025-01-01..2025-01-31", "2025-02-01..2025-02-28", "2025-03-01..2025-03-31"):
        assert len(document.store.report(read_period(month)).parts) == 1
    step(desk, "undo")
    assert document.sheet == whole


def test_the_largest_text_fits_the_screen(qapp, qtbot, tmp_path):
    with running(qapp, tmp_path, language="ru", period=LONG) as session:
        session._appearance.step_zoom(ZOOMS.index(max(ZOOMS)) - ZOOMS.index(PLAIN_ZOOM))
        window = opened(session, empty_file(tmp_path / "hq.fieldapp"))
        document = document_of(window)
        cells = dict.fromkeys((Cell(key, column) for key in ROWS for column in COLUMNS), 7)
        document.replace(make_edits(document.sheet, cells), cells)
        window.actions_by_key["cut-in-two"].trigger()
        dialog = window.findChild(CutDialog)
        assert dialog is not None

        assert dialog.minimumSizeHint().width() <= window.screen().availableGeometry().width()
        assert cut_off(dialog) == []
        field = dialog.fields.fields[1, Cell("agdam", "area_cleared_ha")]
        field.setFocus()
        qtbot.waitUntil(lambda: not field.visibleRegion().isEmpty())
        dialog.reject()


def test_of_three_parts_two_may_be_without_operations(desk, qtbot):
    document, _, cuts, _ = desk
    document.open_period(LONG)
    cells = dict(zip([Cell("agdam", key) for key in COLUMNS], (12, 0, 7, 5 * HECTARE), strict=True))
    document.replace(make_edits(document.sheet, cells), cells)
    dialog = cut(desk, qtbot)
    boxes = [dialog.fields.idle["agdam", number] for number in range(3)]
    for box in boxes:
        box.click()
    assert [box.isChecked() for box in boxes] == [False, True, True]

    dialog.fields.fields[0, Cell("agdam", "ap_mines")].setFocus()
    type_all("12", "7", "5")
    assert dialog.said == "All is typed, and the parts add up to the whole."
    press(ENTER)

    ((_, *parts, _),) = cuts.asked
    assert [part.state("agdam") for part in parts] == [
        *(RowState.REPORTED, RowState.NO_OPERATIONS, RowState.NO_OPERATIONS)
    ]


@pytest.mark.parametrize("is_late", [False, True], ids=["before", "after"])
def test_whatever_statement_fails_all_is_cut_or_nothing_and_the_next_try_works(sent, is_late):
    document = sent[0]
    disk = disk_of(sent[1].parent())
    whole, standing = document.sheet, document.standing
    known = first_values(whole, document.programme, "hq")
    for place, cell in cells_to_type(whole, document.programme, "hq"):
        known[place][cell] = whole.values[cell]
    parts = make_parts(whole, known, document.programme, "hq")

    def is_whole():
        return (document.store.periods(), document.store.standing(WEEK)) == ((WEEK,), standing)

    def is_cut():
        return document.store.periods() == (FIRST, SECOND)

    def is_shown_or_said():
        is_shown = document.sheet == document.store.sheet(document.period)
        return is_shown or document.disk.unknown_since is not None

    def cut():
        return CutCommand(document.store.cut(document.sheet, parts, "cut"), ("cut", "back"))

    steps = 0
    for after in itertools.count(7 if is_late else 2, step=11):
        disk.fail(after, late=is_late)
        with contextlib.suppress(FieldAppError):
            document.step(cut)
        was_reached = disk.failed
        disk.heal()
        assert is_cut() == (document.undo_stack.count() == 2)
        assert is_cut() or is_whole()
        assert is_shown_or_said()
        if not is_cut():
            document.step(cut)
        disk.fail(after, late=is_late)
        is_back = document.undo()
        disk.heal()
        assert is_back == is_whole()
        assert is_whole() or is_cut()
        assert is_shown_or_said()
        if not is_back:
            assert document.undo()
        document.follow()
        assert (document.sheet, document.standing) == (whole, standing)
        steps += 1
        document.undo_stack.clear()
        document.undo_stack.push(QUndoCommand())
        if not was_reached:
            break
    assert steps > 4
    assert not any(document.store.problems())
