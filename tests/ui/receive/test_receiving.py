"""Files at headquarters in the window: read, seen with their verdicts, chosen, taken, and undone."""

from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest

from fieldapp.core.backups import BackupReason
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.store.backup import backup_folder, list_backups
from tests.data_files import empty_file
from tests.ui.driving import WEEK, document_of, opened, running
from tests.ui.receive.sending import ROW, send_week

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
KEY = SheetKey("karabakh", WEEK)
UXO = Cell("agdam", "uxo")


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot):
    window = opened(session, empty_file(tmp_path / "hq.fieldapp"))
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def came(tmp_path):
    folder = tmp_path / "in" / "March"
    folder.mkdir(parents=True)
    return folder


def receive(window, *paths):
    window.errands.receive(paths)
    window.jobs.wait()
    return window.errands.receiver.dialog


def take(window):
    window.errands.receiver.dialog.receive.click()
    window.jobs.wait()


def stored(window):
    return document_of(window).store


def drop(session, window, *paths):
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, no = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    session._application.sendEvent(window, QDragEnterEvent(QPoint(5, 5), copy, carried, left, no))
    session._application.sendEvent(window, QDropEvent(QPointF(5, 5), copy, carried, left, no))
    window.jobs.wait()
    return window.errands.receiver.dialog


def test_a_folder_that_is_dropped_is_read_with_its_sub_folders_and_nothing_is_taken_yet(
    session, window, came, tmp_path
):
    send_week(tmp_path / "k.fieldapp", came / "karabakh.xlsx", {"agdam": ROW})
    (came / "notes.xlsx").write_bytes(b"no workbook")

    dialog = drop(session, window, came.parent)

    assert [line[0] for line in dialog.lines()] == ["unreadable", "new"]
    assert dialog.lines()[1][1:] == ("counts", "Karabakh office", "10–16 Mar 2025", "1", "karabakh.xlsx")
    assert dialog.summary == "2 files: 1 new, 1 unreadable 1 file counts. 1 does not."
    assert "notes.xlsx" in dialog.why
    assert stored(window).holdings().records == {}


def test_before_anything_is_read_it_is_said_what_to_do(window):
    dialog = receive(window)

    assert dialog.empty.isVisible()
    assert not dialog.table.isVisible()
    assert dialog.summary.startswith("Nothing was read yet. Choose the workbooks that came from the offices")


def test_of_a_folder_without_a_workbook_it_is_said_that_there_is_none(window, came, tmp_path):
    dialog = receive(window, came)

    assert dialog.empty.isVisible()
    assert dialog.said.text == "There is no workbook in what was chosen."
    receive(window, send_week(tmp_path / "k.fieldapp", tmp_path / "k.xlsx", {"agdam": ROW}))
    assert dialog.said.text == ""
    assert dialog.table.isVisible()
    assert not dialog.empty.isVisible()


def test_receiving_makes_a_backup_and_tells_what_counts(window, came, tmp_path):
    file = send_week(tmp_path / "k.fieldapp", came / "k.xlsx", {"agdam": ROW})

    receive(window, file)
    take(window)

    assert stored(window).sheet(KEY).value("agdam", "uxo") == 10
    assert window.status.text == "Received. 1 file counts."
    made = list_backups(window.file, backup_folder(window.file))
    assert [backup.reason for backup in made] == [BackupReason.RECEIVING]
    assert window.errands.receiver.dialog is None


def test_one_undo_sets_all_of_it_aside_and_redo_takes_it_again(window, came, tmp_path):
    file = send_week(tmp_path / "k.fieldapp", came / "k.xlsx", {"agdam": ROW})
    receive(window, file)
    take(window)

    QTest.keyClick(window, Key.Key_Z, CTRL)
    window.jobs.wait()
    assert stored(window).sheet(KEY).value("agdam", "uxo") is None
    assert window.status.text.startswith("Receiving is undone")
    assert len(stored(window).holdings().records) == 1

    QTest.keyClick(window, Key.Key_Y, CTRL)
    window.jobs.wait()
    assert stored(window).sheet(KEY).value("agdam", "uxo") == 10


def test_what_was_set_aside_is_taken_when_its_file_comes_again(window, came, tmp_path):
    file = send_week(tmp_path / "k.fieldapp", came / "k.xlsx", {"agdam": ROW})
    dialog = receive(window, file)
    dialog.aside.click()
    window.jobs.wait()
    take(window)

    dialog = receive(window, file)
    assert dialog.lines()[0][:2] == ("known already", "is kept")
    dialog.take.click()
    window.jobs.wait()
    assert dialog.lines()[0][:2] == ("known already", "taken")
    take(window)

    assert stored(window).sheet(KEY).value("agdam", "uxo") == 10


def edited_file(came, tmp_path, number=40):
    file = send_week(tmp_path / "k.fieldapp", came / "k.xlsx", {"agdam": ROW})
    book = openpyxl.load_workbook(file)
    data: Any = book["Data"]
    heads = {cell.value: cell.column for cell in data[1]}
    for row in range(2, data.max_row + 1):
        if data.cell(row, heads["value"]).value == 10:
            data.cell(row, heads["value"]).value = number
    book.save(file)
    return file


def test_an_edited_file_shows_old_and_new_and_counts_once_its_cells_are_taken(window, came, tmp_path):
    dialog = receive(window, edited_file(came, tmp_path))
    assert dialog.lines()[0][:2] == ("edited outside", "does not count")
    row = [dialog.points.item(0, place).text() for place in range(4)]
    assert row == ["Aghdam · UXO", "empty", "10", "40"]

    dialog.reason.setText("told by telephone")
    dialog.points.setFocus()
    QTest.keyClick(dialog.points, Key.Key_Space)
    window.jobs.wait()
    assert dialog.lines()[0][1] == "taken"
    take(window)

    assert stored(window).sheet(KEY).value("agdam", "uxo") == 40
    assert "told by telephone" in {record.reason for record in stored(window).holdings().records.values()}


def test_figures_that_came_without_a_record_say_that_headquarters_entered_them(window, came, tmp_path):
    file = send_week(tmp_path / "k.fieldapp", came / "k.xlsx", {"agdam": ROW})
    without_record(file)
    dialog = receive(window, file)
    assert dialog.lines()[0][:2] == ("without a record", "does not count")

    dialog.take.click()
    window.jobs.wait()
    take(window)

    (made,) = stored(window).holdings().records.values()
    assert (made.reason, stored(window).sheet(KEY).value("agdam", "uxo")) == (
        "entered by headquarters for the office",
        10,
    )


def without_record(file):
    """As another program writes it that knows the tallies alone."""
    book: Any = openpyxl.load_workbook(file)
    del book["Seal"]
    del book.defined_names["record_id"]
    for name in [one.name for one in book.custom_doc_props.props]:
        del book.custom_doc_props[name]
    book.save(file)


def test_a_file_is_taken_whole_or_a_cell_of_it_left_out(window, came, tmp_path):
    dialog = receive(window, edited_file(came, tmp_path))

    dialog.take.click()
    window.jobs.wait()
    assert dialog.points.item(0, 5).text() == "taken"
    QTest.keyClick(dialog.points, Key.Key_Space)
    window.jobs.wait()
    assert dialog.points.item(0, 5).text() == "Space takes it"
    assert dialog.lines()[0][1] == "does not count"

    dialog.take_all.click()
    window.jobs.wait()
    assert dialog.lines()[0][1] == "taken"


def test_a_file_is_set_aside_before_it_is_received(window, came, tmp_path):
    dialog = receive(window, send_week(tmp_path / "k.fieldapp", came / "k.xlsx", {"agdam": ROW}))

    dialog.aside.click()
    window.jobs.wait()
    assert dialog.lines()[0][1] == "set aside"
    take(window)

    assert stored(window).sheet(KEY).value("agdam", "uxo") is None


def disputed(came, tmp_path):
    one = send_week(tmp_path / "k.fieldapp", came / "k.xlsx", {"agdam": ROW})
    other = send_week(tmp_path / "k2.fieldapp", came / "k2.xlsx", {"agdam": {**ROW, "uxo": 12}})
    return one, other


def test_of_a_dispute_one_claim_is_chosen_and_what_was_chosen_can_be_undone(window, came, tmp_path):
    dialog = receive(window, *disputed(came, tmp_path))
    assert "1 cell is in dispute and counts nowhere." in dialog.summary
    claims = {dialog.points.item(row, 3).text(): row for row in range(dialog.points.rowCount())}
    assert "Günel, revision 1" in dialog.points.item(claims["12"], 4).text()

    dialog.points.setCurrentCell(claims["12"], 0)
    QTest.keyClick(dialog.points, Key.Key_Space)
    window.jobs.wait()
    assert dialog.summary.endswith("2 files count.")
    dialog.points.setCurrentCell(claims["10"], 0)
    QTest.keyClick(dialog.points, Key.Key_Space)
    window.jobs.wait()
    assert len(dialog._choices.takes) == 1
    take(window)

    assert stored(window).sheet(KEY).value("agdam", "uxo") == 10
    QTest.keyClick(window, Key.Key_Z, CTRL)
    window.jobs.wait()
    assert stored(window).counted() == {}


def test_a_dispute_that_was_left_open_is_there_without_any_file(window, came, tmp_path):
    receive(window, *disputed(came, tmp_path))
    take(window)
    assert stored(window).sheet(KEY).value("agdam", "uxo") is None

    dialog = receive(window)
    assert dialog.lines() == [
        ("in dispute here", "1 cell", "Karabakh office", "10–16 Mar 2025", "", "no file came")
    ]
    dialog.points.setFocus()
    QTest.keyClick(dialog.points, Key.Key_Space)
    window.jobs.wait()
    take(window)

    assert stored(window).sheet(KEY).value("agdam", "uxo") in (10, 12)


def test_an_edited_copy_of_a_record_that_came_too_is_not_what_a_claim_means(window, came, tmp_path):
    one, other = disputed(came, tmp_path)
    book = openpyxl.load_workbook(one)
    data: Any = book["Data"]
    heads = {cell.value: cell.column for cell in data[1]}
    for row in range(2, data.max_row + 1):
        if data.cell(row, heads["value"]).value == 10:
            data.cell(row, heads["value"]).value = 99
    book.save(came / "edited.xlsx")
    dialog = receive(window, one, other, came / "edited.xlsx")
    place = next(row for row, line in enumerate(dialog.lines()) if line[0] == "in dispute")

    dialog.table.selectRow(place)
    row = next(n for n in range(dialog.points.rowCount()) if dialog.points.item(n, 3).text() == "10")
    dialog.points.setCurrentCell(row, 0)
    QTest.keyClick(dialog.points, Key.Key_Space)
    window.jobs.wait()
    take(window)

    assert stored(window).sheet(KEY).value("agdam", "uxo") == 10


def test_what_is_stopped_half_way_leaves_everything_as_it_was(window, came, tmp_path):
    files = [
        send_week(tmp_path / "k.fieldapp", came / f"{n}.xlsx", {"agdam": {**ROW, "uxo": n}}) for n in range(3)
    ]
    dialog = receive(window)
    before = window.file.read_bytes()

    window.errands.receiver.read(files)
    dialog.work.stop()
    window.jobs.wait()

    assert dialog.lines() == []
    assert not dialog.receive.isEnabled()
    assert dialog.isVisible()
    assert window.file.read_bytes() == before


def test_the_same_files_again_change_nothing_and_say_so(window, came, tmp_path):
    file = send_week(tmp_path / "k.fieldapp", came / "k.xlsx", {"agdam": ROW})
    receive(window, file)
    take(window)

    assert receive(window, file).lines()[0][0] == "known already"
    take(window)

    assert window.status.text == "All of it was here already; nothing changed."
    assert len(list_backups(window.file, backup_folder(window.file))) == 1


def test_what_cannot_be_taken_is_said_in_the_dialog_and_nothing_is_lost(window, came, tmp_path, monkeypatch):
    from fieldapp.core.errors import FieldAppError
    from fieldapp.ui.receive import receiver

    def full(*args, **options):
        raise FieldAppError("disk-full", path=window.file)

    dialog = receive(window, send_week(tmp_path / "k.fieldapp", came / "k.xlsx", {"agdam": ROW}))
    monkeypatch.setattr(receiver, "back_up", full)
    take(window)

    assert dialog.isVisible()
    assert dialog.said.message.kind == "error"
    assert stored(window).holdings().records == {}


def test_by_keys_alone_three_files_are_received_and_one_dispute_is_settled(
    session, window, came, tmp_path, qapp, qtbot
):
    disputed(came, tmp_path)
    send_week(
        tmp_path / "z.fieldapp", came / "z.xlsx", {"zengilan": ROW, "qubadli": ROW}, office="east-zangezur"
    )
    session.kit.desktop.chosen = came.parent
    window.activateWindow()
    keys = 0

    def press(key, modifier=Qt.KeyboardModifier.NoModifier):
        nonlocal keys
        keys += 1
        QTest.keyClick(qapp.focusWidget(), key, modifier)
        window.jobs.wait()
        qapp.processEvents()

    press(Key.Key_R, CTRL)
    press(Key.Key_Tab)  # from Files… to Folder…
    press(Key.Key_Space)
    dialog = window.errands.receiver.dialog
    assert qapp.focusWidget() is dialog.table
    assert dialog.lines()[0][0] == "in dispute"
    while qapp.focusWidget() is not dialog.points:
        press(Key.Key_Tab)
    press(Key.Key_Space)
    press(Key.Key_Return)

    assert stored(window).sheet(KEY).value("agdam", "uxo") in (10, 12)
    assert stored(window).counted()[KEY].disputed == {}
    assert window.status.text == "Received. 3 files count."
    assert keys <= 12
