"""Where the backups of a file are kept, how old the newest one is, and making one now."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPushButton, QWidget

from fieldapp.core.backups import Backup
from fieldapp.texts.backups import moment_words, reason_words
from fieldapp.ui.backups.place_dialog import PlaceDialog
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even, looking, row
from fieldapp.ui.kit.marks import wrapped
from fieldapp.ui.kit.theme import SPACE

_Button = QDialogButtonBox.StandardButton


class BackupDialog(PlaceDialog):
    """Its signals say what was pressed: make one now, put one on a stick, keep them in another folder, keep
    them beside the file, show the folder."""

    now_wanted = Signal()
    stick_wanted = Signal()
    other_folder_wanted = Signal()
    beside_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._kit = kit
        self._folder, self._newest = Path(), list[Backup]()

        self._where, self._ring, self._age = QLabel(), looking(QLabel(), "quiet"), QLabel()
        self._place = QLabel(textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
        self._links = {
            "change": (looking(QPushButton(), "link"), self.other_folder_wanted),
            "beside": (looking(QPushButton(), "link"), self.beside_wanted),
            "open-folder": (looking(QPushButton(), "link"), self.folder_wanted),
        }
        self.buttons = QDialogButtonBox(_Button.Close)
        self.now = self.buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self.stick = self.buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)

        self._place.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._where, self._ring, self._place, self._age):
            label.setWordWrap(True)
        for button in (
            self.stick,
            self.buttons.button(_Button.Close),
            *(link for link, _ in self._links.values()),
        ):
            button.setAutoDefault(False)
        self.now.setDefault(True)
        self.pressed = (self.now, self.stick, *(link for link, _ in self._links.values()))
        self._lay_out()

        self.now.clicked.connect(self.now_wanted)
        self.stick.clicked.connect(self.stick_wanted)
        for link, wanted in self._links.values():
            link.clicked.connect(wanted)
        self.buttons.rejected.connect(self.reject)
        kit.texts_changed.connect(self._say)
        self._say()
        self.now.setFocus()

    @property
    def age(self) -> str:
        """How old the newest backup is."""
        return self._age.text()

    def show_folder(self, folder: Path, backups: Sequence[Backup], *, is_beside: bool) -> None:
        """Show where they are kept, and the newest of them."""
        self._folder, self._newest = folder, list(backups[:1])
        self._links["beside"][0].setVisible(not is_beside)
        self._say()

    def _lay_out(self) -> None:
        links = row(spacing=3 * SPACE)
        for link, _ in self._links.values():
            links.addWidget(link)
        links.addStretch()
        whole = column(self, spacing=2 * SPACE, margins=even(5 * SPACE))
        for widget in (self._where, self._place):
            whole.addWidget(widget)
        whole.addLayout(links)
        whole.addWidget(self._ring)
        whole.addWidget(self._age)
        whole.addWidget(self.notice)
        whole.addStretch()
        whole.addWidget(self.work)
        whole.addWidget(self.buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 76)

    def _say(self) -> None:
        texts = self._kit.texts
        self.setWindowTitle(texts("backups.title"))
        self._where.setText(texts("backups.where"))
        self._place.setText(str(self._folder))
        self._place.setToolTip(wrapped(str(self._folder)))
        self._ring.setText(texts("backups.ring"))
        for key, (link, _) in self._links.items():
            link.setText(texts(f"backups.{key}"))
        self.now.setText(texts("backups.now"))
        self.stick.setText(texts("backups.stick"))
        for newest in self._newest:
            when, why = moment_words(newest.made, texts), reason_words(newest.reason, texts)
            self._age.setText(texts("backups.newest-is", when=when, reason=why))
        if not self._newest:
            self._age.setText(texts("backups.none"))
