"""Cutting a sheet in two, by keys: the whole stands, nothing is lost, nothing is written until it adds up."""

import pytest
from PySide6.QtCore import Qt

from fieldapp.core.edits import apply, make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import read_period
from fieldapp.core.records.recut import misfits
from fieldapp.core.sheet import STATE, Cell, Content, RowState, Sheet
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.recut.cutter import Cutter
from fieldapp.ui.recut.dialog import CutDialog
from tests.ui.driving import HECTARE, cut_off, document_of, empty_file, opened, press, running

WEEK = read_period("2025-W44")
FIRST, SECOND = read_period("2025-10-27..2025-10-31"), read_period("2025-11-01..2025-11-02")
ROWS = {"agdam": (12, 0, 7, 5 * HECTARE), "terter": (3, 4, 0, 0)}
COLUMNS = ("ap_mines", "at_mines", "uxo", "area_cleared_ha")
ENTER, TAB, SPACE_BAR = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space


class StandIn:
    """Keeps what it is asked to write; `refuses`: with this error, once."""

    def __init__(self):
        self.asked = []
        self.refuses = None

    def cut_in_two(self, whole, parts, why):
        error, self.refuses = self.refuses, None
        if error:
            raise error
        self.asked.append((whole.period, *(edits for _, edits in parts), why))


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
        cuts, told = StandIn(), []
        cutter = Cutter(document, cuts, session.kit, window)
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


def part(period, edits, whole):
    return apply(Sheet(period, whole.districts, whole.indicators), edits)


def test_only_what_the_paper_tells_is_asked_and_the_rest_is_the_second_part(desk, qtbot):
    document, _, cuts, _ = desk
    whole = document.sheet
    dialog = cut(desk, qtbot)
    assert [cell.indicator for cell in dialog.fields.fields] == [
        *("ap_mines", "at_mines"),
        *("ap_mines", "uxo", "area_cleared_ha"),
    ]
    assert dialog.said == "5 figures are still to be typed."

    type_all("1", "4", "10", "0", "2.5")
    assert dialog.said == "All is typed, and the two parts add up to the whole."
    press(ENTER)

    ((key, first_edits, second_edits, why),) = cuts.asked
    first, second = part(FIRST, first_edits, whole), part(SECOND, second_edits, whole)
    assert (key, why) == (WEEK, "Cut in two at the end of the month")
    assert misfits(whole, [first, second]) == ()
    assert [first.value("terter", key) for key in COLUMNS] == [1, 4, 0, 0]
    assert [second.value("agdam", key) for key in COLUMNS] == [2, 0, 7, 25_000]
    assert [sheet.state("susa") for sheet in (first, second)] == [RowState.NO_OPERATIONS] * 2
    assert document.period == FIRST
    assert said(desk)[-1] == "27 Oct–2 Nov 2025 is cut in two: 27–31 Oct 2025 and 1–2 Nov 2025."


def test_more_than_the_whole_is_said_and_cannot_be_cut(desk, qtbot):
    dialog = cut(desk, qtbot)
    type_all("1", "4", "13", "0", "2.5")

    assert not dialog.can_cut
    assert dialog.said.startswith("Aghdam, AP")
    assert dialog.fields.fields[Cell("agdam", "ap_mines")].accessibleDescription() == "Of 12 · 1 too many"
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

    assert dialog.fields.fields[Cell("terter", "ap_mines")].hasFocus()
    assert dialog.said == "1 figure is still to be typed."


def test_a_district_without_operations_in_the_first_part_needs_no_figures(desk, qtbot):
    whole = desk[0].sheet
    dialog = cut(desk, qtbot)
    dialog.fields.idle["agdam", 0].setFocus()
    press(SPACE_BAR)
    dialog.fields.fields[Cell("terter", "ap_mines")].setFocus()
    type_all("1", "4")
    press(ENTER)

    ((_, first_edits, second_edits, _),) = desk[2].asked
    assert part(FIRST, first_edits, whole).state("agdam") is RowState.NO_OPERATIONS
    assert part(SECOND, second_edits, whole).value("agdam", "ap_mines") == 12


def test_what_was_typed_comes_back_when_a_mark_is_taken_off(desk, qtbot):
    dialog = cut(desk, qtbot)
    type_all("1", "4", "10", "0", "2.5")
    field, mark = dialog.fields.fields[Cell("agdam", "ap_mines")], dialog.fields.idle["agdam", 0]

    mark.click()
    assert (field.text(), field.isEnabled(), field.accessibleDescription()) == ("–", False, "Of 12 · 12 left")
    mark.click()

    assert (field.text(), field.isEnabled(), field.accessibleDescription()) == ("10", True, "Of 12 · 2 left")
    assert dialog.can_cut


def test_tab_goes_through_a_row_its_marks_and_on_to_the_next_row(desk, qtbot):
    fields = cut(desk, qtbot).fields
    turn = [
        *(fields.fields[Cell("terter", column)] for column in ("ap_mines", "at_mines")),
        *(fields.idle["terter", place] for place in (0, 1)),
        fields.fields[Cell("agdam", "ap_mines")],
    ]
    for widget in turn:
        assert widget.hasFocus()
        press(TAB)


def test_no_operations_in_the_second_part_is_taken_where_nothing_is_left(desk, qtbot):
    whole = desk[0].sheet
    dialog = cut(desk, qtbot)
    dialog.fields.idle["agdam", 0].setChecked(True)
    dialog.fields.idle["agdam", 1].setFocus()
    press(SPACE_BAR)
    assert not dialog.fields.idle["agdam", 0].isChecked()
    dialog.fields.fields[Cell("terter", "ap_mines")].setFocus()
    type_all("1", "4", "12", "7", "4")
    assert "something is left" in dialog.said

    assert dialog.fields.fields[Cell("agdam", "area_cleared_ha")].hasFocus()
    type_all("5")
    press(ENTER)

    ((_, _, second_edits, _),) = desk[2].asked
    assert part(SECOND, second_edits, whole).state("agdam") is RowState.NO_OPERATIONS


def test_what_the_disk_refuses_is_said_and_all_that_was_typed_stays(desk, qtbot):
    dialog = cut(desk, qtbot)
    type_all("1", "4", "10", "0", "2.5")
    desk[2].refuses = FieldAppError("disk-full", path="hq.fieldapp")
    press(ENTER)

    assert dialog.isVisible()
    assert desk[2].asked == []
    assert dialog.fields.fields[Cell("agdam", "ap_mines")].text() == "10"
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
    document, cutter, _, _ = desk
    document.annotate(Cell("agdam", "uxo"), "by radio")
    before = {column: document.sheet.total(column) for column in COLUMNS}
    cutter._cuts = document.store
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
