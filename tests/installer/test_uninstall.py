"""Uninstalling takes exactly what was installed, and never data."""

from pathlib import Path

import pytest

from tests.installer.conftest import hashes
from tests.installer.test_install import CLASSES, UNINSTALL, expected, there
from tests.installer.wine import Wine

pytestmark = pytest.mark.installer


def registered(wine: Wine) -> dict[str, dict[str, str]]:
    keys = (UNINSTALL, rf"{CLASSES}\.fieldapp", rf"{CLASSES}\Fieldapp.DataFile", r"HKCU\Software\Fieldapp")
    return {key: wine.registry(key) for key in keys if wine.registry(key)}


def test_nothing_of_ours_is_left_and_it_can_be_installed_again(installed: Wine, setup: Path):
    assert registered(installed) != {}

    installed.uninstall()

    assert not installed.app.exists()
    assert registered(installed) == {}
    assert [*installed.user.rglob("*.lnk")] == []
    assert installed.install(setup) == 0, installed.log()
    assert there(installed.app) == expected(setup)


def test_data_settings_and_what_is_of_others_stays(installed: Wine):
    """Another program has taken over the data files meanwhile, and files of others stand among ours."""
    documents = installed.user / "Documents"
    own = installed.local / "Fieldapp"
    own.mkdir(exist_ok=True)
    kept = {
        documents / "Ağdərə.fieldapp": "data",
        own / "settings.ini": "settings",
        installed.app / "left here by somebody.fieldapp": "data",
        installed.app / "versions" / "mine.txt": "mine",
    }
    for file, text in kept.items():
        file.write_text(text, encoding="utf-8")
    installed.run("reg", "add", rf"{CLASSES}\.fieldapp", "/ve", "/d", "Other.App", "/f")

    installed.uninstall()

    assert {file: file.read_text(encoding="utf-8") for file in kept} == kept
    assert sorted(hashes(installed.app)) == ["left here by somebody.fieldapp", "versions/mine.txt"]
    assert registered(installed) == {rf"{CLASSES}\.fieldapp": {"": "Other.App"}}
