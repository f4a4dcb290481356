"""The words by which press texts are read, from `resources/press/`."""

import tomllib
from collections.abc import Mapping
from functools import cache

from fieldapp.core.published.words import PressWords, press_words
from fieldapp.resources import resources_folder
from fieldapp.texts.texts import LANGUAGES


@cache
def read_press_words() -> Mapping[str, PressWords]:
    """Those of all languages; a text tells its own."""
    folder = resources_folder() / "press"
    return {
        language: press_words(
            language, tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))
        )
        for language in LANGUAGES
    }
