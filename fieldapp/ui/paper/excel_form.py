"""The form for who has only Excel, from the window: for which office, where it goes, and what came of it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.filled_form import record_of_form
from fieldapp.core.programme import HQ
from fieldapp.core.sheet import SheetKey
from fieldapp.exchange.names import form_name
from fieldapp.texts.texts import LANGUAGES, Texts, read_texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import Link, Message, error_message
from fieldapp.ui.paper.office_dialog import OfficeDialog


class ExcelForms(QObject):
    """`told(Message)`: what came of it."""

    told = Signal(object)

    def __init__(self, document: Document, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._kit, self._window = document, kit, window

    def save(self) -> None:
        """Write the form of the shown period; headquarters are asked for which office."""
        document = self._document
        document.settle()
        period = document.period
        if document.office != HQ:
            self._save(SheetKey(document.office, period))
            return
        programme = document.programme
        others = [one for one in programme.offices if one.key != HQ and programme.expected(one.key, period)]
        dialog = OfficeDialog(others, period, self._kit, self._window)
        dialog.accepted.connect(lambda: self._save(SheetKey(dialog.office, period)))
        open_dialog(dialog)

    def _save(self, key: SheetKey) -> None:
        try:
            self._write(key)
        except FieldAppError as error:
            self.told.emit(error_message(error))

    def _write(self, key: SheetKey) -> None:
        from fieldapp.exchange.form.writing import write_form

        document, kit = self._document, self._kit
        programme, settings = document.programme, kit.settings
        record_of_form(key, programme, kit.texts.language, document.now(), document.store.who)
        first = settings.workbook_language or kit.texts.language
        offered = sorted(LANGUAGES, key=lambda language: language != first)
        folder = settings.export_folder
        if folder is None or not folder.is_dir():
            folder = document.store.path.parent
        suggestion = folder / form_name(programme, key)
        chosen = kit.desktop.ask_for_workbook(self._window, kit.texts, suggestion, offered)
        if chosen is None:
            return
        target, language = chosen
        settings.export_folder = target.parent
        record = record_of_form(key, programme, language, document.now(), document.store.who)
        practice = document.store.is_demonstration
        written = write_form(record, programme, target, read_texts(language), is_demonstration=practice)
        links = (
            Link("window.open-file", lambda: kit.desktop.show(written)),
            Link("window.open-folder", lambda: kit.desktop.show(written.parent)),
        )

        def say(texts: Texts) -> str:
            office = texts.names(programme.office(key.office).names)
            return texts("template.saved", name=written.name, office=office, period=key.period)

        self.told.emit(Message("done", say, links))
