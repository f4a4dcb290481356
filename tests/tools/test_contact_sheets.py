"""One picture shows a window in every language and theme."""

from itertools import product

import pytest
from PySide6.QtGui import QColor, QImage

from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.kit.theme import THEMES
from tools.contact_sheets import GAP, SCREENS, lay_side_by_side

COLOURS = dict(zip(product(LANGUAGES, THEMES), range(0, 180, 20), strict=True))


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_every_language_and_theme_has_its_place_at_the_size_it_is_seen(qapp, tmp_path, screen):
    for (language, theme), shade in COLOURS.items():
        picture = QImage(40 * screen.scale, 30 * screen.scale, QImage.Format.Format_RGB32)
        picture.fill(QColor(shade, shade, 255))
        picture.save(str(tmp_path / f"welcome.{language}.{theme}.png"))

    sheet = lay_side_by_side("welcome", screen, tmp_path)

    for column, language in enumerate(LANGUAGES):
        for row, theme in enumerate(THEMES):
            shade = COLOURS[language, theme]
            seen = sheet.pixelColor(GAP + column * (40 + GAP) + 20, GAP + row * (30 + GAP) + 15)
            assert seen == QColor(shade, shade, 255)
    assert sheet.size().toTuple() == (3 * (40 + GAP) + GAP, 3 * (30 + GAP) + GAP)
