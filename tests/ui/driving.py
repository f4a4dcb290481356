"""A whole app in a temporary folder, with a desktop that answers for the person, and the search for what is
cut off."""

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTranslator,
)
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QWidget,
)

from fieldapp.core.edits import make_edits
from fieldapp.core.period import read_period
from fieldapp.core.sheet import Cell
from fieldapp.resources import programme_text, resources_folder
from fieldapp.store.store import Store, create_store
from fieldapp.ui.app.appearance import Appearance
from fieldapp.ui.app.application import Options, build
from fieldapp.ui.app.session import Session
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.desktop import Desktop
from fieldapp.ui.kit.icons import Icons
from fieldapp.ui.kit.settings import Settings
from fieldapp.ui.window.main_window import MainWindow
from tests.connections import give_connection

WEEK = read_period("2025-W11")
NOW = datetime(2025, 3, 17, 9, 30, tzinfo=UTC)
HECTARE = 10_000
AnyWidget = TypeVar("AnyWidget", bound=QWidget)


class Answers(Desktop):
    """A desktop that keeps what it is asked to do, and answers with `chosen`."""

    def __init__(self) -> None:
        self.chosen: Path | None = None
        self.language = ""
        self.offered: list[str] = []
        self.copied: list[str] = []
        self.images: list[QImage] = []
        self.shown: list[Path] = []
        self.suggested: list[Path] = []
        self.printer = None
        self.screen = QRect(0, 0, 1920, 1080)

    def room(self, window):
        return self.screen

    def copy(self, text: str) -> None:
        self.copied.append(text)

    def copy_rich(self, text: str, html: str) -> None:
        self.copied += [text, html]

    def show(self, path: Path) -> None:
        self.shown.append(path)

    def ask_for_workbook(self, parent, texts, suggestion, languages):
        self.suggested.append(suggestion)
        self.offered = [*languages]
        chosen = self.language if self.language in languages else languages[0]
        return None if self.chosen is None else (self.chosen, chosen)

    def ask_for_pdf(self, parent, texts, suggestion):
        self.suggested.append(suggestion)
        return self.chosen

    def copy_image(self, image):
        self.images.append(image)

    def ask_for_picture(self, parent, texts, suggestion, wanted=()):
        self.suggested.append(suggestion)
        return self.chosen

    def has_printer(self):
        return self.printer is not None

    def ask_for_printer(self, parent, texts):
        return self.printer

    def ask_for_data_file(self, parent, texts, folder):
        return self.chosen

    def ask_which_workbook(self, parent, texts, folder):
        return self.chosen

    def ask_which_workbooks(self, parent, texts, folder):
        return [] if self.chosen is None else [self.chosen]

    def ask_which_backup(self, parent, texts, folder):
        return self.chosen

    def ask_for_folder(self, parent, title, folder):
        self.suggested.append(folder)
        return self.chosen

    def ask_for_new_file(self, parent, texts, suggestion):
        self.suggested.append(suggestion)
        return self.chosen


@contextlib.contextmanager
def running(qapp: QApplication, folder: Path, *, name: str = "coordinator", **options) -> Iterator[Session]:
    """The app as `run` builds it, without the event loop; closed at the end. `name`: who has told theirs."""
    settings = Settings(folder / "settings.ini")
    settings.name = settings.name or name
    start = Options(**{"language": "en", "theme": "light", "now": lambda: NOW, "environment": {}, **options})
    session = build(qapp, settings, start, folder)
    session.kit.desktop, session.kit.icons = Answers(), all_icons()
    font = qapp.font()
    try:
        yield session
    finally:
        session.close()
        if (
            session.window is not None
        ):  # something waits that is not on the disk: whoever asks again may leave
            session.close()
        session.deleteLater()
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)
            translator.deleteLater()
        for appearance in qapp.findChildren(Appearance):
            appearance.deleteLater()
        bury()
        qapp.setStyleSheet("")
        qapp.setFont(font)


@cache
def all_icons() -> Icons:
    """Drawn once for all windows."""
    return Icons(resources_folder() / "icons")


def bury() -> None:
    """Let go at once of what is to be deleted: what is left is dressed anew with every change of theme."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def data_file(folder: Path, *, office: str = "hq", rows: int = 13, is_demonstration: bool = False) -> Path:
    """A data file whose week of R084 has this many rows entered: 1, 2 … AP mines, 1 AT, 10 UXO, 5 ha."""
    path = folder / f"{office}.fieldapp"
    path.write_bytes(_made(office, rows, is_demonstration))
    return path


@cache
def _made(office: str, rows: int, is_demonstration: bool) -> bytes:
    """Made once; the tests get copies."""
    with tempfile.TemporaryDirectory() as folder:
        return _make(Path(folder) / "made.fieldapp", office, rows, is_demonstration).read_bytes()


def _make(path: Path, office: str, rows: int, is_demonstration: bool) -> Path:
    create_store(path, programme_text("azerbaijan"), office, is_demonstration=is_demonstration)
    store = Store(path, "coordinator", lambda: NOW)
    sheet = store.sheet(WEEK)
    values = {"at_mines": 1, "uxo": 10, "area_cleared_ha": 5 * HECTARE}
    wanted = {}
    for number, district in enumerate(sheet.districts[:rows], start=1):
        wanted[Cell(district, "ap_mines")] = number
        wanted |= {Cell(district, indicator): value for indicator, value in values.items()}
    store.write(WEEK, make_edits(sheet, wanted), source="R084" if is_demonstration else "")
    store.close()
    return path


class Disk:
    """The connection of a store, which can be told to fail: with the statement after so many others, before
    it or (`late`) after it was done, and with so many after it; `at`: only statements that begin so count.
    `failed`: how often since it was told."""

    def __init__(self, store: Store) -> None:
        self._connection = store._db.conn
        self._after: int | None = None
        self._times, self._late, self.failed, self._code = 0, False, 0, sqlite3.SQLITE_IOERR
        self._at, self._is_silent = "", False
        give_connection(store, self)

    def __getattr__(self, name: str):
        return getattr(self._connection, name)

    def fail(
        self,
        after: int,
        *,
        times: int = 1,
        late: bool = False,
        code: int = sqlite3.SQLITE_IOERR,
        at: str = "",
    ) -> None:
        """Let this many statements pass, then fail with one of SQLite's codes."""
        self._code, self._at = code, at
        self._after, self._times, self._late, self.failed = after, times, late, 0

    def silence(self) -> None:
        """Once it has failed, let nothing be read or folded any more."""
        self._is_silent = True

    def heal(self) -> None:
        """Fail no more."""
        self._after, self._is_silent = None, False

    def execute(self, sql: str, *args):
        """Run a statement, or fail."""
        if self._is_silent and self.failed and sql != "ROLLBACK":
            raise self._failure()
        is_aside = sql == "ROLLBACK" or "wal_checkpoint" in sql  # that comes with the clock
        if self._after is None or is_aside or not sql.startswith(self._at):
            return self._connection.execute(sql, *args)
        self._after -= 1
        if self._after >= 0:
            return self._connection.execute(sql, *args)
        if self._after <= -self._times:
            self._after = None
        if self._late and sql != "BEGIN":
            self._connection.execute(sql, *args)
        self.failed += 1
        raise self._failure()

    def _failure(self) -> sqlite3.OperationalError:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = self._code
        return error


class Painted:
    """What a view was told to paint of a model, cell by cell; what it was not told of stays as it was."""

    def __init__(self, model: QAbstractItemModel) -> None:
        self._model = model
        self._texts: dict[tuple[int, int], object] = {}
        self._paint_all()
        model.dataChanged.connect(self._paint)
        model.modelReset.connect(self._paint_all)

    def is_true(self) -> bool:
        """Whether it is what the model says now."""
        painted = dict(self._texts)
        self._paint_all()
        return painted == self._texts

    def _paint_all(self) -> None:
        self._texts.clear()
        last = self._model.index(self._model.rowCount() - 1, self._model.columnCount() - 1)
        self._paint(self._model.index(0, 0), last)

    def _paint(self, first: QModelIndex, last: QModelIndex, roles: object = None) -> None:
        for row in range(first.row(), last.row() + 1):
            for column in range(first.column(), last.column() + 1):
                self._texts[row, column] = self._model.index(row, column).data()


def disk_of(window: QWidget | None) -> Disk:
    """What the open file lies on, to be made to fail."""
    store = document_of(window).store
    return store._db.conn if isinstance(store._db.conn, Disk) else Disk(store)


def opened(session: Session, file: Path) -> MainWindow:
    """The main window on a file, as large as the smallest screen."""
    window = session.show(file)
    assert isinstance(window, MainWindow)
    window.side.furnish()  # as once the grid has been painted
    window.resize(1366, 768)
    return window


def document_of(window: QWidget | None) -> Document:
    """The open sheet, which the window keeps as its child."""
    found = window.findChild(Document) if window is not None else None
    assert isinstance(found, Document), "no document is open"
    return found


def called(window: QWidget, kind: type[AnyWidget], name: str) -> AnyWidget:
    """The one field or button in sight of a kind that a screen reader calls by this name."""
    found = [
        widget
        for widget in window.findChildren(kind)
        if widget.isVisible() and name in (widget.accessibleName(), getattr(widget, "text", str)())
    ]
    assert len(found) == 1, f"{len(found)} × {kind.__name__} “{name}”"
    return found[0]


def press(key: str | Qt.Key) -> None:
    """Press a key as a person does: it goes to whatever has the focus."""
    there = QApplication.focusWidget()
    assert there is not None, "nothing has the focus"
    if isinstance(key, str):
        QTest.keyClicks(there, key)
    else:
        QTest.keyClick(there, key)


def cut_off(window: QWidget) -> list[str]:
    """The texts of the labels and buttons in sight that do not fit into their place, or lie over something
    else, and the bars that cannot be seen whole; what is in a scroll area can be brought into sight."""
    speaking = [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, QLabel | QAbstractButton) and widget.isVisible() and widget.text()
    ]
    return (
        [
            f"{type(widget).__name__} {widget.text()!r}: {widget.size().toTuple()} for {_room_needed(widget)}"
            for widget in speaking
            if _is_too_small(widget, _room_needed(widget))
        ]
        + [
            f"{type(widget).__name__} {widget.text()!r} over {type(other).__name__} {other.objectName()}"
            for widget in speaking
            for other in _beside(widget)
            if widget.geometry().intersects(other.geometry())
        ]
        + [
            f"{bar.orientation().name} bar: {bar.size().toTuple()}"
            for bar in window.findChildren(QScrollBar)
            if bar.isVisible() and _scrolled_in(_area_of(bar)) is None
            if bar.visibleRegion().boundingRect() != bar.rect()
        ]
        + [
            f"cell {words!r} in {type(table).__name__}"
            for table in window.findChildren(QTableWidget)
            if table.isVisible() and table.wordWrap()
            for words in _cut_cells(table)
        ]
    )


def _cut_cells(table: QTableWidget) -> list[str]:
    """The words that go on below in their cells, and have no room there."""
    model, cut = table.model(), []
    places = [(row, at) for row in range(model.rowCount()) for at in range(model.columnCount())]
    for index in (model.index(row, at) for row, at in places if not table.isColumnHidden(at)):
        option, delegate = QStyleOptionViewItem(), table.itemDelegateForIndex(index)
        assert isinstance(delegate, QStyledItemDelegate)
        table.initViewItemOption(option)
        delegate.initStyleOption(option, index)
        option.rect = table.visualRect(index)
        room = table.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, table)
        edge = table.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, table) + 1
        column, words = room.adjusted(edge, 0, -edge, 0), index.data() or ""
        needed = option.fontMetrics.boundingRect(column, Qt.TextFlag.TextWordWrap, words)
        if needed.height() > room.height():
            cut.append(words)
    return cut


def _area_of(bar: QScrollBar) -> QWidget:
    """What a bar scrolls: it stands in it by itself or in a container."""
    area: QWidget | None = bar
    while area is not None and not isinstance(area, QAbstractScrollArea):
        area = area.parentWidget()
    return area or bar


def _beside(widget: QWidget) -> list[QWidget]:
    """What is in sight in the same widget as this one, as a layout puts it."""
    parent = widget.parentWidget()
    is_laid_out = parent is not None and not isinstance(parent, QAbstractScrollArea) and not widget.isWindow()
    children = parent.children() if is_laid_out else []
    return [
        other
        for other in children
        if isinstance(other, QWidget) and other is not widget and other.isVisible() and not other.isWindow()
    ]


def _room_needed(widget: QLabel | QAbstractButton) -> tuple[int, int]:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return 0, widget.heightForWidth(widget.width())
    hint = widget.sizeHint()
    return hint.width(), hint.height()


def _scrolled_in(widget: QWidget) -> QWidget | None:
    """The content of the scroll area that a widget is in, if it is in one."""
    while (parent := widget.parentWidget()) is not None:
        if isinstance(parent.parentWidget(), QScrollArea):
            return widget
        widget = parent
    return None


def _is_too_small(widget: QWidget, needed: tuple[int, int]) -> bool:
    around = _scrolled_in(widget) or widget.window()
    outside = not around.rect().contains(widget.rect().translated(widget.mapTo(around, QPoint())))
    return widget.width() < needed[0] or widget.height() < needed[1] or outside
