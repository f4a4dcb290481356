"""What a machine may rely on in a workbook, whatever its language: names, columns and tags."""

import re
from dataclasses import dataclass

DATA_SHEET = "Data"
DATA_TABLE = "Tallies"
SEAL_SHEET = "Seal"
"""Hidden, and the last: the record, one line a row, and below it what stood in every cell."""

PERIOD_START = "period_start"
PERIOD_END = "period_end"
OFFICE_NAME = "office"
DISTRICTS_REPORTED = "districts_reported"
DISTRICTS_EXPECTED = "districts_expected"
REVISION = "revision"
CHECK_CODE = "check_code"
WORKBOOK_KIND = "kind"
RECORD_ID = "record_id"

VERDICT = "$F$2"
"""Where the Checks sheet says whether all of them hold."""

DATES_SAID = {"week_start": PERIOD_START, "week_end": PERIOD_END}
"""The columns of the tallies that hold dates, and the named cells that say the same."""

DEMONSTRATION_PROPERTY = "demonstration"
PROGRAMME_PROPERTY = "programme"
CELLS_PROPERTY = "cells_"
"""Begins the custom properties `cells_01`, `cells_02`… that hold what stood in every cell when the workbook
was written."""
CELLS_PROPERTIES = (CELLS_PROPERTY, "record_")
"""Also as versions before the sheet *Seal* called them."""
EXACT = "exact "
"""Begins the comment of a tally that a spreadsheet's number cannot hold: the exact decimal follows, and on
the next line the note. Otherwise the comment is the note."""

_CELL_ADDRESS = re.compile(r"[a-z]{1,3}\d+|r\d*(c\d*)?|c\d*", re.ASCII)


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column of the Data sheet: its header and its HXL tag."""

    header: str
    tag: str


COLUMNS = (
    DataColumn("week_start", "#date+start"),
    DataColumn("week_end", "#date+end"),
    DataColumn("iso_week", "#date+week"),
    DataColumn("office_code", "#org+impl+code"),
    DataColumn("district_code", "#adm2+code"),
    DataColumn("district_name", "#adm2+name"),
    DataColumn("indicator", "#indicator+code"),
    DataColumn("state", "#status"),
    DataColumn("value", "#indicator+num"),
    DataColumn("unit", "#meta+unit"),
    DataColumn("comment", "#meta+comment"),
    DataColumn("revision", "#meta+revision"),
    DataColumn("sealed_at", "#date+sealed"),
    DataColumn("check_code", "#meta+check_code"),
)
"""The long form of section 8 of docs/domain.md, in its order.

The tags are HXL 1.1: hashtags of its core schema, with attributes of our own (`week`, `unit`, `comment`,
`revision`, `sealed`, `check_code`), which the standard allows. `district_code` is the programme's key:
not every district has an ISO code.
"""

HEADERS = tuple(column.header for column in COLUMNS)


def total_name(indicator: str) -> str:
    """The defined name of a column's total: its key, made a legal name."""
    name = re.sub(r"\W", "_", indicator, flags=re.ASCII)
    return f"{name}_" if _CELL_ADDRESS.fullmatch(name) else name


def sum_name(key: str) -> str:
    """The defined name of a sum across columns: `mines` is `mines_total`."""
    return total_name(f"{key}_total")
