"""The answer of headquarters, as a workbook that comes back as it was."""

import base64
import textwrap
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.answer import answer_in, make_answer, record_of_answer
from fieldapp.core.hq.counting import count
from fieldapp.core.programme import Programme
from fieldapp.exchange.hq.answer_workbook import read_answer, write_answer
from fieldapp.exchange.hq.arrivals import is_answer, read_arrival
from fieldapp.texts.texts import LANGUAGES, read_texts
from tests.core.hq.histories import HQ_FILE, OFFICE
from tests.core.hq.test_answer import corrected

AT = datetime(2025, 11, 5, 9, 0, tzinfo=UTC)


@pytest.fixture(params=LANGUAGES)
def written(request: pytest.FixtureRequest, programme: Programme, tmp_path: Path) -> Path:
    """An answer with a correction, in each language."""
    held = corrected(programme)
    received = dict.fromkeys(held.records, AT)
    answer = make_answer(
        held, count(held, programme), received, OFFICE, programme, file=HQ_FILE, at=AT, by="Leyla"
    )
    return write_answer(answer, programme, tmp_path / "a.xlsx", read_texts(request.param), AT)


def test_an_answer_comes_back_whole(written: Path, programme: Programme) -> None:
    answer = read_answer(written, programme)

    assert is_answer(written)
    assert (answer.office, answer.by, answer.at) == (OFFICE, "Leyla", AT)
    assert [item.after for item in answer.corrections()] == [21]
    assert read_arrival(written, programme).kind == "foreign"


def test_what_is_said_in_an_answer_is_read_whole_on_paper(written: Path) -> None:
    """Figures at the right, headings and reasons as high as they need, the records' heads on each page."""
    ws = openpyxl.load_workbook(written).worksheets[0]
    title = int(str(ws.print_title_rows).split(":")[0].strip("$"))
    assert ws.cell(title, 7).value
    for row in ws.iter_rows(min_row=6):
        for cell in row:
            if cell.alignment.wrap_text and cell.value:
                width = ws.column_dimensions[cell.column_letter].width
                lines = len(textwrap.wrap(str(cell.value), int(width)))
                assert ws.row_dimensions[cell.row].height >= 15 * lines, cell.value
    corrected_cell = next(row for row in ws.iter_rows() if row[3].value == "21")
    assert [corrected_cell[place].alignment.horizontal for place in (2, 3)] == ["right", "right"]
    assert corrected_cell[6].alignment.wrap_text


def test_an_answer_of_which_a_record_was_changed_is_refused(written: Path, programme: Programme) -> None:
    book = openpyxl.load_workbook(written)
    sheet = book["Seal"]
    for row in sheet.iter_rows():
        if str(row[0].value).startswith("cells "):
            row[0].value = f"{row[0].value[:40]}A{row[0].value[41:]}"
    book.save(written)

    with pytest.raises(FieldAppError, match="answer-altered"):
        read_answer(written, programme)


@pytest.mark.parametrize(
    "plain", [b"[" * 200_000, b"[" + b"1," * 9_000_000 + b"1]", b"\xff", b"null"], ids=lambda text: text[:2]
)
def test_what_is_packed_into_an_answer_and_is_no_records_is_refused(
    written: Path, programme: Programme, plain: bytes
) -> None:
    pieces = base64.b64encode(zlib.compress(plain)).decode()
    book = openpyxl.load_workbook(written)
    sheet = book["Seal"]
    (row,) = (row for row in sheet.iter_rows() if str(row[0].value).startswith("cells "))
    first = int(row[0].row or 0)
    for number, start in enumerate(range(0, len(pieces), 29_000), start=first):
        sheet.cell(number, 1, f"cells {pieces[start : start + 29_000]}")
    book.save(written)

    with pytest.raises(FieldAppError, match="answer-altered"):
        read_answer(written, programme)


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59+00:00", "2025-11-05"])
def test_an_answer_that_came_at_no_time_is_refused(at: str, programme: Programme) -> None:
    answer = make_answer(corrected(programme), {}, {}, OFFICE, programme, file=HQ_FILE, at=AT, by="Leyla")
    one = answer.records[0].id
    record = replace(record_of_answer(answer), unknown=(f"received {one} {at}",))

    with pytest.raises(ValueError, match=at[:4]):
        answer_in(record, answer.records)


def test_a_workbook_that_is_no_answer_says_so(programme: Programme, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    openpyxl.Workbook().save(path)

    with pytest.raises(FieldAppError, match="not-an-answer"):
        read_answer(path, programme)
    assert not is_answer(tmp_path / "none.xlsx")


def test_an_answer_of_another_programme_is_refused(written: Path, programme: Programme) -> None:
    with pytest.raises(FieldAppError, match="not-an-answer"):
        read_answer(written, replace(programme, key="elsewhere"))
