"""The words of a text are free; its figures are not."""

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.wording import Piece, Wording, locked_digits
from tests.core.making import refusal

TEXT = Wording(
    (
        Piece("In the week "),
        Piece("155 mines", is_locked=True),
        Piece(" and "),
        Piece("1,651.1 ha", is_locked=True),
        Piece(" were cleared."),
    )
)


def refused(text: str) -> tuple[str, str]:
    with pytest.raises(FieldAppError) as error:
        TEXT.edited(text)
    code, details = refusal(error)
    return code, details["figure"]


def test_a_text_is_its_pieces_and_knows_where_its_figures_are() -> None:
    assert TEXT.text == "In the week 155 mines and 1,651.1 ha were cleared."
    assert [TEXT.text[start:end] for start, end in TEXT.spans] == ["155 mines", "1,651.1 ha"]


@pytest.mark.parametrize(
    "text",
    [
        "155 mines, 1,651.1 ha",
        "Last week our people removed 155 mines. The land made safe, 1,651.1 ha, goes back to its owners.",
        TEXT.text,
    ],
)
def test_any_words_may_stand_around_the_figures(text: str) -> None:
    edited = TEXT.edited(text)

    assert edited.text == text
    assert edited.figures == TEXT.figures
    assert edited.edited(TEXT.text) == TEXT


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("156 mines and 1,651.1 ha", "155 mines"),
        ("1155 mines and 1,651.1 ha", "155 mines"),
        ("-155 mines and 1,651.1 ha", "155 mines"),
        ("more than >155 mines and 1,651.1 ha", "155 mines"),
        ("155 fields and 1,651.1 ha", "155 mines"),
        ("1,651.1 ha and 155 mines", "155 mines"),
        ("155 mines and 21,651.1 ha", "1,651.1 ha"),
        ("155 mines and 1,651.2 ha", "1,651.1 ha"),
        ("155 mines", "1,651.1 ha"),
        ("155 mines, 155 mines and 1,651.1 ha", "1,651.1 ha"),
        ("", "155 mines"),
    ],
)
def test_a_figure_cannot_be_changed_moved_or_left_out(text: str, figure: str) -> None:
    assert refused(text) == ("figure-altered", figure)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("155 mines and 1,651.1 ha, in 12 villages", "12"),
        ("155 mines and 1,651.1 ha½", "½"),
        ("155 mines and 1,651.1 ha and ٣ more", "٣"),
    ],
)
def test_no_figure_is_added_that_is_not_in_the_data(text: str, figure: str) -> None:
    assert refused(text) == ("figure-added", figure)


def test_digits_that_nobody_locked_are_locked_all_the_same() -> None:
    wording = locked_digits(iter((Piece("At height 48 "), Piece("2 mines", is_locked=True), Piece(" of 3"))))

    assert wording.text == "At height 48 2 mines of 3"
    assert wording.figures == ("48", "2 mines", "3")


def test_a_figure_in_which_a_line_was_broken_or_a_space_lost_is_written_as_it_was() -> None:
    wording = Wording((Piece("1\u00a0000 mines", is_locked=True), Piece(" were found.")))

    assert wording.edited("We found 1 000\nmines.").text == "We found 1\u00a0000 mines."
