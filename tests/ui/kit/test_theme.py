"""The colours: measured by WCAG 2.2's contrast of relative luminance."""

from itertools import chain

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTableWidget,
)

from fieldapp.ui.kit.chrome import chrome_style_sheet
from fieldapp.ui.kit.theme import (
    HIGH_CONTRAST,
    THEMES,
    figures_font,
    qpalette,
    small_font,
    style_sheet,
    title_font,
)

GROUNDS = ("ground", "raised", "heading_ground", "selection", "current_tint")
PAIRS = [
    *((text, ground) for text in ("text", "quiet_text") for ground in GROUNDS),
    *(("accent", ground) for ground in ("ground", "raised", "heading_ground", "current_tint")),
    *((text, "error_ground") for text in ("text", "error")),
    *((text, "warning_ground") for text in ("text", "warning")),
    *((finding, ground) for finding in ("error", "warning") for ground in GROUNDS),
    ("on_accent", "accent"),
]
"""Every pair of text and ground that the window draws."""

SIGNS = [("heavy_rule", "ground"), ("heavy_rule", "raised"), ("accent", "selection")]
"""Lines that say something: 3 : 1 is enough for them."""


def luminance(colour: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    parts = QColor(colour)
    red, green, blue = (linear(part) for part in (parts.redF(), parts.greenF(), parts.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=map(" on ".join, PAIRS))
def test_text_can_be_read_on_its_ground(theme, text, ground):
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize(("line", "ground"), SIGNS, ids=map(" on ".join, SIGNS))
def test_lines_that_say_something_can_be_seen(theme, line, ground):
    assert contrast(getattr(theme, line), getattr(theme, ground)) >= 3


@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=map(" on ".join, PAIRS))
def test_high_contrast_deserves_its_name(text, ground):
    assert contrast(getattr(HIGH_CONTRAST, text), getattr(HIGH_CONTRAST, ground)) >= 7


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_qt_gets_the_colours_of_the_theme(theme):
    palette = qpalette(theme)
    shades = {
        palette.color(group, role).name()
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled)
        for role in (QPalette.ColorRole(number) for number in range(QPalette.ColorRole.NColorRoles.value))
        if role is not QPalette.ColorRole.NoRole
    }
    ours = {getattr(theme, name) for name in theme.__slots__}

    assert shades <= ours


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_style_sheet_brings_no_colour_of_its_own(theme):
    words = chain.from_iterable(line.replace(";", " ").split() for line in style_sheet(theme).splitlines())
    ours = {getattr(theme, name) for name in theme.__slots__}

    assert {word for word in words if word.startswith("#")} <= ours


def test_figures_keep_the_size_of_their_font_and_stand_under_each_other():
    base = QFont()
    base.setPixelSize(13)

    assert figures_font(base).pixelSize() == 13
    assert [tag.toString().data() for tag in figures_font(base).featureTags()] == [b"tnum"]
    assert small_font(base).pixelSize() < 13 < title_font(base).pixelSize()


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_button_that_cannot_be_pressed_never_has_the_colour_of_what_can_be(theme, qtbot):
    button = QPushButton("")
    qtbot.addWidget(button)
    button.setStyleSheet(style_sheet(theme))
    button.setDefault(True)
    button.setEnabled(False)

    middle = button.grab().toImage().pixelColor(button.rect().center())
    assert middle.name() == QColor(theme.raised).name()


def upper_edge(widget) -> list[str]:
    """The colours of the line along the upper edge, without the corners."""
    image = widget.grab().toImage()
    return [image.pixelColor(x, 0).name() for x in range(8, image.width() - 8)]


def test_high_contrast_tells_a_button_that_cannot_be_pressed_by_its_dashes(qtbot):
    button = QPushButton("Make the change")
    qtbot.addWidget(button)
    button.setStyleSheet(style_sheet(HIGH_CONTRAST))
    assert set(upper_edge(button)) == {HIGH_CONTRAST.heavy_rule}

    button.setEnabled(False)
    assert HIGH_CONTRAST.raised in upper_edge(button)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_how_far_work_is_can_be_seen_from_its_first_moment(theme, qtbot):
    bar = QProgressBar(maximum=100, textVisible=False)
    qtbot.addWidget(bar)
    bar.setStyleSheet(chrome_style_sheet(theme))
    bar.resize(200, 8)
    bar.setValue(0)
    assert set(upper_edge(bar)) == {theme.heavy_rule}

    bar.setValue(50)
    image = bar.grab().toImage()
    assert [image.pixelColor(x, 4).name() for x in (40, 160)] == [theme.accent, theme.ground]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_head_of_a_table_leaves_its_frame_whole(theme, qtbot):
    table = QTableWidget(1, 2)
    qtbot.addWidget(table)
    table.verticalHeader().hide()
    table.horizontalHeader().setStretchLastSection(True)
    table.setStyleSheet(style_sheet(theme) + chrome_style_sheet(theme))
    table.resize(300, 200)

    image = table.grab().toImage()
    corners = {image.pixelColor(x, 1).name() for x in (1, image.width() - 2)}
    assert theme.heading_ground not in corners


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize(
    "make",
    [QLineEdit, QComboBox, QSpinBox, QPlainTextEdit, lambda: QRadioButton("·"), lambda: QCheckBox("·")],
)
def test_what_cannot_be_used_now_looks_so(qtbot, theme, make):
    field = make()
    qtbot.addWidget(field)
    field.setStyleSheet(style_sheet(theme) + chrome_style_sheet(theme))
    field.resize(200, 40)
    usable = field.grab().toImage()
    field.setEnabled(False)

    assert field.grab().toImage() != usable
