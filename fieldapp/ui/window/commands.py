"""What can be done with the open sheet as a whole: go to another period, mark, export, copy its sentence."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period, following, preceding, week_to_enter
from fieldapp.core.report import Status
from fieldapp.core.sending import Obstacle
from fieldapp.passage import require_content
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.edits_command import EditsCommand, first_cell
from fieldapp.ui.document.standing import mark_ready, take_back
from fieldapp.ui.document.step_command import StepCommand
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.key_words import Slot
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import Link, Message, error_message
from fieldapp.ui.person.person import AskName
from fieldapp.ui.send.exporting import Exporter
from fieldapp.ui.send.steps import step_words

if TYPE_CHECKING:
    from fieldapp.ui.reports.reporting import Reports

FindPeriod = Callable[[tuple[Period, ...], bool], Period]
"""Where to go, by what the file holds and whether weeks are split at the end of a month."""


class Neighbour(Protocol):
    """`following` or `preceding`."""

    def __call__(self, period: Period, stored: tuple[Period, ...], /, *, split: bool) -> Period: ...


class SheetCommands(QObject):
    """`told(Message)`: what came of a command. `changed_at(Cell)`: where a step in time has changed something
    first. `errors_stand`: the sheet cannot be marked ready yet."""

    told = Signal(object)
    changed_at = Signal(object)
    errors_stand = Signal()

    def __init__(self, document: Document, exporter: Exporter, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._exporter, self._kit, self._window = document, exporter, kit, window
        self.ask_name: AskName = lambda why: True
        self.ask_copy: Callable[[], bool] = lambda: True
        exporter.told.connect(self.told)

    @cached_property
    def reports(self) -> "Reports":
        """The reports, imported and made when somebody asks for one first."""
        from fieldapp.ui.reports.reporting import Reports

        reports = Reports(self._document, self._exporter.jobs, self._kit, self._window)
        reports.told.connect(self.told)
        return reports

    @property
    def order(self) -> str:
        """The list order of the report: the one chosen, if this programme has it, or its first."""
        return self._chosen_order or self._document.programme.first_order

    @property
    def _chosen_order(self) -> str | None:
        chosen = self._kit.settings.order
        return chosen if chosen in self._document.programme.orders else None

    def choose_order(self, order: str) -> None:
        """List places in this order from now on."""
        self._kit.settings.order = order

    def advance(self) -> None:
        """The next step: mark ready, or export and mark sent."""
        self._document.settle()
        if self._exporter.is_on_its_way:
            return
        status = self._document.standing.status
        if status is not Status.SENT and not self._document.may_change():
            return
        if status is Status.DRAFT:
            self._mark_ready()
        elif status is Status.SENT or (self.ask_name("window.name-to-send") and self.ask_copy()):
            self._exporter.export(self._kit.texts, self._chosen_order, then_send=True)

    def take_back(self) -> None:
        """A ready sheet is a draft again."""
        if self._document.standing.status is Status.READY:
            self._try(lambda: take_back(self._document))

    def export(self) -> None:
        """Write the workbook of the sheet as it is; nothing is marked."""
        self._document.settle()
        self._exporter.export(self._kit.texts, self._chosen_order, then_send=False)

    def undo(self) -> None:
        """Take the last change back and go to it; say so where that was in another period, or where the sheet
        is again what was sent."""
        self._step_in_time(self._document.undo, "window.undone-in", back=0)

    def redo(self) -> None:
        """Bring back what was taken back, go to it, and say so where that was in another period."""
        self._step_in_time(self._document.redo, "window.redone-in", back=1)

    def copy_wire(self) -> None:
        """Copy the sentence in wire order."""
        self._copy("wire")

    def copy_post(self) -> None:
        """Copy the sentence in post order."""
        self._copy("post")

    def back(self) -> None:
        """The period before."""
        self._step(self._turned(preceding))

    def forward(self) -> None:
        """The period after."""
        self._step(self._turned(following))

    def this_week(self) -> None:
        """The week of today."""
        today = self._document.today
        self._step(lambda stored, split: week_to_enter(today, stored, split=split))

    def slots(self) -> dict[str, Slot]:
        """What the actions do that lead to other days, by their keys."""
        return {
            "choose-period": self.choose_period,
            "report": lambda: self.reports.choose(),
            "balances": lambda: self.reports.choose_balances(),
        }

    def choose_period(self) -> None:
        """Ask for a period, or say why that cannot be."""
        self._document.settle()
        self._try(self._ask_period)

    def _ask_period(self) -> None:
        from fieldapp.ui.period.dialog import PeriodDialog

        document = self._document
        dialog = PeriodDialog(
            document.period,
            document.periods,
            document.today,
            self._kit,
            self._window,
            split=document.programme.split_at_month_end,
            together=document.store.entered(),
        )
        dialog.accepted.connect(lambda: self.open_period(dialog.period))
        open_dialog(dialog)

    def open_period(self, period: Period) -> None:
        """Show the sheet of a period, or its report where it is no sheet, or say why that cannot be."""
        self._try(lambda: self._open(period))

    def _open(self, period: Period) -> None:
        if self._document.store.sheet_asked(period) is None:
            self.reports.show(period)
        else:
            self._document.open_period(period)

    def _turned(self, neighbour: Neighbour) -> FindPeriod:
        here = self._document.period
        return lambda stored, split: neighbour(here, stored, split=split)

    def _step(self, find: FindPeriod) -> None:
        self._try(lambda: self._open_or_split(find))

    def _open_or_split(self, find: FindPeriod) -> None:
        """Open what is found; where that is a part because a month ends, say so and offer the whole."""
        document, stored = self._document, self._document.periods
        whole = find(stored, False)
        part = find(stored, document.programme.split_at_month_end)
        document.open_period(part)
        if part not in (whole, *stored):
            link = Link("window.whole-instead", lambda: self.open_period(whole))
            links = () if any(other.overlaps(whole) for other in stored) else (link,)
            self.told.emit(Message("info", lambda texts: texts("window.month-ends", whole=whole), links))

    def _step_in_time(self, step: Callable[[], bool], key: str, *, back: int) -> None:
        document, before = self._document, self._document.key
        if not step():
            return
        stack = document.undo_stack
        command = stack.command(stack.index() - back)
        if isinstance(command, StepCommand):
            self.told.emit(command.told_again() if back else command.told_back(document.standing))
            return
        if isinstance(command, EditsCommand):
            self.changed_at.emit(first_cell(document.sheet, command.edits))
        standing, period = document.standing, document.period
        if standing.status is Status.SENT:
            revision = standing.revision
            self.told.emit(Message("done", lambda texts: texts("window.as-sent", revision=revision)))
        elif document.key != before:
            self.told.emit(Message("done", lambda texts: texts(key, period=period)))

    def _mark_ready(self) -> None:
        following = self._exporter.next_step()
        if following.obstacle in (Obstacle.NOTHING_ENTERED, Obstacle.NOTHING_READABLE):
            reason = step_words(following).reason or ""
            self.told.emit(Message("error", lambda texts: texts(reason)))
            return
        try:
            mark_ready(self._document)
        except FieldAppError as error:
            self.told.emit(error_message(error))
            if error.code == "errors-stand":
                self.errors_stand.emit()
            return
        has_totals = any(cell.is_control for cell in self._document.sheet.values)
        key = "window.marked-ready" if has_totals else "suggestions.marked-ready"
        self.told.emit(Message("done", lambda texts: texts(key)))

    def _copy(self, form: Literal["wire", "post"]) -> None:
        from fieldapp.texts.sentences import ready_sentence

        document, kit = self._document, self._kit
        document.settle()

        def copy() -> None:
            report = document.report()
            require_content(report, document.sheet)
            kit.desktop.copy(ready_sentence(report, kit.texts, form, self._chosen_order))
            key = "window.copied-draft" if document.standing.status is Status.DRAFT else "window.copied"
            self.told.emit(Message("done", lambda texts: texts(key)))

        self._try(copy)

    def _try(self, do: Callable[[], object]) -> None:
        try:
            do()
        except FieldAppError as error:
            self.told.emit(error_message(error))
