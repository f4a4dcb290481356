"""What was worked out for the sheets that were open last, kept by what it was worked out from: a step back to
a week, or to its figures before, is not worked out again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from fieldapp.core.checks.case import Surroundings
from fieldapp.core.checks.finding import Finding
from fieldapp.core.checks.memory import LATEST, Figures, memory_of, reported_rows
from fieldapp.core.checks.rules import check
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Sheet, SheetKey, numbers_by_cell

MOST_KEPT = 8
"""Answers of each kind; a person steps among a few weeks."""

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")


@dataclass
class _Kept(Generic[_Asked, _Answer]):
    """The last answers, each beside what was asked, which is compared by value."""

    pairs: list[tuple[_Asked, _Answer]] = field(default_factory=list)

    def of(self, asked: _Asked, work_out: Callable[[], _Answer]) -> _Answer:
        place = next((place for place, pair in enumerate(self.pairs) if pair[0] == asked), None)
        pair = (asked, work_out()) if place is None else self.pairs.pop(place)
        self.pairs = [pair, *self.pairs[: MOST_KEPT - 1]]
        return pair[1]


class Recent:
    """Checks the sheets of one programme, and remembers the last ones."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._rows: dict[SheetKey, tuple[Sheet, Mapping[str, Figures]]] = {}
        self._around: _Kept[tuple[tuple[Sheet, ...], tuple[Sheet, ...]], Surroundings] = _Kept()
        self._found: _Kept[tuple[Sheet, Surroundings], tuple[Finding, ...]] = _Kept()

    def surroundings(
        self, latest: Sequence[Sheet], past: Sequence[Sheet], around: Surroundings
    ) -> Surroundings:
        """`around` with what the latest sheets leave behind, and the values of the past ones among them."""
        asked = tuple(latest), tuple(past)
        known = self._around.of(asked, lambda: self._worked_out(*asked, around))
        return replace(known, today=around.today, periods=around.periods)

    def check(self, sheet: Sheet, around: Surroundings) -> tuple[Finding, ...]:
        """What `check` finds."""
        return self._found.of((sheet, around), lambda: check(sheet, self._programme, around))

    def _worked_out(
        self, latest: tuple[Sheet, ...], past: tuple[Sheet, ...], around: Surroundings
    ) -> Surroundings:
        memory = memory_of(latest, self._programme.units, self._rows_of)
        return replace(Surroundings(around.today), earlier=numbers_by_cell(past), memory=memory)

    def _rows_of(self, sheet: Sheet) -> Mapping[str, Figures]:
        known = self._rows.pop(sheet.key, None)
        rows = known[1] if known is not None and known[0] == sheet else reported_rows(sheet)
        self._rows[sheet.key] = sheet, rows
        if len(self._rows) > 2 * LATEST:
            del self._rows[next(iter(self._rows))]
        return rows
