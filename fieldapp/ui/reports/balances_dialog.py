"""Opening balances: listed row by row, typed, put right and removed, with what is wrong said at its field."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.core.programme import Programme
from fieldapp.core.spans.balance import Opening
from fieldapp.core.spans.balance_rows import BalanceRow, balance_rows, places_of, with_row, without_row
from fieldapp.ui.kit.aliases import LEFT, RIGHT
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.language import locale_of
from fieldapp.ui.kit.laying import column, even
from fieldapp.ui.kit.notice import NOTHING, Message, Strip
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.reports.balance_fields import BalanceFields
from fieldapp.ui.rows.read_only import as_rows, size_for

_Button = QDialogButtonBox.StandardButton
_Role = QDialogButtonBox.ButtonRole
_LATER = ("date-missing", "balance-empty", "opening-no-source", "opening-sources")
"""What is said only when somebody wants to keep it: until then it may be about to be typed."""
_WIDTH, _ROWS = 230, 4


class BalancesDialog(QDialog):
    """`wanted(tuple[Opening, ...], BalanceRow, bool)`: have these be the balances in the place of `openings`,
    with that row kept or removed. `until`: the day to which a first balance may reach."""

    wanted = Signal(object, object, bool)

    def __init__(
        self,
        programme: Programme,
        office: str,
        openings: Sequence[Opening],
        until: date,
        today: date,
        kit: Kit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._programme, self._until, self._kit = programme, until, kit
        self._places = partial(places_of, programme, office, today)
        self.openings: Sequence[Opening] = ()
        self._rows: tuple[BalanceRow, ...] = ()

        self.table, self.about, self.head = QTableWidget(0, len(programme.active) + 3), QLabel(), QLabel()
        self.fields = BalanceFields(programme, office, self._places(openings), kit)
        self.said = Strip(kit)
        self.new, self.remove = QPushButton(autoDefault=False), QPushButton(autoDefault=False)
        self.keep, self.buttons = QPushButton(), QDialogButtonBox(_Button.Close)

        as_rows(self.table, [self.table.columnCount() - 1])
        self._lay_out()

        self.table.currentCellChanged.connect(lambda *_: self._take_row())
        self.fields.changed.connect(self._check)
        self.new.clicked.connect(self._begin)
        self.keep.clicked.connect(self._keep)
        self.remove.clicked.connect(self._remove)
        self.buttons.rejected.connect(self.reject)
        kit.texts_changed.connect(self._say)
        self.show_openings(openings)
        self._begin()
        self._say()
        self.resize(self.sizeHint())

    @property
    def is_new(self) -> bool:
        """Whether what is typed is a row more, and none in the place of another."""
        return self._current() is None

    @override
    def sizeHint(self) -> QSize:
        """As wide as what the table says, within the window that it stands over."""
        return size_for(self.table, super().sizeHint(), _WIDTH * SPACE, self.parentWidget())

    def show_openings(self, openings: Sequence[Opening], current: BalanceRow | None = None) -> None:
        """List these; the row `current` has the keys."""
        self.openings, self._rows = openings, balance_rows(openings, self._programme)
        blocked = self.table.blockSignals(True)
        self.fields.offer(self._places(openings))
        self._fill()
        self.table.setCurrentCell(self._rows.index(current) if current in self._rows else -1, 0)
        self.table.blockSignals(blocked)
        self._check()

    def go_on(self, row: BalanceRow) -> None:
        """After a new row was kept: the next place of the same days that has none yet."""
        place = self.fields.place
        keys = [place.itemData(at) for at in range(place.count())]
        held = {one.district for one in self._rows if one.period == row.period}
        after = keys[keys.index(row.district) + 1 :] if row.district in keys else []
        self.fields.go_on(next((key for key in after if key not in held), row.district))
        next(iter(self.fields.figures.values())).setFocus()

    def name_of(self, row: BalanceRow) -> dict[str, object]:
        """What a row is called in a sentence."""
        return {"place": self.fields.place_name(row.district), "period": row.period}

    def tell(self, kind: str, words: str) -> None:
        """Say what came of something."""
        self.said.tell(Message(kind, lambda texts: words))

    def _lay_out(self) -> None:
        self.table.setMinimumHeight(_ROWS * self.table.verticalHeader().defaultSectionSize())
        for button in (self.new, self.keep, self.remove):
            self.buttons.addButton(button, _Role.ActionRole)
        self.keep.setDefault(True)
        for label in (self.about, self.head):
            label.setWordWrap(True)
        whole = column(self, spacing=3 * SPACE, margins=even(5 * SPACE))
        whole.addWidget(self.about)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.head)
        whole.addWidget(self.fields)
        whole.addWidget(self.said)
        whole.addWidget(self.buttons)

    def _say(self) -> None:
        texts = self._kit.texts
        self.setWindowTitle(texts("balance.window"))
        self.setLocale(locale_of(texts.language))
        self.table.setAccessibleName(texts("balance.window"))
        names = [texts.names(item.short_names) for item in self._programme.active]
        for at, word in enumerate((texts("balance.days"), texts("balance.place"), *names)):
            head = QTableWidgetItem(word)
            head.setTextAlignment(RIGHT if at > 1 else LEFT)
            self.table.setHorizontalHeaderItem(at, head)
        source = QTableWidgetItem(texts("balance.source"))
        source.setTextAlignment(LEFT)
        self.table.setHorizontalHeaderItem(len(names) + 2, source)
        for name, button in (("new", self.new), ("keep", self.keep), ("remove", self.remove)):
            button.setText(texts(f"balance.{name}"))
        self.buttons.button(_Button.Close).setText(texts("range.close"))
        self._fill()
        self._check()

    def _fill(self) -> None:
        texts = self._kit.texts
        none = texts("balance.none")
        self.about.setText(texts("balance.about") if self._rows else f"{none} {texts('balance.about')}")
        self.table.setRowCount(len(self._rows))
        columns = [
            texts.figures([one.values.get(item.key) for one in self._rows], item.unit)
            for item in self._programme.active
        ]
        for line, one in enumerate(self._rows):
            place = self.fields.place_name(one.district)
            words = (texts.period(one.period), place, *(figures[line] for figures in columns), one.source)
            for at, word in enumerate(words):
                item = QTableWidgetItem(word)
                item.setTextAlignment(RIGHT if 1 < at < len(words) - 1 else LEFT)
                self.table.setItem(line, at, item)

    def _current(self) -> BalanceRow | None:
        line = self.table.currentRow()
        return self._rows[line] if 0 <= line < len(self._rows) else None

    def _take_row(self) -> None:
        """What is chosen can be put right in the fields."""
        one = self._current()
        if one is not None:
            self.fields.show_row(one)
        self._check()

    def _begin(self) -> None:
        """Have nothing chosen: a row more, of the days that were chosen or of the newest."""
        like = self._current() or (self._rows[0] if self._rows else None)
        self.table.setCurrentCell(-1, 0)
        if like is not None:
            self.fields.show_row(like)
            self.go_on(like)
        else:
            self.fields.begin(self._until)
            self.fields.start.setFocus()
        self._check()

    def _made(self) -> tuple[tuple[Opening, ...], BalanceRow]:
        """The balances with what is typed. Raises FieldAppError, and then the fields know which is wrong."""
        row, current = self.fields.row(), self._current()
        if current is not None:  # a column that is switched off has no field, and keeps its figure
            left = {key: value for key, value in current.values.items() if key not in self.fields.figures}
            row = replace(row, values={**left, **row.values})
        try:
            return with_row(self.openings, row, current), row
        except FieldAppError as error:
            self.fields.wrong = self.fields.field_of(error)
            raise self._named(error) from error

    def _named(self, error: FieldAppError) -> FieldAppError:
        """The same with the names of columns and places in the place of their keys."""
        details = dict(error.details)
        if error.code == "opening-parts":
            item = self._programme.indicator(error.text("column"))
            details["column"] = self._kit.texts.names(item.short_names)
        if error.code == "opening-there":
            details["place"] = self.fields.place_name(error.text("place"))
        return FieldAppError(error.code, **details)

    def _check(self) -> None:
        """Say what is wrong while it is typed; what is not typed yet is not wrong."""
        one = self._current()
        texts = self._kit.texts
        key = "balance.change-head" if one is not None else "balance.new-head"
        self.head.setText(texts(key, **(self.name_of(one) if one is not None else {})))
        self.remove.setEnabled(one is not None)
        self.new.setEnabled(one is not None)
        try:
            self._made()
        except FieldAppError as error:
            if self.fields.is_begun and not self.fields.is_day_being_typed and error.code not in _LATER:
                self._refuse(error)
                return
        self.fields.mark(None)
        self.said.tell(NOTHING)

    def _refuse(self, error: FieldAppError) -> None:
        words = self._kit.texts.error(error)
        self.fields.mark(self.fields.wrong, words)
        self.tell("warning", words)

    def _keep(self) -> None:
        try:
            openings, row = self._made()
        except FieldAppError as error:
            self._refuse(error)
            if (wrong := self.fields.wrong) is not None:
                wrong.setFocus()
                if isinstance(wrong, QLineEdit):
                    wrong.selectAll()
            return
        self.wanted.emit(openings, row, True)

    def _remove(self) -> None:
        if (one := self._current()) is not None:
            self.wanted.emit(without_row(self.openings, one), one, False)
