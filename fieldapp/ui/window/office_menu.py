"""At headquarters: whose sheet of the period is shown. A file of an office shows its own alone."""

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.programme import HQ
from fieldapp.core.sheet import SheetKey
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import error_message


class OfficeMenu(QObject):
    """`told(Message)`: why a sheet cannot be shown. `below`: where the menu comes up."""

    told = Signal(object)

    def __init__(self, document: Document, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._kit, self._window = document, kit, window
        self.below: QWidget = window
        self.menu = QMenu(window)
        self._group = QActionGroup(self.menu)
        self._group.triggered.connect(lambda action: self.show_office(str(action.data())))

    @property
    def is_possible(self) -> bool:
        """Whether there is more than one office to show."""
        return self._document.store.office == HQ

    def choose(self) -> None:
        """Show the offices, the one that is shown current, to be walked through by keys."""
        self._document.settle()
        self._fill()
        self.menu.popup(self.below.mapToGlobal(QPoint(0, self.below.height())))

    def show_office(self, office: str) -> None:
        """Show the sheet of an office in the open period."""
        try:
            self._document.open_sheet(SheetKey(office, self._document.period))
        except FieldAppError as error:
            self.told.emit(error_message(error))

    def _fill(self) -> None:
        """All offices of the programme, headquarters first."""
        document, texts = self._document, self._kit.texts
        self.menu.clear()
        for action in self._group.actions():
            self._group.removeAction(action)
        offices = sorted(document.programme.offices, key=lambda office: office.key != HQ)
        for office in offices:
            action = self.menu.addAction(texts.names(office.names))
            action.setData(office.key)
            action.setCheckable(True)
            action.setChecked(office.key == document.office)
            self._group.addAction(action)
            if action.isChecked():
                self.menu.setActiveAction(action)
