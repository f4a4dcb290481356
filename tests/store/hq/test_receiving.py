"""What headquarters receive is on the disk as it counts, in whatever order it came."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.choice import Decisions, Take, decide
from fieldapp.core.hq.counting import SheetPlace
from fieldapp.core.hq.plan import Verdict
from fieldapp.core.integrity import Compared, Problem
from fieldapp.core.period import Period, month_of
from fieldapp.core.programme import Programme
from fieldapp.core.report import Status
from fieldapp.core.sheet import CONTROL, Cell, Content, SheetKey
from fieldapp.resources import programme_text
from fieldapp.store.store import Store, create_store
from tests.core.hq.histories import OFFICE, WEEK, Life, arrival_of, edited, lived

KEY = SheetKey(OFFICE, WEEK)
PAGE = 4096
UXO, AP = Cell("agdam", "uxo"), Cell("agdam", "ap_mines")
NOW = datetime(2025, 11, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def headquarters(tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Makes data files of headquarters, each empty; they end with the test."""
    with ExitStack() as stack:

        def made() -> Store:
            path = tmp_path / f"hq-{len(list(tmp_path.iterdir()))}.fieldapp"
            create_store(path, programme_text("azerbaijan"), "hq")
            return stack.enter_context(closing(Store(path, "Leyla", lambda: NOW)))

        yield made


@pytest.fixture
def desk(headquarters: Callable[[], Store]) -> Store:
    """An empty data file of headquarters, open."""
    return headquarters()


def told(store: Store) -> dict[SheetKey, dict[Cell, Content]]:
    """What each sheet that has a record holds in its rows."""
    held = {key: store.sheet(key).values for key in store.counted()}
    return {
        key: {cell: v for cell, v in values.items() if cell.district != CONTROL}
        for key, values in held.items()
    }


def a_life(programme: Programme, seed: int = 1, file: str = "file-1") -> Life:
    return Life(random.Random(seed), programme, file)


def fill(life: Life, **values: int) -> None:
    life.values.setdefault(KEY, {}).update({Cell("agdam", key): value for key, value in values.items()})


def problems(store: Store) -> list[object]:
    return [problem for problem in store.problems() if problem is not None]


@pytest.mark.parametrize("seeds", [range(8), pytest.param(range(8, 48), marks=pytest.mark.headquarters)])
def test_sheets_hold_what_counts_whatever_the_order_and_the_file_is_whole(
    headquarters: Callable[[], Store], programme: Programme, seeds: range
) -> None:
    for seed in seeds:
        arrivals, chance = lived(seed, programme), random.Random(seed)
        one, other = headquarters(), headquarters()
        one.receive(one.plan(arrivals))
        chance.shuffle(arrivals)
        for arrival in arrivals:
            other.receive(other.plan([arrival]))

        assert told(one) == told(other) == {key: dict(sheet.values) for key, sheet in one.counted().items()}
        assert one.holdings().digest == other.holdings().digest
        assert problems(one) == problems(other) == []
        one.close()
        other.close()


def test_a_sheet_that_counts_is_sent_as_its_newest_revision_and_totals_follow(
    desk: Store, programme: Programme
) -> None:
    life = a_life(programme)
    fill(life, uxo=12)
    first = life.send()
    fill(life, uxo=14)
    second = life.send()

    desk.receive(desk.plan([arrival_of(first, programme), arrival_of(second, programme)]))

    standing = desk.standing(KEY)
    assert (standing.status, standing.revision) == (Status.SENT, 2)
    assert desk.report(month_of(WEEK.start)).total("uxo") == 0
    assert desk.report(WEEK).total("uxo") == 14
    assert [row.after for row in desk.history(KEY, UXO)] == [14]


def test_what_was_typed_here_is_weighed_as_a_record_before_anything_replaces_it(
    desk: Store, programme: Programme
) -> None:
    desk.write(KEY, make_edits(desk.sheet(KEY), {UXO: 7}))
    life = a_life(programme)
    fill(life, uxo=9, ap_mines=1)

    done = desk.receive(desk.plan([arrival_of(life.send(), programme)]))

    assert [record.lineage.file for record in done.made] == [desk.file]
    assert {claim.content for claim in desk.counted()[KEY].disputed[UXO]} == {7, 9}
    assert desk.sheet(KEY).values == {AP: 1}


def test_choosing_one_cell_leaves_the_others_in_dispute(desk: Store, programme: Programme) -> None:
    lives = [a_life(programme), a_life(programme, file="file-2")]
    fill(lives[0], uxo=1, ap_mines=2)
    fill(lives[1], uxo=5, ap_mines=6)
    records = [life.send() for life in lives]
    plan = desk.plan([arrival_of(record, programme) for record in records])

    choice = [Take(records[1].id, UXO)]
    desk.receive(plan, decide(plan.after, [], choice, [], programme, desk.maker("told by telephone")))

    counted = desk.counted()[KEY]
    assert counted.values == {UXO: 5}
    assert {claim.content for claim in counted.disputed[AP]} == {2, 6}


def test_cells_of_a_file_that_was_edited_outside_count_once_they_are_taken(
    desk: Store, programme: Programme
) -> None:
    life = a_life(programme)
    fill(life, uxo=12, ap_mines=3)
    file = edited(arrival_of(life.send(), programme), {UXO: 40})
    plan = desk.plan([file])
    assert [(one.verdict, one.counted) for one in plan.files] == [(Verdict.EDITED, False)]
    beside = [(one.cell, one.sealed, one.theirs) for one in plan.files[0].cells]
    assert beside == [(UXO, 12, 40)]

    desk.receive(plan, decide(plan.after, [file], [Take(file.sha256)], [], programme, desk.maker("")))

    assert desk.sheet(KEY).values == {UXO: 40, AP: 3}


def test_what_is_set_aside_counts_no_more_and_its_forerunner_does_again(
    desk: Store, programme: Programme
) -> None:
    life = a_life(programme)
    fill(life, uxo=12)
    first = life.send()
    fill(life, uxo=14)
    second = life.send()
    desk.receive(desk.plan([arrival_of(one, programme) for one in (first, second)]))

    desk.receive(decisions=Decisions(rulings={second.id: False}, why="the wrong file"))
    assert desk.sheet(KEY).values == {UXO: 12}
    desk.receive(decisions=Decisions(rulings={second.id: True}))
    assert desk.sheet(KEY).values == {UXO: 14}
    desk.receive(decisions=Decisions(rulings={first.id: False, second.id: False}))
    assert desk.sheet(KEY).values == {}
    assert problems(desk) == []


def test_a_plan_that_was_made_before_something_else_came_is_refused(
    desk: Store, programme: Programme
) -> None:
    life = a_life(programme)
    fill(life, uxo=12)
    plan = desk.plan([arrival_of(life.send(), programme)])
    desk.receive(plan)

    with pytest.raises(FieldAppError, match="stale-edit"):
        desk.receive(plan)


def test_a_correction_that_headquarters_send_is_one_line_with_what_it_corrects(
    desk: Store, programme: Programme
) -> None:
    life = a_life(programme)
    fill(life, uxo=12)
    first = life.send()
    desk.receive(desk.plan([arrival_of(first, programme)]))
    desk.write(KEY, make_edits(desk.sheet(KEY), {UXO: 13}), why="told by telephone")
    desk.send(desk.report(KEY), from_draft=True)

    sheet = desk.counted()[KEY]
    assert len(sheet.folded.heads) == 1
    assert sheet.folded.newest.lineage.parents == (first.id,)
    assert sheet.place is SheetPlace.COUNTS
    assert sheet.values == {UXO: 13}
    fill(life, ap_mines=2)
    plan = desk.plan([arrival_of(life.send(), programme)])
    desk.receive(plan)
    assert [file.verdict for file in plan.files] == [Verdict.CONFLICT]
    assert desk.sheet(KEY).values == {UXO: 13, AP: 2}


def test_an_office_receives_no_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "office.fieldapp"
    create_store(path, programme_text("azerbaijan"), OFFICE)
    store = Store(path, "Günel")

    with pytest.raises(FieldAppError, match="not-headquarters"):
        store.plan([])
    store.close()


def test_a_sheet_that_does_not_hold_what_counts_is_found_by_working_it_out_again(
    desk: Store, programme: Programme
) -> None:
    life = a_life(programme)
    fill(life, uxo=12)
    desk.receive(desk.plan([arrival_of(life.send(), programme)]))
    assert desk.held_otherwise() == ()
    with desk._changing(KEY) as change:
        change.put("tally", district="agdam", indicator="uxo", value=21)

    assert desk.held_otherwise() == (KEY,)
    assert problems(desk) == [Problem(Compared.COUNTED, KEY)]


def test_a_correction_that_is_typed_and_not_yet_sent_is_no_problem(desk: Store, programme: Programme) -> None:
    life = a_life(programme)
    fill(life, uxo=12)
    desk.receive(desk.plan([arrival_of(life.send(), programme)]))
    desk.write(KEY, make_edits(desk.sheet(KEY), {UXO: 13}), why="told by telephone")

    assert problems(desk) == []


@pytest.mark.parametrize("other", ["history_of_sheet", "sheet"])
def test_an_index_that_does_not_belong_to_the_records_says_nothing_of_them(
    desk: Store, programme: Programme, other: str
) -> None:
    life = a_life(programme)
    fill(life, uxo=12)
    desk.receive(desk.plan([arrival_of(life.send(), programme)]))
    path, before = desk.path, (desk.counted_near(WEEK), desk.report(WEEK).disputed)
    desk.close()
    swap_pages(path, "record_of_sheet", other)

    with closing(Store(path, "Leyla", lambda: NOW)) as again:
        for ask, told in zip((again.counted_near, lambda of: again.report(of).disputed), before, strict=True):
            assert said_or_refused(ask) in (told, "records-damaged", "sheet-damaged", "list-damaged")
        assert problems(again) != []


def said_or_refused(ask: Callable[[Period], object]) -> object:
    try:
        return ask(WEEK)
    except FieldAppError as error:
        return error.code


def swap_pages(path: Path, one: str, other: str) -> None:
    """The first pages of two tables or indexes in each other's place, as a drive may do it."""
    with closing(sqlite3.connect(path)) as db:
        root = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        places = [(db.execute(root, [name]).fetchone()[0] - 1) * PAGE for name in (one, other)]
    whole = bytearray(path.read_bytes())
    pages = [bytes(whole[place : place + PAGE]) for place in places]
    for place, page in zip(places, reversed(pages), strict=True):
        whole[place : place + PAGE] = page
    path.write_bytes(whole)
