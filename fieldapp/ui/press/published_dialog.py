"""What was published, here and by others, and what is something else since."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from typing_extensions import override

from fieldapp.core.hq.publication import AfterPublication
from fieldapp.core.programme import Programme
from fieldapp.core.published.kept import AfterPrint
from fieldapp.texts.press import after_lines, after_word, published_at_words, published_line
from fieldapp.texts.reconciling import print_lines
from fieldapp.ui.kit.aliases import LEFT
from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even
from fieldapp.ui.kit.marks import wrapped
from fieldapp.ui.kit.notice import Message, Strip
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.rows.empty import EmptyPlace
from fieldapp.ui.rows.read_only import as_rows

_HEADS = ("head-period", "head-text", "head-published", "head-since")
_LINES = 7
_EMPTY = QSize(140 * SPACE, 64 * SPACE)
_CLOSE = QDialogButtonBox.StandardButton.Close


class PublishedDialog(QDialog):
    """The newest first, and below them what others printed; below the list what is to be said of the row that
    is chosen, and its text. `forget_wanted(PrintedFigures)`: what others printed is kept no more."""

    forget_wanted = Signal(object)

    def __init__(
        self,
        found: Sequence[AfterPublication],
        prints: Sequence[AfterPrint],
        programme: Programme,
        now: datetime,
        kit: Kit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._found: tuple[AfterPublication | AfterPrint, ...] = ()
        self._programme, self._now, self._kit = programme, now, kit

        self.table = QTableWidget(0, len(_HEADS))
        self._told = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.buttons = QDialogButtonBox(_CLOSE)
        self.forget = QPushButton(autoDefault=False)
        self.said = Strip(kit)
        self.empty = EmptyPlace("info", "press.nothing", "press.nothing-more", kit)

        self.buttons.addButton(self.forget, QDialogButtonBox.ButtonRole.ActionRole)
        as_rows(self.table, [1])
        whole = column(self, spacing=3 * SPACE, margins=even(5 * SPACE))
        whole.addWidget(self.empty, 1)
        whole.addWidget(self.table, 3)
        whole.addWidget(self._told, 2)
        whole.addWidget(self.said)
        whole.addWidget(self.buttons)

        self.buttons.rejected.connect(self.reject)
        self.forget.clicked.connect(self._forget)
        self.table.currentCellChanged.connect(self._tell)
        kit.texts_changed.connect(self._say)
        kit.theme_changed.connect(self._say)
        self.show_found(found, prints)
        (self.table if found or prints else self.buttons.button(_CLOSE)).setFocus()
        self.resize(self.sizeHint())

    def show_found(self, found: Sequence[AfterPublication], prints: Sequence[AfterPrint]) -> None:
        """List these."""
        self._found = (*reversed(found), *reversed(prints))
        self.table.setRowCount(len(self._found))
        self.empty.setVisible(not self._found)
        for part in (self.table, self._told, self.forget):
            part.setVisible(bool(self._found))
        self._say()
        self.table.setCurrentCell(0, 0)
        self._tell()

    def tell(self, message: Message) -> None:
        """Say what came of something."""
        self.said.tell(message)

    @property
    def told(self) -> str:
        """What is said of the row that is chosen; where there is none, what to do."""
        return self._told.toPlainText() if self._found else self.empty.text

    @override
    def sizeHint(self) -> QSize:
        """As wide as what the table says, within the window that it stands over."""
        wanted, parent = super().sizeHint(), self.parentWidget()
        if not self._found:
            return wanted.expandedTo(_EMPTY)
        heads, table = self.table.horizontalHeader(), self.table
        widths = [max(heads.sectionSizeHint(at), table.sizeHintForColumn(at)) for at in range(len(_HEADS))]
        across = sum(widths) + 20 * SPACE
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
        self.forget.setText(texts("press.forget"))
        for line, after in enumerate(self._found):
            if isinstance(after, AfterPrint):
                words, is_due, is_over = self._print_words(after), bool(after.changes), False
            else:
                words, is_due, is_over = self._publication_words(after), after.is_due, after.is_replaced
            icon, colour = ("warning", theme.warning) if is_due else ("done", theme.accent)
            for place, word in enumerate(words):
                item = QTableWidgetItem(word)
                item.setTextAlignment(LEFT)
                item.setToolTip(wrapped(word))
                if place == len(_HEADS) - 1 and not is_over:
                    item.setIcon(self._kit.icons.icon(icon, colour))
                self.table.setItem(line, place, item)
        self.table.setIconSize(QSize(ICON, ICON))
        self._tell()

    def _publication_words(self, after: AfterPublication) -> tuple[str, ...]:
        texts, one = self._kit.texts, after.publication
        said = texts(f"press.language-{one.language}"), texts(f"press.form-{one.form}")
        at = published_at_words(one, self._now, texts)
        return texts.period(one.period), ", ".join(said), at, after_word(after, texts)

    def _print_words(self, after: AfterPrint) -> tuple[str, ...]:
        texts, one, n = self._kit.texts, after.printed, len(after.changes)
        since = texts("press.figures-changed", n=n) if n else texts("press.unchanged")
        return texts.period(one.period), one.source, texts("press.by-others"), since

    def _forget(self) -> None:
        after = self._found[self.table.currentRow()]
        if isinstance(after, AfterPrint):
            self.forget_wanted.emit(after.printed)

    def _tell(self, *_: object) -> None:
        line = self.table.currentRow()
        after = self._found[line] if 0 <= line < len(self._found) else None
        self.forget.setEnabled(isinstance(after, AfterPrint))
        if isinstance(after, AfterPrint):
            self._told.setPlainText("\n".join(print_lines(after, self._programme, self._kit.texts)))
        elif after is not None:
            lines = after_lines(after, self._programme, self._kit.texts)
            said = published_line(after.publication, self._now, self._kit.texts)
            self._told.setPlainText("\n".join([said, *lines, "", after.publication.text]))
        self._told.moveCursor(self._told.textCursor().MoveOperation.Start)
        self._told.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
