"""A workbook is on its way once, and what the window says of it is true at every moment."""

import signal
import subprocess
import sys

import openpyxl
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import read_period
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell
from fieldapp.exchange.placing import UnplacedFile
from fieldapp.exchange.workbook import read_workbook
from fieldapp.store.store import Store
from fieldapp.texts.texts import LANGUAGES, read_texts
from tests.test_passage import KILLED
from tests.ui.driving import NOW, WEEK, data_file, opened, running

TERTER = Cell("terter", "ap_mines")
TITLE = "10–16 Mar 2025"


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot):
    window = opened(session, data_file(tmp_path))
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def document(window):
    window._document.ask_reason = lambda *_: "misread paper"
    return window._document


@pytest.fixture
def advance(window, session, tmp_path):
    """Press the key of the next step; a file dialog is answered with this name."""

    def advance(name="report.xlsx"):
        session.kit.desktop.chosen = tmp_path / "out" / name
        window.actions_by_key["advance"].trigger()

    (tmp_path / "out").mkdir()
    return advance


@pytest.fixture
def ended(window, qtbot):
    return lambda: qtbot.waitUntil(lambda: not window.exporter.is_on_its_way)


def disk_full(file):
    raise FieldAppError("disk-full", path=file.target)


def left(tmp_path):
    return sorted(path.name for path in (tmp_path / "out").iterdir())


def test_while_it_is_on_its_way_nothing_else_begins(window, advance, ended, session):
    advance()
    advance()

    header, actions = window.header, window.actions_by_key
    assert header.status_text == "Ready · revision 1"
    assert (header.reason_text, header.step_button.property("held")) == ("Export under way…", True)
    assert not actions["advance"].isEnabled()
    assert not actions["export"].isEnabled()
    header.step_button.click()
    window.commands.advance()
    window.commands.export()
    assert len(session.kit.desktop.suggested) == 1

    ended()
    assert (header.status_text, header.reason_text) == ("Sent · revision 1", "")
    assert actions["advance"].isEnabled()
    assert actions["export"].isEnabled()


def test_pressed_twice_with_the_first_failing_nothing_says_sent(
    window, document, advance, ended, tmp_path, monkeypatch, qtbot
):
    """The workbook cannot be moved: whatever was pressed meanwhile, no file, no mark and no line say sent."""
    monkeypatch.setattr(UnplacedFile, "move", disk_full)
    advance()
    advance()
    window.commands.advance()
    ended()

    assert (left(tmp_path), document.standing.status) == ([], Status.READY)
    assert window.status.message.kind == "error"
    assert window.status.text.startswith("There is no room left")
    assert window.header.status_text == "Ready · revision 1"


def test_the_history_tells_of_a_mark_that_was_taken_back(window, advance, ended, monkeypatch, qtbot):
    monkeypatch.setattr(UnplacedFile, "move", disk_full)
    advance()
    advance()
    ended()
    window.grid.go_to(Cell("agdam", "uxo"))

    said = ["Mark “sent” undone: no workbook was written", "Sheet marked sent"]
    history = window.side.cell.history
    qtbot.waitUntil(lambda: [entry.what for entry in history.entries][:2] == said)


def test_a_sending_that_failed_and_then_a_change_is_still_the_first_revision(
    window, document, advance, ended, monkeypatch
):
    """No workbook has left the house, so there is nothing to give a reason for."""
    asked: list = []
    document.ask_reason = asked.append
    advance()
    with monkeypatch.context() as patch:
        patch.setattr(UnplacedFile, "move", disk_full)
        advance()
        ended()

    document.enter(TERTER, "7")

    assert asked == []
    assert (document.standing.status, document.standing.revision) == (Status.DRAFT, 1)
    document.undo()
    assert (document.standing.status, document.standing.revision) == (Status.DRAFT, 1)


def test_a_sending_that_failed_after_one_that_did_not_asks_for_the_reason_as_any_other(
    window, document, advance, ended, monkeypatch
):
    advance()
    advance()
    ended()
    document.enter(TERTER, "7")
    advance()
    with monkeypatch.context() as patch:
        patch.setattr(UnplacedFile, "move", disk_full)
        advance("second.xlsx")
        ended()

    document.enter(TERTER, "8")

    assert (document.standing.revision, document.standing.reason) == (2, "misread paper")


def test_a_bug_while_it_is_written_does_not_hold_the_action(window, advance, ended, monkeypatch, qtbot):
    def broken(parcel):
        raise ZeroDivisionError

    monkeypatch.setattr("fieldapp.ui.send.exporting.write_aside", broken)
    advance()
    with qtbot.captureExceptions() as caught:
        advance()
        ended()

    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert window.actions_by_key["advance"].isEnabled()
    assert window.header.reason_text == ""


def test_another_week_may_be_looked_at_meanwhile(window, document, advance, ended, tmp_path):
    advance()
    advance()
    document.open_period(read_period("2025-W10"))
    ended()

    assert left(tmp_path) == ["report.xlsx"]
    assert document.store.standing(WEEK).status is Status.SENT
    assert window.header.status_text == "Draft · revision 1"


def test_the_name_is_that_of_the_revision_that_the_marking_gives(window, document, advance, ended, session):
    advance()
    advance()
    ended()
    document.enter(TERTER, "7")
    advance()
    advance("second.xlsx")
    ended()

    names = [path.name for path in session.kit.desktop.suggested]
    assert [name[-8:] for name in names] == ["-r1.xlsx", "-r2.xlsx"]


def test_what_was_sent_is_exported_again_as_it_was(window, document, advance, ended, tmp_path):
    advance()
    advance()
    ended()
    before = document.standing
    advance("again.xlsx")
    ended()
    window.actions_by_key["export"].trigger()
    ended()

    assert document.standing == before
    assert window.status.text.startswith("again.xlsx is written. Check code")
    books = [openpyxl.load_workbook(path)["Data"] for path in (tmp_path / "out").iterdir()]
    one, two = ([[cell.value for cell in row] for row in book] for book in books)
    assert one == two


def test_undo_of_the_only_correction_is_seen_as_sent(window, document, advance, ended):
    advance()
    advance()
    ended()
    document.enter(TERTER, "7")
    assert window.header.status_text == "Draft · revision 2"

    window.actions_by_key["undo"].trigger()

    assert window.header.status_text == "Sent · revision 1"
    assert window.header.step_button.text() == "Export again…"
    assert window.status.text == "The sheet is again as it was sent: revision 1."
    document.redo()
    assert window.header.status_text == "Draft · revision 2"
    assert document.standing.reason == "misread paper"


def test_nothing_but_an_unreadable_text_is_one_thing_to_mend(window, document, session, tmp_path):
    document.open_period(read_period("2025-W20"))
    document.enter(Cell("terter", "uxo"), "1O")
    session.kit.desktop.chosen = tmp_path / "report.xlsx"

    assert window.header.reason_text == "1 error to fix first"
    window.actions_by_key["export"].trigger()

    assert window.status.text.startswith("Nothing that is typed for 12–18 May 2025 can be read")
    assert session.kit.desktop.suggested == []


def test_errors_that_came_after_ready_are_said_beside_the_button(window, document, advance):
    advance()
    inside = read_period("2025-03-12..2025-03-13")
    document.open_period(inside)
    document.enter(TERTER, "1")
    document.open_period(WEEK)

    assert window.header.status_text == "Ready · revision 1"
    assert "to fix first" in window.header.reason_text


@pytest.fixture
def killed(tmp_path):
    """A data file whose app was killed between the mark and the workbook."""
    file = data_file(tmp_path)
    store = Store(file, "coordinator", lambda: NOW)
    store.set_status(WEEK, Status.READY)
    store.close()
    (tmp_path / "out").mkdir()
    words = [sys.executable, "-c", KILLED, file, tmp_path / "out" / "week.xlsx", "before"]
    assert subprocess.run(words, timeout=60).returncode == -signal.SIGKILL
    return file


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_the_next_start_says_that_the_workbook_is_missing_and_writes_it(session, killed, tmp_path, qtbot):
    window = opened(session, killed)

    assert window.header.status_text == "Sent · revision 1"
    assert window.status.message.kind == "warning"
    assert window.status.text.startswith(f"The sheet of {TITLE} is marked sent (revision 1), but its")
    assert "week.xlsx" in window.status.text
    (link,) = window.status.links
    assert link.text() == "Write it now"
    link.click()
    qtbot.waitUntil(lambda: window.status.message.kind == "done")

    assert left(tmp_path) == ["week.xlsx"]
    report = window._document.report()
    back = read_workbook(tmp_path / "out" / "week.xlsx", report.programme)
    assert back.check_code == report.seal.check_code
    assert openpyxl.load_workbook(tmp_path / "out" / "week.xlsx").sheetnames[0] == read_texts("az")(
        "workbook.sheet-report"
    )
    session.show(None)
    assert opened(session, killed).status.text == ""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_where_another_file_is_by_now_it_asks(session, killed, tmp_path, qtbot):
    (tmp_path / "out" / "week.xlsx").write_bytes(b"somebody's")
    window = opened(session, killed)
    session.kit.desktop.chosen = tmp_path / "out" / "other.xlsx"

    window.status.links[0].click()
    qtbot.waitUntil(lambda: window.status.message.kind == "done")

    assert left(tmp_path) == ["other.xlsx", "week.xlsx"]
    assert (tmp_path / "out" / "week.xlsx").read_bytes() == b"somebody's"


def test_a_mark_that_cannot_be_taken_back_is_said(window, document, advance, ended, monkeypatch):
    def fail(self, *_):
        raise FieldAppError("file-busy", path="week.fieldapp")

    monkeypatch.setattr(UnplacedFile, "move", fail)
    monkeypatch.setattr(Store, "take_back", fail)
    advance()
    advance()
    ended()

    assert window.header.status_text == "Sent · revision 1"
    assert window.status.text.startswith("report.xlsx could not be put in its place, and the mark “sent”")


def test_the_language_of_the_workbook_is_chosen_where_its_place_is(window, session, advance, ended, tmp_path):
    session.kit.desktop.language = "ru"
    advance()
    advance()
    ended()

    assert session.kit.desktop.offered[0] == "en"
    assert openpyxl.load_workbook(tmp_path / "out" / "report.xlsx").properties.language == "ru"
    session.kit.desktop.language, session.kit.desktop.chosen = "", None
    window.actions_by_key["export"].trigger()
    assert session.kit.desktop.offered[0] == "ru"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_desktops_own_dialog_offers_the_languages_as_kinds_of_file(qtbot, kit, tmp_path, language):
    kit.speak(read_texts(language))
    dialogs = []

    def answer():
        (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog)]
        dialogs.extend(dialog.nameFilters())
        dialog.selectNameFilter(dialog.nameFilters()[2])
        dialog.accept()

    parent = QWidget()
    qtbot.addWidget(parent)
    QTimer.singleShot(0, answer)
    chosen = kit.desktop.ask_for_workbook(parent, kit.texts, tmp_path / "week.xlsx", LANGUAGES)

    assert chosen == (tmp_path / "week.xlsx", LANGUAGES[2])
    assert len(dialogs) == len({*dialogs}) == len(LANGUAGES)
