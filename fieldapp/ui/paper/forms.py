"""The forms on paper: to a PDF file, or to a printer; and the one for Excel beside them."""

from collections.abc import Callable
from pathlib import Path
from typing import IO

from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal
from PySide6.QtGui import QPdfWriter
from PySide6.QtWidgets import QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.exchange.names import workbook_name
from fieldapp.exchange.placing import place
from fieldapp.texts.texts import Texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.desktop import PDF
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import Link, Message, error_message
from fieldapp.ui.paper.content import PaperForm, blank_form, filled_form
from fieldapp.ui.paper.excel_form import ExcelForms
from fieldapp.ui.paper.painter import paint_form, prepare

Make = Callable[[Document, Texts], PaperForm]


class Forms(QObject):
    """`told(Message)`: what came of it."""

    told = Signal(object)

    def __init__(self, document: Document, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._kit, self._window = document, kit, window
        self._excel = ExcelForms(document, kit, window)
        self._excel.told.connect(self.told)

    def save_template(self) -> None:
        """Write the workbook that offices fill in."""
        self._excel.save()

    def save_filled(self) -> None:
        """Write the open sheet as a PDF file."""
        self._save(filled_form)

    def save_blank(self) -> None:
        """Write the form that teams fill in as a PDF file."""
        self._save(blank_form)

    def print_filled(self) -> None:
        """Print the open sheet."""
        self._print(filled_form, self.save_filled)

    def print_blank(self) -> None:
        """Print the form that teams fill in."""
        self._print(blank_form, self.save_blank)

    def _save(self, make: Make) -> None:
        kit = self._kit
        try:
            form = self._made(make, kit.texts)
            target = kit.desktop.ask_for_pdf(self._window, kit.texts, self._suggestion(form, kit))
            if target is None:
                return
            kit.settings.export_folder = target.parent
            content = pdf_of(form, kit.texts)

            def write(file: IO[bytes]) -> None:
                file.write(content)

            written = place(target, write)
        except FieldAppError as error:
            self.told.emit(error_message(error))
            return
        links = (
            Link("window.open-file", lambda: kit.desktop.show(written)),
            Link("window.open-folder", lambda: kit.desktop.show(written.parent)),
        )
        self.told.emit(Message("done", lambda texts: texts("form.saved", name=written.name), links))

    def _print(self, make: Make, instead: Callable[[], None]) -> None:
        kit = self._kit
        try:
            form = self._made(make, kit.texts)
        except FieldAppError as error:
            self.told.emit(error_message(error))
            return
        if not kit.desktop.has_printer():
            link = Link("form.save-instead", instead)
            self.told.emit(Message("warning", lambda texts: texts("form.no-printer"), (link,)))
            return
        printer = kit.desktop.ask_for_printer(self._window, kit.texts)
        if printer is None:
            return
        name = printer.printerName() or printer.outputFileName()
        prepare(printer)
        printer.setDocName(form.title)
        key, kind = "form.printed-on", "done"
        if not paint_form(form, printer, kit.texts):
            key, kind = "form.not-printed", "error"
        self.told.emit(Message(kind, lambda texts: texts(key, printer=name)))

    def _made(self, make: Make, texts: Texts) -> PaperForm:
        """The form with what is being typed. Raises FieldAppError `nothing-entered` for an empty sheet,
        `sheet-damaged`."""
        self._document.settle()
        if make is filled_form and self._document.damage is not None:
            raise self._document.damage
        if make is filled_form and not self._document.sheet.values and not self._document.unread_texts:
            raise FieldAppError("nothing-entered", period=self._document.period)
        return make(self._document, texts)

    def _suggestion(self, form: PaperForm, kit: Kit) -> Path:
        document, remembered = self._document, kit.settings.export_folder
        is_there = remembered is not None and remembered.is_dir()
        folder = remembered if remembered is not None and is_there else document.store.path.parent
        if form.is_blank:
            stem = f"{document.programme.key}-{document.office}-{kit.texts('form.blank-name')}"
        else:
            stem = Path(workbook_name(document.report())).stem
        return folder / f"{stem}{PDF}"


def pdf_of(form: PaperForm, texts: Texts) -> bytes:
    """A form as a PDF file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(f"{form.title}, {form.office}")
    writer.setCreator(texts("window.app-name"))
    prepare(writer)
    pages = paint_form(form, writer, texts)
    assert pages, "a buffer takes everything"
    return bytes(buffer.data().data())
