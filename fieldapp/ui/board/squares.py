"""The board as a table: offices or districts by weeks, each square an icon on a ground, and a sentence."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from fieldapp.core.hq.board import Arrived, Square
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.texts.board import square_sentence, state_word
from fieldapp.ui.board.rows import BoardRow, BoardRows
from fieldapp.ui.kit.aliases import LEFT, Index
from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import looking
from fieldapp.ui.kit.marks import wrapped
from fieldapp.ui.kit.theme import SPACE

_ROWS_IN_SIGHT = 8
_COLUMNS_IN_SIGHT = 27
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole

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


class SquaresModel(QAbstractTableModel):
    """Says of a square what is asked when it is shown or pointed at; it holds none."""

    def __init__(self, programme: Programme, kit: Kit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._programme, self._kit = programme, kit
        self._shown: BoardRows | None = None
        self._by_district = False
        self.rows: tuple[BoardRow, ...] = ()
        self.weeks: tuple[Period, ...] = ()
        self._roles: Mapping[int, Callable[[BoardRow, Square], Any]] = {
            _Role.DecorationRole: self._icon,
            _Role.BackgroundRole: self._ground,
            _Role.ToolTipRole: lambda row, square: wrapped(self._told(row, square)),
            _Role.AccessibleTextRole: self._said,
        }
        self._dress()
        kit.texts_changed.connect(self._repaint)
        kit.theme_changed.connect(self._dress)

    def show_rows(self, shown: BoardRows, *, by_district: bool) -> None:
        """Say these from now on."""
        self.beginResetModel()
        self._shown, self._by_district = shown, by_district
        self.rows, self.weeks = shown.rows(by_district=by_district), shown.board.weeks
        self.endResetModel()

    def square(self, index: Index) -> Square | None:
        """What is known of the office's week; None where it answers for nothing in it."""
        if self._shown is None or not index.isValid():
            return None
        row = self._shown.board.squares[self.rows[index.row()].office]
        return row.get(self.weeks[index.column()])

    def sentence(self, index: Index) -> str:
        """A square read aloud; empty where there is none."""
        square = self.square(index)
        if square is None or self._shown is None:
            return ""
        row = self.rows[index.row()]
        if row.district:
            square = replace(square, state=_state(row, square), expected=0)
        return square_sentence(square, self._name(row), self._shown.now, self._kit.texts)

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.weeks)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            if role == _Role.TextAlignmentRole:
                return LEFT
            return self._name(self.rows[section]) if role == _Role.DisplayRole else None
        week = self.weeks[section]
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            return self._kit.texts.period_label(week)
        return self._number(section) if role == _Role.DisplayRole else None

    @override
    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        answer = self._roles.get(role)
        if answer is None or not index.isValid():
            return None
        square = self.square(index)
        if square is None:
            return self._nothing if role == _Role.BackgroundRole else None
        return answer(self.rows[index.row()], square)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.square(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled

    def _number(self, section: int) -> str:
        """The number of a week, said once where the end of a month cuts it in two."""
        week = self.weeks[section]
        is_said = section > 0 and week.iso_weeks[:1] == self.weeks[section - 1].iso_weeks[-1:]
        return "" if is_said else f"{week.start.isocalendar().week:02d}"

    def _name(self, row: BoardRow) -> str:
        programme = self._programme
        place = programme.district(row.district) if row.district else programme.office(row.office)
        return self._kit.texts.names(place.names)

    def _said(self, row: BoardRow, square: Square) -> str:
        texts = self._kit.texts
        return f"{self._name(row)}, {texts.period(square.period)}: {state_word(_state(row, square), texts)}"

    def _told(self, row: BoardRow, square: Square) -> str:
        if row.district or self._shown is None:
            return self._said(row, square)
        return square_sentence(square, self._name(row), self._shown.now, self._kit.texts)

    def _icon(self, row: BoardRow, square: Square) -> QIcon | None:
        return self._icons[_state(row, square)]

    def _ground(self, row: BoardRow, square: Square) -> QBrush:
        return self._grounds[_state(row, square)]

    def _dress(self) -> None:
        theme, icons = self._kit.theme, self._kit.icons
        self._nothing = QBrush(QColor(theme.raised))
        self._icons = {
            state: icons.icon(name, getattr(theme, colour)) if name else None
            for state, (name, colour, _) in STATE_ICONS.items()
        }
        self._grounds = {
            state: QBrush(QColor(getattr(theme, ground))) for state, (_, _, ground) in STATE_ICONS.items()
        }
        self._repaint()

    def _repaint(self) -> None:
        if self.rows and self.weeks:
            last = self.index(len(self.rows) - 1, len(self.weeks) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.rows) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.weeks) - 1)


class BoardTable(QTableView):
    """Squares that keys can reach; the current one is told by `sentence`."""

    def __init__(self, programme: Programme, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._squares = SquaresModel(programme, kit, self)
        self.setModel(self._squares)
        looking(self, "lines")
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setIconSize(QSize(ICON, ICON))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        kit.texts_changed.connect(self._say)
        kit.theme_changed.connect(self._fit)
        self._say()
        self._fit()

    def show_board(self, shown: BoardRows, *, by_district: bool) -> None:
        """Show a board; the last week that was due is current."""
        self._squares.show_rows(shown, by_district=by_district)
        over = [place for place, week in enumerate(shown.board.weeks) if week.end < shown.now.date()]
        if self._squares.rows:
            self.setCurrentIndex(self._squares.index(0, max(over, default=0)))
            self.scrollTo(self.currentIndex())

    @property
    def current_row(self) -> BoardRow | None:
        """Whose row is current."""
        index = self.currentIndex()
        return self._squares.rows[index.row()] if index.isValid() else None

    @property
    def current(self) -> Square | None:
        """The current square; None where the office answers for nothing in that week."""
        return self._squares.square(self.currentIndex())

    @property
    def sentence(self) -> str:
        """The current square read aloud."""
        return self._squares.sentence(self.currentIndex())

    @override
    def sizeHint(self) -> QSize:
        wide = self.verticalHeader().sizeHint().width() + _COLUMNS_IN_SIGHT * self._side + 8 * SPACE
        rows = min(max(len(self._squares.rows), 3), _ROWS_IN_SIGHT)
        return QSize(wide, self.horizontalHeader().sizeHint().height() + rows * self._side + 8 * SPACE)

    @property
    def _side(self) -> int:
        return max(ICON + 4 * SPACE, self.fontMetrics().horizontalAdvance("53") + 6 * SPACE)

    def _say(self) -> None:
        self.setAccessibleName(self._kit.texts("board.title"))

    def _fit(self) -> None:
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setDefaultSectionSize(self._side)


def _state(row: BoardRow, square: Square) -> Arrived:
    return square.districts.get(row.district, Arrived.NOT_DUE) if row.district else square.state
