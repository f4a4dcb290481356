"""A report on paper: what it is of, what its totals stand on, its table and its pictures, page by page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from fieldapp.core.pictures.picture import Album
from fieldapp.core.published.kept import CasualtyCount
from fieldapp.pictures.canvas import FINE, Canvas, Stretch
from fieldapp.pictures.legend import BODY, FROM_LEFT, FROM_RIGHT, HEADING, IN_MIDDLE, MINOR
from fieldapp.pictures.painter import picture_blocks
from fieldapp.pictures.palette import Palette
from fieldapp.texts.ranges import covered_lines, range_title, table_of
from fieldapp.texts.reconciling import casualty_line
from fieldapp.texts.texts import Texts

_MARGIN_MM = 15.0
_FOOT, _ROW, _LARGE = 20.0, 14.0, 16.0
_DOTS = 1200
_POINTS_PER_INCH = 72.0


@dataclass(frozen=True)
class ReportPaper:
    """A report to be put on paper. `errors`: how many stand in its sheets; `issued`: the day it bears;
    `casualties`: the newest count by its last day."""

    album: Album
    errors: int
    issued: date
    casualties: CasualtyCount | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """Blocks that begin together; `head` stands again on every page that goes on with them."""

    blocks: tuple[Stretch, ...]
    head: Stretch | None = None


def set_up(device: QPagedPaintDevice) -> None:
    """Set a device to A4, upright."""
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    portrait = QPageLayout.Orientation.Portrait
    size = QPageSize(QPageSize.PageSizeId.A4)
    device.setPageLayout(QPageLayout(size, portrait, margins, QPageLayout.Unit.Millimeter))


def pdf_of_report(paper: ReportPaper, texts: Texts, palette: Palette) -> bytes:
    """A report as a PDF file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS)
    writer.setTitle(range_title(paper.album.report, texts))
    writer.setCreator(texts("window.app-name"))
    set_up(writer)
    pages = paint_report(paper, writer, texts, palette)
    assert pages, "a buffer takes everything"
    return bytes(buffer.data().data())


def paint_report(paper: ReportPaper, device: QPagedPaintDevice, texts: Texts, palette: Palette) -> int:
    """Paint a report on a device that `set_up` has set; returns how many pages it took, 0 if the device did
    not take it."""
    painter = QPainter()
    if not painter.begin(device):
        return 0
    try:
        dot = device.logicalDpiX() / _POINTS_PER_INCH
        window = painter.viewport()
        painter.scale(dot / FINE, dot / FINE)
        canvas = Canvas(painter, palette, window.width() / dot)
        height = window.height() / dot
        pages = _paged(_parts(canvas, paper, texts), height - _FOOT)
        for number, blocks in enumerate(pages, start=1):
            if number > 1 and not device.newPage():
                return 0
            _draw_page(canvas, blocks, height)
            _draw_foot(canvas, paper, height, number, len(pages), texts)
        return len(pages)
    finally:
        painter.end()


def _parts(canvas: Canvas, paper: ReportPaper, texts: Texts) -> Iterator[_Part]:
    report = paper.album.report
    head = [canvas.prose(range_title(report, texts), _LARGE, bold=True), canvas.gap(4)]
    if paper.errors:
        head.append(canvas.prose(texts("pictures.errors", n=paper.errors), HEADING, bold=True))
    head += [canvas.prose(line, BODY) for line in covered_lines(report, texts)]
    yield _Part((*head, canvas.gap(8)))
    yield _table(canvas, table_of(report, texts))
    if paper.casualties is not None:
        yield _casualties(canvas, paper.casualties, texts)
    for picture in paper.album.pictures:
        yield _Part((canvas.gap(14),))
        title, gap, *blocks = picture_blocks(canvas, picture, texts)
        yield _Part((title, gap, *blocks))


def _casualties(canvas: Canvas, count: CasualtyCount, texts: Texts) -> _Part:
    title = canvas.prose(texts("reconcile.casualties-name"), HEADING, bold=True)
    return _Part((canvas.gap(14), title, canvas.gap(2), canvas.prose(casualty_line(count, texts), BODY)))


def _paged(parts: Iterator[_Part], room: float) -> list[list[Stretch]]:
    """A part goes to the next page where it would not fit below another and fits there."""
    pages: list[list[Stretch]] = [[]]
    left = room
    for part in parts:
        whole = sum(block.height for block in part.blocks)
        if left < whole <= room and pages[-1]:
            pages.append([])
            left = room
        for place, block in enumerate(part.blocks):
            below = part.blocks[place + 1].height if place + 1 < len(part.blocks) else 0.0
            needed = block.height + (below if place < 2 else 0.0)
            if needed > left and pages[-1]:
                pages.append([part.head] if part.head is not None and place else [])
                left = room - sum(each.height for each in pages[-1])
            pages[-1].append(block)
            left -= block.height
    return [page for page in pages if page]


def _table(canvas: Canvas, table: Sequence[Sequence[str]]) -> _Part:
    heads, *rows = table
    longest = max(canvas.length(row[0], BODY) for row in table) + 8
    first = min(longest, canvas.width * 0.36)
    wide = (canvas.width - first) / (len(heads) - 1)
    edges = [(0.0, first), *((first + place * wide, wide) for place in range(len(heads) - 1))]
    high = max(
        canvas.wrapped_height(head, MINOR, size - 8, bold=True)
        for head, (_, size) in zip(heads, edges, strict=True)
    )

    def draw_head(y: float) -> None:
        for place, (head, (left, size)) in enumerate(zip(heads, edges, strict=True)):
            side = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
            box = QRectF(left + (6 if place else 0), y, size - 8, high + 2)
            canvas.wrapped(box, head, MINOR, side | Qt.AlignmentFlag.AlignBottom, bold=True)
        _rule(canvas, y + high + 4, canvas.palette.text, 1.0)

    head = Stretch(high + 6, draw_head)
    lines = [
        _table_row(canvas, row, edges, is_total=place == len(rows) - 1) for place, row in enumerate(rows)
    ]
    return _Part((head, *lines), head)


def _table_row(
    canvas: Canvas, row: Sequence[str], edges: Sequence[tuple[float, float]], *, is_total: bool
) -> Stretch:
    def draw(y: float) -> None:
        if is_total:
            _rule(canvas, y, canvas.palette.text, 1.0)
        for place, (words, (left, size)) in enumerate(zip(row, edges, strict=True)):
            box = QRectF(left + (6 if place else 0), y, size - 8, _ROW)
            canvas.text(box, words, BODY, FROM_RIGHT if place else FROM_LEFT, bold=is_total)
        if not is_total:
            _rule(canvas, y + _ROW, canvas.palette.rule, 0.5)

    return Stretch(_ROW + 0.5, draw)


def _rule(canvas: Canvas, y: float, colour: str, weight: float) -> None:
    canvas.line(QPointF(0, y), QPointF(canvas.width, y), colour, weight)


def _draw_page(canvas: Canvas, blocks: Sequence[Stretch], height: float) -> None:
    canvas.fill(QRectF(-60, -60, canvas.width + 120, height + 120), canvas.palette.ground)
    top = 0.0
    for block in blocks:
        block.draw(top)
        top += block.height


def _draw_foot(
    canvas: Canvas, paper: ReportPaper, height: float, number: int, count: int, texts: Texts
) -> None:
    box, quiet = QRectF(0, height - 11, canvas.width, 11), canvas.palette.quiet
    third = canvas.width / 3
    issued = texts("pictures.issued", day=paper.issued)
    canvas.text(QRectF(0, box.top(), third, 11), issued, MINOR, FROM_LEFT, quiet)
    page = texts("form.page", page=number, pages=count)
    canvas.text(QRectF(third, box.top(), third, 11), page, MINOR, IN_MIDDLE, quiet)
    name = texts.names(paper.album.report.programme.names)
    canvas.text(QRectF(2 * third, box.top(), third, 11), name, MINOR, FROM_RIGHT, quiet)
