"""What was found in all sheets, one a row."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from typing_extensions import override

from fieldapp.core.checks.review import ANSWERED, ERROR, FLAGGED, IN_DISPUTE, WARNING, Item
from fieldapp.core.programme import Programme
from fieldapp.texts.reviewing import districts_of, item_sentence, kind_word
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.rows.rows_model import RowsModel

ITEM_COLUMNS = ("kind", "period", "office", "district", "what")
OFFICE_COLUMN = ITEM_COLUMNS.index("office")
KIND_LOOKS = {
    IN_DISPUTE: ("info", "error"),
    ERROR: ("error", "error"),
    WARNING: ("warning", "warning"),
    FLAGGED: ("info", "accent"),
    ANSWERED: ("done", "quiet_text"),
}


class ItemsModel(RowsModel[Item]):
    """The items in the order they are given in."""

    def __init__(self, programme: Programme, kit: Kit, parent: QObject | None = None) -> None:
        super().__init__(ITEM_COLUMNS, "checks", kit, parent)
        self._programme = programme
        self._offices = {office.key: office.names for office in programme.offices}

    @override
    def word(self, row: Item, name: str) -> str:
        texts = self._kit.texts
        match name:
            case "kind":
                return kind_word(row, texts)
            case "period":
                return texts.period(row.key.period)
            case "office":
                names = self._offices.get(row.key.office)
                return texts.names(names) if names else row.key.office
            case "district":
                return districts_of(row, self._programme, texts)
            case _:
                return item_sentence(row, self._programme, texts)

    @override
    def icon(self, row: Item) -> QIcon:
        icon, ink = KIND_LOOKS[row.kind]
        theme = self._kit.theme
        return self._kit.icons.icon(icon, getattr(theme, ink), theme.text)
