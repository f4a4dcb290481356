"""What every workbook promises its readers, in every language."""

import dataclasses
import re
from itertools import pairwise

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from fieldapp.core.checks.finding import Severity
from fieldapp.core.report import Standing
from fieldapp.core.sheet import Cell
from fieldapp.exchange.workbook import make_workbook
from fieldapp.exchange.xlsx.contract import CELLS_PROPERTY, HEADERS, sum_name, total_name
from fieldapp.texts.texts import LANGUAGES, read_texts
from tests.exchange.making import (
    ISSUED,
    ORDER,
    PROGRAMME,
    R084,
    findings_of,
    make_sheet,
    partial_sheet,
    report_of,
    write,
)

A4 = (297 / 25.4 - 0.5 - 0.65) * 72
"""Points between the upper and the lower margin."""

NAMES = {
    "period_start",
    "period_end",
    "office",
    "ap_mines",
    "at_mines",
    "uxo",
    "mines_total",
    "items_total",
    "area_cleared_ha",
    "districts_reported",
    "districts_expected",
    "revision",
    "check_code",
    "kind",
    "record_id",
}


@pytest.fixture(params=LANGUAGES, scope="module")
def language(request):
    return request.param


@pytest.fixture(scope="module")
def partial(language):
    """The workbook of the week in which much is wrong; no test changes it."""
    sheet = partial_sheet()
    return make_workbook(
        report_of(sheet), findings_of(sheet), read_texts(language), order=ORDER, issued=ISSUED
    )


def cells(book):
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def shown(book):
    """The sheets that people see and print."""
    return [sheet for sheet in book if sheet.sheet_state == "visible"]


def test_the_names_are_those_of_the_contract(partial):
    assert set(partial.defined_names) == NAMES


def test_every_sheet_is_one_a4_page_wide_and_numbered(partial):
    for sheet in shown(partial):
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
            9,
            1,
            0,
        )
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.center.text
        assert "&N" in sheet.oddFooter.center.text


def test_tables_repeat_and_freeze_their_header(partial):
    for sheet in shown(partial)[1:]:
        assert sheet.print_title_rows
        assert sheet.freeze_panes


def test_no_merged_cell_holds_a_figure(partial):
    for sheet in shown(partial):
        for merged in sheet.merged_cells.ranges:
            assert isinstance(sheet.cell(merged.min_row, merged.min_col).value, str)


def test_columns_are_wide_enough_for_every_figure(partial):
    for cell in cells(partial):
        if isinstance(cell.value, int | float) or hasattr(cell.value, "as_tuple"):
            width = partial[cell.parent.title].column_dimensions[get_column_letter(cell.column)].width
            assert len(f"{cell.value:,}") + 1 <= width, cell


def test_texts_are_whole_in_their_column_or_wrapped_or_alone_in_their_row(partial):
    for cell in cells(partial):
        if isinstance(cell.value, str) and cell.data_type == "s" and not cell.alignment.wrap_text:
            sheet = cell.parent
            width = sheet.column_dimensions[cell.column_letter].width
            is_last = cell.column == sheet.max_column
            is_alone = is_last or sheet.cell(cell.row, cell.column + 1).value is None
            assert len(cell.value) <= width or is_alone, cell


def test_three_states_cannot_be_mistaken(partial):
    rows = {
        row[0].value: [cell.value for cell in row[1:5]] for row in partial.worksheets[1].iter_rows(min_row=6)
    }
    texts = read_texts(partial.properties.language)
    of = {key: rows[texts.district(key, PROGRAMME)] for key in ("susa", "lacin", "terter")}
    assert of["susa"] == ["–"] * 4
    assert of["lacin"] == [None] * 4
    assert of["terter"][3] == 0


def test_the_data_sheet_is_the_long_form_with_tags(partial):
    data = partial["Data"]
    assert tuple(cell.value for cell in data[1]) == HEADERS
    assert all(re.fullmatch(r"#[a-z0-9]+(\+[a-z_]+)*", str(cell.value)) for cell in data[2])
    assert data.tables["Tallies"].ref == f"A1:N{data.max_row}"
    assert data.max_row == 2 + 13 * 4


def test_every_finding_has_its_line(partial):
    sheet = partial.worksheets[2]
    texts = read_texts(partial.properties.language)
    sentences = {texts.finding(finding, PROGRAMME) for finding in findings_of(partial_sheet())}
    assert sentences <= {cell.value for cell in sheet["B"]}


def test_errors_are_announced_on_the_front(partial):
    texts = read_texts(partial.properties.language)
    errors = sum(finding.severity is Severity.ERROR for finding in findings_of(partial_sheet()))
    assert errors > 1
    assert partial.worksheets[0]["A5"].value == texts("workbook.errors-stand", n=errors)


def test_only_the_checks_and_the_line_that_tells_of_them_are_formulas(partial):
    formulas = [cell for cell in cells(partial) if cell.data_type == "f"]
    front, checks = partial.worksheets[0], partial.worksheets[2]
    elsewhere = [cell for cell in formulas if cell.parent.title != checks.title]
    assert [(cell.parent.title, cell.value[:4]) for cell in elsewhere] == [(front.title, "=IF(")]


def test_a_demonstration_says_so_on_every_sheet(language):
    report = report_of(make_sheet(R084), standing=Standing(source="R084"), demonstration=True)
    book = make_workbook(report, (), read_texts(language), order=ORDER, issued=ISSUED)
    for sheet in shown(book):
        said_there = [str(cell.value) for row in sheet.iter_rows(max_row=5) for cell in row]
        said = [text for text in said_there if "R248" in text]
        assert len(said) == 1
        assert "R084" in said[0]


def test_real_figures_are_not_called_a_demonstration(partial):
    assert not [cell for cell in cells(partial) if "R248" in str(cell.value)]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_text_never_becomes_a_formula(tmp_path, start):
    sheet, text = make_sheet(R084), f"{start}1+1\x07"
    findings = findings_of(sheet, {Cell("agdam", "uxo"): text})
    names = dict.fromkeys(LANGUAGES, f"{start}cmd|calc")
    district = dataclasses.replace(PROGRAMME.districts[0], names=names)
    programme = dataclasses.replace(PROGRAMME, districts=(district, *PROGRAMME.districts[1:]))
    report = dataclasses.replace(report_of(sheet), programme=programme)

    book = load_workbook(write(report, tmp_path / "week.xlsx", findings=findings))

    suspects = [cell for cell in cells(book) if str(cell.value).startswith(start)]
    assert [
        cell for cell in suspects if cell.data_type == "f" and cell.parent.title not in ("Checks", "Report")
    ] == []
    assert {cell.quotePrefix for cell in suspects if "calc" in str(cell.value)} == {True}


def test_the_properties_say_what_the_file_is(partial, language):
    texts = read_texts(language)
    assert partial.properties.creator == texts.names(PROGRAMME.office("hq").names)
    described = {item.name: item.value for item in partial.custom_doc_props.props}
    assert described["programme"] == "azerbaijan"
    assert described["programme_version"] == PROGRAMME.version
    own = {name for name in described if not name.startswith(CELLS_PROPERTY)}
    assert own == {"programme", "programme_version", "app_version", "office", "check_code"}


def test_any_key_makes_a_legal_name():
    assert total_name("area-cleared") == "area_cleared"
    assert total_name("ap1") == "ap1_"
    assert total_name("r") == "r_"
    assert sum_name("mines") == "mines_total"


@pytest.mark.parametrize("section", ["workbook", "sentences"])
def test_every_language_has_the_same_texts(section):
    keys = [{key for key in read_texts(each).table if key.startswith(f"{section}.")} for each in LANGUAGES]
    assert keys[0]
    assert all(other == keys[0] for other in keys)


@pytest.mark.parametrize("notices", [0, 3])
def test_no_page_of_the_report_breaks_off_a_section(language, notices):
    """Each page holds what stands on it, at the scale that Excel prints it at."""
    report = dataclasses.replace(report_of(make_sheet(R084)), is_demonstration=notices > 0, disputed=notices)
    ws = make_workbook(report, (), read_texts(language), order=ORDER, issued=ISSUED).worksheets[0]
    scale = min(1.0, 97 / sum(ws.column_dimensions[letter].width for letter in "ABC"))
    ends = [0, *(one.id for one in ws.row_breaks.brk), ws.max_row]

    assert len(ends) > 2
    for begin, end in pairwise(ends):
        heights = [(ws.row_dimensions[row].height or 15) * scale for row in range(begin + 1, end + 1)]
        assert sum(heights) <= A4
        if begin:
            assert ws.cell(begin + 1, 1).value is None
            assert ws.cell(begin + 2, 1).style == "Fieldapp section"
