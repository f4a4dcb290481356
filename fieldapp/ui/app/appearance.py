"""The theme and the size of the text, on the whole application."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from fieldapp.ui.kit.chrome import chrome_style_sheet
from fieldapp.ui.kit.settings import SYSTEM
from fieldapp.ui.kit.theme import DARK, HIGH_CONTRAST, LIGHT, THEMES, Theme, qpalette, style_sheet

ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
PLAIN_ZOOM = 100


class Appearance(QObject):
    """Dresses the application. `changed(Theme)`: other colours, or another size of text."""

    changed = Signal(object)

    def __init__(self, application: QApplication, choice: str, zoom: int) -> None:
        super().__init__(application)
        self._application = application
        self._base = QFont(application.font())
        self._choice = choice if choice in THEMES else SYSTEM
        self._zoom = min(ZOOMS, key=lambda step: abs(step - zoom))
        self._has_sheet = False
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._dress()

    @property
    def choice(self) -> str:
        """A theme's name, or SYSTEM."""
        return self._choice

    @property
    def zoom(self) -> int:
        """Per cent of the system's size of text."""
        return self._zoom

    @property
    def theme(self) -> Theme:
        """The theme that is worn."""
        return THEMES.get(self._choice) or self._system_theme()

    def complete(self) -> None:
        """Put on the style sheet, before the first window is shown and after it is made: under a style sheet
        everything is dressed once more whenever it is given to another parent."""
        if not self._has_sheet:
            self._has_sheet = True
            self._put_on_sheet()

    def choose(self, choice: str) -> None:
        """Wear a theme from now on, or follow the system."""
        self._choice = choice
        self._dress()

    def step_zoom(self, steps: int) -> None:
        """Larger or smaller text; 0 goes back to 100 %."""
        place = ZOOMS.index(self._zoom) + steps
        self._zoom = ZOOMS[max(0, min(place, len(ZOOMS) - 1))] if steps else PLAIN_ZOOM
        self._dress()

    def _system_theme(self) -> Theme:
        hints = self._application.styleHints()
        if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
            return HIGH_CONTRAST
        return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT

    def _follow_system(self) -> None:
        if self._choice == SYSTEM:
            self._dress()

    def _dress(self) -> None:
        theme = self.theme
        font = QFont(self._base)
        font.setPointSizeF(self._base.pointSizeF() * self._scale)
        self._application.setFont(font)
        self._application.setPalette(qpalette(theme))
        if self._has_sheet:
            self._put_on_sheet()
        self.changed.emit(theme)

    def _put_on_sheet(self) -> None:
        theme = self.theme
        self._application.setStyleSheet(style_sheet(theme) + chrome_style_sheet(theme, self._scale))

    @property
    def _scale(self) -> float:
        return self._zoom / PLAIN_ZOOM
