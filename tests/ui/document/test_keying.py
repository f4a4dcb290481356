"""A row is quiet until the keys have passed what it lacks, and not a moment longer."""

import pytest

from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.ui.document.keying import Keying, is_still_keyed

AP, AT, UXO, AREA = "ap_mines", "at_mines", "uxo", "area_cleared_ha"


@pytest.fixture
def half(document):
    """Two rows with AP mines alone."""
    for district in ("terter", "agdam"):
        document.enter(Cell(district, AP), "1")
    return document.sheet


def quiet(sheet, at, by_rows=False):
    return [row for row in ("terter", "agdam") if is_still_keyed(sheet, row, at, by_rows=by_rows)]


@pytest.mark.parametrize(
    ("at", "still_keyed"),
    [
        (Cell("agdam", AP), ["terter", "agdam"]),
        (Cell(CONTROL, AP), ["terter", "agdam"]),
        (Cell("terter", AT), ["terter", "agdam"]),
        (Cell("agdere", AT), ["agdam"]),
        (Cell("agdam", AT), ["agdam"]),
        (Cell("xocali", AT), []),
        (Cell("terter", UXO), ["terter"]),
        (Cell(CONTROL, AREA), []),
        (Cell("nowhere", AP), []),
    ],
)
def test_down_the_columns_what_lies_ahead_is_quiet(half, at, still_keyed):
    assert quiet(half, at) == still_keyed


@pytest.mark.parametrize(
    ("at", "still_keyed"), [(Cell("terter", AREA), ["terter"]), (Cell("agdere", AP), [])]
)
def test_along_the_rows_only_the_own_row_is(half, at, still_keyed):
    assert quiet(half, at, by_rows=True) == still_keyed


def test_nobody_keys_before_the_first_entry_and_after_the_end(half, document):
    keying = Keying(lambda: document.sheet)
    heard = []
    keying.changed.connect(heard.append)
    keying.go_to(Cell("terter", AP), by_rows=True)
    assert keying.raised(document.findings) == document.findings

    keying.begin()
    assert len(keying.raised(document.findings)) == len(document.findings) - 1
    keying.end()
    assert keying.raised(document.findings) == document.findings
    assert heard == [frozenset(Cell("terter", key) for key in (AP, AT, UXO, AREA))] * 2
