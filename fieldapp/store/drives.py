"""What kind of drive a file lies on: SQLite's write-ahead log is not used where a drive can be pulled out or
is another machine's."""

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath, PureWindowsPath

NETWORK_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "ncpfs"})
DRIVE_REMOVABLE, DRIVE_REMOTE = 2, 4
MOUNTS, BLOCKS = Path("/proc/self/mounts"), Path("/sys/class/block")

_LOCAL_PREFIX, _SHARE_PREFIX = "\\\\?\\", "\\\\?\\UNC\\"


class DriveKind(Enum):
    """`FIXED`: also where nothing is known."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Drive:
    """What people call a drive, and by what it is known again."""

    kind: DriveKind
    name: str = ""
    mark: str = ""


FIXED = Drive(DriveKind.FIXED)


def drive_of(path: Path) -> Drive:
    """Best knowledge: Windows' drive type and UNC paths, Linux's mounts and block devices; elsewhere fixed.
    The path need not be there yet."""
    full = path.resolve()
    if sys.platform == "win32":
        drive = drive_on_windows(PureWindowsPath(full), _drive_type)
    else:
        try:
            mounts = MOUNTS.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return FIXED
        drive = drive_by_mounts(full, mounts, BLOCKS)
    if drive.kind is not DriveKind.REMOVABLE:
        return drive
    with contextlib.suppress(OSError, StopIteration):  # two sticks may get one letter, one after the other
        there = next(folder for folder in (full, *full.parents) if folder.exists())
        return Drive(drive.kind, drive.name, f"{drive.mark} {volume_of(there)}")
    return drive


def drive_on_windows(path: PureWindowsPath, type_of: Callable[[str], int]) -> Drive:
    """`type_of`: what Windows says of a drive's root."""
    name = path.drive
    if name.upper().startswith(_SHARE_PREFIX):
        name = f"\\\\{name[len(_SHARE_PREFIX) :]}"
    elif name.startswith(_LOCAL_PREFIX):
        name = name[len(_LOCAL_PREFIX) :]
    if name.startswith("\\\\"):
        return Drive(DriveKind.NETWORK, name, name.casefold())
    kinds = {DRIVE_REMOVABLE: DriveKind.REMOVABLE, DRIVE_REMOTE: DriveKind.NETWORK}
    kind = kinds.get(type_of(f"{name}\\"))
    return Drive(kind, name, name.casefold()) if kind else FIXED


def drive_by_mounts(path: PurePath, mounts: str, blocks: Path) -> Drive:
    """By the text of a mount table and the folder of the block devices."""
    source, point, system = _mount_of(path, mounts)
    if system in NETWORK_SYSTEMS:
        return Drive(DriveKind.NETWORK, source, source)
    if any(map(_can_be_pulled, _disks(source, blocks))):
        return Drive(DriveKind.REMOVABLE, point, point)
    return FIXED


def volume_of(path: Path) -> int:
    """On Windows the volume's serial number; elsewhere the file system's own, which stays when the machine
    starts anew, or the device's where there is none."""
    device = path.stat().st_dev
    return device if sys.platform == "win32" else os.statvfs(path).f_fsid or device


def _drive_type(root: str) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(root))


def _mount_of(path: PurePath, mounts: str) -> tuple[str, str, str]:
    """Source, place and file system type of the deepest mount that holds a path."""
    best = ("", "", "")
    for line in mounts.splitlines():
        fields = line.split()
        if "\\" in line:
            fields = [re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), one) for one in fields]
        if len(fields) >= 3 and len(fields[1]) >= len(best[1]) and path.is_relative_to(fields[1]):
            best = (fields[0], fields[1], fields[2])
    return best


def _disks(source: str, blocks: Path) -> Iterator[Path]:
    """The folders of the whole disks that a device is on; one that is encrypted is on others."""
    if not source.startswith("/dev/"):
        return
    with contextlib.suppress(OSError):
        device = blocks / Path(os.path.realpath(source)).name
        if not device.exists():
            return
        folder = device.resolve()
        disk = folder.parent if (folder / "partition").exists() else folder
        yield disk
        slaves = disk / "slaves"
        for slave in slaves.iterdir() if slaves.is_dir() else ():
            yield from _disks(f"/dev/{slave.name}", blocks)


def _can_be_pulled(disk: Path) -> bool:
    """A stick says so itself; a disk on a cable is known by the way to it."""
    if any(re.fullmatch(r"usb\d+", part) for part in disk.parts):
        return True
    try:
        return (disk / "removable").read_text(encoding="ascii").strip() == "1"
    except (OSError, ValueError):
        return False
