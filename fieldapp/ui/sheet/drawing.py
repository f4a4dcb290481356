"""How the cells of the grid look: those of one table are drawn in one go."""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPolygon, QRegion
from PySide6.QtWidgets import QTableView

from fieldapp.core.sheet import NO_OPERATIONS
from fieldapp.ui.kit.aliases import LEFT, RIGHT
from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.marks import FRAME, Mark, draw_frame
from fieldapp.ui.kit.theme import SPACE, figures_font, small_font
from fieldapp.ui.sheet.lettering import Lettering, heavy
from fieldapp.ui.sheet.lines import GridRow, RowKind
from fieldapp.ui.sheet.model import SheetModel
from fieldapp.ui.sheet.words import CellLook

PADDING = 3 * SPACE
CORNER = 7
FOLD = 9
FLAG_HEIGHT = 14
POLE = 4

_ICONS = {Mark.ERROR: "error", Mark.WARNING: "warning", Mark.AGREES: "done", Mark.ANSWERED: "answered"}

_INK = {Mark.ERROR: "error", Mark.WARNING: "warning", Mark.AGREES: "quiet_text"}

_GROUNDS = {Mark.ERROR: "error_ground", Mark.WARNING: "warning_ground"}

_HEADINGS = (RowKind.REGION, RowKind.TOTAL)


class CellPlace(NamedTuple):
    """Where a cell is drawn, and with what."""

    view: QTableView
    rect: QRect
    font: QFont


class CellDrawing:
    """Draws the cells of a view. Qt's own way asks model and delegate about each of them by itself, from C++
    in Python: that takes longer than what is drawn."""

    def __init__(self, view: QTableView, model: SheetModel, kit: Kit) -> None:
        self._view, self._model, self._kit = view, model, kit
        self._lettering = Lettering(figures_font, lambda base: figures_font(heavy(base)))

    def draw(self, region: QRegion) -> None:
        """Draw the cells that have a part in a region of the viewport."""
        view, model = self._view, self._model
        painter, font, width = QPainter(view.viewport()), view.font(), view.viewport().width()
        current, frame = self._current()
        chosen = [
            (part.top(), part.left(), part.bottom(), part.right())
            for part in view.selectionModel().selection().toList()
        ]
        columns = [(view.columnViewportPosition(n), view.columnWidth(n)) for n in range(len(model.columns))]
        for number, row in enumerate(model.rows):
            top, height = view.rowViewportPosition(number), view.rowHeight(number)
            if not region.intersects(QRect(0, top, width, height)):
                continue
            for place, (column, (left, wide)) in enumerate(zip(model.columns, columns, strict=True)):
                rect = QRect(left, top, wide, height)
                if not region.intersects(rect):
                    continue
                look, is_current = model.words.look(row, column), (number, place) == current
                is_chosen = not is_current and look.is_typed and _holds(chosen, number, place)
                self._draw_cell(painter, CellPlace(view, rect, font), look, is_chosen=is_chosen)
                if is_current:
                    draw_frame(painter, rect, frame, self._kit.colour("accent"))
        painter.end()

    def _current(self) -> tuple[tuple[int, int], int]:
        """The row and column of the current cell, and how wide its frame is: narrow without the keys."""
        view, index = self._view, self._view.currentIndex()
        has_keys = view.hasFocus() or view.indexWidget(index) is not None
        return (index.row(), index.column()), FRAME if has_keys else 1

    def _draw_cell(self, painter: QPainter, place: CellPlace, look: CellLook, *, is_chosen: bool) -> None:
        rect, colour = place.rect, self._kit.colour
        quiet = "heading_ground" if look.row.kind in _HEADINGS else "ground"
        painter.fillRect(rect, colour("selection" if is_chosen else _GROUNDS.get(look.mark, quiet)))
        draw_rules(painter, rect, look.row, self._kit)
        self._draw_figure(painter, place, look)
        if look.note:
            _draw_fold(painter, rect, colour("quiet_text"))
        if look.flag:
            _draw_flag(painter, rect, colour("accent"))

    def _draw_figure(self, painter: QPainter, place: CellPlace, look: CellLook) -> None:
        row, text, mark, beneath, _, _, is_typed = look
        if not text and mark is Mark.NONE:
            return
        is_total = row.kind is RowKind.TOTAL
        is_quiet = text == NO_OPERATIONS or row.kind is RowKind.REGION or not is_typed
        ink = _INK.get(mark, "quiet_text" if is_quiet and not is_total else "text")
        taken, has_icon = 0, mark in _ICONS
        if beneath:
            self._draw_beneath(painter, place, beneath)
            taken = beneath_width(place.font, beneath)
        if has_icon:
            taken += ICON + 2 * SPACE
        painter.setFont(self._lettering.font(place.font, is_total))
        painter.setPen(self._kit.colour(ink))
        room = place.rect.adjusted(PADDING + taken, 0, -PADDING, 0)
        width = self._lettering.width(place.font, is_total, text)
        if width >= room.width():
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            width = painter.fontMetrics().horizontalAdvance(text)
        painter.drawText(room, RIGHT, text)
        if has_icon:
            left = room.right() - width - 2 * SPACE - ICON
            middle = room.top() + (room.height() - 1) // 2  # Qt's own centre is rounded up above the edge
            icon = QRect(left, middle - ICON // 2 + 1, ICON, ICON)
            self._kit.icons.icon(_ICONS[mark], getattr(self._kit.theme, ink)).paint(painter, icon)
        elif mark is Mark.WAITING:
            _draw_corner(painter, place.rect, self._kit.colour("quiet_text"))

    def _draw_beneath(self, painter: QPainter, place: CellPlace, words: str) -> None:
        """Quietly on the left: what counts while the text on the right is no number."""
        painter.setFont(figures_font(small_font(place.font)))
        painter.setPen(self._kit.colour("quiet_text"))
        painter.drawText(place.rect.adjusted(PADDING, 0, 0, 0), LEFT, words)


def beneath_width(font: QFont, words: str) -> int:
    """The room on the left of a cell for what counts beneath its text."""
    if not words:
        return 0
    return QFontMetrics(figures_font(small_font(font))).horizontalAdvance(words) + 3 * SPACE


def _holds(parts: list[tuple[int, int, int, int]], row: int, column: int) -> bool:
    """Whether a place is in one of the parts of a selection: top, left, bottom and right of each."""
    return any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in parts)


def _draw_corner(painter: QPainter, rect: QRect, colour: QColor) -> None:
    top = rect.topLeft()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygon([top, top + QPoint(CORNER, 0), top + QPoint(0, CORNER)]))


def _draw_fold(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """The folded corner of a cell with a note; findings have the other corner, and another colour."""
    tip = rect.topRight() + QPoint(1, 0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygon([tip, tip - QPoint(FOLD, 0), tip + QPoint(0, FOLD)]))


def _draw_flag(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """A flag on its pole at the lower left of a cell that somebody wants to look at again."""
    foot = rect.bottomLeft() + QPoint(POLE, -2)
    painter.fillRect(QRect(foot - QPoint(0, FLAG_HEIGHT - 1), QSize(2, FLAG_HEIGHT)), colour)
    top = foot + QPoint(2, 1 - FLAG_HEIGHT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygon([top, top + QPoint(FOLD, 4), top + QPoint(0, 9)]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # what is drawn next has straight edges


def draw_rules(painter: QPainter, rect: QRect, row: GridRow, kit: Kit) -> None:
    """The line under a row, and the heavier one over the total."""
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), kit.colour("rule"))
    if row.kind is RowKind.TOTAL:
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), kit.colour("heavy_rule"))
