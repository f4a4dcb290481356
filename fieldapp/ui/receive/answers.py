"""An office and a workbook that came: an answer of headquarters is taken, any other is looked at."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.answer import Answer
from fieldapp.core.programme import Programme
from fieldapp.store.hq.adopting import OfferedRecord
from fieldapp.texts.receiving import named_files
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.outcome import Nothing, Written
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.jobs import Jobs
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import NOTHING, Message, Say, error_message
from fieldapp.ui.receive.answer_dialog import AnswerDialog, AnswerLine, Told


@dataclass(frozen=True)
class _Came:
    """A file, the answer that it is, or why that cannot be read."""

    path: Path
    answer: Answer | None = None
    error: FieldAppError | None = None


class AnswerTaker(QObject):
    """`told(Message)`: what came of it. `other_came(Path)`: a workbook that is no answer."""

    told = Signal(object)
    other_came = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._jobs, self._kit, self._window = document, jobs, kit, window
        self.dialog: AnswerDialog | None = None

    def choose(self) -> None:
        """Ask which workbook came."""
        kit = self._kit
        folder = kit.settings.export_folder or self._document.store.path.parent
        file = kit.desktop.ask_which_workbook(self._window, kit.texts, folder)
        if file is not None:
            self.take([file])

    def take(self, paths: Sequence[Path]) -> None:
        """Take all answers among some files, and the workbooks in folders; show what the newest says. Each
        says everything, so that no order matters."""
        self._document.settle()
        programme, practice = self._document.programme, self._document.store.is_demonstration
        self.told.emit(Message("info", lambda texts: texts("look.reading", name=paths[0].name)))
        self._jobs.run(
            lambda: _read(paths, programme, practice=practice),
            partial(self._took, paths[0].name),
            lambda error: self.told.emit(error_message(error)),
        )

    def _took(self, name: str, came: Sequence[_Came]) -> None:
        answers = sorted((one.answer for one in came if one.answer), key=lambda answer: answer.at)
        if len(came) == 1 and came[0].answer is None and came[0].error is None:
            self.other_came.emit(came[0].path)
            return
        document, left_out = self._document, _left_out(name, came)
        self.told.emit(left_out)
        if not answers or not document.has_file():
            return
        try:
            taken, refused = self._taken(answers)
            if not taken:
                self.told.emit(refused)
                return
            document.reload()
            look = partial(self._look, taken[-1])
            dialog = AnswerDialog(look, document.programme, self._kit, self._window)
        except FieldAppError as error:
            self.told.emit(error_message(error))
            return
        dialog.adopt_wanted.connect(self._adopt)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        open_dialog(dialog)
        for message in (left_out, refused):
            if message is not NOTHING:
                self._say(message)

    def _taken(self, answers: Sequence[Answer]) -> tuple[list[Answer], Message]:
        """Those that were taken, and why the last one was not that could not be."""
        taken, refused = [], NOTHING
        for answer in answers:
            try:
                self._document.store.take_answer(answer)
                taken.append(answer)
            except FieldAppError as error:
                refused = error_message(error)
        return taken, refused

    def _look(self, answer: Answer) -> Told:
        """What the answer and this file say of each other by now."""
        store, zone = self._document.store, self._document.now().tzinfo
        at = answer.at.astimezone(zone).date()
        heard = answer.of_office & store.heard_of().keys()
        lines = [AnswerLine("done", lambda texts: texts("answer.taken", at=texts.date(at), n=len(heard)))]
        lines += [self._code_line(year, code) for year, code in answer.codes.items()]
        for record in store.unheard():
            said = {"period": record.period, "revision": str(record.revision)}
            lines.append(AnswerLine("warning", _saying("answer.unsent", **said)))
        offers = store.offers()
        if not offers:
            lines.append(AnswerLine("done", lambda texts: texts("answer.nothing-offered")))
        by = answer.by
        return Told(lambda texts: texts("adopt.title", at=texts.date(at), who=by), tuple(lines), offers)

    def _code_line(self, year: int, theirs: str) -> AnswerLine:
        ours = self._document.store.own_ledger_code(year)
        kind, key = ("done", "equal") if ours == theirs else ("warning", "unequal")
        return AnswerLine(kind, _saying(f"answer.code-{key}", year=str(year), code=ours, theirs=theirs))

    def _adopt(self, offer: OfferedRecord) -> None:
        """Enter what headquarters say as a change like any other, and know that theirs is what it comes
        from."""
        document, why = self._document, offer.record.reason
        try:
            edits = document.store.edits_for(offer)
            document.open_period(offer.key.period)
            with _for_reason(document, why):
                outcome = document.push(edits)
            if not isinstance(outcome, Nothing | Written):
                return
            document.store.admit_offered(offer.key, why)
            document.read_standing()
        except FieldAppError as error:
            self._say(error_message(error))
            return
        self._say(Message("done", _saying("adopt.adopted", period=offer.key.period)))
        if self.dialog is not None:
            self.dialog.show_told()

    def _say(self, message: Message) -> None:
        self.told.emit(message)
        if self.dialog is not None:
            self.dialog.tell(message)

    def _forget(self) -> None:
        self.dialog = None


@contextlib.contextmanager
def _for_reason(document: Document, why: str) -> Iterator[None]:
    """Why a sheet that was sent is changed is known already."""
    asked, document.ask_reason = document.ask_reason, lambda period: why
    try:
        yield
    finally:
        document.ask_reason = asked


def _saying(key: str, **values: object) -> Say:
    return lambda texts: texts(key, **values)


def _left_out(name: str, came: Sequence[_Came]) -> Message:
    """What has to be said of files that are no answers. `name`: of what was given first."""
    wrong = next((one.error for one in came if one.error is not None), None)
    if wrong is not None:
        return error_message(wrong)
    if not came:
        return Message("warning", lambda texts: texts("answer.no-workbook", name=name))
    others = [one for one in came if one.answer is None]
    if others:
        files = [one.path.name for one in others]
        return Message(
            "warning", lambda texts: texts("answer.not-looked-at", files=named_files(files, texts))
        )
    return NOTHING


def _read(paths: Sequence[Path], programme: Programme, *, practice: bool) -> list[_Came]:
    from fieldapp.exchange.hq.answer_workbook import read_answer
    from fieldapp.exchange.hq.arrivals import files_in, is_answer

    came = []
    for path in dict.fromkeys(files_in(paths)):
        try:
            answer = read_answer(path, programme, is_demonstration=practice) if is_answer(path) else None
            came.append(_Came(path, answer))
        except FieldAppError as error:
            came.append(_Came(path, error=error))
    return came
