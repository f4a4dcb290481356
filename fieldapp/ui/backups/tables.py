"""The backups of a file, and what going back to one of them means for each sheet, as tables."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem
from typing_extensions import override

from fieldapp.core.backups import Backup, HeldSheet, Prospect
from fieldapp.core.report import Status
from fieldapp.texts.backups import moment_words, reason_words, sheet_words, who_words
from fieldapp.texts.texts import Texts
from fieldapp.ui.kit.aliases import LEFT
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.marks import wrapped
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.rows.read_only import as_rows

ROWS_IN_SIGHT = 5
WIDEST_COLUMN = 260


class _Words(QTableWidget):
    """Rows of words under `heads`, keys of the texts. `giving`: the columns that share what room there is;
    what they have to leave out is in the tool tip."""

    def __init__(self, heads: Sequence[str], giving: Sequence[int], kit: Kit) -> None:
        super().__init__(0, len(heads))
        self._heads, self._kit = heads, kit
        as_rows(self, giving)

    @override
    def sizeHint(self) -> QSize:
        """As wide as what it says, and as high as a few rows."""
        header, places = self.horizontalHeader(), range(len(self._heads))
        wanted = (max(self.sizeHintForColumn(place), header.sectionSizeHint(place)) for place in places)
        across = sum(min(width, WIDEST_COLUMN) for width in wanted)
        height = header.sizeHint().height() + 2 * self.frameWidth()
        return QSize(across + 8 * SPACE, height + ROWS_IN_SIGHT * self.verticalHeader().defaultSectionSize())

    @override
    def minimumSizeHint(self) -> QSize:
        """Its heading and two rows."""
        height = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        return QSize(1, height + 2 * self.verticalHeader().defaultSectionSize())

    def put(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows."""
        for place, key in enumerate(self._heads):
            item = QTableWidgetItem(self._kit.texts(f"backups.{key}"))
            item.setTextAlignment(LEFT)
            self.setHorizontalHeaderItem(place, item)
        self.setRowCount(len(rows))
        for line, words in enumerate(rows):
            for place, word in enumerate(words):
                item = QTableWidgetItem(word)
                item.setTextAlignment(LEFT)
                item.setToolTip(wrapped(word))
                self.setItem(line, place, item)


class BackupsTable(_Words):
    """When each was made, and why; the newest first. What is not of the ring is called by its name."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(("head-made", "head-reason"), (1,), kit)
        self._shown: list[Backup | Path] = []
        kit.texts_changed.connect(self._say)
        self._say()

    @property
    def chosen(self) -> Path | None:
        """The backup whose row is current."""
        place = self.currentRow()
        if not 0 <= place < len(self._shown):
            return None
        shown = self._shown[place]
        return shown.path if isinstance(shown, Backup) else shown

    def show_backups(self, backups: Sequence[Backup | Path]) -> None:
        """Show these, the first one current."""
        self._shown = list(backups)
        self.blockSignals(True)
        self._say()
        self.setCurrentCell(0 if self._shown else -1, 0)
        self.blockSignals(False)

    def choose(self, path: Path) -> bool:
        """Make the row of a backup current; whether that chose another than before."""
        paths = [shown.path if isinstance(shown, Backup) else shown for shown in self._shown]
        before = self.chosen
        if path in paths:
            self.setCurrentCell(paths.index(path), 0)
        return self.chosen != before

    def _say(self) -> None:
        texts = self._kit.texts
        self.setAccessibleName(texts("backups.title"))
        self.put([_backup_row(shown, texts) for shown in self._shown])


class SheetsTable(_Words):
    """Each sheet in the backup and now; first those that would lose something."""

    def __init__(self, kit: Kit) -> None:
        heads = ("head-period", "head-held", "head-present", "head-lost", "head-who")
        super().__init__(heads, (0, len(heads) - 1), kit)
        self._prospect: Prospect | None = None
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        kit.texts_changed.connect(self._say)
        self._say()

    def show_prospect(self, prospect: Prospect | None) -> None:
        """Show what a backup means; None: nothing is known yet."""
        self._prospect = prospect
        self._say()
        self.scrollToTop()

    def _say(self) -> None:
        texts, prospect = self._kit.texts, self._prospect
        self.setAccessibleName(texts("backups.head-lost"))
        sheets = sorted(prospect.sheets, key=lambda sheet: not sheet.lost) if prospect else []
        is_known = prospect is not None and prospect.is_present_known
        self.put([_sheet_row(sheet, texts, is_known) for sheet in sheets])


def _backup_row(shown: Backup | Path, texts: Texts) -> tuple[str, str]:
    if isinstance(shown, Path):
        return shown.name, str(shown.parent)
    return moment_words(shown.made, texts), reason_words(shown.reason, texts)


def _sheet_row(sheet: HeldSheet, texts: Texts, is_known: bool) -> tuple[str, ...]:
    lost = texts("backups.changes", n=len(sheet.lost)) if sheet.lost else ""
    who = who_words(sheet.lost, texts) if sheet.lost else ""
    standing = _status_words(sheet.held, texts), _status_words(sheet.present, texts) if is_known else ""
    return sheet_words(sheet, texts), *standing, lost, who


def _status_words(status: Status | None, texts: Texts) -> str:
    return texts(f"backups.{status.value if status else 'absent'}")
