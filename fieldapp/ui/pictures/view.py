"""A picture in the window: as wide as its place, its texts as large as the window's, said as a sentence."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from fieldapp.core.pictures.picture import Picture
from fieldapp.pictures.canvas import FINE, Canvas, Stretch
from fieldapp.pictures.legend import BODY
from fieldapp.pictures.painter import picture_blocks
from fieldapp.pictures.palette import PALETTES, Palette
from fieldapp.texts.pictures import picture_sentence, picture_title
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.marks import FRAME, draw_frame
from fieldapp.ui.kit.theme import SPACE

_DOTS = 4 / 3
"""Pixels in a point at the usual size of text."""

_EDGE = 3 * SPACE
_LEAST_POINTS = 240
_TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class PictureView(QScrollArea):
    """Shows one picture; the arrows move it where it is higher than its place."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._drawn = _Drawn(kit)
        self._is_awaited = False
        self.setWidget(self._drawn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        kit.texts_changed.connect(self._say)
        kit.theme_changed.connect(self._say)

    @property
    def picture(self) -> Picture | None:
        """What is shown."""
        return self._drawn.picture

    def show_picture(self, picture: Picture | None, look: str, *, is_awaited: bool = False) -> None:
        """Show a picture in a look of the palettes, or in that of the window where none is named; that it is
        being made where it is awaited."""
        self._drawn.picture, self._drawn.look, self._is_awaited = picture, look, is_awaited
        self.verticalScrollBar().setValue(0)
        self._say()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus(is_here=True)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_focus(is_here=False)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._drawn.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(180 * SPACE, 120 * SPACE)

    def _show_focus(self, *, is_here: bool) -> None:
        self._drawn.shows_focus = is_here
        self._drawn.update()

    def _say(self) -> None:
        picture, texts = self._drawn.picture, self._kit.texts
        instead = texts("pictures.making") if self._is_awaited else ""
        name = picture_title(picture, texts) if picture is not None else instead
        self._drawn.instead = instead
        self.setAccessibleName(name)
        self.setAccessibleDescription(picture_sentence(picture, texts) if picture is not None else "")
        self._fit()
        self._drawn.update()

    def _fit(self) -> None:
        bar = self.verticalScrollBar().sizeHint().width()
        self._drawn.fit(self.width() - bar, self.viewport().size())


class _Drawn(QWidget):
    """The whole of a picture, as high as it is."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.picture: Picture | None = None
        self.look = self.instead = ""
        self.shows_focus = False
        self._canvas = Canvas(QPainter(), self._palette, 0)
        self._blocks: list[Stretch] = []

    def fit(self, width: int, least: QSize) -> None:
        """Draw as wide as there is room beside a bar, and be at least as large as the place."""
        high, self._blocks = 0, []
        if self.picture is not None:
            self._canvas = Canvas(QPainter(), self._palette, self._points(width), self._text_scale)
            self._blocks = picture_blocks(self._canvas, self.picture, self._kit.texts)
            high = round(sum(block.height for block in self._blocks) * _DOTS) + 2 * _EDGE
        self.resize(max(width, least.width()), max(high, least.height()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._palette
        painter.fillRect(self.rect(), QColor(palette.ground))
        if self.picture is None:
            painter.setPen(QColor(palette.quiet))
            painter.drawText(self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE), _TOP_LEFT, self.instead)
            painter.end()
            return
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.translate(_EDGE, _EDGE)
        painter.scale(_DOTS / FINE, _DOTS / FINE)
        self._canvas.use(painter)
        self._draw(event.rect())
        self._canvas.use(QPainter())
        painter.end()
        if self.shows_focus:
            painter.begin(self)
            seen = self.visibleRegion().boundingRect()
            draw_frame(painter, seen, FRAME, QColor(self._kit.theme.accent))
            painter.end()

    def _draw(self, seen: QRect) -> None:
        """The blocks that are in sight, or touch it: there may be a line for each of five hundred places."""
        top, first, last = 0.0, (seen.top() - 2 * _EDGE) / _DOTS, seen.bottom() / _DOTS
        for block in self._blocks:
            if top + block.height >= first - _EDGE and top <= last:
                block.draw(top)
            top += block.height

    @property
    def _palette(self) -> Palette:
        return PALETTES[self.look or self._kit.theme.name]

    @property
    def _text_scale(self) -> float:
        return self.fontInfo().pixelSize() / (BODY * _DOTS)

    def _points(self, width: int) -> float:
        return max(_LEAST_POINTS, (width - 2 * _EDGE) / _DOTS)
