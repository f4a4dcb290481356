"""A figure is as likely as the weeks before make it, and what is not known makes a law wide, never sure."""

import math
from dataclasses import replace

import pytest

from fieldapp.core.checks.memory import LATEST, Memory, memory_of, memory_of_traces, trace_of
from fieldapp.core.checks.prediction import STEP, CountLaw, Prediction, predict
from fieldapp.core.numbers import Unit
from fieldapp.core.period import DAY, Period
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell
from tests.core.making import COLUMNS, NO_OPERATIONS, WEEK, Row, sheet_of

UNITS = dict(zip(COLUMNS, (*(Unit.COUNT,) * 3, Unit.HECTARE), strict=True))
UXO, AREA = Cell("agdam", "uxo"), Cell("agdam", "area_cleared_ha")


def weeks_of(programme: Programme, rows: list[dict[str, Row]]) -> list:
    first = WEEK.start - 7 * len(rows) * DAY
    starts = [first + 7 * number * DAY for number in range(len(rows))]
    return [
        sheet_of(programme, row, Period(start, start + 6 * DAY))
        for row, start in zip(rows, starts, strict=True)
    ]


def predicted(programme: Programme, memory: Memory, period: Period = WEEK) -> Prediction:
    districts = [district.key for district in programme.expected("hq", period)]
    return predict(memory, period, districts, programme.active)


def steady(programme: Programme, number: int = 30) -> Memory:
    rows: list[dict[str, Row]] = [
        {"agdam": (5, 2, 40 + week % 5, 900_000), "susa": (0, 0, 3, 50_000)} for week in range(number)
    ]
    return memory_of(weeks_of(programme, rows), UNITS)


def test_the_chances_of_all_counts_add_up_to_one() -> None:
    for law in (CountLaw(40.0, 3.0), CountLaw(0.05, 0.2), CountLaw(7.0, 20.0)):
        assert sum(math.exp(law.log_p(x)) for x in range(3000)) == pytest.approx(1, abs=2e-4)


def test_the_chances_of_all_areas_add_up_to_one(programme: Programme) -> None:
    law = predicted(programme, steady(programme)).laws[AREA]
    sizes = [math.exp(0.001 * n) for n in range(4000, 16000)]
    inside = sum(math.exp(law.log_p(int(x))) * 0.001 * x / STEP for x in sizes if x > STEP)

    assert 0.95 < inside + math.exp(law.log_p(0)) < 1.05


def test_what_a_cell_always_says_is_likelier_than_ten_times_as_much(programme: Programme) -> None:
    prediction = predicted(programme, steady(programme))

    assert prediction.mean(UXO) == pytest.approx(42, abs=4)
    assert prediction.log_p(UXO, 42) - prediction.log_p(UXO, 420) > 5
    assert prediction.log_p(AREA, 900_000) - prediction.log_p(AREA, 9_000_000) > 5


def test_a_cell_without_a_past_has_a_wide_law(programme: Programme) -> None:
    prediction = predicted(programme, steady(programme))
    unknown = Cell("lacin", "uxo")

    known, other = prediction.laws[UXO], prediction.laws[unknown]

    assert isinstance(known, CountLaw)
    assert isinstance(other, CountLaw)
    assert other.shape < known.shape


def test_what_is_further_back_than_half_a_year_is_not_looked_at(programme: Programme) -> None:
    rows: list[dict[str, Row]] = [{"agdam": (week, 2, 3 * week, 10_000 * week)} for week in range(40)]
    sheets = weeks_of(programme, rows)

    assert memory_of(sheets, UNITS) == memory_of(sheets[-LATEST:], UNITS)


def test_what_a_sheet_leaves_behind_is_the_same_for_all_the_sheets_after_it(programme: Programme) -> None:
    rows: list[dict[str, Row]] = [
        {"agdam": (week, 2, 3 * week, 10_000 * week), "susa": NO_OPERATIONS if week % 3 else (0, 0, 0, 0)}
        for week in range(40)
    ]
    sheets = weeks_of(programme, rows)
    traces = [trace_of(sheet, UNITS) for sheet in sheets]

    for until in (1, 20, 40):
        memory = memory_of_traces(traces[:until])
        assert memory == memory_of(sheets[:until], UNITS)
        assert predicted(programme, memory) == predicted(programme, memory_of(sheets[:until], UNITS))


@pytest.mark.parametrize(("level", "value"), [(0.3, 0), (1.0, 7), (2.5, 40)])
def test_a_law_at_a_level_is_the_law_of_that_mean(level: float, value: int) -> None:
    law = CountLaw(12.5, 1.75)

    assert law.log_p_at(level, value) == CountLaw(12.5 * level, 1.75).log_p(value)


def test_sums_are_weighed_by_age(programme: Programme) -> None:
    rows: list[dict[str, Row]] = [{"agdam": (0, 0, uxo, 10_000)} for uxo in (100, 10, 1)]
    sums = memory_of(weeks_of(programme, rows), UNITS).sums[UXO]

    assert sums.weights == pytest.approx(1 + 0.95 + 0.95**2)
    assert sums.values == pytest.approx(1 + 0.95 * 10 + 0.95**2 * 100)
    assert sums.squares == pytest.approx(1 + 0.95 * 100 + 0.95**2 * 10_000)


def test_only_reported_rows_count(programme: Programme) -> None:
    sheets = weeks_of(programme, [{"agdam": (1, 2, None, None), "susa": NO_OPERATIONS}])

    assert memory_of(sheets, UNITS).is_empty()


def test_part_of_a_week_is_expected_to_hold_part_of_its_figures(programme: Programme) -> None:
    part = replace(WEEK, end=WEEK.start + DAY)
    whole, two_days = (predicted(programme, steady(programme), period) for period in (WEEK, part))

    assert two_days.mean(UXO) == pytest.approx(whole.mean(UXO) * 2 / 7)
    assert two_days.mean(AREA) == pytest.approx(whole.mean(AREA) * 2 / 7)


def test_silence_is_the_less_likely_the_longer_a_district_has_worked(programme: Programme) -> None:
    short, long = (predicted(programme, steady(programme, number)).log_silent("agdam") for number in (3, 30))

    assert long < short < math.log(0.3)
    assert predicted(programme, steady(programme)).log_silent("lacin") == math.log(0.3)
