"""One of the two tables that make the grid: it draws, and turns keys into moves and entries."""

import contextlib
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QPalette,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QLineEdit, QTableView, QWidget
from typing_extensions import override

from fieldapp.core.sheet import Cell
from fieldapp.ui.kit.aliases import Modifier
from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.keys import arrow_of, is_letter_key, is_widening, turn_of
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import named, room_in
from fieldapp.ui.kit.marks import Mark
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.sheet.delegate import CellDelegate
from fieldapp.ui.sheet.drawing import PADDING, CellDrawing, beneath_width
from fieldapp.ui.sheet.heads import ColumnHeads, RowHeads
from fieldapp.ui.sheet.model import SheetModel, SheetRole

LEAST_ROW = 28
USUAL_FIGURE = "8,888.8"
LONGEST_IN_SIGHT = 24
"""Characters of a typed text for which a column makes room; the rest is in its tip."""

Trigger = QAbstractItemView.EditTrigger
Select = QItemSelectionModel.SelectionFlag
Still = Qt.WidgetAttribute.WA_UpdatesDisabled


class SheetTable(QTableView):
    """`moved(Move, bool)`: a key wants to go somewhere, taking the selection along or not; the grid knows
    where that is. `all_wanted`: the whole grid is to be selected. `left_keys`: letters that are commands of
    the grid and start no entry."""

    moved = Signal(object, bool)
    all_wanted = Signal()

    def __init__(
        self, model: SheetModel, delegate: CellDelegate, kit: Kit, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.left_keys = ""
        self._row_height = 0
        self._anchor = QModelIndex()
        self.sheet_model = model
        self.delegate = delegate
        self.column_heads = ColumnHeads(kit, self)
        self.row_heads = RowHeads(kit, self)
        self.corner = named(QLabel(self), "gridCorner")
        self._drawing = CellDrawing(self, model, kit)

        self._have_viewport()
        self.corner.setIndent(PADDING)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setHorizontalHeader(self.column_heads)
        self.setVerticalHeader(self.row_heads)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(Trigger.EditKeyPressed | Trigger.AnyKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setWordWrap(False)

        self.doubleClicked.connect(self.edit_in_place)
        model.head_changed.connect(self.row_heads.redraw)
        kit.theme_changed.connect(self._dress)

    def choose(self, index: QModelIndex, is_widening: bool = False) -> None:
        """Make a cell the current one, alone or with everything from where the selection began."""
        chosen = self.selectionModel()
        if is_widening and self._anchor.isValid():
            chosen.setCurrentIndex(index, Select.NoUpdate)
            chosen.select(QItemSelection(*_corners(self._anchor, index)), Select.ClearAndSelect)
            return
        self._anchor = index
        chosen.setCurrentIndex(index, Select.ClearAndSelect)
        if index.row() == 1:
            self.scrollToTop()  # the heading above belongs to it

    def leave(self) -> None:
        """Have no current cell and no selection: the other table has them."""
        self._anchor = QModelIndex()
        self.selectionModel().clear()

    def current_cell(self) -> Cell | None:
        """The cell of the current index."""
        index = self.currentIndex()
        return index.data(SheetRole.CELL) if index.isValid() else None

    def chosen(self) -> list[QModelIndex]:
        """The selected cells, row by row."""
        return sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))

    def edit_in_place(self) -> None:
        """Open the current cell's field, the caret behind what is there."""
        if not self.sheet_model.may_change():
            return
        index = self.currentIndex()
        if super().edit(index, Trigger.EditKeyPressed, QEvent(QEvent.Type.None_)) and (field := self.field()):
            field.deselect()
            field.end(False)

    def field(self) -> QLineEdit | None:
        """The field that is open, if any."""
        field = self.indexWidget(self.currentIndex())
        return field if isinstance(field, QLineEdit) else None

    def finish_editing(self) -> None:
        """Enter what is being typed."""
        field = self.field()
        if field is not None:
            self.delegate.finish(field)

    def usual_fit(self, column: int) -> int:
        """The same for figures of the usual length, whatever is entered."""
        figure = self.fontMetrics().horizontalAdvance(USUAL_FIGURE) * 11 // 10
        return max(self.column_heads.fit(column), figure + 2 * PADDING + ICON + 2 * SPACE)

    def cell_fit(self, row: int, column: int) -> int:
        """The width that a figure needs, with what stands beside it and room for a mark. A text that is none
        may be long."""
        model, metrics = self.sheet_model, self.fontMetrics()
        look = model.words.look(model.rows[row], model.columns[column])
        width = metrics.horizontalAdvance(look.text) * 11 // 10 + SPACE
        if look.mark is Mark.ERROR:
            width = min(width, LONGEST_IN_SIGHT * metrics.averageCharWidth())
        beneath = beneath_width(self.font(), look.beneath) if look.beneath else 0
        return width + beneath + 2 * PADDING + ICON + 2 * SPACE

    def _have_viewport(self) -> None:
        """As Qt's own, but made here: whoever asks for Qt's has PySide make every class of widgets."""
        viewport = named(QWidget(), "qt_scrollarea_viewport")
        viewport.setBackgroundRole(QPalette.ColorRole.Base)
        viewport.setAutoFillBackground(True)
        self.setViewport(viewport)

    def _dress(self) -> None:
        if self.isVisible():
            self.viewport().update()

    @property
    def usual_row(self) -> int:
        """The height of a row that is easy to read in the font at hand."""
        return max(LEAST_ROW, self.fontMetrics().height() + 3 * SPACE)

    @property
    def least_row(self) -> int:
        """The height below which rows run into each other."""
        return self.fontMetrics().height() + 2 * SPACE

    @property
    def head_extra(self) -> int:
        """How much higher than the others the row of the column heads is."""
        return SPACE

    def row_height(self) -> int:
        """The height of a row."""
        return self._row_height or self.usual_row

    def set_row_height(self, height: int) -> None:
        """Make every row as high, and the row of the column heads a little higher."""
        self._row_height = height
        if self.row_heads.defaultSectionSize() != height:  # Qt draws all heads anew, however high they were
            self.row_heads.setDefaultSectionSize(height)
        self.column_heads.setFixedHeight(height + self.head_extra)

    def rows_in_view(self) -> int:
        """How many rows a page is."""
        head = 0 if self.column_heads.isHidden() else self.column_heads.height()
        return max(1, (room_in(self).height() - head) // self.row_height() - 1)

    def whole_height(self) -> int:
        """The height that shows every row."""
        head = 0 if self.column_heads.isHidden() else self.row_height() + self.head_extra
        return head + self.sheet_model.rowCount() * self.row_height()

    @override
    def updateGeometries(self) -> None:
        """Qt asks for it after each word on a table, of which a new one hears many before it is seen."""
        if not self.isVisible():
            return
        super().updateGeometries()
        place = QRect(0, 0, self.row_heads.width(), self.column_heads.height())
        if place != self.corner.geometry():
            self.corner.setGeometry(place)
            self.corner.raise_()
        self.corner.setVisible(not self.column_heads.isHidden())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._drawing.draw(event.region())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        with self._current_alone():
            super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        with self._current_alone():
            super().focusOutEvent(event)

    @contextlib.contextmanager
    def _current_alone(self) -> Iterator[None]:
        """Only the frame of the current cell tells who has the keys; Qt would draw every cell anew with each
        entry, twice."""
        view = self.viewport()
        is_still = view.testAttribute(Still)
        view.setAttribute(Still)  # not setUpdatesEnabled, which draws everything when it ends
        try:
            yield
        finally:
            view.setAttribute(Still, is_still)
        self.update(self.currentIndex())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.updateGeometries()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not event.modifiers() & Modifier.ShiftModifier:
            self._anchor = self.currentIndex()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        turn, arrow = turn_of(event), arrow_of(event)
        if turn is not None:
            self.moved.emit(turn, False)
        elif arrow is not None:
            self.moved.emit(arrow, is_widening(event))
        elif event.key() == Qt.Key.Key_F2:
            self.edit_in_place()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_wanted.emit()
        elif self._starts_entry(event):
            if self.sheet_model.may_change():
                super().edit(self.currentIndex(), Trigger.AnyKeyPressed, event)
        else:
            event.ignore()

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Qt opens the field for a text that is being composed; what is committed at once it drops."""
        had_field = self.field() is not None
        super().inputMethodEvent(event)
        text, field = event.commitString(), self.field()
        if text and field is None and self.currentIndex().flags() & Qt.ItemFlag.ItemIsSelectable:
            self.edit_in_place()
            field = self.field()
        if text and field is not None and not had_field and not field.isModified():
            field.selectAll()
            field.insert(text)

    def _starts_entry(self, event: QKeyEvent) -> bool:
        """Whatever can be seen, so that a slip of the finger is seen too; but not the grid's own letters."""
        if event.modifiers() & (Modifier.ControlModifier | Modifier.AltModifier | Modifier.MetaModifier):
            return False
        text = event.text()
        return text.isprintable() and bool(text) and not is_letter_key(event, self.left_keys)


def _corners(one: QModelIndex, other: QModelIndex) -> tuple[QModelIndex, QModelIndex]:
    rows = sorted((one.row(), other.row()))
    columns = sorted((one.column(), other.column()))
    model = one.model()
    return model.index(rows[0], columns[0]), model.index(rows[1], columns[1])
