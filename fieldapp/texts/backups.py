"""What is said of backups, in the window and on the command line."""

from collections.abc import Iterable
from datetime import datetime

from fieldapp.core.backups import BackupReason, HeldSheet, Prospect
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


def beyond_words(prospect: Prospect, texts: Texts) -> str:
    """What is in the file alone beside the sheets: `2 records and 1 ruling`."""
    return texts.listed([texts(f"backups.across-{table}", n=n) for table, n in prospect.beyond.items()])


def loss_words(prospect: Prospect, texts: Texts) -> str:
    """All that would be lost, in a sentence or two."""
    told = [texts("backups.loses", n=len(prospect.lost))] if prospect.lost else []
    if prospect.beyond:
        told.append(texts("backups.loses-beyond", what=beyond_words(prospect, texts)))
    return " ".join(told)
