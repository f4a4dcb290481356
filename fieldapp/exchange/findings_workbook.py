"""What is found in many sheets, as a workbook to sort and to work through."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.checks.review import ANSWERED, ERROR, FLAGGED, IN_DISPUTE, Item
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import STATE
from fieldapp.exchange.placing import place_bytes
from fieldapp.exchange.xlsx.page import SPLIT_SOURCE, set_paper
from fieldapp.exchange.xlsx.saving import saved
from fieldapp.exchange.xlsx.style import DATES, CellContent, add_styles, fit, lines, put, set_height
from fieldapp.texts.reviewing import districts_of, item_aside, item_sentence, kind_word, rule_name
from fieldapp.texts.texts import Texts

_HEADS = (
    *("head-kind", "head-office", "column-first", "column-last", "head-district", "column-column"),
    *("head-what", "column-said", "column-rule"),
)
_WIDTHS = (16.0, 24.0, 14.0, 14.0, 24.0, 24.0, 64.0, 30.0, 40.0)
_WRAPPED = (1, 4, 5, 6, 7, 8)
_NOTICE, _HEADER = 3, 4


def write_findings(
    items: Sequence[Item],
    office: str,
    programme: Programme,
    path: Path,
    texts: Texts,
    today: date,
    *,
    is_demonstration: bool = False,
) -> Path:
    """Write them, whole or not at all; the path it has. Raises FieldAppError as `place_bytes` does."""
    book = Workbook()
    add_styles(book)
    ws = book.worksheets[0]
    ws.title = texts("checks.sheet")
    put(ws, 1, 1, texts("checks.window"), "title")
    ws.row_dimensions[1].height = 28
    name = texts.names(programme.office(office).names)
    made = texts("checks.made", office=name, day=texts.date(today))
    put(ws, 2, 1, made, "subtitle")
    if is_demonstration:
        put(ws, _NOTICE, 1, texts("workbook.demonstration", split=SPLIT_SOURCE), "subtitle")
    for column, (key, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True), start=1):
        head = texts(f"checks.{key}")
        put(ws, _HEADER, column, head, "heading")
        kinds = [kind_word(item, texts) for item in items] if column == 1 else ()
        fit(ws, column, [head, *kinds], width)
    for row, item in enumerate(items, start=_HEADER + 1):
        _put_item(ws, row, item, programme, texts)
    last = _HEADER + len(items)
    set_paper(ws, texts, (last, len(_HEADS)), (made, ""), landscape=True, header=_HEADER)
    ws.auto_filter.ref = f"A{_HEADER}:I{last}"
    book.properties.title = texts("checks.window")
    book.properties.language = texts.language
    return place_bytes(path, saved(book))


def _put_item(ws: Worksheet, row: int, item: Item, programme: Programme, texts: Texts) -> None:
    office, period = texts.names(programme.office(item.key.office).names), item.key.period
    keys = dict.fromkeys(cell.indicator for cell in item.cells if cell.indicator != STATE)
    words: tuple[CellContent, ...] = (
        *(kind_word(item, texts), office, period.start, period.end),
        districts_of(item, programme, texts),
        texts.listed([texts.column(key, programme) for key in keys]),
        item_sentence(item, programme, texts),
        item_aside(item),
        rule_name(item.rule, texts),
    )
    for column, word in enumerate(words, start=1):
        shape = DATES[texts.language] if isinstance(word, date) else ""
        put(ws, row, column, word, _look(item, column), shape)
    set_height(ws, row, max(lines(str(words[place]), _WIDTHS[place]) for place in _WRAPPED))


def _look(item: Item, column: int) -> str:
    if column != 1 or item.kind in (FLAGGED, ANSWERED):
        return "prose"
    return ERROR if item.kind == IN_DISPUTE else item.kind
