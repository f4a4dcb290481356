"""Opening balances row by row, as they are read and typed: days, their source, a place and its figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unit, Value, parse
from fieldapp.core.period import FIRST_YEAR, Period
from fieldapp.core.programme import Programme
from fieldapp.core.spans.balance import Opening, in_order
from fieldapp.core.spans.gaps import stretches


@dataclass(frozen=True)
class BalanceRow:
    """What a balance says of one place. `district`: its key, empty for all districts together; `values`: by
    indicator, in stored units, only what is known."""

    period: Period
    source: str
    district: str
    values: Mapping[str, Value]


def read_balance(text: str, unit: Unit, decimal_mark: str | None = None) -> Value:
    """A figure of a balance. Raises FieldAppError `opening-negative`, `opening-fraction`, and as `parse`."""
    value = parse(text, unit, decimal_mark=decimal_mark)
    if value < 0:
        raise FieldAppError("opening-negative", text=text)
    if value != int(value):
        raise FieldAppError("opening-fraction", text=text)
    return value


def balance_rows(openings: Iterable[Opening], programme: Programme) -> tuple[BalanceRow, ...]:
    """The rows of some balances: the newest first, and of each that of all districts, then the programme's
    order."""
    order = [district.key for district in programme.districts]
    rows = []
    for one in sorted(openings, key=lambda opening: opening.period, reverse=True):
        values = {"": one.national, **{key: one.districts.get(key, {}) for key in order}}
        rows += [BalanceRow(one.period, one.source, key, row) for key, row in values.items() if row]
    return tuple(rows)


def places_of(programme: Programme, office: str, today: date, openings: Iterable[Opening]) -> tuple[str, ...]:
    """Of what an office can tell a balance: of all districts together, and of each that it has ever answered
    for or that is in a balance already."""
    until = Period(date(FIRST_YEAR, 1, 1), today)
    first_days = [Period(one.start, one.start) for one in stretches(programme, until)]
    known = {district.key for day in first_days for district in programme.expected(office, day)}
    known.update(key for one in openings for key in one.districts)
    return ("", *(district.key for district in programme.districts if district.key in known))


def with_row(
    openings: Sequence[Opening], row: BalanceRow, before: BalanceRow | None = None
) -> tuple[Opening, ...]:
    """The balances with one row more, or with a row in the place of `before`. Days and source are those of a
    whole balance: where they are other ones than before, its other rows get them too.

    Raises FieldAppError `opening-no-source`, `balance-empty`, `opening-there` (`place`: a key),
    `opening-sources`, `openings-overlap`, `opening-parts`.
    """
    if not row.source:
        raise FieldAppError("opening-no-source", period=row.period)
    if not row.values:
        raise FieldAppError("balance-empty")
    left = {one.period: one for one in openings}
    rest = _without(left.pop(before.period), before.district) if before is not None else None
    if rest is not None and row.period in left:
        raise FieldAppError("openings-overlap", one=row.period, other=row.period)
    if rest is not None:
        left[row.period] = replace(rest, period=row.period, source=row.source)
    held = left.get(row.period, Opening(row.period, row.source))
    if row.district in held.districts or (not row.district and held.national):
        raise FieldAppError("opening-there", period=row.period, place=row.district)
    if held.source != row.source:
        raise FieldAppError("opening-sources", period=row.period, one=held.source, other=row.source)
    if row.district:
        left[row.period] = replace(held, districts={**held.districts, row.district: row.values})
    else:
        left[row.period] = replace(held, national=row.values)
    return in_order(left.values())


def without_row(openings: Sequence[Opening], row: BalanceRow) -> tuple[Opening, ...]:
    """The balances without a row; a balance without rows goes with its last one."""
    left = [_without(one, row.district) if one.period == row.period else one for one in openings]
    return in_order(one for one in left if one is not None)


def _without(opening: Opening, district: str) -> Opening | None:
    """What else a balance says; None where that is nothing."""
    if not district:
        left = replace(opening, national={})
    else:
        rows = {key: row for key, row in opening.districts.items() if key != district}
        left = replace(opening, districts=rows)
    return left if left.national or left.districts else None
