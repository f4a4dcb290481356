"""The checks of all sheets: what is open, what of it is wanted, and the way to each cell."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableView,
    QWidget,
)
from typing_extensions import override

from fieldapp.core.checks.review import ANSWERED, FLAGGED, IN_DISPUTE, ITEM_KINDS, Item
from fieldapp.core.programme import Programme
from fieldapp.texts.reviewing import item_aside, item_sentence
from fieldapp.ui.checks.filters import Filters
from fieldapp.ui.checks.items_model import ITEM_COLUMNS, OFFICE_COLUMN, ItemsModel
from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.language import locale_of
from fieldapp.ui.kit.laying import column, even, looking
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.rows.read_only import walked_by_rows

_Button = QDialogButtonBox.StandardButton
_Role = QDialogButtonBox.ButtonRole
_WIDTH, _HEIGHT = 270, 140
_MEASURED = 40
"""Rows after which all have the width of the others."""
_LINES = 3
"""Room for a sentence and what was said to it, so that nothing moves from one row to the next."""


class ChecksDialog(QDialog):
    """Filled while it is looked at. `go_wanted(Item)`, `flag_off_wanted(Item)`, `export_wanted(tuple)`: what
    is shown."""

    go_wanted = Signal(object)
    flag_off_wanted = Signal(object)
    export_wanted = Signal(object)

    def __init__(self, programme: Programme, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._programme, self._kit = programme, kit
        self._items: list[Item] = []
        self._counts: Counter[str] = Counter()
        self._done, self._all, self._unshown = 0, 0, 0
        self.is_whole = False

        self.count, self.nothing = QLabel(), QLabel()
        self.said, self.told = QLabel(), looking(QLabel(), "quiet")
        self.filters = Filters(programme, kit)
        self.table, self.pages = QTableView(), QStackedWidget()
        self.model = ItemsModel(programme, kit, self)
        self.go, self.flag_off, self.export = QPushButton(), QPushButton(), QPushButton()
        self.buttons = QDialogButtonBox(_Button.Close)

        self._prepare()
        self._lay_out()

        self.filters.changed.connect(self._choose)
        self.table.activated.connect(lambda index: self._go())
        self.table.selectionModel().currentChanged.connect(self._show_current)
        self.go.clicked.connect(self._go)
        self.flag_off.clicked.connect(self._take_off)
        self.export.clicked.connect(lambda: self.export_wanted.emit(self.model.rows))
        self.buttons.rejected.connect(self.reject)
        kit.texts_changed.connect(self._say)
        kit.theme_changed.connect(self._fit)
        self._say()
        self.resize(self.sizeHint())

    @property
    def items(self) -> Sequence[Item]:
        """All that was found so far, whatever is wanted of it."""
        return self._items

    @property
    def current(self) -> Item | None:
        """The item that has the keys."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    @override
    def sizeHint(self) -> QSize:
        """Room for sentences, within the window."""
        wanted = super().sizeHint().expandedTo(QSize(_WIDTH * SPACE, _HEIGHT * SPACE))
        parent = self.parentWidget()
        return wanted.boundedTo(parent.size()) if parent is not None else wanted

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def add(self, items: Sequence[Item], done: int, of: int, unshown: int) -> None:
        """Show what was found by now: so many sheets of so many were looked at, and some cannot be."""
        is_first = not self.model.rows
        self._items += items
        self._done, self._all, self._unshown = done, of, unshown
        wanted = self.filters.wanted
        self._count(items)
        self.model.append([item for item in items if wanted.admits(item)])
        if is_first:
            self._begin()
        if done >= of:
            self.is_whole = True
            self.filters.offer(self._items)
            self._fit()
        self._show_counts()

    def take_out(self, gone: Item) -> None:
        """A flag that was taken off."""
        row = self.table.currentIndex().row()
        self._items.remove(gone)
        self._choose()
        self._select(min(row, len(self.model.rows) - 1))

    def point_at(self, item: Item) -> None:
        """Make an item current, if it is there still."""
        if item in self.model.rows:
            self._select(self.model.rows.index(item))

    def tell(self, words: str) -> None:
        """Say what came of something."""
        self.told.setText(words)

    def _prepare(self) -> None:
        table = self.table
        table.setModel(self.model)
        walked_by_rows(table)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.horizontalHeader().setStretchLastSection(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for label in (self.count, self.nothing, self.said, self.told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.go.setDefault(True)
        self.flag_off.setAutoDefault(False)
        self.export.setAutoDefault(False)

    def _lay_out(self) -> None:
        for button in (self.go, self.flag_off, self.export):
            self.buttons.addButton(button, _Role.ActionRole)
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.nothing)
        whole = column(self, spacing=3 * SPACE, margins=even(5 * SPACE))
        for widget in (self.count, self.filters):
            whole.addWidget(widget)
        whole.addWidget(self.pages, 1)
        for last in (self.said, self.told, self.buttons):
            whole.addWidget(last)
        self.table.setFocus()

    def _say(self) -> None:
        texts = self._kit.texts
        self.setWindowTitle(texts("checks.window"))
        self.setLocale(locale_of(texts.language))
        self.table.setAccessibleName(texts("checks.window"))
        for button, key in ((self.go, "go"), (self.flag_off, "flag-off"), (self.export, "export")):
            button.setText(texts(f"checks.{key}"))
        self.buttons.button(_Button.Close).setText(texts("checks.close"))
        self.filters.say()
        self._fit()
        self._show_counts()
        self._show_current()

    def _choose(self) -> None:
        current, wanted = self.current, self.filters.wanted
        self.model.show_rows([item for item in self._items if wanted.admits(item)])
        self._counts.clear()
        self._count(self._items)
        self._begin()
        if current is not None:
            self.point_at(current)
        self._show_counts()
        self._show_current()

    def _begin(self) -> None:
        self._fit()
        if self.model.rows:
            self._select(0)

    def _select(self, row: int) -> None:
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))

    def _fit(self) -> None:
        """As wide as the first rows want it; to ask all of a thousand takes too long. Districts that are many
        leave the room to what was found, which names them again."""
        table, metrics = self.table, self.table.fontMetrics()
        table.verticalHeader().setDefaultSectionSize(metrics.lineSpacing() + 2 * SPACE)
        table.setColumnHidden(OFFICE_COLUMN, len({item.key.office for item in self._items}) < 2)
        header, rows = table.horizontalHeader(), range(min(len(self.model.rows), _MEASURED))
        most = dict.fromkeys(ITEM_COLUMNS, self.width() // 4) | {"district": self.width() // 7}
        self.said.setMinimumHeight(_LINES * self.said.fontMetrics().lineSpacing())
        for place in range(len(ITEM_COLUMNS) - 1):
            widths = [metrics.horizontalAdvance(str(self.model.index(row, place).data())) for row in rows]
            wanted = max(widths, default=0) + (0 if place else ICON + SPACE) + 7 * SPACE
            header.resizeSection(
                place, max(min(wanted, most[ITEM_COLUMNS[place]]), header.sectionSizeHint(place))
            )

    def _count(self, items: Sequence[Item]) -> None:
        """By kind, whichever kind is wanted."""
        admitted = {kind: replace(self.filters.wanted, kind=kind) for kind in ITEM_KINDS}
        self._counts.update(item.kind for item in items if admitted[item.kind].admits(item))

    def _show_counts(self) -> None:
        texts = self._kit.texts
        counts = {kind: self._counts[kind] for kind in ITEM_KINDS}
        still_open = sum(n for kind, n in counts.items() if kind != ANSWERED)
        numbers = {"open": still_open, **counts}
        said = texts("checks.count", **{name: str(n) for name, n in numbers.items()})
        if counts[IN_DISPUTE]:
            said += " " + texts("checks.count-disputed", n=counts[IN_DISPUTE])
        self.count.setText(said)
        if not self.is_whole and not self._all:
            done = texts("wait.checks")
        elif not self.is_whole:
            done = texts("checks.checking", done=str(self._done), all=str(self._all))
        else:
            done = texts("checks.checked", n=self._all - self._unshown)
            if self._unshown:
                done += " " + texts("checks.unshown", n=self._unshown)
        self.tell(done)
        has_rows = bool(self.model.rows)
        if has_rows or not self.is_whole:
            self.nothing.setText("" if has_rows else done)
        else:
            self.nothing.setText(texts("checks.nothing-open" if not still_open else "checks.nothing-such"))
        self.pages.setCurrentIndex(0 if has_rows else 1)
        self.export.setEnabled(has_rows and self.is_whole)

    def _show_current(self) -> None:
        item, texts = self.current, self._kit.texts
        self.go.setEnabled(item is not None)
        self.flag_off.setEnabled(item is not None and item.kind == FLAGGED)
        is_settled_elsewhere = item is not None and item.kind == IN_DISPUTE
        self.go.setText(texts("checks.settle" if is_settled_elsewhere else "checks.go"))
        if item is None:
            self.said.clear()
            return
        said, aside = item_sentence(item, self._programme, texts), item_aside(item)
        if aside and item.flag is not None:
            said += "\n" + texts("checks.said-flag", who=aside)
        elif aside:
            said += "\n" + texts("checks.said-answer", why=aside)
        self.said.setText(said)

    def _go(self) -> None:
        if self.current is not None:
            self.go_wanted.emit(self.current)

    def _take_off(self) -> None:
        if self.current is not None:
            self.flag_off_wanted.emit(self.current)
