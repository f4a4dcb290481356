"""The first page when no file is given: make a data file, open one, look at the demonstration."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from fieldapp.core.programme import Programme
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.kit.choice import Choice
from fieldapp.ui.kit.desktop import DATA_FILE
from fieldapp.ui.kit.dropping import FileDrop
from fieldapp.ui.kit.key_words import without_mnemonic
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even, grid, looking, named, row
from fieldapp.ui.kit.notice import Message, Strip
from fieldapp.ui.kit.settings import LONGEST_NAME
from fieldapp.ui.kit.theme import SPACE, small_font, title_font

_WIDEST = 150
"""Characters; on a wide screen the page stays together in the middle."""

WELCOME_ICON = 40


class Welcome(QWidget):
    """`make_wanted(Path, office key, name)`, `open_wanted(Path)`, `demo_wanted()`,
    `language_wanted(str)`, `quit_wanted()`, `closed()`. A file that was used before comes first.
    `back_to`: the file that was open, to which Escape leads back."""

    make_wanted = Signal(object, str, str)
    open_wanted = Signal(object)
    demo_wanted = Signal()
    closed = Signal()
    language_wanted = Signal(str)
    quit_wanted = Signal()

    def __init__(
        self, kit: Kit, programme: Programme, folder: Path, *, has_demo: bool, back_to: Path | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self._kit = kit
        self._programme, self._folder = programme, folder
        self._target: Path | None = None
        self._back_to = back_to
        self._first = back_to or next(iter(kit.settings.recent_files), None)

        self._icon, self._title, self._what = QLabel(), QLabel(), QLabel()
        self._notice, self._page = Strip(kit), named(QWidget(), "page")
        self._make_title, self._other_title = QLabel(), QLabel()
        self._labels = {name: QLabel() for name in ("office", "language", "your-name")}
        self._office, self._language = Choice(kit), Choice(kit)
        self._name = QLineEdit(kit.settings.name, maxLength=LONGEST_NAME)
        self._where, self._change = looking(QLabel(), "quiet"), looking(QPushButton(), "link")
        self._make, self._open, self._demo = QPushButton(), QPushButton(), QPushButton()
        self._go_on = named(QPushButton(), "goOn")
        self._recent_title, self._recent = QLabel(), named(QListWidget(), "recent")

        self._name.setAcceptDrops(False)  # a file that is dragged here is meant for the window
        self.setWindowIcon(kit.icons.app_icon())
        self._icon.setPixmap(
            kit.icons.app_icon().pixmap(QSize(WELCOME_ICON, WELCOME_ICON), self.devicePixelRatioF())
        )
        for label in (self._what, self._recent_title):
            label.setProperty("quiet", True)
        self._where.setTextFormat(Qt.TextFormat.PlainText)
        self._where.setWordWrap(True)
        self._recent_title.setWordWrap(True)
        self._recent.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self._go_on.setVisible(self._first is not None)
        (self._make if self._first is None else self._go_on).setDefault(True)
        self._demo.setVisible(has_demo)
        self._fill()
        self._lay_out()

        self._language.activated.connect(lambda place: self.language_wanted.emit(LANGUAGES[place]))
        self._office.activated.connect(self._forget_target)
        self._change.clicked.connect(self._choose_target)
        self._make.clicked.connect(self._want_file)
        self._name.returnPressed.connect(self._want_file)
        self._go_on.clicked.connect(self._want_first)
        self._open.clicked.connect(self._choose_file)
        self._demo.clicked.connect(self.demo_wanted)
        self._recent.itemActivated.connect(self._want_recent)
        self._recent.itemClicked.connect(self._want_recent)
        FileDrop(self, DATA_FILE).dropped.connect(self.open_wanted)
        kit.texts_changed.connect(self._show_words)
        kit.theme_changed.connect(self._show_words)
        self._show_words()
        QShortcut(QKeySequence("Ctrl+Q"), self, self.quit_wanted.emit)
        if back_to is not None:
            QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._want_first)
        if self._first is not None:
            self._go_on.setFocus()

    @property
    def name(self) -> str:
        """Who is going to enter figures, whichever way they begin."""
        return " ".join(self._name.text().split())

    @property
    def notice(self) -> Strip:
        """Where failures are told."""
        return self._notice

    @property
    def target(self) -> Path:
        """Where the data file will be made: a name of its own, so that nothing is ever written over."""
        if self._target is not None:
            return self._target
        stem = f"{self._programme.key}-{self._office.currentData()}"
        numbered = (f"{stem}-{number}" for number in range(2, 1000))
        names = (self._folder / f"{name}{DATA_FILE}" for name in (stem, *numbered))
        return next(path for path in names if not path.exists())

    def tell(self, message: Message) -> None:
        """Say that something could not be done."""
        self._notice.tell(message)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.closed.emit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(960, 520)

    def _fill(self) -> None:
        self._recent.ensurePolished()  # rows are laid out with the style of that moment
        for office in self._programme.offices:
            self._office.addItem("", office.key)
        for language in LANGUAGES:
            self._language.addItem("", language)
        for file in self._kit.settings.recent_files:
            if file == self._first:
                continue
            item = QListWidgetItem(
                self._kit.icons.icon("file", self._kit.theme.accent), file.name, self._recent
            )
            item.setToolTip(str(file))
            item.setData(Qt.ItemDataRole.UserRole, file)

    def _lay_out(self) -> None:
        head = grid(across=4 * SPACE)
        head.addWidget(self._icon, 0, 0, 2, 1)
        head.addWidget(self._title, 0, 1)
        head.addWidget(self._what, 1, 1)
        head.setColumnStretch(1, 1)
        cards = row(spacing=4 * SPACE)
        making, opening = self._making_card(), self._opening_card()
        for card in (making, opening) if self._first is None else (opening, making):
            cards.addWidget(card, 1)
        page = column(self._page, spacing=6 * SPACE, margins=even(8 * SPACE))
        page.addLayout(head)
        page.addLayout(cards)
        page.addStretch(1)
        middle = row()
        middle.addStretch(1)
        middle.addWidget(self._page, 1000)
        middle.addStretch(1)
        whole = column(self)
        whole.addWidget(self._notice)
        whole.addLayout(middle, 1)

    def _making_card(self) -> QFrame:
        card = named(QFrame(), "card")
        places = grid(card, across=4 * SPACE, down=3 * SPACE, margins=even(6 * SPACE))
        places.addWidget(self._make_title, 0, 0, 1, 2)
        fields = (self._office, self._language, self._name)
        for place, (label, field) in enumerate(zip(self._labels.values(), fields, strict=True), start=1):
            label.setBuddy(field)
            places.addWidget(label, place, 0)
            places.addWidget(field, place, 1)
        where = row(spacing=2 * SPACE)
        where.addWidget(self._where, 1)
        where.addWidget(self._change, 0, Qt.AlignmentFlag.AlignTop)
        places.addLayout(where, 4, 0, 1, 2)
        places.setRowMinimumHeight(5, 2 * SPACE)
        places.addWidget(self._make, 6, 0, 1, 2)
        places.setRowStretch(7, 1)
        places.setColumnStretch(1, 1)
        return card

    def _opening_card(self) -> QFrame:
        card = named(QFrame(), "card")
        things = column(card, spacing=3 * SPACE, margins=even(6 * SPACE))
        for widget in (self._other_title, self._go_on, self._recent_title):
            things.addWidget(widget)
        things.addWidget(self._recent, 1)
        things.addWidget(self._open)
        things.addWidget(self._demo)
        if not self._recent.count():
            self._recent.hide()
            things.addStretch()
        return card

    def _show_words(self) -> None:
        texts = self._kit.texts
        self.setWindowTitle(texts("window.app-name"))
        self._title.setText(texts("window.app-name"))
        self._title.setFont(title_font(self.font()))
        self._page.setMaximumWidth(_WIDEST * self.fontMetrics().averageCharWidth())
        self._what.setText(texts("window.about-what"))
        self._make_title.setText(texts("window.welcome-make"))
        self._other_title.setText(texts("window.welcome-open"))
        for label in (self._make_title, self._other_title):
            label.setFont(title_font(small_font(self.font())))
        for name, label in self._labels.items():
            label.setText(texts(f"window.{name}"))
        for place, office in enumerate(self._programme.offices):
            self._office.setItemText(place, texts.names(office.names))
        for place, language in enumerate(LANGUAGES):
            self._language.setItemText(place, texts(f"window.language-{language}"))
        self._language.setCurrentIndex(LANGUAGES.index(texts.language))
        self._name.setPlaceholderText(texts("window.your-name-why"))
        self._change.setText(texts("window.change"))
        self._make.setText(texts("window.make-file"))
        self._open.setText(without_mnemonic(texts("window.action-open")))
        self._demo.setText(texts("window.open-demo"))
        if self._first is not None:
            key = "window.go-on-with" if self._back_to is None else "window.back-to"
            self._go_on.setText(texts(key, name=self._first.stem).replace("&", "&&"))
            self._go_on.setToolTip(str(self._first))
        has_recent = self._recent.count() > 0
        self._recent_title.setText(texts("window.recent" if has_recent else "window.no-recent"))
        self._recent_title.setVisible(has_recent or self._first is None)
        self._show_target()
        self._name_controls()

    def _name_controls(self) -> None:
        fields = zip(self._labels.values(), (self._office, self._language, self._name), strict=True)
        for label, field in fields:
            field.setAccessibleName(label.text())
        self._name.setAccessibleDescription(self._kit.texts("window.your-name-why"))
        self._recent.setAccessibleName(self._recent_title.text())

    def _show_target(self) -> None:
        self._where.setText(self._kit.texts("window.will-be-kept", path=self.target))

    def _forget_target(self) -> None:
        self._target = None
        self._show_target()

    def _choose_target(self) -> None:
        chosen = self._kit.desktop.ask_for_new_file(self, self._kit.texts, self.target)
        if chosen is not None:
            self._target = chosen
            self._show_target()

    def _want_file(self) -> None:
        self.make_wanted.emit(self.target, self._office.currentData(), self.name)

    def _choose_file(self) -> None:
        chosen = self._kit.desktop.ask_for_data_file(self, self._kit.texts, self._folder)
        if chosen is not None:
            self.open_wanted.emit(chosen)

    def _want_first(self) -> None:
        self.open_wanted.emit(self._first)

    def _want_recent(self, item: QListWidgetItem) -> None:
        self.open_wanted.emit(item.data(Qt.ItemDataRole.UserRole))
