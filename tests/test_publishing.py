"""The passage of a text to the press: what keeps it back, and what it is made from."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.publishing import PressOrder, draft_texts, publish
from fieldapp.store.store import Store
from fieldapp.texts.texts import LANGUAGES
from tests.core.hq.histories import OFFICE, Life, arrival_of
from tests.core.making import days, refusal
from tests.data_files import empty_file

WEEK, NEXT = days("2025-10-13..2025-10-19"), days("2025-10-20..2025-10-26")
NOW = datetime(2025, 11, 5, 9, 0, tzinfo=UTC)
TODAY = date(2025, 11, 5)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Store]:
    """An empty data file of headquarters."""
    store = Store(empty_file(tmp_path / "hq.fieldapp"), "Leyla", lambda: NOW)
    yield store
    store.close()


def sent(desk: Store, programme: Programme, uxo: int, file: str = "file-1", period: Period = WEEK) -> None:
    """A data file of an office sends its week, and headquarters receive it."""
    life = Life(random.Random(1), programme, file)
    row = {"ap_mines": 1, "at_mines": 2, "uxo": uxo, "area_cleared_ha": 5_000}
    life.values[SheetKey(OFFICE, period)] = {Cell("agdam", key): value for key, value in row.items()}
    desk.receive(desk.plan([arrival_of(life.send(period), programme)]))


def test_cells_in_dispute_keep_a_text_back_unless_somebody_says_why(
    desk: Store, programme: Programme
) -> None:
    sent(desk, programme, 12)
    sent(desk, programme, 14, "file-2")
    draft = draft_texts(desk, PressOrder(WEEK), ["en"], TODAY)["en"]
    assert draft.disputed == 1

    with pytest.raises(FieldAppError) as error:
        publish(desk, draft)

    assert refusal(error) == ("publication-disputed", {"period": WEEK, "n": 1})
    assert desk.publications() == ()
    assert publish(desk, draft, "It is on the news at eight.")[0].why == "It is on the news at eight."


def test_a_dispute_of_another_week_keeps_nothing_back(desk: Store, programme: Programme) -> None:
    sent(desk, programme, 12)
    sent(desk, programme, 1, period=NEXT)
    sent(desk, programme, 2, "file-2", NEXT)

    draft = draft_texts(desk, PressOrder(WEEK), ["en"], TODAY)["en"]

    assert publish(desk, draft)[1]
    assert draft.disputed == 0


def test_a_reason_is_kept_only_where_one_was_needed(desk: Store, programme: Programme) -> None:
    sent(desk, programme, 12)

    assert publish(desk, draft_texts(desk, PressOrder(WEEK), ["en"], TODAY)["en"], "why")[0].why == ""


def test_all_languages_are_of_one_look_at_the_figures(desk: Store, programme: Programme) -> None:
    sent(desk, programme, 12)
    drafts = draft_texts(desk, PressOrder(WEEK), LANGUAGES, TODAY)

    assert {*drafts} == {*LANGUAGES}
    assert len({draft.basis.digest for draft in drafts.values()}) == 1


def test_an_edited_draft_keeps_its_figures(desk: Store, programme: Programme) -> None:
    sent(desk, programme, 12)
    draft = draft_texts(desk, PressOrder(WEEK), ["en"], TODAY)["en"]
    figures = ", ".join(draft.wording.figures)

    assert publish(desk, draft.edited(f"Shortly: {figures}."))[0].text == f"Shortly: {figures}."
    with pytest.raises(FieldAppError):
        draft.edited(figures.replace("12", "13"))
