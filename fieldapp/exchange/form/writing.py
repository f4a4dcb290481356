"""The form for who has only Excel, as a workbook: only what is to be filled in is not protected.

Its reader relies on a hidden row of keys over the headings, a hidden column of keys before the names, the
named cells of `xlsx/contract.py`, and the record on the hidden sheet *Seal*.
"""

from datetime import datetime, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.packaging.custom import IntProperty, StringProperty
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection

from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Record
from fieldapp.exchange.form.form_sheet import fill_form, put_practice
from fieldapp.exchange.placing import place_bytes
from fieldapp.exchange.xlsx.contract import DEMONSTRATION_PROPERTY, PROGRAMME_PROPERTY, SEAL_SHEET
from fieldapp.exchange.xlsx.saving import saved
from fieldapp.exchange.xlsx.seal_sheet import fill_seal
from fieldapp.exchange.xlsx.style import add_styles
from fieldapp.texts.texts import Texts
from fieldapp.version import VERSION


def write_form(
    record: Record, programme: Programme, path: Path, texts: Texts, *, is_demonstration: bool = False
) -> Path:
    """Write the empty form of a record of kind TEMPLATE, whole or not at all; the path it has. What is filled
    into one of a demonstration counts in none but a demonstration.

    Raises FieldAppError as `place` does.
    """
    made = make_form(record, programme, texts, is_demonstration=is_demonstration)
    return place_bytes(path, saved(made))


def make_form(
    record: Record, programme: Programme, texts: Texts, *, is_demonstration: bool = False
) -> Workbook:
    """The same in memory."""
    book = Workbook()
    add_styles(book)
    front = book.worksheets[0]
    front.title = texts("template.sheet")
    for name, address in fill_form(front, record, programme, texts).items():
        book.defined_names[name] = DefinedName(name, attr_text=f"{quote_sheetname(front.title)}!{address}")
    if is_demonstration:
        put_practice(front, record, programme, texts)
    fill_seal(book.create_sheet(SEAL_SHEET), record)
    book.security = WorkbookProtection(lockStructure=True)
    book.calculation.fullCalcOnLoad = True
    office = texts.names(programme.office(record.office).names)
    book.properties.title = f"{texts('template.title')}, {office}, {texts.period_label(record.period)}"
    book.properties.creator = book.properties.lastModifiedBy = office
    book.properties.language = texts.language
    if record.sealed_at is not None:
        book.properties.created = datetime.combine(record.sealed_at.date(), time())
    custom = book.custom_doc_props  # type: ignore[attr-defined] # unknown to the stubs
    described = {PROGRAMME_PROPERTY: programme.key, "app_version": VERSION, "office": record.office}
    for name, value in described.items():
        custom.append(StringProperty(name=name, value=value))
    if is_demonstration:
        custom.append(IntProperty(name=DEMONSTRATION_PROPERTY, value=1))
    return book
