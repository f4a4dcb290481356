"""An answer of headquarters in an office's window: what they have, what they say otherwise, adopting it."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp.core.edits import make_edits
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.exchange.hq.answer_workbook import write_answer
from fieldapp.exchange.hq.arrivals import read_arrivals
from fieldapp.store.hq.overview import answer_to
from fieldapp.store.store import Store
from fieldapp.texts.texts import read_texts
from tests.data_files import empty_file
from tests.ui.driving import WEEK, document_of, opened, running
from tests.ui.receive.sending import ROW, send_week

NOW = datetime(2025, 3, 20, 9, 0, tzinfo=UTC)
KEY = SheetKey("karabakh", WEEK)
UXO = Cell("agdam", "uxo")


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def desk(tmp_path):
    store = Store(empty_file(tmp_path / "hq.fieldapp"), "Leyla", lambda: NOW)
    yield store
    store.close()


@pytest.fixture
def data(tmp_path, desk):
    """An office's file whose week headquarters have."""
    file = send_week(tmp_path / "office.fieldapp", tmp_path / "one.xlsx", {"agdam": ROW})
    desk.receive(desk.plan(read_arrivals([file], desk.programme)))
    return tmp_path / "office.fieldapp"


def correct(desk, value=13):
    desk.write(KEY, make_edits(desk.sheet(KEY), {UXO: value}), why="told by telephone")
    desk.send(desk.report(KEY), from_draft=True)


def answered(desk, folder):
    out = folder / "answer.xlsx"
    write_answer(answer_to(desk, "karabakh", NOW, "Leyla"), desk.programme, out, read_texts("en"), NOW)
    return out


def take(window, file):
    window.errands.receive([file])
    window.jobs.wait()
    return window.errands.answers.dialog


def test_who_only_looks_at_an_answer_is_told_what_it_is_and_which_key_takes_it(session, data, desk, tmp_path):
    window = opened(session, data)
    window.errands.looker.look_at(answered(desk, tmp_path))
    window.jobs.wait()

    assert "is an answer of headquarters" in window.status.text
    assert "Ctrl+R" in window.status.text


def test_an_answer_tells_what_headquarters_have_and_that_nothing_is_lost(session, data, desk, tmp_path):
    window = opened(session, data)

    dialog = take(window, answered(desk, tmp_path))

    assert dialog._title.text() == "Answer of headquarters, 20 Mar 2025, Leyla"
    assert dialog.lines[0] == "The answer of 20 Mar 2025 is taken: headquarters have 1 of your records."
    assert "nothing is lost" in dialog.lines[1]
    assert dialog.lines[2] == "Headquarters say nothing otherwise."
    assert not dialog.adopt.isVisible()
    assert window.header.standing_line.unheard_text == ""


def test_a_correction_is_adopted_as_a_change_that_can_be_undone(session, data, desk, tmp_path):
    correct(desk)
    window = opened(session, data)
    dialog = take(window, answered(desk, tmp_path))
    assert "headquarters have 1 of your records" in dialog.lines[0]  # the correction is theirs
    shown = [dialog.table.item(0, place).text() for place in range(6)]
    assert shown == ["10–16 Mar 2025", "Aghdam · UXO", "10", "13", "Leyla", "told by telephone"]

    QTest.keyClick(dialog, Qt.Key.Key_Return)
    document = document_of(window)

    assert document.sheet.value("agdam", "uxo") == 13
    assert document.standing.status is Status.DRAFT
    assert document.standing.reason == "told by telephone"
    assert document.store.offers() == ()
    assert not dialog.adopt.isVisible()
    assert "send the sheet again" in window.status.text
    dialog.reject()
    window.actions_by_key["undo"].trigger()
    assert document.sheet.value("agdam", "uxo") == 10


def test_a_revision_that_headquarters_do_not_have_stays_visibly_unsent(session, data, desk, tmp_path):
    answer = answered(desk, tmp_path)
    send_week(data, tmp_path / "two.xlsx", {"agdam": {"uxo": 14}})
    window = opened(session, data)
    assert window.header.standing_line.unheard_text == ""

    dialog = take(window, answer)

    assert "Headquarters do not have: 10–16 Mar 2025, revision 2." in dialog.lines
    assert any("they do not have everything" in line for line in dialog.lines)
    assert window.header.standing_line.unheard_text == "Headquarters do not have this revision"


def test_an_answer_for_another_office_is_refused_in_one_sentence(session, data, desk, tmp_path):
    window = opened(session, empty_file(tmp_path / "other.fieldapp", "east-zangezur"))

    assert take(window, answered(desk, tmp_path)) is None
    assert window.status.message.kind == "error"


def test_any_other_workbook_is_looked_at(session, data, tmp_path):
    window = opened(session, data)

    assert take(window, tmp_path / "one.xlsx") is None
    window.jobs.wait()
    assert window.errands.looker.dialog.fact("office") == "Karabakh office"


def test_of_several_files_and_folders_every_answer_is_taken_and_the_newest_is_shown(
    session, data, desk, tmp_path
):
    older = answered(desk, tmp_path)
    folder = tmp_path / "came" / "in"
    folder.mkdir(parents=True)
    older.rename(folder / "z.xlsx")
    correct(desk)
    newer = tmp_path / "a.xlsx"
    later = datetime(2025, 3, 21, 9, 0, tzinfo=UTC)
    write_answer(answer_to(desk, "karabakh", later, "Leyla"), desk.programme, newer, read_texts("en"), later)
    other = tmp_path / "one.xlsx"
    window = opened(session, data)

    window.errands.receive([newer, folder.parent, other])
    window.jobs.wait()
    dialog = window.errands.answers.dialog

    assert dialog.lines[0].startswith("The answer of 21 Mar 2025 is taken")
    assert len(document_of(window).store.offers()) == 1
    assert window.status.text == "Not looked at, because it is no answer of headquarters: one.xlsx."


def test_of_several_files_one_that_cannot_be_read_is_told_and_the_answer_is_taken(
    session, data, desk, tmp_path
):
    bad = tmp_path / "a.xlsx"
    bad.write_bytes(b"no workbook")
    window = opened(session, data)

    window.errands.receive([bad, answered(desk, tmp_path)])
    window.jobs.wait()

    assert window.errands.answers.dialog is not None
    assert "a.xlsx" in window.status.text


def test_an_empty_folder_is_said_to_hold_no_workbook(session, data, tmp_path):
    (tmp_path / "empty").mkdir()
    window = opened(session, data)

    window.errands.receive([tmp_path / "empty"])
    window.jobs.wait()

    assert window.errands.answers.dialog is None
    assert window.status.text == "There is no workbook in empty."
