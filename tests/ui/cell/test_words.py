"""What is said of a cell: its past and its history, in the language's own numbers."""

from datetime import timedelta, timezone

import pytest

from fieldapp.core.edits import annotate, make_edits
from fieldapp.core.period import read_period
from fieldapp.core.programme import ITEMS
from fieldapp.core.report import Status
from fieldapp.core.sheet import CONTROL, CONTROL_ITEMS, STATE, Cell, RowState
from fieldapp.core.verify import Mismatch, Right
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.cell.words import CellWords
from fieldapp.ui.charts.past import spoken
from fieldapp.ui.document.document import Document
from tests.ui.conftest import WEEK

AREA = Cell("agdam", "area_cleared_ha")
UXO = Cell("agdam", "uxo")


@pytest.fixture
def words(document, kit):
    return CellWords(document, kit)


def put(store, cell, value, week=WEEK, why=""):
    store.write(week, make_edits(store.sheet(week), {cell: value}), why=why)


def told(words, cell):
    return [(entry.what, entry.why) for entry in words.history(cell)]


def test_the_history_is_newest_first_in_the_numbers_of_the_language(words, store):
    put(store, AREA, 10_000)
    put(store, AREA, 12_345_000, why="the paper was read again")

    assert told(words, AREA) == [
        ("1.0 → 1,234.5", "Reason: the paper was read again"),
        ("blank → 1.0", ""),
    ]
    words._kit.speak(read_texts("ru"))
    assert told(words, AREA)[0] == ("1,0 → 1\u00a0234,5", "Причина: the paper was read again")


def test_each_line_says_who_and_when_by_the_clock_of_the_place(words, store, now):
    put(store, UXO, 3)  # at 09:30 in UTC, by the coordinator
    baku = timezone(timedelta(hours=4))
    document = Document(store, WEEK, lambda: now().astimezone(baku))
    try:
        (entry,) = CellWords(document, words._kit).history(UXO)
        assert entry.when == "17 Mar 2025, 13:30 · coordinator"
    finally:
        document.close()


def test_which_organisations_were_chosen_is_told_in_each_language_as_an_aside(words, store):
    put(store, UXO, 3)
    store.choose_organisations(WEEK, ["anama", "state-border-service"], why="seen there")
    store.choose_organisations(WEEK, [])

    said = {}
    for language in LANGUAGES:
        words._kit.speak(read_texts(language))
        said[language] = [entry.what for entry in words.history(UXO)][:2]
    assert [entry.is_aside for entry in words.history(UXO)] == [True, True, False]
    assert said == {
        "en": [
            "Organisations taking part: none named",
            "Organisations taking part: ANAMA and State Border Service",
        ],
        "az": [
            "İştirak edən qurumlar: göstərilməyib",
            "İştirak edən qurumlar: ANAMA və Dövlət Sərhəd Xidməti",
        ],
        "ru": [
            "Участвующие организации: не указаны",
            "Участвующие организации: ANAMA и Государственная пограничная служба",
        ],
    }


def test_marks_notes_and_the_sheets_own_steps_are_told(words, store):
    put(store, UXO, 3)
    put(store, Cell("agdam", STATE), RowState.NO_OPERATIONS)
    put(store, Cell("agdam", STATE), None)
    for text in ("first", "second", ""):
        store.write(WEEK, annotate(store.sheet(WEEK), UXO, text))
    store.set_status(WEEK, Status.READY)

    assert [what for what, _ in told(words, UXO)] == [
        "Sheet marked ready",
        "Note removed: second",
        "Note: first → second",
        "Note: first",
        "The mark “no operations” was removed from the row",
        "3 → blank",
        "Row marked: no operations",
        "blank → 3",
    ]
    assert [entry.is_aside for entry in words.history(UXO)][:2] == [True, False]


def test_what_could_not_be_read_stands_in_the_history_as_it_was_typed(words, document):
    for text in ("247.5", "1,198", "1198"):
        document.enter(AREA, text)

    assert [what for what, _ in told(words, AREA)] == [
        "247.5 → 1,198.0",
        "Removed: “1,198”",
        "Typed “1,198”: not read as a number",
        "blank → 247.5",
    ]


def test_what_a_second_person_keyed_is_told_with_who_was_right(words, store):
    put(store, UXO, 3)
    store.settle_mismatch(WEEK, Mismatch(Cell("agdam", ITEMS), 3, 5), Right.KEYED, "Rəşad")
    store.settle_mismatch(WEEK, Mismatch(Cell(CONTROL, "uxo"), 3, 8), Right.ENTERED, "Rəşad")

    newest = words.history(UXO)[0]
    assert newest.what.startswith("The second person keyed 5 as the items of this row;")
    assert newest.what.endswith("By the paper 5 is right.")
    assert newest.when.endswith("Rəşad")
    assert told(words, Cell(CONTROL, "uxo"))[0][0].endswith("By the paper 3 is right.")
    assert told(words, AREA) == []  # an area is no item


def test_the_past_has_a_gap_where_nothing_was_told(words, document, store):
    weeks = [read_period(f"2025-W{number:02}") for number in (6, 7, 8, 9)]
    put(store, UXO, 4, weeks[0])
    put(store, UXO, 0, weeks[1])
    put(store, Cell("agdam", STATE), RowState.NO_OPERATIONS, weeks[2])
    put(store, Cell("lacin", "uxo"), 9, weeks[3])
    document.reload()

    past = words.past(UXO)

    assert [(bar.figure, bar.height, bar.sign) for bar in past.bars] == [
        ("4", 4, ""),
        ("0", 0, "0"),
        ("no operations", None, "–"),
        ("not reported", None, ""),
        ("not reported", None, ""),
    ]
    assert past.title == "The last 4 periods"
    assert past.median is None  # of two numbers there is none
    assert "3–9 Feb 2025: 4; 10–16 Feb 2025: 0; " in spoken(past, words.texts)


def test_a_control_total_is_seen_against_the_totals_of_its_column(words, document, store):
    for number, value in ((8, 1), (9, 2), (10, 6)):
        put(store, UXO, value, read_period(f"2025-W{number:02}"))
        put(store, Cell("lacin", "uxo"), 10, read_period(f"2025-W{number:02}"))
    put(store, UXO, 5)
    document.reload()

    past = words.past(Cell(CONTROL, "uxo"))

    assert [bar.height for bar in past.bars] == [11, 12, 16, 5]
    assert (past.median, past.median_figure) == (12, "12")
    assert past.title == "Totals of the column in the last 3 periods"


def test_a_median_between_two_numbers_is_told_as_it_is(words, document, store):
    for number, value in ((7, 1), (8, 2), (9, 3), (10, 4)):
        put(store, UXO, value, read_period(f"2025-W{number:02}"))
    document.reload()

    assert words.past(UXO).median_figure == "2.5"
    assert spoken(words.past(UXO), words.texts).endswith("Median: 2.5")


def test_what_could_not_be_read_is_shown_as_it_was_typed(words, document):
    document.enter(UXO, "1,198")

    assert words.held(UXO) == ("1,198", True)
    assert len(words.findings(UXO)) >= 1


def test_beside_a_text_that_is_no_number_stands_what_counts(words, document):
    assert words.aside(UXO) == ""
    document.enter(UXO, "1w")
    assert words.aside(UXO) == "Nothing counts here until it is fixed."
    document.enter(UXO, "12")
    document.enter(UXO, "1w")
    assert (words.held(UXO)[0], words.aside(UXO)) == ("1w", "12 still counts here.")

    control = Cell(CONTROL, "uxo")
    document.enter(control, "12q")
    assert words.aside(control) == "Nothing counts here until it is fixed. Sum of the rows: 12"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_control_total_of_a_row_is_told_with_what_its_row_adds_up_to(words, store, language):
    cell = Cell("agdam", CONTROL_ITEMS)
    put(store, UXO, 3, read_period("2025-03-03..2025-03-09"))
    put(store, UXO, 4)
    put(store, cell, 5)
    words._kit.speak(read_texts(language))
    document = words._document
    document.reload()
    texts = words.texts

    assert words.column_name(cell) == texts("suggestions.row-control-items")
    assert words.held(cell) == ("5", True)
    assert words.aside(cell) == texts("cell.sum-of-row", total="4")
    assert [bar.figure for bar in words.past(cell).bars] == ["3", "4"]
    assert words.definitions(cell) == [texts("grid.tip-control-items")]
    document.mark_no_operations(["susa"])
    assert words.held(Cell("susa", CONTROL_ITEMS)) == (texts("cell.not-entered"), False)
    assert words.aside(Cell("susa", CONTROL_ITEMS)) == texts("cell.sum-of-row", total="0")
