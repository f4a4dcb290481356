"""What was published stays as it was, and what is something else since is told."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.publication import SpanKind, basis_of, read_basis
from fieldapp.core.period import Period, month_of, year_of
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.core.spans.balance import Opening
from fieldapp.core.spans.range_report import By
from fieldapp.resources import programme_text
from fieldapp.store.store import Store, create_store
from tests.core.hq.histories import OFFICE, Life, arrival_of
from tests.core.making import days, refusal

WEEK, NEXT = days("2025-10-13..2025-10-19"), days("2025-10-20..2025-10-26")
KEY, NEXT_KEY = SheetKey(OFFICE, WEEK), SheetKey(OFFICE, NEXT)
NOW = datetime(2025, 11, 5, 9, 0, tzinfo=UTC)
SINCE = date(2020, 11, 10)


@pytest.fixture
def make_desk(tmp_path: Path) -> Iterator[Callable[..., Store]]:
    """Makes data files, each empty; they end with the test."""
    made: list[Store] = []

    def make(office: str = "hq", now: Callable[[], datetime] = lambda: NOW) -> Store:
        path = tmp_path / f"{len(made)}.fieldapp"
        create_store(path, programme_text("azerbaijan"), office)
        made.append(Store(path, "Leyla", now))
        return made[-1]

    yield make
    for store in made:
        store.close()


@pytest.fixture
def desk(make_desk: Callable[..., Store]) -> Store:
    """An empty data file of headquarters."""
    return make_desk()


def a_life(programme: Programme) -> Life:
    return Life(random.Random(1), programme, "file-1")


def sent(life: Life, desk: Store, key: SheetKey = KEY, **values: int) -> None:
    """The office sends its sheet, and headquarters receive it."""
    life.values.setdefault(key, {}).update({Cell("agdam", name): value for name, value in values.items()})
    desk.receive(desk.plan([arrival_of(life.send(key.period), life.programme)]))


def publish(desk: Store, text: str = "12 mines.", language: str = "en", since: date | None = None) -> bool:
    total = desk.cumulative(since, WEEK.end) if since else None
    basis = desk.basis(desk.report(WEEK), total)
    return desk.publish(WEEK, language, "wire", text, basis)[1]


def whole(desk: Store) -> bool:
    return [problem for problem in desk.problems() if problem is not None] == []


def test_a_publication_is_kept_with_the_set_it_was_made_from(desk: Store, programme: Programme) -> None:
    sent(a_life(programme), desk, uxo=12)
    record = next(iter(desk.holdings().records))

    assert publish(desk)

    (one,) = desk.publications()
    assert (one.period, one.language, one.form, one.text, one.who) == (
        WEEK,
        "en",
        "wire",
        "12 mines.",
        "Leyla",
    )
    assert one.basis.records == {record}
    assert {*one.basis.sheets} == {KEY}
    assert {row[0]: row[2] for row in one.basis.rows}["agdam"] == {"uxo": 12}
    assert one.basis.digest == desk.basis(desk.report(WEEK)).digest
    assert whole(desk)


def test_the_digest_of_a_set_does_not_know_the_order_in_which_records_came(
    make_desk: Callable[..., Store], programme: Programme
) -> None:
    life = a_life(programme)
    life.values[KEY] = {Cell("agdam", "uxo"): 1}
    arrivals = [arrival_of(life.send(WEEK), programme)]
    life.values[KEY] = {Cell("agdam", "uxo"): 2}
    arrivals.append(arrival_of(life.send(WEEK), programme))
    one, other = make_desk(), make_desk()
    for arrival in arrivals:
        one.receive(one.plan([arrival]))
    for arrival in reversed(arrivals):
        other.receive(other.plan([arrival]))

    first, second = (store.basis(store.report(WEEK)) for store in (one, other))

    assert first.digest == second.digest
    assert read_basis(dict(reversed(first.facts.items()))).digest == first.digest
    assert basis_of(one.report(WEEK), [], one.counted()).digest != first.digest


def test_the_same_text_again_writes_nothing_new(desk: Store, programme: Programme) -> None:
    sent(a_life(programme), desk, uxo=12)

    assert [publish(desk), publish(desk), publish(desk, language="az"), publish(desk)] == [
        True,
        False,
        True,
        False,
    ]
    assert len(desk.publications()) == 2
    assert whole(desk)


def test_other_words_or_other_figures_are_another_publication_in_its_place(
    desk: Store, programme: Programme
) -> None:
    life = a_life(programme)
    sent(life, desk, uxo=12)
    publish(desk, "A.")
    publish(desk, "B.")
    publish(desk, "A.")

    assert [one.text for one in desk.publications()] == ["A.", "B.", "A."]
    assert [after.is_replaced for after in desk.after_publications()] == [True, True, False]


def test_what_changes_later_is_told_with_its_effect_on_week_month_year_and_since(
    desk: Store, programme: Programme
) -> None:
    life = a_life(programme)
    sent(life, desk, NEXT_KEY, uxo=100)
    sent(life, desk, uxo=12, ap_mines=3)
    publish(desk)
    assert not desk.after_publications()[0].is_due

    sent(life, desk, uxo=14)

    (after,) = desk.after_publications(SINCE)
    assert after.is_due
    assert not after.is_same_set
    assert [(c.district, c.indicator, c.old, c.new) for c in after.changes] == [("agdam", "uxo", 12, 14)]
    assert [(after.kind_of(e), e.span, e.old, e.new) for e in after.effects] == [
        (SpanKind.PERIOD, WEEK, 12, 14),
        (SpanKind.MONTH, month_of(WEEK.start), 112, 114),
        (SpanKind.YEAR, year_of(WEEK.start), 112, 114),
        (SpanKind.SINCE, Period(SINCE, WEEK.end), 12, 14),
    ]


def test_a_total_that_was_published_is_compared_though_its_week_is_as_it_was(
    desk: Store, programme: Programme
) -> None:
    life, before = a_life(programme), SheetKey(OFFICE, days("2025-10-06..2025-10-12"))
    sent(life, desk, uxo=12)
    publish(desk, since=SINCE)

    sent(life, desk, before, uxo=5)

    (after,) = desk.after_publications()
    assert after.changes == ()
    assert [(after.kind_of(e), e.old, e.new) for e in after.effects] == [(SpanKind.SINCE, 12, 17)]
    assert after.is_due


def test_a_total_since_a_day_is_that_of_the_report_of_those_days_with_its_opening_balance(
    desk: Store, programme: Programme
) -> None:
    sent(a_life(programme), desk, uxo=12)
    publish(desk, "Before.", since=SINCE)
    desk.put_openings([Opening(Period(SINCE, date(2024, 12, 31)), "R251", {"uxo": 1_000}, {})])
    publish(desk, "After.", "az", since=SINCE)

    assert desk.range_report(Period(SINCE, WEEK.end), By.OFFICE).total("uxo") == 1_012
    assert desk.cumulative(SINCE, WEEK.end).total("uxo") == 1_012
    before, after = desk.after_publications()
    assert [(before.kind_of(e), e.old, e.new) for e in before.effects] == [(SpanKind.SINCE, 12, 1_012)]
    assert after.effects == ()


def test_another_record_with_the_same_figures_is_no_change_of_a_figure(
    desk: Store, programme: Programme
) -> None:
    life = a_life(programme)
    sent(life, desk, uxo=12)
    publish(desk)

    sent(life, desk, uxo=12)

    (after,) = desk.after_publications()
    assert not after.is_due
    assert not after.is_same_set


def test_figures_that_changed_since_the_text_was_made_are_not_published(
    desk: Store, programme: Programme
) -> None:
    life = a_life(programme)
    sent(life, desk, uxo=12)
    basis = desk.basis(desk.report(WEEK))
    sent(life, desk, uxo=14)

    with pytest.raises(FieldAppError) as error:
        desk.publish(WEEK, "en", "wire", "12 mines.", basis)

    assert refusal(error)[0] == "publication-stale"
    assert desk.publications() == ()
    assert whole(desk)


def test_what_headquarters_typed_themselves_is_part_of_the_set(desk: Store) -> None:
    own = SheetKey("hq", WEEK)
    desk.write(own, make_edits(desk.sheet(own), {Cell("agdam", "uxo"): 7}))
    publish(desk)

    desk.write(own, make_edits(desk.sheet(own), {Cell("agdam", "uxo"): 8}))

    assert [(c.old, c.new) for c in desk.after_publications()[0].changes] == [(7, 8)]


def test_publications_are_in_the_order_in_which_they_were_made_whatever_the_clock_says(
    make_desk: Callable[..., Store], programme: Programme
) -> None:
    ticks = iter([NOW - timedelta(hours=n) for n in range(1000)])
    desk = make_desk(now=lambda: next(ticks))
    sent(a_life(programme), desk, uxo=12)

    for text in "ABC":
        publish(desk, text)

    assert [one.text for one in desk.publications()] == ["A", "B", "C"]


def test_only_headquarters_publish(make_desk: Callable[..., Store]) -> None:
    office = make_desk("karabakh")

    for attempt in (office.after_publications, lambda: publish(office)):
        with pytest.raises(FieldAppError) as error:
            attempt()
        assert refusal(error)[0] == "publication-elsewhere"


def test_a_text_that_was_altered_behind_the_app_is_not_shown(desk: Store, programme: Programme) -> None:
    sent(a_life(programme), desk, uxo=12)
    publish(desk)
    desk._db.execute("UPDATE published SET value = 'agdam reported uxo=13' WHERE figure = 'row agdam'")
    desk._db.conn.commit()

    with pytest.raises(FieldAppError) as error:
        desk.publications()

    assert refusal(error)[0] == "records-damaged"


def test_the_board_knows_what_was_published(desk: Store, programme: Programme) -> None:
    sent(a_life(programme), desk, uxo=12)
    publish(desk)

    assert desk.published_at() == {WEEK: NOW}
