"""Cutting a sheet: the whole stands, its parts are typed, and what is left belongs to the last."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QWidget
from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.core.programme import Programme
from fieldapp.core.records.recut import Misfit, make_parts, misfits, month_parts
from fieldapp.core.sheet import Sheet
from fieldapp.ui.kit.chrome import set_look
from fieldapp.ui.kit.dialogs import fit_to_words
from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even, looking, row
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.recut.fields import CutFields, Write

_Button = QDialogButtonBox.StandardButton
_MOST_HEIGHT = 740
"""So that with its frame it fits a screen of 1366 × 768 with the largest text."""


class CutDialog(QDialog):
    """It closes after `write` has put the parts on the disk; what the disk refuses is said, and all that was
    typed stays."""

    def __init__(
        self,
        whole: Sheet,
        programme: Programme,
        office: str,
        write: Write,
        kit: Kit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._whole, self._programme, self._office, self._write, self._kit = (
            whole,
            programme,
            office,
            write,
            kit,
        )
        *typed, last = map(kit.texts.period, month_parts(whole.period))
        texts = kit.texts

        how = "cut.how" if len(typed) == 1 else "cut.how-many"
        self._how = QLabel(texts(how, whole=whole.period, typed=texts.listed(typed), last=last))
        self._untyped = looking(QLabel(texts("cut.untyped")), "quiet")
        self.fields = CutFields(whole, programme, office, kit)
        self._icon, self._said = QLabel(), QLabel()
        self.buttons = QDialogButtonBox(_Button.Ok | _Button.Cancel)

        self.setWindowTitle(texts("cut.title"))
        self._how.setWordWrap(True)
        self._untyped.setWordWrap(True)
        self._said.setWordWrap(True)
        self._said.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.buttons.button(_Button.Ok).setText(texts("cut.cut"))
        whole_column = column(self, spacing=2 * SPACE, margins=even(4 * SPACE))
        for widget in (self._how, self._untyped):
            whole_column.addWidget(widget)
        whole_column.addWidget(self.fields, 1)
        line = row(spacing=2 * SPACE)
        self._icon.setFixedWidth(ICON)
        line.addWidget(self._icon)
        line.addWidget(self._said, 1)
        whole_column.addLayout(line)
        whole_column.addWidget(self.buttons)

        self.fields.changed.connect(self._show_state)
        self.fields.finished.connect(self._finish)
        self.buttons.accepted.connect(self._cut)
        self.buttons.rejected.connect(self.reject)
        self._show_state()
        if self.fields.fields:
            next(iter(self.fields.fields.values())).setFocus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_to_words(self, _MOST_HEIGHT)

    @property
    def said(self) -> str:
        """What is said of the figures."""
        return self._said.text()

    @property
    def can_cut(self) -> bool:
        """Whether the parts make up the whole."""
        return self.buttons.button(_Button.Ok).isEnabled()

    @property
    def parts(self) -> tuple[Sheet, ...]:
        """The sheets of the parts, as far as they are known."""
        return make_parts(self._whole, self.fields.known(), self._programme, self._office)

    def _show_state(self) -> None:
        wrong = self._wrong()
        count = len(self.fields.open_fields())
        words = wrong or (self._kit.texts("cut.open", n=count) if count else self._kit.texts("cut.fits"))
        self._say(words, is_wrong=bool(wrong), is_whole=not wrong and not count)
        self.buttons.button(_Button.Ok).setEnabled(not wrong and not count)

    def _say(self, words: str, *, is_wrong: bool, is_whole: bool) -> None:
        theme = self._kit.theme
        self._said.setText(words)
        set_look(self._said, "alarm", is_wrong)
        if is_wrong or is_whole:
            icon, colour = ("error", theme.error) if is_wrong else ("done", theme.accent)
            self._icon.setPixmap(self._kit.icons.pixmap(icon, colour, ICON, self.devicePixelRatioF()))
        else:
            self._icon.clear()

    def _wrong(self) -> str:
        """What does not fit first of all, or nothing."""
        texts, fields = self._kit.texts, self.fields
        for place, error in fields.refused.items():
            if fields.fields[place].isEnabled() and not fields.fields[place].hasFocus():
                return texts("cut.refused", place=fields.words_for_field(place), why=texts.error(error))
        for found in misfits(self._whole, self.parts):
            if found.kind is not Misfit.MISSING:
                return texts(f"cut.{found.kind.value}", place=fields.words_for(found.cell))
        return ""

    def _finish(self) -> None:
        """After the last field: on to one that is open or wrong, or to the button."""
        left = self.fields.open_fields()
        if left:
            self.fields.fields[left[0]].setFocus()
        elif self.can_cut:
            self.buttons.button(_Button.Ok).setFocus()
        else:
            self._go_to_wrong()
        self._show_state()

    def _go_to_wrong(self) -> None:
        """To the first field that does not fit, to be typed over."""
        wrong = {found.cell for found in misfits(self._whole, self.parts)}
        fields = [field for (_, cell), field in self.fields.fields.items() if cell in wrong]
        for field in [field for field in fields if field.isEnabled()][:1]:
            field.setFocus()
            field.selectAll()

    def _cut(self) -> None:
        try:
            self._write(self.parts)
        except FieldAppError as error:
            self._say(self._kit.texts.error(error), is_wrong=True, is_whole=False)
            return
        self.accept()
