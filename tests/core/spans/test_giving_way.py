from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.core.adding_up import counting_rows
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell, Sheet
from fieldapp.core.spans.giving_way import rows_given_way
from tests.core.making import NO_OPERATIONS, WEEK, Row, days, sheet_of

SOME_ROWS = st.dictionaries(
    st.sampled_from(["agdam", "lacin"]), st.sampled_from([NO_OPERATIONS, (1, 0, 2, 30_000), (4, None, 0, 0)])
)
SOME_DAYS = st.sampled_from([WEEK, days("2025-03-16..2025-03-20"), days("2025-03-20..2025-03-22")])
SOME_SHEETS = st.dictionaries(st.tuples(st.sampled_from(["hq", "karabakh"]), SOME_DAYS), SOME_ROWS)


def said_by(programme: Programme, rows: Mapping[str, Row], office: str, period: Period) -> Sheet:
    return replace(sheet_of(programme, rows, period, control=(9, 9, 9, 9)), office=office)


@given(entered=SOME_SHEETS)
def test_what_gives_way_is_told_exactly_where_it_does_not_count(
    programme: Programme, entered: dict[tuple[str, Period], dict[str, Row]]
) -> None:
    sheets = [said_by(programme, rows, office, period) for (office, period), rows in entered.items()]

    told = {(row.sheet, row.district) for row in rows_given_way({one.key: one.values for one in sheets})}

    own = [
        (sheet, district)
        for sheet in sheets
        if sheet.office == "hq"
        for district in entered["hq", sheet.period]
    ]
    left_out = {(one.key, district) for one, district in own if one not in counting_rows(district, sheets)}
    assert told == left_out


def test_of_the_same_days_the_cells_that_differ_are_named_and_of_others_all(programme: Programme) -> None:
    own = said_by(programme, {"agdam": (1, 0, 2, 30_000)}, "hq", WEEK)
    same = said_by(programme, {"agdam": (1, 0, 5, 30_000)}, "karabakh", WEEK)
    longer = replace(same, period=days("2025-03-10..2025-03-17"))

    (row,) = rows_given_way({one.key: one.values for one in (own, same)})
    (other,) = rows_given_way({one.key: one.values for one in (own, longer)})

    assert (row.is_of_same_days, row.cells) == (True, (Cell("agdam", "uxo"),))
    assert (other.is_of_same_days, len(other.cells)) == (False, 4)
