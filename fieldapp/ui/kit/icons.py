"""The icon set: line drawings in SVG, coloured when they are loaded."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QIcon, QPainter, QPixmap, Qt
from PySide6.QtSvg import QSvgRenderer

PLACEHOLDER = b"currentColor"
SIZES = (16, 20, 24, 32, 40, 48, 64)
"""In real pixels, so that 16 and 20 are sharp from 100 to 200 %."""

ICON = 16
"""The side of an icon beside words, in logical pixels."""

APP_SIZES = (16, 24, 32, 48, 64, 128, 256)


class Icons:
    """Loads icons by name from a folder and keeps those it has made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._app: QIcon | None = None
        self._made: dict[tuple[str, str, str], QIcon] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    def icon(self, name: str, colour: str, disabled: str | None = None) -> QIcon:
        """An icon in a colour (`#rrggbb`), and in another where its control is disabled."""
        key = (name, colour, disabled or colour)
        if key not in self._made:
            self._made[key] = QIcon(_Drawn(self, name, colour, disabled or colour))
        return self._made[key]

    def pixmap(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        """A drawing for a label: `size` in logical pixels, on a screen of this pixel ratio."""
        key = (name, colour, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._drawn(name, colour, round(size * ratio))
            self._pixmaps[key].setDevicePixelRatio(ratio)
        return QPixmap(self._pixmaps[key])

    def app_icon(self) -> QIcon:
        """The app's own, in its own colours."""
        if self._app is None:
            self._app = QIcon()
            for size in APP_SIZES:
                self._app.addPixmap(self._drawn("app", "#ffffff", size))
        return self._app

    def _drawn(self, name: str, colour: str, size: int) -> QPixmap:
        drawing = (self._folder / f"{name}.svg").read_bytes().replace(PLACEHOLDER, colour.encode())
        pixmap = QPixmap(QSize(size, size))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(drawing)).render(painter)
        painter.end()
        return pixmap
