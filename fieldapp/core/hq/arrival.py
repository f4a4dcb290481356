"""What came: a file as it was read, whatever it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.filled_form import FilledForm
from fieldapp.core.numbers import Value
from fieldapp.core.receive import Alteration, Reading
from fieldapp.core.records.record import Record, RecordKind
from fieldapp.core.sheet import STATE, Cell, Content, RowState


class ArrivalKind(StrEnum):
    """What can be told of a file by itself, in the order in which it is asked."""

    UNREADABLE = "unreadable"
    FOREIGN = "foreign"
    SUMMARY = "summary"
    VERSION = "version"
    UNSEALED = "unsealed"
    EDITED = "edited"
    DRAFT = "draft"
    SHEET = "sheet"


@dataclass(frozen=True)
class Arrival:
    """A file that was read. `sha256`: of its bytes, in hex; empty where not even those could be read.
    `record`: the one it carries, whole in itself, whatever its cells say; `reading`: what its cells say, None
    where that cannot be told; `error`: why it cannot be read, or of what else than this programme it is;
    `form`: what else a filled form says, and where its cells stand."""

    path: Path
    sha256: str
    kind: ArrivalKind
    record: Record | None = None
    reading: Reading | None = None
    error: FieldAppError | None = None
    form: FilledForm | None = None

    @property
    def name(self) -> str:
        """What a ruling may call it by: the id of its record where its cells are as they were written, else
        the SHA-256 of the file."""
        is_itself = self.kind in (ArrivalKind.SHEET, ArrivalKind.DRAFT, ArrivalKind.SUMMARY)
        return self.record.id if self.record and is_itself else self.sha256

    @property
    def is_impossible(self) -> bool:
        """Whether it carries the record of a sheet that the app does not send: not counted by itself."""
        is_sheet = self.record is not None and self.record.kind is RecordKind.SHEET
        return self.record is not None and is_sheet and not could_be_sent(self.record)

    @property
    def alterations(self) -> tuple[Alteration, ...]:
        """The cells that say something else than was written there."""
        return self.reading.alterations if self.reading else ()

    @property
    def places(self) -> Mapping[Cell, tuple[str, str]]:
        """Where each cell of the office's sheet stands in the workbook, as (sheet, address)."""
        if self.form is not None:
            return self.form.places
        return self.reading.places if self.reading else {}

    @property
    def contents(self) -> dict[Cell, Content]:
        """What its cells say, empty ones left out."""
        found: dict[Cell, Content] = {}
        for line in self.reading.lines if self.reading else ():
            if line.state is RowState.NO_OPERATIONS:
                found[Cell(line.district, STATE)] = RowState.NO_OPERATIONS
            values: dict[str, Value | None] = {**line.values}
            found |= {Cell(line.district, key): value for key, value in values.items() if value is not None}
        return found


def could_be_sent(record: Record) -> bool:
    """Whether its numbers are such as a sheet can be sent with: none is negative, none a fraction of a mine
    or of a square metre."""
    numbers = [value for _, _, values in record.rows for value in values.values() if value is not None]
    return all(value >= 0 and value % 1 == 0 for value in (*numbers, *record.controls.values()))


def kind_of_record(record: Record) -> ArrivalKind:
    """What a file is whose cells are as its record says. Nothing but a sheet is ever counted; of a form, and
    of numbers that no sheet is sent with, what is there once somebody has taken it."""
    if record.kind is RecordKind.TEMPLATE:
        return ArrivalKind.UNSEALED
    if record.kind is RecordKind.SHEET and record.is_sent and not could_be_sent(record):
        return ArrivalKind.UNSEALED
    if record.kind is not RecordKind.SHEET:
        return ArrivalKind.SUMMARY if record.kind is RecordKind.SUMMARY else ArrivalKind.FOREIGN
    return ArrivalKind.SHEET if record.is_sent else ArrivalKind.DRAFT
