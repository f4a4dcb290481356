"""The form for who has only Excel: what it is made of, and what somebody has filled into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unread, Value
from fieldapp.core.programme import Programme
from fieldapp.core.receive import Said
from fieldapp.core.records.record import Lineage, Record, RecordKind, WorkbookForm
from fieldapp.core.sheet import Cell, RowState, SheetKey


@dataclass(frozen=True, slots=True)
class FormFlaw:
    """Something in a filled form that was not read, and where. `cell`: of the office's sheet, where it is
    known; `says`, `should_say`: what was found there."""

    code: str
    sheet: str
    address: str = ""
    cell: Cell | None = None
    says: Said = None
    should_say: Said = None


@dataclass(frozen=True)
class FilledForm:
    """What a filled form says beside its rows. `places`: where each cell of the office's sheet stands, as
    (sheet, address); `unread`: texts that are no number; `flaws`: what was not read for another reason."""

    places: Mapping[Cell, tuple[str, str]] = field(default_factory=dict)
    controls: Mapping[Cell, Value] = field(default_factory=dict)
    unread: Mapping[Cell, Unread] = field(default_factory=dict)
    flaws: tuple[FormFlaw, ...] = ()


def record_of_form(key: SheetKey, programme: Programme, language: str, at: datetime, by: str) -> Record:
    """What an empty form stands for: the districts that the office answers for, none of them reported.

    Raises FieldAppError `unknown-office`, or `form-without-districts` where there is none in the period.
    """
    districts = programme.expected(key.office, key.period)
    if not districts:
        office = programme.office(key.office)
        raise FieldAppError("form-without-districts", office=office, period=key.period)
    return Record(
        kind=RecordKind.TEMPLATE,
        programme=programme.key,
        version=programme.version,
        definition=programme.digest,
        office=key.office,
        period=key.period,
        revision=1,
        is_sent=False,
        lineage=Lineage(),
        sealed_at=at,
        by=by,
        rows=tuple((district.key, RowState.NOT_REPORTED.value, {}) for district in districts),
        form=WorkbookForm(language, None),
    )
