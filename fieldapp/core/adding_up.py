"""Which sheets count of a district, and what their rows add up to: no day twice."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Value
from fieldapp.core.programme import HQ
from fieldapp.core.sheet import Sheet


def require_apart(parts: Sequence[Sheet]) -> None:
    """Raises FieldAppError `parts-overlap` where two sheets of an office share a day."""
    for one, other in pairwise(sorted(parts, key=lambda part: part.key)):
        if one.office == other.office and one.period.overlaps(other.period):
            raise FieldAppError("parts-overlap", one=one.period, other=other.period)


def counting_by_district(sheets: Sequence[Sheet]) -> dict[str, list[Sheet]]:
    """The sheets in which each district counts, as `counting_rows` has it, in their order."""
    found = sheets_by_district(sheets)
    if not may_give_way(sheets):
        return found
    return {district: counting_rows(district, some) for district, some in found.items()}


def may_give_way(sheets: Iterable[Sheet]) -> bool:
    """Whether there are sheets of headquarters' own and of offices among some."""
    offices = {sheet.office for sheet in sheets}
    return HQ in offices and not offices <= {"", HQ}


def sheets_by_district(sheets: Iterable[Sheet]) -> dict[str, list[Sheet]]:
    """The sheets that have a row for each district, in their order, looked for once for all of them."""
    found: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        for district in sheet.districts:
            found.setdefault(district, []).append(sheet)
    return found


def counting_rows(district: str, parts: Sequence[Sheet]) -> list[Sheet]:
    """The sheets in which a district counts. What headquarters entered for it by themselves gives way to what
    an office says of a day that both cover, be it half filled or in dispute: otherwise it would be counted
    twice, or in the place of figures that count nowhere."""
    rows = [part for part in parts if district in part.districts]
    if not any(part.office == HQ for part in rows):
        return rows
    said = {
        day
        for part in rows
        if part.office not in ("", HQ) and part.says_something(district)
        for day in part.period.dates
    }
    return [part for part in rows if part.office != HQ or said.isdisjoint(part.period.dates)]


def add_up(rows: Sequence[Sequence[Value | None]]) -> list[Value | None]:
    """What rows add up to, column by column; None where none of them has a number."""
    columns = ([number for number in column if number is not None] for column in zip(*rows, strict=True))
    return [sum(numbers, start=0) if numbers else None for numbers in columns]
