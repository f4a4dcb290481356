"""Aggregate data exchange (IHE QRPH): a group for each district and fixed period, with codes instead of ids.

It has no word for a figure that is not there any more: that is told to DHIS2 only.
"""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from fieldapp.core.errors import FieldAppError
from fieldapp.core.interchange.extract import Extract
from fieldapp.core.interchange.fixed import FixedFigures, FixedRow, Frequency
from fieldapp.core.numbers import decimal_text
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import STATE
from fieldapp.exchange.interchange.elements import aside_of, data_set_code, element_code, remarks
from fieldapp.texts.texts import Texts

ADX_NAMESPACE = "urn:ihe:qrph:adx:2015"
_DURATIONS = {Frequency.WEEKLY: "P7D", Frequency.MONTHLY: "P1M"}
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def adx(figures: FixedFigures, extract: Extract, texts: Texts) -> str:
    """The numbers and marks of all rows. A value is always a decimal here, so the mark is 1 and its
    annotation says what DHIS2 reads.

    Raises FieldAppError `nothing-to-tell`.
    """
    aside, exported = aside_of(extract, texts), extract.taken_at.isoformat(timespec="seconds")
    root = ElementTree.Element("adx", xmlns=ADX_NAMESPACE, exported=exported)
    for row in figures.rows:
        if row.values or row.is_idle:
            _put_group(root, row, extract.programme, aside)
    if not len(root):
        raise FieldAppError("nothing-to-tell", period=extract.period)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _put_group(root: ElementTree.Element, row: FixedRow, programme: Programme, aside: Sequence[str]) -> None:
    group = ElementTree.SubElement(
        root,
        "group",
        orgUnit=row.district,
        period=f"{row.period.start}/{_DURATIONS[row.frequency]}",
        dataSet=data_set_code(programme, row.frequency),
    )
    for item in programme.active:
        if item.key in row.values:
            said = remarks(row, item.key, aside)
            _put_value(group, row, item.key, decimal_text(row.values[item.key], item.unit), said)
    if row.is_idle:
        mark = _put_value(group, row, STATE, "1", remarks(row, STATE, aside))
        ElementTree.SubElement(mark, "annotation").text = "true"


def _put_value(
    group: ElementTree.Element, row: FixedRow, column: str, value: str, comment: str
) -> ElementTree.Element:
    told = {"dataElement": element_code(column, row.frequency), "value": value}
    if comment:
        told["comment"] = _NOT_IN_XML.sub(" ", comment)
    return ElementTree.SubElement(group, "dataValue", told)
