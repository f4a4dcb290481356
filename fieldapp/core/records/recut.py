"""Cutting a sheet where months end: the whole's figures stand, those of its parts are typed from the paper,
and the last part that has a district has what is left of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from fieldapp.core.edits import Edits, NoteEdit, make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Value
from fieldapp.core.period import DAY, Period, cut_at_month_end
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


Known = Mapping[Cell, Content]
"""What is known of one part: numbers and marks."""

PartCell = tuple[int, Cell]
"""A cell of a part; the parts are numbered from 0."""


def month_parts(period: Period) -> tuple[Period, ...]:
    """The parts into which the ends of months cut a period. Raises FieldAppError `no-month-end`."""
    parts = cut_at_month_end(period)
    if not parts:
        raise FieldAppError("no-month-end", period=period)
    return parts


def parts_by_district(whole: Sheet, programme: Programme, office: str) -> dict[str, list[int]]:
    """Which parts have each district of a whole, by their numbers. The last of them has what is left."""
    lists = [_districts(programme, office, part) for part in month_parts(whole.period)]
    found = {key: [place for place, keys in enumerate(lists) if key in keys] for key in whole.districts}
    return {district: places for district, places in found.items() if places}


def first_values(whole: Sheet, programme: Programme, office: str) -> tuple[dict[Cell, Content], ...]:
    """What each part holds without being typed, because it can be nothing else: marks and zeros. What is left
    is not among it."""
    known: list[dict[Cell, Content]] = [{} for _ in month_parts(whole.period)]
    for district, holders in parts_by_district(whole, programme, office).items():
        for place in holders[:-1]:
            for cell in _row(whole, district):
                if whole.values.get(cell) in (0, _IDLE):
                    known[place][cell] = whole.values[cell]
    return tuple(known)


def cells_to_type(whole: Sheet, programme: Programme, office: str) -> tuple[PartCell, ...]:
    """The cells that have to be typed, row by row as on the screen, and in a row part by part."""
    return tuple(
        (place, cell)
        for district, holders in parts_by_district(whole, programme, office).items()
        for place in holders[:-1]
        for cell in _row(whole, district)
        if whole.values.get(cell) not in (None, 0, _IDLE)
    )


def make_parts(whole: Sheet, known: Sequence[Known], programme: Programme, office: str) -> tuple[Sheet, ...]:
    """The sheets of all parts, from what is known of each. The last part that has a district has what is left
    of it, where nothing is known of that: it is taken to have worked and found it, if only 0. Notes go to
    every part; control totals to none, for they are typed from a paper, never worked out. What does not fit
    is there too, for `misfits` to tell."""
    held = [
        {cell: content for cell, content in given.items() if not _is_idle(given, cell)} for given in known
    ]
    for district, holders in parts_by_district(whole, programme, office).items():
        rest, mark = held[holders[-1]], Cell(district, STATE)
        if any(cell.district == district for cell in rest):
            continue
        if mark in whole.values:
            rest[mark] = _IDLE
            continue
        at_work = [held[place] for place in holders[:-1] if mark not in held[place]]
        for cell in _row(whole, district):
            left = _left(whole.values.get(cell), [values.get(cell) for values in at_work])
            if left is not None:
                rest[cell] = left
    return tuple(
        _part(whole, period, _districts(programme, office, period), values)
        for period, values in zip(month_parts(whole.period), held, strict=True)
    )


def require_fit(whole: Sheet, parts: Sequence[Sheet]) -> None:
    """Raises FieldAppError `parts-not-whole` where the days of the parts, one after another, are not those of
    the whole, or a cell is not the sum of theirs."""
    days = [part.period for part in parts]
    is_tiled = bool(days) and (days[0].start, days[-1].end) == (whole.period.start, whole.period.end)
    is_gapless = all(one.end + DAY == other.start for one, other in pairwise(days))
    if len(days) < 2 or not is_tiled or not is_gapless or misfits(whole, parts):
        raise FieldAppError("parts-not-whole", period=whole.period)


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
    if is_idle and at_work:
        is_blank = all(row.value(district, key) is None for row in at_work for key in whole.indicators)
        return [MisfitAt(mark, Misfit.MISSING if is_blank else Misfit.NOT_IN_WHOLE)]
    if is_held and not is_idle and not at_work:
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


def _left(number: Content | None, taken: Sequence[Content | None]) -> Value | None:
    """What of a number is left after other parts; None while that is not known."""
    typed = [one for one in taken if one is not None and not isinstance(one, RowState)]
    if number is None or isinstance(number, RowState) or len(typed) < len(taken):
        return None
    return number - sum(typed, start=0)


def _part(whole: Sheet, period: Period, districts: Collection[str], values: Mapping[Cell, Content]) -> Sheet:
    rows = {*districts, CONTROL}
    notes = {cell: text for cell, text in whole.notes.items() if cell.district in rows}
    return Sheet(period, tuple(districts), whole.indicators, dict(values), notes)


def _row(whole: Sheet, district: str) -> list[Cell]:
    return [Cell(district, key) for key in (STATE, *whole.indicators)]


def _districts(programme: Programme, office: str, period: Period) -> tuple[str, ...]:
    return tuple(district.key for district in programme.expected(office, period))


def _is_idle(values: Mapping[Cell, Content], cell: Cell) -> bool:
    """Whether a cell stands in a row that is marked, and is not its mark."""
    return cell.indicator != STATE and Cell(cell.district, STATE) in values
