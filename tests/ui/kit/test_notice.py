"""A line that says something: a strip is nothing until it does."""

import pytest
from PySide6.QtWidgets import QWidget

from fieldapp.texts.texts import read_texts
from fieldapp.ui.kit.notice import NOTHING, Link, Message, Strip
from fieldapp.ui.kit.theme import DARK

CLOSED = Message("info", lambda texts: texts("window.close-notice"), (Link("window.close-notice", print),))


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def strip(window, kit):
    return Strip(kit, window)


def test_a_strip_that_never_spoke_holds_no_widget(strip, kit):
    strip.tell(NOTHING)
    strip.clear()
    strip.keep_open()
    kit.speak(read_texts("ru"))
    kit.wear(DARK)

    assert (strip.text, strip.links, strip.isHidden()) == ("", [], True)
    assert strip.findChildren(QWidget) == []


def test_its_first_words_are_in_the_language_of_the_moment(strip, kit):
    kit.speak(read_texts("ru"))
    strip.tell(CLOSED)

    assert strip.text == read_texts("ru")("window.close-notice")
    assert [link.text() for link in strip.links] == [strip.text]
    assert strip.isVisible()
    kit.speak(read_texts("en"))
    assert strip.text == read_texts("en")("window.close-notice")
    strip.clear()
    assert (strip.text, strip.links, strip.isHidden()) == ("", [], True)


def test_what_is_kept_open_before_it_speaks_cannot_be_closed(strip):
    strip.keep_open()
    strip.tell(CLOSED)

    assert strip._close.isHidden()
