"""The form for who has only Excel, from the window: for the right office, days and language."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from fieldapp.core.hq.arrival import ArrivalKind
from fieldapp.exchange.hq.arrivals import read_arrival
from fieldapp.ui.paper.office_dialog import OfficeDialog
from tests.ui.driving import WEEK, data_file, opened, press, running


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


def written(session, window):
    arrival = read_arrival(session.kit.desktop.chosen, window._document.programme)
    assert (arrival.kind, arrival.error) == (ArrivalKind.UNSEALED, None)
    return arrival.reading.office, arrival.reading.period, arrival.record.form.language


def test_an_office_gets_its_own_form_for_the_days_that_are_shown(session, tmp_path):
    window = opened(session, data_file(tmp_path, office="karabakh", rows=0))
    session.kit.desktop.chosen, session.kit.desktop.language = tmp_path / "form.xlsx", "ru"

    window.actions_by_key["save-template"].trigger()

    assert written(session, window) == ("karabakh", WEEK, "ru")
    assert session.kit.desktop.suggested[-1].name == "azerbaijan-karabakh-2025-03-10_2025-03-16-form.xlsx"
    assert window.status.text == "form.xlsx is written: the form of Karabakh office for 10–16 Mar 2025."


def test_headquarters_are_asked_for_which_office_and_a_key_answers(session, tmp_path, qtbot):
    window = opened(session, data_file(tmp_path, rows=0))
    session.kit.desktop.chosen = tmp_path / "form.xlsx"

    window.actions_by_key["save-template"].trigger()
    dialog = window.findChild(OfficeDialog)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.field)
    assert [dialog.field.itemData(place) for place in range(dialog.field.count())] == [
        "karabakh",
        "east-zangezur",
    ]
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)

    assert written(session, window)[0] == "east-zangezur"


def test_a_disk_that_does_not_take_it_is_told_and_nothing_is_there(session, tmp_path):
    window = opened(session, data_file(tmp_path, office="karabakh", rows=0))
    session.kit.desktop.chosen = tmp_path / "nowhere" / "form.xlsx"

    window.actions_by_key["save-template"].trigger()

    assert window.status.message.kind == "error"
    assert not session.kit.desktop.chosen.exists()


def test_nothing_is_said_where_no_file_was_chosen(session, tmp_path):
    window = opened(session, data_file(tmp_path, office="karabakh", rows=0))

    window.actions_by_key["save-template"].trigger()

    assert window.status.text == ""
