"""Settings, logs and documents go where each system keeps such things."""

import pytest

from fieldapp.paths import places


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
            "AppData/Local/Fieldapp/settings.ini",
            "AppData/Local/Fieldapp/fieldapp.log",
        ),
    ],
)
def test_without_more_than_a_home_everything_is_in_it(tmp_path, platform, home, settings, log):
    found = places(platform, {home: str(tmp_path), "XDG_CONFIG_HOME": "not/absolute"})

    assert (found.settings, found.log, found.documents) == (tmp_path / settings, tmp_path / log, tmp_path)


def test_documents_are_the_documents_folder_where_there_is_one(tmp_path):
    (tmp_path / "Documents").mkdir()

    assert places("win32", {"USERPROFILE": str(tmp_path)}).documents == tmp_path / "Documents"


def test_documents_are_where_windows_has_moved_them(tmp_path):
    moved = tmp_path / "OneDrive" / "Sənədlər"
    (tmp_path / "Documents").mkdir()
    moved.mkdir(parents=True)
    environment = {"USERPROFILE": str(tmp_path)}

    assert places("win32", environment, moved).documents == moved
    assert places("win32", environment, tmp_path / "gone").documents == tmp_path


@pytest.fixture
def stick(tmp_path):
    """A stick with the app on it, and its mark; on the machine it is in, a home of somebody else's."""
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "portable.txt").touch()
    return stick


@pytest.mark.parametrize("platform", ["win32", "linux", "darwin"])
def test_on_a_stick_everything_is_beside_the_app(stick, tmp_path, platform):
    found = places(platform, {"FIELDAPP_HOME": str(stick), "USERPROFILE": str(tmp_path)}, tmp_path)

    data = stick / "data"
    assert (found.settings, found.log, found.documents) == (
        data / "settings.ini",
        data / "fieldapp.log",
        data,
    )
    assert data.is_dir()


def test_without_the_mark_nothing_is_beside_the_app(stick, tmp_path):
    (stick / "portable.txt").unlink()

    found = places("win32", {"FIELDAPP_HOME": str(stick), "USERPROFILE": str(tmp_path)})

    assert found.settings == tmp_path / "AppData" / "Local" / "Fieldapp" / "settings.ini"
    assert [*stick.iterdir()] == []


def test_a_mark_in_the_folder_of_the_moment_means_nothing(stick, tmp_path, monkeypatch):
    monkeypatch.chdir(stick)

    for home in ("", "."):
        found = places("linux", {"FIELDAPP_HOME": home, "HOME": str(tmp_path)})
        assert found.documents == tmp_path


def test_a_stick_that_cannot_be_written_to_does_not_stop_the_start(stick):
    (stick / "data").touch()

    assert places("win32", {"FIELDAPP_HOME": str(stick)}).documents == stick / "data"
