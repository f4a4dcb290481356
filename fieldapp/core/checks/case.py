"""What a rule looks at: a sheet in its surroundings, and what is to be expected of it. Whoever asks only for
errors weighs no mistakes, and does not read how that is done."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from fieldapp.core.checks.finding import Details, Replacement, Suggestion
from fieldapp.core.checks.memory import Memory
from fieldapp.core.checks.prediction import Prediction, predict
from fieldapp.core.checks.scene import Suspicion, scene_of
from fieldapp.core.checks.totals import ControlTotals, control_totals, named_in
from fieldapp.core.numbers import Unit, Unread, Value, retypable
from fieldapp.core.period import Period
from fieldapp.core.programme import Indicator, Programme
from fieldapp.core.sheet import CONTROL, ROW_CONTROLS, Cell, RowState, Sheet

USUAL_WEEKS = 12
"""How many earlier sheets say what is usual where nothing can be predicted."""


@dataclass(frozen=True)
class Surroundings:
    """What a sheet is checked against: today, the other periods of the file, the earlier values of its cells
    (stored units), and what the latest weeks leave behind."""

    today: date
    periods: tuple[Period, ...] = ()
    earlier: Mapping[Cell, Sequence[Value]] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    _predicted: dict[tuple[Period, tuple[str, ...]], Prediction] = field(
        default_factory=dict, repr=False, compare=False
    )

    def predict(self, sheet: Sheet, columns: Sequence[Indicator]) -> Prediction:
        """What may be expected of a sheet; told once for each period and list of districts."""
        asked = (sheet.period, sheet.districts)
        if asked not in self._predicted:
            self._predicted[asked] = predict(self.memory, sheet.period, sheet.districts, columns)
        return self._predicted[asked]


@dataclass(frozen=True)
class Case:
    """What a rule looks at."""

    sheet: Sheet
    programme: Programme
    around: Surroundings

    def columns(self, unit: Unit) -> list[Indicator]:
        """The columns of one unit."""
        return [i for i in self.programme.active if i.unit is unit and i.key in self.sheet.indicators]

    @cached_property
    def numbers(self) -> tuple[tuple[Cell, Indicator, Value], ...]:
        """Every number of the sheet, the control totals last."""
        columns = [(key, self.programme.indicator(key)) for key in self.sheet.indicators]
        of_rows = [(key, self.programme.indicator(key)) for key in ROW_CONTROLS]
        cells = [
            (Cell(district, key), item)
            for district in (*self.sheet.districts, CONTROL)
            for key, item in columns
        ]
        cells += [(Cell(district, key), item) for key, item in of_rows for district in self.sheet.districts]
        held = [(cell, item, self.sheet.values.get(cell)) for cell, item in cells]
        return tuple(
            (cell, item, value)
            for cell, item, value in held
            if value is not None and not isinstance(value, RowState)
        )

    def unread(self) -> Iterator[tuple[Cell, Unread]]:
        """Every text that is no number, in the order of the sheet, whatever was typed first."""
        if self.sheet.unread:
            rows, columns = (*self.sheet.districts, CONTROL), (*self.sheet.indicators, *ROW_CONTROLS)
            cells = [Cell(district, key) for district in rows for key in columns]
            for cell in dict.fromkeys([*cells, *sorted(self.sheet.unread, key=str)]):
                if cell in self.sheet.unread:
                    yield cell, self.sheet.unread[cell]

    def row(self, district: str, unit: Unit | None = None) -> tuple[Cell, ...]:
        """The cells of a row, of one unit or all."""
        keys = self.sheet.indicators if unit is None else [i.key for i in self.columns(unit)]
        return tuple(Cell(district, key) for key in keys)

    @cached_property
    def suspected(self) -> tuple[Suspicion, ...]:
        """The known mistakes that would explain this sheet; none before anything was ever reported."""
        if self.around.memory.is_empty():
            return ()
        from fieldapp.core.checks.suspicion import suspicions, worth_a_word

        prediction = self.around.predict(self.sheet, self.programme.active)
        scene = scene_of(self.sheet, self.programme, self.around.memory, prediction)
        return worth_a_word(suspicions(scene), self.programme.checking)

    @cached_property
    def totals(self) -> ControlTotals:
        """The control totals that were typed."""
        return control_totals(self.sheet, self.programme)

    @cached_property
    def repairs(self) -> Mapping[Cell, tuple[Suggestion, ...]]:
        """What would make the control totals that differ agree, by their cells."""
        from fieldapp.core.checks.repair import repairs

        memory = self.around.memory
        law = None if memory.is_empty() else self.around.predict(self.sheet, self.programme.active)
        return repairs(
            self.sheet, self.programme, law, [week.rows for week in memory.weeks], totals=self.totals
        )

    def proposed(self, kind: str, changes: Mapping[Cell, Value]) -> tuple[Suggestion, ...]:
        """What would be likelier; nothing where a control total that agrees says that it is as it stands."""
        moved = {cell: value - (self.sheet.number(cell) or 0) for cell, value in changes.items()}
        explained = self.totals.explained_by(moved)
        if not changes or explained is None:
            return ()
        cells = tuple(self._replacement(cell, value) for cell, value in changes.items())
        return (Suggestion(kind, cells, *named_in(self.sheet, explained)),)

    def _replacement(self, cell: Cell, after: Value) -> Replacement:
        before, unit = self.sheet.number(cell), self.programme.units[cell.indicator]
        return Replacement(cell, None if before is None else retypable(before, unit), retypable(after, unit))

    def usual(self, cell: Cell) -> int:
        """What a cell usually says, in whole stored units."""
        return round(self.around.predict(self.sheet, self.programme.active).mean(cell))


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule has found: where, the values its sentence shows, and what would be likelier."""

    cells: tuple[Cell, ...]
    details: Details
    suggestions: tuple[Suggestion, ...] = ()


Search = Callable[[Case], Iterator[Hit]]
