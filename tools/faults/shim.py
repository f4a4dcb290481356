"""The library in C that stands between a child and its disk: made when needed, from the source beside."""

import ctypes
import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
MARK = "FIELDAPP_FAULTS_SHIM"
READ, WRITE, SYNC, OPEN, CREATE, NAME, UNLINK = (1 << bit for bit in range(7))
CALLS = {
    errno.EIO: READ | WRITE | SYNC | OPEN | NAME | UNLINK,
    errno.ENOSPC: WRITE | SYNC | CREATE | NAME,
    errno.EACCES: OPEN | NAME | UNLINK,
}
"""Which calls a disk answers with which error."""


def start_again_with_shim(words: Sequence[str]) -> None:
    """Have this program begin anew with the library before the C library; returns where that cannot be, or is
    so already."""
    library = None if MARK in os.environ else made_library()
    if library is not None:
        env = {**os.environ, **preloading(library)}
        os.execve(sys.executable, [sys.executable, "-m", "tools.faults", *words], env)


def preloading(library: Path) -> dict[str, str]:
    """What a program has in its environment that is to begin with the library."""
    return {"LD_PRELOAD": str(library), MARK: str(library)}


def made_library() -> Path | None:
    """The library, made where it is not there yet; None where that cannot be."""
    if not sys.platform.startswith("linux") or not shutil.which("gcc"):
        return None
    library = Path(tempfile.gettempdir()) / f"fieldapp-faults-{os.getuid()}-{int(SOURCE.stat().st_mtime)}.so"
    if not library.exists():
        part = library.with_suffix(f".{os.getpid()}")
        made = subprocess.run(["gcc", "-shared", "-fPIC", "-O2", "-o", part, SOURCE, "-ldl"], check=False)
        if made.returncode:
            return None
        part.replace(library)
    return library


def is_loaded() -> bool:
    """Whether calls to the disk go through the library."""
    return MARK in os.environ


class Shim:
    """What a child tells the library; `folder`: the only one that it looks at."""

    def __init__(self, folder: Path) -> None:
        self._library = ctypes.CDLL(os.environ[MARK])
        self._library.faults_disarm.restype = ctypes.c_long
        self._library.faults_watch(os.fsencode(folder))

    def record(self, log: Path) -> None:
        """Write down from now on, in a file outside the folder, what is done."""
        self._library.faults_record(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))

    def mark(self, number: int) -> None:
        """Write down that so much was acknowledged."""
        self._library.faults_mark(ctypes.c_long(number))

    def fail(self, nth: int, error: int, *, for_good: bool) -> None:
        """Let the nth call from now on fail, and with `for_good` all that come after it."""
        self._library.faults_fail(ctypes.c_long(nth), error, int(for_good), CALLS[error])

    def leave_room(self, size: int) -> None:
        """Let the files grow by so many bytes together, and no more."""
        self._library.faults_budget(ctypes.c_long(size))

    def count(self, kinds: int) -> None:
        """Count such calls from now on, and let all of them pass; `disarm` tells how many there were."""
        self._library.faults_fail(ctypes.c_long(sys.maxsize), 0, 0, kinds)

    def disarm(self) -> int:
        """Let everything pass again; how many calls there were, or how often there was no room."""
        seen: int = self._library.faults_disarm()
        return seen
