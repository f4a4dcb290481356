"""The fields in which one row of an opening balance is typed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Value, retypable
from fieldapp.core.period import Period
from fieldapp.core.programme import HQ, Programme
from fieldapp.core.spans.balance_rows import BalanceRow, read_balance
from fieldapp.ui.kit.choice import Choice
from fieldapp.ui.kit.chrome import set_look
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, grid, row
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.period.date_field import DateField

_LONGEST_SOURCE, _LONGEST_FIGURE = 200, 40


class BalanceFields(QWidget):
    """`changed`: something else is there. `places`: keys of districts, and an empty one for all together."""

    changed = Signal()

    def __init__(self, programme: Programme, office: str, places: Sequence[str], kit: Kit) -> None:
        super().__init__()
        self._programme, self._office, self._kit = programme, office, kit
        self._marked: QWidget | None = None
        self.wrong: QWidget | None = None

        self.start, self.end, self.place = DateField(kit), DateField(kit), Choice(kit)
        self.figures = {item.key: QLineEdit(maxLength=_LONGEST_FIGURE) for item in programme.active}
        self.source = QLineEdit(maxLength=_LONGEST_SOURCE)
        named = ("start", "end", "place", "source", *self.figures)
        self.labels = {name: QLabel() for name in named}
        self.offer(places)
        self._lay_out()

        self.place.currentIndexChanged.connect(self.changed)
        for day in (self.start, self.end):
            day.changed.connect(self.changed)
        for field in (*self.figures.values(), self.source):
            field.textChanged.connect(self.changed)
        kit.texts_changed.connect(self._say)
        self._say()

    @property
    def is_begun(self) -> bool:
        """Whether a figure is typed."""
        return any(field.text().strip() for field in self.figures.values())

    @property
    def is_day_being_typed(self) -> bool:
        """Whether somebody is in the middle of a date."""
        return self.start.is_being_typed or self.end.is_being_typed

    def offer(self, places: Sequence[str]) -> None:
        """Have these places to choose from; the one that is chosen stays."""
        chosen = self.place.currentData()
        blocked = self.place.blockSignals(True)
        self.place.clear()
        for key in places:
            self.place.addItem(self.place_name(key), key)
        self.place.setCurrentIndex(max(0, self.place.findData(chosen)))
        self.place.blockSignals(blocked)

    def row(self) -> BalanceRow:
        """What is typed; where it cannot be read, `wrong` is the field. Raises FieldAppError as `read_date`
        and `Period` do, and `in-column`."""
        values: dict[str, Value] = {}
        for key, field in self.figures.items():
            if field.text().strip():
                with self._reading(field):
                    values[key] = self._figure(key, field.text())
        with self._reading(self.start):
            start = self.start.day()
        with self._reading(self.end):
            days = Period(start, self.end.day())
        return BalanceRow(days, " ".join(self.source.text().split()), self.place.currentData(), values)

    def show_row(self, row: BalanceRow) -> None:
        """Put a row into the fields, to be put right."""
        self.start.show_day(row.period.start)
        self.end.show_day(row.period.end)
        self.place.setCurrentIndex(max(0, self.place.findData(row.district)))
        point = self._kit.texts("formats.decimal")
        for key, field in self.figures.items():
            unit = self._programme.indicator(key).unit
            known = key in row.values
            field.setText(retypable(row.values[key], unit).replace(".", point) if known else "")
        self.source.setText(row.source)

    def begin(self, end: date) -> None:
        """Have the last of some days in the fields, and nothing else."""
        self.start.clear()
        self.end.show_day(end)
        self.source.clear()
        self.go_on(self.place.itemData(0))

    def go_on(self, place: str) -> None:
        """The same days and source of another place, without figures."""
        self.place.setCurrentIndex(max(0, self.place.findData(place)))
        for field in self.figures.values():
            field.clear()

    def field_of(self, error: FieldAppError) -> QWidget:
        """Where what stands in the way of a row can be put right."""
        first = next(iter(self.figures.values()))
        match error.code:
            case "opening-no-source" | "opening-sources":
                return self.source
            case "opening-there":
                return self.place
            case "openings-overlap":
                return self.start
            case "opening-parts":
                return self.figures.get(error.text("column"), first)
            case _:
                return first

    def mark(self, field: QWidget | None, words: str = "") -> None:
        """Have one field say what is wrong with it, and no other."""
        if self._marked is not None:
            set_look(self._marked, "alarm", False)
            self._marked.setAccessibleDescription(self._hint(self._marked))
        self._marked = field
        if field is not None:
            set_look(field, "alarm", True)
            field.setAccessibleDescription(words)

    def place_name(self, key: str) -> str:
        """A district by its name, or what all of them together are called."""
        if key:
            return self._kit.texts.district(key, self._programme)
        return self._kit.texts("balance.national" if self._office == HQ else "balance.together")

    @contextmanager
    def _reading(self, field: QWidget) -> Iterator[None]:
        try:
            yield
        except FieldAppError:
            self.wrong = field
            raise

    def _figure(self, key: str, text: str) -> Value:
        item = self._programme.indicator(key)
        try:
            return read_balance(text, item.unit)
        except FieldAppError as error:
            name = self._kit.texts.names(item.short_names)
            raise FieldAppError("in-column", column=name, cause=error) from error

    def _lay_out(self) -> None:
        days = grid(across=2 * SPACE, down=SPACE)
        for line, (name, day) in enumerate((("start", self.start), ("end", self.end))):
            for at, part in enumerate((self.labels[name], day, day.words)):
                days.addWidget(part, line, at)
            self.labels[name].setBuddy(day)
        days.setColumnStretch(2, 1)
        where = column(spacing=SPACE)
        where.addWidget(self.labels["place"])
        where.addWidget(self.place)
        where.addStretch()
        self.labels["place"].setBuddy(self.place)
        head = row(spacing=6 * SPACE)
        head.addLayout(days, 1)
        head.addLayout(where)
        counts = QGridLayout()
        for at, (key, field) in enumerate(self.figures.items()):
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            counts.addWidget(self.labels[key], 0, at)
            counts.addWidget(field, 1, at)
            self.labels[key].setBuddy(field)
        source = row(spacing=2 * SPACE)
        source.addWidget(self.labels["source"])
        source.addWidget(self.source, 1)
        self.labels["source"].setBuddy(self.source)
        whole = column(self, spacing=3 * SPACE)
        whole.addLayout(head)
        whole.addLayout(counts)
        whole.addLayout(source)

    def _hint(self, field: QWidget) -> str:
        """What a field is for."""
        if isinstance(field, DateField):
            return field.words.text() or self._kit.texts("errors.date-missing")
        name = "source" if field is self.source else "place" if field is self.place else "figure"
        return self._kit.texts(f"balance.{name}-hint")

    def _say(self) -> None:
        texts = self._kit.texts
        fields = {"start": self.start, "end": self.end, "place": self.place, "source": self.source}
        for name, field in (fields | self.figures).items():
            word = self._column_name(name) if name in self.figures else texts(f"balance.{name}")
            self.labels[name].setText(word)
            field.setAccessibleName(word)
            field.setAccessibleDescription(self._hint(field))
        for at in range(self.place.count()):
            self.place.setItemText(at, self.place_name(self.place.itemData(at)))

    def _column_name(self, key: str) -> str:
        return self._kit.texts.names(self._programme.indicator(key).short_names)
