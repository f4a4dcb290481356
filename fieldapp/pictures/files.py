"""What was asked for, as the bytes of a file."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication

from fieldapp.core.pictures.drawing import Drawing
from fieldapp.core.pictures.picture import Picture
from fieldapp.pictures.output import png_of, svg_of
from fieldapp.pictures.palette import PALETTES, Palette
from fieldapp.pictures.report import ReportPaper, pdf_of_report
from fieldapp.texts.pictures import picture_key, picture_notes
from fieldapp.texts.texts import Texts


def draw_file(drawing: Drawing, texts: Texts) -> bytes:
    """The whole report as PDF, or one of its pictures as SVG or PNG. Qt is there already."""
    palette = PALETTES[drawing.look]
    if drawing.kind == ".pdf":
        paper = ReportPaper(drawing.album, drawing.errors, drawing.issued, drawing.casualties)
        return pdf_of_report(paper, texts, palette)
    picture = next(one for one in drawing.album.pictures if picture_key(one) == drawing.which)
    notes = picture_notes(picture, drawing.album, texts)
    return picture_bytes(picture, drawing.kind, texts, palette, notes)


def picture_bytes(
    picture: Picture, kind: str, texts: Texts, palette: Palette, notes: Sequence[str] = ()
) -> bytes:
    """One picture as `.svg` or `.png`."""
    draw = svg_of if kind == ".svg" else png_of
    return draw(picture, texts, palette, notes)


def draw_without_window(drawing: Drawing, texts: Texts, platform: str) -> bytes:
    """The same for a command, which has no Qt. `platform`: as `sys.platform` says; only Windows and macOS
    have their fonts with their own screen, elsewhere none is needed."""
    asked = [] if platform in ("win32", "darwin") else ["-platform", "offscreen"]
    application = QGuiApplication(["fieldapp", *asked])
    try:
        return draw_file(drawing, texts)
    finally:
        application.shutdown()
