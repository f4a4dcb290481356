"""What a press text says otherwise than the data, with the known kind that explains it."""

import pytest

from fieldapp.core.period import read_period
from fieldapp.core.published.against_data import OtherDays, press_differences
from fieldapp.core.published.read import read_press
from tests.core.published.test_read import PROGRAMME, WORDS

WEEK = "From March 10 to 16, 2025, ANAMA found {ap} anti-personnel mines, {at} anti-tank mines, {uxo} UXO. "
AREA = "It cleared {area}."
RIGHT = {"ap": "155", "at": "49", "uxo": "2,777", "area": "1,651.1 hectares"}
DATA = {"ap_mines": 155, "at_mines": 49, "uxo": 2777, "area_cleared_ha": 16_511_000}
FEBRUARY = read_period("2025-02-01..2025-02-28")
OTHERS = [OtherDays(FEBRUARY, {"ap_mines": 320, "at_mines": 180, "uxo": 4511, "area_cleared_ha": 28_625_000})]


def found(text="", data=None, **printed):
    text = (WEEK + AREA).format_map({**RIGHT, **printed}) + text
    reading = read_press(text, WORDS, PROGRAMME)
    return [
        (one.figure, one.kind) for one in press_differences(reading, DATA if data is None else data, OTHERS)
    ]


def test_equal_figures_are_not_named():
    assert found() == []
    assert found(uxo="up to 2,777", area="about 1,651.1 hectares") == []


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ({"uxo": "277"}, "digit-lost"),
        ({"uxo": "27,777"}, "digit-doubled"),
        ({"uxo": "7,277"}, "digits-transposed"),
        ({"uxo": "2,797"}, "digit-wrong"),
        ({"uxo": "27,770"}, "decimal-slip"),
        ({"uxo": "3,104"}, "different"),
        ({"uxo": "4,511"}, "other-period"),
        ({"uxo": "over 2,700"}, "rounded"),
        ({"uxo": "nearly 2,700"}, "rounded-falsely"),
        ({"uxo": "over 2,777"}, "rounded-falsely"),
        ({"uxo": "2,700-2,800"}, "rounded"),
        ({"uxo": "between 2,800 and 2,900"}, "rounded-falsely"),
        ({"uxo": "nearly 2,777"}, "rounded-falsely"),
    ],
)
def test_the_kind_of_a_wrong_count_is_named(printed, kind):
    assert found(**printed) == [("uxo", kind)]


@pytest.mark.parametrize(
    ("area", "kind"),
    [
        ("1,651 hectares", "rounded"),
        ("165.1 hectares", "decimal-slip"),
        ("16,511,000 hectares", "unit-slip"),
        ("1,651.1 m²", "unit-slip"),
        ("1,561.1 hectares", "digits-transposed"),
        ("2,862.5 hectares", "other-period"),
        ("over 1,600 hectares", "rounded"),
        ("1,600 to 1,651 hectares", "rounded"),
        ("1,600 to 1,650 hectares", "rounded-falsely"),
    ],
)
def test_the_kind_of_a_wrong_area_is_named(area, kind):
    assert found(area=area) == [("area_cleared_ha", kind)]


def test_exchanged_mines_are_named_before_anything_else():
    assert found(ap="49", at="155") == [("ap_mines", "swapped-ap-at"), ("at_mines", "swapped-ap-at")]


def test_a_sum_that_leaves_out_a_category_is_named():
    assert found("In all 204 mines and UXO.") == [("items", "sum-leaves-out-category")]


def test_what_is_not_printed_and_what_is_not_in_the_data_are_named():
    assert found(uxo="no", data=DATA) == [("uxo", "missing")]
    assert found(uxo="no", data={**DATA, "uxo": 0}) == []
    assert found(data={**DATA, "uxo": None}) == [("uxo", "not-in-data")]
    assert found(data={**DATA, "uxo": None}, uxo="2,700-2,800") == [("uxo", "not-in-data")]


def test_the_second_area_of_r084_is_february_s():
    assert found(" In total, some 2,862.5 hectares have been cleared.") == [
        ("area_cleared_ha", "other-period")
    ]


def test_the_same_figures_under_other_days_are_a_wrong_period():
    nothing = dict.fromkeys(DATA)
    other = [OtherDays(read_period("2025-03-10..2025-03-15"), DATA)]
    reading = read_press((WEEK + AREA).format_map(RIGHT), WORDS, PROGRAMME)

    (one,) = press_differences(reading, nothing, other)

    assert (one.figure, one.kind, one.of) == ("period", "other-period", "2025-03-10..2025-03-15")


TWO_OUTLETS = [
    ("R094/R233", {"area": "1,358.7 hectares"}, {"area_cleared_ha": 12_587_000}, "area_cleared_ha"),
    ("R132/R133", {"uxo": "1,161"}, {"uxo": 1131}, "uxo"),
]


@pytest.mark.parametrize(
    ("record", "printed", "data", "figure"), TWO_OUTLETS, ids=[one[0] for one in TWO_OUTLETS]
)
def test_where_two_outlets_differ_the_one_digit_is_named(record, printed, data, figure):
    assert found(data={**DATA, **data}, **printed) == [(figure, "digit-wrong")]
