"""What other programs put on the clipboard: text, and HTML with the numbers behind it."""

from decimal import Decimal
from pathlib import Path

import pytest

from fieldapp.core.edits import apply
from fieldapp.core.paste import Offer, PastePlan, Separator, plan_paste
from fieldapp.core.sheet import CONTROL, Cell, Sheet
from fieldapp.core.table.block import Target
from fieldapp.core.table.columns import Doubt
from fieldapp.core.table.held import Behind
from fieldapp.texts.headings import all_headings
from fieldapp.ui.paste.pasting import read_clip
from tests.core.making import COLUMNS, NO_OPERATIONS, sheet_of

BUGS = Path(__file__).parent / "bugs"


@pytest.fixture
def plan(programme):
    """What pasting on Aghdam · AP mines of an empty week would do."""

    def plan(
        text: str, html: str = "", sheet: Sheet | None = None, column: str = "ap_mines", **answers
    ) -> PastePlan:
        clip = read_clip(text, html)
        week = sheet or sheet_of(programme)
        rows = week.districts[week.districts.index("agdam") :]
        return plan_paste(
            week,
            programme,
            clip.block,
            Target(rows, COLUMNS[COLUMNS.index(column) :]),
            all_headings(),
            behind=clip.behind,
            **answers,
        )

    return plan


@pytest.fixture
def pasted(programme, plan):
    """The sheet after it."""
    return lambda *texts, **how: apply(sheet_of(programme), plan(*texts, **how).edits)


def bug(name: str) -> str:
    return (BUGS / f"clipboard-{name}").read_bytes().decode()


def test_three_figures_beside_merged_names_are_asked_about_and_never_shift(programme, plan) -> None:
    text = bug("merged-names-three-columns.txt")
    planned = plan(text)

    assert not planned.edits
    assert [question.mark for question in planned.questions] == [Doubt.EMPTY]
    assert planned.questions[0].skipping == (("ap_mines", "1"), ("at_mines", "2"), ("uxo", "3"))
    assert planned.questions[0].keeping == (("at_mines", "1"), ("uxo", "2"), ("area_cleared_ha", "3"))
    assert {left.code for left in planned.left_out} == {"unanswered"}
    skipped = plan(text, answers={Doubt.EMPTY: False})
    assert apply(sheet_of(programme), skipped.edits) == sheet_of(
        programme, {"agdam": (1, 2, 3), "fuzuli": (5, 6, 7)}
    )
    kept = plan(text, answers={Doubt.EMPTY: True})
    assert apply(sheet_of(programme), kept.edits).value("agdam", "area_cleared_ha") == 30_000


def test_what_can_be_read_in_two_ways_is_asked_together_with_the_columns(plan) -> None:
    planned = plan("Ağdam\t\t1,198\t2\t3")

    assert [question.mark for question in planned.questions] == [Doubt.EMPTY, Separator.COMMA]
    answered = plan("Ağdam\t\t1,198\t2\t3", answers={Doubt.EMPTY: False, Separator.COMMA: False})
    assert [taken.after for taken in answered.taken] == [1198, 2, 3]


def test_four_figures_beside_merged_names_find_their_columns(programme, plan) -> None:
    planned = plan(bug("merged-names-four-columns.txt"))

    assert planned.is_clean
    assert apply(sheet_of(programme), planned.edits) == sheet_of(
        programme, {"agdam": (1, 2, 3, 40_000), "fuzuli": (5, 6, 7, 80_000)}
    )


@pytest.mark.parametrize("empty", ["\t", "\t\t", "\t\t\t"])
@pytest.mark.parametrize("behind", ["", "\t", "\t\t"])
def test_names_merged_over_any_columns_and_empty_ones_behind_shift_nothing(
    programme, plan, empty, behind
) -> None:
    planned = plan(f"Ağdam\t{empty}1\t2\t3\t4{behind}\nFüzuli\t{empty}5\t6\t7\t8{behind}")

    assert planned.is_clean
    assert apply(sheet_of(programme), planned.edits) == sheet_of(
        programme, {"agdam": (1, 2, 3, 40_000), "fuzuli": (5, 6, 7, 80_000)}
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ağdam\t1\t\t2\t3",
        "Ağdam\t1\t\t2\t3\t4",
        "Ağdam\t\t1\t\t2\t3",
        "Ağdam\t\t\t1\t2\t3",
        "Ağdam\t\t1",
        "Ağdam\t\t1\t2\t3\t",
    ],
)
def test_an_empty_column_that_could_be_ours_is_asked_about(plan, text) -> None:
    planned = plan(text)

    assert not planned.edits
    assert [question.mark for question in planned.questions] == [Doubt.EMPTY]


def test_empty_columns_at_the_end_ask_nothing(programme, plan) -> None:
    assert plan("Ağdam\t1\t2\t\t").is_clean


@pytest.mark.parametrize(
    "header",
    ["Rayon\t\tPƏ mina\tTƏ mina\tPHS", "\t\tAP\tAT\tUXO\n", "District\t\tAP mines\tAT mines\tUXO\t"],
)
def test_under_a_header_an_empty_column_beside_the_names_is_nothing(programme, pasted, header) -> None:
    assert pasted(f"{header}\nAğdam\t\t1\t2\t3\n") == sheet_of(programme, {"agdam": (1, 2, 3)})


def test_merged_cells_in_the_html_answer_for_themselves(programme, plan) -> None:
    html = "<table><tr><td colspan=2>Ağdam</td><td>1</td><td>2</td><td>3</td></tr></table>"
    planned = plan("Ağdam\t\t1\t2\t3\r\n", html)

    assert planned.is_clean
    assert apply(sheet_of(programme), planned.edits) == sheet_of(programme, {"agdam": (1, 2, 3)})


def test_the_number_behind_a_rounded_display_is_taken(programme, plan) -> None:
    planned = plan(bug("hidden-decimals.txt"), bug("hidden-decimals.html"))

    assert apply(sheet_of(programme), planned.edits) == sheet_of(
        programme, {"agdam": (155, 49, 606, 16_511_000)}
    )


def test_where_the_html_is_of_another_shape_more_than_is_shown_is_told(plan) -> None:
    planned = plan(f"x\t{bug('hidden-decimals.txt')}", bug("hidden-decimals.html"))

    assert planned.behind == (Behind("1\u00a0651", Decimal("1651.1")),) or planned.behind == (
        Behind("1 651", Decimal("1651.1")),
    )
    assert not planned.is_clean


def test_html_alone_is_read_too(programme, pasted) -> None:
    html = '<table><tr><td>Ağdam<td sdval="1">1<td>2<td>3<td sdval="61.25">61</table>'

    assert pasted("", html) == sheet_of(programme, {"agdam": (1, 2, 3, 612_500)})


def test_a_date_is_no_figure_whatever_number_is_behind_it(plan) -> None:
    html = '<table><tr><td x:num="45726">10.03.2025</td></tr></table>'
    planned = plan("10.03.2025", html)

    assert not planned.edits
    assert [refused.unread.text for refused in planned.refused] == ["10.03.2025"]


def test_an_invisible_character_is_no_part_of_a_figure(programme, pasted) -> None:
    assert pasted(bug("left-to-right-mark.txt")) == sheet_of(programme, {"agdam": (155, 2, 3, 40_000)})


def test_a_heading_of_two_rows_heads_every_column(programme, plan) -> None:
    planned = plan(bug("two-row-heading.txt"), column="uxo")

    assert planned.is_clean
    assert apply(sheet_of(programme), planned.edits) == sheet_of(programme, {"agdam": (1, 2, 3, 40_000)})


@pytest.mark.parametrize(
    "header",
    [
        "District\tMines\t\tUXO\tArea\n\tAP\tAT\tfound\tha",
        "Rayon\tMinalar\t\tPHS\tSahə\n\tPƏ\tTƏ\t\t(ha)",
        "Район\tМины\t\tНРБ\tПлощадь\n\tППМ\tПТМ\t\tга\n1\t2\t3\t4\t5",
        "\tAP\tAT\tUXO\tArea\n\tpcs\tpcs\tpcs\tha",
        "Week 11\t\t\t\t\n\tMines\t\tUXO\tha\nDistrict\tAP\tAT\t\t",
        "r-nu\tAP\tAT\tUXO\tSahə (ha)",
        "№\tAP\tAT\tUXO\tha",
        "\tAP\tAT\tUXO\tГектары",
        "\tAP\tAT\tUXO\tTəmizlənmiş sahə, hektar",
    ],
)
def test_headings_as_people_write_them_head_every_column(programme, plan, header) -> None:
    planned = plan(f"{header}\nAğdam\t1\t2\t3\t4", column="uxo")

    assert apply(sheet_of(programme), planned.edits) == sheet_of(programme, {"agdam": (1, 2, 3, 40_000)})
    assert planned.is_clean


@pytest.mark.parametrize(
    "area", ["Area\tm²", "Area (m²)\t", "Sahə\tkv. m", "Площадь\tкм²", "Reduced area\t", "Area\t%"]
)
def test_an_area_in_another_unit_is_no_hectares(plan, area) -> None:
    over, under = area.split("\t")
    planned = plan(f"\tAP\t{over}\n\t\t{under}\nAğdam\t1\t4")

    assert [taken.cell.indicator for taken in planned.taken] == ["ap_mines"]
    assert [left.code for left in planned.left_out] == ["unknown-column"]


def test_a_heading_over_plan_and_fact_is_taken_for_neither(plan) -> None:
    planned = plan("\tAP\t\tUXO\n\tplan\tfact\t\nAğdam\t10\t4\t3")

    assert [taken.cell.indicator for taken in planned.taken] == ["uxo"]
    assert {left.code for left in planned.left_out} == {"column-twice"}


@pytest.mark.parametrize("number", ["№", "#", "No.", "s/s", "№ п/п", "Nr"])
@pytest.mark.parametrize("is_before", [True, False])
def test_row_numbers_beside_the_names_are_skipped(programme, plan, number, is_before) -> None:
    name, row = (f"{number}\tRayon", "7\tAğdam") if is_before else (f"Rayon\t{number}", "Ağdam\t7")
    planned = plan(f"{name}\tAP\tAT\tUXO\tha\n{row}\t1\t2\t3\t4")

    assert planned.is_clean
    assert apply(sheet_of(programme), planned.edits) == sheet_of(programme, {"agdam": (1, 2, 3, 40_000)})


def test_a_sum_without_a_heading_is_not_taken_for_the_area(programme, plan) -> None:
    headed = plan("\tAP\tAT\tUXO\t\nAğdam\t1\t2\t3\t6")
    assert [taken.cell.indicator for taken in headed.taken] == ["ap_mines", "at_mines", "uxo"]
    assert headed.left_out

    for text in ("Ağdam\t1\t2\t3\t6\nFüzuli\t4\t5\t6\t15", "1\t2\t3\t6\n4\t5\t6\t15"):
        asked = plan(text)
        assert not asked.edits
        assert [question.mark for question in asked.questions] == [Doubt.SUM]
        taken = plan(text, answers={Doubt.SUM: False})
        assert {item.cell.indicator for item in taken.taken} == {"ap_mines", "at_mines", "uxo"}
        assert not taken.left_out
        kept = plan(text, answers={Doubt.SUM: True})
        assert {item.cell.indicator for item in kept.taken} == set(COLUMNS)


def test_a_sum_between_the_figures_moves_none_of_them(programme, plan) -> None:
    text = "Ağdam\t1\t2\t4\t7\t4,5\nFüzuli\t4\t5\t6\t15\t8"
    assert not plan(text).edits

    planned = plan(text, answers={Doubt.SUM: False})

    assert apply(sheet_of(programme), planned.edits) == sheet_of(
        programme, {"agdam": (1, 2, 4, 45_000), "fuzuli": (4, 5, 6, 80_000)}
    )


def test_a_total_row_is_offered_as_control_totals(programme, plan) -> None:
    text = "\tAP\tUXO\nAğdam\t1\t3\nFüzuli\t4\t6\nYekun\t5\t9"
    planned = plan(text)

    assert not planned.is_clean
    assert (planned.offered, planned.takes_total) == ((("ap_mines", "5"), ("uxo", "9")), True)
    without = plan(text, answers={Offer.TOTAL: False})
    assert CONTROL not in {taken.cell.district for taken in without.taken}
    typed = sheet_of(programme, control=(6,))
    assert not plan(text, sheet=typed).takes_total
    assert plan(text, sheet=sheet_of(programme, control=(5, None, 9))).offered == ()


@pytest.mark.parametrize(
    "text", ["\tAP\nAğdam\t1\nTotal\t1\nFüzuli\t4\nTotal\t5", "\tAP\nAğdam\t1\nControl total\t1\nTotal\t5"]
)
def test_of_several_totals_none_is_offered(plan, text) -> None:
    assert plan(text).offered == ()


def test_the_total_of_more_rows_than_ours_is_not_suggested(plan) -> None:
    planned = plan("\tAP\nAğdam\t1\nQazax\t9\nTotal\t10")

    assert planned.offered == (("ap_mines", "10"),)
    assert not planned.takes_total


DISTRICTS = {
    "terter": ["Tərtər rayonu", "Tartar district", "Тертерский район", "Тертерского"],
    "agdere": ["Ağdərə r-nu", "Aghdara District", "Агдеринский р-н"],
    "agdam": ["Ağdam rayonu", "Aghdam district", "Агдамский район", "Ağdam ray."],
    "xocali": ["Xocalı rayonu", "Khojaly rayon", "Ходжалинский район"],
    "xankendi": [
        "Xankəndi şəhəri",
        "г. Ханкенди",
        "г.Ханкенди",
        "Khankendi city",
        "Xankəndi ş.",
        "город Ханкенди",
    ],
    "xocavend": ["Xocavənd rayonu", "Khojavend dist.", "Ходжавендский район"],
    "susa": ["Şuşa şəhəri", "Shusha city", "Шушинский район", "City of Shusha", "Şuşa ş"],
    "fuzuli": ["Füzuli rayonu", "Fuzuli district", "Физулинский район"],
    "kelbecer": ["Kəlbəcər rayonu", "Kalbajar district", "Кельбаджарский район"],
    "lacin": ["LAÇIN RAYONU", "Lachin district", "Лачинский район", "Лачынский р-он"],
    "qubadli": ["Qubadlı rayonu", "Gubadli district", "Губадлинский район", "Кубатлинский район"],
    "cebrayil": ["Cəbrayıl rayonu", "Jabrayil district", "Джебраильский район", "3. Cəbrayıl (rayon)"],
    "zengilan": ["Zəngilan rayonu", "Zangilan district", "Зангиланский район"],
}


@pytest.mark.parametrize(
    ("key", "name"), [(key, name) for key, names in DISTRICTS.items() for name in names[:3]]
)
def test_a_district_is_found_by_its_name_and_what_it_is(programme, pasted, key, name) -> None:
    assert pasted(f"{name}\t1\t2\t3\t4") == sheet_of(programme, {key: (1, 2, 3, 40_000)})
    assert programme.find_district(name, all_headings().kinds).key == key


@pytest.mark.parametrize("name", ["Ağdam və Füzuli", "rayon", "Şəhər", "Ağdamlı", "г.", "Total district"])
def test_what_only_looks_like_a_district_is_none(plan, name) -> None:
    planned = plan(f"{name}\t1\t2\t3\t4\nFüzuli\t1\t2\t3\t4")

    assert {taken.cell.district for taken in planned.taken} == {"fuzuli"}


def test_rows_of_dashes_among_named_rows_are_no_operations(programme, pasted) -> None:
    assert pasted("Ağdam\t-\t-\t-\t-\nŞuşa\t–\t—\t−\t-\nFüzuli\t1\t2\t3\t4") == sheet_of(
        programme, {"agdam": NO_OPERATIONS, "susa": NO_OPERATIONS, "fuzuli": (1, 2, 3, 40_000)}
    )


def test_an_accounting_zero_is_zero_where_the_html_says_so(programme, pasted) -> None:
    cell = '<td x:num="0"> -   </td>'
    html = f"<table><tr>{cell * 4}</tr></table>"

    assert pasted("\t".join([" -   "] * 4), html) == sheet_of(programme, {"agdam": (0, 0, 0, 0)})
    assert Cell("agdam", "ap_mines") not in pasted("\t".join([" -   "] * 4)).values


def test_row_numbers_without_names_are_asked_about_and_left_out(plan):
    """They went into *AP mines*, and every figure one column too far."""
    text = "1\t4\t2\t19\n2\t5\t0\t7\n3\t6\t1\t8"
    asked = plan(text)
    assert [question.mark for question in asked.questions] == [Doubt.NUMBERS]
    assert not asked.edits
    assert not asked.is_clean

    taken = plan(text, answers={Doubt.NUMBERS: False})
    assert [taken.after for taken in taken.taken] == [4, 2, 19, 5, 0, 7, 6, 1, 8]
