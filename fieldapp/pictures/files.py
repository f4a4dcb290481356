"""What was asked for, as the bytes of a file."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication

from fieldapp.core.pictures.drawing import DRAWN, AnyDrawing, BoardDrawing
from fieldapp.core.pictures.picture import Picture
from fieldapp.pictures.canvas import Canvas, Count, count_nothing
from fieldapp.pictures.output import svg_of
from fieldapp.pictures.painter import picture_blocks
from fieldapp.pictures.palette import PALETTES, Palette
from fieldapp.pictures.paper import Pages, Part, pdf_of_pages
from fieldapp.pictures.png import png_of
from fieldapp.pictures.report import ReportPaper, pdf_of_report
from fieldapp.texts.pictures import board_notes, picture_key, picture_notes, picture_title
from fieldapp.texts.texts import Texts

PDF_FILE = DRAWN[0]


def draw_file(drawing: AnyDrawing, texts: Texts) -> bytes:
    """The whole report or the board as PDF, or one picture as SVG or PNG. Qt is there already."""
    palette = PALETTES[drawing.look]
    if isinstance(drawing, BoardDrawing):
        return board_bytes(drawing, texts, palette)
    if drawing.kind == PDF_FILE:
        paper = ReportPaper(drawing.album, drawing.errors, drawing.issued, drawing.casualties)
        return pdf_of_report(paper, texts, palette)
    picture = next(one for one in drawing.album.pictures if picture_key(one) == drawing.which)
    notes = picture_notes(picture, drawing.album, texts)
    return picture_bytes(picture, drawing.kind, texts, palette, notes)


def board_bytes(drawing: BoardDrawing, texts: Texts, palette: Palette, count: Count = count_nothing) -> bytes:
    """The board as PDF, SVG or PNG, with the day it bears; counted as `picture_bytes` is, PDF by pages."""
    picture, notes = drawing.picture, board_notes(drawing.picture, texts)
    issued = texts("pictures.issued", day=drawing.issued)
    if drawing.kind != PDF_FILE:
        return picture_bytes(picture, drawing.kind, texts, palette, [*notes, issued], count)

    def parts(canvas: Canvas) -> list[Part]:
        title, gap, *blocks = picture_blocks(canvas, picture, texts, notes)
        return [Part((title, gap, *blocks))]

    foot = (issued, texts.names(picture.programme.names))
    return pdf_of_pages(Pages(picture_title(picture, texts), parts, foot), texts, palette, count)


def picture_bytes(
    picture: Picture,
    kind: str,
    texts: Texts,
    palette: Palette,
    notes: Sequence[str] = (),
    count: Count = count_nothing,
) -> bytes:
    """One picture as `.svg`, counted by its parts, or `.png`, by strips of it."""
    draw = svg_of if kind == ".svg" else png_of
    return draw(picture, texts, palette, notes, count)


def draw_without_window(drawing: AnyDrawing, texts: Texts, platform: str) -> bytes:
    """The same for a command, which has no Qt. `platform`: as `sys.platform` says; only Windows and macOS
    have their fonts with their own screen, elsewhere none is needed."""
    asked = [] if platform in ("win32", "darwin") else ["-platform", "offscreen"]
    application = QGuiApplication(["fieldapp", *asked])
    try:
        return draw_file(drawing, texts)
    finally:
        application.shutdown()
