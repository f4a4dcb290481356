"""An action and its keys as a person reads them."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence

Slot = Callable[[], object]


_CAPS = {
    "Return": "Enter",
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
}


def keys_of(action: QAction) -> str:
    """An action's shortcuts as this system writes them."""
    return " · ".join(dict.fromkeys(map(key_words, action.shortcuts())))


def with_key(text: str, action: QAction) -> str:
    """`Open… (Ctrl+O)`, for a tool tip: without the mnemonic's mark."""
    plain = without_mnemonic(text)
    shortcuts = action.shortcuts()
    if not shortcuts:
        return plain
    return f"{plain} ({key_words(shortcuts[0])})"


def key_words(sequence: QKeySequence) -> str:
    """A key as it is printed on the keyboard: *Enter* for both of them, arrows for the arrows, whatever the
    language."""
    held, plus, key = sequence.toString(QKeySequence.SequenceFormat.PortableText).rpartition("+")
    if key not in _CAPS:
        return sequence.toString(QKeySequence.SequenceFormat.NativeText)
    with_letter = QKeySequence(f"{held}{plus}A").toString(QKeySequence.SequenceFormat.NativeText)
    return with_letter.removesuffix("A") + _CAPS[key]


def without_mnemonic(text: str) -> str:
    """`&Open…` as it is read."""
    return text.replace("&", "")
