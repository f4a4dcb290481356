"""A drive that can be pulled out, and one of another machine, are known; what is not known is a disk."""

from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from fieldapp.store import drives
from fieldapp.store.drives import (
    DRIVE_REMOTE,
    DRIVE_REMOVABLE,
    FIXED,
    NETWORK_SYSTEMS,
    Drive,
    DriveKind,
    drive_by_mounts,
    drive_of,
    drive_on_windows,
)
from fieldapp.store.opening import make_database, open_database

MOUNTS = r"""
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/export /mnt/office nfs4 rw,vers=4.2 0 0
//hq/shared /mnt/office/hq\040share cifs rw 0 0
/dev/sdb1 /mnt/office/hq\040share/usb vfat rw 0 0
leyla@hq: /home/leyla/remote fuse.sshfs rw 0 0
tmpfs /mnt/officetmp tmpfs rw 0 0
/dev/sdb /mnt/whole vfat rw 0 0
/dev/mapper/stick /mnt/locked ext4 rw 0 0
/dev/sdc2 /mnt/cable ext4 rw 0 0
/dev/gone1 /mnt/gone ext4 rw 0 0
broken
"""
NETWORK, REMOVABLE = DriveKind.NETWORK, DriveKind.REMOVABLE


@pytest.fixture
def blocks(tmp_path: Path) -> Path:
    """The block devices as Linux shows them: a disk, a stick, an encrypted stick, a disk on a cable."""
    folder, devices = tmp_path / "block", tmp_path / "devices"
    folder.mkdir()

    def put(disk: str, removable: str, *parts: str) -> None:
        place = devices / disk
        place.mkdir(parents=True)
        (place / "removable").write_text(f"{removable}\n", encoding="ascii")
        for part in parts:
            (place / part).mkdir()
            (place / part / "partition").write_text("1\n", encoding="ascii")
            (folder / part).symlink_to(place / part)
        (folder / place.name).symlink_to(place)

    put("pci/ata1/sda", "0", "sda1")
    put("pci/ata2/sdb", "1", "sdb1")
    put("pci/usb3/3-1/sdc", "0", "sdc2")
    put("virtual/stick", "0")
    (devices / "virtual/stick/slaves").mkdir()
    (devices / "virtual/stick/slaves/sdb1").symlink_to(devices / "pci/ata2/sdb/sdb1")
    return folder


@pytest.mark.skipif("sys.platform == 'win32'", reason="a mount table")
@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/home/leyla/week.fieldapp", DriveKind.FIXED, ""),
        ("/mnt/office/week.fieldapp", NETWORK, "server:/export"),
        ("/mnt/office/2025/week.fieldapp", NETWORK, "server:/export"),
        ("/mnt/office/hq share/week.fieldapp", NETWORK, "//hq/shared"),
        ("/mnt/office/hq share/usb/week.fieldapp", REMOVABLE, "/mnt/office/hq share/usb"),
        ("/home/leyla/remote/week.fieldapp", NETWORK, "leyla@hq:"),
        ("/mnt/officetmp/week.fieldapp", DriveKind.FIXED, ""),  # begins like /mnt/office, and is not in it
        ("/mnt/whole/week.fieldapp", REMOVABLE, "/mnt/whole"),
        ("/mnt/locked/week.fieldapp", REMOVABLE, "/mnt/locked"),
        ("/mnt/cable/week.fieldapp", REMOVABLE, "/mnt/cable"),
        ("/mnt/gone/week.fieldapp", DriveKind.FIXED, ""),
    ],
)
def test_the_deepest_mount_and_its_device_say_what_a_file_lies_on(
    path: str, kind: DriveKind, name: str, blocks: Path
) -> None:
    drive = drive_by_mounts(PurePosixPath(path), MOUNTS, blocks)

    assert (drive.kind, drive.name) == (kind, name)


def test_the_last_of_two_mounts_at_one_place_counts(blocks: Path) -> None:
    mounts = "/dev/sda1 /mnt ext4 rw 0 0\nserver:/x /mnt nfs rw 0 0\n"

    assert drive_by_mounts(PurePosixPath("/mnt/week.fieldapp"), mounts, blocks).kind is NETWORK


def test_without_a_mount_nothing_is_known(blocks: Path) -> None:
    assert drive_by_mounts(PurePosixPath("/home/week.fieldapp"), "", blocks) == FIXED


@pytest.mark.parametrize("system", sorted(NETWORK_SYSTEMS))
def test_a_network_drive_is_known(system: str, blocks: Path) -> None:
    mounts = f"server:/x /mnt {system} rw 0 0\n"

    assert drive_by_mounts(PurePosixPath("/mnt/week.fieldapp"), mounts, blocks).kind is NETWORK


@pytest.mark.parametrize(
    ("path", "type_", "kind", "name"),
    [
        ("C:/Users/leyla/week.fieldapp", 3, DriveKind.FIXED, ""),
        ("E:/week.fieldapp", DRIVE_REMOVABLE, REMOVABLE, "E:"),
        ("Z:/week.fieldapp", DRIVE_REMOTE, NETWORK, "Z:"),
        ("//server/share/week.fieldapp", 1, NETWORK, r"\\server\share"),
        ("//?/UNC/server/share/week.fieldapp", 1, NETWORK, r"\\server\share"),
        ("//?/E:/week.fieldapp", DRIVE_REMOVABLE, REMOVABLE, "E:"),
        ("//?/C:/week.fieldapp", 3, DriveKind.FIXED, ""),
    ],
)
def test_windows_says_what_kind_of_drive_it_is(path: str, type_: int, kind: DriveKind, name: str) -> None:
    asked: list[str] = []

    def type_of(root: str) -> int:
        asked.append(root)
        return type_

    drive = drive_on_windows(PureWindowsPath(path), type_of)

    assert (drive.kind, drive.name) == (kind, name)
    assert asked in ([], ["C:\\"], ["E:\\"], ["Z:\\"])


def test_a_system_without_a_mount_table_is_taken_for_a_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "MOUNTS", tmp_path / "nothing")
    monkeypatch.setattr("sys.platform", "darwin")

    assert drive_of(tmp_path / "week.fieldapp") == FIXED


@pytest.mark.skipif("sys.platform == 'win32'", reason="a mount table")
def test_a_stick_is_known_again_by_its_volume(
    tmp_path: Path, blocks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"/dev/sdb1 {tmp_path.resolve()} vfat rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(drives, "MOUNTS", table)
    monkeypatch.setattr(drives, "BLOCKS", blocks)
    one = drive_of(tmp_path / "not yet" / "week.fieldapp")
    monkeypatch.setattr(drives, "volume_of", lambda path: 42)

    assert one.kind is REMOVABLE
    assert one.mark != drive_of(tmp_path / "not yet" / "week.fieldapp").mark


@pytest.mark.parametrize("kind", [REMOVABLE, NETWORK])
def test_a_file_is_made_without_a_log_where_a_drive_can_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: DriveKind
) -> None:
    monkeypatch.setattr("fieldapp.store.opening.drive_of", lambda path: Drive(kind, "E:", "e:"))
    path = tmp_path / "week.fieldapp"
    make_database(path, {"programme": "", "office": "hq"})

    assert path.read_bytes()[18:20] == b"\1\1"
    with closing(open_database(path).conn) as connection:
        connection.execute("UPDATE about SET value = 'x' WHERE key = 'programme'")
        assert sorted(file.name for file in tmp_path.iterdir()) == [path.name, f"{path.name}-journal"]
