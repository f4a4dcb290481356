"""A file of a newer version is shown as far as this version can vouch for it, with the sentence why no key
changes it."""

import contextlib

import pytest
from PySide6.QtCore import QTimer

from fieldapp.core.edits import make_edits
from fieldapp.core.sheet import Cell
from fieldapp.store.store import Store
from fieldapp.store.writer_lock import WriterLock
from fieldapp.ui.app.welcome import Welcome
from fieldapp.version import VERSION
from tests.store.format.newer_files import make_newer
from tests.store.test_opening import older_file
from tests.ui.driving import NOW, WEEK, cut_off, data_file, document_of, opened, press, running
from tests.ui.window.test_second_window import come_back_to

CELL = Cell("terter", "ap_mines")
BEFORE = type(WEEK)(WEEK.start.replace(day=3), WEEK.start.replace(day=9))
WHY = (
    f"This file was written by Fieldapp 9.1.0, which is newer than this version {VERSION}. You can look at "
    "what is certain here. To change, send, export or compare it, install Fieldapp 9.1.0 or later."
)


@pytest.fixture
def file(tmp_path):
    file = data_file(tmp_path)
    with contextlib.closing(Store(file, "Sevda", lambda: NOW)) as store:
        store.write(BEFORE, make_edits(store.sheet(BEFORE), {CELL: 5}))
        store.write(WEEK, make_edits(store.sheet(WEEK), {CELL: 8642}))
    return make_newer(file, BEFORE)


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


def test_its_figures_are_shown_and_it_says_why_they_cannot_be_changed(session, file, qtbot):
    window = opened(session, file)
    window.activateWindow()
    window.grid.go_to(CELL)
    qtbot.waitUntil(lambda: window.grid.body.hasFocus())

    assert window.grid.body.sheet_model.index_of(CELL).data() == "8,642"
    assert window.second.strip.text == WHY
    assert window.second.strip.links == []
    for key in ("7", "n"):
        press(key)
        assert window.grid.body.field() is None
        assert window.status.text == (
            "Nothing was changed. The file is from a newer version, as the line above says."
        )
    come_back_to(window)
    assert window.second.strip.text == WHY
    assert cut_off(window) == []


def test_nothing_is_made_of_it_and_the_file_stays_as_it_is(session, file, tmp_path):
    before = file.read_bytes()
    session.kit.desktop.chosen = tmp_path / "out.xlsx"
    window = opened(session, file)
    for key in ("advance", "export", "verify", "paste", "organisations", "cut-in-two", "restore"):
        window.status.clear()
        window.actions_by_key[key].trigger()
        window.jobs.wait()
        said = window.status.text
        assert said.startswith(("Nothing was changed.", "This file was written by Fieldapp 9.1.0")), key

    assert not (tmp_path / "out.xlsx").exists()
    session.close()
    assert file.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} <= {file.name, "settings.ini"}


def test_a_sheet_that_may_hold_more_is_not_shown_and_not_called_damaged(session, file, qtbot):
    window = opened(session, file)
    window.actions_by_key["back"].trigger()
    document = document_of(window)

    assert document.period == BEFORE
    assert document.damage.code == "sheet-unverified"
    assert window.damaged.strip.text.startswith(
        "The sheet of Headquarters for 3–9 Mar 2025 may hold something"
    )
    assert window.damaged.strip.links == []
    assert window.header.status_text == "Not shown"
    assert window.grid.ask_line.text == "Cannot be shown here"
    assert not window.errands.backups.jobs.is_busy
    model = window.grid.body.sheet_model
    assert not any(str(model.index(row, 0).data() or "").isdigit() for row in range(model.rowCount()))
    qtbot.waitUntil(lambda: cut_off(window) == [])


def test_no_backup_and_no_comparison_are_begun(qapp, tmp_path, file):
    with running(qapp, tmp_path, period=WEEK, keeps_backups=True, compares=True) as session:
        window = opened(session, file)
        begun = [*window.comparison.findChildren(QTimer), *window.errands.backups.findChildren(QTimer)]

        assert not [timer for timer in begun if timer.isActive()]


def test_the_next_step_does_not_look_as_if_it_could_be_taken(session, file):
    header = opened(session, file).header

    assert header.step_button.property("held") is True
    assert header.reason_text == "The file can only be looked at"


def test_it_is_said_in_every_language(session, file, qtbot):
    window = opened(session, file)
    window.actions_by_key["back"].trigger()
    said = set()
    for language in ("en", "az", "ru"):
        window.actions_by_key[f"language-{language}"].trigger()
        said |= {window.second.strip.text, window.damaged.strip.text, window.header.status_text}
        qtbot.waitUntil(lambda: cut_off(window) == [])

    assert len(said) == 9


def test_an_older_file_that_another_program_has_is_told_where_the_person_is(session, tmp_path):
    file = older_file(tmp_path / "older.fieldapp")
    with WriterLock(file, "Sevda", lambda: NOW) as theirs:
        theirs.take()
        session.start(file)

    assert isinstance(session.window, Welcome)
    assert "is of an older version of Fieldapp and open in another program" in session.window.notice.text
