"""What was typed and the disk refused: it stays in sight until it is on the disk or given up."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from fieldapp.core.numbers import Unread
from fieldapp.core.sheet import Cell, Sheet, SheetKey


class Unwritten:
    """Texts by sheet and cell."""

    def __init__(self) -> None:
        self._texts: dict[SheetKey, dict[Cell, Unread]] = {}
        self._perhaps: set[tuple[SheetKey, Cell]] = set()

    @property
    def uncertain(self) -> int:
        """How many cells wait of which nobody can tell whether they are on the disk."""
        return len(self._perhaps)

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits in any sheet."""
        return not any(self._texts.values())

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

    def keep(self, key: SheetKey, texts: Mapping[Cell, Unread], *, is_certain: bool = True) -> None:
        """Remember what was typed; whether it is certain that it is not on the disk."""
        self._texts.setdefault(key, {}).update(texts)
        places = {(key, cell) for cell in texts}
        self._perhaps = self._perhaps - places if is_certain else self._perhaps | places

    def forget(self, key: SheetKey, cells: Iterable[Cell]) -> frozenset[Cell]:
        """Let go of some cells; those at which something waited."""
        kept = self._texts.get(key, {})
        gone = frozenset(cell for cell in cells if kept.pop(cell, None) is not None)
        self._perhaps -= {(key, cell) for cell in gone}
        return gone

    def beside(self, sheet: Sheet) -> Sheet:
        """The sheet as it is judged and shown: with these texts over what could not be read."""
        return replace(sheet, unread={**sheet.unread, **self._texts.get(sheet.key, {})})
