"""What SQLite says when it fails, as codes of our own."""

import sqlite3

SHARED_MEMORY_FULL = sqlite3.SQLITE_IOERR | 19 << 8
"""SQLITE_IOERR_SHMSIZE: the log's index cannot grow."""

_CODES = {
    sqlite3.SQLITE_BUSY: "file-busy",
    sqlite3.SQLITE_LOCKED: "file-busy",
    sqlite3.SQLITE_READONLY: "file-read-only",
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_IOERR: "disk-failed",
    SHARED_MEMORY_FULL: "disk-full",
    sqlite3.SQLITE_PERM: "no-permission",
    sqlite3.SQLITE_CANTOPEN: "no-permission",
    sqlite3.SQLITE_NOTADB: "not-a-data-file",
}

OF_THE_DISK = frozenset(_CODES.values()) - {"not-a-data-file"} | {"file-gone"}
"""The codes of what fails at this moment, and says nothing of what is there."""


def code_of(error: sqlite3.DatabaseError) -> str:
    """The code of an error of ours; whatever SQLite does not say otherwise means damage."""
    code = getattr(error, "sqlite_errorcode", 0)
    return _CODES.get(code) or _CODES.get(code & 0xFF, "file-damaged")


def is_never_in(error: sqlite3.DatabaseError) -> bool:
    """Whether what failed so is not in the file, nor will be after a crash: it was not even written whole,
    or another program stood in the way. What was written and not synced may be read in then."""
    code = getattr(error, "sqlite_errorcode", 0)
    return code == sqlite3.SQLITE_IOERR_WRITE or code & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY)
