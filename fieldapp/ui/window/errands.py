"""What is asked of people beside the grid: a second person's totals, the reason of a correction, who took
part, what came from others, a look at a workbook or at what a paste would do, forms on paper, backups, a copy
on this computer, in which order they enter."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.programme import HQ
from fieldapp.ui.backups.keeper import Keeper
from fieldapp.ui.backups.local_copy import LocalCopy
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.jobs import Jobs
from fieldapp.ui.kit.key_words import Slot
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.person.person import Person
from fieldapp.ui.sheet.grid import SheetGrid
from fieldapp.ui.verify.curtain import Curtain
from fieldapp.ui.window.office_menu import OfficeMenu
from fieldapp.ui.window.row_totals import RowTotals

if TYPE_CHECKING:
    from fieldapp.ui.board.overview import Overview
    from fieldapp.ui.checks.looking_through import LookingThrough
    from fieldapp.ui.checks.reviewing import Reviewing
    from fieldapp.ui.paper.forms import Forms
    from fieldapp.ui.paste.pasting import Pasting
    from fieldapp.ui.press.press import Press
    from fieldapp.ui.receive.answers import AnswerTaker
    from fieldapp.ui.receive.looking import Looker
    from fieldapp.ui.receive.receiver import Receiver
    from fieldapp.ui.receive.step_aside import StepAside
    from fieldapp.ui.reconcile.reconciling import Reconciling
    from fieldapp.ui.recut.cutter import Cutter
    from fieldapp.ui.reports.casualties import Casualties
    from fieldapp.ui.send.copy_dialog import CopyQuestion
    from fieldapp.ui.send.organisations import Organisations
    from fieldapp.ui.send.reason_dialog import Reasons
    from fieldapp.ui.verify.second_person import SecondPerson

_Errand = TypeVar("_Errand", bound=QObject)


class Errands(QObject):
    """`told(Message)`: what came of one; `go_wanted(Period)`, `cell_wanted(Cell)`: somebody wants to see
    that sheet, or that cell of the sheet that is open by then. An errand is
    imported and made when it is asked for the first time: this is the door behind which the window keeps what
    its first picture does not show. While a second person keys, `curtain` hides the sheet."""

    told = Signal(object)
    go_wanted = Signal(object)
    cell_wanted = Signal(object)

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
        self._jobs, self._curtain, self._window = jobs, curtain, window
        self.looks, self._is_over = Jobs(self), False
        self.person = Person(document, kit, window)
        self.offices = self._heard(OfficeMenu(document, kit, window))
        self.backups = self._heard(Keeper(document, jobs, kit, window))
        self.local = self._heard(LocalCopy(document, kit, window))
        self.row_totals = self._heard(RowTotals(document, grid, kit, window))

        document.ask_reason = lambda key: self.reasons.ask(key)
        document.step_aside = lambda command, is_back: self.step_aside.begin(command, is_back)
        grid.paste_wanted.connect(lambda target: self.pasting.paste(target))
        grid.enter_by_rows(kit.settings.enters_by_rows)

    def receive(self, paths: Sequence[Path] = ()) -> None:
        """Take in what came: at headquarters the workbooks of offices, at an office answers."""
        if self._document.store.office == HQ:
            self.receiver.begin(paths)
        elif paths:
            self.answers.take(paths)
        else:
            self.answers.choose()

    def stop(self) -> None:
        """Leave what is being read; for closing."""
        self.stop_reading()
        self.local.stop()

    def stop_reading(self) -> None:
        """Leave what came from others; for letting the file go."""
        for name in ("receiver", "step_aside"):
            if name in vars(self):
                vars(self)[name].stop()
        self._is_over = True
        if "looking_through" in vars(self):
            self.looking_through.stop()
        self.looks.wait()

    def enter_by_rows(self, by_rows: bool) -> None:
        """Go on along the rows with Enter, or down the columns, from now on and after the next start."""
        self._kit.settings.enters_by_rows = by_rows
        self._grid.enter_by_rows(by_rows)

    def prepare(self) -> None:
        """What takes long to find in ten years, found before anybody asks."""
        if not self._is_over:
            self.looking_through.prepare()

    def slots(self) -> dict[str, Slot]:
        """What the actions do that ask something, by their keys."""
        return {
            "back-up": self.backups.choose,
            "restore": self.backups.choose_backup,
            "local-copy": self.local.choose,
            "name": self.person.choose,
            "look": lambda: self.looker.choose(),
            "receive": self.receive,
            "choose-office": self.offices.choose,
            "board": lambda: self.overview.choose(),
            "press": lambda: self.press.choose(),
            "reconcile": lambda: self.reconciling.choose(),
            "casualties": lambda: self.casualties.choose(),
            "checks": lambda: self.reviewing.choose(),
            "verify": lambda: self.second.verify(),
            "organisations": lambda: self.organisations.choose(),
            "cut-in-two": lambda: self.cutter.cut(),
            "save-form": lambda: self.forms.save_filled(),
            "save-blank": lambda: self.forms.save_blank(),
            "print-form": lambda: self.forms.print_filled(),
            "print-blank": lambda: self.forms.print_blank(),
            "save-template": lambda: self.forms.save_template(),
            **self.row_totals.slots(),
        }

    def possible(self) -> dict[str, bool]:
        """The actions that not every file has, and whether this one does."""
        at_headquarters = self._document.store.office == HQ
        return {
            "local-copy": self.local.is_possible,
            "choose-office": self.offices.is_possible,
            "board": at_headquarters,
            "press": at_headquarters,
            **self.row_totals.possible(),
        }

    @cached_property
    def second(self) -> "SecondPerson":
        from fieldapp.ui.verify.second_person import SecondPerson

        second = self._heard(SecondPerson(self._document, self.person, self._kit, self._window))
        second.began.connect(self._curtain.draw)
        second.ended.connect(self._curtain.lift)
        second.go_wanted.connect(self._grid.go_to)
        return second

    @cached_property
    def looker(self) -> "Looker":
        from fieldapp.ui.receive.looking import Looker

        looker = self._heard(Looker(self._document, self._jobs, self._kit, self._window))
        looker.go_wanted.connect(self.go_wanted)
        return looker

    @cached_property
    def receiver(self) -> "Receiver":
        from fieldapp.ui.receive.receiver import Receiver

        return self._heard(Receiver(self._document, self._jobs, self._kit, self._window))

    @cached_property
    def step_aside(self) -> "StepAside":
        from fieldapp.ui.receive.step_aside import StepAside

        return self._heard(StepAside(self._document, self._jobs, self._kit, self._window))

    @cached_property
    def answers(self) -> "AnswerTaker":
        from fieldapp.ui.receive.answers import AnswerTaker

        answers = self._heard(AnswerTaker(self._document, self._jobs, self._kit, self._window))
        answers.other_came.connect(self.looker.look_at)
        return answers

    @cached_property
    def reasons(self) -> "Reasons":
        from fieldapp.ui.send.reason_dialog import Reasons

        return self._heard(Reasons(self._document, self._kit, self._window))

    @cached_property
    def pasting(self) -> "Pasting":
        from fieldapp.ui.paste.pasting import Pasting

        return self._heard(Pasting(self._document, self._kit, self._window))

    @cached_property
    def forms(self) -> "Forms":
        from fieldapp.ui.paper.forms import Forms

        return self._heard(Forms(self._document, self._kit, self._window))

    @cached_property
    def organisations(self) -> "Organisations":
        from fieldapp.ui.send.organisations import Organisations

        return self._heard(Organisations(self._document, self._kit, self._window))

    @cached_property
    def cutter(self) -> "Cutter":
        from fieldapp.ui.recut.cutter import Cutter

        return self._heard(Cutter(self._document, self._kit, self._window))

    @cached_property
    def copies(self) -> "CopyQuestion":
        from fieldapp.ui.send.copy_dialog import CopyQuestion

        return self._heard(CopyQuestion(self._document, self._kit, self._window))

    @cached_property
    def overview(self) -> "Overview":
        from fieldapp.ui.board.overview import Overview
        from fieldapp.ui.work.wait import Waiting

        waiting = Waiting(self._document, self._jobs, self._kit)
        overview = self._heard(Overview(self._document, waiting, self._kit, self._window))
        overview.cell_wanted.connect(self.cell_wanted)
        return overview

    @cached_property
    def press(self) -> "Press":
        from fieldapp.ui.press.press import Press
        from fieldapp.ui.work.wait import Waiting

        waiting = Waiting(self._document, self._jobs, self._kit)
        return self._heard(Press(self._document, self.person.ask, waiting, self._kit, self._window))

    @cached_property
    def reconciling(self) -> "Reconciling":
        from fieldapp.ui.reconcile.reconciling import Reconciling

        reconciling = Reconciling(self._document, self._kit, self._window)
        reconciling.list_wanted.connect(lambda over: self.press.show_list(over))
        return reconciling

    @cached_property
    def casualties(self) -> "Casualties":
        from fieldapp.ui.reports.casualties import Casualties

        return self._heard(Casualties(self._document, self._kit, self._window))

    @cached_property
    def looking_through(self) -> "LookingThrough":
        from fieldapp.ui.checks.looking_through import LookingThrough

        return LookingThrough(self._document, self.looks, self)

    @cached_property
    def reviewing(self) -> "Reviewing":
        from fieldapp.ui.checks.reviewing import Reviewing

        through = self.looking_through
        reviewing = self._heard(Reviewing(self._document, through, self.looks, self._kit, self._window))
        reviewing.cell_wanted.connect(self.cell_wanted)
        reviewing.settling_wanted.connect(lambda key, cell: self.receiver.begin(goal=(key, cell)))
        return reviewing

    def _heard(self, errand: _Errand) -> _Errand:
        telling: Any = errand
        telling.told.connect(self.told)
        return errand
