"""The second person's fields: the items of each row, then the total of each column, as on the paper."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import parse
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.ui.kit.ask_line import AskLine
from fieldapp.ui.kit.chrome import set_look
from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, grid, looking, named, row
from fieldapp.ui.kit.marks import Mark
from fieldapp.ui.kit.theme import SPACE, title_font
from fieldapp.ui.verify.key_field import KeyField
from fieldapp.ui.verify.round import Round
from fieldapp.ui.verify.words import keyed_figure, place_label, place_name, summed, unit_of

_WIDEST = "0,000,000.0000"


class KeyingPage(QWidget):
    """Asks for `places`, and keeps in `begun` what can be read. `finished`: all of it is keyed and should
    be compared."""

    finished = Signal()

    def __init__(
        self,
        places: Sequence[Cell],
        begun: Round,
        programme: Programme,
        kit: Kit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._places, self._round, self._programme, self._kit = tuple(places), begun, programme, kit
        self._refused: dict[Cell, FieldAppError] = {}

        self._heading = QLabel()
        self._how = looking(QLabel(), "quiet")
        self._heads = {is_column: QLabel() for is_column in (False, True)}
        self._aside = looking(QLabel(), "quiet")
        self.fields = {cell: KeyField() for cell in self._places}
        self._labels = {cell: QLabel() for cell in self._places}
        self._signs = {cell: QLabel() for cell in self._places}
        self._scroll = QScrollArea(widgetResizable=True)
        self.ask_line = AskLine(kit)
        self._progress = QLabel()
        self.compare = QPushButton(autoDefault=False)

        self._heading.setFont(title_font(self.font()))
        self._heading.setWordWrap(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()

        for cell, field in self.fields.items():
            field.stepped.connect(lambda by, cell=cell: self._step(cell, by))
            field.editingFinished.connect(lambda cell=cell: self._take(cell))
            field.focused.connect(lambda cell=cell: self._arrive(cell))
        self.ask_line.chosen.connect(self._answer)
        self.compare.clicked.connect(self._finish)
        kit.texts_changed.connect(self._say)
        kit.theme_changed.connect(self._say)
        self._say()

    @property
    def progress_text(self) -> str:
        """How much is keyed, in words."""
        return self._progress.text()

    def _say(self) -> None:
        """What cannot be read stays as it was typed."""
        texts = self._kit.texts
        self._heading.setText(texts("verify.keying", name=self._round.who))
        self._how.setText(texts("verify.how"))
        self._heads[False].setText(texts("verify.rows"))
        self._heads[True].setText(texts("verify.columns"))
        self._aside.setText(summed(self._programme, texts))
        self.compare.setText(texts("verify.compare"))
        for cell in self._places:
            self._labels[cell].setText(place_label(cell, self._programme, texts))
            self.fields[cell].setAccessibleName(place_name(cell, self._programme, texts))
            if cell not in self._refused and not self.fields[cell].isModified():
                self._show_value(cell)
            self._show_sign(cell)
        self._show_progress()

    def begin(self, cell: Cell | None = None) -> None:
        """Put the caret into a place, or into the first that is still to be keyed."""
        self.fields[cell or self._open_places()[0]].setFocus()

    def _lay_out(self) -> None:
        heads = grid(across=2 * SPACE, down=SPACE)
        for is_column in (False, True):
            cells = [cell for cell in self._places if (cell.district == CONTROL) == is_column]
            heads.addLayout(self._group(cells, is_column), 0, int(is_column))
        heads.setHorizontalSpacing(10 * SPACE)
        inside = named(QWidget(), "keying")
        whole = row(inside, margins=(0, 0, 4 * SPACE, 0))
        whole.addLayout(heads)
        whole.addStretch()
        self._scroll.setWidget(inside)
        foot = row(spacing=4 * SPACE)
        foot.addWidget(self._progress, 1)
        foot.addWidget(self.compare)
        page = column(self, spacing=3 * SPACE)
        page.addWidget(self._heading)
        page.addWidget(self._how)
        page.addWidget(self._scroll, 1)
        page.addWidget(self.ask_line)
        page.addLayout(foot)

    def _group(self, cells: Sequence[Cell], is_column: bool) -> QGridLayout:
        places = grid(across=2 * SPACE, down=SPACE)
        places.addWidget(self._heads[is_column], 0, 0, 1, 3)
        places.addWidget(QLabel() if is_column else self._aside, 1, 0, 1, 3)
        for line, cell in enumerate(cells, start=2):
            field, sign, label = self.fields[cell], self._signs[cell], self._labels[cell]
            label.setBuddy(field)
            field.setFixedWidth(field.fontMetrics().horizontalAdvance(_WIDEST) + 6 * SPACE)
            sign.setFixedSize(ICON, ICON)
            places.addWidget(label, line, 0)
            places.addWidget(field, line, 1)
            places.addWidget(sign, line, 2)
        places.setRowStretch(len(cells) + 2, 1)
        return places

    def _open_places(self) -> list[Cell]:
        return [cell for cell in self._places if cell not in self._round.keyed] or list(self._places[-1:])

    def _step(self, cell: Cell, by: int) -> None:
        """To the next field if this one can be read; after the last, to the first that is still open."""
        if not self._take(cell):
            return
        place = self._places.index(cell) + by
        if place < len(self._places):
            self.fields[self._places[max(place, 0)]].setFocus()
        elif self._round.keyed.keys() >= {*self._places}:
            self._finish()
        else:
            self.fields[self._open_places()[0]].setFocus()

    def _take(self, cell: Cell) -> bool:
        """Read a field; False where it cannot be read."""
        field = self.fields[cell]
        if field.isModified():
            self._refused.pop(cell, None)
            self._round.keyed.pop(cell, None)
            if field.text().strip():
                self._read(cell, field.text())
            self._show_sign(cell)
            self._show_progress()
            self._ask(cell)
        return cell not in self._refused

    def _read(self, cell: Cell, text: str) -> None:
        try:
            self._round.keyed[cell] = parse(text, unit_of(cell, self._programme))
        except FieldAppError as error:
            self._refused[cell] = error
            self.fields[cell].setModified(False)
            return
        self._show_value(cell)

    def _answer(self, reading: str) -> None:
        cell = next(cell for cell, field in self.fields.items() if cell in self._refused and field.hasFocus())
        self.fields[cell].setText(reading)
        self.fields[cell].setModified(True)
        self._step(cell, 1)

    def _arrive(self, cell: Cell) -> None:
        self._scroll.ensureWidgetVisible(self.fields[cell])
        self._ask(cell)

    def _ask(self, cell: Cell) -> None:
        """Say what is the matter with a field, and offer the ways to read it."""
        error = self._refused.get(cell)
        if error is None:
            self.ask_line.say("")
            return
        readings = error.readings
        if readings:
            place = place_name(cell, self._programme, self._kit.texts)
            sentence = self._kit.texts("verify.which", place=place, text=error.details["text"])
        else:
            sentence = self._kit.texts.error(error)
        point = self._kit.texts("formats.decimal")
        self.ask_line.say(sentence, Mark.ERROR, [(text, text.replace(".", point)) for text in readings])

    def _show_value(self, cell: Cell) -> None:
        value = self._round.keyed.get(cell)
        shown = "" if value is None else keyed_figure(cell, value, self._programme, self._kit.texts)
        self.fields[cell].setText(shown)

    def _show_sign(self, cell: Cell) -> None:
        """A tick for what is keyed (it says nothing of whether it agrees), a cross for what is not read."""
        theme, sign, field = self._kit.theme, self._signs[cell], self.fields[cell]
        icon, colour, key = ("", "", "")
        if cell in self._refused:
            icon, colour, key = "error", theme.error, "verify.not-read"
        elif cell in self._round.keyed:
            icon, colour, key = "ready", theme.quiet_text, "verify.keyed"
        words = self._kit.texts(key) if key else ""
        if icon:
            sign.setPixmap(self._kit.icons.pixmap(icon, colour, ICON, self.devicePixelRatioF()))
        else:
            sign.clear()
        sign.setToolTip(words)
        field.setAccessibleDescription(words or self._kit.texts("verify.how"))
        set_look(field, "alarm", cell in self._refused)

    def _show_progress(self) -> None:
        done = sum(cell in self._round.keyed for cell in self._places)
        self._progress.setText(self._kit.texts("verify.progress", done=done, n=len(self._places)))
        self.compare.setEnabled(done == len(self._places))

    def _finish(self) -> None:
        self.finished.emit()
