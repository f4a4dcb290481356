"""From the open sheet to an Excel file: where it goes, the job that writes it, and what is said of it."""

import contextlib
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.checks.finding import Finding
from fieldapp.core.errors import FieldAppError
from fieldapp.core.report import Report, Status
from fieldapp.exchange.names import workbook_name
from fieldapp.texts.texts import Texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.standing import mark_sent, take_back_sending
from fieldapp.ui.kit.desktop import Desktop
from fieldapp.ui.kit.jobs import Jobs
from fieldapp.ui.kit.notice import Link, Message, error_message
from fieldapp.ui.kit.settings import Settings


class Exporter(QObject):
    """Writes the report of the open sheet. `told(Message)`: what came of it, or that it is being written."""

    told = Signal(object)

    def __init__(
        self, document: Document, jobs: Jobs, desktop: Desktop, settings: Settings, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document, self._jobs, self._desktop, self._settings = document, jobs, desktop, settings
        self._parent = parent

    def export(self, texts: Texts, order: str | None, *, then_send: bool) -> None:
        """Ask where, and write there what the sheet holds at this moment; `then_send`: mark it sent when
        the file is written."""
        document = self._document
        try:
            if not document.sheet.values:
                raise FieldAppError("nothing-entered", period=document.period)
            target = self._desktop.ask_for_workbook(
                self._parent, texts, self._suggestion(document.report(), then_send=then_send)
            )
            if target is None:
                return
            is_first = then_send and document.standing.status is not Status.SENT
            if is_first:
                mark_sent(document, document.report())
            report, findings, issued = document.report(), document.findings, document.now()
        except FieldAppError as error:
            self.told.emit(error_message(error))
            return
        self._settings.export_folder = target.parent
        self.told.emit(Message("info", lambda words: words("window.writing", name=target.name)))
        self._jobs.run(
            lambda: _write(report, findings, target, texts, order, issued),
            lambda written: self._finish(report, target, written, then_send=then_send),
            lambda error: self._fail(report, error, is_first=is_first),
        )

    def _fail(self, report: Report, error: FieldAppError, *, is_first: bool) -> None:
        """No workbook: what was marked sent for it, and not changed since, is ready again."""
        with contextlib.suppress(FieldAppError):
            if is_first:
                take_back_sending(self._document, report)
        self.told.emit(error_message(error))

    def _suggestion(self, report: Report, *, then_send: bool) -> Path:
        remembered = self._settings.export_folder
        is_there = remembered is not None and remembered.is_dir()
        folder = remembered if remembered is not None and is_there else self._document.store.path.parent
        return folder / workbook_name(report, to_be_sent=then_send)

    def _finish(self, report: Report, wanted: Path, written: Path, *, then_send: bool) -> None:
        links = (
            Link("window.open-file", lambda: self._desktop.show(written)),
            Link("window.open-folder", lambda: self._desktop.show(written.parent)),
        )
        key = "written-draft" if report.standing.status is Status.DRAFT else "written"
        if then_send:
            key = "written-sent"
        code = report.seal.check_code

        def say(texts: Texts) -> str:
            sentence = texts(f"window.{key}", name=written.name, code=code)
            if written != wanted:
                moved = texts("window.target-open", wanted=wanted.name, name=written.name)
                sentence = f"{moved} {sentence}"
            return sentence

        self.told.emit(Message("done", say, links))


def _write(
    report: Report,
    findings: tuple[Finding, ...],
    target: Path,
    texts: Texts,
    order: str | None,
    issued: datetime,
) -> Path:
    from fieldapp.exchange.workbook import write_workbook

    return write_workbook(report, findings, target, texts, order=order, issued=issued.date())
