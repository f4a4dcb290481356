"""What windows and dialogs are made with, handed over together."""

from dataclasses import dataclass

from fieldapp.texts.texts import Texts
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.icons import Icons
from fieldapp.ui.settings import Settings
from fieldapp.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Kit:
    """The texts and the theme are those of the moment; a window takes later ones by `set_texts` and
    `set_theme`."""

    texts: Texts
    theme: Theme
    icons: Icons
    desktop: Desktop
    settings: Settings
