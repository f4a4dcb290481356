"""What a programme's columns and places are called on a DHIS2 server, and in ADX."""

import hashlib
import string
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fieldapp.core.errors import FieldAppError
from fieldapp.core.interchange.extract import Extract
from fieldapp.core.interchange.fixed import FixedRow, Frequency
from fieldapp.core.numbers import Unit
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import STATE, RowState
from fieldapp.texts.texts import Texts

_LETTERS = string.ascii_uppercase + string.ascii_lowercase
_SYMBOLS = _LETTERS + string.digits
_UID_LENGTH = 11


@dataclass(frozen=True)
class DataElement:
    """A column, or STATE for the mark *no operations*, in weeks or months. A server adds up whatever has one
    element, so what a week tells may not have the element of what its month tells again."""

    column: str
    code: str
    name: str
    value_type: str


def data_elements(programme: Programme, frequency: Frequency, texts: Texts) -> tuple[DataElement, ...]:
    """The elements of a data set, in the order of the columns."""
    columns = [
        (item.key, texts.names(item.names), "NUMBER" if item.unit is Unit.HECTARE else _COUNT)
        for item in programme.active
    ]
    columns.append((STATE, texts("interchange.no-operations"), "TRUE_ONLY"))
    return tuple(
        DataElement(key, element_code(key, frequency), _named(name, frequency, texts), value_type)
        for key, name, value_type in columns
    )


_COUNT = "INTEGER_ZERO_OR_POSITIVE"


def _named(name: str, frequency: Frequency, texts: Texts) -> str:
    return name if frequency is Frequency.WEEKLY else texts("interchange.by-month", name=name)


def element_code(column: str, frequency: Frequency) -> str:
    """No key holds a dot, so a month's element is never taken for another column's."""
    key = RowState.NO_OPERATIONS.value if column == STATE else column
    return key if frequency is Frequency.WEEKLY else f"{key}.monthly"


def data_set_code(programme: Programme, frequency: Frequency) -> str:
    """The code of a data set."""
    return f"{programme.key}.{frequency.value.lower()}"


def uid(kind: str, programme: Programme, code: str) -> str:
    """The id of a thing on a server: always the same one, on any machine."""
    told = f"fieldapp dhis2 1\n{kind}\n{programme.key}\n{code}"
    number = int.from_bytes(hashlib.sha256(told.encode("utf-8")).digest(), "big")
    number, first = divmod(number, len(_LETTERS))
    symbols = [_LETTERS[first]]
    for _ in range(_UID_LENGTH - 1):
        number, place = divmod(number, len(_SYMBOLS))
        symbols.append(_SYMBOLS[place])
    return "".join(symbols)


def element_uid(programme: Programme, column: str, frequency: Frequency) -> str:
    """The id of a column's data element."""
    return uid("dataElement", programme, element_code(column, frequency))


def data_set_uid(programme: Programme, frequency: Frequency) -> str:
    """The id of a data set."""
    return uid("dataSet", programme, data_set_code(programme, frequency))


def place_uid(programme: Programme, code: str) -> str:
    """The id of a country, region or district."""
    return uid("organisationUnit", programme, code)


def require_any(told: list[dict[str, Any]], extract: Extract) -> list[dict[str, Any]]:
    """The same. Raises FieldAppError `nothing-to-tell` where there is nothing."""
    if not told:
        raise FieldAppError("nothing-to-tell", period=extract.period)
    return told


def aside_of(extract: Extract, texts: Texts) -> list[str]:
    """What the comment of every figure says first."""
    return [texts("report.made-up")] if extract.is_demonstration else []


def remarks(row: FixedRow, column: str, aside: Sequence[str]) -> str:
    """The notes of a cell, after what is said of all figures."""
    return "\n".join([*aside, *([row.notes[column]] if column in row.notes else [])])
