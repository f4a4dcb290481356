"""A sheet that is cut: all its sheets in one transaction, or none; and made whole again."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.core.edits import annotate, apply, make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period, read_period
from fieldapp.core.records.recut import cells_to_type, first_values, make_parts, month_parts
from fieldapp.core.report import Status
from fieldapp.core.sheet import CONTROL, STATE, Cell, RowState, Sheet
from fieldapp.store.store import Store
from tests.data_files import empty_file
from tests.long import examples
from tests.store.conftest import NOON

WEEK = read_period("2025-W44")
FIRST, SECOND = read_period("2025-10-27..2025-10-31"), read_period("2025-11-01..2025-11-02")
LONG = read_period("2025-01-30..2025-03-01")
UXO = Cell("agdam", "uxo")


@pytest.fixture
def whole(store: Store) -> Store:
    store.write(WEEK, make_edits(store.sheet(WEEK), {UXO: 9}))
    return store


def parts(store: Store, *values: int, of: Period = WEEK) -> list[Sheet]:
    """The parts of a period, with these numbers of Aghdam's UXO."""
    blank = [store.blank(period) for period in month_parts(of)]
    return [apply(part, make_edits(part, {UXO: value})) for part, value in zip(blank, values, strict=True)]


def cut(store: Store, *values: int) -> Any:
    return store.cut(store.sheet(WEEK), parts(store, *values or (4, 5)), "the month ends")


def state(store: Store) -> dict[str, list[Any]]:
    """All that the file holds but its history, digests, and sheets of which nothing is said."""
    names = [name for (name,) in store._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    left_out = {"history", "digest"}
    held = {name: sorted(map(repr, store._db.execute(f"SELECT * FROM {name}"))) for name in names}
    plain = "AND ".join(
        [
            "SELECT * FROM sheet WHERE NOT (status = 'draft' ",
            "revision = 1 ",
            "has_content = 0 ",
            "reason = '')",
        ]
    )
    held["sheet"] = sorted(map(repr, store._db.execute(plain)))
    return {name: rows for name, rows in held.items() if name not in left_out}


def test_the_parts_hold_what_the_whole_held(whole: Store) -> None:
    cut(whole)

    assert whole.periods() == (FIRST, SECOND)
    assert [whole.sheet(period).value("agdam", "uxo") for period in (FIRST, SECOND)] == [4, 5]
    assert whole.sheet(WEEK).values == {}
    assert [row.why for row in whole.history(WEEK)][-1] == "the month ends"
    assert not any(whole.problems())
    assert whole.size() == (3, 4)


@pytest.mark.parametrize("chosen", [["state-border-service"], []])
def test_the_parts_name_whom_the_whole_named(whole: Store, chosen: list[str]) -> None:
    whole.choose_organisations(WEEK, chosen)
    before = state(whole)
    made = cut(whole)

    assert [whole.organisations(period) for period in (FIRST, SECOND)] == [tuple(chosen)] * 2
    assert not any(whole.problems())

    whole.join(made, "a slip")
    assert state(whole) == before
    assert whole.organisations(FIRST) == whole.programme.usual_organisations("hq")
    assert not any(whole.problems())


def test_a_part_for_which_somebody_has_chosen_keeps_that(whole: Store) -> None:
    whole.choose_organisations(FIRST, [])
    whole.choose_organisations(WEEK, ["state-border-service"])
    whole.join(cut(whole), "a slip")
    cut(whole)

    assert whole.organisations(FIRST) == ()
    assert whole.organisations(SECOND) == ("state-border-service",)


def test_the_parts_of_a_sent_sheet_name_its_record_and_each_other(whole: Store) -> None:
    whole.send(whole.report(WEEK))
    sent = whole.report(WEEK).record
    assert sent is not None
    cut(whole)

    for period in (FIRST, SECOND):
        recut = whole.report(period).lineage.recut
        assert recut is not None
        assert (recut.of, recut.parts) == (sent.id, (FIRST, SECOND))
    assert whole.standing(WEEK).status is Status.DRAFT
    whole.send(whole.report(FIRST))
    record = whole.report(FIRST).record
    assert record is not None
    assert f"recut {sent.id} {FIRST} {SECOND}" in record.text


@pytest.mark.parametrize("first", range(2, 6))
def test_parts_of_a_sheet_that_was_cut_twice_name_its_newest_record(whole: Store, first: int) -> None:
    whole.write(WEEK, make_edits(whole.sheet(WEEK), {UXO: first}))
    whole.send(whole.report(WEEK))
    cut(whole, 0, first)
    whole.send(whole.report(SECOND))
    for period in (FIRST, SECOND):
        whole.write(period, make_edits(whole.sheet(period), {UXO: None}))
    whole.write(WEEK, make_edits(whole.sheet(WEEK), {UXO: 9}), why="late")
    whole.send(whole.report(WEEK))
    newest = whole.report(WEEK).record
    assert newest is not None
    assert newest.revision == 2
    cut(whole, 4, 5)

    recut = whole.report(FIRST).lineage.recut
    assert recut is not None
    assert (recut.of, recut.parts) == (newest.id, (FIRST, SECOND))


def test_three_parts_are_one_cut_and_name_each_other(store: Store) -> None:
    store.write(LONG, make_edits(store.sheet(LONG), {UXO: 9}))
    store.send(store.report(LONG))
    sent = store.report(LONG).record
    assert sent is not None
    before = state(store)

    made = store.cut(store.sheet(LONG), parts(store, 2, 3, 4, of=LONG), "two months end")

    assert store.periods() == month_parts(LONG)
    assert len(store.periods()) == 3
    for period in store.periods():
        recut = store.report(period).lineage.recut
        assert recut is not None
        assert (recut.of, recut.parts) == (sent.id, month_parts(LONG))
    store.join(made, "taken back")
    assert state(store) == before
    assert not any(store.problems())


def test_what_was_changed_meanwhile_is_not_cut(whole: Store) -> None:
    seen = whole.sheet(WEEK)
    whole.write(WEEK, make_edits(seen, {UXO: 10}))

    with pytest.raises(FieldAppError, match="stale-edit"):
        whole.cut(seen, parts(whole, 4, 5), "")
    assert whole.periods() == (WEEK,)


def test_a_part_that_holds_something_leaves_all_as_it_was(whole: Store) -> None:
    into = parts(whole, 4, 5)
    whole.write(SECOND, make_edits(whole.sheet(SECOND), {UXO: 1}))
    before = whole.size()

    with pytest.raises(FieldAppError, match="part-there"):
        whole.cut(whole.sheet(WEEK), into, "")
    assert whole.periods() == (WEEK, SECOND)
    assert whole.size() == before
    assert not any(whole.problems())


@pytest.mark.parametrize(
    "wrong",
    [
        lambda store: parts(store, 4, 6),
        lambda store: parts(store, 4, 5)[:1],
        lambda store: parts(store, 4, 5)[1:],
        lambda store: [],
        lambda store: [*parts(store, 4, 5)[::-1]],
        lambda store: [store.sheet(WEEK)],
        lambda store: [*parts(store, 4, 5)[:1], *parts(store, 2, 3)],
        lambda store: [store.blank(WEEK), *parts(store, 4, 5)],
    ],
    ids=["sum", "end", "start", "none", "order", "whole", "twice", "overlap"],
)
def test_parts_that_do_not_make_up_the_whole_are_refused(
    whole: Store, wrong: Callable[[Store], list[Sheet]]
) -> None:
    before = state(whole)

    with pytest.raises(FieldAppError, match="parts-not-whole"):
        whole.cut(whole.sheet(WEEK), wrong(whole), "")
    assert state(whole) == before


def test_a_cut_that_is_taken_back_leaves_the_sent_sheet_as_it_was(whole: Store) -> None:
    whole.verify(whole.sheet(WEEK), "Rauf")
    whole.send(whole.report(WEEK))
    before, report = state(whole), whole.report(WEEK)

    made = cut(whole)
    assert state(whole) != before
    whole.join(made, "taken back")

    assert state(whole) == before
    assert whole.report(WEEK) == report
    assert whole.periods() == (WEEK,)
    assert whole.report(FIRST).lineage.recut is None
    told = [(row.kind.value, row.after, row.why) for row in whole.history(WEEK)][-4:]
    assert told == [
        *(("status", "draft", ""), ("value", None, "the month ends")),
        *(("value", 9, "taken back"), ("status", "sent", "")),
    ]
    assert [row.why for row in whole.history(FIRST)] == ["the month ends", "taken back"]
    assert not any(whole.problems())


def test_a_cut_that_was_taken_back_can_be_made_again(whole: Store) -> None:
    whole.send(whole.report(WEEK))
    made = cut(whole)
    after = state(whole)
    whole.join(made, "")

    again = whole.cut(made.of, made.into, "the month ends")

    assert state(whole) == after
    whole.join(again, "")
    assert whole.standing(WEEK).status is Status.SENT


def send_second(store: Store) -> None:
    store.send(store.report(SECOND))


def send_and_change(store: Store) -> None:
    store.send(store.report(SECOND))
    store.write(SECOND, make_edits(store.sheet(SECOND), {UXO: 6}))
    store.write(SECOND, make_edits(store.sheet(SECOND), {UXO: 5}))


@pytest.mark.parametrize(
    ("happens", "code", "period"),
    [
        (send_second, "part-sent", SECOND),
        (send_and_change, "part-sent", SECOND),
        (lambda store: store.verify(store.sheet(FIRST), "Rauf"), "part-verified", FIRST),
        (lambda store: store.choose_organisations(FIRST, ["anama"]), "part-changed", FIRST),
        (lambda store: store.choose_organisations(FIRST, []), "part-changed", FIRST),
        (
            lambda store: store.write(SECOND, make_edits(store.sheet(SECOND), {UXO: 6})),
            "part-changed",
            SECOND,
        ),
        (lambda store: store.write(FIRST, annotate(store.sheet(FIRST), UXO, "?")), "part-changed", FIRST),
        (
            lambda store: store.write(FIRST, make_edits(store.sheet(FIRST), {Cell(CONTROL, "uxo"): 4})),
            "part-changed",
            FIRST,
        ),
        (lambda store: store.write(WEEK, make_edits(store.sheet(WEEK), {UXO: 1})), "part-changed", WEEK),
    ],
)
def test_a_cut_on_which_something_stands_is_not_taken_back(
    whole: Store, happens: Callable[[Store], object], code: str, period: Period
) -> None:
    whole.send(whole.report(WEEK))
    made = cut(whole)
    happens(whole)
    before = state(whole)

    with pytest.raises(FieldAppError) as error:
        whole.join(made, "")

    assert (error.value.code, error.value.details) == (code, {"period": period})
    assert state(whole) == before


def test_a_part_that_is_only_ready_holds_nothing_up(whole: Store) -> None:
    before = state(whole)
    made = cut(whole)
    whole.set_status(FIRST, Status.READY)

    whole.join(made, "")

    assert state(whole) == before


def fail_late(store: Store, monkeypatch: pytest.MonkeyPatch, *, is_readable: bool = True) -> None:
    """The next change is taken by the disk, which says that it has failed."""
    transaction = store._transaction

    def fail(key: object = None) -> Any:
        raise FieldAppError("disk-failed", path=store.path)

    @contextlib.contextmanager
    def late() -> Iterator[None]:
        with transaction():
            yield
        if not is_readable:
            monkeypatch.setattr(store, "_held", fail)
        fail()

    monkeypatch.setattr(store, "_transaction", late)


def test_a_cut_that_the_disk_has_taken_though_it_failed_is_believed(
    whole: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(whole)
    with monkeypatch.context() as patched:
        fail_late(whole, patched)
        made = cut(whole)
        assert whole.periods() == (FIRST, SECOND)
        whole.join(made, "")
    assert state(whole) == before


def test_where_it_cannot_be_read_whether_it_was_cut_that_is_told(
    whole: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        fail_late(whole, patched, is_readable=False)
        with pytest.raises(FieldAppError, match="disk-failed"):
            cut(whole)


WAYS = ("draft", "ready", "verified", "sent", "corrected")
COLUMNS = ("ap_mines", "at_mines", "uxo", "area_cleared_ha")
PERIODS = (WEEK, LONG, read_period("2025-W18"), read_period("2026-W01"))
numbers = st.one_of(
    st.just(RowState.NO_OPERATIONS),
    st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=4, max_size=4),
)
held_rows = st.dictionaries(st.sampled_from(["agdam", "terter", "susa"]), numbers, min_size=1)


def fill(store: Store, period: Period, rows: Mapping[str, Any], way: str) -> None:
    """A sheet with these rows, a control total and a note, that has gone this way."""
    wanted: dict[Cell, Any] = {Cell(CONTROL, "uxo"): 30}
    for district, row in rows.items():
        if isinstance(row, RowState):
            wanted[Cell(district, STATE)] = row
        else:
            held = {Cell(district, key): value for key, value in zip(COLUMNS, row, strict=True)}
            wanted |= {cell: value for cell, value in held.items() if value is not None}
    store.write(period, make_edits(store.sheet(period), wanted))
    store.write(period, annotate(store.sheet(period), UXO, "by radio"))
    if way == "verified":
        store.verify(store.sheet(period), "Rauf")
    if way == "ready":
        store.set_status(period, Status.READY)
    if way in ("sent", "corrected"):
        store.send(store.report(period))
    if way == "corrected":
        store.write(period, make_edits(store.sheet(period), {UXO: 10}), why="late")


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(6), deadline=None
)
@given(st.sampled_from(PERIODS), held_rows, st.sampled_from(WAYS), st.booleans(), st.data())
def test_a_cut_that_is_taken_back_is_the_state_before_but_for_the_history(
    tmp_path_factory: pytest.TempPathFactory,
    period: Period,
    rows: Mapping[str, Any],
    way: str,
    is_cut_again: bool,
    data: st.DataObject,
) -> None:
    path = empty_file(tmp_path_factory.mktemp("cut") / "hq.fieldapp")
    with contextlib.closing(Store(path, "Leyla", lambda: NOON)) as store:
        fill(store, period, rows, way)
        whole = store.sheet(period)
        known = first_values(whole, store.programme, "hq")
        for place, cell in cells_to_type(whole, store.programme, "hq"):
            taken = [values[cell] for values in known if cell in values]
            most = int(whole.values[cell]) - sum(map(int, taken))
            known[place][cell] = data.draw(st.integers(0, most))
        into = make_parts(whole, known, store.programme, "hq")
        before, totals = state(store), [whole.total(column) for column in COLUMNS]

        made = store.cut(whole, into, "cut")

        assert [store.report(period).total(column) for column in COLUMNS] == totals
        assert not any(store.problems())
        if is_cut_again:
            store.join(made, "back")
            made = store.cut(whole, into, "again")
        store.join(made, "back")
        assert state(store) == before
        assert not any(store.problems())
