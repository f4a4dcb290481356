"""Texts find their rows and columns by name, in any spelling, or by where they lie."""

import pytest

from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, CONTROL_AREA, CONTROL_ITEMS
from fieldapp.core.table.block import Target, spread
from fieldapp.core.table.columns import Doubt
from fieldapp.core.table.headings import Headings
from fieldapp.core.table.placed import LeftOut
from tests.core.making import COLUMNS, WEEK, sheet_of

NAMES = Headings.of(["Control total", "Nəzarət cəmi", "Контрольный итог"], ["Total", "Items", "State"])
ROW = ["4", "2", "19", "61,2"]
AS_TYPED = dict(zip(COLUMNS, ROW, strict=True))


def laid(programme, block, rows=(), columns=COLUMNS, office="hq", period=WEEK, keeps=None):
    sheet = sheet_of(programme, office=office, period=period)
    width = max(map(len, block))
    even = [[*row, *[""] * (width - len(row))] for row in block]
    return spread(sheet, programme, even, Target(rows or sheet.districts, columns), NAMES, keeps=keeps)


def test_a_block_without_names_lies_on_the_target(programme: Programme) -> None:
    found = laid(programme, [["1", "2"], ["3", "4"]], ("agdam", "xocali"), COLUMNS[1:])

    assert found.rows == {"agdam": {"at_mines": "1", "uxo": "2"}, "xocali": {"at_mines": "3", "uxo": "4"}}
    assert found.left_out == ()


def test_what_juts_out_is_counted(programme: Programme) -> None:
    found = laid(programme, [["1", "2", ""], ["3", "", "5"]], ("agdam",), COLUMNS[3:])

    assert found.rows == {"agdam": {"area_cleared_ha": "1"}}
    assert found.left_out == (LeftOut("outside", "2", 3),)


@pytest.mark.parametrize(
    "name", ["terter", "Tartar", "TERTER", "Tərtər", "Тертер", "тертерский", " Tartar\u00a0"]
)
def test_a_name_in_any_spelling_is_its_district(programme: Programme, name: str) -> None:
    assert laid(programme, [[name, *ROW]], ("agdam",)).rows == {"terter": AS_TYPED}


def test_the_dotted_and_the_dotless_i_are_read_alike(programme: Programme) -> None:
    assert set(laid(programme, [["LAÇIN", *ROW], ["XOCALI", *ROW]]).rows) == {"lacin", "xocali"}


@pytest.mark.parametrize("name", ["Control total", "NƏZARƏT CƏMİ", "Контрольный итог"])
def test_only_a_row_named_so_is_the_control_totals(programme: Programme, name: str) -> None:
    assert laid(programme, [["Susa", *ROW], [name, *ROW]]).rows[CONTROL] == AS_TYPED


def test_the_last_row_never_becomes_the_control_totals_by_itself(programme: Programme) -> None:
    found = laid(programme, [["Şuşa", *ROW], ["Sum of it", *ROW]])

    assert set(found.rows) == {"susa"}
    assert found.left_out == (LeftOut("unknown-row", "Sum of it", 4),)


@pytest.mark.parametrize(
    "header",
    [
        ["District", "AP mines", "AT mines", "UXO", "Area, ha"],
        ["Rayon", "PƏ mina", "TƏ mina", "PHS", "Ərazi, ha"],
        ["Ərazi", "Piyada əleyhinə minalar", "TƏ", "Partlamamış hərbi sursatlar", "Təmizlənmiş ərazi"],
        ["Район", "ППМ", "ПТМ", "НРБ", "Площадь"],
        ["", "ap_mines", "AT", "unexploded\nordnance", "AREA (HA)"],
    ],
)
def test_columns_are_read_by_their_header_in_any_language_and_order(programme: Programme, header) -> None:
    swapped = [2, 1, 4, 3]
    found = laid(
        programme,
        [[header[0], *(header[n] for n in swapped)], ["Susa", *(ROW[n - 1] for n in swapped)]],
        columns=COLUMNS[2:],
    )

    assert found.rows == {"susa": AS_TYPED}
    assert found.left_out == ()


def test_a_header_without_names_is_read_too(programme: Programme) -> None:
    found = laid(programme, [["UXO", "AP mines"], ["19", "4"]], ("agdam", "xocali"))

    assert found.rows == {"agdam": {"uxo": "19", "ap_mines": "4"}}


def test_titles_second_headers_and_labels_are_passed_over(programme: Programme) -> None:
    block = [
        ["", "Week 11", "", "", "", ""],
        ["No", "District", "AP mines", "AT mines", "UXO", "Area, ha"],
        ["", "#adm2+name", "#output+num", "#output+num", "#output+num", "#indicator+num"],
        ["", "Karabakh", "4", "2", "19", "61,2"],
        ["1", "Agdam", *ROW],
        ["", "", "", "", "", ""],
        ["", "Total", "4", "2", "19", "61,2"],
    ]
    found = laid(programme, block)

    assert found.rows == {"agdam": AS_TYPED}
    assert found.left_out == ()


def test_rows_that_no_name_fits_are_named(programme: Programme) -> None:
    found = laid(programme, [["Kerimli", *ROW], ["Agdam", *ROW], ["", *ROW], ["Qazax", *ROW]])

    assert set(found.rows) == {"agdam"}
    assert found.left_out == (
        LeftOut("row-not-here", "Qazax", 4),
        LeftOut("row-unnamed", "4", 4),
        LeftOut("unknown-row", "Kerimli", 4),
    )


@pytest.mark.parametrize(
    "block",
    [
        [["Kerimli", *ROW]],
        [["Kerimli", *ROW], ["Horadiz", *ROW]],
        [["District", "AP mines", "AT mines", "UXO", "Area, ha"], ["Kerimli", *ROW]],
        [["1", "Kerimli", *ROW], ["2", "Horadiz", *ROW]],
        [["Kerimli", "4"], ["Horadiz", "2"]],
    ],
)
def test_where_no_name_fits_the_figures_are_not_laid_a_column_off(programme: Programme, block) -> None:
    found = laid(programme, block)

    assert found.rows == {}
    assert {left.code for left in found.left_out} == {"unknown-row"}
    assert "Kerimli" in [left.text for left in found.left_out]


@pytest.mark.parametrize("block", [[["four", "2", "19", "61,2"]], [["none", "2"], ["none", "3"]]])
def test_a_word_for_a_number_is_no_name(programme: Programme, block) -> None:
    assert laid(programme, block).rows["terter"]["at_mines"] == "2"


def test_another_offices_rows_are_not_here(programme: Programme) -> None:
    found = laid(programme, [["Lachin", *ROW], ["Agdam", *ROW]], office="karabakh")

    assert found.left_out == (LeftOut("row-not-here", "Lachin", 4),)


def test_of_a_district_that_is_there_twice_neither_row_is_taken(programme: Programme) -> None:
    found = laid(programme, [["Agdam", *ROW], ["Ağdam", "9", "9", "9", "9"], ["Susa", *ROW]])

    assert set(found.rows) == {"susa"}
    assert found.left_out == (LeftOut("row-twice", "Agdam", 4), LeftOut("row-twice", "Ağdam", 4))


def test_columns_that_no_name_fits_are_named_unless_they_are_computed(programme: Programme) -> None:
    header = ["District", "AP", "UXO", "UXO", "Items", "Remark", "State"]
    found = laid(programme, [header, ["Agdam", "4", "19", "20", "23", "by hand", "reported"]])

    assert found.rows == {"agdam": {"ap_mines": "4"}}
    assert found.left_out == (
        LeftOut("column-twice", "UXO", 1),
        LeftOut("column-twice", "UXO", 1),
        LeftOut("unknown-column", "Remark", 1),
    )


def test_without_a_header_a_whole_row_begins_at_the_first_column(programme: Programme) -> None:
    assert laid(programme, [["Agdam", *ROW]], columns=COLUMNS[2:]).rows == {"agdam": AS_TYPED}


def test_without_a_header_a_part_of_a_row_begins_at_the_current_column(programme: Programme) -> None:
    found = laid(programme, [["Agdam", "19", "61,2"]], columns=COLUMNS[2:])

    assert found.rows == {"agdam": {"uxo": "19", "area_cleared_ha": "61,2"}}


def test_names_alone_are_texts_like_others(programme: Programme) -> None:
    assert laid(programme, [["Agdam"]], ("susa",)).rows == {"susa": {"ap_mines": "Agdam"}}


@pytest.mark.parametrize(
    "name",
    ["Ağdam rayonu", "Aghdam district", "Агдам р-н", "3. Ağdam", "2) Агдам район", "Aghdam (district)"],
)
def test_what_stands_beside_a_name_does_not_hide_it(programme: Programme, name: str) -> None:
    names = Headings.of([], kinds=["district", "rayonu", "район", "р-н"])
    sheet = sheet_of(programme)

    found = spread(sheet, programme, [[name, "1", "2", "3", "4"]], Target(sheet.districts, COLUMNS), names)

    assert found.rows == {"agdam": dict(zip(COLUMNS, "1234", strict=True))}


@pytest.mark.parametrize("label", [[], ["1"]])
def test_figures_beside_names_that_nobody_knows_never_go_one_column_too_far(
    programme: Programme, label: list[str]
) -> None:
    found = laid(
        programme,
        [
            [*label, "Rayon", "A", "B", "C", "D"],
            [*label, "Kerimli", "1", "2", "3", "4"],
            [*label, "Hadrut", "5", "6", "7", "8"],
        ],
    )

    assert found.rows == {}
    assert found.left_out == (LeftOut("unknown-row", "Hadrut", 4), LeftOut("unknown-row", "Kerimli", 4))


def test_figures_with_a_unit_are_no_names(programme: Programme) -> None:
    assert laid(programme, [["5 ha", "6"], ["7 ha", "8"]], ("agdam", "susa")).left_out == ()


@pytest.mark.parametrize("mark", ["", ".", ")"])
@pytest.mark.parametrize("first", [1, 7])
def test_what_counts_the_rows_is_never_taken_for_mines_without_a_word(
    programme: Programme, mark: str, first: int
) -> None:
    block = [[f"{first + number}{mark}", "4", "2", "19"] for number in range(3)]

    asked = laid(programme, block, ("agdam", "susa", "lacin"))
    assert (asked.rows, [question.mark for question in asked.questions]) == ({}, [Doubt.NUMBERS])
    (question,) = asked.questions
    assert question.skipping == (("ap_mines", "4"), ("at_mines", "2"), ("uxo", "19"))
    assert question.keeping == (
        ("ap_mines", f"{first}{mark}"),
        ("at_mines", "4"),
        ("uxo", "2"),
        ("area_cleared_ha", "19"),
    )

    skipped = laid(programme, block, ("agdam", "susa", "lacin"), keeps={Doubt.NUMBERS: False})
    figures = {"ap_mines": "4", "at_mines": "2", "uxo": "19"}
    assert skipped.rows == {"agdam": figures, "susa": figures, "lacin": figures}
    assert skipped.left_out == ()
    kept = laid(programme, block, ("agdam", "susa", "lacin"), keeps={Doubt.NUMBERS: True})
    assert kept.rows["susa"]["ap_mines"] == f"{first + 1}{mark}"


def test_behind_row_numbers_a_column_that_adds_up_the_others_is_asked_about_too(programme: Programme) -> None:
    block = [["1", "4", "2", "3", "9"], ["2", "1", "1", "1", "3"], ["3", "5", "0", "1", "6"]]
    places = ("agdam", "susa", "lacin")

    asked = laid(programme, block, places, keeps={Doubt.NUMBERS: False})
    assert [question.mark for question in asked.questions] == [Doubt.NUMBERS, Doubt.SUM]
    assert asked.rows == {}
    answers = {Doubt.NUMBERS: False, Doubt.SUM: False}
    assert laid(programme, block, places, keeps=answers).rows["agdam"] == {
        "ap_mines": "4",
        "at_mines": "2",
        "uxo": "3",
    }


@pytest.mark.parametrize(
    "block",
    [
        [["1"], ["2"], ["3"]],
        [["1", ""], ["2", ""], ["3", ""]],
        [["1", "4"]],
        [["5", "4"], ["6", "2"]],
        [["1", "4"], ["2", "2"], ["4", "2"]],
        [["1", "4"], ["1", "2"], ["1", "2"]],
    ],
)
def test_what_does_not_count_rows_beside_figures_is_not_asked_about(programme: Programme, block) -> None:
    found = laid(programme, block, ("agdam", "susa", "lacin"))

    assert found.questions == ()
    assert found.rows["agdam"]["ap_mines"] == block[0][0]


WIDE = (*COLUMNS, CONTROL_ITEMS, CONTROL_AREA)


@pytest.mark.parametrize("name", [[], ["Susa"]])
def test_control_totals_of_rows_stand_right_of_the_figures(programme: Programme, name: list[str]) -> None:
    for more in (["25"], ["25", "61,2"]):
        found = laid(
            programme,
            [[*name, *ROW, *more], [*name[:0], *["Agdam"] * len(name), *ROW, *more]],
            ("susa", "agdam"),
            WIDE,
        )

        assert found.rows["susa"] == AS_TYPED | dict(zip(WIDE[4:], more, strict=False))
        assert (found.left_out, found.questions) == ((), ())


@pytest.mark.parametrize("name", [[], ["Susa"]])
def test_a_sum_among_the_figures_is_asked_about_all_the_same(programme: Programme, name: list[str]) -> None:
    others = [["Agdam"] if name else [], ["Lacin"] if name else []]
    block = [[*who, "1", "2", "9", "12", "0,5"] for who in (name, *others)]

    assert [one.mark for one in laid(programme, block, (), WIDE).questions] == [Doubt.SUM]


def test_they_lie_where_the_current_cell_is_among_them(programme: Programme) -> None:
    found = laid(programme, [["25"], ["7"]], ("susa", "agdam"), WIDE[4:])

    assert found.rows == {"susa": {CONTROL_ITEMS: "25"}, "agdam": {CONTROL_ITEMS: "7"}}


def test_nothing_is_kept_where_control_totals_cross(programme: Programme) -> None:
    found = laid(programme, [["Susa", *ROW, "25"], ["Control total", *ROW, "99"]], (), WIDE)

    assert found.rows[CONTROL] == AS_TYPED
    assert found.left_out == (LeftOut("outside", "99", 1),)


def test_their_heading_names_them_wherever_the_column_stands(programme: Programme) -> None:
    names = Headings.of(row_controls=[("Control: items", CONTROL_ITEMS)])
    sheet = sheet_of(programme)
    block = [["", "Control: items", "UXO"], ["Susa", "25", "19"]]
    found = spread(sheet, programme, block, Target(sheet.districts, COLUMNS), names)

    assert found.rows == {"susa": {CONTROL_ITEMS: "25", "uxo": "19"}}
