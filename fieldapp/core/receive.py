"""What a received workbook says, as values: the first step of taking it into another data file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from fieldapp.core.changes import Change, changes_between
from fieldapp.core.numbers import Value
from fieldapp.core.period import Period
from fieldapp.core.records.record import Record
from fieldapp.core.records.seal import Sealed, SealedRow, canonical_bytes, seal_of
from fieldapp.core.report import Line, Report
from fieldapp.core.sheet import Cell

Said = str | bool | Decimal | date | None
"""What a cell of a workbook says; a formula is a text that begins with `=`."""


WRITTEN_CELLS = "cells_"
"""Stands for the sheet where what a workbook carries of its own cells is damaged."""
SEALED_RECORD = "record"
"""Stands for the sheet where the record that a workbook carries is damaged."""


@dataclass(frozen=True, slots=True)
class Alteration:
    """A cell of a workbook that says something else than the app wrote there. `cell` is empty where a whole
    sheet is gone, or what tells of every cell is damaged. `sheet` is empty where `cell` is a name that leads
    to no cell, or to another than it did."""

    sheet: str
    cell: str
    says: Said
    should_say: Said


@dataclass(frozen=True)
class Reading:
    """A workbook read back. `totals` are the figures its named cells show, in stored units; `check_code` and
    `revision` are as written in it. `notes`: the remarks on cells, which no seal is over. `alterations`: the
    cells in which it is no longer as it was written; `is_older_form`: it does not tell what stood in every
    cell, so that its figures, its table of districts and its named cells were compared. `record`: as it was
    written; None where it has none, as before there were records, or none that can be read. `places`: where
    each tally and mark stands, as (sheet, address)."""

    programme: str
    office: str
    period: Period
    revision: int
    check_code: str
    lines: tuple[Line, ...]
    totals: dict[str, Value]
    notes: Mapping[Cell, str] = field(default_factory=dict)
    alterations: tuple[Alteration, ...] = ()
    is_older_form: bool = False
    record: Record | None = None
    places: Mapping[Cell, tuple[str, str]] = field(default_factory=dict, compare=False, repr=False)

    def is_intact(self) -> bool:
        """Whether the tallies are those that were sealed, the named totals are their sums, and no cell that
        was compared is altered."""
        sums = {key: sum((line.values.get(key) or 0 for line in self.lines), start=0) for key in self.totals}
        return self.sealed_code == self.check_code and sums == self.totals and not self.alterations

    @property
    def sealed_code(self) -> str:
        """The check code of the figures as they are."""
        rows = [(line.district, line.state.value, line.values) for line in self.lines]
        content = canonical_bytes(self.programme, self.office, self.period, self.revision, rows)
        return seal_of(content, self.period).check_code


def differences(report: Report, reading: Reading) -> tuple[Change, ...]:
    """Where a workbook says something else (new) than a report of this file (old), in the districts that
    both have."""
    shared = {line.district for line in report.lines} & {line.district for line in reading.lines}

    def rows(lines: Iterable[Line]) -> tuple[SealedRow, ...]:
        return tuple(
            (line.district, line.state.value, line.values) for line in lines if line.district in shared
        )

    ours = Sealed(
        reading.programme, report.office, report.period, report.standing.revision, rows(report.lines)
    )
    return changes_between(ours, rows(reading.lines))
