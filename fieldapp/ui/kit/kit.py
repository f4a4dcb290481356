"""What windows and dialogs are made with: one object, alive for as long as the app runs."""

from PySide6.QtCore import QObject, Signal

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

    @property
    def texts(self) -> Texts:
        """The texts of the language that is spoken now."""
        return self._texts

    @property
    def theme(self) -> Theme:
        """The theme that is worn now."""
        return self._theme

    def speak(self, texts: Texts) -> None:
        """Say everything in another language from now on."""
        self._texts = texts
        self.texts_changed.emit()

    def wear(self, theme: Theme) -> None:
        """Show everything in other colours, or with another size of text."""
        self._theme = theme
        self.theme_changed.emit()
