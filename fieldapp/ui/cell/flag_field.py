"""Where a cell is flagged for follow-up: a line that says why, in sight once it is wanted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from fieldapp.ui.findings.note_field import NoteField
from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, looking, row
from fieldapp.ui.kit.theme import SPACE, small_font


class FlagField(QWidget):
    """`entered(str)`: why the cell is flagged; nothing written takes the flag off. `left`: as of a note."""

    entered = Signal(str)
    left = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._why = ""
        self._is_wanted = False

        self._mark, self._title = QLabel(), looking(QLabel(), "quiet")
        self.line, self.button = NoteField(), looking(QPushButton(), "link")

        self.button.setAutoDefault(False)
        self._title.setBuddy(self.line)
        whole = column(self, spacing=SPACE // 2)
        head = row(spacing=SPACE)
        head.addWidget(self._mark)
        head.addWidget(self._title, 1)
        whole.addLayout(head)
        whole.addWidget(self.line)
        whole.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

        self.line.entered.connect(self.entered)
        self.line.left.connect(self._leave)
        self.button.clicked.connect(self._press)
        self._show()

    @property
    def is_shown(self) -> bool:
        """Whether the line is in sight."""
        return not self.line.isHidden()

    def show_flag(self, why: str, shut: str) -> None:
        """Show why the cell is flagged, or that it is not; what is being written stays. `shut`: why it can
        only be read, empty where it can be written."""
        self._why = why
        self.line.shut(shut)
        self.button.setEnabled(not shut)
        self.button.setToolTip(shut)
        self.button.setAccessibleDescription(shut)
        self.line.show_note(why)
        self._show()

    def forget(self) -> None:
        """Have what is written kept, before another cell comes."""
        self.line.settle()
        self._is_wanted = False

    def write(self) -> None:
        """Put the cursor into the line."""
        self._is_wanted = True
        self._show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self) -> None:
        """The words in the language of now."""
        texts = self._kit.texts
        self._title.setText(texts("checks.kind-flagged"))
        self.line.setAccessibleName(texts("checks.kind-flagged"))
        self.line.ask(texts("checks.flag-why"), texts("checks.flag-what"))
        self._show()

    def dress(self) -> None:
        """The fonts and colours of now."""
        self._title.setFont(small_font(self.font()))
        self.line.fit()
        icon = self._kit.icons.icon("info", self._kit.theme.accent)
        self._mark.setPixmap(icon.pixmap(ICON, ICON))

    def _show(self) -> None:
        is_open = bool(self._why) or self._is_wanted or self.line.is_written
        for part in (self._mark, self._title, self.line):
            part.setVisible(is_open)
        self.button.setVisible(bool(self._why) or not is_open)
        key = "flag-off" if self._why else "flag-this"
        self.button.setText(self._kit.texts(f"checks.{key}").replace("&", ""))

    def _press(self) -> None:
        if self._why:
            self._is_wanted = False
            self.entered.emit("")
        else:
            self.write()

    def _leave(self) -> None:
        self._is_wanted = False
        self._show()
        self.left.emit()
