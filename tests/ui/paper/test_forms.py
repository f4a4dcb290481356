"""The forms on paper: in the order of the screen, whole, and on one page where a week fits on one."""

import re
import subprocess
import unicodedata

import pytest
from PySide6.QtPrintSupport import QPrinter

from fieldapp.core.sheet import CONTROL, CONTROL_ITEMS, Cell
from fieldapp.resources import programme_text
from fieldapp.store.store import Store, create_store
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.standing import verify
from fieldapp.ui.paper.content import TICK, blank_form, filled_form
from fieldapp.ui.paper.forms import pdf_of
from fieldapp.ui.sheet.lines import RowKind
from tests.ui.driving import WEEK, data_file, opened, running

DISTRICTS_OF_JUNE = 14


@pytest.fixture(params=LANGUAGES)
def texts(request):
    return read_texts(request.param)


@pytest.fixture
def june(document, other_week):
    """A week of 14 districts in which there is something of everything."""
    document.open_period(other_week)
    for number, district in enumerate(document.sheet.districts[:12]):
        for indicator, text in zip(document.sheet.indicators, ("7", "3", "131", "31.25"), strict=True):
            document.enter(Cell(district, indicator), f"{number}{text}")
    document.mark_no_operations([document.sheet.districts[12]])
    document.enter(Cell(document.sheet.districts[13], "uxo"), "1,198")
    document.enter(Cell(CONTROL, "uxo"), "9000")
    document.annotate(Cell("agdam", "uxo"), "two cluster munitions")
    verify(document, "Rauf Məmmədov")
    return document


def pages(content):
    return len(re.findall(rb"/Type\s*/Page\b", content))


def names(form):
    return [row.name for row in form.rows if row.kind is RowKind.DISTRICT]


def words(form):
    facts = [field.text for field in form.facts]
    cells = [cell for row in form.rows for cell in row.cells]
    return " ".join([form.title, form.office, form.notice, *facts, *cells, *form.remarks, *form.foot])


@pytest.mark.parametrize("make", [blank_form, filled_form])
def test_a_week_of_fourteen_districts_is_one_page(june, texts, make):
    form = make(june, texts)
    assert len(names(form)) == DISTRICTS_OF_JUNE
    assert pages(pdf_of(form, texts)) == 1


@pytest.mark.parametrize("make", [blank_form, filled_form])
def test_rows_and_columns_are_in_the_order_of_the_screen(june, texts, make):
    form = make(june, texts)
    assert names(form) == [texts.district(key, june.programme) for key in june.sheet.districts]
    shorts = [texts.names(indicator.short_names) for indicator in june.programme.active]
    assert list(form.heads[:5]) == [*shorts, texts("grid.items")]
    assert all(len(row.cells) == len(form.heads) for row in form.rows)


def test_a_blank_form_has_lines_for_the_period_and_room_for_every_figure(june, texts):
    form = blank_form(june, texts)
    assert [field.text for field in form.facts] == ["", "", ""]
    assert {row.cells for row in form.rows if row.kind is RowKind.DISTRICT} == {("",) * 5 + (TICK,)}
    assert form.rows[-1].kind is RowKind.CONTROL
    assert "1,198" not in words(form)
    assert len(form.signatures) == 2


def test_a_filled_form_says_what_the_screen_says(june, texts):
    form = filled_form(june, texts)
    rows = {row.name: row for row in form.rows}
    agdam, last = (rows[texts.district(key, june.programme)] for key in ("agdam", june.sheet.districts[13]))
    assert agdam.cells[:3] == ("27", "23", texts.figure(2131, june.programme.indicator("uxo").unit))
    assert last.cells[2] == "1,198 ?"
    assert agdam.cells[-1] == texts("workbook.state-reported")
    idle = rows[texts.district(june.sheet.districts[12], june.programme)]
    assert idle.cells == ("–",) * 5 + (texts("workbook.state-no-operations"),)
    assert [row.kind for row in form.rows[-3:]] == [RowKind.TOTAL, RowKind.CONTROL, RowKind.DIFFERENCE]


def test_control_totals_of_rows_are_printed_with_their_notes(june, texts):
    june.enter(Cell("agdam", CONTROL_ITEMS), "999")
    june.annotate(Cell("agdam", CONTROL_ITEMS), "the paper was wet")
    form = filled_form(june, texts)

    assert form.heads[5] == texts("grid.control-items")
    assert [row.cells[5] for row in form.rows if row.name == texts.district("agdam", june.programme)] == [
        "999"
    ]
    assert any("the paper was wet" in remark for remark in form.remarks)
    assert texts("grid.control-items") not in blank_form(june, texts).heads
    assert pages(pdf_of(form, texts)) == 1


def test_a_blank_form_has_the_row_totals_of_the_programme(qapp, tmp_path, now, texts):
    text = f'{programme_text("azerbaijan")}\n[checks]\nrow_totals = ["items", "area"]\n'
    create_store(tmp_path / "rows.fieldapp", text, "hq")
    store = Store(tmp_path / "rows.fieldapp", "coordinator", now)
    document = Document(store, WEEK, now)
    heads = blank_form(document, texts).heads
    document.close()
    store.close()

    assert heads[4:] == (texts("grid.items"), texts("grid.control-area"), texts("form.tick"))


def test_a_filled_form_says_what_it_stands_on(june, texts):
    said = words(filled_form(june, texts))
    assert june.report().seal.check_code in said
    assert texts("window.status-draft", revision=1) in said
    assert texts("window.count-error", n=2) in said
    assert "Rauf Məmmədov" in said
    assert "two cluster munitions" in said
    for finding in june.findings:
        assert texts.finding(finding, june.programme) in said


def test_a_demonstration_says_so_on_paper(qapp, tmp_path, now, texts):
    path = tmp_path / "demo.fieldapp"
    create_store(path, programme_text("azerbaijan"), "hq", is_demonstration=True)
    store = Store(path, "coordinator", now)
    document = Document(store, WEEK, now)
    assert filled_form(document, texts).notice == texts("window.demonstration")
    assert blank_form(document, texts).notice == texts("form.practice")
    document.close()
    store.close()


def test_what_does_not_fit_goes_to_another_page_under_the_head_of_its_table(june, texts):
    form = filled_form(june, texts)
    long = type(form)(**{**vars(form), "rows": form.rows * 2})
    assert pages(pdf_of(long, texts)) == 2
    talkative = type(form)(**{**vars(form), "remarks": form.remarks * 9})
    assert pages(pdf_of(talkative, texts)) == 2


def test_a_remark_longer_than_a_page_goes_on_on_the_next(june, texts):
    form = filled_form(june, texts)
    long = type(form)(**{**vars(form), "remarks": ("word " * 4000,)})

    assert pages(pdf_of(long, texts)) == 4


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


def test_the_forms_are_written_where_the_person_says(session, tmp_path):
    window = opened(session, data_file(tmp_path))
    for key, stem in (("save-form", "azerbaijan-hq-2025-03-10_2025-03-16-draft"), ("save-blank", "")):
        session.kit.desktop.chosen = tmp_path / f"{key}.pdf"
        window.actions_by_key[key].trigger()
        assert session.kit.desktop.chosen.read_bytes().startswith(b"%PDF")
        assert stem in session.kit.desktop.suggested[-1].stem
        assert window.status.message.kind == "done"
        assert session.kit.desktop.chosen.name in window.status.text


def test_nobody_is_told_of_a_form_that_was_not_wanted(session, tmp_path):
    window = opened(session, data_file(tmp_path))
    window.actions_by_key["save-form"].trigger()
    assert window.status.text == ""


def test_an_empty_sheet_has_no_filled_form(session, tmp_path):
    window = opened(session, data_file(tmp_path, rows=0))
    session.kit.desktop.chosen = tmp_path / "form.pdf"
    window.actions_by_key["save-form"].trigger()
    assert window.status.message.kind == "error"
    assert not session.kit.desktop.chosen.exists()
    window.actions_by_key["save-blank"].trigger()
    assert session.kit.desktop.chosen.exists()


def test_without_a_printer_a_sentence_says_so_and_offers_the_file(session, tmp_path):
    window = opened(session, data_file(tmp_path))
    for key in ("print-form", "print-blank"):
        session.kit.desktop.chosen = tmp_path / f"{key}.pdf"
        window.actions_by_key[key].trigger()
        assert window.status.text == session.texts("form.no-printer")
        (link,) = window.status.links
        link.click()
        assert session.kit.desktop.chosen.exists()


def test_a_form_goes_to_the_printer(session, tmp_path):
    window = opened(session, data_file(tmp_path))
    for key in ("print-form", "print-blank"):
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(tmp_path / f"{key}.pdf"))
        session.kit.desktop.printer = printer
        window.actions_by_key[key].trigger()
        assert window.status.message.kind == "done"
        assert pages((tmp_path / f"{key}.pdf").read_bytes()) == 1


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_an_error(session, tmp_path):
    window = opened(session, data_file(tmp_path))
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "no such folder" / "form.pdf"))
    session.kit.desktop.printer = printer
    window.actions_by_key["print-form"].trigger()
    assert window.status.message.kind == "error"


def test_a_dismissed_print_dialog_prints_nothing(session, tmp_path, monkeypatch):
    window = opened(session, data_file(tmp_path))
    monkeypatch.setattr(session.kit.desktop, "has_printer", lambda: True)
    window.actions_by_key["print-form"].trigger()
    assert window.status.text == ""


@pytest.mark.office
@pytest.mark.parametrize("make", [blank_form, filled_form])
def test_a_reader_of_pdf_files_finds_every_word(june, texts, make, tmp_path):
    form, path = make(june, texts), tmp_path / "form.pdf"
    path.write_bytes(pdf_of(form, texts))
    read = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True)
    found = " ".join(unicodedata.normalize("NFKC", read.stdout).split())  # without ligatures

    wanted = [row.name for row in form.rows] + [cell for row in form.rows for cell in row.cells[:5] if cell]
    assert [
        word
        for word in (form.title, form.office, *wanted)
        if " ".join(unicodedata.normalize("NFKC", word).split()) not in found
    ] == []
