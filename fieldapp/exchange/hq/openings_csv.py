"""Opening balances from a CSV file: `start,end,source,district` and a column for each figure that is known.

A row without a district is of all that the data file is about: the whole country, or an office. A file is
taken whole or not at all.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Value, decimal_mark_of
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme, fold
from fieldapp.core.spans.balance import Opening
from fieldapp.core.spans.balance_rows import read_balance
from fieldapp.exchange.csv_text import FieldRow, decodings, read_content, rows_of

_ABOUT = ("start", "end", "source", "district")


def read_openings(
    path: Path,
    programme: Programme,
    kinds: frozenset[str] = frozenset(),
    places: Collection[str] | None = None,
) -> list[Opening]:
    """The balances in a file. `kinds`: folded words that may stand beside the name of a district; `places`:
    the districts of which a balance can tell.

    Raises FieldAppError: those of `csv_text.read_content`, `csv-not-utf-8`, `csv-columns`, `csv-broken`,
    `csv-cells`, `csv-empty`, or `in-line` with the line and the cause.
    """
    texts = decodings(read_content(path))
    if len(texts) != 1:
        raise FieldAppError("csv-not-utf-8", path=path)
    read = rows_of(texts[0], path)
    columns = [fold(name) for name in read[0].fields] if read else []
    figures = [item.key for item in programme.active]
    is_known = {*_ABOUT} <= {*columns} <= {*_ABOUT, *figures} and len({*columns}) == len(columns)
    if not is_known or not {*columns} & {*figures}:
        known = ", ".join([*_ABOUT, *figures])
        raise FieldAppError("csv-columns", path=path, found=", ".join(columns), known=known)
    rows = [(row.line, _fields(row, columns, path)) for row in read[1:]]
    if not rows:
        raise FieldAppError("csv-empty", path=path)
    marks = {key: decimal_mark_of([row[key] for _, row in rows]) for key in figures if key in columns}
    found: dict[Period, Opening] = {}
    for line, row in rows:
        try:
            _add(found, row, marks, programme, kinds, places)
        except FieldAppError as error:
            raise FieldAppError("in-line", path=path, line=line, cause=error) from error
    return [found[period] for period in sorted(found)]


def _fields(row: FieldRow, columns: Sequence[str], path: Path) -> dict[str, str]:
    if len(row.fields) != len(columns):
        where = {"path": path, "line": row.line}
        raise FieldAppError("csv-cells", **where, found=len(row.fields), expected=len(columns))
    return dict(zip(columns, row.fields, strict=True))


def _add(
    found: dict[Period, Opening],
    row: Mapping[str, str],
    marks: Mapping[str, str | None],
    programme: Programme,
    kinds: frozenset[str],
    places: Collection[str] | None,
) -> None:
    period, source = Period(_day(row["start"]), _day(row["end"])), row["source"]
    if not source:
        raise FieldAppError("opening-no-source", period=period)
    opening = found.setdefault(period, Opening(period, source))
    if opening.source != source:
        raise FieldAppError("opening-sources", period=period, one=opening.source, other=source)
    district = programme.find_district(row["district"], kinds).key if row["district"] else ""
    if places is not None and district not in ("", *places):
        raise FieldAppError("outside-office", text=row["district"], period=period)
    if district in opening.districts or (not district and opening.national):
        raise FieldAppError("opening-twice", period=period, text=row["district"] or "–")
    values = {key: _number(key, row[key], mark, programme) for key, mark in marks.items() if row[key]}
    if not values:
        raise FieldAppError("balance-empty")
    if district:
        found[period] = replace(opening, districts={**opening.districts, district: values})
    else:
        found[period] = replace(opening, national=values)


def _number(key: str, text: str, mark: str | None, programme: Programme) -> Value:
    try:
        return read_balance(text, programme.indicator(key).unit, mark)
    except FieldAppError as error:
        raise FieldAppError("in-column", column=key, cause=error) from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise FieldAppError("day-unreadable", text=text) from error
