"""The log of this machine: what no code expected, and what could not be said. It never leaves the machine by
itself, and holds no tallies."""

import contextlib
import logging
import re
import sys
import tempfile
import traceback
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from typing_extensions import override

from fieldapp.core.characters import storable
from fieldapp.version import VERSION

LONGEST_LOG = 256 * 1024
KEPT_LOGS = 3
"""Older logs beside the newest, numbered from 1."""
MOST_OF_ONE = 64 * 1024
"""Characters of one entry."""

_DIGIT = re.compile(r"\d")


def described(error: BaseException, *, has_figures: bool = False) -> str:
    """How an exception came about. Without figures, each digit of its words is `#`: they may
    quote tallies."""
    entries = traceback.format_exception(error)
    if not has_figures:
        entries = [
            entry if entry.lstrip(" |").startswith('File "') else _DIGIT.sub("#", entry) for entry in entries
        ]
    return "".join(entries)


def entry_of(details: str, now: datetime) -> str:
    """What is written of something: when, by what, and the details."""
    python = sys.version.partition(" ")[0]
    head = f"{now.isoformat(timespec='seconds')} fieldapp {VERSION} (Python {python}, {sys.platform})"
    return f"{head}\n{storable(details)[:MOST_OF_ONE].rstrip()}\n"


def write_log(log: Path, entry: str) -> Path | None:
    """Add an entry; where the log cannot be written, to a file among the passing ones. Which one it was, or
    None where nothing can be written."""
    for write in (_write_rotating, _write_plainly):
        with contextlib.suppress(OSError):
            write(log, entry)
            return log
    with contextlib.suppress(OSError):
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="fieldapp-", suffix=".log", delete=False
        ) as other:
            other.write(entry)
        return Path(other.name)
    return None


class _Handler(RotatingFileHandler):
    @override
    def handleError(self, record: logging.LogRecord) -> None:
        raise  # in the midst of what went wrong


def _write_rotating(log: Path, entry: str) -> None:
    _require_log(log)
    handler = _Handler(log, maxBytes=LONGEST_LOG, backupCount=KEPT_LOGS, encoding="utf-8", delay=True)
    try:
        handler.emit(logging.LogRecord("fieldapp", logging.ERROR, "", 0, entry, None, None))
    finally:
        handler.close()


def _write_plainly(log: Path, entry: str) -> None:
    """Where another window has the log open, Windows does not let it be renamed."""
    _require_log(log)
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{entry}\n")


def _require_log(log: Path) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and not log.is_file():
        raise FileExistsError(log)
