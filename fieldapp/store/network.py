"""Whether a file lies on a network drive, where SQLite's write-ahead log must not be used."""

import sys
from pathlib import Path

NETWORK_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "ncpfs"})
DRIVE_REMOTE = 4
MOUNTS = Path("/proc/self/mounts")


def is_on_network(path: Path) -> bool:
    """Best knowledge: Windows' drive type and UNC paths, Linux's mount table; elsewhere False."""
    full = path.resolve()
    if sys.platform == "win32":
        import ctypes

        return full.drive.startswith("\\\\") or (
            ctypes.windll.kernel32.GetDriveTypeW(full.drive + "\\") == DRIVE_REMOTE
        )
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return file_system_of(full, mounts) in NETWORK_SYSTEMS


def file_system_of(path: Path, mounts: str) -> str:
    """The file system type of the deepest mount that holds a path, from the text of a mount table."""
    best, system = "", ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        if len(point) >= len(best) and path.is_relative_to(point):
            best, system = point, fields[2]
    return system
