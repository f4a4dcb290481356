"""Where a control total of areas was rounded, the repair within its rounding is found."""

import pytest

from fieldapp.core.checks.candidates import Likelihood
from fieldapp.core.checks.repair import repairs
from fieldapp.core.checks.totals import control_totals
from fieldapp.core.edits import apply, make_edits
from fieldapp.core.numbers import Unit, parse
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, CONTROL_AREA, Cell, Sheet
from tests.core.making import sheet_of

AREA = "area_cleared_ha"
RIGHT = {"agdam": "127.9342", "fuzuli": "45.5871", "lacin": "82.0263", "susa": "9.6118", "terter": "61.0407"}
ROUNDED = "326.2"
"""326.2001"""


def typed(programme: Programme, areas: dict[str, str], control: str = ROUNDED) -> Sheet:
    sheet = sheet_of(programme, dict.fromkeys(RIGHT, (1, 1, 1)))
    cells = {Cell(district, AREA): parse(area, Unit.HECTARE) for district, area in {**RIGHT, **areas}.items()}
    cells[Cell(CONTROL, AREA)] = parse(control, Unit.HECTARE)
    return apply(sheet, make_edits(sheet, cells))


def suggested(sheet: Sheet, programme: Programme) -> list[tuple[str, dict[str, str]]]:
    found = repairs(sheet, programme).get(Cell(CONTROL, AREA), ())
    return [(one.kind, {change.cell.district: change.after for change in one.cells}) for one in found]


def test_right_figures_agree_with_a_rounded_total(programme: Programme) -> None:
    assert repairs(typed(programme, {}), programme) == {}


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ("1279.342", "tenfold"),
        ("12.79342", ""),
        ("12793.42", "hundredfold"),
        ("1279342", "square-metres"),
        ("-127.9342", "sign"),
        ("217.9342", "digits-transposed"),
        ("172.9342", "digits-transposed"),
        ("27.9342", "digit-lost"),
        ("1227.9342", "digit-doubled"),
        ("187.9342", "digit-wrong"),
    ],
)
def test_the_slip_is_undone_to_the_last_digit(programme: Programme, wrong: str, kind: str) -> None:
    found = suggested(typed(programme, {"agdam": wrong}), programme)

    assert ((kind, {"agdam": RIGHT["agdam"]}) in found) == bool(kind)


@pytest.mark.parametrize(
    ("areas", "control"),
    [({"agdam": "217.9342"}, ROUNDED), ({"lacin": "28.0263"}, ROUNDED), ({"susa": "96.1180"}, ROUNDED)],
)
def test_every_suggestion_makes_the_total_agree(
    programme: Programme, areas: dict[str, str], control: str
) -> None:
    sheet = typed(programme, areas, control)
    found = suggested(sheet, programme)

    assert found
    for _, after in found:
        cells = {Cell(district, AREA): parse(area, Unit.HECTARE) for district, area in after.items()}
        repaired = apply(sheet, make_edits(sheet, cells))
        assert [total.over for total in control_totals(repaired, programme).all] == [0]


def test_an_area_that_was_left_out_is_no_finer_than_the_total_tells(programme: Programme) -> None:
    assert suggested(typed(programme, {"agdam": "0"}), programme)[0] == ("left-out", {"agdam": "127.9"})


def test_what_is_as_coarse_as_its_total_is_compared_exactly(programme: Programme) -> None:
    areas = {"agdam": "127.9", "fuzuli": "45.6", "lacin": "82", "susa": "9.6", "terter": "16"}

    found = suggested(typed(programme, areas, "326.1"), programme)

    assert ("digits-transposed", {"terter": "61"}) in found
    assert suggested(typed(programme, areas, "326.2"), programme) == []


def test_a_total_of_the_row_names_the_cell_and_its_figure(programme: Programme) -> None:
    sheet = typed(programme, {"agdam": "444.4444"})
    sheet = apply(sheet, make_edits(sheet, {Cell("agdam", CONTROL_AREA): parse("127.9342", Unit.HECTARE)}))

    (first, *_) = repairs(sheet, programme)[Cell(CONTROL, AREA)]

    assert [(one.cell.district, one.after) for one in first.cells] == [("agdam", "127.9342")]


def test_what_is_known_of_the_figures_ranks_what_fits(programme: Programme) -> None:
    class Known:
        def log_p(self, cell: Cell, value: object) -> float:
            return 0.0 if value == parse(RIGHT.get(cell.district, "0"), Unit.HECTARE) else -8.0

        def log_silent(self, district: str) -> float:
            return -3.0

    law: Likelihood = Known()
    found = repairs(typed(programme, {"lacin": "28.0263"}), programme, law)[Cell(CONTROL, AREA)]

    assert [(one.cell.district, one.after) for one in found[0].cells] == [("lacin", "82.0263")]
