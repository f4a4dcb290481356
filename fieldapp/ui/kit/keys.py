"""Which move a key stands for, as tables without any widget."""

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from fieldapp.ui.kit.aliases import Key, Modifier


class Move(Enum):
    """A way from one cell to another."""

    LEFT = auto()
    RIGHT = auto()
    UP = auto()
    DOWN = auto()
    NEXT = auto()
    PREVIOUS = auto()
    BELOW = auto()
    ABOVE = auto()
    ROW_START = auto()
    ROW_END = auto()
    EDGE_LEFT = auto()
    EDGE_RIGHT = auto()
    EDGE_UP = auto()
    EDGE_DOWN = auto()
    FIRST = auto()
    LAST = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()


_TURNS: dict[tuple[int, bool], Move] = {
    (Key.Key_Return, False): Move.BELOW,
    (Key.Key_Return, True): Move.ABOVE,
    (Key.Key_Enter, False): Move.BELOW,
    (Key.Key_Enter, True): Move.ABOVE,
    (Key.Key_Tab, False): Move.NEXT,
    (Key.Key_Tab, True): Move.PREVIOUS,
    (Key.Key_Backtab, False): Move.PREVIOUS,
    (Key.Key_Backtab, True): Move.PREVIOUS,
}
"""By key and Shift: what commits an entry and goes on. These never widen the selection."""


BY_ROWS: dict[Move, Move] = {Move.BELOW: Move.NEXT, Move.ABOVE: Move.PREVIOUS}
"""Where Enter leads instead when a sheet is entered row by row."""


_ARROWS: dict[tuple[int, bool], Move] = {
    (Key.Key_Left, False): Move.LEFT,
    (Key.Key_Right, False): Move.RIGHT,
    (Key.Key_Up, False): Move.UP,
    (Key.Key_Down, False): Move.DOWN,
    (Key.Key_Home, False): Move.ROW_START,
    (Key.Key_End, False): Move.ROW_END,
    (Key.Key_PageUp, False): Move.PAGE_UP,
    (Key.Key_PageDown, False): Move.PAGE_DOWN,
    (Key.Key_Left, True): Move.EDGE_LEFT,
    (Key.Key_Right, True): Move.EDGE_RIGHT,
    (Key.Key_Up, True): Move.EDGE_UP,
    (Key.Key_Down, True): Move.EDGE_DOWN,
    (Key.Key_Home, True): Move.FIRST,
    (Key.Key_End, True): Move.LAST,
}
"""By key and Ctrl: what walks through the grid. With Shift they widen the selection."""


def turn_of(event: QKeyEvent) -> Move | None:
    """The move of a key that ends an entry: Enter and Tab, also with Shift."""
    if event.modifiers() & (Modifier.AltModifier | Modifier.ControlModifier | Modifier.MetaModifier):
        return None
    return _TURNS.get((event.key(), _has(event, Modifier.ShiftModifier)))


def arrow_of(event: QKeyEvent) -> Move | None:
    """The move of a key that walks: arrows, Home, End, Page, also with Ctrl or Shift."""
    if event.modifiers() & (Modifier.AltModifier | Modifier.MetaModifier):
        return None
    return _ARROWS.get((event.key(), _has(event, Modifier.ControlModifier)))


def is_widening(event: QKeyEvent) -> bool:
    """Whether the key takes the selection along."""
    return _has(event, Modifier.ShiftModifier)


_KEYS_OF_N = {"xcb": 57, "wayland": 57, "windows": ord("N"), "cocoa": 45}
"""Where N lies, or what Windows calls it, whatever letter the layout gives."""

_LAST_LATIN = "\u024f"


def is_letter_key(event: QKeyEvent, letters: str, platform: str = "") -> bool:
    """Whether it is the key of one of these letters: by what it types, or where a layout types no Latin
    letters, by the place of N."""
    text = event.text().casefold()
    if len(text) != 1 or text in letters:
        return bool(text) and text in letters
    key = event.nativeScanCode(), event.nativeVirtualKey()
    named = platform or platform_name()
    is_latin = not text.isalpha() or text <= _LAST_LATIN
    return not is_latin and key[named in ("windows", "cocoa")] == _KEYS_OF_N.get(named)


def platform_name() -> str:
    """What Qt calls the system's windows."""
    return QGuiApplication.platformName()


def _has(event: QKeyEvent, modifier: Qt.KeyboardModifier) -> bool:
    return bool(event.modifiers() & modifier)
