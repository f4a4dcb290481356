"""A report on paper: what it is of, what its totals stand on, its table and its pictures, page by page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt

from fieldapp.core.pictures.picture import Album
from fieldapp.core.published.kept import CasualtyCount
from fieldapp.pictures.canvas import Canvas, Count, Stretch, count_nothing
from fieldapp.pictures.legend import BODY, FROM_LEFT, FROM_RIGHT, HEADING, MINOR
from fieldapp.pictures.painter import picture_blocks
from fieldapp.pictures.palette import Palette
from fieldapp.pictures.paper import Pages, Part, pdf_of_pages
from fieldapp.texts.ranges import covered_lines, range_title, table_of
from fieldapp.texts.reconciling import casualty_line
from fieldapp.texts.texts import Texts

_ROW, _LARGE = 14.0, 16.0


@dataclass(frozen=True)
class ReportPaper:
    """A report to be put on paper. `errors`: how many stand in its sheets; `issued`: the day it bears;
    `casualties`: the newest count by its last day."""

    album: Album
    errors: int
    issued: date
    casualties: CasualtyCount | None = None


def paper_of(paper: ReportPaper, texts: Texts) -> Pages:
    """The report as parts for paper."""
    report = paper.album.report
    foot = (texts("pictures.issued", day=paper.issued), texts.names(report.programme.names))
    return Pages(range_title(report, texts), lambda canvas: _parts(canvas, paper, texts), foot)


def pdf_of_report(paper: ReportPaper, texts: Texts, palette: Palette, count: Count = count_nothing) -> bytes:
    """A report as a PDF file, counted by pages."""
    return pdf_of_pages(paper_of(paper, texts), texts, palette, count)


def _parts(canvas: Canvas, paper: ReportPaper, texts: Texts) -> Iterator[Part]:
    report = paper.album.report
    head = [canvas.prose(range_title(report, texts), _LARGE, bold=True), canvas.gap(4)]
    if paper.errors:
        head.append(canvas.prose(texts("pictures.errors", n=paper.errors), HEADING, bold=True))
    head += [canvas.prose(line, BODY) for line in covered_lines(report, texts)]
    yield Part((*head, canvas.gap(8)))
    yield _table(canvas, table_of(report, texts))
    if paper.casualties is not None:
        yield _casualties(canvas, paper.casualties, texts)
    for picture in paper.album.pictures:
        yield Part((canvas.gap(14),))
        title, gap, *blocks = picture_blocks(canvas, picture, texts)
        yield Part((title, gap, *blocks))


def _casualties(canvas: Canvas, count: CasualtyCount, texts: Texts) -> Part:
    title = canvas.prose(texts("reconcile.casualties-name"), HEADING, bold=True)
    return Part((canvas.gap(14), title, canvas.gap(2), canvas.prose(casualty_line(count, texts), BODY)))


def _table(canvas: Canvas, table: Sequence[Sequence[str]]) -> Part:
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
    return Part((head, *lines), head)


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
