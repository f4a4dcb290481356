"""What was published, and what is something else since."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from typing_extensions import override

from fieldapp.core.hq.publication import AfterPublication
from fieldapp.core.programme import Programme
from fieldapp.texts.press import after_lines, after_word, published_at_words, published_line
from fieldapp.ui.kit.aliases import LEFT
from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import as_rows, column, even
from fieldapp.ui.kit.marks import wrapped
from fieldapp.ui.kit.theme import SPACE

_HEADS = ("head-period", "head-text", "head-published", "head-since")
_LINES = 7


class PublishedDialog(QDialog):
    """The newest first; below the list what is to be said of the row that is chosen, and its text."""

    def __init__(
        self,
        found: Sequence[AfterPublication],
        programme: Programme,
        now: datetime,
        kit: Kit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._found = tuple(reversed(found))
        self._programme, self._now, self._kit = programme, now, kit

        self.table = QTableWidget(len(self._found), len(_HEADS))
        self._told = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)

        as_rows(self.table, [1])
        whole = column(self, spacing=3 * SPACE, margins=even(5 * SPACE))
        whole.addWidget(self.table, 3)
        whole.addWidget(self._told, 2)
        whole.addWidget(self.buttons)

        self.buttons.rejected.connect(self.reject)
        self.table.currentCellChanged.connect(self._tell)
        kit.texts_changed.connect(self._say)
        kit.theme_changed.connect(self._say)
        self._say()
        self.table.setCurrentCell(0, 0)
        self.table.setFocus()
        self.resize(self.sizeHint())

    @property
    def told(self) -> str:
        """What is said of the row that is chosen."""
        return self._told.toPlainText()

    @override
    def sizeHint(self) -> QSize:
        """As wide as what the table says, within the window that it stands over."""
        wanted, parent = super().sizeHint(), self.parentWidget()
        across = sum(self.table.sizeHintForColumn(place) for place in range(len(_HEADS))) + 20 * SPACE
        height = 2 * _LINES * self.table.verticalHeader().defaultSectionSize() + 40 * SPACE
        wide = wanted.expandedTo(QSize(across, height))
        return wide.boundedTo(parent.size()) if parent is not None else wide

    def _say(self) -> None:
        texts, theme = self._kit.texts, self._kit.theme
        self.setWindowTitle(texts("press.list-title"))
        self.table.setAccessibleName(texts("press.list-title"))
        self._told.setAccessibleName(texts("press.head-since"))
        for place, head in enumerate(_HEADS):
            item = QTableWidgetItem(texts(f"press.{head}"))
            item.setTextAlignment(LEFT)
            self.table.setHorizontalHeaderItem(place, item)
        for line, after in enumerate(self._found):
            one = after.publication
            said = texts(f"press.language-{one.language}"), texts(f"press.form-{one.form}")
            words = (
                texts.period(one.period),
                ", ".join(said),
                published_at_words(one, self._now, texts),
                after_word(after, texts),
            )
            icon, colour = ("warning", theme.warning) if after.is_due else ("done", theme.accent)
            for place, word in enumerate(words):
                item = QTableWidgetItem(word)
                item.setTextAlignment(LEFT)
                item.setToolTip(wrapped(word))
                if place == len(_HEADS) - 1 and not after.is_replaced:
                    item.setIcon(self._kit.icons.icon(icon, colour))
                self.table.setItem(line, place, item)
        self.table.setIconSize(QSize(ICON, ICON))
        self._tell()

    def _tell(self, *_: object) -> None:
        line = self.table.currentRow()
        if not self._found:
            self._told.setPlainText(self._kit.texts("press.nothing"))
        elif 0 <= line < len(self._found):
            after = self._found[line]
            lines = after_lines(after, self._programme, self._kit.texts)
            said = published_line(after.publication, self._now, self._kit.texts)
            self._told.setPlainText("\n".join([said, *lines, "", after.publication.text]))
        self._told.moveCursor(self._told.textCursor().MoveOperation.Start)
        self._told.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
