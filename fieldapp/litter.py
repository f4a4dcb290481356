"""What is written beside its place before it gets its name, and what of it a program that was ended left."""

import contextlib
import os
import re
import sys
from pathlib import Path
from typing import Any

SIDES = ("", "-wal", "-shm", "-journal")
"""What lies beside a data file, and the file itself."""

_PART = re.compile(r"\.(?P<name>.+)\.(?P<pid>\d+)\.part(-wal|-shm|-journal)?", re.DOTALL)
_STILL_ACTIVE, _MAY_ASK = 259, 0x1000


def part_beside(path: Path) -> Path:
    """Where a file is written before it is moved to its path."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk too, where the system knows how."""
    if os.name == "posix":
        with contextlib.suppress(OSError):  # some file systems cannot
            opened = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)


def clear_litter(path: Path) -> None:
    """Take away what programs that were ended left in a folder of files of this kind, never finished. What
    cannot be taken away stays: it is not worth a word."""
    with contextlib.suppress(OSError):
        for other in path.parent.iterdir():
            part = _PART.fullmatch(other.name)
            if part and Path(part["name"]).suffix == path.suffix and not _is_running(int(part["pid"])):
                with contextlib.suppress(OSError):
                    other.unlink()


def remove_data_file(path: Path) -> None:
    """Take a data file away with all that lies beside it."""
    for side in SIDES:
        with contextlib.suppress(OSError):
            path.with_name(path.name + side).unlink(missing_ok=True)


def _is_running(pid: int) -> bool:
    """Whether there is a program of this number; in doubt there is."""
    if sys.platform == "win32":
        return _is_running_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _is_running_on_windows(pid: int) -> bool:
    """There, `os.kill` would end it."""
    import ctypes

    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009 # it is there on Windows only
    program = kernel.OpenProcess(_MAY_ASK, False, pid)
    if not program:
        return False
    status = ctypes.c_ulong(_STILL_ACTIVE)
    kernel.GetExitCodeProcess(program, ctypes.byref(status))
    kernel.CloseHandle(program)
    return status.value == _STILL_ACTIVE
