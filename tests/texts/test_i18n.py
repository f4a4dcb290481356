"""The text files themselves, and that whatever the code can say is in them."""

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fieldapp.core.checks.review import DISPUTES
from fieldapp.core.checks.rules import RETIRED, RULES
from fieldapp.core.errors import FieldAppError
from fieldapp.core.programme import Programme
from fieldapp.resources import resources_folder
from fieldapp.store.format import failures
from fieldapp.texts.texts import LANGUAGES, Texts, keys_in, read_texts
from tests.core.checks.test_rules import EXAMPLES
from tests.parsing import nodes_of

I18N = resources_folder() / "i18n"
PACKAGE = Path(failures.__file__).parents[2]
OTHERS = [language for language in LANGUAGES if language != "en"]
SECTIONS = sorted(path.stem for path in (I18N / "en").glob("*.toml"))

CATEGORIES = {
    "en": {"one", "other"},
    "az": {"one", "other"},
    "ru": {"one", "few", "many", "other"},
}

ENOUGH_IN_RUSSIAN = {"one", "other"}
OF_SO_MANY = {
    # after "из" (of), and before a colon, every number but 1, 21, 31 … has the same form
    "press.total-standing",
    "report.districts-of",
    "sentences.kinds-discovered",
    "sentences.kinds-found",
    "sentences.one-kind-discovered",
    "sentences.one-kind-found",
    "sentences.standing",
    "sentences.standing-in-part",
    "workbook.answered",
}

DATE_PHRASES = {
    *("sentences.one-day", "sentences.one-month", "sentences.one-year", "sentences.two-years"),
    *("sentences.day-in-numbers", "sentences.days-in-numbers"),
}
"""Each language takes what it needs of the days, months, years and dates that they all are given."""

DATE_PARTS = {f"{end}_{part}" for end in ("start", "end") for part in ("day", "month", "year", "date")}


def section(language: str, name: str) -> dict[str, Any]:
    return tomllib.loads((I18N / language / f"{name}.toml").read_text(encoding="utf-8"))


def forms(text: str | dict[str, str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())


def placeholders(text: str | dict[str, str]) -> set[str]:
    parsed = [string.Formatter().parse(form) for form in forms(text)]
    return {name for parts in parsed for _, name, _, _ in parts if name is not None}


def every_text() -> Iterator[tuple[str, str, str | dict[str, str]]]:
    for language in LANGUAGES:
        for key, text in read_texts(language).table.items():
            yield language, key, text


def test_every_language_has_a_folder_and_no_other_is_there() -> None:
    assert {folder.name for folder in I18N.iterdir()} == set(LANGUAGES)


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_sections(language: str) -> None:
    assert sorted(path.stem for path in (I18N / language).glob("*.toml")) == SECTIONS


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", SECTIONS)
def test_every_language_has_the_same_keys(language: str, name: str) -> None:
    assert section(language, name).keys() == section("en", name).keys()


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_shows_the_same_values_in_every_language(language: str) -> None:
    theirs, ours = read_texts("en").table, read_texts(language).table
    differing = {
        key: (placeholders(theirs[key]), placeholders(ours[key]))
        for key in theirs.keys() & ours.keys() - DATE_PHRASES
        if placeholders(theirs[key]) != placeholders(ours[key])
    }

    assert differing == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_date_phrases_show_only_what_they_are_given(language: str) -> None:
    table = read_texts(language).table

    assert [key for key in DATE_PHRASES if not placeholders(table[key]) <= {*DATE_PARTS, "from"}] == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_marked_for_qt_is_marked_in_every_language(language: str) -> None:
    """`%1` is Qt's own placeholder, `&` the key that works with Alt."""
    theirs, ours = read_texts("en").table, read_texts(language).table
    differing = [
        key
        for key, text in theirs.items()
        if isinstance(text, str) and key in ours
        if (text.count("%1"), text.count("&")) != (ours[key].count("%1"), ours[key].count("&"))
    ]

    assert differing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_with_plurals_has_the_forms_its_language_needs(language: str) -> None:
    odd = {}
    for key, text in read_texts(language).table.items():
        if not isinstance(text, dict):
            continue
        wanted = [CATEGORIES[language], {"other"}]
        if key in OF_SO_MANY:
            wanted.append(ENOUGH_IN_RUSSIAN)
        if set(text) not in wanted:
            odd[key] = sorted(text)

    assert odd == {}


def test_only_texts_that_count_alike_for_all_numbers_have_one_form_in_russian() -> None:
    counted = {
        key for key, text in read_texts("en").table.items() if isinstance(text, dict) and len(text) > 1
    }
    table = read_texts("ru").table

    assert {
        key for key in counted if isinstance(table[key], str) or set(table[key]) == {"other"}
    } <= OF_SO_MANY


def test_no_text_is_empty_or_begins_or_ends_with_a_space() -> None:
    may_be = {"sentences.from", "sentences.from-second", "formats.group", "qt.show"}
    odd = [
        (language, key)
        for language, key, text in every_text()
        for form in forms(text)
        if (not form or form != form.strip()) and key not in may_be
    ]

    assert odd == []


def test_every_language_writes_in_its_own_letters_and_quotation_marks() -> None:
    cyrillic = set("абвгдежзийклмнопрстуфхцчшщъыьэюя")
    odd = []
    for language, key, text in every_text():
        for form in forms(text):
            has_cyrillic = bool(cyrillic & set(form.casefold()))
            wrong_quotes = set(form) & (set("«»") if language == "en" else set("“”"))
            if (has_cyrillic and language != "ru") or wrong_quotes:
                odd.append((language, key))

    assert [
        place for place in odd if "language-ru" not in place[1] and place[1] != "grid.no-operations-keys"
    ] == []


def test_months_are_twelve() -> None:
    for language in LANGUAGES:
        formats = section(language, "formats")
        assert [len(formats[key].split()) for key in ("months", "months-short", "months-alone")] == [
            12,
            12,
            12,
        ]


# what the code can say


@cache
def calls(name: str, folder: Path = PACKAGE) -> list[ast.Call]:
    return [
        node
        for module in folder.rglob("*.py")
        for node in nodes_of(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


def words(node: ast.AST) -> set[str]:
    constants = [part for part in ast.walk(node) if isinstance(part, ast.Constant)]
    return {constant.value for constant in constants if isinstance(constant.value, str)}


def raised_codes() -> set[str]:
    """Every code of a FieldAppError that is written anywhere in the package."""
    written = [words(call.args[0]) for call in calls("FieldAppError")]
    looked_up = [words(call.args[2]) for call in calls("_by_key")]
    return set(failures._CODES.values()).union(*written, *looked_up)


def wrong_codes() -> set[str]:
    """Every reason for which a programme is wrong."""
    kinds = {f"not-{kind}" for kind in ("str", "list", "dict", "bool", "date")}
    reasons = [call.args[1] for call in calls("WrongKeyError", PACKAGE / "core")]
    return kinds.union(*(words(reason) for reason in reasons if isinstance(reason, ast.Constant)))


def test_the_codes_are_found() -> None:
    assert {"stale-edit", "unknown-office", "disk-full", "programme-wrong", "file-damaged"} <= raised_codes()
    assert {"missing", "not-date", "twice"} <= wrong_codes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_expected_failure_has_a_sentence(language: str) -> None:
    assert raised_codes() - section(language, "errors").keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_expected_failure_brings_what_its_sentence_shows(language: str) -> None:
    errors = section(language, "errors")
    lacking = set()
    for call in calls("FieldAppError"):
        code, given = call.args[0], {keyword.arg for keyword in call.keywords}
        if isinstance(code, ast.Constant) and None not in given:  # None: `**details`
            lacking |= {(code.value, name) for name in placeholders(errors[code.value]) - given}

    assert lacking == {("not-a-number", "text"), ("ambiguous-number", "text")}  # `numbers.parse` adds it


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_for_a_wrong_programme_has_words(language: str) -> None:
    assert wrong_codes() - section(language, "why").keys() == set()


def test_no_sentence_waits_for_a_failure_that_cannot_happen() -> None:
    assert section("en", "errors").keys() - raised_codes() == set()
    assert section("en", "why").keys() - wrong_codes() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_sentence_and_every_sentence_a_finding(language: str) -> None:
    assert section(language, "findings").keys() == {rule.code for rule in RULES} | {*DISPUTES, *RETIRED}


@pytest.mark.parametrize("code", EXAMPLES)
def test_every_finding_is_told_whole(any_texts: Texts, programme: Programme, code: str) -> None:
    (finding,) = EXAMPLES[code][0].findings(programme)
    sentence = any_texts.finding(finding, programme)

    assert not re.search(r"[{}<>\[\]_]|Amount|Period|Decimal|datetime|None", sentence)
    assert sentence[-1] in ".?"


def test_a_failure_that_no_language_knows_is_a_bug(any_texts: Texts) -> None:
    with pytest.raises(KeyError):
        any_texts.error(FieldAppError("no-such-code"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_calls_a_total_and_the_orders_of_the_sentence_what_the_window_calls_them(
    language: str,
) -> None:
    texts = read_texts(language)

    assert texts("workbook.total") == texts("grid.total")
    for form in ("wire", "post"):
        order = texts(f"workbook.sentence-{form}").casefold()
        assert order in texts(f"window.action-copy-{form}").replace("&", "").casefold()


def test_only_the_sections_that_somebody_asks_for_are_read(monkeypatch):
    read: list[str] = []

    def made(text: str) -> dict[str, str]:
        read.append(text)
        return {"made": "yes"}

    monkeypatch.setattr("fieldapp.texts.texts._table", made)
    texts = read_texts("en")

    assert (texts("cli.made"), texts("cli.made"), len(read)) == ("yes", "yes", 1)
    assert keys_in(texts.table, "qt") == ["qt.made"]
    assert "nothing.made" not in texts.table
    assert len(read) == 2
    assert len(texts.table) == len(read) > 20
