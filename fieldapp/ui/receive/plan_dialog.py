"""What receiving some files would do, seen and chosen before anything is taken."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from fieldapp.core.hq.choice import Take
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.ui.kit.dropping import PathsDrop
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even, looking, row
from fieldapp.ui.kit.notice import NOTHING, Message, Strip
from fieldapp.ui.kit.theme import SPACE, title_font
from fieldapp.ui.receive.considered import (
    Choices,
    Considered,
    Point,
    Subject,
    name_to_set_aside,
    points_of,
    rivals_of,
    subjects_of,
    take_of,
)
from fieldapp.ui.receive.files_model import FILE_COLUMNS, FilesModel
from fieldapp.ui.receive.files_view import FilesView
from fieldapp.ui.receive.plan_words import PlanWords
from fieldapp.ui.receive.points_table import PointsTable
from fieldapp.ui.rows.empty import EmptyPlace
from fieldapp.ui.work.bar import WorkBar, WorkDialog
from fieldapp.ui.work.progress import Progress

_LARGEST = QSize(1240, 700)
_Button = QDialogButtonBox.StandardButton


class PlanDialog(WorkDialog):
    """`files_wanted`, `folder_wanted`, `dropped(list[Path])`: more is to be read. `chosen(Choices)`: this
    is decided. `receive_wanted`: take it as it stands."""

    files_wanted = Signal()
    folder_wanted = Signal()
    dropped = Signal(object)
    chosen = Signal(object)
    receive_wanted = Signal()

    def __init__(
        self, programme: Programme, words: PlanWords, kit: Kit, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._kit = words, kit
        self._considered: Considered | None = None
        self._choices = Choices()
        self._subjects: Sequence[Subject] = ()

        self._summary, self._counted = QLabel(), looking(QLabel(), "quiet")
        self._files, self._folder = QPushButton(autoDefault=False), QPushButton(autoDefault=False)
        self.work = WorkBar(kit)
        self._model = FilesModel(programme, kit, self)
        self.table = FilesView()
        self.empty = EmptyPlace("open", "plan.empty", "plan.empty-more", kit)
        self._why = QLabel()
        self.take = QPushButton(autoDefault=False)
        self.aside = QPushButton(autoDefault=False)
        self.take_all = QPushButton(autoDefault=False)
        self.points = PointsTable(programme, kit)
        self._reason_label, self.reason = QLabel(), QLineEdit(maxLength=200)
        self.said = Strip(kit)
        self.buttons = QDialogButtonBox(_Button.Cancel)
        self.receive = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)

        self._summary.setFont(title_font(self.font()))
        self.table.setModel(self._model)
        self._reason_label.setBuddy(self.reason)
        for label in (self._summary, self._counted, self._why):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self._connect()
        self._say()
        self._show()
        self._files.setFocus()
        self.resize(self.sizeHint())

    @property
    def summary(self) -> str:
        """What came, and what counts of it; where nothing did, what to do."""
        if not self._subjects:
            return self.empty.text
        return f"{self._summary.text()} {self._counted.text()}".strip()

    @property
    def why(self) -> str:
        """Why the current file is what it is, and what is odd about it."""
        return self._why.text()

    def lines(self) -> list[tuple[str, ...]]:
        """What the table of files says, line by line."""
        return [tuple(self._model.word(one, name) for name in FILE_COLUMNS) for one in self._subjects]

    def begin(self, what: str, progress: Progress) -> None:
        """Something is being read or written; nothing can be decided meanwhile."""
        self.said.clear()
        self.work.begin(what, progress)
        for part in (self._files, self._folder, self.receive):
            part.setEnabled(False)

    def end(self) -> None:
        """It came home."""
        self.work.end()
        for part in (self._files, self._folder):
            part.setEnabled(True)
        if not self._subjects:
            self._files.setFocus()
        self._show()

    def tell(self, message: Message) -> None:
        """Say why something cannot be."""
        self.said.tell(message)

    def show_considered(self, considered: Considered, choices: Choices) -> None:
        """Show a plan, and what follows from some choices."""
        is_other = self._considered is None or considered.plan is not self._considered.plan
        self._considered, self._choices = considered, choices
        self.said.tell(NOTHING)
        if is_other:
            self._subjects = subjects_of(considered.plan)
            self._model.show_rows(self._subjects)
        self._model.show_settled(considered.settled, choices)
        if is_other:
            self.table.fit()
        if is_other and self._subjects:
            self.table.setCurrentIndex(self._model.index(0, 0))
            self.table.setFocus()
        self._show()

    def point_at(self, key: SheetKey, cell: Cell) -> None:
        """Make a sheet current, and what is said of one of its cells, if they are there."""
        places = [place for place, one in enumerate(self._subjects) if one.key == key]
        if places:
            self.table.setCurrentIndex(self._model.index(places[0], 0))
            self.points.point_at(cell)

    @override
    def sizeHint(self) -> QSize:
        """Room for a few files and their cells, on the smallest screen."""
        parent = self.parentWidget()
        room = parent.size() if parent is not None else _LARGEST
        return _LARGEST.boundedTo(room)

    def _connect(self) -> None:
        self._files.clicked.connect(self.files_wanted)
        self._folder.clicked.connect(self.folder_wanted)
        PathsDrop(self).dropped.connect(self.dropped)
        self.table.selectionModel().currentChanged.connect(self._show_current)
        self.table.turned.connect(self._turn_file)
        self.take.clicked.connect(self._turn_file)
        self.aside.clicked.connect(self._turn_aside)
        self.take_all.clicked.connect(self._take_all)
        self.points.turned.connect(self._turn_point)
        self.receive.clicked.connect(self.receive_wanted)
        self.buttons.rejected.connect(self.reject)
        self._kit.texts_changed.connect(self._say)

    def _lay_out(self) -> None:
        top = row(spacing=2 * SPACE)
        for part in (self._files, self._folder):
            top.addWidget(part)
        top.addWidget(self.work, 1)
        choosing = row(spacing=2 * SPACE)
        for button in (self.take, self.aside, self.take_all):
            choosing.addWidget(button)
        choosing.addStretch()
        reason = row(spacing=2 * SPACE)
        reason.addWidget(self._reason_label)
        reason.addWidget(self.reason, 1)
        whole = column(self, spacing=SPACE, margins=even(3 * SPACE))
        whole.addWidget(self._summary)
        whole.addWidget(self._counted)
        whole.addLayout(top)
        whole.addWidget(self.table, 3)
        whole.addWidget(self.empty, 3)
        whole.addWidget(self._why)
        whole.addLayout(choosing)
        whole.addWidget(self.points, 2)
        whole.addLayout(reason)
        whole.addStretch()
        whole.addWidget(self.said)
        whole.addWidget(self.buttons)

    def _say(self) -> None:
        texts = self._kit.texts
        self.setWindowTitle(texts("plan.title"))
        self._files.setText(texts("plan.files"))
        self._folder.setText(texts("plan.folder"))
        self.take_all.setText(texts("plan.take-all"))
        self._reason_label.setText(texts("plan.reason"))
        self.reason.setAccessibleName(texts("plan.reason").replace("&", ""))
        self.reason.setPlaceholderText(texts("plan.reason-hint"))
        self.reason.setAccessibleDescription(texts("plan.reason-hint"))
        self.receive.setText(texts("plan.receive"))
        self.table.setAccessibleName(texts("plan.what-came"))
        self.table.fit()
        self._show()

    def _show(self) -> None:
        considered = self._considered
        has_files = considered is not None and bool(considered.plan.files)
        self._summary.setText(self._words.summary(considered) if considered else "")
        self._counted.setText(self._words.counted(considered, self._choices) if considered else "")
        self.table.setVisible(bool(self._subjects))
        self.empty.setVisible(not self._subjects)
        for label in (self._summary, self._counted):
            label.setVisible(bool(self._subjects))
        is_choice = bool(self._choices.takes or self._choices.aside)
        self.receive.setEnabled((has_files or is_choice) and not self.work.is_working)
        self.receive.setDefault(self.receive.isEnabled())
        self.take_all.setEnabled(bool(self._takeable()))
        for part in (self.reason, self._reason_label):
            part.setVisible(bool(self._subjects))
        self._show_current()

    def _show_current(self) -> None:
        subject, texts = self._current(), self._kit.texts
        for part in (self._why, self.take, self.aside, self.take_all, self.points):
            part.setVisible(subject is not None)
        if subject is None or self._considered is None:
            return
        take, aside = take_of(subject), name_to_set_aside(subject)
        self._why.setText(self._words.why(subject))
        self.take.setEnabled(take is not None)
        is_taken = take in self._choices.takes
        self.take.setText(texts("plan.take-not" if is_taken else "plan.take"))
        self.aside.setEnabled(bool(aside))
        self.aside.setText(texts("plan.aside-not" if aside in self._choices.aside else "plan.aside"))
        points = points_of(subject, self._considered.plan)
        self.points.show_points(points, self._considered.plan, self._choices)
        self.points.setVisible(bool(points))

    def _current(self) -> Subject | None:
        place = self.table.currentIndex().row()
        return self._subjects[place] if 0 <= place < len(self._subjects) else None

    def _takeable(self) -> list[Take]:
        """What whole files could be taken and are not."""
        takes = [take for one in self._subjects if (take := take_of(one))]
        return [take for take in takes if take not in self._choices.takes]

    def _turn_file(self) -> None:
        subject = self._current()
        take = take_of(subject) if subject else None
        if subject is not None and take is not None and self._considered is not None:
            points = points_of(subject, self._considered.plan)
            self._choose(self._choices.turned(take, [point.take for point in points if point.take]))

    def _turn_aside(self) -> None:
        subject = self._current()
        name = name_to_set_aside(subject) if subject else ""
        if name:
            self._choose(self._choices.turned_aside(name))

    def _take_all(self) -> None:
        choices = self._choices
        for take in self._takeable():
            choices = choices.turned(take)
        self._choose(choices)

    def _turn_point(self, point: Point) -> None:
        """A cell is taken by itself; of a file that is taken whole, all but this one."""
        subject, choices = self._current(), self._choices
        whole = take_of(subject) if subject else None
        if point.take is None:
            return
        if point.beside is not None and whole in choices.takes:
            others = {one.take for one in self.points.points if one.beside and one.take}
            takes = {take for take in choices.takes if take != whole} | others - {point.take}
            self._choose(Choices(frozenset(takes), choices.aside))
            return
        self._choose(choices.turned(point.take, rivals_of(point, self.points.points)))

    def _choose(self, choices: Choices) -> None:
        self._choices = choices
        self.chosen.emit(choices)
