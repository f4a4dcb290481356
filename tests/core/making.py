"""Sheets and programmes in few words, for the tests."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Value
from fieldapp.core.period import Period, read_period
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState, Sheet

WEEK = Period(date(2025, 3, 10), date(2025, 3, 16))
"""R084: 155 AP, 49 AT, 606 UXO, 1,651.1 ha."""

COLUMNS = ("ap_mines", "at_mines", "uxo", "area_cleared_ha")
NO_OPERATIONS = RowState.NO_OPERATIONS

Row = Sequence[Value | None] | RowState
"""The four numbers of a row in stored units, or its mark."""


def days(text: str) -> Period:
    """A period from `2025-03-10..2025-03-16` or `2025-W11`."""
    return read_period(text)


def sheet_of(
    programme: Programme,
    rows: Mapping[str, Row] | None = None,
    period: Period = WEEK,
    office: str = "hq",
    control: Sequence[Value | None] = (),
) -> Sheet:
    """A sheet with these rows and control totals."""
    values: dict[Cell, Content] = {}
    for district, row in {**(rows or {}), CONTROL: control}.items():
        if isinstance(row, RowState):
            values[Cell(district, STATE)] = row
        else:
            cells = {Cell(district, column): value for column, value in zip(COLUMNS, row, strict=False)}
            values |= {cell: value for cell, value in cells.items() if value is not None}
    districts = tuple(district.key for district in programme.expected(office, period))
    return Sheet(period, districts, COLUMNS, values)


def refusal(error: pytest.ExceptionInfo[FieldAppError]) -> tuple[str, dict]:
    """The code and the details of an expected failure."""
    return error.value.code, error.value.details


SMALL_PROGRAMME = """
[programme]
key = "land"
version = "1"
languages = ["en", "az"]
names = { en = "Land", az = "Ölkə" }

[[region]]
key = "north"
names = { en = "North", az = "Şimal" }

[[region]]
key = "south"
names = { en = "South", az = "Cənub" }

[[district]]
key = "hill"
region = "north"
names = { en = "Hill", az = "Təpə" }
spellings = ["Hills"]
code = "XX-HIL"
valid_from = 2024-01-01
valid_to = 2024-12-31

[[district]]
key = "lake"
region = "south"
kind = "villages"
names = { en = "Lake", az = "Göl" }
parts.en = ["Shore"]
parts.az = ["Sahil"]

[[indicator]]
key = "mines"
unit = "count"
names = { en = "Mines", az = "Minalar" }
short_names = { en = "M", az = "Mn" }
definitions = { en = "Mines found.", az = "Tapılmış minalar." }
counted.en = { one = "{number} mine", other = "{number} mines" }
counted.az = { other = "{number} mina" }

[[indicator]]
key = "area"
unit = "ha"
on = true
usual = "98.4"
ceiling = "29451"
names = { en = "Area", az = "Ərazi" }
short_names = { en = "A", az = "Ə" }
definitions = { en = "Land cleared.", az = "Təmizlənmiş torpaq." }

[[sum]]
key = "all"
of = ["mines"]
names = { en = "All", az = "Cəmi" }

[[office]]
key = "north-office"
regions = ["north"]
names = { en = "North office", az = "Şimal ofisi" }

[[office]]
key = "hq"
regions = ["*"]
names = { en = "Headquarters", az = "Baş qərargah" }

[orders]
alphabet = ["hill", "lake"]
reverse = ["lake", "hill"]

[[organisation]]
names = { en = "Agency", az = "Agentlik" }
"""
"""A whole programme, short enough to break in every way."""
