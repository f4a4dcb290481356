"""The district table in the form in which it is published once a year: R248's."""

from collections.abc import Mapping

from fieldapp.core.numbers import Value
from fieldapp.core.period import Period
from fieldapp.core.programme import District
from fieldapp.core.spans.range_report import By, RangeReport

OTHER_DISTRICTS = "other"
_DISTRICT = "district"


def annual_rows(report: RangeReport) -> dict[str, Mapping[str, Value | None]]:
    """The figures of a report by district, those of *other districts* as the last row: places that were not
    there in the whole range, or that are no districts in law (a city, villages). A report of which an opening
    balance tells something of no district has no such table."""
    assert report.by is By.DISTRICT, "the table is of districts"
    named: dict[str, Mapping[str, Value | None]] = {}
    others: dict[str, Value | None] = {}
    for row in report.rows:
        if is_named(report.programme.district(row.key), report.span):
            named[row.key] = row.values
            continue
        for key, value in row.values.items():
            if value is not None:
                others[key] = (others.get(key) or 0) + value
    if any(value is not None for value in others.values()):
        named[OTHER_DISTRICTS] = {key: others.get(key) for key in report.report.indicators}
    return named


def is_named(district: District, span: Period) -> bool:
    """Whether the published table has a row for a place."""
    is_there = district.is_valid_in(span) and district.days_in(span) == span
    return is_there and district.kind == _DISTRICT
