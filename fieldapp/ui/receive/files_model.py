"""What came, one a row, by verdict."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from typing_extensions import override

from fieldapp.core.hq.plan import NOT_COUNTED, Plan, Planned, Verdict
from fieldapp.core.programme import Programme
from fieldapp.texts.receiving import verdict_word
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.receive.considered import Choices, Subject, name_to_set_aside, take_of
from fieldapp.ui.rows.rows_model import RowsModel

FILE_COLUMNS = ("verdict", "counts", "office", "period", "revision", "file")
_LOOKS = {
    **dict.fromkeys((Verdict.UNREADABLE, Verdict.EDITED, Verdict.FORK, Verdict.CONFLICT), ("error", "error")),
    **dict.fromkeys(
        (Verdict.UNSEALED, Verdict.DRAFT, Verdict.OVERLAP, Verdict.WAITING, Verdict.TWICE, Verdict.VERSION),
        ("warning", "warning"),
    ),
    **dict.fromkeys((Verdict.MERGED, Verdict.AGREES, Verdict.FOREIGN), ("warning", "warning")),
    **dict.fromkeys((Verdict.NEW, Verdict.NEWER, Verdict.RECUT), ("done", "accent")),
}


class FilesModel(RowsModel[Subject]):
    """A row for each subject."""

    def __init__(self, programme: Programme, kit: Kit, parent: QObject | None = None) -> None:
        super().__init__(FILE_COLUMNS, "plan", kit, parent)
        self._counted: dict[int, bool] = {}
        self._choices = Choices()
        self._offices = {office.key: office.names for office in programme.offices}

    @override
    def show_rows(self, rows: Sequence[Subject]) -> None:
        """Show other ones, of which nothing is chosen."""
        self._counted, self._choices = {}, Choices()
        super().show_rows(rows)

    def show_settled(self, settled: Plan, choices: Choices) -> None:
        """Show what follows from some choices."""
        self._choices = choices
        self._counted = {id(file.arrival): file.counted for file in settled.files}
        self._repaint()

    @override
    def word(self, row: Subject, name: str) -> str:
        texts, file, key = self._kit.texts, row.file, row.key
        match name:
            case "verdict":
                return verdict_word(file, texts) if file else texts("plan.held")
            case "counts":
                return self._counts(row)
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

    @override
    def icon(self, row: Subject) -> QIcon:
        name, ink = _LOOKS.get(row.file.verdict, ("info", "quiet_text")) if row.file else _HELD
        return self._kit.icons.icon(name, getattr(self._kit.theme, ink))


_HELD = ("error", "error")


def _is_taken(subject: Subject, choices: Choices) -> bool:
    file: Planned | None = subject.file
    if file is None or file.counted:
        return False
    whole = take_of(subject)
    names = {whole.name if whole else "", file.arrival.sha256} - {""}
    return any(take.name in names for take in choices.takes)
