"""What is put on paper: parts on A4, page by page, each page with its foot."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from fieldapp.pictures.canvas import FINE, Canvas, Count, Stretch, count_nothing
from fieldapp.pictures.legend import FROM_LEFT, FROM_RIGHT, IN_MIDDLE, MINOR
from fieldapp.pictures.palette import Palette
from fieldapp.texts.texts import Texts

_MARGIN_MM = 15.0
_FOOT = 20.0
_DOTS = 1200
_POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks that begin together; `head` stands again on every page that goes on with them."""

    blocks: tuple[Stretch, ...]
    head: Stretch | None = None


@dataclass(frozen=True)
class Pages:
    """What goes onto paper: its title, its parts once a canvas is there, and what each foot says beside the
    number of the page."""

    title: str
    parts: Callable[[Canvas], Iterable[Part]]
    foot: tuple[str, str]


def set_up(device: QPagedPaintDevice) -> None:
    """Set a device to A4, upright."""
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    portrait = QPageLayout.Orientation.Portrait
    size = QPageSize(QPageSize.PageSizeId.A4)
    device.setPageLayout(QPageLayout(size, portrait, margins, QPageLayout.Unit.Millimeter))


def pdf_of_pages(paper: Pages, texts: Texts, palette: Palette, count: Count = count_nothing) -> bytes:
    """As a PDF file, counted by pages."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS)
    writer.setTitle(paper.title)
    writer.setCreator(texts("window.app-name"))
    set_up(writer)
    pages = paint_paper(paper, writer, texts, palette, count)
    assert pages, "a buffer takes everything"
    return bytes(buffer.data().data())


def paint_paper(
    paper: Pages, device: QPagedPaintDevice, texts: Texts, palette: Palette, count: Count = count_nothing
) -> int:
    """Paint on a device that `set_up` has set; returns how many pages it took, 0 if the device did not take
    it."""
    painter = QPainter()
    if not painter.begin(device):
        return 0
    try:
        dot = device.logicalDpiX() / _POINTS_PER_INCH
        window = painter.viewport()
        painter.scale(dot / FINE, dot / FINE)
        canvas = Canvas(painter, palette, window.width() / dot)
        height = window.height() / dot
        pages = _paged(paper.parts(canvas), height - _FOOT)
        for number, blocks in enumerate(pages, start=1):
            count(number - 1, len(pages))
            if number > 1 and not device.newPage():
                return 0
            _draw_page(canvas, blocks, height)
            page = texts("form.page", page=number, pages=len(pages))
            _draw_foot(canvas, paper.foot, page, height)
        count(len(pages), len(pages))
        return len(pages)
    finally:
        painter.end()


def _paged(parts: Iterable[Part], room: float) -> list[list[Stretch]]:
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


def _draw_page(canvas: Canvas, blocks: Sequence[Stretch], height: float) -> None:
    canvas.fill(QRectF(-60, -60, canvas.width + 120, height + 120), canvas.palette.ground)
    top = 0.0
    for block in blocks:
        block.draw(top)
        top += block.height


def _draw_foot(canvas: Canvas, foot: tuple[str, str], page: str, height: float) -> None:
    quiet, third, top = canvas.palette.quiet, canvas.width / 3, height - 11
    words = ((foot[0], FROM_LEFT), (page, IN_MIDDLE), (foot[1], FROM_RIGHT))
    for place, (said, side) in enumerate(words):
        canvas.text(QRectF(place * third, top, third, 11), said, MINOR, side, quiet)
