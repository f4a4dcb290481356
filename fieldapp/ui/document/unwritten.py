"""What was typed and the disk refused: it stays in sight until it is on the disk or given up."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from fieldapp.core.numbers import Unread
from fieldapp.core.period import Period
from fieldapp.core.sheet import Cell, Sheet


class Unwritten:
    """Texts by sheet and cell."""

    def __init__(self) -> None:
        self._texts: dict[Period, dict[Cell, Unread]] = {}

    def count(self, period: Period | None = None) -> int:
        """How many cells wait, of one sheet or of all."""
        sheets = self._texts.values() if period is None else [self._texts.get(period, {})]
        return sum(map(len, sheets))

    def of(self, period: Period) -> Mapping[Cell, Unread]:
        """What waits in one sheet."""
        return dict(self._texts.get(period, {}))

    def at(self, period: Period, cell: Cell) -> Unread | None:
        """What waits in one cell."""
        return self._texts.get(period, {}).get(cell)

    def keep(self, period: Period, texts: Mapping[Cell, Unread]) -> None:
        """Remember what was typed."""
        self._texts.setdefault(period, {}).update(texts)

    def forget(self, period: Period, cells: Iterable[Cell]) -> frozenset[Cell]:
        """Let go of some cells; those at which something waited."""
        kept = self._texts.get(period, {})
        return frozenset(cell for cell in cells if kept.pop(cell, None) is not None)

    def beside(self, sheet: Sheet) -> Sheet:
        """The sheet as it is judged and shown: with these texts over what could not be read."""
        return replace(sheet, unread={**sheet.unread, **self._texts.get(sheet.period, {})})
