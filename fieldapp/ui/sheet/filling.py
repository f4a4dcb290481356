"""Filling down in the open sheet, or why it is not done."""

from collections.abc import Sequence
from functools import partial

from fieldapp.core import edits as edits_of
from fieldapp.core.sheet import Cell, RowState
from fieldapp.texts.texts import Texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.notice import Say


def fill_cells(document: Document, chosen: Sequence[Cell], rows: Sequence[str]) -> Say | None:
    """Fill the chosen rows with what the first of them holds, or one row with what is above it; why not,
    where that cannot be. `rows`: the districts as they stand on the screen."""
    targets = [key for key in rows if any(key == cell.district for cell in chosen)]
    sheet = document.sheet
    columns = [key for key in sheet.indicators if any(key == cell.indicator for cell in chosen)]
    if not targets or not columns:
        return lambda texts: texts("grid.fill-control")
    if len(targets) == 1:
        place = rows.index(targets[0])
        targets = [*rows[:place][-1:], *targets]
    if len(targets) == 1:
        return lambda texts: texts("grid.fill-none-above")
    source = targets[0]
    why_not = _why_not(document, source, columns)
    if why_not is None:
        edits = edits_of.fill_down(sheet, source, targets[1:], columns)
        document.replace(edits, [Cell(row, key) for row in targets[1:] for key in columns])
    return why_not


def _why_not(document: Document, source: str, columns: Sequence[str]) -> Say | None:
    sheet, programme = document.sheet, document.programme
    for key in columns:
        unread = document.unread(Cell(source, key))
        if unread is not None:
            return partial(_say, document, "grid.fill-unread", Cell(source, key), unread.text)
    if sheet.state(source) is RowState.NO_OPERATIONS:
        is_whole = set(columns) >= set(sheet.indicators)
        return None if is_whole else lambda texts: texts("grid.fill-mark")
    if all(sheet.value(source, key) is None for key in columns):
        return lambda texts: texts("grid.fill-blank", district=texts.district(source, programme))
    return None


def _say(document: Document, key: str, cell: Cell, text: str, texts: Texts) -> str:
    programme = document.programme
    names = programme.indicator(cell.indicator).short_names
    return texts(
        key,
        district=texts.district(cell.district, programme),
        indicator=texts.names(names),
        text=" ".join(text.split()),
    )
