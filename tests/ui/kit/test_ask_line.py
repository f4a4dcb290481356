"""The line under the grid: its colours, which no style sheet gives it."""

import pytest
from PySide6.QtGui import QColor

from fieldapp.ui.kit.ask_line import AskLine
from fieldapp.ui.kit.marks import Mark
from fieldapp.ui.kit.theme import DARK, LIGHT


@pytest.fixture
def line(qtbot, kit):
    line = AskLine(kit)
    qtbot.addWidget(line)
    line.resize(400, line.height())
    line.show()
    return line


def ground(line):
    return line.grab().toImage().pixelColor(1, 1)


def test_its_ground_is_that_of_what_it_says_in_the_theme_of_the_moment(line, kit):
    assert ground(line) == QColor(LIGHT.raised)

    line.say("It is no number.", Mark.ERROR)
    assert ground(line) == QColor(LIGHT.error_ground)

    kit.wear(DARK)
    assert ground(line) == QColor(DARK.error_ground)

    line.say("")
    assert ground(line) == QColor(DARK.raised)


def test_what_is_said_again_is_still_said(line):
    readings = (("12500", "12500"), ("12.5", "12.5"))
    line.say("Which?", Mark.ERROR, readings)
    line.say("Which?", Mark.ERROR, readings)

    assert (line.text, [button.isVisible() for button in line.buttons]) == ("Which?", [True, True])

    line.say("Which?", Mark.ERROR)
    assert line.buttons == []


def test_a_colour_is_that_of_the_theme_that_is_worn(kit):
    assert kit.colour("accent") == QColor(LIGHT.accent)

    kit.wear(DARK)

    assert kit.colour("accent") == QColor(DARK.accent)


def test_it_is_as_high_as_its_buttons_in_a_style_that_came_after_it(qtbot, kit, qapp):
    line, worn = AskLine(kit), qapp.styleSheet()
    qtbot.addWidget(line)
    try:
        qapp.setStyleSheet("QPushButton { padding: 20px; }")
        line.show()
        assert line.height() > line._buttons[0].sizeHint().height() > 40
    finally:
        qapp.setStyleSheet(worn)
