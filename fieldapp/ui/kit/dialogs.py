"""How every dialog is opened: no key that is still held down answers it, Enter presses the button that has
the frame, and afterwards the keys are where they were before. What is held is not what is pressed."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from typing_extensions import override

from fieldapp.ui.kit.aliases import Key, Modifier

_ENTER = (Key.Key_Return, Key.Key_Enter)


def open_dialog(dialog: QDialog) -> None:
    """Show a dialog over its window, and delete it when it is answered. What was connected to its `finished`
    before is done before the keys go back, what is connected later may send them on."""
    _prepare(dialog)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def is_accepted(dialog: QDialog) -> bool:
    """Show a dialog and wait for the answer. Its fields can still be read until the event loop runs again."""
    _prepare(dialog)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted


def fit_to_words(dialog: QDialog, most: int | None = None) -> None:
    """As high as its sentences are at its width, `most` at most: by itself Qt gives two thirds of the
    screen and cuts what is below."""
    width = dialog.sizeHint().expandedTo(dialog.minimumSize()).width()
    height = dialog.heightForWidth(width)
    dialog.resize(width, height if most is None else min(height, most))


def _prepare(dialog: QDialog) -> None:
    parent = dialog.parentWidget()
    if parent is not None:
        dialog.finished.connect(_FocusBefore(parent.window()).give_back)
        dialog.finished.connect(lambda: _NewKeys(parent.window()).watch())
    _DialogKeys(dialog)


class _FocusBefore(QObject):
    """What has the focus in a window, whether or not the window is the active one. A field that goes with its
    entry hands the focus on to what it is a part of, or Qt would take the first button of the window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._widget: QWidget | None = window.focusWidget()
        if self._widget is not None:
            self._widget.installEventFilter(self)
            self._widget.destroyed.connect(self._forget)

    def give_back(self) -> None:
        """After the dialog; the field may still go when what was asked for is done."""
        self._give()
        self.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Hide and self._is_focus(watched):
            self._give()
        return False

    def _is_focus(self, watched: QObject) -> bool:
        try:
            return watched is self._window.focusWidget()
        except RuntimeError:  # the window itself goes, with the dialog over it, and hides what it holds
            return False

    def _give(self) -> None:
        place = _stop_at(self._window.focusProxy() if self._widget is None else self._widget, self._window)
        if place is not None and place is not self._window.focusWidget():
            place.setFocus()

    def _forget(self) -> None:
        self._widget = None


def _stop_at(widget: QWidget | None, window: QWidget) -> QWidget | None:
    """A widget that can have the keys: this one, or the nearest around it at which Tab stops."""
    while widget is not None:
        stop = widget
        while (proxy := stop.focusProxy()) is not None:
            stop = proxy
        is_stop = bool(stop.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if is_stop and stop.isEnabled() and stop.isVisibleTo(window):
            return stop
        widget = widget.parentWidget() if widget is not window else None
    return None


class HeldKeys(QObject):
    """Sees that a window is told of every key whether it is pressed anew or held. Qt itself does not always
    know under X11: then what the keyboard repeats comes as a press in the very moment of a release, and a
    shortcut would go on though it must not."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._released = (0, 0)
        window.installEventFilter(self)

    def watch(self) -> None:
        """Look at the keys that the window gets from the system, before anything in it does."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def take(self, event: QKeyEvent) -> bool:
        """Whether nothing else should hear of a pressed key."""
        return False

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and watched.isWidgetType():
            self.watch()
        if not isinstance(event, QKeyEvent) or not watched.isWindowType():
            return False
        if event.type() is QEvent.Type.KeyRelease:
            self._released = (event.key(), event.timestamp())
            return False
        is_press = event.type() is QEvent.Type.KeyPress
        if event.isAutoRepeat() or not self._is_misjudged(event):
            return is_press and self.take(event)
        if is_press:
            QCoreApplication.sendEvent(watched, _repeated(event))
        else:
            event.accept()  # so that it is not looked up among the shortcuts
        return True

    def _is_misjudged(self, event: QKeyEvent) -> bool:
        is_same = (event.key(), event.timestamp()) == self._released
        return is_same and QGuiApplication.platformName() == "xcb"


def _repeated(event: QKeyEvent) -> QKeyEvent:
    native = event.nativeScanCode(), event.nativeVirtualKey(), event.nativeModifiers()
    return QKeyEvent(event.type(), event.key(), event.modifiers(), *native, event.text(), True)


class _NewKeys(HeldKeys):
    """Lets only keys through to a window that are pressed anew, until the first one: what is repeated of a
    key that was down already is meant for something else. `once`: keys whose repetition never counts."""

    once: tuple[Key, ...] = ()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._pressed: set[int] = set()

    @override
    def take(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat():
            return event.key() not in self._pressed or event.key() in self.once
        self._pressed.add(event.key())
        return self.begin(event)

    def begin(self, event: QKeyEvent) -> bool:
        """Take a key that is pressed anew; whether that is all that is to be done with it."""
        self.deleteLater()
        return False


class _DialogKeys(_NewKeys):
    """The same for a dialog, for as long as it is there. Enter and Esc say one thing at a time: they may lead
    to another page of it."""

    once = (*_ENTER, Key.Key_Escape)

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog

    @override
    def begin(self, event: QKeyEvent) -> bool:
        """Enter presses the button that has the frame, whichever it is."""
        button = self._dialog.focusWidget()
        is_plain = not event.modifiers() & ~Modifier.KeypadModifier
        if event.key() in _ENTER and is_plain and isinstance(button, QPushButton):
            button.click()
            return True
        return False
