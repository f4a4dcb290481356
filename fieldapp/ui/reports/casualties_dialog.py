"""Counts of casualties as of a day: listed, and typed with their sums checked while they are typed."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import MOST_DIGITS
from fieldapp.core.published.kept import CasualtyCount, require_sums
from fieldapp.core.published.reading import VICTIMS
from fieldapp.ui.kit.aliases import LEFT, RIGHT
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.language import locale_of
from fieldapp.ui.kit.laying import column, even, row
from fieldapp.ui.kit.notice import NOTHING, Message, Say, Strip
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.period.date_field import DateField
from fieldapp.ui.rows.read_only import as_rows, size_for

_Button = QDialogButtonBox.StandardButton
_Role = QDialogButtonBox.ButtonRole
_COLUMNS = ("as-of", "since", *VICTIMS, "source")
_SINCE = date(2020, 11, 10)
"""The day since which the agencies count; shown before another one is typed."""

_LONGEST_SOURCE = 200
_WIDTH, _ROWS = 230, 4


class CasualtiesDialog(QDialog):
    """The newest count first. `keep_wanted(CasualtyCount)`: its sums are right;
    `remove_wanted(CasualtyCount)`."""

    keep_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(
        self, known: Sequence[CasualtyCount], today: date, kit: Kit, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._known: tuple[CasualtyCount, ...] = ()
        self._kit = kit

        self.table, self.nothing = QTableWidget(0, len(_COLUMNS)), QLabel()
        self.as_of, self.since = DateField(kit), DateField(kit)
        self.fields = {name: QLineEdit(maxLength=MOST_DIGITS - 1) for name in VICTIMS}
        self.source = QLineEdit(maxLength=_LONGEST_SOURCE)
        self.labels = {name: QLabel() for name in _COLUMNS}
        self.said = Strip(kit)
        self.keep, self.remove = QPushButton(), QPushButton(autoDefault=False)
        self.buttons = QDialogButtonBox(_Button.Close)

        as_rows(self.table, [len(_COLUMNS) - 1])
        self.as_of.show_day(today)
        self.since.show_day(_SINCE)
        self._lay_out()

        self.table.currentCellChanged.connect(lambda *_: self._take_row())
        for field in (*self.fields.values(), self.source):
            field.textChanged.connect(self._check)
        for day in (self.as_of, self.since):
            day.changed.connect(self._check)
        self.keep.clicked.connect(self._keep)
        self.remove.clicked.connect(self._remove)
        self.buttons.rejected.connect(self.reject)
        kit.texts_changed.connect(self._say)
        self.show_known(known)
        self._say()
        self.as_of.setFocus()
        self.resize(self.sizeHint())

    @override
    def sizeHint(self) -> QSize:
        """As wide as what the table says, within the window that it stands over."""
        return size_for(self.table, super().sizeHint(), _WIDTH * SPACE, self.parentWidget())

    @property
    def known(self) -> tuple[CasualtyCount, ...]:
        """Those that are listed, the newest first."""
        return self._known

    def show_known(self, known: Sequence[CasualtyCount], current: CasualtyCount | None = None) -> None:
        """List these; the one of the days of `current` has the keys."""
        self._known = tuple(reversed(known))
        days = [(one.as_of, one.since) for one in self._known]
        blocked = self.table.blockSignals(True)
        self._fill()
        place = days.index((current.as_of, current.since)) if current is not None else -1
        self.table.setCurrentCell(place, 0)
        self.table.blockSignals(blocked)
        self.updateGeometry()
        self._check()

    def tell(self, kind: str, words: str) -> None:
        """Say what came of something."""
        self.said.tell(Message(kind, lambda texts: words))

    def _lay_out(self) -> None:
        days, counts, source = QGridLayout(), QGridLayout(), row(spacing=2 * SPACE)
        for line, (name, field) in enumerate((("as-of", self.as_of), ("since", self.since))):
            for place, part in enumerate((self.labels[name], field, field.words)):
                days.addWidget(part, line, place)
            self.labels[name].setBuddy(field)
        days.setColumnStretch(2, 1)
        for place, (name, count) in enumerate(self.fields.items()):
            count.setAlignment(Qt.AlignmentFlag.AlignRight)
            counts.addWidget(self.labels[name], 0, place)
            counts.addWidget(count, 1, place)
            self.labels[name].setBuddy(count)
        source.addWidget(self.labels["source"])
        source.addWidget(self.source, 1)
        self.labels["source"].setBuddy(self.source)
        self.table.setMinimumHeight(_ROWS * self.table.verticalHeader().defaultSectionSize())
        for button in (self.keep, self.remove):
            self.buttons.addButton(button, _Role.ActionRole)
        self.keep.setDefault(True)
        self.nothing.setWordWrap(True)
        whole = column(self, spacing=3 * SPACE, margins=even(5 * SPACE))
        whole.addWidget(self.nothing)
        whole.addWidget(self.table, 1)
        whole.addLayout(days)
        whole.addLayout(counts)
        whole.addLayout(source)
        whole.addWidget(self.said)
        whole.addWidget(self.buttons)

    def _say(self) -> None:
        texts = self._kit.texts
        self.setWindowTitle(texts("reconcile.casualties-name"))
        self.setLocale(locale_of(texts.language))
        self.table.setAccessibleName(texts("reconcile.casualties-name"))
        self.nothing.setText(texts("reconcile.no-casualties"))
        for place, name in enumerate(_COLUMNS):
            word = texts(f"reconcile.{'casualty-' if name not in VICTIMS else ''}{name}")
            self.labels[name].setText(word)
            head = QTableWidgetItem(word)
            head.setTextAlignment(RIGHT if name in VICTIMS else LEFT)
            self.table.setHorizontalHeaderItem(place, head)
            field = {"as-of": self.as_of, "since": self.since, "source": self.source}.get(name)
            (field or self.fields[name]).setAccessibleName(word)
        for count in self.fields.values():
            count.setAccessibleDescription(texts("reconcile.casualties-hint"))
        self.source.setAccessibleDescription(texts("reconcile.casualties-source-hint"))
        self.keep.setText(texts("reconcile.casualties-keep"))
        self.remove.setText(texts("reconcile.casualties-remove"))
        self.buttons.button(_Button.Close).setText(texts("range.close"))
        self._fill()
        self._check()

    def _fill(self) -> None:
        texts = self._kit.texts
        self.table.setRowCount(len(self._known))
        self.nothing.setVisible(not self._known)
        for line, one in enumerate(self._known):
            counts = [texts.shown(one.figures[name]) if name in one.figures else "" for name in VICTIMS]
            words = (texts.date(one.as_of), texts.date(one.since), *counts, one.source)
            for place, word in enumerate(words):
                item = QTableWidgetItem(word)
                item.setTextAlignment(RIGHT if _COLUMNS[place] in VICTIMS else LEFT)
                self.table.setItem(line, place, item)

    def _current(self) -> CasualtyCount | None:
        line = self.table.currentRow()
        return self._known[line] if 0 <= line < len(self._known) else None

    def _take_row(self) -> None:
        """What is chosen can be put right in the fields."""
        one = self._current()
        if one is None:
            return
        self.as_of.show_day(one.as_of)
        self.since.show_day(one.since)
        for name, field in self.fields.items():
            field.setText(str(one.figures[name]) if name in one.figures else "")
        self.source.setText(one.source)

    def _typed(self) -> CasualtyCount:
        """Raises FieldAppError for what cannot be read or does not add up."""
        counts: dict[str, int] = {}
        for name, field in self.fields.items():
            text = field.text().strip()
            if text and not (text.isascii() and text.isdigit()):
                raise FieldAppError("casualties-no-count", text=text)
            if text:
                counts[name] = int(text)
        source = " ".join(self.source.text().split())
        count = require_sums(CasualtyCount(self.as_of.day(), self.since.day(), source, counts))
        if not source:
            raise FieldAppError("casualties-no-source")
        return count

    def _check(self) -> None:
        """Say what is wrong while it is typed; nothing typed yet is not wrong."""
        self.remove.setEnabled(self._current() is not None)
        parts = [self.fields[name].text().strip() for name in ("killed", "injured")]
        is_sum = all(part.isascii() and part.isdigit() for part in parts)
        self.fields["total"].setPlaceholderText(str(sum(map(int, parts))) if is_sum else "")
        try:
            self._typed()
        except FieldAppError as error:
            self.keep.setEnabled(False)
            is_begun = any(field.text().strip() for field in self.fields.values())
            is_day = self.as_of.is_being_typed or self.since.is_being_typed
            is_missing = error.code == "casualties-no-source" and not self.source.isModified()
            quiet = is_day or not is_begun or is_missing
            self.said.tell(NOTHING if quiet else Message("warning", _sentence_of(error)))
            return
        self.keep.setEnabled(True)
        self.said.tell(NOTHING)

    def _keep(self) -> None:
        self.keep_wanted.emit(self._typed())

    def _remove(self) -> None:
        if (one := self._current()) is not None:
            self.remove_wanted.emit(one)


def _sentence_of(error: FieldAppError) -> Say:
    return lambda texts: texts.error(error)
