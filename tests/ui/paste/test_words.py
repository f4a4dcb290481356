"""A plan in words: each line says where, what was, what will be and what happens, in every language."""

import pytest

from fieldapp.core.numbers import Unread
from fieldapp.core.paste import PastePlan, Question, RefusedText, Separator, Taken, plan_paste
from fieldapp.core.sheet import CONTROL, STATE, Cell, RowState
from fieldapp.core.table.block import Target
from fieldapp.core.table.placed import LeftOut
from fieldapp.texts.texts import Texts
from fieldapp.ui.paste.words import Fate, PasteLine, PasteWords
from tests.core.making import NO_OPERATIONS, sheet_of

LEFT_OUT = (
    "unknown-row",
    "row-not-here",
    "row-twice",
    "row-unnamed",
    "unknown-column",
    "column-twice",
    "unanswered",
    "below",
    "outside",
)
REFUSED = ("not-a-number", "ambiguous-number", "too-large", "stray-dash")
CELL = Cell("susa", "uxo")


@pytest.fixture
def words(programme, texts):
    return PasteWords(sheet_of(programme, {"agdam": (4, None, None, None)}), programme, texts)


def test_what_stays_out_comes_first_then_what_is_overwritten_then_what_is_new(words):
    plan = PastePlan(
        taken=(Taken(CELL, None, 5), Taken(Cell("agdam", "ap_mines"), 4, 155)),
        refused=(RefusedText(Cell(CONTROL, "uxo"), Unread("x", "not-a-number")),),
        left_out=(LeftOut("unknown-row", "Kerimli", 2),),
    )

    assert words.lines(plan) == [
        PasteLine(Fate.OUT, "Control total · UXO", "blank", "blank", "Not taken: “x” is not a number"),
        PasteLine(Fate.OUT, "“Kerimli”", "", "", "Not taken: no row of this sheet has this name (2 figures)"),
        PasteLine(Fate.OVERWRITES, "Aghdam · AP mines", "4", "155", "Overwritten"),
        PasteLine(Fate.NEW, "Shusha · UXO", "blank", "5", "New"),
    ]
    assert words.summary(plan) == ("2 cells change · 1 is overwritten or emptied · 3 figures are not taken")


def test_a_row_that_loses_its_numbers_to_the_mark_says_so(programme, texts):
    sheet = sheet_of(programme, {"agdam": (4, None, None, 5000)})
    plan = plan_paste(sheet, programme, [["–"] * 4], Target(("agdam",), sheet.indicators))

    assert [line.place for line in PasteWords(sheet, programme, texts).lines(plan)] == [
        "Aghdam · AP mines",
        "Aghdam · Area, ha",
        "Aghdam · whole row",
    ]
    assert PasteWords(sheet, programme, texts).lines(plan)[-1].after == "no operations"


def test_a_long_pasted_text_is_cut_to_what_can_be_read(words):
    text = "two\nlines " + "x" * 500
    (line,) = words.lines(PastePlan(refused=(RefusedText(CELL, Unread(text, "not-a-number")),)))

    assert line.remark.startswith("Not taken: “two lines xxx")
    assert len(line.remark) < 80


@pytest.mark.parametrize("code", REFUSED)
def test_every_reason_to_refuse_has_words(programme, any_texts: Texts, code):
    words = PasteWords(sheet_of(programme), programme, any_texts)

    assert words.lines(PastePlan(refused=(RefusedText(CELL, Unread("1,198", code)),)))[0].remark


@pytest.mark.parametrize("n", [1, 2, 5])
@pytest.mark.parametrize("code", LEFT_OUT)
def test_everything_without_a_place_has_words(programme, any_texts: Texts, code, n):
    words = PasteWords(sheet_of(programme), programme, any_texts)

    assert str(n) in words.lines(PastePlan(left_out=(LeftOut(code, "x", n),)))[0].remark


@pytest.mark.parametrize("mark", Separator)
def test_every_mark_is_asked_about(programme, any_texts: Texts, mark):
    words = PasteWords(sheet_of(programme), programme, any_texts)
    question = Question(mark, "1,198", 3, "1198", "1.1980")
    point = any_texts("formats.decimal")

    assert "1,198" in words.question(question)
    assert "1198" in words.answers(question)[0]
    assert f"1{point}1980" in words.answers(question)[1]


def test_marks_are_said_in_words(programme, any_texts: Texts):
    sheet = sheet_of(programme, {"susa": NO_OPERATIONS})
    words = PasteWords(sheet, programme, any_texts)
    taken = Taken(Cell("susa", STATE), RowState.NO_OPERATIONS, None)
    (line,) = words.lines(PastePlan(taken=(taken,)))

    assert line.before == any_texts("grid.no-operations")
    assert line.after == any_texts("paste.blank")
    assert line.remark == any_texts("paste.is-emptied")
