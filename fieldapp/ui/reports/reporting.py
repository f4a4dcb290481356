"""Looking at many sheets together: the report of a range is shown, copied, and written as a workbook."""

import gc
from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.checks.finding import Finding, count_errors
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period, month_of
from fieldapp.core.pictures.album import make_album
from fieldapp.core.pictures.picture import Album
from fieldapp.core.programme import HQ
from fieldapp.core.published.kept import CasualtyCount
from fieldapp.core.spans.range_report import By, RangeReport
from fieldapp.exchange.names import WORKBOOK
from fieldapp.passage import judge
from fieldapp.pictures.canvas import Count
from fieldapp.pictures.palette import LIGHT_INK, PALETTES, PRINT_INK, Palette
from fieldapp.pictures.paper import paint_paper, set_up
from fieldapp.pictures.report import ReportPaper, paper_of, pdf_of_report
from fieldapp.store.hq.reporting import ADDED_UP, SHEETS_READ
from fieldapp.store.store import Store
from fieldapp.texts.ranges import range_title
from fieldapp.texts.texts import LANGUAGES, Texts, read_texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.desktop import PDF
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.jobs import Jobs, uncollected
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import Link, Message, error_message
from fieldapp.ui.pictures.keeping import put_file
from fieldapp.ui.reports.balances import Balances
from fieldapp.ui.reports.dialog import ReportDialog
from fieldapp.ui.reports.reading import RangeReading, read_range
from fieldapp.ui.work.progress import Progress, Stage
from fieldapp.ui.work.wait import Waiting

_Drawn = TypeVar("_Drawn")


class Reports(QObject):
    """`told(Message)`: what became of a workbook, or why there is no report."""

    told = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._jobs, self._kit, self._window = document, jobs, kit, window
        self.waiting = Waiting(document, jobs, kit)
        self._drawing = Progress()
        self.dialog: ReportDialog | None = None
        self.balances = Balances(document, kit, self)
        self.balances.changed.connect(self._show_again)
        self.balances.refused.connect(self._refuse)

    def choose(self) -> None:
        """Show the month of the open sheet; from there any other range."""
        self.show(month_of(self._document.period.start))

    def choose_balances(self) -> None:
        """Show the opening balances without a report."""
        self._document.settle()
        self.balances.choose(self._window)

    def show(self, span: Period) -> None:
        """Show the report of a range."""
        document = self._document
        document.settle()
        store = document.store
        first = store.first_day() or span.start
        dialog = ReportDialog(self._read, self._draw, span, first, document.today, self._kit, self._window)
        dialog.album.wanted.connect(self._make_album)
        dialog.export_wanted.connect(self._export)
        dialog.pdf_wanted.connect(self._save_pdf)
        dialog.print_wanted.connect(self._print)
        dialog.balances.clicked.connect(lambda: self.balances.choose(dialog))
        dialog.finished.connect(self._end)
        self.dialog = dialog
        open_dialog(dialog)

    def _read(self, span: Period, by: By) -> RangeReading:
        """Nobody waits for pictures of another report."""
        self._drawing.stop()
        texts = self._kit.texts

        def read(store: Store, progress: Progress) -> RangeReading:
            sheets = Stage("wait.sheets", SHEETS_READ, store.sheets_touching(span))
            last = Stage("wait.records" if store.office == HQ else "wait.adding")
            stages = (sheets, Stage("wait.adding", ADDED_UP), last)
            return read_range(store, texts, span, by, progress.through(stages))

        return self.waiting.made("wait.report", span, read, self.dialog or self._window)

    def _draw(self, draw: Callable[[Count], _Drawn]) -> _Drawn:
        """One picture of the report that is shown."""
        dialog = self.dialog
        report = dialog.report if dialog is not None else None
        assert dialog is not None, "there is a picture of it"
        assert report is not None, "there is a picture of it"

        def work(store: Store, progress: Progress) -> _Drawn:
            progress.say("wait.laying", 0.0)
            return draw(progress.counting("wait.parts"))

        return self.waiting.made("wait.picture", report.span, work, dialog)

    def _end(self) -> None:
        self._drawing.stop()
        self.dialog = None

    def _show_again(self) -> None:
        """Make the report that is shown once more."""
        if self.dialog is not None:
            self.dialog.show_again(self._document.store.first_day() or self._document.today)

    def _refuse(self, error: FieldAppError) -> None:
        if self.dialog is not None:
            self.dialog.tell(self._kit.texts.error(error))
        else:
            self.told.emit(error_message(error))

    def _make_album(self, report: RangeReport) -> None:
        """Make the pictures of a report on the worker, which reads the file for itself; those of another
        report, or when nobody looks any more, are left."""
        store, document, dialog = self._document.store, self._document, self.dialog
        if dialog is None:
            return
        self._drawing.stop()
        self._drawing = progress = Progress()
        reading = uncollected() if store.is_long(report.span) else nullcontext()
        opened = partial(Store, store.path, store.who, document.now, lock=store.lock, is_open=True)

        def make() -> Album:
            with reading, closing(opened()) as own:
                return make_album(report, partial(own.range_report, tell=progress.tell))

        def show(album: Album) -> None:
            if dialog is self.dialog:
                dialog.album.take(album)

        def refuse(error: FieldAppError) -> None:
            if dialog is self.dialog:
                dialog.album.refuse(report, error)

        self._jobs.run(make, show, refuse, gc.unfreeze)

    def _export(self, report: RangeReport) -> None:
        """Ask where, and write the workbook there, away from the window."""
        document, kit, settings = self._document, self._kit, self._kit.settings
        folder = settings.export_folder or document.store.path.parent
        first = settings.workbook_language or kit.texts.language
        offered = sorted(LANGUAGES, key=lambda language: language != first)
        parent = self.dialog or self._window
        name = f"{document.store.office}-{report.span}-{report.by.value}".replace("..", "_") + WORKBOOK
        chosen = kit.desktop.ask_for_workbook(parent, kit.texts, folder / name, offered)
        if chosen is None:
            return
        target, language = chosen
        settings.export_folder = target.parent
        issued, casualties = document.today, self._casualties

        def write(findings: Sequence[Finding], progress: Progress, first: float) -> Path:
            from fieldapp.exchange.hq.range_workbook import write_range

            progress.say("wait.filling", first)
            count = progress.counting("wait.rows", (1 + first) / 2)
            return write_range(
                report,
                findings,
                target,
                read_texts(language),
                issued=issued,
                casualties=casualties,
                count=count,
            )

        def make(store: Store, progress: Progress) -> Path:
            return write(_judged(report, store, issued, progress, 0.8), progress, 0.8)

        try:
            if document.store.is_long(report.span):
                self._tell_written(self.waiting.made("wait.file", report.span, make, parent))
            else:
                findings = self._judged(report)
                self.told.emit(Message("info", lambda words: words("window.writing", name=target.name)))
                self._jobs.run(
                    lambda: write(findings, Progress(), 0.0),
                    self._tell_written,
                    lambda error: self.told.emit(error_message(error)),
                )
        except FieldAppError as error:
            self.told.emit(error_message(error))
            return
        if self.dialog is not None:
            self.dialog.accept()

    def _save_pdf(self, album: Album, look: str) -> None:
        """Ask where, and write the whole report there as a PDF file."""
        kit, dialog = self._kit, self.dialog
        if dialog is None:
            return
        folder = kit.settings.export_folder or self._document.store.path.parent
        report = album.report
        name = f"{report.report.office}-{report.span}-{report.by.value}".replace("..", "_") + PDF
        target = kit.desktop.ask_for_pdf(dialog, kit.texts, folder / name)
        if target is None:
            return
        kit.settings.export_folder = target.parent
        try:
            written = self._drawn(self._paper(album), target, PALETTES[look or LIGHT_INK.name])
        except FieldAppError as error:
            dialog.tell(kit.texts.error(error))
            return
        dialog.tell(kit.texts("pictures.saved", name=written.name))

    def _drawn(self, paper: ReportPaper, target: Path, palette: Palette) -> Path:
        texts = self._kit.texts

        def draw(store: Store, progress: Progress) -> Path:
            progress.say("wait.laying", 0.0)
            return put_file(target, pdf_of_report(paper, texts, palette, progress.counting("wait.pages")))

        return self.waiting.made("wait.file", paper.album.report.span, draw, self.dialog or self._window)

    def _print(self, album: Album, look: str) -> None:
        """Print the whole report; in black and white unless other colours were chosen."""
        kit, dialog = self._kit, self.dialog
        if dialog is None:
            return
        if not kit.desktop.has_printer():
            dialog.tell(kit.texts("form.no-printer"))
            return
        printer = kit.desktop.ask_for_printer(dialog, kit.texts)
        if printer is None:
            return
        name = printer.printerName() or printer.outputFileName()
        set_up(printer)
        printer.setDocName(range_title(album.report, kit.texts))
        try:
            paper = self._paper(album)
        except FieldAppError as error:
            dialog.tell(kit.texts.error(error))
            return
        pages = paint_paper(paper_of(paper, kit.texts), printer, kit.texts, PALETTES[look or PRINT_INK.name])
        dialog.tell(kit.texts("form.printed-on" if pages else "form.not-printed", printer=name))

    def _paper(self, album: Album) -> ReportPaper:
        errors = count_errors(self._judged(album.report))
        return ReportPaper(album, errors, self._document.today, self._casualties)

    @property
    def _casualties(self) -> CasualtyCount | None:
        """As of the last day of the report that is shown."""
        reading = self.dialog.reading if self.dialog is not None else None
        return reading.casualties if reading is not None else None

    def _judged(self, report: RangeReport) -> tuple[Finding, ...]:
        """What is wrong in the sheets of a report."""
        today, parent = self._document.today, self.dialog or self._window
        return self.waiting.made(
            "wait.checks",
            report.span,
            lambda store, progress: _judged(report, store, today, progress, 1.0),
            parent,
        )

    def _tell_written(self, written: Path) -> None:
        links = (
            Link("window.open-file", lambda: self._kit.desktop.show(written)),
            Link("window.open-folder", lambda: self._kit.desktop.show(written.parent)),
        )

        def say(texts: Texts) -> str:
            return texts("cli.written", path=written.name)

        self.told.emit(Message("done", say, links))


def _judged(
    report: RangeReport, store: Store, today: date, progress: Progress, last: float
) -> tuple[Finding, ...]:
    keys = report.report.sheets
    return judge(store, keys, today, progress.through([Stage("wait.checking", of=len(keys))], 0.0, last))
