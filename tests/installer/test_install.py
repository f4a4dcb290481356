"""A silent installation: every file is there, Windows knows of it, a damaged setup leaves nothing."""

from pathlib import Path

import pytest

from fieldapp.version import VERSION
from tests.installer.conftest import hashes
from tests.installer.wine import Wine

pytestmark = pytest.mark.installer

UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Fieldapp"
CLASSES = r"HKCU\Software\Classes"
NEW = f"{VERSION}-1"
BESIDE = {"current", "fieldapp.exe", "fieldapp-cli.exe", "uninstall.exe"}


def listed(setup: Path) -> dict[str, str]:
    """What the list beside a setup promises, by path in the version folder."""
    beside = setup.with_name(setup.name.replace("-Setup.exe", "-files.txt"))
    lines = (line.split("  ", 1) for line in beside.read_text(encoding="ascii").splitlines())
    return {path: digest for digest, path in lines}


def expected(setup: Path, folder: str = NEW) -> dict[str, str]:
    """Every file of an installation with its hash; that of `current` is not told, for it is one line."""
    promised = listed(setup)
    uninstaller = promised.pop("uninstall.exe")
    launchers = {name: promised[name] for name in ("fieldapp.exe", "fieldapp-cli.exe")}
    files = {f"versions/{folder}/{path}": digest for path, digest in promised.items()}
    return {**files, **launchers, "uninstall.exe": uninstaller}


def there(app: Path) -> dict[str, str]:
    found = hashes(app)
    del found["current"]
    return found


def test_a_silent_installation_puts_every_file_there_unchanged_and_no_other(office: Wine, setup: Path):
    assert there(office.app) == expected(setup)
    assert (office.app / "current").read_text().split() == [NEW]
    assert {path.name for path in office.app.iterdir()} == {*BESIDE, "versions"}


def test_windows_lists_the_app_with_all_that_it_shows(office: Wine):
    entry = office.registry(UNINSTALL)
    app = office.path(office.app)

    assert entry["DisplayName"] == "Fieldapp"
    assert entry["DisplayVersion"] == VERSION
    assert entry["InstallLocation"] == app
    assert entry["QuietUninstallString"] == f'"{app}\\uninstall.exe" /S'
    assert entry["UninstallString"] == f'"{app}\\uninstall.exe"'
    assert entry["DisplayIcon"].startswith(f"{app}\\fieldapp.exe")
    assert entry.keys() >= {"Publisher", "EstimatedSize", "InstallDate", "NoModify"}
    assert int(entry["EstimatedSize"].removeprefix("dword:"), 16) * 1024 < 90_000_000


def test_there_is_one_entry_in_the_start_menu_and_none_on_the_desktop(office: Wine):
    links = [path.name for path in office.user.rglob("*.lnk")]

    assert links == ["Fieldapp.lnk"]


def test_the_entry_in_the_start_menu_names_the_app(office: Wine):
    (link,) = office.user.rglob("*.lnk")
    content = link.read_bytes()

    assert b"fieldapp.exe" in content
    assert "Start Menu" in str(link)


def test_it_can_be_installed_into_a_folder_of_any_name_with_an_entry_on_the_desktop(fresh: Wine, setup: Path):
    folder = fresh.c / "Programs of the office in Ağdərə" / "Fieldapp"

    assert fresh.install(setup, "/DESKTOP", folder=folder) == 0, fresh.log()

    assert there(folder) == expected(setup)
    assert not fresh.app.exists()
    assert fresh.registry(UNINSTALL)["InstallLocation"] == fresh.path(folder)
    assert fresh.version(folder) == f"fieldapp {VERSION}"
    assert (fresh.user / "Desktop" / "Fieldapp.lnk").is_file()


def flip(setup: Path, damaged: Path, place: float) -> None:
    content = bytearray(setup.read_bytes())
    content[int(len(content) * place)] ^= 1
    damaged.write_bytes(content)


def cut(setup: Path, damaged: Path, place: float) -> None:
    content = setup.read_bytes()
    damaged.write_bytes(content[: int(len(content) * place)])


def test_a_damaged_download_installs_nothing(fresh: Wine, setup: Path, tmp_path: Path):
    damaged = tmp_path / setup.name
    for damage, place in [(flip, 0.2), (flip, 0.999), (cut, 0.9)]:
        damage(setup, damaged, place)
        status = fresh.install(damaged)

        assert (damage.__name__, place, status != 0) == (damage.__name__, place, True)
        assert not fresh.app.exists()
    assert fresh.registry(UNINSTALL) == {}


def test_a_data_file_belongs_to_the_app_and_has_an_icon_of_its_own(office: Wine):
    app = office.path(office.app)

    assert office.registry(rf"{CLASSES}\.fieldapp")[""] == "Fieldapp.DataFile"
    assert "Fieldapp.DataFile" in office.registry(rf"{CLASSES}\.fieldapp\OpenWithProgids")
    command = office.registry(rf"{CLASSES}\Fieldapp.DataFile\shell\open\command")
    assert command[""] == f'"{app}\\fieldapp.exe" "%1"'
    icon = office.registry(rf"{CLASSES}\Fieldapp.DataFile\DefaultIcon")
    assert icon[""] == f"{app}\\fieldapp.exe,1"


def test_two_of_these_on_one_stick_leave_no_word_in_windows(fresh: Wine, setup: Path):
    stick = fresh.c / "stick"

    assert fresh.install(setup, "/PORTABLE", folder=stick) == 0, fresh.log()

    assert (stick / "portable.txt").is_file()
    assert fresh.registry(UNINSTALL) == {}
    assert fresh.registry(rf"{CLASSES}\.fieldapp") == {}
    assert [*fresh.user.rglob("*.lnk")] == []
    assert fresh.version(stick) == f"fieldapp {VERSION}"
