"""ADX by a schema of our own, and read back to the same figures."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree
from xmlschema import XMLSchema

from fieldapp.core.errors import FieldAppError
from fieldapp.core.interchange.fixed import fixed_figures
from fieldapp.core.period import read_period
from fieldapp.core.sheet import Cell
from fieldapp.exchange.interchange.adx import ADX_NAMESPACE, adx
from fieldapp.texts.texts import Texts, read_texts
from tests.exchange.interchange.making import (
    GONE,
    NOTE,
    expected_march,
    expected_weeks,
    extract_of,
    holdings,
    march,
    office_sheet,
    sent,
)
from tests.exchange.making import PROGRAMME

GROUP, VALUE = f"{{{ADX_NAMESPACE}}}group", f"{{{ADX_NAMESPACE}}}dataValue"


@pytest.fixture(scope="module")
def schema() -> XMLSchema:
    return XMLSchema(Path(__file__).with_name("adx.xsd"))


def message(extract=None, texts: Texts | None = None) -> str:
    told = extract or march()
    return adx(fixed_figures(told), told, texts or read_texts("en"))


def read_back(text: str) -> dict[tuple[str, str, str], Decimal]:
    root: Element = ElementTree.fromstring(text)
    units = {item.key: item.unit.scale for item in PROGRAMME.active}
    return {
        (group.attrib["period"], group.attrib["orgUnit"], value.attrib["dataElement"]): Decimal(
            value.attrib["value"]
        )
        * units.get(value.attrib["dataElement"].removesuffix(".monthly"), 1)
        for group in root.iter(GROUP)
        for value in group.iter(VALUE)
    }


def test_what_is_read_back_are_the_sums_of_the_sheets():
    held = holdings()
    mondays = {9: "02-24", 10: "03-03", 11: "03-10", 12: "03-17", 13: "03-24", 14: "03-31"}
    weeks = {
        (f"2025-{mondays[int(period[5:])]}/P7D", district, key): value
        for (period, district, key), value in expected_weeks(held).items()
    }
    months = {
        ("2025-03-01/P1M", district, f"{key}.monthly"): value
        for (_, district, key), value in expected_march(held).items()
    }
    idle = {(f"2025-{day}/P7D", "terter", "no_operations"): 1 for day in mondays.values()}
    idle |= {("2025-03-01/P1M", "terter", "no_operations.monthly"): 1}

    assert read_back(message()) == weeks | months | idle


def test_a_message_is_valid(schema):
    schema.validate(message())
    schema.validate(message(march(is_demonstration=True), read_texts("az")))


FIRST_VALUE = '<dataValue dataElement="ap_mines" value="1010" />'
BROKEN = {
    "no group": (r"(?s)<group.*</group>", ""),
    "no value": (r"(?s)(<group [^>]*>).*?(</group>)", r"\1\2"),
    "no place": (' orgUnit="agdam"', ""),
    "no period": (r' period="[^"]*"', ""),
    "no data set": (r' dataSet="[^"]*"', ""),
    "no time of export": (r' exported="[^"]*"', ""),
    "a value that is no number": (FIRST_VALUE, FIRST_VALUE.replace("1010", "ten")),
    "a value twice": (FIRST_VALUE, FIRST_VALUE * 2),
    "a period without its length": ("/P7D", ""),
    "another namespace": (ADX_NAMESPACE, "urn:example"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_the_schema_refuses_what_is_broken(schema, fault):
    pattern, instead = BROKEN[fault]
    broken, count = re.subn(pattern, instead, message())

    assert count
    assert not schema.is_valid(broken)


def test_a_district_without_operations_says_what_dhis2_reads():
    root = ElementTree.fromstring(message())
    marks = [value for value in root.iter(VALUE) if value.attrib["dataElement"] == "no_operations"]

    assert len(marks) == 6
    assert all([child.text for child in value] == ["true"] for value in marks)


def test_a_note_comes_through_with_its_quotes_brackets_and_lines():
    root = ElementTree.fromstring(message())
    said = [value.attrib["comment"] for value in root.iter(VALUE) if "comment" in value.attrib]

    assert said == [NOTE, NOTE]


def test_a_sign_that_xml_cannot_hold_becomes_a_space(schema):
    sheet = office_sheet("2025-03-10..2025-03-16")
    noted = replace(sheet, notes={Cell("agdam", "uxo"): "a\x0bb\ufffe"})
    text = message(extract_of(sent(noted), period=sheet.period))

    schema.validate(text)
    assert 'comment="a b "' in text


def test_a_figure_that_was_taken_back_is_simply_not_there():
    assert ("2025-03-10/P7D", GONE.district, GONE.indicator) not in read_back(message())


def test_where_there_is_nothing_to_tell_no_file_is_made():
    with pytest.raises(FieldAppError) as caught:
        message(extract_of(*holdings()[-1:], period=read_period("2025-03-10..2025-03-17")))
    assert caught.value.code == "nothing-to-tell"
