"""The whole data file beside what it stands under, while nobody waits: what does not fit is said, and which
backup is whole."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from fieldapp.core.backups import Backup
from fieldapp.core.errors import FieldAppError
from fieldapp.core.integrity import Compared, Problem
from fieldapp.core.programme import HQ
from fieldapp.core.sheet import SheetKey
from fieldapp.store.opening import compare_copy
from fieldapp.texts.backups import moment_words
from fieldapp.texts.integrity import problem_line
from fieldapp.texts.texts import Texts
from fieldapp.ui.backups.keeper import Keeper
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.jobs import Jobs
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import Link, Message, Strip
from fieldapp.ui.work.progress import Progress

AFTER_PAINT_MS = 500


class Comparison(QObject):
    """`strip` is empty while all fits; of the open sheet it says nothing, which says so itself. `ended`:
    everything was compared, or could not be. Once begun, it is done anew where another program may have
    written."""

    ended = Signal()

    def __init__(self, document: Document, keeper: Keeper, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._keeper = document, keeper
        self.jobs = Jobs(self)
        self.strip = Strip(kit)
        self._first = QTimer(self, interval=AFTER_PAINT_MS, singleShot=True)
        self._progress = Progress()
        self._compared_at: datetime | None = None
        self._failure: FieldAppError | None = None
        self._problems: list[Problem] = []
        self._backup: Backup | None = None
        self._is_looked_for = False

        self._first.timeout.connect(self.compare)
        keeper.letting_go.connect(self.stop)
        document.period_changed.connect(self._show)

    def begin(self, *, compares: bool, keeps_backups: bool) -> None:
        """Once the window is there, compare, and whenever the file has come over from another program; and
        after that have the backup of the day made, which reads all of the file as well. Of a newer file not
        all can be compared or kept."""
        if self._document.store.is_newer:
            return
        if compares:
            self._document.writer_changed.connect(self.compare)
            self._first.start()
        if keeps_backups and compares:
            self.ended.connect(self._keeper.begin)
        elif keeps_backups:
            self._keeper.begin()

    def compare(self) -> None:
        """Compare everything now."""
        if not self.jobs.is_busy:
            path, self._progress = self._document.store.path, Progress()
            self.jobs.run(lambda: compare_copy(path, self._progress.tell), self._know, self._fail)

    def stop(self) -> None:
        """Leave what is being done; for closing."""
        self._first.stop()
        self._progress.stop()
        self.jobs.wait()

    def said(self, texts: Texts) -> str:
        """When everything was compared last, and what came of it."""
        name, problems, failure = self._document.store.path.name, self._problems, self._failure
        if failure is not None:
            return texts("integrity.about-failed", name=name, cause=texts.error(failure))
        if self._compared_at is None:
            return texts("integrity.about-not-yet", name=name)
        when = moment_words(self._compared_at, texts)
        if problems:
            return texts("integrity.about-broken", name=name, when=when, n=len(problems))
        return texts("integrity.about-whole", name=name, when=when)

    def _know(self, problems: list[Problem]) -> None:
        self._compared_at, self._failure = self._document.now(), None
        self._problems = sorted(problems, key=lambda problem: problem.sheet is None)
        self._backup, self._is_looked_for = None, bool(problems)
        if problems:
            self._document.follow()
            keys = {problem.sheet for problem in problems if problem.sheet is not None}
            self._keeper.find_whole(keys, self._offer)
        self._show()
        self.ended.emit()

    def _fail(self, error: FieldAppError) -> None:
        if error.code != "stopped":
            self._failure = error
            self._show()
            self.ended.emit()

    def _offer(self, backup: Backup | None) -> None:
        self._backup, self._is_looked_for = backup, False
        self._show()

    def _show(self) -> None:
        failure, problems = self._failure, [one for one in self._problems if not self._is_in_sight(one)]
        if failure is not None and failure.code == "file-damaged":
            self.strip.tell(Message("error", lambda texts: texts.error(failure)))
        elif problems:
            self._tell(problems)
        else:
            self.strip.clear()

    def _tell(self, problems: list[Problem]) -> None:
        first, backup, programme = problems[0], self._backup, self._document.programme
        of_backups = self._words_of_backups(first)

        def say(texts: Texts) -> str:
            others = [texts("integrity.others", n=len(problems) - 1)] if problems[1:] else []
            when = moment_words(backup.made, texts) if backup else ""
            return " ".join([problem_line(first, programme, texts), *others, texts(of_backups, when=when)])

        links = []
        if first.sheet is not None and self._document.store.office in (HQ, first.sheet.office):
            links.append(Link("integrity.show-sheet", _going_to(self._document, first.sheet)))
        if backup is not None:
            links.append(Link("damaged.restore", self._restoring(backup.path)))
        self.strip.tell(Message("error", say, tuple(links)))

    def _words_of_backups(self, first: Problem) -> str:
        if self._is_looked_for:
            return "damaged.searching"
        if first.sheet is None or len(self._problems) > 1:
            return "integrity.backup" if self._backup else "integrity.no-backup"
        return "damaged.backup" if self._backup else "damaged.no-backup"

    def _is_in_sight(self, problem: Problem) -> bool:
        document = self._document
        is_open = problem.sheet == document.key
        return problem.what is Compared.SHEET and is_open and document.damage is not None

    def _restoring(self, backup: Path) -> Callable[[], None]:
        def restore() -> None:
            if self._document.has_file():
                self._keeper.choose_backup(backup)

        return restore


def _going_to(document: Document, key: SheetKey) -> Callable[[], None]:
    return lambda: document.open_sheet(key)
