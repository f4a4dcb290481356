"""What is chosen for a text to the press: its days and form, the order of places, who is named, a total."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QRadioButton, QWidget
from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period, month_of
from fieldapp.core.programme import Programme
from fieldapp.publishing import PRESS_FORMS, PressOrder
from fieldapp.texts.sentences import capitalised
from fieldapp.ui.kit.choice import Choice
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, row
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.period.date_field import DateField
from fieldapp.ui.send.organisations import OrganisationsDialog

FIRST_DAY = date(2020, 11, 10)
"""The day since which the agencies add up; shown before another one is typed."""


class PressOptions(QWidget):
    """`changed`: another text is wanted."""

    changed = Signal()

    def __init__(
        self,
        period: Period,
        programme: Programme,
        organisations: tuple[str, ...],
        kit: Kit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._programme, self._kit = programme, kit
        self._organisations = organisations

        self._days_head, self.days = QLabel(), Choice(kit)
        self.forms = {form: QRadioButton() for form in PRESS_FORMS}
        self._order_head, self.order = QLabel(), Choice(kit)
        self.who = QPushButton(autoDefault=False)
        self.has_total, self.since = QCheckBox(), DateField(kit, keeps_enter=True)

        self.forms["wire"].setChecked(True)
        self.since.show_day(FIRST_DAY)
        self._order_head.setBuddy(self.order)
        self._days_head.setBuddy(self.days)
        for days in dict.fromkeys((period, month_of(period.start))):
            self.days.addItem("", days)
        for order in (None, *programme.orders):
            self.order.addItem(order or "", order)
        self._lay_out()

        self.days.currentIndexChanged.connect(self.changed)
        for button in self.forms.values():
            button.toggled.connect(self._turn_form)
        self.order.currentIndexChanged.connect(self.changed)
        self.who.clicked.connect(self._choose_who)
        self.has_total.toggled.connect(self._show_since)
        self.has_total.toggled.connect(self.changed)
        self.since.editingFinished.connect(self.changed)
        kit.texts_changed.connect(self._say)
        self._say()
        self._show_since()

    @property
    def period(self) -> Period:
        """Which days: those of the open sheet, or their month."""
        period: Period = self.days.currentData()
        return period

    @property
    def form(self) -> str:
        """Which of the two forms."""
        return next(form for form, button in self.forms.items() if button.isChecked())

    def asked(self) -> PressOrder:
        """What is chosen. Raises FieldAppError as `read_date` does."""
        since = self.since.day() if self.has_total.isChecked() else None
        if since is not None and since > self.period.end:
            raise FieldAppError("period-backwards", start=since, end=self.period.end)
        order = self.order.currentData()
        return PressOrder(self.period, self.form, order, self._organisations, since)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends what is typed or chosen here: it does not go on to the button that publishes."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def go_back(self, order: PressOrder) -> None:
        """Have chosen what texts were made of: others could not be made."""
        blocked = self.blockSignals(True)
        self.days.setCurrentIndex(self.days.findData(order.period))
        self.forms[order.form].setChecked(True)
        self.order.setCurrentIndex(self.order.findData(order.order))
        self.has_total.setChecked(order.since is not None)
        if order.since is not None:
            self.since.show_day(order.since)
        self.blockSignals(blocked)
        if order.organisations is not None:
            self._organisations = order.organisations
        self._say()

    def _show_since(self) -> None:
        for part in (self.since, self.since.words):
            part.setVisible(self.has_total.isChecked())

    def _turn_form(self, is_on: bool) -> None:
        if is_on:
            self.changed.emit()

    def _choose_who(self) -> None:
        dialog = OrganisationsDialog(
            self.period, self._programme.organisations, self._organisations, self._kit, self.window()
        )
        dialog.accepted.connect(lambda: self._name(dialog.chosen))
        open_dialog(dialog)

    def _name(self, organisations: tuple[str, ...]) -> None:
        if organisations != self._organisations:
            self._organisations = organisations
            self._say()
            self.changed.emit()

    def _say(self) -> None:
        texts = self._kit.texts
        for form, button in self.forms.items():
            button.setText(capitalised(texts(f"press.form-{form}"), texts))
        self._days_head.setText(texts("press.days"))
        for place in range(self.days.count()):
            self.days.setItemText(place, texts.period(self.days.itemData(place)))
        self._order_head.setText(texts("press.places"))
        for head, choice in ((self._days_head, self.days), (self._order_head, self.order)):
            choice.setAccessibleName(head.text())
        self.order.setItemText(0, texts("press.usual-order"))
        for place in range(1, self.order.count()):
            key = f"window.order-{self.order.itemData(place)}"
            words = texts(key) if key in texts.table else str(self.order.itemData(place))
            self.order.setItemText(place, words.replace("&", ""))
        n, known = len(self._organisations), len(self._programme.organisations)
        self.who.setText(texts("press.who", chosen=n, known=known))
        self.has_total.setText(texts("press.total-since"))
        self.since.setAccessibleName(texts("press.total-since"))

    def _lay_out(self) -> None:
        first, second = row(spacing=3 * SPACE), row(spacing=3 * SPACE)
        for widget in (self._days_head, self.days, *self.forms.values()):
            first.addWidget(widget)
        first.addStretch()
        for one in (self._order_head, self.order, self.who, self.has_total, self.since, self.since.words):
            second.addWidget(one)
        second.addStretch()
        whole = column(self, spacing=SPACE)
        whole.addLayout(first)
        whole.addLayout(second)
