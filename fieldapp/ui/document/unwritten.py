"""What was typed and the disk refused: it stays in sight until it is on the disk or given up."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from fieldapp.core.period import Period
from fieldapp.core.sheet import Cell, Sheet


class Unwritten:
    """Texts by sheet and cell."""

    def __init__(self) -> None:
        self._texts: dict[Period, dict[Cell, str]] = {}

    def __bool__(self) -> bool:
        return any(self._texts.values())

    def count(self, period: Period) -> int:
        """How many cells of a sheet wait."""
        return len(self._texts.get(period, ()))

    def keep(self, period: Period, texts: Mapping[Cell, str]) -> None:
        """Remember what was typed."""
        self._texts.setdefault(period, {}).update(texts)

    def forget(self, period: Period, cells: Iterable[Cell]) -> frozenset[Cell]:
        """Let go of some cells; those at which something waited."""
        kept = self._texts.get(period, {})
        return frozenset(cell for cell in cells if kept.pop(cell, None) is not None)

    def beside(self, sheet: Sheet) -> Sheet:
        """The sheet as it is judged and shown: with these texts over what could not be read."""
        return replace(sheet, unread={**sheet.unread, **self._texts.get(sheet.period, {})})
