"""What happened to a cell as a list for a view, newest first, and how it is drawn."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from fieldapp.ui.cell.words import Entry
from fieldapp.ui.kit.aliases import WRAPPED, Index
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import room_in
from fieldapp.ui.kit.theme import EDGE, SPACE, figures_font, small_font


class HistoryModel(QAbstractListModel):
    """The entries in the order they are given in."""

    ENTRY = int(Qt.ItemDataRole.UserRole)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self._roles: dict[int, Callable[[Entry], object]] = {
            int(Qt.ItemDataRole.DisplayRole): lambda entry: entry.what,
            int(Qt.ItemDataRole.AccessibleTextRole): lambda entry: ". ".join(
                part for part in (entry.what, entry.why, entry.when) if part
            ),
            self.ENTRY: lambda entry: entry,
        }

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Hold these entries from now on."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 # as Qt declares it
        return 0 if parent.isValid() else len(self.entries)

    @override
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        show = self._roles.get(role)
        return show(self.entries[index.row()]) if show and index.isValid() else None


class EntryDelegate(QStyledItemDelegate):
    """Draws an entry: what happened, why, and quietly when and who."""

    def __init__(self, kit: Kit, view: QListView) -> None:
        super().__init__(view)
        self._kit = kit
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = room_in(self._view).width()
        lines = self._lines(self._view.font(), QRect(0, 0, width, 0), index.data(HistoryModel.ENTRY))
        return QSize(width, lines[-1][0].bottom() + 1 + SPACE)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, theme = QRect(option.rect), self._kit.theme
        painter.save()
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(rect, QColor(theme.selection))
            painter.fillRect(rect.left(), rect.top(), SPACE, rect.height(), QColor(theme.accent))
        for place, font, is_quiet, text in self._lines(
            self._view.font(), rect, index.data(HistoryModel.ENTRY)
        ):
            painter.setFont(font)
            painter.setPen(QColor(theme.quiet_text if is_quiet else theme.text))
            painter.drawText(place, WRAPPED, text)
        painter.restore()

    def _lines(self, base: QFont, rect: QRect, entry: Entry) -> list[tuple[QRect, QFont, bool, str]]:
        """Each text with its place, font and whether it is said quietly."""
        plain, small = figures_font(base), figures_font(small_font(base))
        texts = [(plain, entry.is_aside, entry.what), (plain, False, entry.why), (small, True, entry.when)]
        top, width, lines = rect.top() + SPACE, rect.width() - 2 * EDGE, []
        for font, is_quiet, text in texts:
            if text:
                room = QRect(rect.left() + EDGE, top, width, 10_000)
                place = QFontMetrics(font).boundingRect(room, WRAPPED, text)
                place.setWidth(width)
                lines.append((place, font, is_quiet, text))
                top = place.bottom() + 1
        return lines


class HistoryList(QListView):
    """As high as its entries; whatever it stands in scrolls."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self._model = HistoryModel(self)
        self._delegate = EntryDelegate(kit, self)

        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

        kit.theme_changed.connect(self._dress)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown."""
        return self._model.entries

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these."""
        if tuple(entries) != self._model.entries:
            self._model.show_entries(entries)
            self.fit()

    def _dress(self) -> None:
        self.fit()
        self.viewport().update()

    def fit(self) -> None:
        """Take the height that shows every entry."""
        self.doItemsLayout()
        self.setFixedHeight(max(0, self.contentsSize().height()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
