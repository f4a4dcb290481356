"""A board as rows, found once and away from the window: a thousand offices have fifty thousand squares."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from fieldapp.core.hq.board import Arrived, Board, Rates
from fieldapp.core.programme import Programme

_NOTHING = frozenset({Arrived.MISSING, Arrived.NOT_DUE})


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A row: an office, or one of its districts."""

    office: str
    district: str = ""


@dataclass(frozen=True, slots=True)
class BoardRows:
    """A board as it is at `now`: its rows by office and by district, and what is said of all its squares.
    `has_anything`: something came, or was begun."""

    board: Board
    now: datetime
    by_office: tuple[BoardRow, ...]
    by_district: tuple[BoardRow, ...]
    rates: Rates
    has_anything: bool

    def rows(self, *, by_district: bool) -> tuple[BoardRow, ...]:
        """Those that are looked at."""
        return self.by_district if by_district else self.by_office


def board_rows(board: Board, programme: Programme, now: datetime) -> BoardRows:
    """The rows of a board, in the order of its offices, and of the districts of the programme."""
    offices = tuple(BoardRow(office) for office, row in board.squares.items() if row)
    districts = tuple(_districts(board, programme))
    states = {square.state for row in board.squares.values() for square in row.values()}
    return BoardRows(board, now, offices, districts, board.rates, not states <= _NOTHING)


def _districts(board: Board, programme: Programme) -> Iterator[BoardRow]:
    places = {district.key: place for place, district in enumerate(programme.districts)}
    for office, row in board.squares.items():
        named = {district for square in row.values() for district in square.districts}
        for district in sorted(named & places.keys(), key=places.__getitem__):
            yield BoardRow(office, district)
