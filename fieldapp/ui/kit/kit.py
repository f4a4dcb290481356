"""What windows and dialogs are made with: one object, alive for as long as the app runs."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

from fieldapp.texts.texts import Texts
from fieldapp.ui.kit.desktop import Desktop
from fieldapp.ui.kit.icons import Icons
from fieldapp.ui.kit.settings import Settings
from fieldapp.ui.kit.theme import Theme


class Kit(QObject):
    """Whoever shows words or colours asks for them when they are shown, and connects to what says that they
    are others now: `texts_changed` (another language), `theme_changed` (other colours, another size of text).
    """

    texts_changed = Signal()
    theme_changed = Signal()

    def __init__(
        self,
        texts: Texts,
        theme: Theme,
        icons: Icons,
        desktop: Desktop,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.icons, self.desktop, self.settings = icons, desktop, settings
        self._texts, self._theme = texts, theme
        self._colours: dict[str, QColor] = {}

    @property
    def texts(self) -> Texts:
        """The texts of the language that is spoken now."""
        return self._texts

    @property
    def theme(self) -> Theme:
        """The theme that is worn now."""
        return self._theme

    def colour(self, name: str) -> QColor:
        """A colour of the theme, by its name there: the same one again, which is only to be painted with."""
        if name not in self._colours:
            self._colours[name] = QColor(getattr(self._theme, name))
        return self._colours[name]

    def speak(self, texts: Texts) -> None:
        """Say everything in another language from now on."""
        self._texts = texts
        self.texts_changed.emit()

    def wear(self, theme: Theme) -> None:
        """Show everything in other colours, or with another size of text."""
        self._theme = theme
        self._colours = {}
        self.theme_changed.emit()
