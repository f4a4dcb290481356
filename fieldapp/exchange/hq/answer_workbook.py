"""The answer of headquarters to an office, as a workbook: a sheet for people, and the records for the app."""

import base64
import binascii
import json
import zlib
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.packaging.custom import IntProperty, StringProperty
from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.answer import Answer, answer_in, record_of_answer
from fieldapp.core.hq.state import sheet_of
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Record, RecordKind, read_record
from fieldapp.core.records.seal import check_code
from fieldapp.exchange.placing import place_bytes
from fieldapp.exchange.xlsx.contract import DEMONSTRATION_PROPERTY, PROGRAMME_PROPERTY, SEAL_SHEET
from fieldapp.exchange.xlsx.grids import opened_book
from fieldapp.exchange.xlsx.made_up import is_made_up
from fieldapp.exchange.xlsx.page import SPLIT_SOURCE, set_paper
from fieldapp.exchange.xlsx.reading import record_in
from fieldapp.exchange.xlsx.saving import CountRows, count_no_rows, saved
from fieldapp.exchange.xlsx.seal_sheet import LONGEST, add_cells, fill_seal, read_seal
from fieldapp.exchange.xlsx.style import add_styles, fit, lines, put, set_height
from fieldapp.texts.receiving import cell_name, content_word
from fieldapp.texts.texts import Texts

_MOST_UNPACKED = 16_000_000
"""Bytes; the records of 20 years of an office, each corrected once, have a fifth of it."""
_NO_ANSWER = (ValueError, KeyError, TypeError, FieldAppError, RecursionError, binascii.Error, zlib.error)
_WIDTHS = (22, 26, 16, 16, 22, 22, 40)
_COLUMNS = len(_WIDTHS)
_FIGURES = ("before", "after")
_FIRST_TABLE, _NOTICE = 6, 4


def write_answer(
    answer: Answer,
    programme: Programme,
    path: Path,
    texts: Texts,
    zone: datetime,
    *,
    is_demonstration: bool = False,
    count: CountRows = count_no_rows,
) -> Path:
    """Write an answer, whole or not at all; the path it has. `zone`: a time in the zone of all times told.

    Raises FieldAppError as `place` does, and as `count`.
    """
    book = _workbook(answer, programme, texts, zone)
    if is_demonstration:
        notice = texts("workbook.demonstration", split=SPLIT_SOURCE)
        put(book.worksheets[0], _NOTICE, 1, notice, "subtitle")
        custom = book.custom_doc_props  # type: ignore[attr-defined] # unknown to the stubs
        custom.append(IntProperty(name=DEMONSTRATION_PROPERTY, value=1))
    return place_bytes(path, saved(book, count))


def read_answer(path: Path, programme: Programme, *, is_demonstration: bool = False) -> Answer:
    """The answer in a workbook. `is_demonstration`: whether it comes to a data file in which made-up figures
    do no harm.

    Raises FieldAppError `not-an-answer`, `answer-altered`, `workbook-made-up`, and as opening any workbook
    does.
    """
    with opened_book(path) as book:
        record, seal = record_in(book), read_seal(book)
        if record is None or record.kind is not RecordKind.ANSWER or seal is None:
            raise FieldAppError("not-an-answer", path=path)
        if record.programme != programme.key:
            raise FieldAppError("not-an-answer", path=path)
        if not is_demonstration and is_made_up(book):
            raise FieldAppError("workbook-made-up", path=path)
        try:
            return answer_in(record, _unpacked(seal.pieces))
        except _NO_ANSWER as error:
            raise FieldAppError("answer-altered", path=path) from error


def _workbook(answer: Answer, programme: Programme, texts: Texts, zone: datetime) -> Workbook:
    book = Workbook()
    add_styles(book)
    front = book.worksheets[0]
    front.title = texts("answer.sheet")
    _fill(front, answer, programme, texts, zone)
    seal_sheet = book.create_sheet(SEAL_SHEET)
    record = record_of_answer(answer)
    fill_seal(seal_sheet, record)
    add_cells(seal_sheet, _packed(answer.records))
    book.properties.title = front["A1"].value
    book.properties.language = texts.language
    book.properties.created = datetime.combine(answer.at.date(), time())
    custom = book.custom_doc_props  # type: ignore[attr-defined] # unknown to the stubs
    custom.append(StringProperty(name=PROGRAMME_PROPERTY, value=programme.key))
    return book


def _fill(ws: Worksheet, answer: Answer, programme: Programme, texts: Texts, zone: datetime) -> None:
    office = texts.names(programme.office(answer.office).names)
    put(ws, 1, 1, texts("answer.title", office=office), "title")
    ws.row_dimensions[1].height = 28
    made = texts("answer.made", at=_moment(answer.at, texts, zone), who=answer.by)
    put(ws, 2, 1, made, "quiet")
    codes = ", ".join(f"{year}: {code}" for year, code in answer.codes.items())
    put(ws, 3, 1, texts("answer.codes", codes=codes or texts("look.empty")), "subtitle")
    row = _put_corrections(ws, _FIRST_TABLE - 1, answer, programme, texts)
    row = _put_disputes(ws, row + 1, answer, programme, texts)
    row = _put_records(ws, row + 1, answer, texts, zone)
    for column, width in enumerate(_WIDTHS, start=1):
        fit(ws, column, [], width)
    footer = (f"{office} · {texts.date(answer.at.astimezone(zone.tzinfo).date())}", "")
    set_paper(ws, texts, (max(row, 2), _COLUMNS), footer, landscape=True)


def _put_corrections(ws: Worksheet, row: int, answer: Answer, programme: Programme, texts: Texts) -> int:
    corrections = answer.corrections()
    put(ws, row, 1, texts("answer.corrections", n=len(corrections)), "section")
    if not corrections:
        return row + 1
    heads = ("period", "cell", "before", "after", "who", "record", "why")
    row = _put_heads(ws, row + 1, heads, texts)
    known = {record.id: record for record in answer.records}
    for item in corrections:
        row += 1
        record = known[item.record]
        said = [
            texts.period(item.sheet.period),
            cell_name(item.cell, programme, texts),
            content_word(item.cell, item.before, programme, texts),
            content_word(item.cell, item.after, programme, texts),
            record.by,
            item.record[:8],
            record.reason,
        ]
        for column, text in enumerate(said, start=1):
            put(ws, row, column, text, "value" if heads[column - 1] in _FIGURES else "prose")
        set_height(ws, row, max(lines(text, width) for text, width in zip(said, _WIDTHS, strict=True)))
    return row + 1


def _put_disputes(ws: Worksheet, row: int, answer: Answer, programme: Programme, texts: Texts) -> int:
    disputed = answer.disputed()
    count = sum(len(cells) for cells in disputed.values())
    put(ws, row, 1, texts("answer.disputed", n=count), "section")
    if not disputed:
        return row + 1
    row = _put_heads(ws, row + 1, ("period", "cell", "claims"), texts)
    for key, cells in disputed.items():
        for cell, claims in cells.items():
            row += 1
            told = [f"{content_word(cell, one.content, programme, texts)} ({one.id[:8]})" for one in claims]
            said = [texts.period(key.period), cell_name(cell, programme, texts), texts.listed(told)]
            _put_row(ws, row, said)
    return row + 1


def _put_records(ws: Worksheet, row: int, answer: Answer, texts: Texts, zone: datetime) -> int:
    put(ws, row, 1, texts("answer.records", n=len(answer.records)), "section")
    if not answer.records:
        return row
    heads = ("period", "revision", "code", "record", "sent", "received", "standing")
    row = _put_heads(ws, row + 1, heads, texts)
    ws.print_title_rows = f"{row}:{row}"
    before = {one for record in answer.records for one in record.ancestors}
    for record in answer.records:
        row += 1
        at = answer.received.get(record.id)
        standing = (
            "set-aside" if record.id in answer.set_aside else "older" if record.id in before else "counts"
        )
        said = [
            texts.period(sheet_of(record).period),
            str(record.revision),
            check_code(record.figures, record.period),
            record.id[:8],
            _moment(record.sealed_at, texts, zone) if record.sealed_at else "",
            _moment(at, texts, zone) if at else texts("answer.made-here"),
            texts(f"answer.{standing}"),
        ]
        _put_row(ws, row, said)
    return row


def _put_heads(ws: Worksheet, row: int, heads: Sequence[str], texts: Texts) -> int:
    said = [texts(f"answer.head-{key}") for key in heads]
    for column, (key, head) in enumerate(zip(heads, said, strict=True), start=1):
        put(ws, row, column, head, "heading-right" if key in _FIGURES else "heading")
    set_height(ws, row, max(lines(head, _WIDTHS[place] - 3) for place, head in enumerate(said)), least=24)
    return row


def _put_row(ws: Worksheet, row: int, said: Sequence[str]) -> None:
    for column, text in enumerate(said, start=1):
        put(ws, row, column, text, "label")


def _moment(at: datetime, texts: Texts, zone: datetime) -> str:
    local = at.astimezone(zone.tzinfo)
    return f"{texts.date(local.date())}, {local:%H:%M}"


def _packed(records: Sequence[Record]) -> list[str]:
    plain = json.dumps([record.text for record in records], ensure_ascii=False).encode()
    text = base64.b64encode(zlib.compress(plain, 9)).decode()
    size = LONGEST - 100
    return [text[start : start + size] for start in range(0, len(text), size)]


def _unpacked(pieces: Sequence[str]) -> list[Record]:
    """Raises ValueError, TypeError, FieldAppError, `binascii.Error` or `zlib.error`."""
    packed = base64.b64decode("".join(pieces), validate=True)
    unpacking = zlib.decompressobj()
    plain = unpacking.decompress(packed, _MOST_UNPACKED)
    if not unpacking.eof:
        raise ValueError("longer than any answer")
    return [read_record(text) for text in json.loads(plain)]
