"""What headquarters say of an office's sheet, as a record of its own: a choice in a dispute, a cell of a file
that was edited outside, a figure that was told on the telephone are all the same act."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from fieldapp.core.hq.fold import Folded
from fieldapp.core.numbers import Value
from fieldapp.core.programme import Programme
from fieldapp.core.records.lineage import lineage_of
from fieldapp.core.records.record import Record, RecordKind
from fieldapp.core.records.seal import SealedRow
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState, SheetKey


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes a record: the UUID of the data file, the person, the time, and why. `entered`: why, where
    nobody says, of figures that came without a record."""

    file: str
    by: str
    at: datetime
    why: str = ""
    entered: str = ""


def correct(
    key: SheetKey,
    folded: Folded,
    wanted: Mapping[Cell, Content | None],
    programme: Programme,
    maker: Maker,
    notes: Mapping[Cell, str] | None = None,
) -> Record:
    """The record that comes from all heads of a sheet and says something else in some cells. What is still in
    dispute stays so: the record leaves those cells open. `notes`: those of all heads unless told."""
    values = {**folded.values}
    open_ = {*folded.disputed} - {*wanted}
    for cell, content in wanted.items():
        _put(values, cell, content)
        open_ -= _settled_with(cell, content, folded)
    for cell, claims in folded.disputed.items():
        contents = {claim.content for claim in claims}
        if cell not in wanted and cell not in open_ and len(contents) == 1:
            is_beside_mark = values.get(Cell(cell.district, STATE)) is not None
            (content,) = contents
            if content is not None and not is_beside_mark and cell.indicator != STATE:
                values[cell] = content
    lineage = lineage_of(folded.records, folded.heads, maker.file)
    return Record(
        kind=RecordKind.SHEET,
        programme=programme.key,
        version=programme.version,
        definition=programme.digest,
        office=key.office,
        period=key.period,
        revision=_next_revision(folded),
        is_sent=True,
        lineage=replace(lineage, left_open=tuple(open_)),
        sealed_at=maker.at,
        by=maker.by,
        reason=maker.why,
        rows=record_rows(values, key, programme, _districts(folded)),
        organisations=folded.organisations() if folded.heads else (),
        notes=folded.notes() if notes is None else notes,
        answers=folded.answers(),
    )


def record_rows(
    values: Mapping[Cell, Content], key: SheetKey, programme: Programme, also: Collection[str] = ()
) -> tuple[SealedRow, ...]:
    """The rows of a record: every district that the office answers for, or that anything is said of."""
    districts = {district.key for district in programme.expected(key.office, key.period)}
    districts |= {cell.district for cell in values} - {CONTROL}
    districts |= {*also}
    return tuple(_row(district, values, programme) for district in sorted(districts))


def _row(district: str, values: Mapping[Cell, Content], programme: Programme) -> SealedRow:
    columns = [item.key for item in programme.active]
    numbers: dict[str, Value | None] = {}
    for key in columns:
        content = values.get(Cell(district, key))
        if content is not None and not isinstance(content, RowState):
            numbers[key] = content
    if Cell(district, STATE) in values:
        return district, RowState.NO_OPERATIONS.value, {}
    state = RowState.REPORTED if len(numbers) == len(columns) else RowState.NOT_REPORTED
    return district, state.value, numbers


def _put(values: dict[Cell, Content], cell: Cell, content: Content | None) -> None:
    """A row holds numbers or its mark, never both: what is wanted puts the other out."""
    if content is None:
        values.pop(cell, None)
        return
    if cell.indicator == STATE:
        for other in [one for one in values if one.district == cell.district]:
            del values[other]
    else:
        values.pop(Cell(cell.district, STATE), None)
    values[cell] = content


def _settled_with(cell: Cell, content: Content | None, folded: Folded) -> set[Cell]:
    """The cells of a row that are in dispute no more once one of them is chosen: all of them beside a mark;
    beside a number the mark, and numbers about which nobody disagrees."""
    if content is None:
        return set()
    row = {one: claims for one, claims in folded.disputed.items() if one.district == cell.district}
    if cell.indicator == STATE:
        return {*row}
    return {
        one for one, claims in row.items() if one.indicator == STATE or len({c.content for c in claims}) == 1
    }


def _next_revision(folded: Folded) -> int:
    return max((folded.records[one].revision for one in folded.heads), default=0) + 1


def _districts(folded: Folded) -> frozenset[str]:
    return frozenset(district for one in folded.heads for district, _, _ in folded.records[one].rows)
