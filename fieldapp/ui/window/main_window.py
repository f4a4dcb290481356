"""The window on one data file: header, grid, findings, and the line that says what was done."""

import contextlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QActionGroup, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QMainWindow, QMenu, QWidget
from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.core.report import Status
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.standing import demonstration_message
from fieldapp.ui.kit.desktop import DATA_FILE
from fieldapp.ui.kit.dialogs import HeldKeys, open_dialog
from fieldapp.ui.kit.dropping import FileDrop, PathsDrop
from fieldapp.ui.kit.jobs import Jobs
from fieldapp.ui.kit.key_words import Slot
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.language import locale_of
from fieldapp.ui.kit.laying import column, looking, named, row
from fieldapp.ui.kit.notice import Message, Notice, Strip
from fieldapp.ui.kit.theme import SPACE, small_font
from fieldapp.ui.person.person import NameButton
from fieldapp.ui.send.exporting import Exporter
from fieldapp.ui.sheet.grid import SheetGrid
from fieldapp.ui.verify.curtain import Curtain
from fieldapp.ui.window.actions import Actions, Menus
from fieldapp.ui.window.commands import SheetCommands
from fieldapp.ui.window.comparison import Comparison
from fieldapp.ui.window.damaged_sheet import DamagedSheet
from fieldapp.ui.window.desk import Desk
from fieldapp.ui.window.errands import Errands
from fieldapp.ui.window.header import Header
from fieldapp.ui.window.remembering import Remembering
from fieldapp.ui.window.second_window import SecondWindow
from fieldapp.ui.window.side_column import SideColumn

FIRST_SIZE = QSize(1366, 768)
"""The smallest screen that everything is laid out for; the first window is no larger, its frame included."""


class MainWindow(QMainWindow):
    """Shows a document. `app_slots`: what the application does, by action key. `open_wanted(Path)`: a data
    file was dropped or chosen from the recent ones. `closed`: everything is written, the file may be closed.
    """

    open_wanted = Signal(object)
    closed = Signal()

    def __init__(self, document: Document, kit: Kit, app_slots: Mapping[str, Slot]) -> None:
        super().__init__()
        self._document, self._kit = document, kit

        self.jobs = Jobs(self)
        self._was_warned = False
        self.grid = SheetGrid(document, kit)
        self.exporter = Exporter(document, self.jobs, kit.desktop, kit.settings, self)
        self.commands = SheetCommands(document, self.exporter, kit, self)
        self.side = SideColumn(document, kit)
        self._curtain = Curtain(kit)
        self.desk = Desk(document, self.grid, self.side, kit, self._curtain)
        self._curtain.hang_before(self.desk)
        self.errands = Errands(document, self.jobs, kit, self.grid, self._curtain, self)
        self.commands.ask_name = self.errands.person.ask
        self.commands.ask_copy = lambda: self.errands.copies.is_settled()
        self.second = SecondWindow(document, kit, self)
        self.damaged = DamagedSheet(document, self.errands.backups, kit, self)
        self.comparison = Comparison(document, self.errands.backups, kit, self)
        self.comparison.ended.connect(self.errands.prepare)
        self.actions_by_key = Actions(
            self.second.guarded(self._slots()) | dict(app_slots), kit, self, self.grid
        )
        self.menus = Menus(self.actions_by_key, kit, self.menuBar())
        self.header = Header(document, self.exporter, self.actions_by_key, kit)
        self.demonstration = Strip(kit)
        self.alarm = Strip(kit)
        self.status = Notice(kit)
        self._name, self._file = NameButton(self.errands.person, kit), looking(QLabel(), "quiet")
        self._place = Remembering(document, self.grid, kit.settings, self)

        self.setWindowIcon(kit.icons.app_icon())
        self.setFocusProxy(self.grid)  # where the keys go back to when what had them is gone
        HeldKeys(self)
        self.demonstration.keep_open()
        for key, is_possible in self.errands.possible().items():
            self.actions_by_key[key].setVisible(is_possible)
        self.errands.offices.below = self.header
        self._lay_out()

        self._connect()
        self._orders = self._order_menu()
        self._say()
        self._dress()
        self._show_period()
        self.check_action(f"entry-by-{'rows' if kit.settings.enters_by_rows else 'columns'}")
        self.errands.row_totals.show_in(self.actions_by_key)
        self.grid.setFocus()
        self.exporter.tell_missing()

    @property
    def file(self) -> Path:
        """The data file that is shown."""
        return self._document.store.path

    def shows(self, file: Path) -> bool:
        """Whether a path leads to the file that is shown, by whatever link."""
        with contextlib.suppress(OSError):
            return self.file.samefile(file)
        return self.file == file.absolute()

    def let_go(self) -> None:
        """Close the file, so that it can be opened by another path: a process that opens one twice gives up
        the locks of the first."""
        self.errands.stop_reading()
        self.jobs.wait()
        self.comparison.stop()
        self.errands.backups.stop()
        self._document.close()
        self._document.store.close()

    def _say(self) -> None:
        texts = self._kit.texts
        self.setLocale(locale_of(texts.language))
        self.setWindowTitle(f"{self._document.store.path.stem} - {texts('window.app-name')}")
        for action in self._orders.actions():
            key = f"window.order-{action.data()}"
            action.setText(texts(key) if key in texts.table else action.data())
        self._order_title.setTitle(texts("window.menu-order"))
        self._file.setAccessibleName(texts("window.kind-data-file"))
        self._show_alterable()

    def _dress(self) -> None:
        theme = self._kit.theme
        for part in (self._name, self._file):
            part.setFont(small_font(self.font()))
        self.status.setMinimumHeight(self.fontMetrics().lineSpacing() + 3 * SPACE)
        for action, icon in self.actions_by_key.with_icons():
            action.setIcon(self._kit.icons.icon(icon, theme.text, theme.quiet_text))

    def tell(self, message: Message) -> None:
        """Say something in the status line."""
        self.status.tell(message)

    def show_recent(self, files: list[Path]) -> None:
        """Fill the menu of the recent files."""
        menu = self.menus.recent
        menu.clear()
        for number, file in enumerate(files, start=1):
            action = menu.addAction(f"&{number} {file.name.replace('&', '&&')}")
            action.setToolTip(str(file))
            action.triggered.connect(partial(self.open_wanted.emit, file))
        menu.setToolTipsVisible(True)
        menu.setEnabled(bool(files))

    def check_action(self, key: str) -> None:
        """Show which language or theme is chosen."""
        self.actions_by_key[key].setChecked(True)

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost with the window; where it would, it is said, and who asks again
        may leave."""
        self._document.settle()
        if self._document.disk.waiting and not self._was_warned:
            self._was_warned = True
            self.tell(Message("error", lambda texts: texts("window.close-again")))
            return False
        return True

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_leave():
            event.ignore()
            return
        self.errands.stop()
        self.jobs.wait()
        self.comparison.stop()
        self.errands.backups.stop()
        self._place.now()
        self._kit.settings.remember_layout("window", self.saveGeometry())
        self.desk.remember()
        event.accept()
        self.closed.emit()

    @override
    def sizeHint(self) -> QSize:
        return FIRST_SIZE

    def _slots(self) -> dict[str, Slot]:
        """What each action of the sheet does; those of the application are handed in."""
        commands, grid = self.commands, self.grid
        return {
            "undo": commands.undo,
            "redo": commands.redo,
            "cut": grid.cut,
            "copy": grid.copy,
            "paste": grid.paste,
            "fill-down": grid.fill_down,
            "clear": grid.clear_selected,
            "no-operations": grid.mark_no_operations,
            "copy-wire": commands.copy_wire,
            "copy-post": commands.copy_post,
            "export": commands.export,
            "advance": commands.advance,
            "take-back": commands.take_back,
            "next-finding": self.desk.next_finding,
            "findings": self.desk.go_round,
            "note": self.desk.write_note,
            "flag": self.desk.write_flag,
            "cell-panel": self.desk.turn_cell,
            "back": commands.back,
            "forward": commands.forward,
            "this-week": commands.this_week,
            **commands.slots(),
            "entry-by-columns": lambda: self.errands.enter_by_rows(False),
            "entry-by-rows": lambda: self.errands.enter_by_rows(True),
            "keys": self._show_keys,
            "about": self._show_about,
        } | self.errands.slots()

    def _lay_out(self) -> None:
        foot = named(QFrame(), "foot")
        line = row(foot, spacing=4 * SPACE, margins=(0, 0, 4 * SPACE, 0))
        line.addWidget(self.status, 1)
        line.addWidget(self._name)
        line.addWidget(self._file)
        self._file.setText(self._document.store.path.name)
        self._file.setToolTip(str(self._document.store.path))
        whole = QWidget()
        self.setCentralWidget(whole)  # empty: what moves to another parent is dressed anew
        page = column(whole)
        rooms = (self.errands.local, self.second, self.damaged, self.comparison)
        for widget in (self.header, self.demonstration, *(room.strip for room in rooms), self.alarm):
            page.addWidget(widget)
        page.addWidget(self._curtain, 1)
        page.addWidget(foot)

    def _connect(self) -> None:
        document, undo_stack = self._document, self._document.undo_stack
        self._kit.texts_changed.connect(self._say)
        self._kit.theme_changed.connect(self._dress)
        document.period_changed.connect(self._show_period)
        document.standing_changed.connect(self._show_alterable)
        document.disk_changed.connect(self._forget_messages)
        document.refused.connect(self._raise_alarm)
        undo_stack.canUndoChanged.connect(self._show_alterable)
        undo_stack.canRedoChanged.connect(self._show_alterable)
        self.header.step_wanted.connect(self.commands.advance)
        self.exporter.on_its_way_changed.connect(self._show_alterable)
        self.commands.told.connect(self.tell)
        self.commands.changed_at.connect(self.grid.point_at)
        self.commands.errors_stand.connect(self.desk.point_at_first_error)
        self.grid.told.connect(self.tell)
        self.desk.cell_shown.connect(self.actions_by_key["cell-panel"].setChecked)
        for part in (self.errands, self.second, self.damaged):
            part.told.connect(self.tell)
        self.errands.cell_wanted.connect(self.desk.show_place)
        self.errands.go_wanted.connect(self.commands.open_period)
        FileDrop(self, DATA_FILE).dropped.connect(self.open_wanted)
        PathsDrop(self).dropped.connect(self.errands.receive)

    def _order_menu(self) -> QActionGroup:
        """The published list orders are the programme's, so they are not in the table of actions."""
        group = QActionGroup(self)
        self._order_title = QMenu(self)
        for number, key in enumerate(self._document.programme.orders, start=1):
            action = group.addAction(key)
            action.setShortcut(QKeySequence(f"Ctrl+F{number}"))
            action.setAutoRepeat(False)
            action.setData(key)
            action.setCheckable(True)
            action.setChecked(key == self.commands.order)
            self._order_title.addAction(action)
        group.triggered.connect(lambda action: self.commands.choose_order(action.data()))
        self.menus.add_to_sheet(self._order_title)
        return group

    def _raise_alarm(self, error: FieldAppError) -> None:
        from fieldapp.ui.window.conflict import refusal_message

        self._was_warned = False  # of what was refused just now nobody has been warned
        self.alarm.tell(refusal_message(self._document, error, self._kit))

    def _forget_messages(self) -> None:
        """What was said before this entry holds no longer; an alarm does while something is not on disk."""
        if self._document.disk.is_whole:
            self.alarm.clear()
        if not self.jobs.is_busy:
            self.status.clear()

    def _show_period(self) -> None:
        self._forget_messages()
        self._show_alterable()

    def _show_alterable(self) -> None:
        """What the actions and the strip say of the sheet's state."""
        document, actions = self._document, self.actions_by_key
        actions["undo"].setEnabled(document.undo_stack.canUndo())
        actions["redo"].setEnabled(document.undo_stack.canRedo())
        actions["take-back"].setEnabled(document.standing.status is Status.READY)
        for key in ("advance", "export"):
            actions[key].setEnabled(not self.exporter.is_on_its_way)
        actions["advance"].setText(self._kit.texts(self.header.step().text))
        if document.store.is_demonstration:
            self.demonstration.tell(demonstration_message(document))
        else:
            self.demonstration.clear()

    def _show_keys(self) -> None:
        from fieldapp.ui.window.help_dialogs import KeysDialog

        open_dialog(KeysDialog(self.actions_by_key, self._orders.actions(), self._kit, self))

    def _show_about(self) -> None:
        from fieldapp.ui.window.help_dialogs import AboutDialog

        open_dialog(AboutDialog(self.comparison.said, self._kit, self))
