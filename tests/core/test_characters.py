"""What nobody sees is taken out, and what is no text never gets as far as a file."""

import pytest

from fieldapp.core.characters import as_typed, on_one_line, storable, visible
from fieldapp.core.programme import Programme, fold

INVISIBLE = (
    "\u200e\u200f\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


@pytest.mark.parametrize("mark", INVISIBLE)
def test_what_takes_no_room_is_dropped_from_texts_and_names(programme: Programme, mark: str) -> None:
    assert visible(f"{mark}15{mark}5{mark}") == "155"
    assert fold(f"{mark}Ağ{mark}dam") == "ağdam"
    assert programme.find_district(f"Ağ{mark}dam{mark}").key == "agdam"


def test_what_can_be_seen_stays() -> None:
    assert visible("1\u00a0651,1 ha – Şuşa\t№") == "1\u00a0651,1 ha – Şuşa\t№"


def test_a_byte_that_is_no_text_is_replaced_and_all_else_stays() -> None:
    assert storable("Ayşə\udcff\ud800 😀") == "Ayşə\ufffd\ufffd 😀"
    assert storable("Ayşə\udcff").encode("utf-8")


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("two\nlines\r", r"two\nlines\r"),
        (r"C:\new", r"C:\\new"),
        ("at the end ", r"at the end\u0020"),
        ("\x00\x85\u2028\ufffe\udc80", r"\u0000\u0085\u2028\ufffe\udc80"),
        ("_x000D_ and _x00", r"\u005fx000D_ and _x00"),
        ("\n\u0301", r"\n\u0301"),
        ("e\u0301 «ə»", "e\u0301 «ə»"),
        ("", ""),
    ],
)
def test_a_text_on_one_line_comes_back_as_it_was_typed(typed: str, line: str) -> None:
    assert on_one_line(typed) == line
    assert as_typed(line) == typed
