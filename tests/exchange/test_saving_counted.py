"""A workbook is counted row by row while it is written, and left where nobody waits for it any more."""

import gc

import pytest
from openpyxl import Workbook

from fieldapp.core.errors import FieldAppError
from fieldapp.exchange.xlsx.saving import saved


def book() -> Workbook:
    made = Workbook()
    for ws in (made.worksheets[0], made.create_sheet("more")):
        for row in range(20):
            ws.append([row, "words"])
    return made


def test_the_rows_of_all_sheets_are_counted_from_none_to_all():
    counted = []
    saved(book(), lambda done, of: counted.append((done, of)))

    assert counted == [(done, 40) for done in range(41)]


@pytest.mark.parametrize("at", [0, 5, 25, 40])
def test_wherever_it_is_stopped_nothing_is_left_open(at):
    def stop(done, of):
        if done == at:
            raise FieldAppError("stopped")

    with pytest.raises(FieldAppError, match="stopped"):
        saved(book(), stop)
    gc.collect()  # what is thrown away with something open warns, which fails this test
