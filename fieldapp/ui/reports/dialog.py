"""A report over any range, to read: the range by its preset or its dates, rows by what is asked, what the
totals cover, and from there to the clipboard or into a workbook."""

from datetime import date

from PySide6.QtCore import QSize, Signal, SignalInstance
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.core.pictures.picture import Album
from fieldapp.core.spans.range_report import By, RangeReport
from fieldapp.core.spans.span import Preset, around, preset_of, turned
from fieldapp.texts.ranges import covered_lines, range_text, span_label
from fieldapp.ui.kit.choice import Choice
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.language import capital, locale_of
from fieldapp.ui.kit.laying import column, even, row
from fieldapp.ui.kit.theme import SPACE, title_font
from fieldapp.ui.period.date_field import DateField
from fieldapp.ui.pictures.keeping import DrawAside
from fieldapp.ui.pictures.page import PicturePage
from fieldapp.ui.reports.awaited import AwaitedAlbum
from fieldapp.ui.reports.balances import BalancesButton
from fieldapp.ui.reports.casualty_block import CasualtyBlock
from fieldapp.ui.reports.covered import CoveredLines
from fieldapp.ui.reports.range_table import RangeTable
from fieldapp.ui.reports.reading import RangeReading, ReadRange

_Button = QDialogButtonBox.StandardButton
_Role = QDialogButtonBox.ButtonRole
_OUTPUTS = ("range.copy", "pictures.print", "pictures.pdf", "range.export")
_WIDTH = 280
"""So that the names of weeks are in sight in every language."""


class ReportDialog(QDialog):
    """`read`: what is shown of a range; `draw`: has a picture drawn. `first`: where *since* begins.
    `export_wanted(RangeReport)`; `pdf_wanted(Album, str)` and `print_wanted`: in which look, or in the usual
    one. `album`: its pictures, which somebody else makes."""

    export_wanted = Signal(object)
    pdf_wanted = Signal(object, str)
    print_wanted = Signal(object, str)

    def __init__(
        self,
        read: ReadRange,
        draw: DrawAside,
        span: Period,
        first: date,
        today: date,
        kit: Kit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._span, self._first, self._today, self._kit = read, span, first, today, kit
        self.reading: RangeReading | None = None
        self._error: FieldAppError | None = None

        self.presets, self.rows_by = Choice(kit), Choice(kit)
        self._back, self._forward = QPushButton(), QPushButton()
        self._heading, self._of, self._by, self._from, self._to = (QLabel() for _ in range(5))
        self.start, self.end = (DateField(kit, keeps_enter=True) for _ in range(2))
        self.table, self.pictures, self.views = RangeTable(), PicturePage(draw, kit), QStackedWidget()
        self.album, self.balances = AwaitedAlbum(self), BalancesButton(kit)
        self.as_table, self.as_pictures = QRadioButton(), QRadioButton()
        self.covers = CoveredLines(parent)
        self.casualties, self._told = CasualtyBlock(kit), QLabel()
        self.buttons = QDialogButtonBox(_Button.Close)
        self._outputs = [QPushButton() for _ in range(4)]
        self.copy, self.print, self.pdf, self.export = self._outputs

        self._prepare()
        self._lay_out()

        self.presets.activated.connect(self._take_preset)
        self.rows_by.activated.connect(self._show)
        self._back.clicked.connect(lambda: self._turn(forward=False))
        self._forward.clicked.connect(lambda: self._turn(forward=True))
        self.start.changed.connect(self._take_dates)
        self.end.changed.connect(self._take_dates)
        self.copy.clicked.connect(self._copy)
        self.export.clicked.connect(lambda: self.export_wanted.emit(self.report))
        self.pdf.clicked.connect(lambda: self._want(self.pdf_wanted))
        self.print.clicked.connect(lambda: self._want(self.print_wanted))
        self.as_pictures.toggled.connect(self._turn_to_pictures)
        self.pictures.told.connect(self._told.setText)
        self.album.changed.connect(self._show_album)
        self.buttons.rejected.connect(self.reject)
        kit.texts_changed.connect(self._say)
        kit.theme_changed.connect(self._dress)
        self._say()
        self._dress()
        self.show_span(span)
        self.resize(self.sizeHint())

    @property
    def report(self) -> RangeReport | None:
        """What is shown."""
        return self.reading.report if self.reading is not None else None

    @property
    def said(self) -> str:
        """What is said of the report: what it covers, or why there is none."""
        return self.covers.toPlainText()

    def show_span(self, span: Period, preset: Preset | None = None) -> None:
        """Report over a range."""
        self._span = span
        self.start.show_day(span.start)
        self.end.show_day(span.end)
        self.presets.setCurrentIndex([*Preset].index(preset or preset_of(span)))
        self._show()

    def show_again(self, first: date) -> None:
        """Report once more, from other balances. `first`: where *since* begins by now."""
        self._first, preset, end = first, [*Preset][self.presets.currentIndex()], self._span.end
        self.show_span(Period(min(first, end), end) if preset is Preset.SINCE else self._span, preset)

    @override
    def sizeHint(self) -> QSize:
        """As large as its table wants, within the window."""
        wanted = super().sizeHint()
        wanted.setWidth(max(wanted.width(), self.table.sizeHint().width() + 12 * SPACE, _WIDTH * SPACE))
        parent = self.parentWidget()
        return wanted.boundedTo(parent.size()) if parent is not None else wanted

    def _prepare(self) -> None:
        for preset in Preset:
            self.presets.addItem("", preset)
        for by in By:
            self.rows_by.addItem("", by)
        self._heading.setFont(title_font(self.font()))
        labels = (self._of, self._by, self._from, self._to)
        for label, field in zip(labels, (self.presets, self.rows_by, self.start, self.end), strict=True):
            label.setBuddy(field)
        for button in (self._back, self._forward, *self._outputs, self.buttons.button(_Button.Close)):
            button.setAutoDefault(False)  # Enter is of the day that is typed
        for button in self._outputs:
            self.buttons.addButton(button, _Role.ActionRole)
        self.views.addWidget(self.table)
        self.views.addWidget(self.pictures)
        self.as_table.setChecked(True)
        self._told.setWordWrap(True)

    def _lay_out(self) -> None:
        head = row(spacing=2 * SPACE)
        for part in (self._back, self._forward, self._heading):
            head.addWidget(part)
        head.addStretch()
        for choice in (self.balances, self.as_table, self.as_pictures):
            head.addWidget(choice)
        asked = row(spacing=2 * SPACE)
        asked_of: list[QWidget] = [self._of, self.presets, self._from, self.start, self._to, self.end]
        for field in asked_of:
            asked.addWidget(field)
        asked.addStretch()
        asked.addWidget(self._by)
        asked.addWidget(self.rows_by)
        whole = column(self, spacing=3 * SPACE, margins=even(5 * SPACE))
        whole.addLayout(head)
        whole.addLayout(asked)
        whole.addWidget(self.views, 1)
        whole.addWidget(self.casualties)
        whole.addWidget(self.covers)
        foot = row(spacing=2 * SPACE)
        foot.addWidget(self._told, 1)
        foot.addWidget(self.buttons)
        whole.addLayout(foot)

    def _say(self) -> None:
        texts = self._kit.texts
        self.setWindowTitle(texts("range.window"))
        self.setLocale(locale_of(texts.language))
        labels = (self._of, self._by, self._from, self._to)
        for label, key in zip(labels, ("range.span", "range.rows", "window.from", "window.to"), strict=True):
            label.setText(texts(key))
        for place, preset in enumerate(Preset):
            self.presets.setItemText(place, texts(f"range.preset-{preset.value}"))
        for place, by in enumerate(By):
            self.rows_by.setItemText(place, texts(f"range.by-{by.value}"))
        names = {
            self.presets: "range.span",
            self.rows_by: "range.rows",
            self.start: "window.from",
            self.end: "window.to",
            self.covers: "workbook.standing",
        }
        for widget, key in names.items():
            widget.setAccessibleName(texts(key))
        for turn, key in ((self._back, "range.back"), (self._forward, "range.forward")):
            turn.setAccessibleName(texts(key))
            turn.setToolTip(texts(key))
        for button, key in zip(self._outputs, _OUTPUTS, strict=True):
            button.setText(texts(key))
        self.as_table.setText(texts("pictures.as-table"))
        self.as_pictures.setText(texts("pictures.as-pictures"))
        self.buttons.button(_Button.Close).setText(texts("range.close"))
        self._present()

    def _dress(self) -> None:
        theme = self._kit.theme
        for button, icon in ((self._back, "back"), (self._forward, "forward")):
            button.setIcon(self._kit.icons.icon(icon, theme.text, theme.quiet_text))

    def _take_preset(self, place: int) -> None:
        preset = [*Preset][place]
        if preset is Preset.SINCE:
            self.show_span(Period(min(self._first, self._today), self._today), preset)
        elif preset is Preset.DAYS:
            self.start.setFocus()
        else:
            self.show_span(around(preset, self._span.start) or self._span)

    def _take_dates(self) -> None:
        is_typing = self.start.is_being_typed or self.end.is_being_typed
        try:
            self._span = Period(self.start.day(), self.end.day())
        except FieldAppError as error:
            self._refuse(error, is_alarm=not is_typing)
            return
        self.presets.setCurrentIndex([*Preset].index(preset_of(self._span)))
        if not is_typing:
            self._show()

    def _turn(self, *, forward: bool) -> None:
        try:
            span = turned([*Preset][self.presets.currentIndex()], self._span, forward=forward)
        except FieldAppError as error:
            self._refuse(error, is_alarm=True)
            return
        self.show_span(span)

    def _show(self) -> None:
        """Make the report, and present it."""
        self._told.clear()
        self.album.forget()
        try:
            self._error = None
            self.reading = self._read(self._span, [*By][self.rows_by.currentIndex()])
        except FieldAppError as error:
            self._refuse(error, is_alarm=True)
            return
        self._present()

    def _present(self) -> None:
        """Say in words what was made, or why nothing was."""
        texts = self._kit.texts
        if self._error is not None:
            self._put(texts.error(self._error), is_alarm=True)
        if (reading := self.reading) is None:
            return
        self.casualties.show_count(reading.casualties)
        self.table.show_table(reading.table_in(texts))
        self.table.setAccessibleName(span_label(self._span, texts))
        self._put("\n".join(covered_lines(reading.report, texts)), is_alarm=False)
        self._show_pictures()

    def _refuse(self, error: FieldAppError, *, is_alarm: bool) -> None:
        self.reading, self._error = None, error
        self.album.forget()
        self.table.show_table([[""]])
        self.casualties.show_count(None)
        self.pictures.show_album(None)
        self._put(self._kit.texts.error(error), is_alarm=is_alarm)

    def _put(self, words: str, *, is_alarm: bool) -> None:
        texts = self._kit.texts
        self._heading.setText(capital(span_label(self._span, texts), locale_of(texts.language)))
        self.covers.tell(words, is_alarm=is_alarm)
        for button in self._outputs:
            button.setEnabled(self.report is not None)

    def tell(self, said: str) -> None:
        """Say what became of the report."""
        self._told.setText(said)

    def _turn_to_pictures(self, is_asked: bool) -> None:
        self.views.setCurrentWidget(self.pictures if is_asked else self.table)
        self._show_pictures()

    def _show_pictures(self) -> None:
        """They are made when they are looked at."""
        if self.as_pictures.isChecked():
            self.album.ask(self.report)
            self._show_album()

    def _show_album(self) -> None:
        self.pictures.show_album(self.album.album, is_awaited=self.album.is_awaited)
        if self.album.error is not None:
            self._told.setText(self._kit.texts.error(self.album.error))

    def _want(self, signal: SignalInstance) -> None:
        """Have the report go somewhere with its pictures, at once or when they are made."""
        self._told.setText(self._kit.texts("pictures.making"))

        def pass_on(album: Album) -> None:
            self._told.clear()
            signal.emit(album, self.pictures.palette_name)

        self.album.ask(self.report, pass_on)

    def _copy(self) -> None:
        """Copy what is in sight: the picture, or the table with what it covers."""
        if self.as_pictures.isChecked():
            self.pictures.copy()
        elif self.report is not None:
            said = [range_text(self.report, self._kit.texts), self.casualties.text()]
            self._kit.desktop.copy("\n".join(filter(None, said)))
            self._told.setText(self._kit.texts("range.copied"))
