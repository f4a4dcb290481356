"""Findings as a list for a view: what each says, and how it is drawn."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from fieldapp.core.checks.finding import Finding
from fieldapp.core.programme import Programme
from fieldapp.ui.kit.aliases import WRAPPED, Index
from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import room_in
from fieldapp.ui.kit.theme import EDGE, SPACE, small_font

MOST_SIZES = 512
"""Sentences whose size is kept: most of them are there again after the next entry."""


class FindingsModel(QAbstractListModel):
    """The findings in the order they are given in."""

    FINDING = int(Qt.ItemDataRole.UserRole)
    SEVERITY_WORD = FINDING + 1

    def __init__(self, programme: Programme, kit: Kit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._programme, self._kit = programme, kit
        self.findings: tuple[Finding, ...] = ()
        self._said: dict[int, str] = {}
        self._said_in = kit.texts
        self._roles: dict[int, Callable[[int], object]] = {
            int(Qt.ItemDataRole.DisplayRole): self._sentence,
            int(Qt.ItemDataRole.ToolTipRole): self._what_to_do,
            int(Qt.ItemDataRole.AccessibleTextRole): lambda row: f"{self._word(row)}: {self._sentence(row)}",
            self.FINDING: lambda row: self.findings[row],
            self.SEVERITY_WORD: self._word,
        }
        kit.texts_changed.connect(self._say_anew)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Hold these findings from now on. Of the same ones nothing is said: a list that is told of new ones
        measures all of them."""
        if self.findings != tuple(findings):
            self.beginResetModel()
            self.findings, self._said = tuple(findings), {}
            self.endResetModel()

    def _say_anew(self) -> None:
        if self.findings:
            self.dataChanged.emit(self.index(0), self.index(len(self.findings) - 1))

    def row_like(self, finding: Finding) -> int:
        """The row of a finding of the same code in the same place, or -1."""
        for row, other in enumerate(self.findings):
            if (other.code, other.cells) == (finding.code, finding.cells):
                return row
        return -1

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 # as Qt declares it
        return 0 if parent.isValid() else len(self.findings)

    @override
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        show = self._roles.get(role)
        return show(index.row()) if show and index.isValid() else None

    def _sentence(self, row: int) -> str:
        if self._said_in is not self._kit.texts:
            self._said, self._said_in = {}, self._kit.texts
        if row not in self._said:  # a list asks several times to measure a row, and again to draw it
            self._said[row] = self._kit.texts.finding(self.findings[row], self._programme)
        return self._said[row]

    def _word(self, row: int) -> str:
        finding = self.findings[row]
        word = self._kit.texts(f"window.severity-{finding.severity}")
        if not finding.is_answered:
            return word
        return f"{word}. {self._kit.texts('suggestions.answered', why=finding.answer)}"

    def _what_to_do(self, row: int) -> str | None:
        return self._kit.texts("window.go-to-cell") if self.findings[row].cells else None


class FindingDelegate(QStyledItemDelegate):
    """Draws a finding: icon, the severity's word, and under it the sentence, wrapped."""

    def __init__(self, kit: Kit, view: QListView) -> None:
        super().__init__(view)
        self._kit, self._view = kit, view
        self._rooms: dict[tuple[str, int, str], QSize] = {}

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = room_in(self._view).width()
        sentence = self._sentence_rect(option, QRect(0, 0, width, 0), index)
        return QSize(width, sentence.bottom() + 2 * SPACE + 1)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        finding: Finding = index.data(FindingsModel.FINDING)
        theme, rect = self._kit.theme, QRect(option.rect)
        colour = theme.error if finding.severity == "error" else theme.warning
        colour = theme.quiet_text if finding.is_answered else colour
        painter.save()
        self._paint_ground(painter, option, rect)
        mark = self._kit.icons.icon("answered" if finding.is_answered else finding.severity.value, colour)
        mark.paint(painter, QRect(rect.left() + EDGE, rect.top() + 2 * SPACE, ICON, ICON))
        painter.setFont(small_font(option.font))
        painter.setPen(QColor(colour))
        room, word = self._word_rect(option, rect), index.data(FindingsModel.SEVERITY_WORD)
        word = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), word)
        painter.setFont(option.font)
        painter.setPen(QColor(theme.quiet_text if finding.is_answered else theme.text))
        painter.drawText(self._sentence_rect(option, rect, index), WRAPPED, index.data())
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        theme, state = self._kit.theme, option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.selection))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.current_tint))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(theme.rule))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(rect.left(), rect.top(), SPACE, rect.height(), QColor(theme.accent))

    def _word_rect(self, option: QStyleOptionViewItem, rect: QRect) -> QRect:
        left = rect.left() + EDGE + ICON + 2 * SPACE
        height = max(ICON, QFontMetrics(small_font(option.font)).height())
        return QRect(left, rect.top() + 2 * SPACE, rect.right() - EDGE - left, height)

    def _sentence_rect(self, option: QStyleOptionViewItem, rect: QRect, index: Index) -> QRect:
        word = self._word_rect(option, rect)
        room = QRect(word.left(), word.bottom() + 1 + SPACE // 2, word.width(), 10_000)
        return QRect(room.topLeft(), self._room(option, str(index.data()), room.width()))

    def _room(self, option: QStyleOptionViewItem, sentence: str, width: int) -> QSize:
        """How wide and high a sentence is where it may be so wide."""
        key = sentence, width, option.font.key()
        if key not in self._rooms:
            if len(self._rooms) > MOST_SIZES:
                self._rooms = {}
            placed = option.fontMetrics.boundingRect(QRect(0, 0, width, 10_000), WRAPPED, sentence)
            self._rooms[key] = placed.united(QRect(0, 0, width, 1)).size()
        return self._rooms[key]
