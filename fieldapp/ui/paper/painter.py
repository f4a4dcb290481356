"""Puts a form on paper: black on white, as sharp as the device, on as many pages of A4 as it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from textwrap import wrap

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter

from fieldapp.texts.texts import Texts
from fieldapp.ui.kit.aliases import CENTRE, LEFT, RIGHT, Align
from fieldapp.ui.paper.content import TICK, FormRow, Labelled, PaperForm
from fieldapp.ui.paper.ink import HEAVY, THIN, Paper
from fieldapp.ui.sheet.lines import RowKind

MARGIN_MM = 15.0
PLACE_SHARE, LAST_SHARE = 0.26, 0.15
"""How much of the width the names of the rows and the last column take."""
LOW_ROW, PRINTED_ROW, HIGH_ROW = 15.0, 20.0, 27.0

MOST_OF_REMARK = 1500
"""Letters; what is longer goes on below, on another page if need be."""

_HEAVY_ABOVE = {RowKind.TOTAL, RowKind.CONTROL}
_BOLD = {RowKind.REGION, RowKind.TOTAL, RowKind.CONTROL}


@dataclass(frozen=True, slots=True)
class Keep:
    """Something that stays on one page. `draw` is given its upper edge, in points."""

    height: float
    draw: Callable[[float], None]
    is_row: bool = False


def prepare(device: QPagedPaintDevice) -> None:
    """Set a device to A4, upright."""
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    portrait = QPageLayout.Orientation.Portrait
    device.setPageLayout(QPageLayout(size, portrait, margins, QPageLayout.Unit.Millimeter))


def paint_form(form: PaperForm, device: QPagedPaintDevice, texts: Texts) -> int:
    """Paint a form on a device that `prepare` has set; returns how many pages it took, 0 if the device did
    not take it."""
    painter = QPainter()
    if not painter.begin(device):
        return 0
    try:
        pages = _Sheet(Paper(painter), form, texts).pages()
        for number, draw in enumerate(pages):
            if number and not device.newPage():
                return 0
            draw()
        return len(pages)
    finally:
        painter.end()


class _Sheet:
    """A form on its way to the paper; everything is measured in points from the upper left of the margins."""

    def __init__(self, paper: Paper, form: PaperForm, texts: Texts) -> None:
        self._paper, self._form, self._texts = paper, form, texts
        self._columns = self._column_edges()

    def pages(self) -> list[Callable[[], None]]:
        """The pages, each ready to be drawn. The table's head stands on every page that has rows of it."""
        foot = 18.0
        head, rest = self._above(), self._below()
        names = self._head_block()
        rows = self._row_blocks(self._paper.height - foot - sum(b.height for b in (*head, names, *rest)))
        pages: list[list[Keep]] = [[]]
        room = self._paper.height - foot
        for block in (*head, names, *rows, *rest):
            if block.height > room and pages[-1]:
                pages.append([names] if block.is_row else [])
                room = self._paper.height - foot - sum(each.height for each in pages[-1])
            pages[-1].append(block)
            room -= block.height
        return [
            partial(self._draw_page, blocks, number, len(pages))
            for number, blocks in enumerate(pages, start=1)
        ]

    def _draw_page(self, blocks: list[Keep], number: int, count: int) -> None:
        top = 0.0
        for block in blocks:
            block.draw(top)
            top += block.height
        foot = QRectF(0, self._paper.height - 12, self._paper.width, 12)
        left, right = self._form.foot
        self._paper.text(foot, left, 7.5, LEFT)
        self._paper.text(foot, self._texts("form.page", page=number, pages=count), 7.5, CENTRE)
        self._paper.text(foot, right, 7.5, RIGHT)

    def _above(self) -> list[Keep]:
        """Title, office, what a demonstration says, and the facts."""
        form = self._form
        blocks = [
            Keep(24, lambda y: self._paper.text(self._line(y, 22), form.title, 16, LEFT, bold=True)),
            Keep(18, lambda y: self._paper.text(self._line(y, 16), form.office, 10.5, LEFT, bold=True)),
        ]
        if form.notice:
            blocks.append(self._boxed(form.notice))
        if form.is_blank:
            blocks += [self._gap(8), self._to_write_on(form.facts), self._gap(12)]
        else:
            blocks += [self._gap(4), *map(self._fact, form.facts), self._gap(10)]
        return blocks

    def _below(self) -> list[Keep]:
        remarks, signatures = (
            map(self._remark, (part for text in self._form.remarks for part in wrap(text, MOST_OF_REMARK))),
            map(self._to_write_on, self._form.signatures),
        )
        return [self._gap(6), *remarks, self._gap(10), *signatures]

    def _row_blocks(self, room: float) -> list[Keep]:
        """Rows share what room is left on one page: a hand needs more of it than a printer. What would be too
        low for its text goes to another page instead."""
        share = room / len(self._form.rows)
        most = HIGH_ROW if self._form.is_blank else PRINTED_ROW
        height = min(most, share) if share >= LOW_ROW else PRINTED_ROW
        return [self._row_block(row, height) for row in self._form.rows]

    def _head_block(self) -> Keep:
        heads = (self._form.place, *self._form.heads)
        fits = [
            self._paper.lines_height(head, 8.5, right - left - 6, bold=True)
            for head, (left, right) in zip(heads, self._columns, strict=True)
        ]
        height = max(18.0, *fits) + 4

        def draw(y: float) -> None:
            for place, (head, (left, right)) in enumerate(zip(heads, self._columns, strict=True)):
                side = Align.AlignLeft if place == 0 else Align.AlignHCenter
                box = QRectF(left + 3, y, right - left - 6, height - 2)
                self._paper.prose(box, head, 8.5, side | Align.AlignBottom, bold=True)
            self._rule(y + height, HEAVY)

        return Keep(height, draw)

    def _row_block(self, row: FormRow, height: float) -> Keep:
        is_region, is_bold = row.kind is RowKind.REGION, row.kind in _BOLD

        def draw(y: float) -> None:
            if row.kind in _HEAVY_ABOVE:
                self._rule(y, HEAVY)
            indent = 3 if is_bold or row.kind is RowKind.DIFFERENCE else 11
            left, right = self._columns[0]
            box = QRectF(left + indent, y, right - left - indent - 3, height)
            name = f"{row.name} {row.aside}".strip()
            self._paper.text(box, name, 9.5, LEFT, bold=is_bold)
            last = len(row.cells) - 1
            for place, (cell, (start, end)) in enumerate(zip(row.cells, self._columns[1:], strict=True)):
                box = QRectF(start + 3, y, end - start - 6, height)
                if cell == TICK:
                    self._paper.frame(QRectF(box.center().x() - 5, box.center().y() - 5, 10, 10), 0.8)
                elif place == last:
                    self._paper.prose(box, cell, 7.5, CENTRE)
                else:
                    self._paper.text(box, cell, 10, RIGHT, bold=is_bold)
            self._rule(y + height, THIN)
            if not (self._form.is_blank and is_region):
                for start, _ in self._columns[1:]:
                    self._paper.upright(start, THIN, y, y + height)

        return Keep(height, draw, is_row=True)

    def _fact(self, field: Labelled) -> Keep:
        height = max(14.0, self._paper.lines_height(field.text, 9.5, self._paper.width * 0.75) + 1)

        def draw(y: float) -> None:
            self._paper.text(
                QRectF(0, y, self._paper.width * 0.24, 14), field.label, 9.5, Align.AlignLeft | Align.AlignTop
            )
            box = QRectF(self._paper.width * 0.25, y, self._paper.width * 0.75, height)
            self._paper.prose(box, field.text, 9.5, Align.AlignLeft | Align.AlignTop, bold=True)

        return Keep(height, draw)

    def _remark(self, text: str) -> Keep:
        height = self._paper.lines_height(text, 8, self._paper.width) + 2
        side = Align.AlignLeft | Align.AlignTop
        return Keep(
            height, lambda y: self._paper.prose(QRectF(0, y, self._paper.width, height), text, 8, side)
        )

    def _boxed(self, text: str) -> Keep:
        height = self._paper.lines_height(text, 9, self._paper.width - 16, bold=True) + 10
        side = Align.AlignLeft | Align.AlignVCenter

        def draw(y: float) -> None:
            self._paper.frame(QRectF(0.7, y, self._paper.width - 1.4, height), HEAVY)
            self._paper.prose(QRectF(8, y, self._paper.width - 16, height), text, 9, side, bold=True)

        return Keep(height + 4, draw)

    def _to_write_on(self, fields: tuple[Labelled, ...]) -> Keep:
        """Labels side by side, each before a line for the pen."""
        share = self._paper.width / len(fields)

        def draw(y: float) -> None:
            for number, field in enumerate(fields):
                left = number * share
                taken = min(share * 0.6, self._paper.length(field.label, 9))
                self._paper.text(
                    QRectF(left, y, taken + 1, 24), field.label, 9, Align.AlignLeft | Align.AlignBottom
                )
                self._paper.level(y + 23, THIN, left + taken + 5, left + share - 12)

        return Keep(28, draw)

    def _gap(self, height: float) -> Keep:
        return Keep(height, lambda y: None)

    def _column_edges(self) -> list[tuple[float, float]]:
        """Left and right of every column."""
        count = len(self._form.heads) - 1
        place, last = self._paper.width * PLACE_SHARE, self._paper.width * LAST_SHARE
        each = (self._paper.width - place - last) / count
        edges = [0.0, place, *(place + each * (number + 1) for number in range(count)), self._paper.width]
        return list(pairwise(edges))

    def _line(self, y: float, height: float) -> QRectF:
        return QRectF(0, y, self._paper.width, height)

    def _rule(self, y: float, weight: float) -> None:
        self._paper.level(y, weight, 0.0, self._paper.width)
