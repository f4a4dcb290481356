"""What came, one a row, by verdict; every word asked for when it is shown: a thousand files are many."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QIcon
from typing_extensions import override

from fieldapp.core.hq.plan import NOT_COUNTED, Plan, Planned, Verdict
from fieldapp.core.programme import Programme
from fieldapp.texts.receiving import verdict_word
from fieldapp.ui.kit.aliases import LEFT, Index
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.marks import wrapped
from fieldapp.ui.receive.considered import Choices, Subject, name_to_set_aside, take_of

FILE_COLUMNS = ("verdict", "counts", "office", "period", "revision", "file")
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_LOOKS = {
    **dict.fromkeys((Verdict.UNREADABLE, Verdict.EDITED, Verdict.FORK, Verdict.CONFLICT), ("error", "error")),
    **dict.fromkeys(
        (Verdict.UNSEALED, Verdict.DRAFT, Verdict.OVERLAP, Verdict.WAITING, Verdict.TWICE, Verdict.VERSION),
        ("warning", "warning"),
    ),
    **dict.fromkeys((Verdict.MERGED, Verdict.AGREES, Verdict.FOREIGN), ("warning", "warning")),
    **dict.fromkeys((Verdict.NEW, Verdict.NEWER, Verdict.RECUT), ("done", "accent")),
}


class FilesModel(QAbstractTableModel):
    """A row for each subject."""

    def __init__(self, programme: Programme, kit: Kit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._programme, self._kit = programme, kit
        self._subjects: Sequence[Subject] = ()
        self._counted: dict[int, bool] = {}
        self._choices = Choices()
        self._offices = {office.key: office.names for office in programme.offices}
        kit.texts_changed.connect(self._repaint)
        kit.theme_changed.connect(self._repaint)

    def show_subjects(self, subjects: Sequence[Subject]) -> None:
        """Show other ones."""
        self.beginResetModel()
        self._subjects, self._counted, self._choices = subjects, {}, Choices()
        self.endResetModel()

    def show_settled(self, settled: Plan, choices: Choices) -> None:
        """Show what follows from some choices."""
        self._choices = choices
        self._counted = {id(file.arrival): file.counted for file in settled.files}
        self._repaint()

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._subjects)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(FILE_COLUMNS)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole:
            return LEFT
        return self._kit.texts(f"plan.head-{FILE_COLUMNS[section]}") if role == _Role.DisplayRole else None

    @override
    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        subject, name = self._subjects[index.row()], FILE_COLUMNS[index.column()]
        if role == _Role.DisplayRole:
            return self.word(subject, name)
        if role == _Role.ToolTipRole:
            return wrapped(self.word(subject, name))
        if role == _Role.DecorationRole and name == "verdict":
            return self._icon(subject)
        return None

    def word(self, subject: Subject, name: str) -> str:
        """What is said in a column."""
        texts, file, key = self._kit.texts, subject.file, subject.key
        match name:
            case "verdict":
                return verdict_word(file, texts) if file else texts("plan.held")
            case "counts":
                return self._counts(subject)
            case "office":
                names = self._offices.get(key.office) if key else None
                return texts.names(names) if names else key.office if key else ""
            case "period":
                return texts.period(key.period) if key else ""
            case "revision":
                said = file.arrival.record or file.arrival.reading if file else None
                return str(said.revision) if said else ""
            case _:
                return file.arrival.path.name if file else texts("plan.no-file")

    def _counts(self, subject: Subject) -> str:
        texts, file = self._kit.texts, subject.file
        if file is None:
            return texts("plan.in-dispute", n=len(subject.sheet.disputed) if subject.sheet else 0)
        if name_to_set_aside(subject) in self._choices.aside:
            return texts("plan.set-aside")
        if _is_taken(subject, self._choices):
            return texts("plan.taken")
        if self._counted.get(id(file.arrival), file.counted):
            return texts("plan.counts")
        is_left = file.verdict in NOT_COUNTED or file.verdict is Verdict.TWICE
        return texts("plan.counts-not" if is_left else "plan.kept")

    def _icon(self, subject: Subject) -> QIcon:
        name, ink = _LOOKS.get(subject.file.verdict, ("info", "quiet_text")) if subject.file else _HELD
        return self._kit.icons.icon(name, getattr(self._kit.theme, ink))

    def _repaint(self) -> None:
        if self._subjects:
            last = self.index(len(self._subjects) - 1, len(FILE_COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(FILE_COLUMNS) - 1)


_HELD = ("error", "error")


def _is_taken(subject: Subject, choices: Choices) -> bool:
    file: Planned | None = subject.file
    if file is None or file.counted:
        return False
    whole = take_of(subject)
    names = {whole.name if whole else "", file.arrival.sha256} - {""}
    return any(take.name in names for take in choices.takes)
