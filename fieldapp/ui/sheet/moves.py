"""Where a key leads: the moves of the grid over the cells that are typed, as one table without any widget."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile

from fieldapp.core.sheet import Cell
from fieldapp.ui.kit.keys import Move


@dataclass(frozen=True, slots=True)
class Reach:
    """The cells that can be reached: every row and column that is typed, but not where control totals cross.
    `page`: rows in a page; `filled`: the cells that show something."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    page: int = 10
    filled: frozenset[Cell] = frozenset()

    def step(self, cell: Cell, move: Move) -> Cell:
        """Where a move leads from a cell; at the edge it stays. NEXT, PREVIOUS, BELOW and ABOVE go on at the
        other side, one row or column further."""
        target = self._place(cell, move)
        while target.is_crossing:
            beyond = self._place(target, move if move in _TURNING else _BACK.get(move, Move.LEFT))
            if beyond == target:
                return cell
            target = beyond
        return target

    def holds(self, cell: Cell) -> bool:
        """Whether the cell can be reached."""
        is_there = cell.district in self.rows and cell.indicator in self.columns
        return is_there and not cell.is_crossing

    def is_filled(self, place: tuple[int, int]) -> bool:
        """Whether the cell in a row and column shows something."""
        return Cell(self.rows[place[0]], self.columns[place[1]]) in self.filled

    def _place(self, cell: Cell, move: Move) -> Cell:
        row, column = self.rows.index(cell.district), self.columns.index(cell.indicator)
        to_row, to_column = _STEPS[move](self, row, column)
        return Cell(
            self.rows[min(max(to_row, 0), len(self.rows) - 1)],
            self.columns[min(max(to_column, 0), len(self.columns) - 1)],
        )


def _along_rows(field: Reach, row: int, column: int, by: int) -> tuple[int, int]:
    place = row * len(field.columns) + column + by
    is_inside = 0 <= place < len(field.rows) * len(field.columns)
    return divmod(place, len(field.columns)) if is_inside else (row, column)


def _along_columns(field: Reach, row: int, column: int, by: int) -> tuple[int, int]:
    place = column * len(field.rows) + row + by
    if not 0 <= place < len(field.rows) * len(field.columns):
        return row, column
    to_column, to_row = divmod(place, len(field.rows))
    return to_row, to_column


def _edge(field: Reach, row: int, column: int, down: int, right: int) -> tuple[int, int]:
    """As spreadsheets do: to the last cell of what is filled, else over the blanks to the next that is."""
    ways = {1: range(row + 1, len(field.rows)), -1: range(row - 1, -1, -1)}
    across = {1: range(column + 1, len(field.columns)), -1: range(column - 1, -1, -1)}
    ahead = [(place, column) for place in ways[down]] if down else [(row, place) for place in across[right]]
    if not ahead:
        return row, column
    if field.is_filled((row, column)) and field.is_filled(ahead[0]):
        return [*takewhile(field.is_filled, ahead)][-1]
    return next(filter(field.is_filled, ahead), ahead[-1])


_END = 1_000_000

_STEPS: dict[Move, Callable[[Reach, int, int], tuple[int, int]]] = {
    Move.LEFT: lambda field, row, column: (row, column - 1),
    Move.RIGHT: lambda field, row, column: (row, column + 1),
    Move.UP: lambda field, row, column: (row - 1, column),
    Move.DOWN: lambda field, row, column: (row + 1, column),
    Move.NEXT: lambda field, row, column: _along_rows(field, row, column, 1),
    Move.PREVIOUS: lambda field, row, column: _along_rows(field, row, column, -1),
    Move.BELOW: lambda field, row, column: _along_columns(field, row, column, 1),
    Move.ABOVE: lambda field, row, column: _along_columns(field, row, column, -1),
    Move.ROW_START: lambda field, row, column: (row, 0),
    Move.ROW_END: lambda field, row, column: (row, _END),
    Move.EDGE_LEFT: lambda field, row, column: _edge(field, row, column, 0, -1),
    Move.EDGE_RIGHT: lambda field, row, column: _edge(field, row, column, 0, 1),
    Move.EDGE_UP: lambda field, row, column: _edge(field, row, column, -1, 0),
    Move.EDGE_DOWN: lambda field, row, column: _edge(field, row, column, 1, 0),
    Move.FIRST: lambda field, row, column: (0, 0),
    Move.LAST: lambda field, row, column: (_END, _END),
    Move.PAGE_UP: lambda field, row, column: (row - field.page, column),
    Move.PAGE_DOWN: lambda field, row, column: (row + field.page, column),
}

_TURNING = {Move.NEXT, Move.PREVIOUS, Move.BELOW, Move.ABOVE}
"""Moves that go on at the other side, and over what is not typed."""

_BACK = dict.fromkeys((Move.DOWN, Move.EDGE_DOWN, Move.PAGE_DOWN), Move.UP)
"""The way back from where control totals cross, which is in the last row; to the left by any other move."""
