"""The main button offers the one next step."""

import pytest

from fieldapp.core.report import Status
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.send.steps import next_step


@pytest.mark.parametrize(
    ("status", "errors", "is_empty", "text", "reason"),
    [
        (Status.DRAFT, 0, False, "mark-ready", None),
        (Status.DRAFT, 2, False, "mark-ready", "reason-errors"),
        (Status.DRAFT, 0, True, "mark-ready", "reason-empty"),
        (Status.READY, 0, False, "send", None),
        (Status.READY, 1, False, "send", None),
        (Status.SENT, 0, False, "send-again", None),
    ],
)
def test_the_step_follows_the_state(status, errors, is_empty, text, reason):
    step = next_step(status, errors, is_empty=is_empty)

    assert step.text == f"window.step-{text}"
    assert step.reason == (reason and f"window.{reason}")
    for language in LANGUAGES:
        texts = read_texts(language)
        assert texts(step.text)
        assert not step.reason or texts(step.reason, n=errors)
