"""What is remembered comes back at the next start."""

from pathlib import Path

from PySide6.QtCore import QByteArray

from fieldapp.core.period import read_period
from fieldapp.core.sheet import Cell
from fieldapp.ui.kit.settings import MOST_RECENT, SYSTEM, Position, Settings

WEEK = read_period("2025-W11")


def again(settings: Settings, path: Path) -> Settings:
    settings.save()
    return Settings(path)


def test_choices_survive_a_restart(tmp_path):
    path = tmp_path / "new folder" / "settings.ini"
    settings = Settings(path)
    settings.language, settings.theme, settings.zoom = "az", "dark", 125
    settings.order, settings.name = "apa", "Sevda Əliyeva"
    settings.enters_by_rows = True
    settings.open_file, settings.export_folder = tmp_path / "a.fieldapp", tmp_path
    settings.remember_layout("window", QByteArray(b"\x00\x01"))

    read = again(settings, path)

    assert (read.language, read.theme, read.zoom) == ("az", "dark", 125)
    assert (read.order, read.name) == ("apa", "Sevda Əliyeva")
    assert read.enters_by_rows
    assert (read.open_file, read.export_folder) == (tmp_path / "a.fieldapp", tmp_path)
    assert read.layout("window") == QByteArray(b"\x00\x01")


def test_nothing_remembered_is_the_default(tmp_path):
    settings = Settings(tmp_path / "settings.ini")

    assert (settings.language, settings.theme, settings.zoom, settings.order) == (None, SYSTEM, 100, None)
    assert not settings.enters_by_rows
    assert (settings.name, settings.open_file, settings.recent_files) == ("", None, [])
    assert settings.layout("window") is None
    assert settings.position(tmp_path / "a.fieldapp") is None


def test_a_file_of_nonsense_is_the_default(tmp_path):
    path = tmp_path / "settings.ini"
    path.write_bytes(b"[General]\nlanguage=xx\nzoom=large\nrecent=@Invalid()\n\xff\xfe\x00 not an INI file")

    assert (Settings(path).zoom, Settings(path).recent_files) == (100, [])
    assert Settings(path).language is None


def test_a_place_that_cannot_be_written_costs_nothing_but_the_memory(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    settings = Settings(blocked / "settings.ini")

    settings.language = "ru"
    settings.save()

    assert settings.language == "ru"


def test_the_cell_is_remembered_for_each_file(tmp_path):
    path, one, other = tmp_path / "settings.ini", tmp_path / "1.fieldapp", tmp_path / "2.fieldapp"
    settings = Settings(path)
    settings.remember_position(one, Position(WEEK, Cell("agdam", "uxo")))
    settings.remember_position(other, Position(WEEK))

    read = again(settings, path)

    assert read.position(one) == Position(WEEK, Cell("agdam", "uxo"))
    assert read.position(other) == Position(WEEK)


def test_recent_files_are_few_newest_first_and_each_once(tmp_path):
    path = tmp_path / "settings.ini"
    settings = Settings(path)
    files = [tmp_path / f"{number}, week.fieldapp" for number in range(MOST_RECENT + 2)]
    for file in files:
        settings.remember_file(file)
        settings.remember_position(file, Position(WEEK))
    settings.remember_file(files[5])

    read = again(settings, path)

    assert read.recent_files == [files[5], *(file for file in reversed(files[2:]) if file != files[5])]
    assert read.position(files[0]) is None
    read.forget_file(files[5])
    assert files[5] not in read.recent_files


def test_one_recent_file_is_still_a_list(tmp_path):
    settings = Settings(tmp_path / "settings.ini")
    settings.remember_file(tmp_path / "only.fieldapp")

    assert again(settings, tmp_path / "settings.ini").recent_files == [tmp_path / "only.fieldapp"]


def test_the_cells_panel_is_there_until_it_is_put_away(tmp_path):
    settings = Settings(tmp_path / "settings.ini")
    assert settings.shows_cell

    settings.shows_cell = False

    assert not again(settings, tmp_path / "settings.ini").shows_cell


def test_a_file_whose_name_is_no_text_has_its_place_too(tmp_path):
    path, file = tmp_path / "settings.ini", tmp_path / "a\udcff.fieldapp"
    settings = Settings(path)
    settings.remember_file(file)
    settings.remember_position(file, Position(WEEK, Cell("agdam", "uxo")))

    assert again(settings, path).position(file) == Position(WEEK, Cell("agdam", "uxo"))
