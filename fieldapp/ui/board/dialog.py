"""The board of a year: who has sent what, what each square says, an answer and a reminder to an office."""

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from fieldapp.core.hq.board import Board
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import SheetKey
from fieldapp.texts.board import rates_sentence, state_word
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.board.rows import BoardRows
from fieldapp.ui.board.squares import STATE_ICONS, BoardTable
from fieldapp.ui.kit.aliases import Key
from fieldapp.ui.kit.choice import Choice
from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.language import capital, locale_of
from fieldapp.ui.kit.laying import column, even, looking, row
from fieldapp.ui.kit.theme import SPACE

_Button = QDialogButtonBox.StandardButton
_FIRST_YEAR = 1998


class BoardDialog(QDialog):
    """`year_wanted(int)`: show that year, with `show_board`. `sheet_wanted(SheetKey, str)`: that of the
    current square, and its district if it is of one. `answer_wanted(str)`, `reminder_wanted(str, str)`: for
    an office, and in which language. `picture_wanted(Board)`: what is shown."""

    year_wanted = Signal(int)
    sheet_wanted = Signal(object, str)
    answer_wanted = Signal(str)
    reminder_wanted = Signal(str, str)
    picture_wanted = Signal(object)

    def __init__(self, programme: Programme, today: date, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._shown: BoardRows | None = None
        self._said = ""

        self._year_head, self.year = QLabel(), QSpinBox(minimum=_FIRST_YEAR, maximum=today.year + 1)
        self._before, self._after = QToolButton(), QToolButton()
        self.by_office, self.by_district = QRadioButton(), QRadioButton()
        self.table = BoardTable(programme, kit)
        self.square, self.rates, self._empty = QLabel(), QLabel(), looking(QLabel(), "quiet")
        self._legend = [(state, QLabel(), QLabel()) for state in STATE_ICONS if STATE_ICONS[state][0]]
        self._language_head, self.language = QLabel(), Choice(kit)
        self.answer, self.remind = QPushButton(autoDefault=False), QPushButton(autoDefault=False)
        self.go, self.picture = QPushButton(), QPushButton(autoDefault=False)
        self.buttons = QDialogButtonBox(_Button.Close)

        for button in (self.go, self.picture):
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.go.setDefault(True)
        self.buttons.button(_Button.Close).setAutoDefault(False)
        self.by_office.setChecked(True)
        self.year.setValue(today.year)
        self.year.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.year.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for language in LANGUAGES:
            self.language.addItem(language, language)
        self.language.setCurrentIndex(self.language.findData(kit.texts.language))
        for label in (self.square, self.rates, self._empty):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._year_head.setBuddy(self.year)
        self._language_head.setBuddy(self.language)
        self._lay_out()

        self.year.valueChanged.connect(self.year_wanted)
        self._before.clicked.connect(self.year.stepDown)
        self._after.clicked.connect(self.year.stepUp)
        self.by_district.toggled.connect(self._show)
        self.table.selectionModel().currentChanged.connect(self._say_square)
        self.go.clicked.connect(self._want_sheet)
        self.table.doubleClicked.connect(self._want_sheet)
        self.answer.clicked.connect(self._want_answer)
        self.remind.clicked.connect(self._want_reminder)
        self.picture.clicked.connect(self._want_picture)
        self.buttons.rejected.connect(self.reject)
        kit.texts_changed.connect(self._say)
        kit.theme_changed.connect(self._say)
        self._say()
        self.table.setFocus()

    @property
    def board(self) -> Board:
        """What is shown."""
        return self._shown.board if self._shown is not None else Board((), {})

    def show_board(self, shown: BoardRows) -> None:
        """Show the board of the year that is chosen."""
        self._shown = shown
        self._show()

    def go_back(self, year: int) -> None:
        """Have the year chosen whose board is shown: another one could not be made."""
        blocked = self.year.blockSignals(True)
        self.year.setValue(year)
        self.year.blockSignals(blocked)

    def tell(self, said: str) -> None:
        """Say what was done, where the current square is told."""
        self._said = said
        self._say_square()
        self._said = ""

    @override
    def sizeHint(self) -> QSize:
        wanted, parent = super().sizeHint(), self.parentWidget()
        return wanted.boundedTo(parent.size()) if parent is not None else wanted

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter after a year leads to its squares, and not yet to the sheet of one."""
        if event.key() in (Key.Key_Return, Key.Key_Enter) and self.focusWidget() is self.year:
            self.table.setFocus()
            return
        super().keyPressEvent(event)

    def _show(self) -> None:
        if self._shown is not None:
            self.table.show_board(self._shown, by_district=self.by_district.isChecked())
        self._say()
        self.table.updateGeometry()
        self.resize(self.size().expandedTo(self.sizeHint()))

    def _want_picture(self) -> None:
        self.picture_wanted.emit(self.board)

    def _want_sheet(self) -> None:
        chosen, square = self.table.current_row, self.table.current
        if chosen is not None and square is not None:
            key = square.sheets[0] if square.sheets else SheetKey(square.office, square.period)
            self.sheet_wanted.emit(key, chosen.district)

    def _want_answer(self) -> None:
        if (chosen := self.table.current_row) is not None:
            self.answer_wanted.emit(chosen.office)

    def _want_reminder(self) -> None:
        if (chosen := self.table.current_row) is not None:
            self.reminder_wanted.emit(chosen.office, self.language.currentData())

    def _say_square(self, *_: object) -> None:
        self.square.setText(self._said or self.table.sentence)
        has_office = self.table.current_row is not None
        self.go.setEnabled(self.table.current is not None)
        self.answer.setEnabled(has_office)
        self.remind.setEnabled(has_office)

    def _say(self) -> None:
        texts, theme = self._kit.texts, self._kit.theme
        self.setWindowTitle(texts("board.title"))
        self._year_head.setText(texts("board.year"))
        self.by_office.setText(texts("board.by-office"))
        self.by_district.setText(texts("board.by-district"))
        for turn, key in ((self._before, "back"), (self._after, "forward")):
            turn.setIcon(self._kit.icons.icon(key, theme.text, theme.quiet_text))
            turn.setAccessibleName(texts(f"range.{key}"))
            turn.setToolTip(texts(f"range.{key}"))
        self._language_head.setText(texts("board.reminder-in"))
        self.language.setAccessibleName(self._language_head.text())
        self.year.setAccessibleName(self._year_head.text())
        for place, language in enumerate(LANGUAGES):
            self.language.setItemText(place, texts(f"window.language-{language}"))
        self.go.setText(texts("board.go"))
        self.answer.setText(texts("board.answer"))
        self.remind.setText(texts("board.reminder"))
        self.picture.setText(texts("board.save"))
        shown = self._shown
        self.rates.setText(rates_sentence(shown.rates, texts) if shown is not None else "")
        self._empty.setText(texts("board.empty"))
        self._empty.setVisible(shown is None or not shown.has_anything)
        ratio = self.devicePixelRatioF()
        for state, icon, words in self._legend:
            name, colour, _ = STATE_ICONS[state]
            icon.setPixmap(self._kit.icons.pixmap(name, getattr(theme, colour), ICON, ratio))
            words.setText(capital(state_word(state, texts), locale_of(texts.language)))
        self.language.updateGeometry()
        self._say_square()

    def _lay_out(self) -> None:
        head = row(spacing=3 * SPACE)
        head.addWidget(self._year_head)
        turned = row(spacing=SPACE)
        for beside in (self._before, self.year, self._after):
            turned.addWidget(beside)
        head.addLayout(turned)
        for choice in (self.by_office, self.by_district):
            head.addWidget(choice)
        head.addStretch()
        legend = row(spacing=2 * SPACE)
        for _, icon, words in self._legend:
            legend.addWidget(icon)
            legend.addWidget(looking(words, "quiet"))
            legend.addSpacing(2 * SPACE)
        legend.addStretch()
        foot = row(spacing=3 * SPACE)
        for part in (self.answer, self.remind, self._language_head, self.language):
            foot.addWidget(part)
        foot.addStretch()
        whole = column(self, spacing=3 * SPACE, margins=even(5 * SPACE))
        whole.addLayout(head)
        whole.addWidget(self.table, 1)
        whole.addLayout(legend)
        for widget in (self._empty, self.square, self.rates):
            whole.addWidget(widget)
        whole.addLayout(foot)
        whole.addWidget(self.buttons)
