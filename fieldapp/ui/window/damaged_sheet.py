"""What a window says of a damaged sheet: what is known of it, what to do, and which backup has it whole."""

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from fieldapp.core.backups import Backup
from fieldapp.core.errors import FieldAppError
from fieldapp.core.sheet import SheetKey
from fieldapp.texts.backups import moment_words
from fieldapp.texts.texts import Texts
from fieldapp.ui.backups.keeper import Keeper
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import Link, Message, Strip


class DamagedSheet(QObject):
    """`strip` is empty while the open sheet is whole. `told(Message)`: a change was held back."""

    told = Signal(object)

    def __init__(self, document: Document, keeper: Keeper, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._keeper = document, keeper
        self._told_of: SheetKey | None = None
        self.strip = Strip(kit)

        self.strip.keep_open()
        document.period_changed.connect(self._show)
        document.held_back.connect(self._hold_back)
        self._show()

    def _show(self) -> None:
        document = self._document
        damage, key = document.damage, document.sheet.key
        if damage is None:
            self._told_of = None
            self.strip.clear()
        elif self._told_of != key:
            self._told_of = key
            if damage.code == "sheet-unverified":  # no backup helps
                self._tell_unverified()
                return
            self._tell("damaged.searching", None)
            self._keeper.find_whole([key], lambda backup: self._offer(key, backup))

    def _offer(self, key: SheetKey, backup: Backup | None) -> None:
        if self._told_of == key:
            self._tell("damaged.backup" if backup else "damaged.no-backup", backup)

    def _tell(self, of_backups: str, backup: Backup | None) -> None:
        key, change = self._document.sheet.key, self._last_change()
        names = self._document.programme.office(key.office).names

        def say(texts: Texts) -> str:
            when = moment_words(backup.made, texts) if backup else ""
            damage = FieldAppError("sheet-damaged", office=texts.names(names), period=key.period)
            return " ".join([texts.error(damage), _changed(change, texts), texts(of_backups, when=when)])

        links = (Link("damaged.restore", partial(self._restore, backup.path)),) if backup else ()
        self.strip.tell(Message("error", say, links))

    def _tell_unverified(self) -> None:
        key = self._document.sheet.key
        names = self._document.programme.office(key.office).names

        def say(texts: Texts) -> str:
            office = texts.names(names)
            return texts.error(FieldAppError("sheet-unverified", office=office, period=key.period))

        self.strip.tell(Message("warning", say))

    def _restore(self, backup: Path) -> None:
        if self._document.has_file():
            self._keeper.choose_backup(backup)

    def _last_change(self) -> tuple[datetime, str] | None:
        try:
            change = self._document.store.last_change(self._document.sheet.key)
        except FieldAppError:
            return None
        return change and (change[0].astimezone(self._document.now().tzinfo), change[1])

    def _hold_back(self) -> None:
        if self._document.in_use is None and self._document.damage is not None:
            self.told.emit(Message("warning", lambda texts: texts("damaged.held-back")))


def _changed(change: tuple[datetime, str] | None, texts: Texts) -> str:
    if change is None:
        return texts("damaged.change-unknown")
    at, who = change
    return texts("damaged.changed", when=moment_words(at, texts), name=who or texts("backups.nobody"))
