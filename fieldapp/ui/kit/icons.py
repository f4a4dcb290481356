"""The icon set: line drawings in SVG, coloured when they are loaded."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, Qt
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel
from typing_extensions import override

PLACEHOLDER = b"currentColor"
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
            self._made[key] = QIcon(_WhenPainted(self.drawn, *key))
        return self._made[key]

    def pixmap(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        """A drawing for a label: `size` in logical pixels, on a screen of this pixel ratio."""
        key = (name, colour, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self.drawn(name, colour, round(size * ratio))
            self._pixmaps[key].setDevicePixelRatio(ratio)
        return QPixmap(self._pixmaps[key])

    def app_icon(self) -> QIcon:
        """The app's own, in its own colours."""
        if self._app is None:
            self._app = QIcon(_WhenPainted(self.drawn, "app", "#ffffff", "#ffffff", APP_SIZES))
        return self._app

    def drawn(self, name: str, colour: str, size: int) -> QPixmap:
        """A drawing of so many real pixels in width and height."""
        drawing = (self._folder / f"{name}.svg").read_bytes().replace(PLACEHOLDER, colour.encode())
        pixmap = QPixmap(QSize(size, size))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(drawing)).render(painter)
        painter.end()
        return pixmap


def put_drawing(label: QLabel, drawing: QPixmap) -> None:
    """Show a drawing, where it is not shown already: a label that is given one has all around it laid out
    anew."""
    if label.pixmap().cacheKey() != drawing.cacheKey():
        label.setPixmap(drawing)


class _WhenPainted(QIconEngine):
    """Draws an icon once it is seen, in the pixels that it is seen in, and keeps the drawing. `sizes`: those
    that a desktop is offered, which takes them all for the bar where windows are chosen."""

    _all: ClassVar[list["_WhenPainted"]] = []
    """Qt holds an engine longer than Python knows: a button can have the icon of a set that is gone."""

    def __init__(
        self,
        draw: Callable[[str, str, int], QPixmap],
        name: str,
        colour: str,
        disabled: str,
        sizes: Sequence[int] = (),
    ) -> None:
        super().__init__()
        self._all.append(self)
        self._draw, self._name, self._colour, self._disabled = draw, name, colour, disabled
        self._sizes = tuple(sizes)
        self._pixmaps: dict[tuple[str, int], QPixmap] = {}

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        colour = self._disabled if mode is QIcon.Mode.Disabled else self._colour
        key = (colour, min(size.width(), size.height()))
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(self._name, *key)
        return QPixmap(self._pixmaps[key])

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.pixmap(rect.size() * ratio, mode, state))

    @override
    def clone(self) -> QIconEngine:
        return _WhenPainted(self._draw, self._name, self._colour, self._disabled, self._sizes)

    @override
    def availableSizes(
        self, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off
    ) -> list[QSize]:
        return [QSize(side, side) for side in self._sizes]
