"""What windows and dialogs are made with, handed over together."""

from dataclasses import dataclass

from fieldapp.texts.texts import Texts
from fieldapp.ui.kit.desktop import Desktop
from fieldapp.ui.kit.icons import Icons
from fieldapp.ui.kit.settings import Settings
from fieldapp.ui.kit.theme import Theme


@dataclass(frozen=True, slots=True)
class Kit:
    """The texts and the theme are those of the moment; a window takes later ones by `set_texts` and
    `set_theme`."""

    texts: Texts
    theme: Theme
    icons: Icons
    desktop: Desktop
    settings: Settings
