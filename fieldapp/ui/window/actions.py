"""Everything that can be done, as one table: key, menu, shortcuts. Menus and the key map are made from it.

An action's text is `window.action-<key>`; what it does is handed in by its key.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from fieldapp.ui.kit.key_words import Slot, with_key
from fieldapp.ui.kit.kit import Kit


@dataclass(frozen=True, slots=True)
class Spec:
    """One action. `in_grid`: its keys count only in the grid. `group`: one of several is chosen. `is_switch`:
    it is on or off. `ahead`: a line stands before it in its menu. `repeats`: goes on while its key is held,
    as only moves, and steps that the next key takes back, may."""

    key: str
    menu: str
    shortcuts: tuple[str, ...] = ()
    ahead: bool = False
    in_grid: bool = False
    group: str = ""
    icon: str = ""
    is_switch: bool = False
    repeats: bool = False


SPECS: tuple[Spec, ...] = (
    Spec("new", "file", ("Ctrl+N",), icon="new"),
    Spec("open", "file", ("Ctrl+O",), icon="open"),
    Spec("export", "file", ("Ctrl+E",), ahead=True, icon="export"),
    Spec("receive", "file", ("Ctrl+R",)),
    Spec("look", "file", ("Ctrl+Shift+O",)),
    Spec("board", "file", ("Ctrl+Shift+H",)),
    Spec("press", "file", ("Ctrl+Shift+T",)),
    Spec("reconcile", "file", ("Ctrl+Shift+K",)),
    Spec("save-form", "file", ("Ctrl+Shift+E",), ahead=True),
    Spec("save-blank", "file", ("Ctrl+B",)),
    Spec("save-template", "file", ("Ctrl+Shift+M",)),
    Spec("print-form", "file", ("Ctrl+P",)),
    Spec("print-blank", "file", ("Ctrl+Shift+B",)),
    Spec("back-up", "file", ("Ctrl+Shift+S",), ahead=True),
    Spec("restore", "file", ("Ctrl+Shift+U",)),
    Spec("local-copy", "file", ("Ctrl+Shift+L",)),
    Spec("name", "file", ("Ctrl+U",), ahead=True),
    Spec("quit", "file", ("Ctrl+Q",), ahead=True),
    Spec("undo", "edit", ("Ctrl+Z",), icon="undo", repeats=True),
    Spec("redo", "edit", ("Ctrl+Y", "Ctrl+Shift+Z"), icon="redo", repeats=True),
    Spec("cut", "edit", ("Ctrl+X",), ahead=True, in_grid=True),
    Spec("copy", "edit", ("Ctrl+C",), in_grid=True, icon="copy"),
    Spec("paste", "edit", ("Ctrl+V",), in_grid=True),
    Spec("fill-down", "edit", ("Ctrl+D",), in_grid=True),
    Spec("clear", "edit", ("Del",), in_grid=True),
    Spec("no-operations", "edit", ("Ctrl+M",), ahead=True, in_grid=True),
    Spec("note", "edit", ("Shift+F2",)),
    Spec("flag", "edit", ("Ctrl+Shift+F",)),
    Spec("copy-wire", "edit", ("Ctrl+Shift+C",), ahead=True),
    Spec("copy-post", "edit", ("Ctrl+Shift+P",)),
    Spec("advance", "sheet", ("Ctrl+Enter", "Ctrl+Return")),
    Spec("take-back", "sheet", ("Ctrl+Shift+Enter", "Ctrl+Shift+Return")),
    Spec("verify", "sheet", ("F9",)),
    Spec("organisations", "sheet", ("Ctrl+Shift+G",)),
    Spec("cut-in-two", "sheet", ("Ctrl+Shift+X",)),
    Spec("next-finding", "sheet", ("F8",), ahead=True, repeats=True),
    Spec("findings", "sheet", ("F6",)),
    Spec("checks", "sheet", ("Shift+F8",)),
    Spec("back", "sheet", ("Ctrl+PgUp", "Alt+Left"), ahead=True, icon="back", repeats=True),
    Spec("forward", "sheet", ("Ctrl+PgDown", "Alt+Right"), icon="forward", repeats=True),
    Spec("this-week", "sheet", ("Ctrl+T",)),
    Spec("choose-period", "sheet", ("Ctrl+G",), icon="calendar"),
    Spec("report", "sheet", ("F7",)),
    Spec("casualties", "sheet", ("Shift+F7",)),
    Spec("balances", "sheet", ("Ctrl+F7",)),
    Spec("choose-office", "sheet", ("Ctrl+K",)),
    Spec("entry-by-columns", "sheet", ("Ctrl+Shift+D",), ahead=True, group="entry"),
    Spec("entry-by-rows", "sheet", ("Ctrl+Shift+R",), group="entry"),
    Spec("row-items", "sheet", ("Ctrl+Shift+I",), ahead=True, is_switch=True),
    Spec("row-area", "sheet", ("Ctrl+Shift+A",), is_switch=True),
    Spec("language-en", "view", ("Ctrl+1",), group="language"),
    Spec("language-az", "view", ("Ctrl+2",), group="language"),
    Spec("language-ru", "view", ("Ctrl+3",), group="language"),
    Spec("theme-system", "view", ("Ctrl+5",), ahead=True, group="theme"),
    Spec("theme-light", "view", ("Ctrl+6",), group="theme"),
    Spec("theme-dark", "view", ("Ctrl+7",), group="theme"),
    Spec("theme-high-contrast", "view", ("Ctrl+8",), group="theme"),
    Spec("cell-panel", "view", ("Ctrl+I",), ahead=True, is_switch=True),
    Spec("zoom-in", "view", ("Ctrl++", "Ctrl+="), ahead=True, repeats=True),
    Spec("zoom-out", "view", ("Ctrl+-",), repeats=True),
    Spec("zoom-reset", "view", ("Ctrl+0",)),
    Spec("keys", "help", ("F1",)),
    Spec("about", "help", ("Shift+F1",), ahead=True),
)

MENUS = ("file", "edit", "sheet", "view", "help")

GRID_KEYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("type", ("0…9",)),
    ("edit", ("F2",)),
    ("down", ("Return", "Shift+Return")),
    ("right", ("Tab", "Shift+Tab")),
    ("move", ("Up", "Down", "Left", "Right")),
    ("row-ends", ("Home", "End")),
    ("corners", ("Ctrl+Home", "Ctrl+End")),
    ("edges", ("Ctrl+Up", "Ctrl+Down", "Ctrl+Left", "Ctrl+Right")),
    ("page", ("PgUp", "PgDown")),
    ("select", ("Shift+Up", "Shift+Down", "Shift+Left", "Shift+Right")),
    ("select-edges", ("Ctrl+Shift+Up", "Ctrl+Shift+Down", "Ctrl+Shift+Left", "Ctrl+Shift+Right")),
    ("select-all", ("Ctrl+A",)),
    ("no-operations", ("N",)),
    ("answer", ("Alt+1", "Alt+2")),
    ("escape", ("Esc",)),
)
"""What the grid does with keys of its own, for the key map (`window.key-<name>`)."""


class Actions(QObject):
    """The actions by key, on a window; those of the grid on the grid."""

    def __init__(self, slots: Mapping[str, Slot], kit: Kit, window: QWidget, grid: QWidget) -> None:
        super().__init__(window)
        self._kit = kit
        self._groups: dict[str, QActionGroup] = {}
        self._by_key = {spec.key: self._made(spec, slots[spec.key], window, grid) for spec in SPECS}
        kit.texts_changed.connect(self._say)
        self._say()

    def __getitem__(self, key: str) -> QAction:
        return self._by_key[key]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._by_key.values())

    def with_icons(self) -> list[tuple[QAction, str]]:
        """The actions that have an icon, and its name."""
        return [(self._by_key[spec.key], spec.icon) for spec in SPECS if spec.icon]

    def _say(self) -> None:
        texts = self._kit.texts
        for key, action in self._by_key.items():
            action.setText(texts(f"window.action-{key}"))
            action.setToolTip(with_key(texts(f"window.action-{key}"), action))

    def _made(self, spec: Spec, slot: Slot, window: QWidget, grid: QWidget) -> QAction:
        action = QAction(self)
        action.setObjectName(spec.key)
        action.setShortcuts([QKeySequence(shortcut) for shortcut in spec.shortcuts])
        action.setAutoRepeat(spec.repeats)
        action.setMenuRole(_ROLES.get(spec.key, QAction.MenuRole.NoRole))
        action.triggered.connect(lambda: slot())
        action.setCheckable(bool(spec.group) or spec.is_switch)
        if spec.group:
            self._group(spec.group).addAction(action)
        if spec.in_grid:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        (grid if spec.in_grid else window).addAction(action)
        return action

    def _group(self, name: str) -> QActionGroup:
        return self._groups.setdefault(name, QActionGroup(self))


_ROLES = {
    "quit": QAction.MenuRole.QuitRole,
    "about": QAction.MenuRole.AboutRole,
}


class Menus(QObject):
    """The menu bar, made from the table. `recent`: the place for the recent files."""

    def __init__(self, actions: Actions, kit: Kit, bar: QMenuBar) -> None:
        super().__init__(bar)
        self._kit = kit
        self._menus = {key: bar.addMenu(key) for key in MENUS}
        self.recent = QMenu(bar)
        for spec in SPECS:
            menu = self._menus[spec.menu]
            if spec.ahead:
                menu.addSeparator()
            menu.addAction(actions[spec.key])
            if spec.key == "open":
                menu.addMenu(self.recent)
        kit.texts_changed.connect(self._say)
        self._say()

    def add_to_sheet(self, menu: QMenu) -> None:
        """Put a menu of the sheet's own at the end of its menu."""
        self._menus["sheet"].addSeparator()
        self._menus["sheet"].addMenu(menu)

    def _say(self) -> None:
        texts = self._kit.texts
        for key, menu in self._menus.items():
            menu.setTitle(texts(f"window.menu-{key}"))
        self.recent.setTitle(texts("window.menu-recent"))
