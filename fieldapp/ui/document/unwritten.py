"""What was typed and the disk refused: it stays in sight until it is on the disk or given up."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from fieldapp.core.numbers import Unread
from fieldapp.core.sheet import Cell, Sheet, SheetKey


class Unwritten:
    """Texts by sheet and cell."""

    def __init__(self) -> None:
        self._texts: dict[SheetKey, dict[Cell, Unread]] = {}

    def count(self, key: SheetKey | None = None) -> int:
        """How many cells wait, of one sheet or of all."""
        sheets = self._texts.values() if key is None else [self._texts.get(key, {})]
        return sum(map(len, sheets))

    def of(self, key: SheetKey) -> Mapping[Cell, Unread]:
        """What waits in one sheet."""
        return dict(self._texts.get(key, {}))

    def at(self, key: SheetKey, cell: Cell) -> Unread | None:
        """What waits in one cell."""
        return self._texts.get(key, {}).get(cell)

    def keep(self, key: SheetKey, texts: Mapping[Cell, Unread]) -> None:
        """Remember what was typed."""
        self._texts.setdefault(key, {}).update(texts)

    def forget(self, key: SheetKey, cells: Iterable[Cell]) -> frozenset[Cell]:
        """Let go of some cells; those at which something waited."""
        kept = self._texts.get(key, {})
        return frozenset(cell for cell in cells if kept.pop(cell, None) is not None)

    def beside(self, sheet: Sheet) -> Sheet:
        """The sheet as it is judged and shown: with these texts over what could not be read."""
        return replace(sheet, unread={**sheet.unread, **self._texts.get(sheet.key, {})})
