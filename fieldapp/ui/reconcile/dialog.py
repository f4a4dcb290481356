"""A text of the press beside the data: what was read is marked, and stands in a table with what differs."""

from pathlib import Path

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTextEdit,
    QWidget,
)
from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.core.published.plain import normal
from fieldapp.exchange.press_text import read_press_file
from fieldapp.publishing import Reconciled, keep_print, reconcile
from fieldapp.store.store import Store
from fieldapp.texts.reconciling import kept_words, period_words, reconcile_table
from fieldapp.ui.kit.aliases import LEFT, RIGHT
from fieldapp.ui.kit.dropping import PressTextDrop
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.language import locale_of
from fieldapp.ui.kit.laying import column, even, row
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.rows.read_only import as_rows

_Button = QDialogButtonBox.StandardButton
_Role = QDialogButtonBox.ButtonRole
_HEADS = ("head-figure", "head-printed", "head-data", "head-difference")
_FIGURES = (1, 2)
_SHARE = 4
"""The part of the table that a column of figures has at most."""
_WIDTH, _HEIGHT = 240, 130
_A_KEY = 2  # Qt counts the end of the text with its first sign
PAUSE = 400
"""So long after a key, in milliseconds, the text is read: all other days are looked through for it."""


class ReconcileDialog(QDialog):
    """What is pasted, dropped or opened is read at once, what is typed when the keys pause; nothing is
    written before *Keep* is pressed."""

    def __init__(self, store: Store, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._kit = store, kit
        self._found: Reconciled | None = None
        self._is_typed = False

        self._heading, self._of, self.told = QLabel(), QLabel(), QLabel()
        self.text, self.table = QPlainTextEdit(), QTableWidget(0, len(_HEADS))
        self.source = QLineEdit()
        self.choose, self.keep, self.kept = QPushButton(), QPushButton(), QPushButton()
        self.buttons = QDialogButtonBox(_Button.Close)
        self._drop = PressTextDrop(self.text.viewport())
        self.pause = QTimer(self, interval=PAUSE, singleShot=True)

        self._prepare()
        self._lay_out()

        self.text.document().contentsChange.connect(self._measure)
        self.text.textChanged.connect(self._follow)
        self.pause.timeout.connect(self._read)
        self.source.textChanged.connect(self._allow)
        self._drop.dropped.connect(self.open_file)
        self.choose.clicked.connect(self._ask)
        self.keep.clicked.connect(self._keep)
        self.buttons.rejected.connect(self.reject)
        kit.texts_changed.connect(self._say)
        kit.theme_changed.connect(self._show)
        self._say()
        self.resize(self.sizeHint())

    @override
    def sizeHint(self) -> QSize:
        """Room for a text beside its table, within the window."""
        wanted = super().sizeHint().expandedTo(QSize(_WIDTH * SPACE, _HEIGHT * SPACE))
        parent = self.parentWidget()
        return wanted.boundedTo(parent.size()) if parent is not None else wanted

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        whole = self.layout()
        if whole is not None:
            whole.activate()
        self._fit()

    def open_file(self, path: Path) -> None:
        """Read a text or a page."""
        try:
            self.text.setPlainText(normal(read_press_file(path)))
        except FieldAppError as error:
            self.told.setText(self._kit.texts.error(error))

    def _prepare(self) -> None:
        self._of.setBuddy(self.source)
        self.text.setTabChangesFocus(True)
        self.told.setWordWrap(True)
        self._heading.setWordWrap(True)
        as_rows(self.table, giving=[len(_HEADS) - 1], wraps=True)
        for place in _FIGURES:
            self.table.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
        for button in (self.choose, self.keep, self.kept):
            button.setAutoDefault(False)
            self.buttons.addButton(button, _Role.ActionRole)
        self.buttons.button(_Button.Close).setAutoDefault(False)  # Enter after the source is no leaving

    def _lay_out(self) -> None:
        foot = row(spacing=2 * SPACE)
        foot.addWidget(self._of)
        foot.addWidget(self.source)
        foot.addStretch()
        foot.addWidget(self.buttons)
        whole = column(self, spacing=3 * SPACE, margins=even(5 * SPACE))
        whole.addWidget(self._heading)
        whole.addWidget(self.text, 2)
        whole.addWidget(self.table, 3)
        whole.addWidget(self.told)
        whole.addLayout(foot)

    def _say(self) -> None:
        texts = self._kit.texts
        self.setWindowTitle(texts("reconcile.window"))
        self.setLocale(locale_of(texts.language))
        self._of.setText(texts("reconcile.source"))
        self.choose.setText(texts("reconcile.open-text"))
        self.keep.setText(texts("reconcile.keep"))
        self.kept.setText(texts("reconcile.kept-list"))
        self.buttons.button(_Button.Close).setText(texts("reconcile.close"))
        for place, key in enumerate(_HEADS):
            head = QTableWidgetItem(texts(f"reconcile.{key}"))
            head.setTextAlignment(RIGHT if place in _FIGURES else LEFT)
            self.table.setHorizontalHeaderItem(place, head)
        self.table.setAccessibleName(texts("reconcile.head-difference"))
        self.text.setAccessibleName(texts("reconcile.text"))
        self.source.setAccessibleName(texts("reconcile.source").replace("&", ""))
        self.source.setAccessibleDescription(texts("reconcile.keep-hint"))
        self.source.setToolTip(texts("reconcile.keep-hint"))
        self._show()

    def _measure(self, _place: int, removed: int, added: int) -> None:
        self._is_typed = max(removed, added) <= _A_KEY

    def _follow(self) -> None:
        """What was found of the text before cannot be kept any more."""
        if not self._is_typed:
            self._read()
            return
        self._found = None
        self._allow()
        self.pause.start()

    def _read(self) -> None:
        self.pause.stop()
        self._found, text = None, self.text.toPlainText()
        self.told.clear()
        try:
            self._found = reconcile(self._store, text) if text.strip() else None
        except FieldAppError as error:
            self.told.setText(self._kit.texts.error(error))
        self._show()

    def _show(self) -> None:
        texts, found = self._kit.texts, self._found
        self._heading.setText(self._words(found))
        rows = []
        if found is not None:
            faults = [*found.contradictions, *found.differences]
            rows = reconcile_table(found.reading, found.data, faults, self._store.programme, texts)
        self.table.setRowCount(len(rows))
        theme = self._kit.theme
        for line, (*words, is_wrong) in enumerate(rows):
            for place, word in enumerate(words):
                item = QTableWidgetItem(word)
                item.setToolTip(word)
                item.setTextAlignment(RIGHT if place in _FIGURES else LEFT)
                if is_wrong and place == len(words) - 1:
                    item.setIcon(self._kit.icons.icon("warning", theme.warning, theme.quiet_text))
                    item.setForeground(QColor(theme.warning))
                self.table.setItem(line, place, item)
        self._fit()
        self._mark()
        self._allow()

    def _fit(self) -> None:
        """Figures have the room that they want; a list of places goes on below, so that what differs is
        read."""
        table, header = self.table, self.table.horizontalHeader()
        most = table.viewport().width() // _SHARE
        for place in _FIGURES:
            wanted = max(header.sectionSizeHint(place), table.sizeHintForColumn(place))
            header.resizeSection(place, min(wanted, most))
        table.verticalHeader().resizeSections(QHeaderView.ResizeMode.ResizeToContents)

    def _words(self, found: Reconciled | None) -> str:
        texts = self._kit.texts
        if found is None:
            return texts("reconcile.empty")
        if not found.reading.found:
            return texts("reconcile.not-found")
        said = period_words(found.reading, texts)
        if found.period is None:
            return f"{said}. {texts('reconcile.needs-period')}"
        return f"{said}. {texts('reconcile.agrees')}" if found.is_right else said

    def _mark(self) -> None:
        """Ground behind what was read, that of a warning where it is wrong."""
        marks, found = [], self._found
        if found is not None and found.reading.text == self.text.toPlainText():
            faults = [*found.contradictions, *found.differences]
            wrong = {one.span for one in faults if one.span and one.counts}
            theme, told = self._kit.theme, found.reading
            spans = [one.span for one in told.read.values()]
            spans += [one.figure.span for one in told.mentions]
            for span in dict.fromkeys([*spans, *wrong]):
                form = QTextCharFormat()
                form.setBackground(QColor(theme.warning_ground if span in wrong else theme.selection))
                if span in wrong:
                    form.setForeground(QColor(theme.warning))
                    form.setFontUnderline(True)
                marks.append(self._marked(told.text, span, form))
        self.text.setExtraSelections(marks)

    def _marked(self, text: str, span: tuple[int, int], form: QTextCharFormat) -> QTextEdit.ExtraSelection:
        """Qt counts signs beyond the first 65,536 twice."""
        start, end = (len(text[:place].encode("utf-16-le", "surrogatepass")) // 2 for place in span)
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        mark = QTextEdit.ExtraSelection()
        mark.cursor, mark.format = cursor, form
        return mark

    def _allow(self) -> None:
        is_certain = self._found is not None and self._found.period is not None
        self.keep.setEnabled(is_certain and bool(self.source.text().strip()))
        self.keep.setDefault(self.keep.isEnabled())

    def _ask(self) -> None:
        path = self._kit.desktop.ask_which_text(self, self._kit.texts, self._store.path.parent)
        if path is not None:
            self.open_file(path)

    def _keep(self) -> None:
        texts = self._kit.texts
        if self._found is None:
            return
        try:
            kept, before = keep_print(self._store, self._found, self.source.text().strip())
        except FieldAppError as error:
            self.told.setText(texts.error(error))
            return
        self.told.setText(kept_words(kept, before, self._store.programme, texts))
