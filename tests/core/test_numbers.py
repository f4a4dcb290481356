import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import (
    SQUARE_METRES_PER_HECTARE,
    Unit,
    Unread,
    Value,
    decimal_mark_of,
    decimal_text,
    entered,
    explain,
    finest_decimals,
    in_stored_units,
    parse,
    retypable,
)
from fieldapp.resources import resources_folder
from tests.core.making import refusal

HA, COUNT = Unit.HECTARE, Unit.COUNT


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        # section 5 of docs/domain.md, language by language
        ("1,198.7", HA, 11_987_000),
        ("1245.5", HA, 12_455_000),
        ("1 432,8", HA, 14_328_000),
        ("5 523.74", HA, 55_237_400),
        ("516, 46", HA, 5_164_600),
        ("41 915,77 га", HA, 419_157_700),
        ("1.116.762 m²", HA, 1_116_762),
        # as printed elsewhere
        ("453, 90 hektar", HA, 4_539_000),
        ("1 395 186 m²", HA, 1_395_186),
        ("8,870,514 m2", HA, 8_870_514),
        ("684 000 кв. м", HA, 684_000),
        ("457 гектаров", HA, 4_570_000),
        ("1 362,7 гектара", HA, 13_627_000),
        ("887.05 Ha", HA, 8_870_500),
        ("0.0955", HA, 955),
        ("1,358.7ha", HA, 13_587_000),
        # spaces that come with pasted text, and the minus sign of a word processor
        ("1\u00a0432,8", HA, 14_328_000),
        ("1\u202f432,8", HA, 14_328_000),
        ("1\u2009432,8", HA, 14_328_000),
        ("1\u2007432,8", HA, 14_328_000),
        ("\t12,5 \r\n", HA, 125_000),
        ("\u221212,5", HA, -125_000),
        ("- 12,5", HA, -125_000),
        # one mark that can only be decimal
        ("12,5", HA, 125_000),
        (",5", HA, 5_000),
        ("0,198", HA, 1_980),
        ("1198,125", HA, 11_981_250),
        ("1 198,125", HA, 11_981_250),
        ("12,3456", HA, 123_456),
        ("1,198.762", HA, 11_987_620),
        ("1.198.762,5", HA, 11_987_625_000),
        # counts
        ("0", COUNT, 0),
        ("-0", COUNT, 0),
        ("007", COUNT, 7),
        ("155", COUNT, 155),
        ("1 131", COUNT, 1_131),
        ("59 163", COUNT, 59_163),
        ("1,234,567", COUNT, 1_234_567),
        ("12,0", COUNT, 12),
        ("-3", COUNT, -3),
        ("999 999 999 999", COUNT, 999_999_999_999),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, unit: Unit, value: int) -> None:
    read = parse(text, unit)

    assert (read, type(read)) == (value, int)


@pytest.mark.parametrize(
    ("text", "unit", "readings"),
    [
        ("1,198", HA, ("1198", "1.1980")),
        ("12.298", HA, ("12298", "12.2980")),  # R162
        ("1.198", COUNT, ("1198", "1.1980")),
        ("2,575 hectares", HA, ("2575 hectares", "2.5750 hectares")),  # R061
        ("1,198 m²", HA, ("1198 m²", "1.1980 m²")),
        ("-1,198", HA, ("-1198", "-1.1980")),
        ("\u2212 1,198", HA, ("-1198", "-1.1980")),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_back(text: str, unit: Unit, readings: tuple[str, ...]) -> None:
    with pytest.raises(FieldAppError) as error:
        parse(text, unit)

    assert refusal(error) == ("ambiguous-number", {"text": text, "readings": readings})


@given(
    st.integers(1, 999),
    st.integers(0, 999),
    st.sampled_from(".,"),
    st.sampled_from(["", "-"]),
    st.sampled_from(Unit),
)
def test_three_digits_after_one_mark_are_never_guessed(
    whole: int, rest: int, mark: str, minus: str, unit: Unit
) -> None:
    with pytest.raises(FieldAppError) as error:
        parse(f"{minus}{whole}{mark}{rest:03d}", unit)

    readings = [parse(reading, unit) for reading in error.value.readings]
    sign = -1 if minus else 1
    assert error.value.code == "ambiguous-number"
    assert readings == [
        sign * (whole * 1000 + rest) * unit.scale,
        sign * Decimal(f"{whole}.{rest:03d}") * unit.scale,
    ]


def test_a_known_decimal_mark_settles_what_is_ambiguous() -> None:
    assert parse("1,198", HA, decimal_mark=",") == 11_980
    assert parse("12.298", HA, decimal_mark=".") == 122_980


def test_a_known_decimal_mark_never_makes_the_other_one_decimal() -> None:
    assert parse("1,198", HA, decimal_mark=".") == 1198 * HA.scale
    assert parse("12.298", HA, decimal_mark=",") == 12_298 * HA.scale


INVISIBLE = (
    "\u200e\u200f\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


@pytest.mark.parametrize("mark", INVISIBLE)
def test_what_nobody_sees_is_no_part_of_a_number(mark: str) -> None:
    assert parse(f"{mark}155", COUNT) == 155
    assert parse(f"1{mark}6{mark}51,1{mark} ha{mark}", HA) == 16_511_000
    assert parse(f"{mark}-{mark}3", COUNT) == -3
    assert explain(mark, COUNT).code == "not-a-number"


NO_NUMBERS = (
    "|   |-|--5|+5|n/a|abc|12 5|12,,5|12.|1,198.|1,2,3|1 23 456|1,23.4|1.198,7,5|1 198 7|1e5|1_000|0x10|nan"
    "|inf|١٢|１２|½|12,5,|5-7|–|1'198|=1+1|12%|5, 123|over 51|1 395 186 m² (139.5 ha)"
)


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("text", NO_NUMBERS.split("|"))
def test_what_is_no_number_is_refused_with_the_text(text: str, unit: Unit) -> None:
    with pytest.raises(FieldAppError) as error:
        parse(text, unit)

    assert refusal(error) == ("not-a-number", {"text": text, "readings": ()})


@pytest.mark.parametrize("text", ["155 ha", "155 m²"])
def test_mines_are_not_counted_in_hectares(text: str) -> None:
    with pytest.raises(FieldAppError) as error:
        parse(text, COUNT)

    assert error.value.code == "not-a-number"


@pytest.mark.parametrize("text", ["ha", "m²", "- ha"])
def test_a_unit_alone_is_no_number(text: str) -> None:
    with pytest.raises(FieldAppError) as error:
        parse(text, HA)

    assert error.value.code == "not-a-number"


@pytest.mark.parametrize(
    "text",
    ["1000000000000", "1 000 000 000 000", "-1000000000000", "9" * 400, f"0.{'1' * 25}"],
)
def test_more_digits_than_can_be_kept_exactly_are_refused(text: str) -> None:
    with pytest.raises(FieldAppError) as error:
        parse(text, COUNT)

    assert error.value.code == "too-large"


@given(st.text("0123456789 .,-\u00a0haHAm²2гакв\u0307İé+eE", max_size=12), st.sampled_from(Unit))
def test_any_text_is_a_number_or_a_code(text: str, unit: Unit) -> None:
    try:
        value = parse(text, unit)
        is_whole = value == int(value)
        outcome = "whole" if is_whole and isinstance(value, int) else "inexact" if not is_whole else "wrong"
    except FieldAppError as error:
        outcome = error.code
    assert outcome in {"whole", "inexact", "not-a-number", "ambiguous-number", "too-large"}


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1.5", COUNT, Decimal("1.5")),
        ("0,00001", HA, Decimal("0.1")),
        ("0,12345", HA, Decimal("1234.5")),
        ("0.5 m²", HA, Decimal("0.5")),
    ],
)
def test_what_is_finer_than_its_unit_is_kept_exactly(text: str, unit: Unit, value: Decimal) -> None:
    read = parse(text, unit)

    assert (read, type(read)) == (value, Decimal)


exact_texts = st.decimals(-(10**12) + 1, 10**12 - 1, places=8, allow_nan=False, allow_infinity=False)


@given(st.integers(-(10**12) + 1, 10**12 - 1), st.sampled_from(Unit))
def test_a_stored_value_is_read_back_from_its_text(value: int, unit: Unit) -> None:
    assert parse(decimal_text(value, unit), unit, decimal_mark=".") == value


@given(exact_texts, st.sampled_from(Unit))
def test_an_inexact_value_is_read_back_from_its_text(amount: Decimal, unit: Unit) -> None:
    value = in_stored_units(amount, unit.scale)

    assert parse(decimal_text(value, unit), unit, decimal_mark=".") == value


@given(exact_texts, st.sampled_from(Unit))
def test_stored_values_are_whole_numbers_wherever_they_can_be(amount: Decimal, unit: Unit) -> None:
    value = in_stored_units(amount, unit.scale)

    assert isinstance(value, int) == ((amount * unit.scale) % 1 == 0)
    assert entered(value, unit) == amount


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (16_511_000, HA, "1651.1"),
        (955, HA, "0.0955"),
        (10_000, HA, "1"),
        (12_000_000, HA, "1200"),
        (0, HA, "0"),
        (-400, HA, "-0.04"),
        (Decimal("0.1"), HA, "0.00001"),
        (155, COUNT, "155"),
        (1_000_000, COUNT, "1000000"),
        (Decimal("1.5"), COUNT, "1.5"),
    ],
)
def test_the_exact_text_has_no_exponent_and_no_needless_zero(value: Value, unit: Unit, text: str) -> None:
    assert decimal_text(value, unit) == text


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1,198", "12,5"], ","),
        (["1.198", "12.5"], "."),
        (["1,198", "1,198.7"], "."),
        (["1.198", "1.198,7"], ","),
        (["1,198", "0,198"], ","),
        (["1 198,125"], ","),
        (["516, 46"], ","),
        (["12,5", "12.5"], None),  # both: they do not tell
        (["1,198", "2,575"], None),
        (["1.116.762", "12 298"], None),
        (["155", "", "n/a", "a, b"], None),
        ([], None),
    ],
)
def test_a_column_tells_its_decimal_mark_only_by_unambiguous_numbers(
    texts: list[str], mark: str | None
) -> None:
    assert decimal_mark_of(texts) == mark


def printed_areas() -> list[tuple[str, str, Decimal]]:
    text = (resources_folder() / "published" / "reports.json").read_text(encoding="utf-8")
    return [
        (record["id"], record["hectares_as_printed"], record["hectares_read_as"])
        for record in json.loads(text, parse_float=Decimal)
        if record["hectares_as_printed"] is not None
    ]


def test_published_areas_are_read_right_or_not_at_all() -> None:
    read, refused = {}, {}
    for record, text, hectares in printed_areas():
        try:
            read[record] = parse(text, HA) == hectares * SQUARE_METRES_PER_HECTARE
        except FieldAppError as error:
            refused[record] = error.code

    assert [record for record, is_right in read.items() if not is_right] == []
    assert len(read) == 81
    assert {record for record, code in refused.items() if code == "ambiguous-number"} == {
        "R061",  # 2,575 hectares
        "R120",  # 1,616 hectares
        "R121",  # 1,191 hectares
        "R147",  # 7,143 hectares
        "R197",  # 6,930 hectares
    }
    # the others hold words beside the number, such as "over 51 hectares" or "684 000 kv.m (68,4 ha)"
    assert len(refused) == 26


@pytest.mark.parametrize("text", ["12\n345", "12\t345", "12    345", "12\u2028345", "10\r\n198", ", 29"])
@pytest.mark.parametrize("unit", Unit)
def test_two_numbers_in_one_cell_are_not_one_number(text: str, unit: Unit) -> None:
    with pytest.raises(FieldAppError, match="not-a-number"):
        parse(text, unit)


@pytest.mark.parametrize("text", ["01,198", "001.198", "00,198"])
def test_leading_noughts_do_not_make_an_ambiguous_number_clear(text: str) -> None:
    with pytest.raises(FieldAppError, match="ambiguous-number"):
        parse(text, Unit.HECTARE)


@given(st.integers(min_value=-(10**11), max_value=10**11))
def test_what_is_copied_out_can_be_typed_in_again(square_metres: int) -> None:
    assert parse(retypable(square_metres, Unit.HECTARE), Unit.HECTARE) == square_metres


def test_a_kept_text_says_why_it_is_no_number() -> None:
    assert explain("n/a", Unit.COUNT) == Unread("n/a", "not-a-number")
    assert explain("1,198", Unit.COUNT) == Unread("1,198", "ambiguous-number", ("1198", "1.1980"))


def test_a_kept_text_that_can_be_read_by_now_is_still_none_until_its_reading_is_taken() -> None:
    """An earlier app could not read it; that it was refused then is no reason to call it unwritten."""
    assert explain("1 651,1", Unit.HECTARE) == Unread("1 651,1", "read-by-now", ("1651.1",))


@pytest.mark.parametrize(
    ("values", "unit", "decimals"),
    [
        ((50_000, 120_959, None), Unit.HECTARE, 4),
        ((50_000, 1_000), Unit.HECTARE, 1),
        ((50_000,), Unit.HECTARE, 0),
        ((12, Decimal("2.5")), Unit.COUNT, 1),
        ((None,), Unit.HECTARE, 0),
    ],
)
def test_the_finest_number_says_how_many_decimals_show_all_of_them_whole(values, unit, decimals) -> None:
    assert finest_decimals(values, unit) == decimals
