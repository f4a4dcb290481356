"""Cutting a sheet in two where a month ends: the whole's figures stand, the first part's are typed from the
paper, the second has what is left."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from fieldapp.core.edits import Edits, NoteEdit, make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Value
from fieldapp.core.period import Period, cut_at_month_end
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState, Sheet

_IDLE = RowState.NO_OPERATIONS


class Misfit(StrEnum):
    """In what a part does not fit its whole."""

    UNREAD = "unread"
    MISSING = "missing"
    NEGATIVE = "negative"
    SUM = "sum"
    NOT_IN_WHOLE = "not-in-whole"
    MARK = "mark"
    NO_PART = "no-part"


@dataclass(frozen=True, slots=True)
class MisfitAt:
    """A cell, or the mark of a row, in which the parts do not make up the whole."""

    cell: Cell
    kind: Misfit


@dataclass(frozen=True, slots=True)
class FirstPart:
    """What is known of the first part: numbers and marks by cell. `idle_after`: districts in which nothing
    was done in the second part, which otherwise is taken to have worked and found what is left, if only 0."""

    values: Mapping[Cell, Content] = field(default_factory=dict)
    idle_after: Collection[str] = ()


def two_parts(period: Period) -> tuple[Period, Period]:
    """The parts of a period in which one month ends. Raises FieldAppError `no-month-end`."""
    parts = cut_at_month_end(period)
    if len(parts) != 2:
        raise FieldAppError("no-month-end", period=period)
    return parts[0], parts[1]


def first_values(whole: Sheet, programme: Programme, office: str) -> dict[Cell, Content]:
    """What the first part holds without being typed, because it can be nothing else: marks, zeros, and rows
    that only one of the parts has."""
    first, second = (_districts(programme, office, part) for part in two_parts(whole.period))
    return {
        cell: content
        for cell, content in whole.values.items()
        if cell.district in first and (content in (0, _IDLE) or cell.district not in second)
    }


def cells_to_type(whole: Sheet, programme: Programme, office: str) -> tuple[Cell, ...]:
    """The cells of the first part that have to be typed, row by row as on the screen."""
    known = first_values(whole, programme, office)
    first = _districts(programme, office, two_parts(whole.period)[0])
    cells = (Cell(district, key) for district in whole.districts for key in whole.indicators)
    return tuple(
        cell for cell in cells if cell.district in first and cell in whole.values and cell not in known
    )


def make_parts(whole: Sheet, first: FirstPart, programme: Programme, office: str) -> tuple[Sheet, Sheet]:
    """The sheets of the two parts. Notes go to both; control totals to none, for they are typed from a paper,
    never worked out. What does not fit is there too, for `misfits` to tell."""
    one, other = two_parts(whole.period)
    typed = {cell: content for cell, content in first.values.items() if not _is_idle(first.values, cell)}
    begun = _part(whole, one, _districts(programme, office, one), typed)
    rest = _part(whole, other, _districts(programme, office, other), {})
    values: dict[Cell, Content] = {}
    for district in rest.districts:
        if Cell(district, STATE) in whole.values or district in first.idle_after:
            values[Cell(district, STATE)] = _IDLE
            continue
        for key in whole.indicators:
            left = _left(whole, begun, Cell(district, key))
            if left is not None:
                values[Cell(district, key)] = left
    return begun, _part(whole, other, rest.districts, values)


def misfits(whole: Sheet, parts: Sequence[Sheet]) -> tuple[MisfitAt, ...]:
    """Where parts do not make up a whole, however they were made; empty if every number of it is the sum of
    theirs, none of them negative, and every mark is theirs too."""
    found = [MisfitAt(cell, Misfit.UNREAD) for sheet in (whole, *parts) for cell in sorted(sheet.unread)]
    for district in whole.districts:
        found += _misfits_of_row(whole, [part for part in parts if district in part.districts], district)
    for part in parts:
        rows = {CONTROL, *(key for key in part.districts if key in whole.districts)}
        strange = sorted(cell for cell in part.values if cell.district not in rows)
        found += [MisfitAt(cell, Misfit.NOT_IN_WHOLE) for cell in strange]
    return tuple(dict.fromkeys(found))


def entering(part: Sheet) -> Edits:
    """The edits that enter a part into a sheet that holds nothing."""
    empty = Sheet(part.period, part.districts, part.indicators)
    notes = (NoteEdit(cell, "", text) for cell, text in sorted(part.notes.items()))
    return Edits((*make_edits(empty, part.values).items, *notes))


def _misfits_of_row(whole: Sheet, rows: Sequence[Sheet], district: str) -> Iterable[MisfitAt]:
    mark = Cell(district, STATE)
    at_work = [row for row in rows if mark not in row.values]
    is_idle = mark in whole.values
    is_held = is_idle or any(whole.value(district, key) is not None for key in whole.indicators)
    if is_held and not rows:
        return [MisfitAt(mark, Misfit.NO_PART)]
    if is_held and is_idle == bool(at_work):
        return [MisfitAt(mark, Misfit.MARK)]
    if not is_held and len(at_work) < len(rows):
        return [MisfitAt(mark, Misfit.NOT_IN_WHOLE)]
    return [] if is_idle else _misfits_at(whole, at_work, district)


def _misfits_at(whole: Sheet, rows: Sequence[Sheet], district: str) -> Iterable[MisfitAt]:
    for key in whole.indicators:
        kind = _misfit(whole.value(district, key), [row.value(district, key) for row in rows])
        if kind is not None:
            yield MisfitAt(Cell(district, key), kind)


def _misfit(whole: Value | None, parts: Sequence[Value | None]) -> Misfit | None:
    numbers = [number for number in parts if number is not None]
    if whole is None:
        return Misfit.NOT_IN_WHOLE if numbers else None
    if len(numbers) < len(parts):
        return Misfit.MISSING
    if min(numbers) < 0:
        return Misfit.NEGATIVE
    return Misfit.SUM if sum(numbers) != whole else None


def _left(whole: Sheet, first: Sheet, cell: Cell) -> Value | None:
    """What of a number is left for the second part; None while that is not known."""
    number, taken = whole.value(*_place(cell)), first.value(*_place(cell))
    if number is None:
        return None
    if cell.district not in first.districts or Cell(cell.district, STATE) in first.values:
        return number
    return None if taken is None else number - taken


def _part(whole: Sheet, period: Period, districts: Collection[str], values: Mapping[Cell, Content]) -> Sheet:
    rows = {*districts, CONTROL}
    notes = {cell: text for cell, text in whole.notes.items() if cell.district in rows}
    return Sheet(period, tuple(districts), whole.indicators, dict(values), notes)


def _districts(programme: Programme, office: str, period: Period) -> tuple[str, ...]:
    return tuple(district.key for district in programme.expected(office, period))


def _is_idle(values: Mapping[Cell, Content], cell: Cell) -> bool:
    """Whether a cell stands in a row that is marked, and is not its mark."""
    return cell.indicator != STATE and Cell(cell.district, STATE) in values


def _place(cell: Cell) -> tuple[str, str]:
    return cell.district, cell.indicator
