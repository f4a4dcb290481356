"""What of each part is typed, each figure beside what the whole has and what is left of it."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Value, parse
from fieldapp.core.programme import Programme
from fieldapp.core.records.recut import (
    Known,
    PartCell,
    cells_to_type,
    first_values,
    month_parts,
    parts_by_district,
)
from fieldapp.core.sheet import STATE, Cell, Content, RowState, Sheet
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, grid, looking
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.verify.key_field import KeyField

_WIDEST = "0,000,000.0000"
_NONE = "–"
"""No operations, as in the grid."""
_BESIDE = 16 * SPACE
"""What a screen has beside the fields, at least: the dialog's margins and its frame."""
_RIGHT = Qt.AlignmentFlag.AlignRight
_TOP = Qt.AlignmentFlag.AlignTop


class CutFields(QWidget):
    """Asks for what only the paper tells of the parts. `changed`: something else is typed or ticked;
    `finished`: Enter in the last field."""

    changed = Signal()
    finished = Signal()

    def __init__(
        self, whole: Sheet, programme: Programme, office: str, kit: Kit, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._whole, self._programme, self._kit = whole, programme, kit
        self._first = first_values(whole, programme, office)
        self._parts = month_parts(whole.period)
        self.refused: dict[PartCell, FieldAppError] = {}
        self._typed: dict[PartCell, Value] = {}
        self._set_aside: dict[PartCell, str] = {}
        """What was typed in rows that are marked now, to come back with them."""

        places = cells_to_type(whole, programme, office)
        self._rows = tuple(dict.fromkeys(cell.district for _, cell in places))
        self.fields = {place: KeyField() for place in places}
        self._lefts = {cell: looking(QLabel(), "quiet") for _, cell in places}
        holders = parts_by_district(whole, programme, office)
        self.idle = {
            (district, number): QCheckBox(kit.texts("cut.no-operations", part=self._parts[number]))
            for district in self._rows
            if not whole.missing(district)
            for number in holders[district]
        }
        self._scroll = QScrollArea(widgetResizable=True)

        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        for place, field in self.fields.items():
            field.setAccessibleName(self.words_for_field(place))
            self._show_left(place[1])
        for before, after in pairwise(self._in_turn()):
            self.setTabOrder(before, after)

        for place, field in self.fields.items():
            field.textEdited.connect(partial(self._take, place))
            field.editingFinished.connect(self.changed)
            field.stepped.connect(partial(self._step, place))
            field.focused.connect(partial(self._scroll.ensureWidgetVisible, field))
        for (district, number), box in self.idle.items():
            box.toggled.connect(partial(self._mark, district, number))

    def known(self) -> tuple[Known, ...]:
        """What is known of each part by now."""
        known: list[dict[Cell, Content]] = [dict(values) for values in self._first]
        for (number, cell), value in self._typed.items():
            known[number][cell] = value
        for (district, number), box in self.idle.items():
            if box.isChecked():
                known[number][Cell(district, STATE)] = RowState.NO_OPERATIONS
        return tuple(known)

    def open_fields(self) -> list[PartCell]:
        """The fields that are not typed yet, or cannot be read."""
        return [
            place for place, field in self.fields.items() if field.isEnabled() and place not in self._typed
        ]

    def words_for(self, cell: Cell) -> str:
        """A cell by its names."""
        texts, programme = self._kit.texts, self._programme
        place = texts.district(cell.district, programme)
        if cell.indicator == STATE:
            return place
        return f"{place}, {texts.column(cell.indicator, programme)}"

    def words_for_field(self, place: PartCell) -> str:
        """The same with the part, where more than one is typed."""
        words = self.words_for(place[1])
        return words if len(self._parts) == 2 else f"{words}, {self._part_words(place[0])}"

    def _part_words(self, number: int) -> str:
        return self._kit.texts.period(self._parts[number])

    def _lay_out(self) -> None:
        texts = self._kit.texts
        table = QWidget()
        lines = grid(table, across=4 * SPACE, down=SPACE)
        for place, key in enumerate(self._whole.indicators, start=2):
            head = looking(QLabel(texts.names(self._programme.indicator(key).short_names)), "quiet")
            lines.addWidget(head, 0, place, _RIGHT)
        line = 1
        for district in self._rows:
            line = self._lay_row(lines, line, district)
        lines.setRowStretch(line, 1)
        width = self.fontMetrics().horizontalAdvance(_WIDEST) + 4 * SPACE
        for (_, cell), field in self.fields.items():
            longest = self.fontMetrics().horizontalAdvance(self._longest_left(cell))
            field.setMinimumWidth(max(width, longest + 2 * SPACE))
            self._lefts[cell].setAlignment(_RIGHT)
        self._scroll.setWidget(table)
        column(self).addWidget(self._scroll)
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        widest = self.screen().availableGeometry().width() - _BESIDE
        self._scroll.setMinimumWidth(min(table.sizeHint().width() + bar + 2 * SPACE, widest))
        self._scroll.setMinimumHeight(min(table.sizeHint().height() + SPACE, 100 * SPACE))

    def _lay_row(self, lines: QGridLayout, line: int, district: str) -> int:
        """A district from this line on: a line for each part that is typed, and what is left; the line after
        it."""
        numbers = sorted({number for number, cell in self.fields if cell.district == district})
        named = column(spacing=SPACE)
        named.addWidget(QLabel(self._kit.texts.district(district, self._programme)))
        for (key, _), box in self.idle.items():
            if key == district:
                named.addWidget(box)
        named.addStretch(1)
        lines.addLayout(named, line, 0, len(numbers) + 2, 1)
        for below, number in enumerate(numbers):
            if len(self._parts) > 2:
                lines.addWidget(looking(QLabel(self._part_words(number)), "quiet"), line + below, 1)
            for place, key in enumerate(self._whole.indicators, start=2):
                if field := self.fields.get((number, Cell(district, key))):
                    lines.addWidget(field, line + below, place)
        for place, key in enumerate(self._whole.indicators, start=2):
            if left := self._lefts.get(Cell(district, key)):
                lines.addWidget(left, line + len(numbers), place, _TOP)
        lines.setRowMinimumHeight(line + len(numbers) + 2, SPACE)
        return line + len(numbers) + 3

    def _in_turn(self) -> list[QWidget]:
        """Row by row: its fields, then its marks."""
        turn: list[QWidget] = []
        for district in self._rows:
            turn += [field for (_, cell), field in self.fields.items() if cell.district == district]
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

    def _take(self, place: PartCell, text: str) -> None:
        self._typed.pop(place, None)
        self.refused.pop(place, None)
        if text.strip():
            try:
                self._typed[place] = parse(text, self._programme.indicator(place[1].indicator).unit)
            except FieldAppError as error:
                self.refused[place] = error
        self._show_left(place[1])
        self.changed.emit()

    def _show_left(self, cell: Cell) -> None:
        texts = self._kit.texts
        number = self._whole.value(cell.district, cell.indicator) or 0
        whole = self._figure(cell, number)
        asked = {place: field for place, field in self.fields.items() if place[1] == cell}
        at_work = [place for place, field in asked.items() if field.isEnabled()]
        left = number - sum((self._typed.get(place, 0) for place in at_work), start=0)
        if left < 0:
            words = texts("cut.too-many", whole=whole, more=self._figure(cell, -left))
        elif any(place not in self._typed for place in at_work):
            words = texts("cut.of", whole=whole)
        else:
            words = texts("cut.left", whole=whole, left=self._figure(cell, left))
        self._lefts[cell].setText(words)
        for field in asked.values():
            field.setAccessibleDescription(words)

    def _mark(self, district: str, number: int, on: bool) -> None:
        """A row is without operations in all parts but one at most; where it is, its fields need nothing."""
        boxes = [box for (key, _), box in self.idle.items() if key == district]
        if on and all(box.isChecked() for box in boxes):
            own = self.idle[district, number]
            boxes[(boxes.index(own) + 1) % len(boxes)].setChecked(False)
        for place, field in self.fields.items():
            if place[1].district == district and place[0] == number and field.isEnabled() == on:
                if on:
                    self._set_aside[place] = field.text()
                field.setText(_NONE if on else self._set_aside.pop(place))
                field.setEnabled(not on)
                self._show_left(place[1])
        self.changed.emit()

    def _step(self, place: PartCell, by: int) -> None:
        usable = [other for other, field in self.fields.items() if field.isEnabled()]
        to = usable.index(place) + by
        if to >= len(usable):
            self.finished.emit()
        else:
            self.fields[usable[max(to, 0)]].setFocus()


Write = Callable[[tuple[Sheet, ...]], None]
"""Puts the parts on the disk; raises FieldAppError where that cannot be."""
