"""The first part's figures, each beside what the whole has and what is left for the second."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QScrollArea, QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Value, parse
from fieldapp.core.programme import Programme
from fieldapp.core.records.recut import FirstPart, cells_to_type, first_values, two_parts
from fieldapp.core.sheet import STATE, Cell, Content, RowState, Sheet
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, grid, looking
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.verify.key_field import KeyField

_WIDEST = "0,000,000.0000"
_MOST_WIDTH = 1280
"""So that with its frame the dialog fits a screen of 1366 × 768 with the largest text."""
_NONE = "–"
"""No operations, as in the grid."""


class CutFields(QWidget):
    """Asks for what only the paper tells of the first part. `changed`: something else is typed or ticked;
    `finished`: Enter in the last field."""

    changed = Signal()
    finished = Signal()

    def __init__(
        self, whole: Sheet, programme: Programme, office: str, kit: Kit, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._whole, self._programme, self._kit = whole, programme, kit
        self._known = first_values(whole, programme, office)
        self._halves = two_parts(whole.period)
        self.refused: dict[Cell, FieldAppError] = {}
        self._typed: dict[Cell, Value] = {}
        self._set_aside: dict[Cell, str] = {}
        """What was typed in rows that are marked now, to come back with them."""

        cells = cells_to_type(whole, programme, office)
        self._rows = tuple(dict.fromkeys(cell.district for cell in cells))
        self.fields = {cell: KeyField() for cell in cells}
        self._lefts = {cell: looking(QLabel(), "quiet") for cell in cells}
        self.idle = {
            (district, place): QCheckBox(kit.texts("cut.no-operations", part=half))
            for district in self._rows
            if not whole.missing(district)
            for place, half in enumerate(self._halves)
        }
        self._scroll = QScrollArea(widgetResizable=True)

        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        for cell in cells:
            self._name(cell)
            self._show_left(cell)
        for before, after in pairwise(self._in_turn()):
            self.setTabOrder(before, after)

        for cell, field in self.fields.items():
            field.textEdited.connect(partial(self._take, cell))
            field.editingFinished.connect(self.changed)
            field.stepped.connect(partial(self._step, cell))
            field.focused.connect(partial(self._scroll.ensureWidgetVisible, field))
        for (district, place), box in self.idle.items():
            box.toggled.connect(partial(self._mark, district, place))

    def first_part(self) -> FirstPart:
        """What is known of the first part by now."""
        marked = [district for (district, place), box in self.idle.items() if place == 0 and box.isChecked()]
        values: dict[Cell, Content] = {**self._known, **self._typed}
        for district in marked:
            values = {cell: content for cell, content in values.items() if cell.district != district}
            values[Cell(district, STATE)] = RowState.NO_OPERATIONS
        after = [district for (district, place), box in self.idle.items() if place == 1 and box.isChecked()]
        return FirstPart(values, tuple(after))

    def open_fields(self) -> list[Cell]:
        """The fields that are not typed yet, or cannot be read."""
        return [cell for cell, field in self.fields.items() if field.isEnabled() and cell not in self._typed]

    def words_for(self, cell: Cell) -> str:
        """A cell by its names."""
        texts, programme = self._kit.texts, self._programme
        place = texts.district(cell.district, programme)
        if cell.indicator == STATE:
            return place
        return f"{place}, {texts.names(programme.indicator(cell.indicator).short_names)}"

    def _lay_out(self) -> None:
        texts = self._kit.texts
        table = QWidget()
        lines = grid(table, across=4 * SPACE, down=SPACE)
        for place, key in enumerate(self._whole.indicators, start=1):
            head = looking(QLabel(texts.names(self._programme.indicator(key).short_names)), "quiet")
            lines.addWidget(head, 0, place, Qt.AlignmentFlag.AlignRight)
        for line, district in enumerate(self._rows, start=1):
            named = column(spacing=SPACE)
            named.addWidget(QLabel(texts.district(district, self._programme)))
            for place in range(len(self._halves)):
                if box := self.idle.get((district, place)):
                    named.addWidget(box)
            lines.addLayout(named, line, 0, Qt.AlignmentFlag.AlignTop)
            for place, key in enumerate(self._whole.indicators, start=1):
                if field := self.fields.get(Cell(district, key)):
                    held = column(spacing=SPACE)
                    held.addWidget(field)
                    held.addWidget(self._lefts[Cell(district, key)])
                    lines.addLayout(held, line, place, Qt.AlignmentFlag.AlignTop)
        lines.setRowStretch(len(self._rows) + 1, 1)
        width = self.fontMetrics().horizontalAdvance(_WIDEST) + 4 * SPACE
        for cell, field in self.fields.items():
            longest = self.fontMetrics().horizontalAdvance(self._longest_left(cell))
            field.setMinimumWidth(max(width, longest + 2 * SPACE))
            self._lefts[cell].setAlignment(Qt.AlignmentFlag.AlignRight)
        self._scroll.setWidget(table)
        column(self).addWidget(self._scroll)
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self._scroll.setMinimumWidth(min(table.sizeHint().width() + bar + 2 * SPACE, _MOST_WIDTH))
        self._scroll.setMinimumHeight(min(table.sizeHint().height() + SPACE, 100 * SPACE))

    def _in_turn(self) -> list[QWidget]:
        """Row by row: its fields, then its marks."""
        turn: list[QWidget] = []
        for district in self._rows:
            turn += [field for cell, field in self.fields.items() if cell.district == district]
            turn += [box for (key, _), box in self.idle.items() if key == district]
        return turn

    def _longest_left(self, cell: Cell) -> str:
        """What may stand below a field, so that nothing moves while it is typed."""
        whole = self._figure(cell, self._whole.value(cell.district, cell.indicator) or 0)
        texts = self._kit.texts
        words = texts("cut.left", whole=whole, left=whole), texts("cut.too-many", whole=whole, more=whole)
        return max(words, key=len)

    def _figure(self, cell: Cell, value: Value) -> str:
        return self._kit.texts.figure(value, self._programme.indicator(cell.indicator).unit)

    def _name(self, cell: Cell) -> None:
        self.fields[cell].setAccessibleName(self.words_for(cell))

    def _take(self, cell: Cell, text: str) -> None:
        self._typed.pop(cell, None)
        self.refused.pop(cell, None)
        if text.strip():
            try:
                self._typed[cell] = parse(text, self._programme.indicator(cell.indicator).unit)
            except FieldAppError as error:
                self.refused[cell] = error
        self._show_left(cell)
        self.changed.emit()

    def _show_left(self, cell: Cell) -> None:
        texts = self._kit.texts
        number = self._whole.value(cell.district, cell.indicator) or 0
        whole, typed = self._figure(cell, number), self._typed.get(cell)
        if not self.fields[cell].isEnabled():
            words = texts("cut.left", whole=whole, left=whole)
        elif typed is None:
            words = texts("cut.of", whole=whole)
        elif typed > number:
            words = texts("cut.too-many", whole=whole, more=self._figure(cell, typed - number))
        else:
            words = texts("cut.left", whole=whole, left=self._figure(cell, number - typed))
        self._lefts[cell].setText(words)
        self.fields[cell].setAccessibleDescription(words)

    def _mark(self, district: str, place: int, on: bool) -> None:
        """A row is without operations in one part at most; in the first, its fields need nothing."""
        other = self.idle[district, 1 - place]
        if on and other.isChecked():
            other.setChecked(False)
        is_first_idle = self.idle[district, 0].isChecked()
        for cell, field in self.fields.items():
            if cell.district == district and field.isEnabled() == is_first_idle:
                if is_first_idle:
                    self._set_aside[cell] = field.text()
                field.setText(_NONE if is_first_idle else self._set_aside.pop(cell))
                field.setEnabled(not is_first_idle)
                self._show_left(cell)
        self.changed.emit()

    def _step(self, cell: Cell, by: int) -> None:
        usable = [other for other, field in self.fields.items() if field.isEnabled()]
        place = usable.index(cell) + by
        if place >= len(usable):
            self.finished.emit()
        else:
            self.fields[usable[max(place, 0)]].setFocus()


Write = Callable[[Sheet, Sheet], None]
"""Puts the two parts on the disk; raises FieldAppError where that cannot be."""
