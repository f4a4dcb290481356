"""Where a copy of a file on a stick or a network drive goes on this computer, and what that means."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPushButton, QWidget

from fieldapp.ui.backups.place_dialog import PlaceDialog
from fieldapp.ui.kit.dialogs import fit_to_words
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even, looking, row
from fieldapp.ui.kit.marks import wrapped
from fieldapp.ui.kit.theme import SPACE

_Button = QDialogButtonBox.StandardButton


class LocalCopyDialog(PlaceDialog):
    """`change_wanted`, `make_wanted`: another place is to be chosen, the copy is to be made."""

    change_wanted = Signal()
    make_wanted = Signal()

    def __init__(self, name: str, drive: str, target: Path, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._kit, self._name, self._drive = kit, name, drive
        self.target = target

        self._what, self._where = QLabel(), looking(QLabel(), "quiet")
        self._place = QLabel(textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
        self.change = looking(QPushButton(), "link")
        self.buttons = QDialogButtonBox(_Button.Cancel)
        self.make = self.buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)

        for label in (self._what, self._where, self._place):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for button in (self.change, self.buttons.button(_Button.Cancel)):
            button.setAutoDefault(False)
        self.make.setDefault(True)
        self.pressed = (self.make, self.change)
        self._lay_out()

        self.change.clicked.connect(self.change_wanted)
        self.make.clicked.connect(self.make_wanted)
        self.buttons.rejected.connect(self.reject)
        kit.texts_changed.connect(self._say)
        self._say()
        self.make.setFocus()

    def show_target(self, target: Path) -> None:
        """Show where the copy goes."""
        self.target = target
        self.notice.clear()
        self._say()
        fit_to_words(self)

    def _lay_out(self) -> None:
        links = row(spacing=3 * SPACE)
        links.addWidget(self.change)
        links.addStretch()
        whole = column(self, spacing=2 * SPACE, margins=even(5 * SPACE))
        for widget in (self._what, self._where, self._place):
            whole.addWidget(widget)
        whole.addLayout(links)
        whole.addWidget(self.notice)
        whole.addStretch()
        whole.addWidget(self.work)
        whole.addWidget(self.buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 76)

    def _say(self) -> None:
        texts = self._kit.texts
        self.setWindowTitle(texts("drive.title"))
        self._what.setText(texts("drive.what", name=self._name, drive=self._drive))
        self._where.setText(texts("drive.where"))
        self._place.setText(str(self.target))
        self._place.setToolTip(wrapped(str(self.target)))
        self.change.setText(texts("drive.change"))
        self.make.setText(texts("drive.make"))
