"""Qt's own words (OK, Cancel, Undo in a context menu) in the chosen language.

Qt brings Russian; for Azerbaijani it has nothing, so `qt.toml` holds the words. Its English file holds Qt's
sources: a word is found by what Qt calls it there.
"""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from typing_extensions import override

from fieldapp.texts.texts import Texts, keys_in, read_texts

SECTION = "qt"
TERRITORIES = {"en": "en_GB", "az": "az_AZ", "ru": "ru_RU"}
"""English as the agency writes it: day before month, Monday first."""


def locale_of(language: str) -> QLocale:
    """Qt's locale of a language, for calendars. Entries are never parsed with it."""
    return QLocale(TERRITORIES[language])


def capital(word: str, locale: QLocale) -> str:
    """The word with a capital, by the rules of its language: an Azerbaijani i keeps its dot."""
    is_dotted = word.startswith("i") and locale.language() is QLocale.Language.Azerbaijani
    return ("İ" if is_dotted else word[:1].upper()) + word[1:]


def qt_words(sources: Texts, texts: Texts) -> dict[str, str]:
    """Qt's source words and how this language says them."""
    return {
        str(sources.table[key]): str(texts.table[key])
        for key in keys_in(sources.table, SECTION)
        if key in texts.table
    }


class WordTranslator(QTranslator):
    """Gives Qt the words of a table."""

    def __init__(self, words: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    @override
    def translate(
        self,
        context: bytes | str,
        sourceText: bytes | str,
        disambiguation: bytes | str | None = None,
        n: int = -1,
    ) -> str:
        return self._words.get(sourceText)  # type: ignore[arg-type, return-value] # None: ask the next one

    @override
    def isEmpty(self) -> bool:
        return not self._words


class Language:
    """The language of the window, and the translators that Qt uses for it."""

    def __init__(self, application: QCoreApplication, language: str) -> None:
        self._application = application
        self._sources = read_texts("en")
        self._translators: list[QTranslator] = []
        self.texts: Texts
        self.choose(language)

    def choose(self, language: str) -> None:
        """Speak another language from now on. Raises FieldAppError `unknown-language`."""
        self.texts = self._sources if language == self._sources.language else read_texts(language)
        for translator in self._translators:
            self._application.removeTranslator(translator)
            translator.deleteLater()
        self._translators = [self._qt_catalogue(language), self._own_words()]
        for translator in self._translators:
            self._application.installTranslator(translator)

    def _qt_catalogue(self, language: str) -> QTranslator:
        """Qt's own file; a translator without words where PySide6 brings none."""
        catalogue = QTranslator(self._application)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        catalogue.load(f"qtbase_{language}", folder)
        return catalogue

    def _own_words(self) -> QTranslator:
        return WordTranslator(qt_words(self._sources, self.texts), self._application)
