import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.core.checks.case import Surroundings
from fieldapp.core.checks.memory import memory_of
from fieldapp.core.edits import (
    AnyEdit,
    Edit,
    Edits,
    apply,
    clear,
    make_edits,
    mark_no_operations,
)
from fieldapp.core.edits import (
    type_in as typed,
)
from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import STATUS
from fieldapp.core.numbers import Unit, Unread, Value
from fieldapp.core.period import Period
from fieldapp.core.records.seal import seal_of
from fieldapp.core.report import Standing, Status
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState, Sheet, SheetKey
from fieldapp.resources import programme_text
from fieldapp.store.store import Store, create_store
from tests.core.making import COLUMNS, NO_OPERATIONS, WEEK, days, refusal
from tests.core.test_edits import Step, clear_of, mark_of, type_in
from tests.long import examples
from tests.store.conftest import NOON, OpenStore

UXO = Cell("agdam", "uxo")


def enter(
    store: Store, wanted: dict[Cell, Content | None], period: Period = WEEK, why: str = "", source: str = ""
) -> Edits:
    edits = make_edits(store.sheet(period), wanted)
    store.write(period, edits, why=why, source=source)
    return edits


def row(district: str, *values: Value | None) -> dict[Cell, Content | None]:
    return {Cell(district, column): value for column, value in zip(COLUMNS, values, strict=True)}


def test_what_was_entered_is_there_after_closing_and_opening(open_store: OpenStore) -> None:
    store = open_store()
    wanted = {**row("agdam", 155, 49, 606, 16_511_000), Cell("susa", STATE): NO_OPERATIONS}
    enter(store, {**wanted, Cell(CONTROL, "ap_mines"): 155})
    before = store.sheet(WEEK)
    store.close()

    assert open_store().sheet(WEEK) == before
    assert before.values == {**wanted, Cell(CONTROL, "ap_mines"): 155}


def test_an_empty_sheet_has_the_districts_of_its_office_and_time(open_store: OpenStore) -> None:
    sheet = open_store().sheet(days("2023-W48"))

    assert sheet == Sheet(days("2023-W48"), sheet.districts, COLUMNS, office="hq")
    assert len(sheet.districts) == 12


def test_reading_makes_no_period(store: Store) -> None:
    store.sheet(WEEK)
    store.standing(WEEK)
    store.report(WEEK)

    assert store.periods() == ()


@pytest.mark.parametrize(
    "value", [0, 1, 16_511_000, 10**12 * 10_000 - 1, -1, Decimal("0.5"), Decimal("-1234.5"), Decimal("1E-12")]
)
@pytest.mark.parametrize("cell", [Cell("agdam", "area_cleared_ha"), Cell(CONTROL, "area_cleared_ha")])
def test_a_number_is_kept_exactly(store: Store, cell: Cell, value: Value) -> None:
    enter(store, {cell: value})
    kept = store.sheet(WEEK).values[cell]

    assert (kept, type(kept)) == (value, type(value))


def test_an_emptied_cell_is_gone(store: Store) -> None:
    enter(store, {UXO: 5})
    store.write(WEEK, clear(store.sheet(WEEK), [UXO]))

    assert store.sheet(WEEK).values == {}
    assert store.periods() == ()


def test_periods_come_in_their_order_whatever_the_order_of_entry(store: Store) -> None:
    texts = ["2025-W12", "2025-03-10..2025-03-12", "2024-W01", "2025-W11"]
    for text in texts:
        enter(store, {UXO: 1}, days(text))

    assert store.periods() == tuple(sorted(map(days, texts)))


def test_sheets_near_are_those_that_share_a_day(store: Store) -> None:
    for text in ("2025-W09", "2025-W10", "2025-W11", "2025-W13", "2025-W15"):
        enter(store, {UXO: 1}, days(text))

    near = store.sheets_near(days("2025-03-01..2025-03-31"))

    assert [sheet.period for sheet, _ in near] == [
        days(text) for text in ("2025-W09", "2025-W10", "2025-W11", "2025-W13")
    ]
    assert {standing for _, standing in near} == {Standing()}


def test_the_report_adds_up_what_is_on_the_disk(store: Store) -> None:
    enter(store, row("agdam", 1, 2, 3, 40_000), days("2025-W10"))
    enter(store, row("agdam", 10, 20, 30, 400_000), days("2025-W11"))
    report = store.report(days("2025-03-03..2025-03-16"))

    assert [report.total(column) for column in COLUMNS] == [11, 22, 33, 440_000]
    assert (report.office, report.is_demonstration) == ("hq", False)


def test_earlier_values_come_oldest_first_and_only_from_before(store: Store) -> None:
    for week in range(1, 20):
        enter(store, {UXO: week, Cell("susa", STATE): NO_OPERATIONS}, days(f"2025-W{week:02d}"))
    enter(store, {UXO: 99}, days("2025-03-10..2025-03-13"))
    enter(store, {UXO: 88}, days("2025-03-08..2025-03-10"))  # reaches into the week: not before it

    assert store.earlier(days("2025-W11")) == {UXO: list(range(1, 11))}
    assert store.earlier(days("2025-W11"), weeks=3) == {UXO: [8, 9, 10]}
    assert store.earlier(days("2025-W01")) == {}


def test_the_past_is_the_last_sheets_with_anything_in_them(store: Store) -> None:
    for week in (3, 5, 8):
        enter(store, {UXO: week}, days(f"2025-W{week:02d}"))

    assert [sheet.period for sheet in store.past(WEEK, weeks=2)] == [days("2025-W05"), days("2025-W08")]
    assert [sheet.values for sheet in store.past(days("2025-W05"))] == [{UXO: 3}]


def test_the_history_of_several_cells_is_told_together_in_its_order(store: Store) -> None:
    mark = Cell("agdam", STATE)
    enter(store, {UXO: 5})
    enter(store, {mark: NO_OPERATIONS})
    enter(store, {UXO: 6, Cell("susa", "uxo"): 7})

    told = [row.cell for row in store.history(WEEK, UXO, mark)]

    assert told == [UXO, mark, UXO, mark, UXO]


def test_a_sheet_is_checked_against_the_file_around_it(store: Store) -> None:
    enter(store, {UXO: 1}, days("2025-W10"))
    enter(store, {UXO: 2}, days("2025-W12"))

    assert store.surroundings(WEEK, date(2025, 3, 17)) == Surroundings(
        date(2025, 3, 17),
        (days("2025-W10"), days("2025-W12")),
        {UXO: [1]},
        memory_of(store.past(WEEK), store.programme.units),
    )


# every change leaves its trace


def test_every_write_leaves_a_history_row_for_each_cell(open_store: OpenStore) -> None:
    enter(open_store(who="Leyla"), {UXO: 5, Cell("agdam", "area_cleared_ha"): Decimal("0.5")})
    later = NOON + timedelta(hours=1)
    second = open_store(who="Rəşad", now=later)
    second.write(WEEK, mark_no_operations(second.sheet(WEEK), ["agdam"]), why="nobody worked")
    rows = second.history(WEEK)

    assert [(entry.cell, entry.before, entry.after) for entry in rows] == [
        (Cell("agdam", "area_cleared_ha"), None, Decimal("0.5")),
        (UXO, None, 5),
        (Cell("agdam", "area_cleared_ha"), Decimal("0.5"), None),
        (Cell("agdam", STATE), None, NO_OPERATIONS),
        (UXO, 5, None),
    ]
    assert [(entry.who, entry.at, entry.why) for entry in rows] == [("Leyla", NOON, "")] * 2 + [
        ("Rəşad", later, "nobody worked")
    ] * 3
    assert {entry.sheet for entry in rows} == {SheetKey("hq", WEEK)}


def test_undo_adds_to_the_history_and_never_shortens_it(store: Store) -> None:
    edits = enter(store, {UXO: 5})
    store.write(WEEK, edits.inverse())
    store.write(WEEK, edits)

    assert [(entry.before, entry.after) for entry in store.history(WEEK, UXO)] == [
        (None, 5),
        (5, None),
        (None, 5),
    ]


def test_the_history_of_a_cell_is_its_own(store: Store) -> None:
    enter(store, row("agdam", 1, 2, 3, 4))
    enter(store, {UXO: 7}, days("2025-W12"))
    enter(store, {Cell(CONTROL, "uxo"): 8})

    assert [entry.after for entry in store.history(WEEK, UXO)] == [3]
    assert [entry.after for entry in store.history(WEEK, Cell(CONTROL, "uxo"))] == [8]
    assert len(store.history(WEEK)) == 5


def test_the_history_says_who_even_for_the_last_number_of_a_sheet_that_is_empty_again(store: Store) -> None:
    edits = enter(store, {UXO: 5})
    store.write(WEEK, edits.inverse())

    assert len(store.history(WEEK)) == 2


def test_no_edits_write_nothing(store: Store) -> None:
    enter(store, {UXO: 5})
    store.set_status(WEEK, Status.READY)
    store.write(WEEK, Edits())

    assert len(store.history(WEEK, UXO)) == 1
    assert store.standing(WEEK).status is Status.READY


# what may not be is refused, and then nothing was written


@pytest.fixture
def filled(store: Store) -> Iterator[Store]:
    """A ready sheet; whatever the test does, it must be as it was afterwards."""
    enter(store, {UXO: 5, Cell("susa", STATE): NO_OPERATIONS}, source="R084")
    store.set_status(WEEK, Status.READY)
    before = (store.sheet(WEEK), store.standing(WEEK), store.history(WEEK), store.periods())
    yield store
    assert (store.sheet(WEEK), store.standing(WEEK), store.history(WEEK), store.periods()) == before


GOOD = Edit(Cell("agdam", "ap_mines"), None, 1)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (Edit(UXO, None, 6), "stale-edit"),
        (Edit(UXO, 4, 6), "stale-edit"),
        (Edit(Cell("terter", "uxo"), 1, None), "stale-edit"),
        (Edit(Cell("terter", STATE), NO_OPERATIONS, None), "stale-edit"),
        (Edit(Cell("susa", STATE), None, NO_OPERATIONS), "stale-edit"),
        (Edit(Cell(CONTROL, "uxo"), 3, 4), "stale-edit"),
        (Edit(Cell("susa", "uxo"), None, 1), "stale-edit"),  # marked on the disk, and the edit does not know
        (Edit(Cell("agdam", STATE), None, NO_OPERATIONS), "stale-edit"),
        (Edit(Cell("qazax", "uxo"), None, 1), "outside-office"),  # in the lists since May 2025
        (Edit(Cell("atlantis", "uxo"), None, 1), "outside-office"),
        (Edit(STATUS, None, 1), "outside-office"),
        (Edit(Cell("agdam", "hopes"), None, 1), "unknown-indicator"),
        (Edit(Cell(CONTROL, STATE), None, NO_OPERATIONS), "unknown-indicator"),
    ],
)
def test_one_edit_that_fails_takes_the_others_with_it(filled: Store, bad: Edit, code: str) -> None:
    with pytest.raises(FieldAppError) as error:
        filled.write(WEEK, Edits((GOOD, bad)))

    assert refusal(error)[0] == code


def test_a_failing_edit_leaves_no_empty_sheet_behind(filled: Store, data_file: Path) -> None:
    with pytest.raises(FieldAppError):
        filled.write(days("2025-W20"), Edits((GOOD, Edit(UXO, 4, 6))))

    with closing(sqlite3.connect(data_file)) as connection:
        assert connection.execute("SELECT count(*) FROM sheet").fetchone() == (1,)


def test_a_sheet_longer_than_a_month_is_refused(filled: Store) -> None:
    with pytest.raises(FieldAppError) as error:
        filled.write(days("2025-01-01..2025-03-31"), Edits((GOOD,)))

    assert refusal(error)[0] == "period-too-long"


def test_another_offices_districts_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "karabakh.fieldapp"
    create_store(path, programme_text("azerbaijan"), "karabakh")
    with closing(Store(path, "Leyla")) as store:
        with pytest.raises(FieldAppError) as error:
            store.write(WEEK, Edits((Edit(Cell("lacin", "uxo"), None, 1),)))
        assert refusal(error) == ("outside-office", {"text": "lacin", "period": WEEK})


def test_a_change_whose_history_cannot_be_written_is_not_written_either(
    filled: Store, data_file: Path
) -> None:
    with closing(sqlite3.connect(data_file)) as connection:
        connection.execute(
            """CREATE TRIGGER forget BEFORE INSERT ON history WHEN new.after = 13
               BEGIN SELECT raise(ABORT, 'no history'); END"""
        )
    with pytest.raises(sqlite3.IntegrityError, match="no history"):
        filled.write(WEEK, Edits((GOOD, Edit(UXO, 5, 13))))


# ready, sent, and what comes after


def test_a_new_sheet_is_a_draft_of_revision_one(store: Store) -> None:
    assert store.standing(WEEK) == Standing(Status.DRAFT, 1, None, "")


def test_a_change_takes_a_ready_sheet_back_to_draft(store: Store) -> None:
    enter(store, {UXO: 5})
    store.set_status(WEEK, Status.READY)
    assert store.standing(WEEK).status is Status.READY
    enter(store, {UXO: 6})

    assert store.standing(WEEK) == Standing(Status.DRAFT, 1)


def test_sending_keeps_the_seal_and_the_bytes_it_is_over(store: Store, data_file: Path) -> None:
    enter(store, row("agdam", 155, 49, 606, 16_511_000))
    report = store.report(WEEK)
    store.send(report)

    assert store.standing(WEEK) == Standing(Status.SENT, 1, NOON)
    assert store.report(WEEK).seal == report.seal
    with closing(sqlite3.connect(data_file)) as connection:
        ((revision, digest, code, sealed_at, content),) = connection.execute(
            "SELECT revision, digest, check_code, sealed_at, content FROM seal"
        ).fetchall()
    assert (revision, digest, code) == (1, report.seal.digest, report.seal.check_code)
    assert seal_of(content.encode(), WEEK) == report.seal
    assert datetime.fromisoformat(sealed_at) == NOON


def test_the_first_change_after_a_sending_begins_the_next_revision(store: Store) -> None:
    enter(store, {UXO: 5})
    store.send(store.report(WEEK))
    enter(store, {UXO: 6})
    assert (store.standing(WEEK).status, store.standing(WEEK).revision) == (Status.DRAFT, 2)

    enter(store, {UXO: 7})
    assert store.standing(WEEK).revision == 2

    store.send(store.report(WEEK))
    enter(store, {UXO: 8})
    assert store.standing(WEEK).revision == 3


@pytest.mark.parametrize("status", [Status.DRAFT, Status.READY])
def test_taking_a_sent_sheet_back_does_not_let_its_revision_change(store: Store, status: Status) -> None:
    enter(store, {UXO: 5})
    store.send(store.report(WEEK))
    store.set_status(WEEK, status)
    assert store.standing(WEEK).revision == 1
    enter(store, {UXO: 6})

    assert store.standing(WEEK).revision == 2


def test_every_sent_revision_is_kept(store: Store, data_file: Path) -> None:
    for number in (5, 6, 7):
        enter(store, {UXO: number})
        store.send(store.report(WEEK))

    with closing(sqlite3.connect(data_file)) as connection:
        kept = connection.execute("SELECT revision, content FROM seal ORDER BY revision").fetchall()
    assert [(revision, content.count(f"uxo={4 + revision}")) for revision, content in kept] == [
        (1, 1),
        (2, 1),
        (3, 1),
    ]


def test_a_sheet_that_changed_after_it_was_sealed_is_not_marked_sent(
    store: Store, open_store: OpenStore
) -> None:
    enter(store, {UXO: 5})
    report = store.report(WEEK)
    enter(open_store(), {UXO: 6})

    with pytest.raises(FieldAppError) as refused:
        store.send(report)

    assert refused.value.code == "stale-edit"
    assert store.standing(WEEK).status is Status.DRAFT


def test_the_time_of_the_last_sending_stays_while_the_next_revision_is_entered(open_store: OpenStore) -> None:
    first = open_store()
    enter(first, {UXO: 5})
    first.send(first.report(WEEK))
    enter(open_store(now=NOON + timedelta(days=1)), {UXO: 6})

    assert first.standing(WEEK).sealed_at == NOON


def test_the_history_tells_the_changes_of_the_status(store: Store) -> None:
    enter(store, {UXO: 5})
    store.set_status(WEEK, Status.READY)
    store.send(store.report(WEEK))
    enter(store, {UXO: 6})

    assert [(entry.before, entry.after) for entry in store.history(WEEK, STATUS)] == [
        ("draft", "ready"),
        ("ready", "sent"),
        ("sent", "draft"),
    ]


def test_the_standing_of_one_period_is_not_that_of_another(store: Store) -> None:
    enter(store, {UXO: 5})
    enter(store, {UXO: 5}, days("2025-W12"))
    store.set_status(WEEK, Status.READY)

    assert store.standing(days("2025-W12")) == Standing()


def test_a_change_by_hand_takes_the_published_source_away(store: Store) -> None:
    enter(store, {UXO: 606}, source="R084")
    assert store.standing(WEEK).source == "R084"
    enter(store, {UXO: 607})

    assert store.standing(WEEK).source == ""


# one file, two windows


def test_what_one_window_commits_the_other_sees(open_store: OpenStore) -> None:
    one, other = open_store(), open_store()
    enter(one, {UXO: 5})
    assert other.sheet(WEEK).values == {UXO: 5}
    enter(other, {UXO: 6})

    assert one.sheet(WEEK).values == {UXO: 6}
    assert one.standing(WEEK) == other.standing(WEEK)


def test_of_two_windows_that_change_one_cell_the_second_is_refused(open_store: OpenStore) -> None:
    one, other = open_store(), open_store()
    edits = make_edits(other.sheet(WEEK), {UXO: 6})
    enter(one, {UXO: 5})

    with pytest.raises(FieldAppError) as error:
        other.write(WEEK, edits)

    assert refusal(error)[0] == "stale-edit"
    assert other.sheet(WEEK).values == {UXO: 5}


def test_two_windows_cannot_bring_a_mark_and_numbers_into_one_row(open_store: OpenStore) -> None:
    one, other = open_store(), open_store()
    typed = make_edits(other.sheet(WEEK), {UXO: 6})
    one.write(WEEK, mark_no_operations(one.sheet(WEEK), ["agdam"]))

    with pytest.raises(FieldAppError) as error:
        other.write(WEEK, typed)

    assert refusal(error)[0] == "stale-edit"
    assert other.sheet(WEEK).values == {Cell("agdam", STATE): NO_OPERATIONS}


def test_a_busy_file_is_told_and_nothing_is_lost(
    no_waiting: None, open_store: OpenStore, data_file: Path
) -> None:
    store = open_store()
    enter(store, {UXO: 5})
    with closing(sqlite3.connect(data_file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FieldAppError) as error:
            enter(store, {UXO: 6})
        assert store.sheet(WEEK).values == {UXO: 5}

    assert refusal(error) == ("file-busy", {"path": data_file})
    enter(store, {UXO: 6})
    assert store.sheet(WEEK).values == {UXO: 6}


def test_a_status_on_a_busy_file_is_told_too(
    no_waiting: None, open_store: OpenStore, data_file: Path
) -> None:
    store = open_store()
    enter(store, {UXO: 5})
    with closing(sqlite3.connect(data_file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FieldAppError) as error:
            store.set_status(WEEK, Status.READY)

    assert refusal(error)[0] == "file-busy"
    assert store.standing(WEEK).status is Status.DRAFT


def test_a_file_that_cannot_be_written_can_be_read_and_says_so(
    open_store: OpenStore, data_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store()
    enter(store, {UXO: 5})
    store.close()
    monkeypatch.setattr("os.access", lambda path, mode: False)
    reader = open_store()

    assert reader.sheet(WEEK).values == {UXO: 5}
    with pytest.raises(FieldAppError) as error:
        enter(reader, {UXO: 6})
    assert refusal(error) == ("file-read-only", {"path": data_file})


# one file at rest


def test_a_closed_file_is_one_file_and_its_copy_is_whole(open_store: OpenStore, data_file: Path) -> None:
    store = open_store()
    enter(store, {UXO: 5})
    store.close()
    assert list(data_file.parent.iterdir()) == [data_file]
    copy = data_file.with_name("copy.fieldapp")
    shutil.copy(data_file, copy)

    assert open_store(copy).sheet(WEEK).values == {UXO: 5}


def test_after_a_checkpoint_a_copy_of_the_open_file_is_whole(open_store: OpenStore, data_file: Path) -> None:
    store = open_store()
    enter(store, {UXO: 5})
    store.checkpoint()
    copy = data_file.with_name("copy.fieldapp")
    shutil.copy(data_file, copy)

    assert data_file.with_name(f"{data_file.name}-wal").stat().st_size == 0
    assert open_store(copy).sheet(WEEK).values == {UXO: 5}


def test_what_is_committed_survives_a_crash(open_store: OpenStore, data_file: Path) -> None:
    """A copy of the file and its log, as they lie there while the app runs, is what a crash leaves."""
    store = open_store()
    enter(store, {UXO: 5})
    crashed = data_file.with_name("crashed.fieldapp")
    shutil.copy(data_file, crashed)
    shutil.copy(f"{data_file}-wal", f"{crashed}-wal")

    assert open_store(crashed).sheet(WEEK).values == {UXO: 5}


# whatever is done, disk and memory agree

cells = st.builds(Cell, st.sampled_from(("agdam", "susa", CONTROL)), st.sampled_from(COLUMNS[2:]))
numbers = st.integers(0, 10**9) | st.just(Decimal("0.5"))
steps = st.one_of(
    st.dictionaries(cells, numbers | st.none(), max_size=4).map(type_in),
    st.lists(cells, max_size=3).map(clear_of),
    st.lists(st.sampled_from(("agdam", "susa")), max_size=2).map(mark_of),
)
moves = st.lists(st.tuples(st.sampled_from(("2025-W11", "2025-W12")), steps | st.none()), max_size=12)


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.fieldapp"
    create_store(path, programme_text("azerbaijan"), "hq")
    return path


@settings(max_examples=examples(20))
@given(moves)
def test_the_disk_holds_what_the_edits_say(empty_file: Path, moves: list[tuple[str, Step | None]]) -> None:
    """A move is a change, or None: undo the last change of that period."""
    path = empty_file.with_name("changed.fieldapp")
    shutil.copy(empty_file, path)
    with closing(Store(path, "Leyla", lambda: NOON)) as store:
        sheets = {text: store.sheet(days(text)) for text, _ in moves}
        done: dict[str, list[Edits]] = {text: [] for text in sheets}
        written: dict[str, list[AnyEdit]] = {text: [] for text in sheets}
        for text, step in moves:
            if step is not None:
                edits = step(sheets[text])
                done[text].append(edits)
            else:
                edits = done[text].pop().inverse() if done[text] else Edits()
            store.write(days(text), edits)
            sheets[text] = apply(sheets[text], edits)
            written[text] += edits.items
            assert store.sheet(days(text)) == sheets[text]
    with closing(Store(path, "Leyla")) as store:
        for text, sheet in sheets.items():
            assert store.sheet(days(text)) == sheet
            told = [(entry.cell, entry.before, entry.after) for entry in store.history(days(text))]
            assert told == [(edit.cell, edit.before, edit.after) for edit in written[text]]
        assert store.periods() == tuple(sorted(days(text) for text, sheet in sheets.items() if sheet.values))


def test_a_mark_read_back_is_a_mark(store: Store) -> None:
    enter(store, {Cell("agdam", STATE): NO_OPERATIONS})

    assert isinstance(store.sheet(WEEK).values[Cell("agdam", STATE)], RowState)


def test_what_was_typed_and_cannot_be_read_is_there_after_opening_until_it_is_taken_back(
    open_store: OpenStore,
) -> None:
    store = open_store()
    edits = typed(store.sheet(WEEK), UXO, "n/a", Unit.COUNT)
    store.write(WEEK, edits)
    store.close()

    again = open_store()
    assert again.sheet(WEEK).unread == {UXO: Unread("n/a", "not-a-number")}
    with pytest.raises(FieldAppError, match="stale-edit"):
        again.write(WEEK, edits)
    again.write(WEEK, edits.inverse())
    assert again.sheet(WEEK).unread == {}


def test_a_change_that_was_decided_on_before_another_window_went_on_is_stale(store: Store) -> None:
    enter(store, {UXO: 5})
    seen = store.standing(WEEK)
    store.set_status(WEEK, Status.READY)
    edits = make_edits(store.sheet(WEEK), {UXO: 6})

    with pytest.raises(FieldAppError, match="stale-edit"):
        store.write(WEEK, edits, seen=seen)
    store.write(WEEK, edits, seen=store.standing(WEEK))

    assert store.sheet(WEEK).value(UXO.district, UXO.indicator) == 6


def test_what_a_failed_beginning_left_open_is_not_written_into(open_store: OpenStore) -> None:
    """It would have been told as written, and been gone with the closing of the file."""
    store = open_store()
    store._db.conn.execute("BEGIN")

    store.write(WEEK, make_edits(store.sheet(WEEK), {Cell("agdam", "uxo"): 7}))

    assert open_store().sheet(WEEK).value("agdam", "uxo") == 7
