"""The key map and what the app is."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from fieldapp.texts.texts import Texts
from fieldapp.ui.kit.aliases import LEFT
from fieldapp.ui.kit.dialogs import fit_to_words
from fieldapp.ui.kit.key_words import key_words, keys_of, without_mnemonic
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even, row
from fieldapp.ui.kit.notice import Say
from fieldapp.ui.kit.theme import SPACE, title_font
from fieldapp.ui.rows.read_only import as_rows
from fieldapp.ui.window.actions import GRID_KEYS, MENUS, SPECS, Actions
from fieldapp.version import VERSION

ABOUT_ICON = 64
LETTERS_IN_LINE = 60
"""Of a line that is wrapped."""
ARROWS = "↑↓←→"


class KeysDialog(QDialog):
    """Every key of the app: the grid's own, then the actions menu by menu."""

    def __init__(
        self, actions: Actions, orders: Sequence[QAction], kit: Kit, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        texts = kit.texts

        rows = key_rows(actions, orders, texts)
        self.table = QTableWidget(len(rows), 3)
        self._buttons = _close_button(self)

        self.setWindowTitle(without_mnemonic(texts("window.action-keys")))
        self.table.setAccessibleName(without_mnemonic(texts("window.action-keys")))
        self.table.setHorizontalHeaderLabels(
            [texts(f"window.keys-{name}") for name in ("where", "what", "keys")]
        )
        self.table.horizontalHeader().setDefaultAlignment(LEFT)
        as_rows(self.table, [1], wraps=True)
        for place, words in enumerate(rows):
            for kind, word in enumerate(words):
                self.table.setItem(place, kind, QTableWidgetItem(word))

        whole = column(self, spacing=2 * SPACE, margins=even(4 * SPACE))
        whole.addWidget(self.table, 1)
        whole.addWidget(self._buttons)
        self._fit(parent)

    def _fit(self, parent: QWidget | None) -> None:
        """As wide as its lines, but no wider than the window; then they go on below."""
        wanted = QSize(sum(map(self.table.sizeHintForColumn, range(3))) + 24 * SPACE, 140 * SPACE)
        room = wanted if parent is None else wanted.boundedTo(parent.size())
        if room.width() < wanted.width():
            self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.resize(room)


class AboutDialog(QDialog):
    """Name, version, licences; and what is known of the open file (`of_file`)."""

    def __init__(self, of_file: Say, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        texts = kit.texts

        icon = QLabel()
        title = QLabel(texts("window.app-name"))
        lines = [
            QLabel(texts("window.about-what")),
            QLabel(texts("window.about-version", version=VERSION, qt=qVersion() or "")),
            QLabel(texts("window.about-licence")),
            QLabel(texts("window.about-qt")),
            QLabel(of_file(texts)),
        ]
        buttons = _close_button(self)

        self.setWindowTitle(without_mnemonic(texts("window.action-about")))
        icon.setPixmap(kit.icons.app_icon().pixmap(QSize(ABOUT_ICON, ABOUT_ICON), self.devicePixelRatioF()))
        title.setFont(title_font(self.font()))
        words = column(spacing=2 * SPACE)
        words.addWidget(title)
        for line in lines:
            line.setWordWrap(True)
            line.setMinimumWidth(max(100 * SPACE, LETTERS_IN_LINE * self.fontMetrics().averageCharWidth()))
            words.addWidget(line)
        words.addStretch()
        body = row(spacing=4 * SPACE)
        body.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(words, 1)
        whole = column(self, spacing=4 * SPACE, margins=even(6 * SPACE))
        whole.addLayout(body, 1)
        whole.addWidget(buttons)
        fit_to_words(self)


def key_rows(actions: Actions, orders: Sequence[QAction], texts: Texts) -> list[tuple[str, str, str]]:
    """(where, what, keys) of everything that has a key. `orders`: the list orders of the report."""
    grid = [
        (texts("window.grid"), texts(f"window.key-{name}"), _together([_native(key) for key in keys]))
        for name, keys in GRID_KEYS
    ]
    menus = [
        (
            without_mnemonic(texts(f"window.menu-{menu}")),
            without_mnemonic(actions[spec.key].text()),
            keys_of(actions[spec.key]),
        )
        for menu in MENUS
        for spec in SPECS
        if spec.menu == menu
    ]
    title = without_mnemonic(texts("window.menu-order"))
    return grid + menus + [(title, without_mnemonic(order.text()), keys_of(order)) for order in orders]


def _native(key: str) -> str:
    return key_words(QKeySequence(key)) or key


def _together(keys: list[str]) -> str:
    """`Ctrl+↑ ↓ ← →`: what is held down is said once for the four arrows."""
    held = keys[0][:-1]
    if all(key[:-1] == held and key[-1] in ARROWS for key in keys):
        return held + " ".join(key[-1] for key in keys)
    return " · ".join(keys)


def _close_button(dialog: QDialog) -> QDialogButtonBox:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    return buttons
