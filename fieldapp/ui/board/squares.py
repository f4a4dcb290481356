"""The board as a table: offices or districts by weeks, each square an icon on a ground, and a sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem
from typing_extensions import override

from fieldapp.core.hq.board import Arrived, Board, Square
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.texts.board import square_sentence, state_word
from fieldapp.texts.texts import Texts
from fieldapp.ui.kit.aliases import LEFT
from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.marks import wrapped
from fieldapp.ui.kit.theme import SPACE

_ROWS_IN_SIGHT = 8
_COLUMNS_IN_SIGHT = 27

STATE_ICONS: Mapping[Arrived, tuple[str, str, str]] = {
    Arrived.RECEIVED: ("done", "accent", "ground"),
    Arrived.SENT_IN_TIME: ("sent", "accent", "ground"),
    Arrived.LATE: ("warning", "warning", "warning_ground"),
    Arrived.DRAFT: ("draft", "quiet_text", "ground"),
    Arrived.DISPUTED: ("info", "error", "error_ground"),
    Arrived.MISSING: ("error", "error", "error_ground"),
    Arrived.NOT_DUE: ("", "quiet_text", "raised"),
}
"""The icon of each state, its colour and its ground, by the names of the theme."""


@dataclass(frozen=True)
class BoardRow:
    """A row: an office, or one of its districts."""

    office: str
    district: str = ""


class BoardTable(QTableWidget):
    """Squares that keys can reach; the current one is told by `sentence`."""

    def __init__(self, programme: Programme, kit: Kit) -> None:
        super().__init__()
        self._programme, self._kit = programme, kit
        self._board: Board | None = None
        self._rows: list[BoardRow] = []
        self._now: datetime | None = None
        self._by_district = False
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.setIconSize(QSize(ICON, ICON))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setHighlightSections(False)
        kit.texts_changed.connect(self._fill)
        kit.theme_changed.connect(self._fill)

    def show_board(self, board: Board, now: datetime, *, by_district: bool) -> None:
        """Show a board; the last week that was due is current."""
        self._board, self._now, self._by_district = board, now, by_district
        self._rows = [
            BoardRow(office, district)
            for office, row in board.squares.items()
            for district in (self._districts(row) if by_district else [""])
            if row
        ]
        self._fill()
        last = max(
            (number for number, week in enumerate(board.weeks) if week.end < now.date()),
            default=0,
        )
        if self._rows:
            self.setCurrentCell(0, last)
            self.scrollTo(self.currentIndex())

    @property
    def current_row(self) -> BoardRow | None:
        """Whose row is current."""
        place = self.currentRow()
        return self._rows[place] if 0 <= place < len(self._rows) else None

    @property
    def current(self) -> Square | None:
        """The current square; None where the office answers for nothing in that week."""
        row, column = self.current_row, self.currentColumn()
        if self._board is None or row is None or not 0 <= column < len(self._board.weeks):
            return None
        return self._board.squares[row.office].get(self._board.weeks[column])

    def sentence(self, texts: Texts) -> str:
        """The current square read aloud."""
        square, row = self.current, self.current_row
        if square is None or row is None or self._now is None:
            return ""
        if row.district:
            square = replace(square, state=square.districts.get(row.district, Arrived.NOT_DUE), expected=0)
        return square_sentence(square, self._name(row, texts), self._now, texts)

    @override
    def sizeHint(self) -> QSize:
        wide = self.verticalHeader().sizeHint().width() + _COLUMNS_IN_SIGHT * self._side + 8 * SPACE
        rows = min(max(len(self._rows), 3), _ROWS_IN_SIGHT)
        return QSize(wide, self.horizontalHeader().sizeHint().height() + rows * self._side + 8 * SPACE)

    @property
    def _side(self) -> int:
        return max(ICON + 4 * SPACE, self.fontMetrics().horizontalAdvance("53") + 6 * SPACE)

    def _districts(self, row: Mapping[Period, Square]) -> list[str]:
        named = {district for square in row.values() for district in square.districts}
        return [district.key for district in self._programme.districts if district.key in named]

    def _name(self, row: BoardRow, texts: Texts) -> str:
        if row.district:
            return texts.names(self._programme.district(row.district).names)
        return texts.names(self._programme.office(row.office).names)

    def _fill(self) -> None:
        board, texts = self._board, self._kit.texts
        if board is None:
            return
        self.setAccessibleName(texts("board.title"))
        self.setRowCount(len(self._rows))
        self.setColumnCount(len(board.weeks))
        for place, week in enumerate(board.weeks):
            head = QTableWidgetItem(f"{week.start.isocalendar().week:02d}")
            head.setToolTip(texts.period_label(week))
            self.setHorizontalHeaderItem(place, head)
            self.setColumnWidth(place, self._side)
        for line, row in enumerate(self._rows):
            head = QTableWidgetItem(self._name(row, texts))
            head.setTextAlignment(LEFT)
            self.setVerticalHeaderItem(line, head)
            self.setRowHeight(line, self._side)
            for place, week in enumerate(board.weeks):
                self.setItem(line, place, self._item(row, board.squares[row.office].get(week), texts))

    def _item(self, row: BoardRow, square: Square | None, texts: Texts) -> QTableWidgetItem:
        theme, now = self._kit.theme, self._now
        if square is None or now is None:
            item = QTableWidgetItem()
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setBackground(QColor(theme.raised))
            return item
        state = square.districts.get(row.district, Arrived.NOT_DUE) if row.district else square.state
        icon, colour, ground = STATE_ICONS[state]

        def said() -> str:
            return f"{self._name(row, texts)}, {texts.period(square.period)}: {state_word(state, texts)}"

        def told() -> str:
            return said() if row.district else square_sentence(square, self._name(row, texts), now, texts)

        item = _SquareItem(said, told)
        if icon:
            item.setIcon(self._kit.icons.icon(icon, getattr(theme, colour)))
        item.setBackground(QColor(getattr(theme, ground)))
        return item


class _SquareItem(QTableWidgetItem):
    """Puts its words together when somebody asks: a thousand offices have fifty thousand squares, and few are
    pointed at."""

    def __init__(self, said: Callable[[], str], told: Callable[[], str]) -> None:
        super().__init__()
        self._said, self._told = said, told

    @override
    def data(self, role: int) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole:
            return wrapped(self._told())
        return self._said() if role == Qt.ItemDataRole.AccessibleTextRole else super().data(role)
