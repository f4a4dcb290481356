"""What the disk refused is kept by sheet and cell, until it is written or given up."""

from fieldapp.core.numbers import Unread
from fieldapp.core.period import read_period
from fieldapp.core.sheet import Cell, Sheet, SheetKey
from fieldapp.ui.document.unwritten import Unwritten

WEEK, OTHER = SheetKey("hq", read_period("2025-W11")), SheetKey("hq", read_period("2025-W12"))
CELL, NEXT = Cell("agdam", "uxo"), Cell("agdam", "ap_mines")


def text(typed: str) -> Unread:
    return Unread(typed, "not-written")


def test_texts_stand_over_what_could_not_be_read_and_in_their_own_sheet_only():
    unread = {CELL: text("x"), NEXT: text("y")}
    sheet = Sheet(WEEK.period, ("agdam",), ("ap_mines", "uxo"), {}, {}, unread, office="hq")
    kept = Unwritten()

    kept.keep(WEEK, {CELL: text("9")})
    kept.keep(OTHER, {NEXT: text("8")})

    assert kept.beside(sheet).unread == {CELL: text("9"), NEXT: text("y")}
    assert (kept.count(WEEK), kept.count(OTHER)) == (1, 1)


def test_only_what_waited_is_let_go():
    kept = Unwritten()
    kept.keep(WEEK, {CELL: text("9")})

    assert kept.forget(WEEK, [NEXT]) == frozenset()
    assert kept.forget(OTHER, [CELL]) == frozenset()
    assert kept.count() == 1
    assert kept.forget(WEEK, [CELL, NEXT]) == {CELL}
    assert kept.count() == 0
