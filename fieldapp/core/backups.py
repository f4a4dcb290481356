"""Backups of a data file: what they are called, which of them stay, and what going back to one would lose."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from fieldapp.core.definition.office import Office
from fieldapp.core.history import HistoryRow
from fieldapp.core.period import Period
from fieldapp.core.report import Status

SUFFIX = ".fieldapp"
DAYS, WEEKS, MONTHS = 7, 5, 12
"""Of so many days, weeks and months that have backups the newest one stays."""

BEFORE_CHANGE = 6
"""So many stay of those made before each kind of change."""

_MADE = "%Y-%m-%d %H%M%S"


class BackupReason(StrEnum):
    """Why a backup was made. `DAMAGED` is none: a file that could not be read, kept as it was."""

    DAILY = "daily"
    ASKED = "asked"
    MIGRATION = "before migration"
    RESTORE = "before restore"
    RECEIVING = "before receiving"
    DAMAGED = "damaged"


_IN_RING = (BackupReason.DAILY, BackupReason.ASKED)
_NAME = rf"(?P<stem>.*) (?P<made>\d{{4}}-\d\d-\d\d \d{{6}}) (?P<reason>{'|'.join(BackupReason)}){SUFFIX}"
"""Not compiled at a start, which asks for no backup."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A file that was put aside. `made`: by the clock on the wall, to the second, without a zone."""

    path: Path
    made: datetime
    reason: BackupReason


@dataclass(frozen=True, slots=True)
class HeldSheet:
    """A sheet as a backup has it, and as the file has it now; None where there is none. `lost`: the changes
    that are in the file alone; `office`: whose it is where it is not that of the file, its key where the
    programme does not know it."""

    period: Period
    held: Status | None
    present: Status | None
    lost: tuple[HistoryRow, ...]
    office: Office | str | None = None


@dataclass(frozen=True, slots=True)
class Prospect:
    """What going back to a backup means. `newest`: its last change, None where nothing was ever entered;
    `sheets`: newest period first. `is_present_known`: the file could be read, so `lost` is all that is lost;
    `is_of_other_office`: the backup is of another one than the file. `beyond`: how many records, rulings and
    other things that go across sheets are in the file alone, by the table that holds them."""

    path: Path
    office: str
    newest: HistoryRow | None
    sheets: tuple[HeldSheet, ...]
    is_present_known: bool
    is_of_other_office: bool
    beyond: Mapping[str, int] = field(default_factory=dict)

    @property
    def held(self) -> tuple[HeldSheet, ...]:
        """The sheets that the backup has."""
        return tuple(sheet for sheet in self.sheets if sheet.held is not None)

    @property
    def lost(self) -> tuple[HistoryRow, ...]:
        """Every change that would be gone, oldest first."""
        return tuple(
            sorted((row for sheet in self.sheets for row in sheet.lost), key=lambda change: change.at)
        )


def backup_name(stem: str, made: datetime, reason: BackupReason) -> str:
    """What a backup is called: `karabakh 2026-11-26 093105 daily.fieldapp`."""
    return f"{stem} {made:{_MADE}} {reason}{SUFFIX}"


def folder_name(stem: str) -> str:
    """What the folder of a data file's backups is called."""
    return f"{stem} backups"


def read_backup_name(path: Path, stem: str) -> Backup | None:
    """The backup that a file's name tells of; None where it is no backup of a data file of this name."""
    found = re.fullmatch(_NAME, path.name, re.ASCII | re.DOTALL)
    if found is None or found["stem"] != stem:
        return None
    try:
        made = datetime.strptime(found["made"], _MADE)
    except ValueError:  # the 31st of February
        return None
    return Backup(path, made, BackupReason(found["reason"]))


def staying(backups: Iterable[Backup]) -> frozenset[Backup]:
    """Those that stay. Of the daily ones and of those that were asked for: the newest of each of the last 7
    days, 5 weeks and 12 months that have any. Of those made before a change: the newest 6 of each kind. What
    was damaged is never thrown away."""
    newest_first = sorted(backups, key=lambda backup: (backup.made, backup.reason, backup.path), reverse=True)
    ring = [backup for backup in newest_first if backup.reason in _IN_RING]
    stay = {backup for backup in newest_first if backup.reason is BackupReason.DAMAGED}
    for span, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        stay.update(_newest_of_each(ring, span, most))
    for reason in set(BackupReason) - {*_IN_RING, BackupReason.DAMAGED}:
        stay.update([backup for backup in newest_first if backup.reason is reason][:BEFORE_CHANGE])
    return frozenset(stay)


def newest_made(backups: Iterable[Backup]) -> datetime | None:
    """When the newest backup was made, for whatever reason."""
    whole = (backup.made for backup in backups if backup.reason is not BackupReason.DAMAGED)
    return max(whole, default=None)


def is_due(backups: Iterable[Backup], today: date) -> bool:
    """Whether the backup of the day has still to be made."""
    return not any(backup.made.date() == today and backup.reason in _IN_RING for backup in backups)


def is_overdue(newest: datetime | None, today: date) -> bool:
    """Whether somebody should be told how old the newest backup is: neither of today nor of yesterday."""
    return newest is None or newest.date() < today - timedelta(days=1)


def changes_since(present: Sequence[HistoryRow], held: Sequence[HistoryRow]) -> tuple[HistoryRow, ...]:
    """The changes of a sheet that its backup does not have: all from the first that differs on."""
    alike = 0
    for one, other in zip(present, held, strict=False):
        if one != other:
            break
        alike += 1
    return tuple(present[alike:])


def _newest_of_each(
    newest_first: Sequence[Backup], span: Callable[[date], Hashable], most: int
) -> list[Backup]:
    found: dict[Hashable, Backup] = {}
    for backup in newest_first:
        found.setdefault(span(backup.made.date()), backup)
    return list(found.values())[:most]


def _day(day: date) -> Hashable:
    return day


def _week(day: date) -> Hashable:
    return day.isocalendar()[:2]


def _month(day: date) -> Hashable:
    return day.year, day.month
