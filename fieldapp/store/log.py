"""The log beside a data file: one that another copy left would be laid over newer figures without a word."""

import sqlite3
from contextlib import closing
from pathlib import Path

from fieldapp.core.errors import FieldAppError

_TOLD = "SELECT id, at, who, period, office, district, indicator, before, after FROM history"


def log_of(path: Path) -> Path | None:
    """The log of a data file, if there is one that holds anything."""
    log = path.with_name(f"{path.name}-wal")
    return log if log.exists() and log.stat().st_size else None


def look_at_log(path: Path, uri: str, seconds: float) -> None:
    """The history is only ever added to: what a file tells alone, it tells with its own log too. A file that
    alone is not whole was left while its log was being folded into it. `seconds`: how long to wait where it
    is busy. Neither file is changed.

    Raises FieldAppError `log-of-another-copy`.
    """
    log = log_of(path)
    if log is None:
        return
    alone = _told_alone(uri)
    with closing(sqlite3.connect(f"{uri}?mode=ro", uri=True, timeout=seconds)) as connection:
        together = {*connection.execute(_TOLD)} if alone else set()
    if not alone <= together:
        raise FieldAppError("log-of-another-copy", path=path, log=log.name)


def _told_alone(uri: str) -> set[tuple[object, ...]]:
    with closing(sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True)) as connection:
        try:
            is_whole = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            return {*connection.execute(_TOLD)} if is_whole else set()
        except sqlite3.DatabaseError:
            return set()
