"""The field in which a cell of the grid is typed."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from fieldapp.ui.kit.aliases import Index, Modifier
from fieldapp.ui.kit.keys import Move, arrow_of, turn_of
from fieldapp.ui.kit.laying import named
from fieldapp.ui.kit.marks import FRAME
from fieldapp.ui.kit.theme import figures_font
from fieldapp.ui.sheet.model import ItemRole

_LEAVING = {Move.UP, Move.DOWN, Move.PAGE_UP, Move.PAGE_DOWN}
"""Moves that leave a field wherever its caret is."""


class CellDelegate(QStyledItemDelegate):
    """`moved(Move)`: a key ended an entry and goes on."""

    moved = Signal(object)

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = named(QLineEdit(parent), "cellField")
        field.setFrame(False)
        field.setAcceptDrops(False)  # a file that is dragged here is meant for the window
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setFont(figures_font(option.font))
        field.setAccessibleName(index.data(ItemRole.AccessibleTextRole))
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

    def finish(self, editor: QWidget) -> None:
        """Enter what is typed and close the field."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)


def _way_out(field: QLineEdit, event: QKeyEvent) -> Move | None:
    """The move of an arrow that has nowhere to go in the field any more."""
    move = arrow_of(event)
    if move is None or event.modifiers() & (Modifier.ShiftModifier | Modifier.ControlModifier):
        return None
    ends = {Move.LEFT: 0, Move.RIGHT: len(field.text())}
    is_at_end = ends.get(move) == field.cursorPosition() and not field.hasSelectedText()
    return move if move in _LEAVING or is_at_end else None
