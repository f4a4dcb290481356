"""What a data file tells beside its values: notes, corrections, verification, and files of older versions."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from fieldapp.core.changes import Change
from fieldapp.core.edits import annotate, make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import HistoryKind
from fieldapp.core.period import month_of, read_period, year_of
from fieldapp.core.programme import ITEMS
from fieldapp.core.report import Status
from fieldapp.core.sheet import CONTROL, STATE, Cell, RowState
from fieldapp.core.verify import Mismatch, Right
from fieldapp.store.store import Store
from tests.store.conftest import NOON

WEEK, NEXT = read_period("2025-W11"), read_period("2025-W12")
UXO = Cell("agdam", "uxo")
VERSION_1 = Path(__file__).parent / "files" / "version_1.sql"


def put(store: Store, value: int | None, *, why: str = "", cell: Cell = UXO) -> None:
    store.write(WEEK, make_edits(store.sheet(WEEK), {cell: value}), why=why)


def test_a_note_is_kept_with_its_history(store: Store) -> None:
    put(store, 5)
    store.write(WEEK, annotate(store.sheet(WEEK), UXO, " found in  one cache "))

    assert store.sheet(WEEK).notes == {UXO: "found in one cache"}
    last = store.history(WEEK, UXO)[-1]
    assert (last.kind, last.before, last.after) == (HistoryKind.NOTE, "", "found in one cache")
    assert store.report(WEEK).notes == {UXO: "found in one cache"}


def test_a_note_can_be_taken_away(store: Store) -> None:
    store.write(WEEK, annotate(store.sheet(WEEK), UXO, "no_operations"))
    store.write(WEEK, annotate(store.sheet(WEEK), UXO, ""))

    assert store.sheet(WEEK).notes == {}
    assert [row.after for row in store.history(WEEK, UXO)] == ["no_operations", ""]


def test_a_note_written_over_another_one_is_refused(store: Store) -> None:
    stale = annotate(store.sheet(WEEK), UXO, "first")
    store.write(WEEK, annotate(store.sheet(WEEK), UXO, "second"))

    with pytest.raises(FieldAppError, match="stale-edit"):
        store.write(WEEK, stale)
    assert store.sheet(WEEK).notes == {UXO: "second"}


def test_the_reason_of_a_revision_is_that_of_its_first_change(store: Store) -> None:
    put(store, 5)
    store.send(store.report(WEEK))
    assert store.standing(WEEK).reason == ""

    put(store, 6, why="the paper said 6")
    put(store, 7)

    assert (store.standing(WEEK).revision, store.standing(WEEK).reason) == (2, "the paper said 6")
    assert [row.why for row in store.history(WEEK, UXO)] == ["", "the paper said 6", ""]


def test_a_correction_names_its_cells_and_what_it_does_to_week_month_and_year(store: Store) -> None:
    other = read_period("2025-W10")
    store.write(other, make_edits(store.sheet(other), {UXO: 100}))
    put(store, 606)
    sent = store.report(WEEK)
    assert sent.correction is None
    store.send(sent)
    put(store, 660, why="digits swapped")

    correction = store.report(WEEK).correction

    assert correction is not None
    assert (correction.of, correction.check_code) == (1, sent.seal.check_code)
    assert correction.reason == "digits swapped"
    assert correction.changes == (Change("agdam", "uxo", 606, 660),)
    assert [(effect.span, effect.old, effect.new) for effect in correction.effects] == [
        (WEEK, 606, 660),
        (month_of(WEEK.start), 706, 760),
        (year_of(WEEK.start), 706, 760),
    ]


def test_a_week_across_a_months_end_has_no_effect_on_a_month(store: Store) -> None:
    across = read_period("2025-W14")
    store.write(across, make_edits(store.sheet(across), {UXO: 1}))
    store.send(store.report(across))
    store.write(across, make_edits(store.sheet(across), {UXO: 2}))

    correction = store.report(across).correction

    assert correction is not None
    assert [effect.span for effect in correction.effects] == [across, year_of(across.start)]


def test_a_sheet_is_verified_until_one_of_its_values_changes(store: Store) -> None:
    put(store, 5)
    store.verify(store.sheet(WEEK), "Orxan")
    assert store.standing(WEEK).verified_by == "Orxan"

    put(store, 6)
    assert store.standing(WEEK).verified_by == ""

    put(store, 5)
    assert store.standing(WEEK).verified_by == "Orxan"


def test_figures_that_nobody_keyed_are_not_verified(store: Store) -> None:
    put(store, 5)
    keyed = store.sheet(WEEK)
    put(store, 6)

    with pytest.raises(FieldAppError, match="stale-edit"):
        store.verify(keyed, "Orxan")

    assert store.standing(WEEK).verified_by == ""


def test_who_was_right_is_remembered(store: Store) -> None:
    put(store, 5)
    mismatch = Mismatch(Cell("agdam", ITEMS), 5, 6)
    store.settle_mismatch(WEEK, mismatch, Right.KEYED, "Orxan")

    row = store.history(WEEK, Cell("agdam", ITEMS))[-1]

    assert (row.kind, row.who, row.before, row.after, row.why) == (HistoryKind.KEYED, "Orxan", 5, 6, "keyed")


def test_who_entered_what_stands_is_known(store: Store) -> None:
    put(store, 5)
    assert store.entered_by(WEEK) == {"Leyla"}
    other = Store(store.path, "Orxan", lambda: NOON)
    other.write(WEEK, make_edits(other.sheet(WEEK), {Cell(CONTROL, "uxo"): 5}))
    other.write(WEEK, annotate(other.sheet(WEEK), UXO, "seen"))
    assert store.entered_by(WEEK) == {"Leyla"}

    other.write(WEEK, make_edits(other.sheet(WEEK), {UXO: 6}))
    other.close()

    assert store.entered_by(WEEK) == {"Orxan"}
    assert store.entered_by(read_period("2025-W10")) == frozenset()


def test_a_file_of_version_1_opens_with_everything_in_it(tmp_path: Path) -> None:
    path = tmp_path / "old.fieldapp"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(VERSION_1.read_text(encoding="utf-8"))
    store = Store(path, "Leyla", lambda: NOON + timedelta(days=1))
    try:
        sheet = store.sheet(WEEK)
        assert sheet.value("agdam", "uxo") == Decimal("606.5")
        assert sheet.state("susa") is RowState.NO_OPERATIONS
        assert sheet.control("ap_mines") == 155
        assert (store.standing(WEEK).status, store.standing(WEEK).revision) == (Status.DRAFT, 2)
        kinds = [row.kind for row in store.history(WEEK)]
        assert kinds.count(HistoryKind.STATUS) == 3
        assert [row.after for row in store.history(WEEK, Cell("susa", STATE))] == [RowState.NO_OPERATIONS]
        correction = store.report(WEEK).correction
        assert correction is not None
        assert correction.changes == (Change("agdam", "uxo", 606, Decimal("606.5")),)
        store.write(WEEK, annotate(sheet, UXO, "half a shell"))
    finally:
        store.close()


def changed_behind_the_apps_back(store: Store, statement: str) -> None:
    with closing(sqlite3.connect(store.path)) as connection:
        assert connection.execute(statement).rowcount > 0
        connection.commit()


def test_the_last_change_of_a_sheet_is_told_with_whoever_made_it(store: Store) -> None:
    assert store.last_change(WEEK) is None

    put(store, 5)
    with closing(Store(store.path, "Orxan", lambda: NOON + timedelta(hours=2))) as other:
        put(other, 6)
    store.write(NEXT, make_edits(store.sheet(NEXT), {UXO: 1}))

    assert store.last_change(WEEK) == (NOON + timedelta(hours=2), "Orxan")
    assert store.last_change(NEXT) == (NOON, "Leyla")


def test_the_last_change_is_told_of_a_damaged_sheet_too(store: Store) -> None:
    put(store, 5)
    changed_behind_the_apps_back(store, "UPDATE tally SET value = 6")

    with pytest.raises(FieldAppError, match="sheet-damaged"):
        store.sheet(WEEK)
    assert store.last_change(WEEK) == (NOON, "Leyla")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE history SET who = 'Nobody'",
        "UPDATE history SET at = '2025-03-18T00:00:00+00:00'",
        "DELETE FROM history WHERE id = 2",
        "UPDATE tally SET district = CAST(x'ff' AS TEXT)",
    ],
)
def test_a_last_change_that_nothing_vouches_for_is_not_told(store: Store, damage: str) -> None:
    put(store, 5)
    put(store, 6)
    changed_behind_the_apps_back(store, damage)

    with pytest.raises(FieldAppError, match="sheet-damaged"):
        store.last_change(WEEK)
