"""What happens to files, and to headquarters' file, between looking at a plan and accepting it."""

import contextlib
from typing import Any

import openpyxl
import pytest

from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.exchange.hq.arrivals import read_arrivals
from fieldapp.store.store import Store
from tests.data_files import empty_file
from tests.ui.driving import WEEK, document_of, opened, running
from tests.ui.receive.sending import ROW, send_week
from tests.ui.receive.test_receiving import came, receive, stored, take
from tests.ui.window.test_second_window import Elsewhere, come_back_to

__all__ = ["came"]

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
def file(came, tmp_path):
    return send_week(tmp_path / "k.fieldapp", came / "k.xlsx", {"agdam": ROW})


def uxo(window):
    return stored(window).sheet(KEY).value("agdam", "uxo")


def typed_into(file, number, before=10):
    book: Any = openpyxl.load_workbook(file)
    cells = (cell for row in book["Data"].iter_rows() for cell in row if cell.value == before)
    next(cells).value = number
    book.save(file)


def test_a_file_that_is_gone_by_then_is_received_as_it_was_shown(window, file):
    receive(window, file)
    file.unlink()
    take(window)

    assert (uxo(window), window.status.text) == (10, "Received. 1 file counts.")


def test_a_file_that_was_changed_by_then_is_received_as_it_was_shown_and_named(window, file):
    receive(window, file)
    typed_into(file, 40)
    take(window)

    assert uxo(window) == 10
    assert window.status.text == (
        "Received. 1 file counts. Changed since it was read, so receive it again: k.xlsx."
    )
    assert receive(window, file).lines()[0][0] == "edited outside"


def test_a_file_that_was_changed_and_is_given_again_is_shown_as_it_is_now(window, file):
    dialog = receive(window, file)
    assert dialog.lines()[0][0] == "new"
    typed_into(file, 40)

    window.errands.receiver.read([file])
    window.jobs.wait()

    assert [line[0] for line in dialog.lines()] == ["edited outside"]


def test_what_was_chosen_of_a_file_is_forgotten_once_it_is_another(window, file):
    typed_into(file, 40)
    dialog = receive(window, file)
    dialog.take_all.click()
    window.jobs.wait()
    typed_into(file, 50, before=40)

    window.errands.receiver.read([file])
    window.jobs.wait()

    assert dialog.lines()[0][:2] == ("edited outside", "does not count")
    assert dialog.said.message is None or dialog.said.message.kind != "error"
    dialog.take_all.click()
    window.jobs.wait()
    assert dialog.lines()[0][1] == "taken"


def test_what_another_program_received_meanwhile_is_in_the_plan_that_is_shown_then(
    window, file, came, tmp_path
):
    other = send_week(tmp_path / "z.fieldapp", came / "z.xlsx", {"lacin": ROW}, office="east-zangezur")
    dialog = receive(window, file)
    lock = stored(window).lock
    with_store = Store(window.file, "Rauf", document_of(window).now, lock=lock, is_open=True)
    with_store.receive(with_store.plan(read_arrivals([other, file], with_store.programme)))
    with_store.close()

    take(window)

    assert dialog.isVisible()
    assert dialog.lines()[0][0] == "known already"
    assert "meanwhile" in dialog.said.text
    take(window)
    assert window.status.text == "All of it was here already; nothing changed."
    assert len(stored(window).holdings().records) == 2


@pytest.mark.parametrize("is_shown_changed", [False, True])
def test_in_a_second_window_the_plan_is_seen_and_accepted_once_the_first_lets_go(
    session, file, tmp_path, qtbot, is_shown_changed
):
    desk = empty_file(tmp_path / "second.fieldapp")
    with contextlib.closing(Elsewhere(desk)) as first:
        window = opened(session, desk)
        qtbot.waitExposed(window)
        dialog = receive(window, file)
        assert dialog.lines()[0][:2] == ("new", "counts")
        take(window)

        assert dialog.isVisible()
        assert "Sevda has had this file open" in dialog.said.text
        assert stored(window).holdings().records == {}
        first.store.receive(first.store.plan(read_arrivals([file], first.store.programme)))
        if is_shown_changed:
            first.put(Cell("lacin", "uxo"), 4)
        else:
            come_back_to(window)

    take(window)
    assert dialog.isVisible()
    assert "meanwhile" in dialog.said.text
    assert dialog.lines()[0][0] == "known already"
    take(window)
    assert uxo(window) == 10
    assert window.status.text == "All of it was here already; nothing changed."
