"""The fonts that a part of the grid writes in, and how wide a text is in them."""

from collections.abc import Callable

from PySide6.QtGui import QFont, QFontMetrics

MOST_MEASURED = 4096
"""Texts whose width is kept: more than a large sheet holds."""


def heavy(base: QFont) -> QFont:
    """The font of headings and totals."""
    font = QFont(base)
    font.setWeight(QFont.Weight.DemiBold)
    return font


class Lettering:
    """Fonts made of the one that a widget has, by their place among `makers`. They and the widths of texts
    are kept while it has the same: Qt looks a new font up for every text."""

    def __init__(self, *makers: Callable[[QFont], QFont]) -> None:
        self._makers = makers
        self._base: QFont | None = None
        self._fonts: list[QFont] = []
        self._widths: dict[tuple[int, str], int] = {}

    def font(self, base: QFont, which: int) -> QFont:
        """One of the fonts."""
        if base != self._base:
            self._base, self._widths = QFont(base), {}
            self._fonts = [make(base) for make in self._makers]
        return self._fonts[which]

    def width(self, base: QFont, which: int, text: str) -> int:
        """How wide a text is in one of them, in logical pixels."""
        font = self.font(base, which)
        if len(self._widths) > MOST_MEASURED:
            self._widths = {}
        if (which, text) not in self._widths:
            self._widths[which, text] = QFontMetrics(font).horizontalAdvance(text)
        return self._widths[which, text]
