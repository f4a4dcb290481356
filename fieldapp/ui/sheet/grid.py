"""The grid: the rows of the open sheet, its totals pinned below, and one path of keys through both."""

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.ask_line import AskLine
from fieldapp.ui.kit.keys import BY_ROWS, Move, is_letter_key
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.marks import Mark
from fieldapp.ui.kit.notice import Message
from fieldapp.ui.kit.theme import qpalette
from fieldapp.ui.sheet.clipboard import Copied, mime_of
from fieldapp.ui.sheet.delegate import CellDelegate
from fieldapp.ui.sheet.filling import fill_cells
from fieldapp.ui.sheet.layout import SheetLayout
from fieldapp.ui.sheet.lines import body_rows, footer_rows
from fieldapp.ui.sheet.model import SheetModel, SheetRole
from fieldapp.ui.sheet.moves import Reach
from fieldapp.ui.sheet.shown_columns import ShownColumns
from fieldapp.ui.sheet.table import SheetTable

_TABLE_FOCUS = {True: Qt.FocusPolicy.StrongFocus, False: Qt.FocusPolicy.ClickFocus}


class SheetGrid(QWidget):
    """`current_changed(Cell | None)`: another cell has the frame. `paste_wanted(Target)`: the clipboard's
    block is to be laid there. `told(Message)`: why a command did nothing."""

    current_changed = Signal(object)
    paste_wanted = Signal(object)
    told = Signal(object)

    def __init__(self, document: Document, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._kit = document, kit
        self._cell: Cell | None = None
        self._asked: Cell | None = None
        self._is_at_end = False
        self._by_rows = False
        self._is_choosing_all = False

        self.body, self.footer = (
            SheetTable(SheetModel(document, rows, kit, self), CellDelegate(self), kit, self)
            for rows in (body_rows, footer_rows)
        )
        self.ask_line = AskLine(kit, self)
        self._tables = (self.body, self.footer)
        self.columns = ShownColumns(document, [table.sheet_model for table in self._tables], self)

        self._layout = SheetLayout(self.body, self.footer, self.ask_line, self)

        document.leaving.connect(self.finish_editing)
        document.cells_changed.connect(self._refresh)
        document.period_changed.connect(document.keying.end)
        document.period_changed.connect(self._restore)  # what was selected was of the other sheet
        document.period_changed.connect(self._tell)
        document.keying.changed.connect(self._tell)
        self.ask_line.chosen.connect(self._answer)
        for table in self._tables:
            table.moved.connect(self.move_by)
            table.delegate.moved.connect(self.move_by)
            table.sheet_model.entered.connect(self._entered)
            table.sheet_model.modelReset.connect(self._restore)
            table.all_wanted.connect(self.select_all)
            table.selectionModel().currentChanged.connect(self._current_moved)
            table.selectionModel().selectionChanged.connect(lambda *_, table=table: self._chosen_in(table))
        kit.texts_changed.connect(self._say)
        kit.theme_changed.connect(self._dress)
        self._dress()
        self._say()
        self._restore()

    def _say(self) -> None:
        texts = self._kit.texts
        for table in self._tables:
            table.left_keys = texts("grid.no-operations-keys")
        self.body.corner.setText(texts("grid.district"))
        self.body.setAccessibleName(texts("grid.name"))
        self.footer.setAccessibleName(texts("grid.name-footer"))
        self.footer.setAccessibleDescription(texts("grid.tip-control"))
        self._refresh()

    def _dress(self) -> None:
        self.setPalette(qpalette(self._kit.theme))

    def enter_by_rows(self, by_rows: bool) -> None:
        """Go on along the rows with Enter, or down the columns."""
        self._by_rows = by_rows
        self._document.keying.go_to(self._cell, by_rows=by_rows)
        self._tell()

    def current_cell(self) -> Cell | None:
        """The cell with the frame, or None where the sheet has no cells."""
        return self._cell

    def fit_width(self) -> int:
        """The width that shows every column."""
        return self._layout.fit_width()

    def go_to(self, cell: Cell) -> None:
        """Give a cell the frame and the keys; a place without a column stands for its row's first cell. What
        is not in the grid is left alone."""
        if self.point_at(cell) and self._cell is not None:
            self._table_of(self._cell).setFocus()

    def point_at(self, cell: Cell) -> bool:
        """The same, but the keys stay where they are, if that is not the grid; whether there is the cell."""
        columns = self._field().columns
        target = cell if cell.indicator in columns else Cell(cell.district, columns[0])
        if not self._field().holds(target):
            return False
        has_keys = any(table.hasFocus() for table in self._tables)
        self._select(target)
        if has_keys:
            self._table_of(target).setFocus()
        return True

    def move_by(self, move: Move, is_widening: bool = False) -> None:
        """Go on from the current cell, as a key would."""
        if self._cell is None:
            return
        field = self._field()
        if is_widening:  # a selection stays among the districts, or among the control totals
            in_footer = self._cell.district == CONTROL
            field = replace(field, rows=(CONTROL,) if in_footer else field.rows[:-1])
        target = field.step(self._cell, BY_ROWS.get(move, move) if self._by_rows else move)
        has_keys = self._table_of(self._cell) is self.window().focusWidget()  # active or not: see kit/dialogs
        stays = target == self._cell
        self._is_at_end = stays and move in (Move.BELOW, Move.NEXT)
        self._select(target, is_widening)
        if has_keys:
            self._table_of(target).setFocus()
        if stays:  # any other has told
            self._tell()

    def finish_editing(self) -> None:
        """Enter what is being typed; for whoever is about to do something with the sheet."""
        for table in self._tables:
            table.finish_editing()

    def select_all(self) -> None:
        """Select everything that is typed: the districts and the control totals."""
        self._is_choosing_all = True
        for table in self._tables:
            table.selectAll()
        self._is_choosing_all = False

    def copy(self) -> None:
        """Put the selected block on the clipboard; headings between its rows are left out."""
        self.finish_editing()
        by_place = {
            ((index.model() is self.footer.sheet_model, index.row()), index.column()): index.data(
                SheetRole.COPIED
            )
            for index in self._chosen()
        }
        rows = sorted({row for row, _ in by_place})
        columns = sorted({column for _, column in by_place})
        if by_place:
            block = [[by_place.get((row, column), Copied("")) for column in columns] for row in rows]
            QGuiApplication.clipboard().setMimeData(mime_of(block))

    def cut(self) -> None:
        """Copy the selected block and empty it. Where it is blank, what is on the clipboard stays."""
        self.finish_editing()
        if any(index.data(SheetRole.COPIED).shown for index in self._chosen()):
            self.copy()
            self.clear_selected()

    def paste(self) -> None:
        """Have the clipboard's block laid over the grid from the first selected cell on."""
        self.finish_editing()
        chosen, field = self._chosen(), self._field()
        if chosen:
            first: Cell = chosen[0].data(SheetRole.CELL)
            is_control = first.district == CONTROL
            end = None if chosen[-1].model() is self.footer.sheet_model else -1
            rows = (CONTROL,) if is_control else field.rows[field.rows.index(first.district) : end]
            from fieldapp.core.table.block import Target

            self.paste_wanted.emit(Target(rows, field.columns[field.columns.index(first.indicator) :]))

    def fill_down(self) -> None:
        """Fill the selected rows with what the first of them holds, or one row with what is above it; where
        that cannot be, it is said why."""
        self.finish_editing()
        cells = [index.data(SheetRole.CELL) for index in self._chosen()]
        why_not = fill_cells(self._document, cells, self._field().rows[:-1]) if cells else None
        if why_not is not None:
            self.told.emit(Message("info", why_not))

    def clear_selected(self) -> None:
        """Empty the selected cells."""
        self.finish_editing()
        self._document.clear([index.data(SheetRole.CELL) for index in self._chosen()])

    def mark_no_operations(self) -> None:
        """Mark the selected rows as *no operations*, or take the marks off."""
        self.finish_editing()
        districts = {index.data(SheetRole.CELL).district: None for index in self._chosen()}
        districts.pop(CONTROL, None)
        if districts:
            self._document.mark_no_operations(districts)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the tables leave: the commands."""
        if event.isAutoRepeat():
            return  # one press, one step
        for standard, command in (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Cut, self.cut),
            (QKeySequence.StandardKey.Paste, self.paste),
        ):
            if event.matches(standard):
                command()
                return
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_selected()
        elif is_plain and is_letter_key(event, self._kit.texts("grid.no-operations-keys")):
            self.mark_no_operations()
        elif event.key() == Qt.Key.Key_Escape and self.ask_line.text:
            self._asked = None
            self.ask_line.say("")
        else:
            super().keyPressEvent(event)

    def _field(self) -> Reach:
        """Districts and then the control totals: what the keys can reach."""
        typed = [row.key for table in self._tables for row in table.sheet_model.rows if row.is_typed]
        columns = [column.key for column in self.body.sheet_model.columns if column.is_typed]
        return Reach(tuple(typed), tuple(columns), self.body.rows_in_view(), self._filled(columns))

    def _filled(self, columns: list[str]) -> frozenset[Cell]:
        sheet = self._document.sheet
        marked = filter(sheet.has_no_operations, sheet.districts)
        in_marked = [Cell(district, key) for district in marked for key in columns]
        return frozenset([*sheet.values, *self._document.unread_texts, *in_marked])

    def _table_of(self, cell: Cell) -> SheetTable:
        return self.footer if cell.district == CONTROL else self.body

    def _chosen(self) -> list[QModelIndex]:
        """The selected cells; those of one table alone, but for when everything is selected."""
        return [index for table in self._tables for index in table.chosen()]

    def _chosen_in(self, table: SheetTable) -> None:
        for other in self._tables:
            if other is not table and not self._is_choosing_all and table.chosen():
                other.selectionModel().clearSelection()

    def _select(self, cell: Cell, is_widening: bool = False) -> None:
        table = self._table_of(cell)
        table.choose(table.sheet_model.index_of(cell), is_widening)

    def _restore(self) -> None:
        """After other rows have come: the same cell, or the first."""
        field = self._field()
        if self._cell is None or not field.holds(self._cell):
            self._cell = Cell(field.rows[0], field.columns[0])
        self._layout.fit()
        self._select(self._cell)

    def _current_moved(self, index: QModelIndex) -> None:
        cell = index.data(SheetRole.CELL) if index.isValid() else None
        if cell is None:
            return
        self._is_at_end = self._is_at_end and cell == self._cell
        self._cell = cell
        for table in self._tables:
            is_here = table is self._table_of(cell)
            table.setFocusPolicy(_TABLE_FOCUS[is_here])
            table.row_heads.set_current(index.row() if is_here else -1)
            if is_here:
                self.setFocusProxy(table)
            else:
                table.leave()
        self.body.column_heads.set_current(index.column())
        self._document.keying.go_to(cell, by_rows=self._by_rows)
        self._tell()
        self.current_changed.emit(cell)

    def _entered(self, cell: Cell) -> None:
        before, self._asked = self._asked, cell if self._document.unread(cell) else None
        if before or self._asked:
            self._tell()

    def _answer(self, reading: str) -> None:
        if cell := self._asked or self._cell:
            self._document.enter(cell, reading)

    def _refresh(self) -> None:
        self._layout.fit()
        self._tell()

    def _tell(self) -> None:
        """Ask about what was just typed, or else say what is wrong with the current cell."""
        if self._asked is not None and self._document.unread(self._asked) is None:
            self._asked = None
        cell, words = self._asked or self._cell, self.body.sheet_model.words
        sentence, mark, readings = words.question(cell) if cell else ("", Mark.NONE, ())
        if cell and self._is_at_end:
            sentence = sentence or words.at_end(cell)
        hint = words.hint(by_rows=self._by_rows)
        self.body.setAccessibleDescription(hint)
        self.ask_line.say(sentence or ("" if self._document.sheet.values else hint), mark, readings)
