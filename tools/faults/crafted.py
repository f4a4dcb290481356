"""A data file whose tables are not exactly those that the app makes: refused, whatever it was made for."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from fieldapp.core.errors import FieldAppError
from tools.faults.bench import Bench, Breach, Score
from tools.faults.scene import NAME, make_rich, opened

PROMISE = "Refused with a sentence: not a data file as the app makes it"

Craft = Callable[[sqlite3.Connection], None]


def crafted(bench: Bench) -> Score:
    """Each of them once."""
    score = Score("schema", PROMISE)
    whole = make_rich(bench.folder() / NAME).read_bytes()
    names = list(CRAFTS)
    for number in bench.rounds(score, len(names)):
        path = bench.folder() / NAME
        path.write_bytes(whole)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            CRAFTS[names[number]](connection)
        _look(bench, score, path, names[number])
    return score


def _look(bench: Bench, score: Score, path: Path, name: str) -> None:
    kept = path.with_name("kept.fieldapp")
    kept.write_bytes(path.read_bytes())
    try:
        opened(path).close()
    except FieldAppError as error:
        score.seen[error.code] += 1
    except Exception as error:
        bench.keep(score, Breach.TRACEBACK, f"{name}: {type(error).__name__}", kept)
    else:
        bench.keep(score, Breach.WRONG, f"opened: {name}", kept)


def _sql(*statements: str) -> Craft:
    def craft(connection: sqlite3.Connection) -> None:
        for statement in statements:
            connection.execute(statement)

    return craft


def _told_otherwise(table: str, pattern: str, put: str) -> Craft:
    """The words with which a table was made, changed where SQLite keeps them."""

    def craft(connection: sqlite3.Connection) -> None:
        ((sql,),) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [table])
        changed = re.sub(pattern, put, sql, count=1, flags=re.IGNORECASE | re.DOTALL)
        assert changed != sql, f"{table}: nothing to change"
        (version,) = connection.execute("PRAGMA schema_version").fetchone()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", [changed, table])
        connection.execute(f"PRAGMA schema_version = {version + 1}")

    return craft


def _first_index(connection: sqlite3.Connection) -> None:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    connection.execute(f'DROP INDEX "{found.fetchall()[0][0]}"')


_SWALLOW = "BEGIN SELECT RAISE(IGNORE); END"
CRAFTS: dict[str, Craft] = {
    "a trigger that swallows numbers": _sql(f"CREATE TRIGGER t BEFORE INSERT ON tally {_SWALLOW}"),
    "a trigger that swallows the history": _sql(f"CREATE TRIGGER t BEFORE INSERT ON history {_SWALLOW}"),
    "a trigger that swallows deletions": _sql(f"CREATE TRIGGER t BEFORE DELETE ON tally {_SWALLOW}"),
    "a trigger that doubles": _sql(
        "CREATE TRIGGER t AFTER INSERT ON tally BEGIN UPDATE tally SET value = value * 2"
        " WHERE district = NEW.district AND indicator = NEW.indicator; END"
    ),
    "a trigger on updates of one column": _sql(
        "CREATE TRIGGER t AFTER UPDATE OF status ON sheet BEGIN DELETE FROM note; END"
    ),
    "a view": _sql("CREATE VIEW v AS SELECT * FROM tally"),
    "a view with a trigger": _sql(
        "CREATE VIEW v AS SELECT * FROM tally", f"CREATE TRIGGER t INSTEAD OF INSERT ON v {_SWALLOW}"
    ),
    "a view in the place of a table": _sql(
        "ALTER TABLE tally RENAME TO figures", "CREATE VIEW tally AS SELECT * FROM figures"
    ),
    "a table more": _sql("CREATE TABLE extra (a INTEGER PRIMARY KEY, b TEXT) STRICT"),
    "a table less": _sql("PRAGMA foreign_keys = OFF", "DROP TABLE note"),
    "a virtual table": _sql("CREATE VIRTUAL TABLE found USING fts5(a)"),
    "a table of another program": _sql("CREATE TABLE ZMETADATA (Z_VERSION INTEGER)"),
    "a column more": _sql("ALTER TABLE tally ADD COLUMN extra TEXT"),
    "a column of another name": _sql("ALTER TABLE tally RENAME COLUMN value TO figure"),
    "a generated column": _sql(
        "ALTER TABLE tally ADD COLUMN twice INTEGER GENERATED ALWAYS AS (value * 2) VIRTUAL"
    ),
    "a CHECK more": _told_otherwise("tally", r"(indicator TEXT NOT NULL)", r"\1 CHECK (indicator <> 'uxo')"),
    "a CHECK less": _told_otherwise("tally", r"CHECK \(typeof\(.*?\)\)", " " * 3),
    "a CHECK of other words": _told_otherwise("sheet", r"'draft', ", "'draft', 'dropped', "),
    "a default": _told_otherwise("history", r"(who TEXT NOT NULL)", r"\1 DEFAULT 'nobody'"),
    "a collation": _told_otherwise(
        "tally", r"district TEXT NOT NULL", "district TEXT NOT NULL COLLATE NOCASE"
    ),
    "no foreign key": _told_otherwise("history", r"REFERENCES \w+ \(\w+\)", " " * 3),
    "ON DELETE CASCADE": _told_otherwise("history", r"(REFERENCES \w+ \(\w+\))", r"\1 ON DELETE CASCADE"),
    "ON CONFLICT IGNORE": _told_otherwise("about", r"PRIMARY KEY", "PRIMARY KEY ON CONFLICT IGNORE"),
    "not STRICT": _told_otherwise("history", r"\bSTRICT\b", " " * 3),
    "NULL where none may be": _told_otherwise("history", r"who TEXT NOT NULL", "who TEXT"),
    "an index more": _sql("CREATE INDEX i ON history (who)"),
    "a partial index": _sql("CREATE INDEX i ON history (who) WHERE id > 5"),
    "an index over an expression": _sql("CREATE INDEX i ON history (lower(who))"),
    "a unique index": _sql("CREATE UNIQUE INDEX i ON history (id, who)"),
    "an index less": _first_index,
}
