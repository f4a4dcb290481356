"""What is remembered between two starts, in one INI file whose path is handed in."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period, read_period
from fieldapp.core.sheet import ROW_CONTROLS, Cell
from fieldapp.texts.texts import LANGUAGES

MOST_RECENT = 8
MOST_NAMES = 6
MOST_DRIVES = 40
LONGEST_NAME = 60
SYSTEM = "system"
"""The theme that follows the system."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a person was in a data file."""

    period: Period
    cell: Cell | None = None


class Settings:
    """Remembered choices. What is missing or unreadable is the default; a folder that cannot be written
    costs the memory, never the work."""

    def __init__(self, path: Path) -> None:
        self._stored = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def language(self) -> str | None:
        """The language chosen last, or None before the first choice and where it is none of ours."""
        language = self._text("language")
        return language if language in LANGUAGES else None

    @language.setter
    def language(self, language: str) -> None:
        self._stored.setValue("language", language)

    @property
    def theme(self) -> str:
        """A theme's name, or SYSTEM."""
        return self._text("theme") or SYSTEM

    @theme.setter
    def theme(self, theme: str) -> None:
        self._stored.setValue("theme", theme)

    @property
    def zoom(self) -> int:
        """The size of the text in per cent."""
        text = self._text("zoom")
        return int(text) if text.isascii() and text.isdigit() else 100

    @zoom.setter
    def zoom(self, zoom: int) -> None:
        self._stored.setValue("zoom", zoom)

    @property
    def order(self) -> str | None:
        """The list order of the report, or None for the programme's first."""
        return self._text("order") or None

    @order.setter
    def order(self, order: str) -> None:
        self._stored.setValue("order", order)

    @property
    def workbook_language(self) -> str | None:
        """The language in which workbooks are written, or None for that of the window."""
        language = self._text("workbook-language")
        return language if language in LANGUAGES else None

    @workbook_language.setter
    def workbook_language(self, language: str | None) -> None:
        self._stored.setValue("workbook-language", language or "")

    @property
    def shows_cell(self) -> bool:
        """Whether the panel of the current cell is there."""
        return self._text("shows-cell") != "no"

    @shows_cell.setter
    def shows_cell(self, is_shown: bool) -> None:
        self._stored.setValue("shows-cell", "yes" if is_shown else "no")

    @property
    def enters_by_rows(self) -> bool:
        """Whether Enter goes along the rows, for papers that are filled in so."""
        return self._text("entry") == "rows"

    @enters_by_rows.setter
    def enters_by_rows(self, by_rows: bool) -> None:
        self._stored.setValue("entry", "rows" if by_rows else "columns")

    @property
    def row_totals(self) -> frozenset[str] | None:
        """The columns of the control totals of rows that were asked for; None where nobody has chosen."""
        text = self._text("row-totals")
        return frozenset(text.split()).intersection(ROW_CONTROLS) if text else None

    @row_totals.setter
    def row_totals(self, columns: Iterable[str]) -> None:
        self._stored.setValue("row-totals", " ".join(sorted(columns)) or "none")

    @property
    def name(self) -> str:
        """The person whose name goes into the history."""
        return self._text("name")

    @name.setter
    def name(self, name: str) -> None:
        self._stored.setValue("name", name)
        if name:
            others = [other for other in self.recent_names if other != name]
            self._stored.setValue("names", [name, *others][:MOST_NAMES])

    @property
    def recent_names(self) -> list[str]:
        """The names given last, newest first: two people may share an account."""
        return self._texts("names")

    @property
    def open_file(self) -> Path | None:
        """The data file that is open; still set at the next start only if the app did not end in order."""
        return self._path("open-file")

    @open_file.setter
    def open_file(self, file: Path | None) -> None:
        self._stored.setValue("open-file", "" if file is None else str(file))
        self.save()

    @property
    def export_folder(self) -> Path | None:
        """Where the last workbook went."""
        return self._path("export-folder")

    @export_folder.setter
    def export_folder(self, folder: Path) -> None:
        self._stored.setValue("export-folder", str(folder))

    @property
    def backup_folder(self) -> Path | None:
        """Where the folders of backups are, or None for beside each data file."""
        return self._path("backup-folder")

    @backup_folder.setter
    def backup_folder(self, folder: Path | None) -> None:
        self._stored.setValue("backup-folder", "" if folder is None else str(folder))

    @property
    def stick_folder(self) -> Path | None:
        """Where the last copy on a stick went."""
        return self._path("stick-folder")

    @stick_folder.setter
    def stick_folder(self, folder: Path) -> None:
        self._stored.setValue("stick-folder", str(folder))

    @property
    def told_drives(self) -> list[str]:
        """The drives of which it was said that they are none of this computer."""
        return self._texts("drives")

    def remember_drive(self, mark: str) -> None:
        """Say no more of a drive."""
        self._stored.setValue(
            "drives", [mark, *(other for other in self.told_drives if other != mark)][:MOST_DRIVES]
        )

    @property
    def recent_files(self) -> list[Path]:
        """The data files opened last, newest first."""
        return [Path(name) for name in self._texts("recent")]

    def remember_file(self, file: Path) -> None:
        """Put a data file at the head of the recent ones."""
        self._set_recent([file, *(other for other in self.recent_files if other != file)])

    def forget_file(self, file: Path) -> None:
        """Take a data file that is gone off the recent ones."""
        self._set_recent([other for other in self.recent_files if other != file])

    def position(self, file: Path) -> Position | None:
        """Where the person was in a data file, if that is known."""
        period, _, cell = self._text(_position_key(file)).partition(" ")
        district, _, indicator = cell.partition(" ")
        try:
            return Position(read_period(period), Cell(district, indicator) if indicator else None)
        except FieldAppError:
            return None

    def remember_position(self, file: Path, position: Position) -> None:
        """Keep where the person is."""
        words = [str(position.period)]
        if position.cell is not None:
            words += [position.cell.district, position.cell.indicator]
        self._stored.setValue(_position_key(file), " ".join(words))

    def layout(self, name: str) -> QByteArray | None:
        """The geometry of a window or a splitter."""
        held = self._stored.value(f"layout/{name}")
        return held if isinstance(held, QByteArray) else None

    def remember_layout(self, name: str, state: QByteArray) -> None:
        """Keep a geometry."""
        self._stored.setValue(f"layout/{name}", state)

    def save(self) -> None:
        """Write it to the disk now."""
        self._stored.sync()

    def _text(self, key: str) -> str:
        held = self._stored.value(key)
        return held if isinstance(held, str) else "" if held is None else str(held)

    def _texts(self, key: str) -> list[str]:
        held = self._stored.value(key)
        texts: Iterable[object] = held if isinstance(held, list) else [held]
        return [text for text in texts if isinstance(text, str) and text]

    def _path(self, key: str) -> Path | None:
        text = self._text(key)
        return Path(text) if text else None

    def _set_recent(self, files: list[Path]) -> None:
        for file in files[MOST_RECENT:]:
            self._stored.remove(_position_key(file))
        self._stored.setValue("recent", [str(file) for file in files[:MOST_RECENT]])


def _position_key(file: Path) -> str:
    return f"position/{hashlib.sha256(os.fsencode(file)).hexdigest()[:16]}"
