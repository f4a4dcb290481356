"""Going back to a backup: which one, what it holds, and what would be lost with it."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPushButton, QWidget
from typing_extensions import override

from fieldapp.core.backups import Backup, Prospect
from fieldapp.core.errors import FieldAppError
from fieldapp.texts.backups import loss_words, moment_words, who_words
from fieldapp.texts.texts import Texts
from fieldapp.ui.backups.tables import BackupsTable, SheetsTable
from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even, looking, row
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.work.bar import WorkBar, WorkDialog

_Button = QDialogButtonBox.StandardButton
LEAST_LETTERS = 125
"""Of a line, where the tables need no more."""


class RestoreDialog(WorkDialog):
    """`look_wanted(Path)`: tell about this backup, with `show_prospect`. `other_wanted`: another file than
    those that are listed. `restore_wanted(Path)`: it is to be done."""

    look_wanted = Signal(object)
    other_wanted = Signal()
    restore_wanted = Signal(object)

    def __init__(
        self,
        name: str,
        backups: Sequence[Backup],
        zone: tzinfo | None,
        kit: Kit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._zone, self._kit = name, zone, kit
        self._listed: list[Backup | Path] = list(backups)
        self._prospect: Prospect | None = None
        self._failure: FieldAppError | None = None

        self._what_for = QLabel()
        self.table = BackupsTable(kit)
        self._held, self._lost, self._icon = QLabel(), QLabel(), QLabel()
        self.sheets = SheetsTable(kit)
        self.work = WorkBar(kit)
        self.buttons = QDialogButtonBox(_Button.Cancel)
        self.other, self.go_back = QPushButton(autoDefault=False), QPushButton(autoDefault=False)

        for label in (self._what_for, self._held, self._lost):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        looking(self._what_for, "quiet")
        self._icon.setFixedSize(ICON, ICON)
        self.buttons.addButton(self.other, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(self.go_back, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.button(_Button.Cancel).setDefault(True)
        self._lay_out()

        self.table.currentCellChanged.connect(self._look)
        self.other.clicked.connect(self.other_wanted)
        self.go_back.clicked.connect(self._want)
        self.buttons.rejected.connect(self.reject)
        kit.texts_changed.connect(self._say)
        kit.theme_changed.connect(self._say)
        self.table.show_backups(self._listed)
        self._say()
        self.resize(self.sizeHint())
        self.table.setFocus()

    @property
    def held(self) -> str:
        """What the chosen backup holds."""
        return self._held.text()

    @property
    def lost(self) -> str:
        """What would be lost, or why it cannot be gone back to."""
        return self._lost.text()

    def begin(self, first: Path | None = None) -> None:
        """Ask what the first backup is, or the one that was offered, after this dialog is listened to."""
        if first is None or not self.table.choose(first):
            self._look()

    def add(self, file: Path) -> None:
        """List another file, and choose it."""
        self._listed = [file, *(one for one in self._listed if one != file)]
        self.table.show_backups(self._listed)
        self._look()

    def show_prospect(self, path: Path, prospect: Prospect | FieldAppError) -> None:
        """What is known of a backup; of one that is not chosen any more nothing is shown."""
        if path != self.table.chosen:
            return
        self._prospect = prospect if isinstance(prospect, Prospect) else None
        self._failure = prospect if isinstance(prospect, FieldAppError) else None
        self.sheets.show_prospect(self._prospect)
        self._say()

    def show_working(self, is_working: bool) -> None:
        """While the file is being replaced, nothing else can be pressed."""
        for widget in (self.table, self.other):
            widget.setEnabled(not is_working)
        self.go_back.setEnabled(not is_working and self._may_go_back())

    @override
    def sizeHint(self) -> QSize:
        """As wide as its tables want to be, and no larger than the window that it is over."""
        wanted = super().sizeHint()
        least = LEAST_LETTERS * self.fontMetrics().averageCharWidth()
        across = max(least, self.sheets.sizeHint().width() + 10 * SPACE)
        parent = self.parentWidget()
        room = parent.size() if parent is not None else QSize(across, wanted.height())
        wanted = wanted.expandedTo(QSize(across, 1)).boundedTo(room)
        return wanted.expandedTo(QSize(1, min(room.height(), self.heightForWidth(wanted.width()))))

    def _look(self, *_: object) -> None:
        self._prospect, self._failure = None, None
        self.sheets.show_prospect(None)
        self._say()
        if self.table.chosen is not None:
            self.look_wanted.emit(self.table.chosen)

    def _want(self) -> None:
        if self.table.chosen is not None:
            self.restore_wanted.emit(self.table.chosen)

    def _may_go_back(self) -> bool:
        return self._prospect is not None and not self._prospect.is_of_other_office

    def _lay_out(self) -> None:
        lost = row(spacing=2 * SPACE)
        lost.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        lost.addWidget(self._lost, 1)
        whole = column(self, spacing=2 * SPACE, margins=even(5 * SPACE))
        whole.addWidget(self._what_for)
        whole.addWidget(self.table, 1)
        whole.addWidget(self._held)
        whole.addLayout(lost)
        whole.addWidget(self.sheets, 1)
        whole.addWidget(self.work)
        whole.addWidget(self.buttons)

    def _say(self) -> None:
        texts = self._kit.texts
        self.setWindowTitle(texts("backups.title-restore"))
        self._what_for.setText(texts("backups.what-for", name=self._name))
        self.other.setText(texts("backups.other-file"))
        self.go_back.setText(texts("backups.go-back"))
        self._held.setText(self._holds(texts))
        icon, say = self._loss()
        self._lost.setText(say(texts))
        theme = self._kit.theme
        colour = {"warning": theme.warning, "error": theme.error}.get(icon, theme.accent)
        ratio = self.devicePixelRatioF()
        if icon:
            self._icon.setPixmap(self._kit.icons.pixmap(icon, colour, ICON, ratio))
        else:
            self._icon.clear()
        self.sheets.setAccessibleDescription(self._lost.text())
        self.go_back.setEnabled(self._may_go_back() and not self.work.is_working)

    def _holds(self, texts: Texts) -> str:
        if self.table.chosen is None:
            return texts("backups.none")
        if self._prospect is None:
            return "" if self._failure else texts("backups.reading")
        held, newest = texts("backups.holds", n=len(self._prospect.held)), self._prospect.newest
        if newest is None:
            return held
        when, who = moment_words(newest.at.astimezone(self._zone), texts), who_words([newest], texts)
        return f"{held} {texts('backups.newest', when=when, who=who)}"

    def _loss(self) -> tuple[str, Callable[[Texts], str]]:
        """The icon and the sentence of what would be lost."""
        failure, prospect = self._failure, self._prospect
        if failure is not None:
            return "error", lambda texts: texts.error(failure)
        if prospect is None:
            return "", lambda texts: ""
        if prospect.is_of_other_office:
            return "error", lambda texts: texts("backups.other-office")
        if not prospect.is_present_known:
            return "warning", lambda texts: texts("backups.unknown")
        if not prospect.lost and not prospect.beyond:
            return "done", lambda texts: texts("backups.loses-nothing")
        return "warning", lambda texts: loss_words(prospect, texts)
