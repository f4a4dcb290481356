"""What is taken out of a data file for other systems."""

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.interchange.extract import Holding
from fieldapp.core.period import read_period
from fieldapp.core.report import Standing
from fieldapp.core.sheet import CONTROL, Cell, Sheet
from tests.exchange.interchange.making import (
    GONE,
    TAKEN_BACK,
    extract_of,
    holdings,
    march,
    office_sheet,
    sent,
)
from tests.exchange.making import INDICATORS

WEEK = "2025-03-10..2025-03-16"


def test_a_range_is_all_sheets_within_it_and_what_only_overlaps_is_named():
    extract = extract_of(*holdings(), period=read_period("2025-03-03..2025-03-20"))

    asked = [str(one.sheet.period) for one in extract.asked]
    assert asked == ["2025-03-03..2025-03-09", TAKEN_BACK, "2025-03-10..2025-03-17"]
    assert list(map(str, extract.straddling)) == ["2025-03-17..2025-03-23"]


def test_each_sheet_tells_the_districts_for_which_it_counts():
    own = Holding(office_sheet(WEEK, "hq", seed=50), Standing())
    extract = extract_of(own, sent(office_sheet(WEEK)), period=read_period(WEEK))

    counted = {one.sheet.office: districts for one, districts in extract.counted()}
    assert {*counted["hq"]} & {*counted["karabakh"]} == set()
    assert {*counted["hq"]} | {*counted["karabakh"]} == {*own.sheet.districts}


def test_sheets_that_overlap_are_refused():
    held = [sent(office_sheet(WEEK)), sent(office_sheet("2025-03-12..2025-03-16"))]

    with pytest.raises(FieldAppError) as caught:
        extract_of(*held).counted()
    assert caught.value.code == "parts-overlap"


def test_a_record_tells_of_a_cell_that_nothing_else_tells_of():
    (blank,) = [one for one in march().holdings if str(one.sheet.period) == TAKEN_BACK]

    assert GONE in Holding(blank.sheet, blank.standing, blank.records).ever_held
    assert GONE not in Holding(blank.sheet, blank.standing).ever_held


def test_a_control_total_alone_is_no_figure_of_a_row():
    sheet = Sheet(read_period(WEEK), ("agdam",), INDICATORS, {Cell(CONTROL, "uxo"): 3}, office="karabakh")

    assert not Holding(sheet, Standing()).has_figures
    assert Holding(sheet, Standing()).ever_held == frozenset()
