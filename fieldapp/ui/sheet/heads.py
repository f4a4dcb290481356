"""The heads of the grid: names of the rows on the left, names of the columns on top."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from fieldapp.ui.kit.aliases import Align
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.theme import SPACE, small_font
from fieldapp.ui.sheet.drawing import PADDING, draw_rules
from fieldapp.ui.sheet.lettering import Lettering, heavy
from fieldapp.ui.sheet.lines import GridRow, RowKind
from fieldapp.ui.sheet.model import ItemRole, SheetRole

INDENT = 3 * SPACE
BAR = 3
_SMALL = 2


class Heads(QHeaderView):
    """What both have in common. `current`: the section of the current cell, -1 for none."""

    def __init__(self, orientation: Qt.Orientation, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self._kit = kit
        self._current = -1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)

        kit.theme_changed.connect(self._paint_anew)

    def set_current(self, section: int) -> None:
        """Tint the head of the current cell."""
        if section != self._current:
            before, self._current = self._current, section
            self.redraw(before)
            self.redraw(section)

    def redraw(self, section: int) -> None:
        """Draw one head anew; -1 is none."""
        if 0 <= section < self.count():
            self.updateSection(section)

    def _paint_anew(self) -> None:
        if self.isVisible():  # whoever asks for a viewport first has PySide make every class of widgets
            self.viewport().update()

    def ask(self, section: int, role: int = ItemRole.DisplayRole) -> object:
        """The model's word on a section."""
        return self.model().headerData(section, self.orientation(), role)

    def colour(self, name: str) -> QColor:
        """A colour of the theme."""
        return self._kit.colour(name)


class ColumnHeads(Heads):
    """Short names over the figures, right-aligned as they are."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, kit, parent)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        is_current = section == self._current
        painter.save()
        painter.fillRect(rect, self.colour("current_tint" if is_current else "raised"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self.colour("heavy_rule"))
        if is_current:
            painter.fillRect(
                QRect(rect.left(), rect.bottom() - BAR + 1, rect.width(), BAR), self.colour("accent")
            )
        painter.setFont(self.font())
        painter.setPen(self.colour("text" if is_current else "quiet_text"))
        room = rect.adjusted(PADDING, 0, -PADDING, 0)
        painter.drawText(room, Align.AlignRight | Align.AlignVCenter, str(self.ask(section)))
        painter.restore()

    def fit(self, section: int) -> int:
        """The width that the name needs."""
        return self.fontMetrics().horizontalAdvance(str(self.ask(section))) + 2 * PADDING


class RowHeads(Heads):
    """The names of regions and districts, of total, control total and difference."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, kit, parent)
        self._lettering = Lettering(QFont, heavy, small_font)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        row = self.ask(section, SheetRole.ROW)
        if not isinstance(row, GridRow):
            return
        is_current = section == self._current
        is_quiet = row.kind in (RowKind.REGION, RowKind.DIFFERENCE)
        painter.save()
        painter.fillRect(rect, self.colour(_ground(row, is_current)))
        draw_rules(painter, rect, row, self._kit)
        if is_current:
            painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), self.colour("accent"))
        room, base = rect.adjusted(_left(row), 0, -2 * SPACE, 0), self.font()
        name, aside = str(self.ask(section)), str(self.ask(section, SheetRole.ASIDE))
        self._write(painter, room, name, self._lettering.font(base, _is_heavy(row)), is_quiet)
        room.setLeft(room.left() + self._lettering.width(base, _is_heavy(row), name) + 2 * SPACE)
        self._write(painter, room, aside, self._lettering.font(base, _SMALL), True)
        painter.restore()

    def fit(self) -> int:
        """The width that the longest name needs."""
        return max(map(self.row_fit, range(self.count())), default=0)

    def set_width(self, width: int) -> None:
        """As wide as the heads of the other rows."""
        self.setFixedWidth(width)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth() if self.maximumWidth() < 5000 else self.fit(), 0)

    def row_fit(self, section: int) -> int:
        """The width that a name needs, with what is said beside it."""
        row = self.ask(section, SheetRole.ROW)
        if not isinstance(row, GridRow):
            return 0
        name, aside = str(self.ask(section)), str(self.ask(section, SheetRole.ASIDE))
        named = self._lettering.width(self.font(), _is_heavy(row), name)
        beside = self._lettering.width(self.font(), _SMALL, aside)
        return _left(row) + named + (2 * SPACE + beside if beside else 0) + PADDING

    def _write(self, painter: QPainter, room: QRect, text: str, font: QFont, is_quiet: bool) -> None:
        painter.setFont(font)
        painter.setPen(self.colour("quiet_text" if is_quiet else "text"))
        painter.drawText(room, Align.AlignLeft | Align.AlignVCenter, text)


def _is_heavy(row: GridRow) -> bool:
    return row.kind in (RowKind.REGION, RowKind.TOTAL)


def _left(row: GridRow) -> int:
    return PADDING + (INDENT if row.kind is RowKind.DISTRICT else 0)


def _ground(row: GridRow, is_current: bool) -> str:
    if is_current:
        return "current_tint"
    return "heading_ground" if _is_heavy(row) else "ground"
