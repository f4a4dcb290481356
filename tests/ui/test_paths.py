"""Settings, logs and documents go where each system keeps such things."""

import pytest

from fieldapp.ui.paths import places


def test_freedesktop_folders_are_those_of_the_environment(tmp_path):
    documents = tmp_path / "Belgeler"
    documents.mkdir()
    environment = {
        "HOME": "/home/sevda",
        "XDG_CONFIG_HOME": "/c",
        "XDG_STATE_HOME": "/s",
        "XDG_DOCUMENTS_DIR": str(documents),
    }

    found = places("linux", environment)

    assert [found.settings.as_posix(), found.log.as_posix()] == [
        "/c/fieldapp/settings.ini",
        "/s/fieldapp/fieldapp.log",
    ]
    assert found.documents == documents


@pytest.mark.parametrize(
    ("platform", "home", "settings", "log"),
    [
        ("linux", "HOME", ".config/fieldapp/settings.ini", ".local/state/fieldapp/fieldapp.log"),
        (
            "darwin",
            "HOME",
            "Library/Application Support/fieldapp/settings.ini",
            "Library/Logs/fieldapp/fieldapp.log",
        ),
        (
            "win32",
            "USERPROFILE",
            "AppData/Roaming/fieldapp/settings.ini",
            "AppData/Local/fieldapp/fieldapp.log",
        ),
    ],
)
def test_without_more_than_a_home_everything_is_in_it(tmp_path, platform, home, settings, log):
    found = places(platform, {home: str(tmp_path), "XDG_CONFIG_HOME": "not/absolute"})

    assert (found.settings, found.log, found.documents) == (tmp_path / settings, tmp_path / log, tmp_path)


def test_documents_are_the_documents_folder_where_there_is_one(tmp_path):
    (tmp_path / "Documents").mkdir()

    assert places("win32", {"USERPROFILE": str(tmp_path)}).documents == tmp_path / "Documents"
