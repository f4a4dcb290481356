"""Every icon is drawn, in the colour that is asked for, and sharp."""

import gc
import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QLabel, QPushButton
from typing_extensions import override

from fieldapp.resources import resources_folder
from fieldapp.ui.kit.icons import Icons, put_drawing
from fieldapp.ui.window.actions import SPECS

FOLDER = resources_folder() / "icons"
LINES = sorted(path.stem for path in FOLDER.glob("*.svg") if path.stem != "app")


@pytest.fixture
def icons(qapp):
    return Icons(FOLDER)


def inks(image: QImage) -> set[str]:
    """The colours of the pixels that are covered wholly."""
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return {image.pixelColor(x, y).name() for x, y in points if image.pixelColor(x, y).alpha() == 255}


@pytest.mark.parametrize("name", LINES)
def test_a_line_icon_takes_the_colour(icons, name):
    image = icons.icon(name, "#17618a").pixmap(64, 64).toImage()

    covered = inks(image)
    assert covered
    assert all(abs(QColor(ink).red() - 0x17) < 4 for ink in covered)


@pytest.mark.parametrize("name", LINES)
def test_a_line_icon_names_no_colour_of_its_own(name):
    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")

    assert not re.search(r"#[0-9a-fA-F]{3}", drawing)
    assert "currentColor" in drawing


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_a_drawing_has_the_screens_own_pixels(icons, ratio):
    drawn = icons.pixmap("calendar", "#000000", 16, ratio)

    assert drawn.width() == round(16 * ratio)
    assert drawn.devicePixelRatio() == ratio


def test_a_drawing_that_is_shown_is_not_put_there_again(qtbot, icons):
    class Counting(QLabel):
        put = 0

        @override
        def setPixmap(self, drawing):
            self.put += 1
            super().setPixmap(drawing)

    label = Counting()
    qtbot.addWidget(label)
    for name, ink in (("done", "#000000"), ("done", "#000000"), ("done", "#ffffff"), ("error", "#ffffff")):
        put_drawing(label, icons.pixmap(name, ink, 16, label.devicePixelRatioF()))

    assert label.put == 3
    assert label.pixmap().toImage() == icons.pixmap("error", "#ffffff", 16, 1.0).toImage()


def test_the_app_icon_is_there_in_the_sizes_of_task_bars(icons):
    icon = icons.app_icon()

    assert {16, 32, 48, 256} <= {size.width() for size in icon.availableSizes()}
    for size in icon.availableSizes():
        assert icon.pixmap(size).size() == size
        assert len(set(inks(icon.pixmap(size).toImage()))) > 1


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_an_icon_is_drawn_in_the_pixels_that_it_is_seen_in(icons, ratio):
    seen = icons.icon("calendar", "#000000").pixmap(QSize(16, 16), ratio)

    assert (seen.width(), seen.devicePixelRatio()) == (round(16 * ratio), ratio)


def test_a_disabled_icon_has_its_other_colour(icons):
    icon = icons.icon("calendar", "#000000", "#ffffff")

    assert max(inks(icon.pixmap(QSize(64, 64), QIcon.Mode.Disabled).toImage())) == "#ffffff"
    assert min(inks(icon.pixmap(QSize(64, 64), QIcon.Mode.Normal).toImage())) == "#000000"


def test_a_button_keeps_its_icon_when_the_set_is_gone(qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    button.setIcon(Icons(FOLDER).icon("calendar", "#ff0000"))
    gc.collect()

    seen = [QColor(ink) for ink in inks(button.grab().toImage())]
    assert any(ink.red() > 200 and ink.green() < 60 for ink in seen)


def test_the_actions_name_icons_that_exist():
    assert {spec.icon for spec in SPECS if spec.icon} <= set(LINES)
