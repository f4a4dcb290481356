"""One word for one thing in each language: the list of `docs/words.md` against all that the app can say."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from fieldapp.resources import BUILT_IN, programme_text
from fieldapp.texts.texts import LANGUAGES, read_texts

LIST = Path(__file__).resolve().parents[2] / "docs" / "words.md"

NAMES = ("names", "short_names", "definitions", "counted", "counted_discovered")

READ_NOT_SAID = {"paste.control-names", "paste.total-names", "paste.kind-words"}
"""What others may call it in a table that is pasted."""


def terms() -> list[dict[str, str]]:
    """The rows of the table of terms by the heads of its columns."""
    lines = LIST.read_text(encoding="utf-8").partition("## One word for one thing")[2].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    head, _, *body = rows
    return [dict(zip(head, row, strict=True)) for row in body]


def plain(text: str) -> str:
    """Without the marks of Alt keys and with one form of each letter, as Azerbaijani writes its two i."""
    return text.replace("&", "").replace("İ", "i").casefold()


def said(text: object) -> Iterator[str]:
    if isinstance(text, str):
        yield plain(text)
    elif isinstance(text, Mapping):
        for part in text.values():
            yield from said(part)


def named(table: Any, language: str) -> Iterator[str]:
    """The names of a programme in a language, wherever they stand in it."""
    if isinstance(table, list):
        for item in table:
            yield from named(item, language)
    elif isinstance(table, dict):
        for key, item in table.items():
            yield from said(item.get(language)) if key in NAMES else named(item, language)


def everything_said(language: str) -> dict[str, list[str]]:
    texts = {
        key: list(said(text))
        for key, text in read_texts(language).table.items()
        if not key.startswith("qt.") and key not in READ_NOT_SAID
    }
    programme = tomllib.loads(programme_text(BUILT_IN))
    return {**texts, "programme": list(named(programme, language))}


def places(word: str, texts: Mapping[str, list[str]]) -> list[str]:
    """Where a word that begins so is said."""
    begins = re.compile(rf"(?<!\w){re.escape(plain(word))}")
    return [key for key, forms in texts.items() if any(begins.search(form) for form in forms)]


def test_the_list_has_every_language_and_names_no_thing_twice() -> None:
    things = [row["thing"] for row in terms()]

    assert len(things) == len(set(things)) > 25
    assert all(row[language] for row in terms() for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_list_is_in_use(language: str) -> None:
    texts = everything_said(language)

    assert [row["thing"] for row in terms() if not places(row[language], texts)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_thing_has_a_second_word(language: str) -> None:
    texts = everything_said(language)
    others = [
        (row[language], word.strip())
        for row in terms()
        for word in row[f"not in {language}"].split(",")
        if word.strip()
    ]

    assert [(word, other, at) for word, other in others if (at := places(other, texts))] == []


def test_a_second_word_is_seen_with_any_ending_and_any_capital() -> None:
    texts = {"one": ["i̇xrac", plain("&Çıxarışlar")], "two": [plain("İxracat")]}

    assert places("çıxarış", texts) == ["one"]
    assert places("ixrac", texts) == ["two"]


LABELS = re.compile(
    r"qt\.|window\.(menu|action|step|title|kind|keys?|order|status|severity|theme)-|window\.(findings|grid|office"
    r"|language|your-name|from|to|calendar|recent|change|open-file|open-folder|make-file|open-demo|copy-details)$"
    r"|paste\.(title|accept|column-.*)$|look\.(title|choose|office|period|revision|check-code|state|place|here|there|go)$"
    r"|verify\.(title|name|begin|close|rows|columns|compare|place|entered|second|paper.*|again|record.*|go-on|take-.*)$"
    r"|form\.(title.*|from|to|team|period|status|state|tick|filled-in-by|checked-by|date|signature|kind-.*|save-.*)$"
    r"|grid\.(name.*|district|items|total|difference)$|cell\.(name|note|note-hint|median|history|definition)$"
    r"|reason\.(title|field|take|choice-.*)$|report\.control-total$"
    r"|workbook\.(sheet|places|sentence|status|effect|period)-|workbook\.[a-z]+-title$"
    r"|workbook\.(title|headline|sums|standing|sentences|sentences-wrong|identity|reported|expected|uncovered|straddling"
    r"|organisations|none|issued|office-code|revision|check-code|place|state|total|kind|what|where|written|recomputed"
    r"|equal|all-equal|error|warning|check|whole-period|no-findings|no-reason|column|note|verified-by|reason|old|new"
    r"|difference)$"
)
"""What stands by itself: menu items, buttons, heads, labels of forms and of the workbook."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_begins_with_a_capital(language: str) -> None:
    table = {key: text for key, text in read_texts(language).table.items() if LABELS.match(key)}
    small = [key for key, text in table.items() if "%1" not in text and text.lstrip("&«“")[:1].islower()]

    assert len(table) > 200
    assert small == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_of_a_programme_begin_with_a_capital(language: str) -> None:
    programme = tomllib.loads(programme_text(BUILT_IN))
    parts = ("region", "district", "indicator", "sum", "office")
    names = [
        item[kind][language]
        for part in parts
        for item in programme[part]
        for kind in NAMES[:2]
        if kind in item
    ]

    assert [name for name in names if not name[:1].isupper()] == []


WAITED_FOR = (
    *("wait.report", "wait.sheets", "wait.checking", "wait.checking-all", "wait.checks"),
    *("step.sheets", "backups.loses-beyond"),
)
"""Where *sheet* is one of the programme: what Excel calls a sheet has a word of its own."""


@pytest.mark.parametrize(("language", "word"), [("en", "sheet"), ("az", "cədvəl"), ("ru", "свод")])
def test_who_waits_is_told_of_sheets_by_the_word_that_they_have_everywhere(language: str, word: str) -> None:
    texts = everything_said(language)

    assert all(word in form for key in WAITED_FOR for form in texts[key])
