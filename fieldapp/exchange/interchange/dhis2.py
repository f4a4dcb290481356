"""What a DHIS2 server is told: data values for `/api/dataValueSets`, and which rows are complete for
`/api/completeDataSetRegistrations`."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from fieldapp.core.interchange.extract import Extract
from fieldapp.core.interchange.fixed import FixedFigures, FixedRow, Frequency
from fieldapp.core.numbers import decimal_text
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import STATE
from fieldapp.exchange.interchange.elements import (
    aside_of,
    data_set_uid,
    element_uid,
    place_uid,
    remarks,
    require_any,
)
from fieldapp.texts.texts import Texts


def dhis2_values(figures: FixedFigures, extract: Extract, texts: Texts) -> str:
    """The numbers and marks, and as deleted what may have been told before and is gone.

    Raises FieldAppError `nothing-to-tell`.
    """
    programme, aside = extract.programme, aside_of(extract, texts)
    values = [value for row in figures.rows for value in _values(row, programme, aside)]
    return dhis2_json({"dataValues": require_any(values, extract)})


def dhis2_completeness(figures: FixedFigures, extract: Extract, texts: Texts) -> str:
    """The rows that are complete, and no other. Who stored them are offices: no person is named outside the
    house.

    Raises FieldAppError `nothing-to-tell`.
    """
    programme = extract.programme
    registrations = [
        {
            "dataSet": data_set_uid(programme, row.frequency),
            "period": period_name(row),
            "organisationUnit": place_uid(programme, row.district),
            "completed": True,
            "date": row.finished.isoformat(),
            "storedBy": "+".join(row.offices),
        }
        for row in figures.rows
        if row.is_complete
    ]
    return dhis2_json({"completeDataSetRegistrations": require_any(registrations, extract)})


def period_name(row: FixedRow) -> str:
    """`2025W1`, as a server gives it back, or `202501`."""
    if row.frequency is Frequency.MONTHLY:
        return f"{row.period.start:%Y%m}"
    year, week, _ = row.period.start.isocalendar()
    return f"{year}W{week}"


def dhis2_json(content: dict[str, Any]) -> str:
    """JSON with one object a line, so that two files can be compared by eye."""
    lists = [
        f'"{name}": [\n' + ",\n".join(json.dumps(item, ensure_ascii=False) for item in items) + "\n]"
        for name, items in content.items()
    ]
    return "{\n" + ",\n".join(lists) + "\n}\n"


def _values(row: FixedRow, programme: Programme, aside: Sequence[str]) -> Iterator[dict[str, Any]]:
    for indicator in programme.active:
        if indicator.key in row.values:
            text = decimal_text(row.values[indicator.key], indicator.unit)
            yield _value(row, programme, indicator.key, text, remarks(row, indicator.key, aside))
    if row.is_idle:
        yield _value(row, programme, STATE, "true", remarks(row, STATE, aside))
    for column in row.gone:
        yield {**_value(row, programme, column, "", ""), "deleted": True}


def _value(row: FixedRow, programme: Programme, column: str, value: str, comment: str) -> dict[str, Any]:
    return {
        "dataElement": element_uid(programme, column, row.frequency),
        "period": period_name(row),
        "orgUnit": place_uid(programme, row.district),
        "value": value,
        **({"comment": comment} if comment else {}),
    }
