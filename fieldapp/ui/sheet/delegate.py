"""How a cell of the grid is drawn, and the field in which it is typed."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPolygon
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from fieldapp.core.sheet import NO_OPERATIONS
from fieldapp.ui.kit.aliases import LEFT, RIGHT, Index, Modifier
from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.keys import Move, arrow_of, turn_of
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.marks import FRAME, Mark, draw_frame
from fieldapp.ui.kit.theme import SPACE, Theme, figures_font, small_font
from fieldapp.ui.sheet.lines import GridRow, RowKind
from fieldapp.ui.sheet.model import ItemRole, SheetRole
from fieldapp.ui.sheet.words import CellLook

PADDING = 3 * SPACE
CORNER = 7
FOLD = 9
FLAG_HEIGHT = 14
POLE = 4
_HEAVY = QFont.Weight.DemiBold

_ICONS = {Mark.ERROR: "error", Mark.WARNING: "warning", Mark.AGREES: "done", Mark.ANSWERED: "answered"}

_INK = {Mark.ERROR: "error", Mark.WARNING: "warning", Mark.AGREES: "quiet_text"}

_GROUNDS = {Mark.ERROR: "error_ground", Mark.WARNING: "warning_ground"}

_HEADINGS = (RowKind.REGION, RowKind.TOTAL)

_LEAVING = {Move.UP, Move.DOWN, Move.PAGE_UP, Move.PAGE_DOWN}
"""Moves that leave a field wherever its caret is."""


class CellDelegate(QStyledItemDelegate):
    """`moved(Move)`: a key ended an entry and goes on."""

    moved = Signal(object)

    def __init__(self, kit: Kit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._base, self._fonts = QFont(), (QFont(), QFont())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, look, view = option.rect, index.data(SheetRole.LOOK), option.widget
        is_current = isinstance(view, QAbstractItemView) and view.currentIndex() == index
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected) and not is_current
        painter.save()
        painter.fillRect(rect, self._ground(look, is_selected))
        draw_rules(painter, rect, look.row, self._kit.theme)
        self._draw_figure(painter, option, look)
        if look.note:
            _draw_fold(painter, rect, QColor(self._kit.theme.quiet_text))
        if look.flag:
            _draw_flag(painter, rect, QColor(self._kit.theme.accent))
        if isinstance(view, QAbstractItemView) and is_current:
            is_open = view.indexWidget(index) is not None
            has_keys = is_open or bool(option.state & QStyle.StateFlag.State_HasFocus)
            draw_frame(painter, rect, FRAME if has_keys else 1, QColor(self._kit.theme.accent))
        painter.restore()

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = QLineEdit(parent)
        field.setFrame(False)
        field.setAcceptDrops(False)  # a file that is dragged here is meant for the window
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setFont(figures_font(option.font))
        field.setAccessibleName(index.data(ItemRole.AccessibleTextRole))
        self.dress(field)
        return field

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(index.data(ItemRole.EditRole))

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit) and editor.isModified():
            model.setData(index, editor.text())

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(FRAME, FRAME, -FRAME, -FRAME))

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if (
            isinstance(editor, QLineEdit)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            move = turn_of(event) or _way_out(editor, event)
            if move is not None:
                self.finish(editor)
                self.moved.emit(move)
                return True
        return super().eventFilter(editor, event)

    def dress(self, field: QLineEdit) -> None:
        """Make a field look like the cell it covers."""
        theme = self._kit.theme
        field.setStyleSheet(
            f"border: none; border-radius: 0; min-height: 0; padding: 0 {PADDING - FRAME - 2}px;"
            f"color: {theme.text}; background: {theme.ground};"
            f"selection-color: {theme.text}; selection-background-color: {theme.selection};"
        )

    def finish(self, editor: QWidget) -> None:
        """Enter what is typed and close the field."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _ground(self, look: CellLook, is_selected: bool) -> QColor:
        quiet = "heading_ground" if look.row.kind in _HEADINGS else "ground"
        name = "selection" if is_selected else _GROUNDS.get(look.mark, quiet)
        return QColor(getattr(self._kit.theme, name))

    def _font(self, base: QFont, *, is_heavy: bool) -> QFont:
        """The same font again while the table has the same: Qt looks a new one up for every text."""
        if self._base != base:
            self._base = QFont(base)
            self._fonts = figures_font(base), figures_font(base)
            self._fonts[1].setWeight(_HEAVY)
        return self._fonts[is_heavy]

    def _draw_figure(self, painter: QPainter, option: QStyleOptionViewItem, look: CellLook) -> None:
        row, text, mark, beneath, _, _, is_typed = look
        if not text and mark is Mark.NONE:
            return
        is_quiet = text == NO_OPERATIONS or row.kind is RowKind.REGION or not is_typed
        ink = _INK.get(mark, "quiet_text" if is_quiet and row.kind is not RowKind.TOTAL else "text")
        if beneath:
            self._draw_beneath(painter, option, beneath)
        painter.setFont(self._font(option.font, is_heavy=row.kind is RowKind.TOTAL))
        painter.setPen(QColor(getattr(self._kit.theme, ink)))
        taken = beneath_width(option.font, beneath)
        taken += ICON + 2 * SPACE if mark in _ICONS else 0
        room = option.rect.adjusted(PADDING + taken, 0, -PADDING, 0)
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, RIGHT, text)
        if mark in _ICONS:
            left = room.right() - painter.fontMetrics().horizontalAdvance(text) - 2 * SPACE - ICON
            place = QRect(left, room.center().y() - ICON // 2 + 1, ICON, ICON)
            self._kit.icons.icon(_ICONS[mark], getattr(self._kit.theme, ink)).paint(painter, place)
        elif mark is Mark.WAITING:
            _draw_corner(painter, option.rect, QColor(self._kit.theme.quiet_text))

    def _draw_beneath(self, painter: QPainter, option: QStyleOptionViewItem, words: str) -> None:
        """Quietly on the left: what counts while the text on the right is no number."""
        painter.setFont(figures_font(small_font(option.font)))
        painter.setPen(QColor(self._kit.theme.quiet_text))
        painter.drawText(option.rect.adjusted(PADDING, 0, 0, 0), LEFT, words)


def beneath_width(font: QFont, words: str) -> int:
    """The room on the left of a cell for what counts beneath its text."""
    if not words:
        return 0
    return QFontMetrics(figures_font(small_font(font))).horizontalAdvance(words) + 3 * SPACE


def _way_out(field: QLineEdit, event: QKeyEvent) -> Move | None:
    """The move of an arrow that has nowhere to go in the field any more."""
    move = arrow_of(event)
    if move is None or event.modifiers() & (Modifier.ShiftModifier | Modifier.ControlModifier):
        return None
    ends = {Move.LEFT: 0, Move.RIGHT: len(field.text())}
    is_at_end = ends.get(move) == field.cursorPosition() and not field.hasSelectedText()
    return move if move in _LEAVING or is_at_end else None


def _draw_corner(painter: QPainter, rect: QRect, colour: QColor) -> None:
    top = rect.topLeft()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygon([top, top + QPoint(CORNER, 0), top + QPoint(0, CORNER)]))


def _draw_fold(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """The folded corner of a cell with a note; findings have the other corner, and another colour."""
    tip = rect.topRight() + QPoint(1, 0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygon([tip, tip - QPoint(FOLD, 0), tip + QPoint(0, FOLD)]))


def _draw_flag(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """A flag on its pole at the lower left of a cell that somebody wants to look at again."""
    foot = rect.bottomLeft() + QPoint(POLE, -2)
    painter.fillRect(QRect(foot - QPoint(0, FLAG_HEIGHT - 1), QSize(2, FLAG_HEIGHT)), colour)
    top = foot + QPoint(2, 1 - FLAG_HEIGHT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygon([top, top + QPoint(FOLD, 4), top + QPoint(0, 9)]))


def draw_rules(painter: QPainter, rect: QRect, row: GridRow, theme: Theme) -> None:
    """The line under a row, and the heavier one over the total."""
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme.rule))
    if row.kind is RowKind.TOTAL:
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), QColor(theme.heavy_rule))
