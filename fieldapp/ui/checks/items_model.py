"""What was found in all sheets, one a row; every word is asked for when it is shown: ten years are many."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from typing_extensions import override

from fieldapp.core.checks.review import ANSWERED, ERROR, FLAGGED, IN_DISPUTE, WARNING, Item
from fieldapp.core.programme import Programme
from fieldapp.texts.reviewing import districts_of, item_sentence, kind_word
from fieldapp.ui.kit.aliases import LEFT, Index
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.marks import wrapped

ITEM_COLUMNS = ("kind", "period", "office", "district", "what")
OFFICE_COLUMN = ITEM_COLUMNS.index("office")
KIND_LOOKS = {
    IN_DISPUTE: ("info", "error"),
    ERROR: ("error", "error"),
    WARNING: ("warning", "warning"),
    FLAGGED: ("info", "accent"),
    ANSWERED: ("done", "quiet_text"),
}
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()


class ItemsModel(QAbstractTableModel):
    """The items in the order they are given in."""

    def __init__(self, programme: Programme, kit: Kit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._programme, self._kit = programme, kit
        self._offices = {office.key: office.names for office in programme.offices}
        self.items: tuple[Item, ...] = ()
        kit.texts_changed.connect(self._repaint)
        kit.theme_changed.connect(self._repaint)

    def show_items(self, items: Sequence[Item]) -> None:
        """Hold these from now on."""
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def append(self, items: Sequence[Item]) -> None:
        """Hold some more; what is current stays so."""
        if items:
            first = len(self.items)
            self.beginInsertRows(_NOWHERE, first, first + len(items) - 1)
            self.items += tuple(items)
            self.endInsertRows()

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.items)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(ITEM_COLUMNS)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole:
            return LEFT
        return self._kit.texts(f"checks.head-{ITEM_COLUMNS[section]}") if role == _Role.DisplayRole else None

    @override
    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item, name = self.items[index.row()], ITEM_COLUMNS[index.column()]
        if role == _Role.DisplayRole:
            return self.word(item, name)
        if role == _Role.ToolTipRole:
            return wrapped(self.word(item, name))
        if role == _Role.DecorationRole and name == "kind":
            icon, ink = KIND_LOOKS[item.kind]
            theme = self._kit.theme
            return self._kit.icons.icon(icon, getattr(theme, ink), theme.text)
        return None

    def word(self, item: Item, name: str) -> str:
        """What is said in a column."""
        texts = self._kit.texts
        match name:
            case "kind":
                return kind_word(item, texts)
            case "period":
                return texts.period(item.key.period)
            case "office":
                names = self._offices.get(item.key.office)
                return texts.names(names) if names else item.key.office
            case "district":
                return districts_of(item, self._programme, texts)
            case _:
                return item_sentence(item, self._programme, texts)

    def _repaint(self) -> None:
        if self.items:
            last = self.index(len(self.items) - 1, len(ITEM_COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(ITEM_COLUMNS) - 1)
