"""What is said of backups, in the window and on the command line."""

from collections.abc import Iterable
from datetime import datetime

from fieldapp.core.backups import BackupReason, HeldSheet
from fieldapp.core.history import HistoryRow
from fieldapp.texts.texts import Texts


def moment_words(at: datetime, texts: Texts) -> str:
    """`16 Mar 2025, 14:03`."""
    return texts("backups.moment", date=at.date(), time=f"{at:%H:%M}")


def reason_words(reason: BackupReason, texts: Texts) -> str:
    """Why a backup was made."""
    return texts(f"backups.reason-{reason.value.replace(' ', '-')}")


def sheet_words(sheet: HeldSheet, texts: Texts) -> str:
    """Its days, and whose it is where it is not that of the file's own office."""
    days, office = texts.period(sheet.period), sheet.office
    if office is None:
        return days
    return f"{office if isinstance(office, str) else texts.names(office.names)}, {days}"


def who_words(rows: Iterable[HistoryRow], texts: Texts) -> str:
    """Who made these changes, each once, in their order."""
    return texts.listed(list(dict.fromkeys(row.who or texts("backups.nobody") for row in rows)))
