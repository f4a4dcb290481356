"""The main button offers the one next step, and says why it cannot be taken yet."""

import pytest

from fieldapp.core.sending import NextStep, Obstacle, Step
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.send.steps import REASON_TEXTS, step_words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("obstacle", [None, *REASON_TEXTS])
@pytest.mark.parametrize("step", Step)
def test_every_step_and_every_reason_has_its_words(step, obstacle, language):
    texts, words = read_texts(language), step_words(NextStep(step, obstacle, 2))

    assert words.text == f"window.step-{step}"
    assert texts(words.text)
    assert (words.reason is None) == (obstacle is None)
    assert words.reason is None or texts(words.reason, n=words.errors)


def test_only_what_cannot_be_of_an_open_sheet_has_no_words():
    assert set(Obstacle) - set(REASON_TEXTS) == {Obstacle.NOT_A_SHEET}
