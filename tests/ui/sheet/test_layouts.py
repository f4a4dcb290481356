"""Keys of any layout, and texts that no key makes: the grid knows its own N, and opens a field for the
rest."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from fieldapp.core.sheet import Cell, RowState
from fieldapp.ui.kit.keys import is_letter_key

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
X_KEY_N, WINDOWS_KEY_N = 57, 0x4E


def key_event(text, scan=0, native=0, modifier=NONE, repeats=False, key=0):
    return QKeyEvent(QEvent.Type.KeyPress, key, modifier, scan, native, 0, text, repeats)


@pytest.fixture
def send(qapp):
    """Send an event to whatever has the keys; the field that is open then."""

    def send(event):
        qapp.sendEvent(qapp.focusWidget(), event)
        field = qapp.focusWidget()
        return field.text() if isinstance(field, QLineEdit) else None

    return send


@pytest.mark.parametrize(
    ("text", "platform", "scan", "native", "is_n"),
    [
        ("n", "xcb", X_KEY_N, 0x6E, True),
        ("N", "xcb", X_KEY_N, 0x4E, True),
        ("т", "xcb", X_KEY_N, 0x6D4, True),
        ("Т", "xcb", X_KEY_N, 0x6F4, True),
        ("т", "wayland", X_KEY_N, 0x6D4, True),
        ("т", "windows", 0x31, WINDOWS_KEY_N, True),
        ("ν", "windows", 0x31, WINDOWS_KEY_N, True),
        ("н", "windows", 0x15, 0x59, False),
        ("ё", "xcb", 49, 0x6A3, False),
        ("т", "windows", X_KEY_N, 0x42, False),
        ("b", "xcb", X_KEY_N, 0x62, False),
        ("n", "xcb", 46, 0x6E, True),
        ("5", "xcb", X_KEY_N, 0x35, False),
        ("т", "offscreen", X_KEY_N, WINDOWS_KEY_N, False),
        ("", "xcb", X_KEY_N, 0, False),
    ],
)
def test_the_key_of_n_is_found_on_every_layout(text, platform, scan, native, is_n) -> None:
    assert is_letter_key(key_event(text, scan, native), "n", platform) is is_n


def test_n_marks_a_row_on_a_russian_layout(send, document, grid, monkeypatch) -> None:
    monkeypatch.setattr("fieldapp.ui.kit.keys.platform_name", lambda: "xcb")

    assert send(key_event("т", X_KEY_N, 0x6D4)) is None
    assert document.sheet.state("terter") is RowState.NO_OPERATIONS
    assert send(key_event("Т", X_KEY_N, 0x6F4, SHIFT)) is None
    assert document.sheet.state("terter") is not RowState.NO_OPERATIONS


@pytest.mark.parametrize("text", ["n", "т"])
def test_n_held_down_is_one_press(send, document, grid, monkeypatch, text) -> None:
    monkeypatch.setattr("fieldapp.ui.kit.keys.platform_name", lambda: "xcb")
    for repeats in (False, *[True] * 7):
        assert send(key_event(text, X_KEY_N, 0, repeats=repeats)) is None

    assert document.sheet.state("terter") is RowState.NO_OPERATIONS


def test_in_an_open_field_the_same_key_types_its_letter(send, document, grid, monkeypatch) -> None:
    monkeypatch.setattr("fieldapp.ui.kit.keys.platform_name", lambda: "xcb")
    assert send(key_event("4")) == "4"

    assert send(key_event("т", X_KEY_N, 0x6D4)) == "4т"
    assert document.sheet.values == {}


@pytest.mark.parametrize("text", ["12", "1 651,1", "二", "n"])
def test_a_text_committed_at_once_opens_the_field_with_it(send, document, grid, text) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)

    assert send(event) == text
    assert document.sheet.values == {}


def test_a_committed_text_is_entered_as_a_typed_one(send, document, press, grid) -> None:
    event = QInputMethodEvent()
    event.setCommitString("12")
    send(event)
    press("5", Qt.Key.Key_Return)

    assert document.sheet.values == {Cell("terter", "ap_mines"): 125}


def test_a_composed_text_opens_the_field_and_is_committed_there(send, document, grid) -> None:
    send(QInputMethodEvent("1", []))
    event = QInputMethodEvent()
    event.setCommitString("1")

    assert send(event) == "1"
