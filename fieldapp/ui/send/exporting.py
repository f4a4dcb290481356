"""From the open sheet to an Excel file: where it goes, the job that writes it, and what is said of it."""

import contextlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.report import Report, Status
from fieldapp.core.sending import Delivery, NextStep, Step, as_sent, next_step
from fieldapp.exchange.names import workbook_name
from fieldapp.exchange.placing import UnplacedFile
from fieldapp.passage import (
    Parcel,
    deliver,
    missing_workbooks,
    pack,
    pack_again,
    pack_to_send,
    send,
    write_aside,
)
from fieldapp.texts.texts import LANGUAGES, Texts, read_texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.desktop import Desktop
from fieldapp.ui.kit.jobs import Jobs
from fieldapp.ui.kit.notice import Link, Message, error_message
from fieldapp.ui.kit.settings import Settings

Placing = Callable[[Parcel, UnplacedFile], Path]
"""How a finished workbook gets to its place."""


class Exporter(QObject):
    """Writes the report of the open sheet. `told(Message)`: what came of it, or that it is being written.
    `on_its_way_changed`: a workbook is being made, and no other can be; or that is over."""

    told = Signal(object)
    on_its_way_changed = Signal()

    def __init__(
        self, document: Document, jobs: Jobs, desktop: Desktop, settings: Settings, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document, self.jobs, self._desktop, self._settings = document, jobs, desktop, settings
        self._parent = parent
        self._is_on_its_way = False

    @property
    def is_on_its_way(self) -> bool:
        """Whether a workbook is being made, from the question where it goes until it is there."""
        return self._is_on_its_way

    def next_step(self) -> NextStep:
        """What comes next for the open sheet, or why not, as far as that is to be seen: a row that is being
        keyed holds nothing up before *ready* is asked for."""
        document = self._document
        return next_step(
            document.sheet,
            document.standing.status,
            document.keying.raised(document.findings),
            is_on_its_way=self._is_on_its_way,
        )

    def export(self, texts: Texts, order: str | None, *, then_send: bool) -> None:
        """Ask where, and write there what the sheet holds at this moment; `then_send`: a sheet that is ready
        is marked sent, as its workbook says. A sheet that was sent is written again as it was sent."""
        self._begin(lambda: self._send(texts, order) if then_send else self._export(texts, order))

    def tell_missing(self) -> None:
        """Say that a workbook is not there which was to be written when the app ended, if there is one."""
        try:
            missing = missing_workbooks(self._document.store)
        except FieldAppError as error:
            self.told.emit(error_message(error))
            return
        if missing:
            self.told.emit(self._missing_message(missing[0]))

    def _begin(self, start: Callable[[], bool]) -> None:
        """One at a time: `start` tells whether a workbook is on its way now."""
        if self._is_on_its_way:
            return
        self._set_on_its_way(True)
        is_started = False
        try:
            is_started = start()
        except FieldAppError as error:
            self.told.emit(error_message(error))
        finally:
            if not is_started:
                self._set_on_its_way(False)

    def _export(self, texts: Texts, order: str | None) -> bool:
        document = self._document
        report = document.report()
        pack(document.store, document.sheet.key, Path(), texts, order, document.now())  # before it asks where
        chosen = self._ask(texts, report)
        if chosen is None:
            return False
        document.confirm()
        parcel = pack(document.store, document.sheet.key, *chosen, order, document.now())
        return self._run(parcel, partial(deliver, document.store), is_new=False)

    def _send(self, texts: Texts, order: str | None) -> bool:
        document = self._document
        report = document.report()
        if report.standing.status is Status.SENT:
            return self._export(texts, order)
        self._require_ready()
        chosen = self._ask(texts, as_sent(report, document.now()))
        if chosen is None:
            return False
        document.confirm()
        self._require_ready()
        parcel = pack_to_send(document.store, document.key, *chosen, order, document.now())
        return self._run(parcel, partial(send, document.store), is_new=True)

    def _require_ready(self) -> None:
        document = self._document
        following = next_step(document.sheet, document.standing.status, document.findings)
        if following.step is not Step.SEND:
            raise FieldAppError("not-ready")
        following.require(document.period)

    def _write_missing(self, delivery: Delivery) -> None:
        self._begin(lambda: self._send_missing(delivery))

    def _send_missing(self, delivery: Delivery) -> bool:
        """Where it was to go, unless something else is there by now."""
        document, target = self._document, delivery.target
        parcel = pack_again(document.store, delivery, target, document.now())
        if target.exists() or not target.parent.is_dir():
            chosen = self._ask(parcel.texts, parcel.report, [parcel.texts.language])
            if chosen is None:
                return False
            parcel = pack_again(document.store, delivery, chosen[0], document.now())
        return self._run(parcel, partial(deliver, document.store), is_new=False)

    def _missing_message(self, delivery: Delivery) -> Message:
        told = {"period": delivery.period, "revision": delivery.revision, "name": delivery.target.name}
        link = Link("window.write-missing", lambda: self._write_missing(delivery))
        return Message("warning", lambda texts: texts("window.written-missing", **told), (link,))

    def _ask(self, texts: Texts, report: Report, languages: Sequence[str] = ()) -> tuple[Path, Texts] | None:
        """Where it goes, and in which of these languages it speaks; the one chosen last, or the window's, is
        offered first."""
        first = self._settings.workbook_language or texts.language
        offered = languages or sorted(LANGUAGES, key=lambda language: language != first)
        remembered = self._settings.export_folder
        is_there = remembered is not None and remembered.is_dir()
        folder = remembered if remembered is not None and is_there else self._document.store.path.parent
        chosen = self._desktop.ask_for_workbook(self._parent, texts, folder / workbook_name(report), offered)
        if chosen is None:
            return None
        target, language = chosen
        self._settings.export_folder = target.parent
        if not languages:
            self._settings.workbook_language = language if language != texts.language else None
        return target, read_texts(language)

    def _run(self, parcel: Parcel, placing: Placing, *, is_new: bool) -> bool:
        name = parcel.target.name
        self.told.emit(Message("info", lambda words: words("window.writing", name=name)))
        self.jobs.run(
            lambda: write_aside(parcel),
            lambda file: self._place(parcel, file, placing, is_new=is_new),
            lambda error: self.told.emit(error_message(error)),
            ended=lambda: self._set_on_its_way(False),
        )
        return True

    def _place(self, parcel: Parcel, file: UnplacedFile, placing: Placing, *, is_new: bool) -> None:
        """The mark and the move are one step, in which nobody can press anything."""
        try:
            written = placing(parcel, file)
            message = self._message(parcel, written, is_new=is_new)
        except FieldAppError as error:
            message = error_message(error)
        with contextlib.suppress(FieldAppError):  # what the disk does not tell now stays as it was shown
            self._document.read_standing()
        self.told.emit(message)

    def _message(self, parcel: Parcel, written: Path, *, is_new: bool) -> Message:
        wanted, report = parcel.target, parcel.report
        links = (
            Link("window.open-file", lambda: self._desktop.show(written)),
            Link("window.open-folder", lambda: self._desktop.show(written.parent)),
        )
        key = "written-draft" if report.standing.status is Status.DRAFT else "written"
        if is_new:
            key = "written-sent"
        code = report.seal.check_code

        def say(texts: Texts) -> str:
            sentence = texts(f"window.{key}", name=written.name, code=code)
            if written != wanted:
                moved = texts("window.target-open", wanted=wanted.name, name=written.name)
                sentence = f"{moved} {sentence}"
            return sentence

        return Message("done", say, links)

    def _set_on_its_way(self, is_on_its_way: bool) -> None:
        self._is_on_its_way = is_on_its_way
        self.on_its_way_changed.emit()
