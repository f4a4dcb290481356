"""What a data file holds of some time, with what it keeps of each sheet: all that other systems are told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from fieldapp.core.adding_up import counting_by_district, require_apart
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Record, RecordKind
from fieldapp.core.report import Standing
from fieldapp.core.sheet import STATE, Cell, RowState, Sheet


@dataclass(frozen=True)
class Holding:
    """A sheet and what is kept of it. `once_held`: the cells that its history tells of, with or without a
    number by now."""

    sheet: Sheet
    standing: Standing
    records: tuple[Record, ...] = ()
    once_held: frozenset[Cell] = frozenset()

    @property
    def has_figures(self) -> bool:
        """Whether any row holds a number or a mark, also one that is in dispute."""
        cells = (*self.sheet.values, *self.sheet.disputed)
        return any(not cell.is_control for cell in cells)

    @property
    def crosses_week(self) -> bool:
        """Whether it lies in more than one ISO week."""
        return len(self.sheet.period.iso_weeks) > 1

    @cached_property
    def sent(self) -> tuple[Record, ...]:
        """The records of what was sent."""
        return tuple(one for one in self.records if one.kind is RecordKind.SHEET and one.is_sent)

    @cached_property
    def ever_held(self) -> frozenset[Cell]:
        """Every cell of a row that holds a number or a mark, or has held one at any time that is known."""
        cells = {*self.sheet.values, *self.once_held, *self._recorded()}
        return frozenset(cell for cell in cells if not cell.is_control)

    def _recorded(self) -> Iterator[Cell]:
        for record in self.records:
            for district, state, values in record.rows:
                yield from (Cell(district, key) for key, value in values.items() if value is not None)
                if state == RowState.NO_OPERATIONS:
                    yield Cell(district, STATE)


@dataclass(frozen=True)
class Extract:
    """All sheets of one office, or of all, that touch the asked period or an ISO week that it touches.
    `taken_at`: when, in the time of this place."""

    programme: Programme
    office: str
    period: Period
    holdings: tuple[Holding, ...]
    taken_at: datetime
    is_demonstration: bool = False

    @property
    def asked(self) -> tuple[Holding, ...]:
        """The sheets that lie within the asked period, also those that were emptied."""
        return tuple(one for one in self.holdings if self.period.contains(one.sheet.period))

    @property
    def straddling(self) -> tuple[Period, ...]:
        """The periods of the sheets with figures that only overlap the asked one."""
        days = {
            one.sheet.period
            for one in self.holdings
            if one.has_figures and one.sheet.period.overlaps(self.period)
        }
        return tuple(sorted(one for one in days if not self.period.contains(one)))

    def counted(self) -> tuple[tuple[Holding, tuple[str, ...]], ...]:
        """The sheets within the asked period that hold figures, by days, each with the districts for which it
        counts. Raises FieldAppError `parts-overlap`."""
        full = sorted((one for one in self.asked if one.has_figures), key=_by_days)
        sheets = [one.sheet for one in full]
        require_apart(sheets)
        counting = {key: {row.key for row in rows} for key, rows in counting_by_district(sheets).items()}
        return tuple(
            (one, tuple(key for key in one.sheet.districts if one.sheet.key in counting[key])) for one in full
        )


def _by_days(holding: Holding) -> tuple[Period, str]:
    return holding.sheet.period, holding.sheet.office
