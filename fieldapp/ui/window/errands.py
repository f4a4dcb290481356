"""What is asked of people beside the grid: a second person's totals, the reason of a correction, who took
part, what came from others, a look at a workbook or at what a paste would do, forms on paper, backups, a copy
on this computer, in which order they enter."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.programme import HQ
from fieldapp.ui.backups.keeper import Keeper
from fieldapp.ui.backups.local_copy import LocalCopy
from fieldapp.ui.board.overview import Overview
from fieldapp.ui.checks.reviewing import Reviewing
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.jobs import Jobs
from fieldapp.ui.kit.key_words import Slot
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.paper.forms import Forms
from fieldapp.ui.paste.pasting import Pasting
from fieldapp.ui.person.person import Person
from fieldapp.ui.press.press import Press
from fieldapp.ui.receive.answers import AnswerTaker
from fieldapp.ui.receive.looking import Looker
from fieldapp.ui.receive.receiver import Receiver
from fieldapp.ui.receive.step_aside import StepAside
from fieldapp.ui.reconcile.reconciling import Reconciling
from fieldapp.ui.recut.cutter import Cutter
from fieldapp.ui.send.copy_dialog import CopyQuestion
from fieldapp.ui.send.organisations import Organisations
from fieldapp.ui.send.reason_dialog import Reasons
from fieldapp.ui.sheet.grid import SheetGrid
from fieldapp.ui.verify.curtain import Curtain
from fieldapp.ui.verify.second_person import SecondPerson
from fieldapp.ui.window.office_menu import OfficeMenu


class Errands(QObject):
    """`told(Message)`: what came of one. While a second person keys, `curtain` hides the sheet."""

    told = Signal(object)

    def __init__(
        self,
        document: Document,
        jobs: Jobs,
        kit: Kit,
        grid: SheetGrid,
        curtain: Curtain,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document, self._grid, self._kit = document, grid, kit
        self.person = Person(document, kit, window)
        self.second = SecondPerson(document, self.person, kit, window)
        self.looker = Looker(document, jobs, kit, window)
        self.receiver = Receiver(document, jobs, kit, window)
        self.step_aside = StepAside(document, jobs, kit, window)
        self.answers = AnswerTaker(document, jobs, kit, window)
        self.offices = OfficeMenu(document, kit, window)
        self.reasons = Reasons(document, kit, window)
        self.pasting = Pasting(document, kit, window)
        self.forms = Forms(document, kit, window)
        self.organisations = Organisations(document, kit, window)
        self.backups = Keeper(document, jobs, kit, window)
        self.local = LocalCopy(document, kit, window)
        self.cutter = Cutter(document, kit, window)
        self.copies = CopyQuestion(document, kit, window)
        self.overview = Overview(document, kit, window)
        self.press = Press(document, self.person.ask, kit, window)
        self.reconciling = Reconciling(document, kit, window)
        self.reviewing = Reviewing(document, kit, window)

        document.ask_reason = self.reasons.ask
        for errand in (
            *(self.second, self.looker, self.receiver, self.answers, self.reasons, self.pasting, self.forms),
            *(self.offices, self.organisations, self.backups, self.local, self.cutter, self.copies),
            *(self.overview, self.press, self.step_aside, self.reviewing),
        ):
            errand.told.connect(self.told)
        self.answers.other_came.connect(self.looker.look_at)
        self.second.began.connect(curtain.draw)
        self.second.ended.connect(curtain.lift)
        self.second.go_wanted.connect(grid.go_to)
        grid.paste_wanted.connect(self.pasting.paste)
        grid.enter_by_rows(kit.settings.enters_by_rows)

    def receive(self, paths: Sequence[Path] = ()) -> None:
        """Take in what came: at headquarters the workbooks of offices, at an office an answer."""
        if self._document.store.office == HQ:
            self.receiver.begin(paths)
        elif paths:
            self.answers.take(paths[0])
        else:
            self.answers.choose()

    def stop(self) -> None:
        """Leave what is being read; for closing."""
        self.receiver.stop()
        self.step_aside.stop()
        self.local.stop()
        self.reviewing.stop()

    def enter_by_rows(self, by_rows: bool) -> None:
        """Go on along the rows with Enter, or down the columns, from now on and after the next start."""
        self._kit.settings.enters_by_rows = by_rows
        self._grid.enter_by_rows(by_rows)

    def slots(self) -> dict[str, Slot]:
        """What the actions do that ask something, by their keys."""
        return {
            "back-up": self.backups.choose,
            "restore": self.backups.choose_backup,
            "local-copy": self.local.choose,
            "name": self.person.choose,
            "look": self.looker.choose,
            "receive": self.receive,
            "choose-office": self.offices.choose,
            "board": self.overview.choose,
            "press": self.press.choose,
            "reconcile": self.reconciling.choose,
            "checks": self.reviewing.choose,
            "verify": self.second.verify,
            "organisations": self.organisations.choose,
            "cut-in-two": self.cutter.cut,
        } | self.forms.slots()

    def possible(self) -> dict[str, bool]:
        """The actions that not every file has, and whether this one does."""
        return {
            "local-copy": self.local.is_possible,
            "choose-office": self.offices.is_possible,
            "board": self.overview.is_possible,
            "press": self.press.is_possible,
        }
