"""A figure that its history does not tell is never taken for a figure; a file that is gone takes no entry."""

import re
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database

from fieldapp.core.edits import annotate, make_edits, type_in
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unit
from fieldapp.core.period import month_of, read_period
from fieldapp.core.sending import Delivery
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState
from fieldapp.store.integrity import problems
from fieldapp.store.store import Store

WEEK, NEXT = read_period("2025-W11"), read_period("2025-W12")


@pytest.fixture
def filled(data_file: Path) -> Path:
    store = Store(data_file, "Leyla")
    wanted: dict[Cell, Content | None] = {
        Cell("agdam", "area_cleared_ha"): 16_511_000,
        Cell("susa", STATE): RowState.NO_OPERATIONS,
        Cell(CONTROL, "ap_mines"): 155,
    }
    store.write(WEEK, make_edits(store.sheet(WEEK), wanted))
    store.write(WEEK, make_edits(store.sheet(WEEK), {Cell("lacin", "uxo"): 5}))
    store.write(WEEK, make_edits(store.sheet(WEEK), {Cell("lacin", "uxo"): None}))
    store.write(WEEK, annotate(store.sheet(WEEK), Cell("lacin", "uxo"), "counted twice"))
    store.choose_organisations(WEEK, ["state-border-service"])
    store.verify(store.sheet(WEEK), "Elnur")
    store.send(store.report(WEEK))
    sheet = store.sheet(WEEK)
    store.write(WEEK, type_in(sheet, Cell("susa", "uxo"), "four", Unit.COUNT), why="a slip")
    store.close()
    return data_file


def test_a_file_whose_history_tells_its_figures_opens(filled: Path) -> None:
    Store(filled, "Leyla").close()


DAMAGES = [
    ("UPDATE tally SET value = value + 1", "sheet-damaged"),
    ("UPDATE tally SET value = 'abc'", "sheet-damaged"),
    ("UPDATE tally SET value = 'NaN'", "sheet-damaged"),
    ("DELETE FROM tally", "sheet-damaged"),
    ("DELETE FROM no_operations", "sheet-damaged"),
    ("UPDATE control_total SET value = 551", "sheet-damaged"),
    ("INSERT INTO tally VALUES (1, 'lacin', 'uxo', 5)", "sheet-damaged"),
    ("UPDATE tally SET indicator = 'uxo'", "sheet-damaged"),
    ("UPDATE tally SET district = CAST(x'ff' AS TEXT)", "sheet-damaged"),
    ("UPDATE sheet SET start = '2025-03-09'", "sheet-damaged"),
    ("UPDATE sheet SET office = 'karabakh'", "sheet-damaged"),
    ("UPDATE sheet SET start = '1 March'", "sheet-damaged"),
    ("UPDATE digest SET scope = 'sheet hq march..april' WHERE scope LIKE 'sheet %'", "sheet-damaged"),
    ("UPDATE sheet SET status = 'ready'", "sheet-damaged"),
    ("UPDATE sheet SET revision = 7", "sheet-damaged"),
    ("UPDATE sheet SET has_content = 0", "sheet-damaged"),
    ("UPDATE seal SET content = replace(content, '16511000', '16511001')", "sheet-damaged"),
    ("UPDATE seal SET check_code = 'W11-7KQ4'", "sheet-damaged"),
    ("DELETE FROM seal", "sheet-damaged"),
    ("UPDATE verification SET who = 'Orxan'", "sheet-damaged"),
    ("UPDATE note SET text = 'counted once'", "sheet-damaged"),
    ("UPDATE unread SET text = '4'", "sheet-damaged"),
    ("UPDATE organisation SET organisation = 'anama'", "sheet-damaged"),
    ("UPDATE history SET after = 7 WHERE id = 1", "sheet-damaged"),
    ("UPDATE history SET who = 'Orxan' WHERE id = 2", "sheet-damaged"),
    ("DELETE FROM history WHERE id = 3", "sheet-damaged"),
    ("DELETE FROM history WHERE id = (SELECT max(id) FROM history)", "sheet-damaged"),
    ("UPDATE digest SET digest = '' WHERE scope LIKE 'sheet %'", "sheet-damaged"),
    ("UPDATE digest SET length = length + 1 WHERE scope LIKE 'sheet %'", "sheet-damaged"),
    ("DELETE FROM digest WHERE scope LIKE 'sheet %'", "sheet-damaged"),
    ("UPDATE digest SET digest = '' WHERE scope LIKE 'sheets %'", "list-damaged"),
    ("UPDATE about SET value = CAST(x'ff' AS TEXT) WHERE key = 'programme'", "file-damaged"),
    ("UPDATE about SET value = 'karabakh' WHERE key = 'office'", "file-damaged"),
    ("INSERT INTO about VALUES ('demonstration2', '1')", "file-damaged"),
    ("UPDATE _sqlite_migrations SET applied_at = ''", "file-damaged"),
    ("DROP TABLE unread", "not-as-made"),
    ("ALTER TABLE tally RENAME COLUMN value TO figure", "not-as-made"),
]


@pytest.mark.parametrize(("damage", "code"), DAMAGES)
def test_what_was_changed_behind_the_apps_back_is_never_shown(filled: Path, damage: str, code: str) -> None:
    connection = sqlite3.connect(filled)
    with closing(connection):
        changed = connection.execute(damage)
        assert changed.rowcount != 0
        connection.commit()

    with pytest.raises(FieldAppError) as error:
        look_through(filled)

    assert error.value.code == code


@pytest.mark.parametrize("damage", [damage for damage, code in DAMAGES if code != "not-as-made"])
def test_a_full_comparison_finds_it_too(filled: Path, damage: str) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute(damage)
        connection.commit()
        db = Database(connection, execute_plugins=False)

        assert [problem for problem in problems(db) if problem]


@pytest.mark.parametrize(
    "damage", ["UPDATE digest SET scope = NULL", "UPDATE sheet SET office = NULL, start = 7"]
)
def test_a_full_comparison_finds_what_no_table_of_ours_can_hold(filled: Path, damage: str) -> None:
    """As a zeroed page would have it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("ATTACH ? AS filled", [str(filled)])
        for (name,) in connection.execute(
            "SELECT name FROM filled.sqlite_schema WHERE type = 'table'"
        ).fetchall():
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM filled.{name}")
        connection.commit()
        connection.execute("DETACH filled")
        connection.execute(damage)

        assert [problem for problem in problems(Database(connection, execute_plugins=False)) if problem]


def test_a_whole_file_has_no_problems(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        steps = list(problems(Database(connection, execute_plugins=False)))

    assert steps == [None] * len(steps)
    assert len(steps) > 6


def test_a_damaged_sheet_takes_no_change_and_the_others_do(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("UPDATE tally SET value = 5")
        connection.commit()
    with closing(Store(filled, "Leyla")) as store:
        edits = make_edits(store.sheet(NEXT), {Cell("lacin", "uxo"): 8})
        with pytest.raises(FieldAppError, match="sheet-damaged"):
            store.write(WEEK, edits)
        store.write(NEXT, edits)

        assert store.sheet(NEXT).value("lacin", "uxo") == 8
        assert store.earlier(NEXT) == {}
        assert store.periods() == (WEEK, NEXT)


def test_the_numbers_of_two_exchanged_sheets_are_not_shown(filled: Path) -> None:
    """As two swapped pages would have it."""
    with closing(Store(filled, "Leyla")) as store:
        store.write(NEXT, make_edits(store.sheet(NEXT), {Cell("lacin", "uxo"): 8}))
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("UPDATE tally SET sheet = 3 - sheet")
        connection.commit()
    with closing(Store(filled, "Leyla")) as store:
        for week in (WEEK, NEXT):
            with pytest.raises(FieldAppError, match="sheet-damaged"):
                store.sheet(week)
        with pytest.raises(FieldAppError, match="sheet-damaged"):
            store.report(month_of(WEEK.start))


def look_through(path: Path) -> None:
    with closing(Store(path, "Leyla")) as store:
        store.sheet(WEEK)
        store.history(WEEK)
        store.report(WEEK)
        for period in store.periods():
            store.sheet(period)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file where it is")
@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_file_that_was_moved_away_takes_no_entry(filled: Path, tmp_path: Path, is_replaced: bool) -> None:
    copy = filled.read_bytes()
    store = Store(filled, "Leyla")
    try:
        filled.rename(tmp_path / "elsewhere.fieldapp")
        if is_replaced:
            filled.write_bytes(copy)
        with pytest.raises(FieldAppError) as error:
            store.write(WEEK, make_edits(store.sheet(WEEK), {Cell("lacin", "uxo"): 7}))
    finally:
        store.close()

    assert error.value.code == "file-gone"


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE sheet SET office = 5",
        'UPDATE sheet SET start = 7, "end" = NULL',
        "UPDATE sheet SET start = x'ff'",
        "UPDATE digest SET scope = rowid",
        "UPDATE digest SET length = 'many', digest = 5",
        "UPDATE history SET sheet = 'none', at = 3",
        "UPDATE tally SET district = 4, value = NULL",
    ],
)
def test_a_page_in_another_ones_place_gives_numbers_for_texts_and_no_error_of_ours(
    filled: Path, damage: str
) -> None:
    """SQLite itself would not write them; a page that was swapped holds what it holds."""
    with closing(sqlite3.connect(filled)) as source, closing(sqlite3.connect(":memory:")) as loose:
        for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            rows = source.execute(f"SELECT * FROM {name}")
            columns = [f'"{column[0]}"' for column in rows.description]
            loose.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
            loose.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", rows.fetchall())
        whole = list(filter(None, problems(Database(loose, execute_plugins=False))))
        loose.execute(damage)
        found = list(filter(None, problems(Database(loose, execute_plugins=False))))

    assert not whole
    assert found


def texts_in(path: Path, *tables: str) -> list[tuple[str, str]]:
    """Every column of some tables that holds text."""
    with closing(sqlite3.connect(path)) as connection:
        return [
            (table, column)
            for table in tables
            for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({table})")
            if kind == "TEXT"
        ]


def put_oddly(path: Path, table: str, column: str, value: str) -> bool:
    """What two pages that were swapped can do: a value of a kind that the table does not take. Whether SQLite
    could be brought to do it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        kept = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [table]).fetchone()
        loose = re.sub(r"STRICT|NOT NULL", " ", kept[0])
        put = "UPDATE sqlite_master SET sql = ? WHERE name = ?"
        connection.execute(put, [loose, table])
        connection.execute("PRAGMA schema_version = 1001")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        changed = connection.execute(f'UPDATE OR IGNORE {table} SET "{column}" = {value}').rowcount
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(put, [kept[0], table])
        connection.execute("PRAGMA schema_version = 1002")
    return changed > 0


@pytest.mark.parametrize("value", ["x'31'", "NULL"])
def test_a_value_of_another_kind_is_told_and_is_no_bug(filled: Path, tmp_path: Path, value: str) -> None:
    """Offices of which one was a number were put in order, and that was a traceback."""
    for number, (table, column) in enumerate(texts_in(filled, "sheet", "digest", "history")):
        path = tmp_path / f"{number}.fieldapp"
        path.write_bytes(filled.read_bytes())
        if not put_oddly(path, table, column, value):
            continue
        try:
            store = Store(path, "Leyla")
        except FieldAppError:
            continue
        with closing(store):
            ask_all(store)
            assert any(store.problems()), (table, column)


def ask_all(store: Store) -> None:
    asked: list[Callable[[], object]] = [
        store.offices,
        store.periods,
        store.last_written,
        partial(store.sheet, WEEK),
        partial(store.history, WEEK),
        partial(store.report, month_of(WEEK.start)),
        store.deliveries,
    ]
    for ask in asked:
        with suppress(FieldAppError):
            ask()


@pytest.mark.parametrize("column", ["start", "end"])
@pytest.mark.parametrize("days", ["'2025-03-x0'", "''", "9", "CAST(x'ff' AS TEXT)", "'9999-12-31'"])
def test_days_that_are_none_any_more_keep_only_their_own_sheet_from_being_shown(
    filled: Path, tmp_path: Path, column: str, days: str
) -> None:
    """Also of a sheet that was sent, whose workbook may be missing, and that was written last."""
    with closing(Store(filled, "Leyla")) as store:
        store.write(NEXT, make_edits(store.sheet(NEXT), {Cell("agdam", "uxo"): 7}))
        store.write(WEEK, make_edits(store.sheet(WEEK), {Cell("agdam", "uxo"): 7}))
        store.write(WEEK, type_in(store.sheet(WEEK), Cell("susa", "uxo"), "", Unit.COUNT))
        where = Delivery(WEEK, 2, tmp_path / "week.xlsx", "part", "0", "en", None, store.office)
        store.send(store.report(WEEK), delivery=where)
    with closing(sqlite3.connect(filled)) as db, db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute(f'UPDATE sheet SET "{column}" = {days} WHERE start = ?', [str(WEEK.start)])

    with closing(Store(filled, "Leyla")) as store:
        assert store.sheet(NEXT).value("agdam", "uxo") == 7
        assert store.periods() == (WEEK, NEXT)
        assert store.last_written() in (None, NEXT)
        assert store.deliveries() == []
        with pytest.raises(FieldAppError, match="sheet-damaged"):
            store.sheet(WEEK)


def test_a_sheet_whose_office_is_nothing_any_more_is_told_and_is_no_bug(filled: Path) -> None:
    """By one byte, in the head of its row; SQL could not be brought to do it."""
    with closing(Store(filled, "Leyla")) as store:
        office = store.office
    content = bytearray(filled.read_bytes())
    row = content.index(f"{office}{WEEK.start}".encode())
    assert content[row - 12] == 12, "the head: its length, and the kinds of eleven columns"
    content[row - 11] = 0
    filled.write_bytes(content)

    with closing(Store(filled, "Leyla")) as store:
        ask_all(store)
        assert any(store.problems())
