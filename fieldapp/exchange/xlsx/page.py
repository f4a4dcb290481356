"""The paper: A4, one page wide, repeated headers, page x of y; and the line a demonstration must bear."""

from collections.abc import Sequence
from itertools import pairwise

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.changes import Correction
from fieldapp.core.report import Report, Status
from fieldapp.exchange.xlsx.style import COLOURS, LINE_HEIGHT, lines, merge, put, set_height
from fieldapp.texts.texts import Texts

A4 = 9
_PAGE_HEIGHT, _PAGE_WIDTH = 750.0, 96.0
"""What A4 between its margins holds at its full size: points, and digits' widths."""

SPLIT_SOURCE = "R248"
"""The published record whose district table a demonstration's split is made up from."""


def set_page(
    ws: Worksheet, report: Report, texts: Texts, last: tuple[int, int], *, landscape: bool, header: int = 0
) -> None:
    """Make a sheet of a report print on A4, one page wide. `last`: its last row and column; `header`: the row
    that is frozen and repeated, 0 for none."""
    office = texts.names(report.programme.office(report.office).names)
    left = f"{office} · {texts.period(report.period)}"
    right = " · ".join(filter(None, (mark_of(report, texts), report.seal.check_code)))
    set_paper(ws, texts, last, (left, right), landscape=landscape, header=header)


def set_paper(
    ws: Worksheet,
    texts: Texts,
    last: tuple[int, int],
    footer: tuple[str, str],
    *,
    landscape: bool,
    header: int = 0,
) -> None:
    """The same of any sheet. `footer`: what it says at the left and at the right; the page stands between."""
    ws.page_setup.paperSize = A4
    ws.page_setup.orientation = "landscape" if landscape else "portrait"
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    ws.page_margins.left = ws.page_margins.right = 0.4 if landscape else 0.6
    ws.page_margins.top, ws.page_margins.bottom = 0.5, 0.65
    ws.page_margins.header = ws.page_margins.footer = 0.3
    ws.print_options.horizontalCentered = True
    ws.print_area = f"A1:{get_column_letter(last[1])}{last[0]}"
    ws.sheet_view.showGridLines = False
    if header:
        ws.print_title_rows = f"{header}:{header}"
        ws.freeze_panes = f"A{header + 1}"
    ws.oddFooter = HeaderFooterItem(
        left=_footer(_plain(footer[0])),
        center=_footer(texts("workbook.page", page="&P", pages="&N")),
        right=_footer(_plain(footer[1])),
    )


def put_title(ws: Worksheet, report: Report, texts: Texts, title: str) -> None:
    """The first line of a sheet for people. What is not sent says so there, and a summary that it is one."""
    put(ws, 1, 1, " · ".join(filter(None, (mark_of(report, texts), title))), "title")
    ws.row_dimensions[1].height = 28


def mark_of(report: Report, texts: Texts) -> str:
    """`DRAFT`, `Summary`, or nothing for what was sent."""
    if report.is_summary:
        return texts("workbook.mark-summary")
    return "" if report.standing.status is Status.SENT else texts("workbook.mark-draft")


def demonstration_line(report: Report, texts: Texts) -> str:
    """What every sheet of a demonstration says; empty for real figures."""
    if not report.is_demonstration:
        return ""
    key = "workbook.demonstration-of" if report.standing.source else "workbook.demonstration"
    return texts(key, split=SPLIT_SOURCE, source=report.standing.source)


def corrected_line(report: Report, texts: Texts) -> str:
    """Which revision a correction is of; empty for a first sending."""
    if report.correction is None:
        return ""
    said = correction_of(report, report.correction, texts)
    return f"{said}. {texts('workbook.see-changes', sheet=texts('workbook.sheet-changes'))}"


def correction_of(report: Report, correction: Correction, texts: Texts) -> str:
    """`Revision 2 corrects revision 1, check code W11-7KQ4`."""
    numbers = {"revision": report.standing.revision, "of": correction.of}
    return texts("workbook.correction-of", **numbers, code=correction.check_code)


def put_notice(ws: Worksheet, row: int, text: str, columns: int, width: float) -> None:
    """A line across the sheet, under which no figure stands."""
    for column in range(1, columns + 1):
        put(ws, row, column, text if column == 1 else None, "notice")
    merge(ws, row, 1, columns)
    set_height(ws, row, lines(text, width * 0.95), least=22)


def _footer(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text=text, size=8, color=COLOURS["quiet"])


def _plain(text: str) -> str:
    return text.replace("&", "&&")


def keep_whole(ws: Worksheet, begins: Sequence[int], columns: Sequence[int]) -> None:
    """Have each section stand whole on a page: one that does not fit below the others begins the next.
    `begins`: the first row of each section, and the row behind the last."""
    width = sum(ws.column_dimensions[get_column_letter(column)].width for column in columns)
    room, top = _PAGE_HEIGHT / min(1.0, _PAGE_WIDTH / width), 1
    for begin, end in pairwise(begins):
        if sum(ws.row_dimensions[row].height or LINE_HEIGHT for row in range(top, end)) > room:
            ws.row_breaks.append(Break(id=begin - 1))
            top = begin
