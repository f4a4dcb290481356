from pathlib import Path, PurePosixPath

import pytest

from fieldapp.store import network
from fieldapp.store.network import NETWORK_SYSTEMS, file_system_of, is_on_network

MOUNTS = r"""
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/export /mnt/office nfs4 rw,vers=4.2 0 0
//hq/shared /mnt/office/hq\040share cifs rw 0 0
/dev/sdb1 /mnt/office/hq\040share/usb vfat rw 0 0
leyla@hq: /home/leyla/remote fuse.sshfs rw 0 0
tmpfs /mnt/officetmp tmpfs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "system"),
    [
        ("/home/leyla/week.fieldapp", "ext4"),
        ("/mnt/office/week.fieldapp", "nfs4"),
        ("/mnt/office/2025/week.fieldapp", "nfs4"),
        ("/mnt/office/hq share/week.fieldapp", "cifs"),
        ("/mnt/office/hq share/usb/week.fieldapp", "vfat"),
        ("/home/leyla/remote/week.fieldapp", "fuse.sshfs"),
        ("/mnt/officetmp/week.fieldapp", "tmpfs"),  # begins like /mnt/office, and is not in it
    ],
)
def test_the_deepest_mount_says_what_a_file_lies_on(path: str, system: str) -> None:
    assert file_system_of(Path(path), MOUNTS) == system


def test_the_last_of_two_mounts_at_one_place_counts() -> None:
    mounts = "/dev/sda1 /mnt ext4 rw 0 0\nserver:/x /mnt nfs rw 0 0\n"

    assert file_system_of(Path("/mnt/week.fieldapp"), mounts) == "nfs"


def test_without_a_mount_nothing_is_known() -> None:
    assert file_system_of(Path("/home/week.fieldapp"), "") == ""


@pytest.mark.parametrize("system", sorted(NETWORK_SYSTEMS))
def test_a_network_drive_is_known(system: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mounts"
    point = str(PurePosixPath(tmp_path.resolve())).replace(" ", r"\040")
    table.write_text(f"server:/x {point} {system} rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(network, "MOUNTS", table)
    monkeypatch.setattr("sys.platform", "linux")

    assert is_on_network(tmp_path / "week.fieldapp")


def test_a_disk_of_this_machine_is_no_network_drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mounts"
    table.write_text("/dev/sda1 / ext4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(network, "MOUNTS", table)
    monkeypatch.setattr("sys.platform", "linux")

    assert not is_on_network(tmp_path / "week.fieldapp")


def test_a_system_without_a_mount_table_is_taken_for_a_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "MOUNTS", tmp_path / "nothing")
    monkeypatch.setattr("sys.platform", "darwin")

    assert not is_on_network(tmp_path / "week.fieldapp")
