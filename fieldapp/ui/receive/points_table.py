"""The cells of one file to look at and to choose from: old → new, or what each record claims."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem
from typing_extensions import override

from fieldapp.core.hq.choice import SHORTEST_NAME
from fieldapp.core.hq.plan import Plan
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell
from fieldapp.texts.receiving import cell_name, content_word
from fieldapp.ui.kit.aliases import LEFT, RIGHT, Key
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.marks import wrapped
from fieldapp.ui.receive.considered import Choices, Point
from fieldapp.ui.rows.read_only import as_rows

_HEADS = ("cell", "ours", "sealed", "theirs", "who", "chosen")
_FIGURES = (1, 2, 3)


class PointsTable(QTableWidget):
    """`turned(Point)`: Space, or a click on the box, on one that can be chosen."""

    turned = Signal(object)

    def __init__(self, programme: Programme, kit: Kit) -> None:
        super().__init__(0, len(_HEADS))
        self._programme, self._kit = programme, kit
        self._points: Sequence[Point] = ()
        self._plan: Plan | None = None
        self._choices = Choices()

        as_rows(self, [_HEADS.index("who")])

        self.cellClicked.connect(self._clicked)
        kit.texts_changed.connect(self._say)
        kit.theme_changed.connect(self._say)
        self._say()

    @property
    def points(self) -> Sequence[Point]:
        """What is shown."""
        return self._points

    def show_points(self, points: Sequence[Point], plan: Plan | None, choices: Choices) -> None:
        """Show these, and which of them are chosen."""
        is_other = points != self._points
        self._points, self._plan, self._choices = points, plan, choices
        self._say()
        if is_other:
            self.setCurrentCell(0 if points else -1, 0)

    def point_at(self, cell: Cell) -> None:
        """Give the keys to the first content of a cell."""
        places = [place for place, point in enumerate(self._points) if point.cell == cell]
        if places:
            self.setCurrentCell(places[0], 0)
            self.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Key.Key_Space and not event.isAutoRepeat():
            self._turn(self.currentRow())
            return
        super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        height = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        return QSize(super().sizeHint().width(), height + 6 * self.verticalHeader().defaultSectionSize())

    @override
    def minimumSizeHint(self) -> QSize:
        """Its heading and one row: the largest text leaves no more on the smallest screen."""
        height = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        return QSize(1, height + self.verticalHeader().defaultSectionSize())

    def _clicked(self, row: int, column: int) -> None:
        if column == _HEADS.index("chosen"):
            self._turn(row)

    def _turn(self, row: int) -> None:
        if 0 <= row < len(self._points) and self._points[row].take is not None:
            self.turned.emit(self._points[row])

    def _say(self) -> None:
        texts = self._kit.texts
        self.setAccessibleName(texts("plan.cells"))
        for place, key in enumerate(_HEADS):
            item = QTableWidgetItem(texts(f"plan.head-{key}"))
            item.setTextAlignment(RIGHT if place in _FIGURES else LEFT)
            self.setHorizontalHeaderItem(place, item)
        self.setColumnHidden(
            _HEADS.index("sealed"), not any(p.beside and p.beside.sealed for p in self._points)
        )
        self.setRowCount(len(self._points))
        for row, point in enumerate(self._points):
            for place, word in enumerate(self._words(point)):
                item = QTableWidgetItem(word)
                item.setTextAlignment(RIGHT if place in _FIGURES else LEFT)
                item.setToolTip(wrapped(word))
                if icon := self._icon(point, _HEADS[place]):
                    item.setIcon(icon)
                self.setItem(row, place, item)

    def _icon(self, point: Point, head: str) -> QIcon | None:
        theme, icons = self._kit.theme, self._kit.icons
        if head == "cell" and point.claim is not None:
            return icons.icon("error", theme.error)
        if head == "chosen" and self._is_chosen(point):
            return icons.icon("done", theme.accent)
        return None

    def _is_chosen(self, point: Point) -> bool:
        whole = point.take and type(point.take)(point.take.name)
        is_of_file = point.beside is not None and whole in self._choices.takes
        return point.take is not None and (point.take in self._choices.takes or is_of_file)

    def _words(self, point: Point) -> tuple[str, ...]:
        texts, programme, beside = self._kit.texts, self._programme, point.beside
        name = cell_name(point.cell, programme, texts)
        chosen = (
            texts("plan.taken") if self._is_chosen(point) else texts("plan.take-cell") if point.take else ""
        )
        theirs = content_word(point.cell, point.content, programme, texts)
        if point.claim is not None:
            ours = texts("plan.disputed")
            return name, ours, "", theirs, self._who(point), chosen
        ours = content_word(point.cell, beside.ours if beside else None, programme, texts)
        sealed = content_word(point.cell, beside.sealed, programme, texts) if beside else ""
        return name, ours, sealed, theirs, texts("plan.this-file"), chosen

    def _who(self, point: Point) -> str:
        """Who claims it, and in which record."""
        if self._plan is None or point.claim is None:
            return ""
        record = self._plan.after.records[point.claim.id]
        said = {"who": record.by, "revision": str(record.revision), "id": record.id[:SHORTEST_NAME]}
        office = self._kit.texts.names(self._programme.office(record.office).names)
        return self._kit.texts("plan.claim", office=office, **said)
