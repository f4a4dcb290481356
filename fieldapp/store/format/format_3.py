"""The tables of format 3, and how those of the versions before it are brought over.

`sheet.id` is the number by which every other table names a sheet. `value` is an integer in stored units
(counts, square metres), or the decimal text of a number that is not whole there. What each table is for is
said in docs/data-file.md.
"""

import json

from fieldapp.store.digests import FIRST_LINK, link_of
from fieldapp.store.engine.database import Database

_SHEETS = """
CREATE TABLE sheet (
    office TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL, id INTEGER NOT NULL UNIQUE,
    status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'ready', 'sent')),
    revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
    sealed_at TEXT, source TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
    has_chosen INTEGER NOT NULL DEFAULT 0 CHECK (has_chosen IN (0, 1)),
    has_content INTEGER NOT NULL DEFAULT 0 CHECK (has_content IN (0, 1)),
    PRIMARY KEY (office, start, "end"), CHECK (start <= "end")
) STRICT, WITHOUT ROWID;
CREATE TABLE tally (
    sheet INTEGER NOT NULL REFERENCES sheet (id), district TEXT NOT NULL, indicator TEXT NOT NULL,
    value ANY NOT NULL CHECK (typeof(value) IN ('integer', 'text')),
    PRIMARY KEY (sheet, district, indicator)
) STRICT, WITHOUT ROWID;
CREATE TABLE no_operations (
    sheet INTEGER NOT NULL REFERENCES sheet (id), district TEXT NOT NULL,
    PRIMARY KEY (sheet, district)
) STRICT, WITHOUT ROWID;
CREATE TABLE control_total (
    sheet INTEGER NOT NULL REFERENCES sheet (id), district TEXT NOT NULL, indicator TEXT NOT NULL,
    value ANY NOT NULL CHECK (typeof(value) IN ('integer', 'text')),
    PRIMARY KEY (sheet, district, indicator)
) STRICT, WITHOUT ROWID;
CREATE TABLE note (
    sheet INTEGER NOT NULL REFERENCES sheet (id), district TEXT NOT NULL, indicator TEXT NOT NULL,
    text TEXT NOT NULL CHECK (text <> ''),
    PRIMARY KEY (sheet, district, indicator)
) STRICT, WITHOUT ROWID;
CREATE TABLE unread (
    sheet INTEGER NOT NULL REFERENCES sheet (id), district TEXT NOT NULL, indicator TEXT NOT NULL,
    text TEXT NOT NULL CHECK (text <> ''),
    PRIMARY KEY (sheet, district, indicator)
) STRICT, WITHOUT ROWID;
CREATE TABLE organisation (
    sheet INTEGER NOT NULL REFERENCES sheet (id), organisation TEXT NOT NULL CHECK (organisation <> ''),
    PRIMARY KEY (sheet, organisation)
) STRICT, WITHOUT ROWID;
CREATE TABLE verification (
    sheet INTEGER PRIMARY KEY REFERENCES sheet (id), who TEXT NOT NULL, at TEXT NOT NULL,
    fingerprint TEXT NOT NULL
) STRICT;
CREATE TABLE seal (
    sheet INTEGER NOT NULL REFERENCES sheet (id), revision INTEGER NOT NULL,
    digest TEXT NOT NULL, check_code TEXT NOT NULL, sealed_at TEXT NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (sheet, revision)
) STRICT, WITHOUT ROWID;
CREATE TABLE sending (
    sheet INTEGER PRIMARY KEY REFERENCES sheet (id), told TEXT NOT NULL
) STRICT;
CREATE TABLE answer (
    sheet INTEGER NOT NULL REFERENCES sheet (id), rule TEXT NOT NULL, cells TEXT NOT NULL,
    fingerprint TEXT NOT NULL, why TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (sheet, rule, cells)
) STRICT, WITHOUT ROWID;
CREATE TABLE follow_up (
    sheet INTEGER NOT NULL REFERENCES sheet (id), district TEXT NOT NULL, indicator TEXT NOT NULL,
    why TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (sheet, district, indicator)
) STRICT, WITHOUT ROWID;
"""

_ACROSS = """
CREATE TABLE history (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, sheet INTEGER NOT NULL REFERENCES sheet (id),
    district TEXT NOT NULL, indicator TEXT NOT NULL, before ANY, after ANY,
    why TEXT NOT NULL, kind TEXT NOT NULL, link TEXT NOT NULL
) STRICT;
CREATE INDEX history_of_sheet ON history (sheet);
CREATE TABLE record (
    id TEXT PRIMARY KEY, office TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL,
    number INTEGER NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, file TEXT NOT NULL,
    figures TEXT NOT NULL, check_code TEXT NOT NULL, sealed_at TEXT NOT NULL, text TEXT NOT NULL,
    received_at TEXT, received_from TEXT, received_by TEXT, seq INTEGER NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
CREATE INDEX record_of_sheet ON record (office, start, "end");
CREATE TABLE link (
    child TEXT NOT NULL, ancestor TEXT NOT NULL, is_parent INTEGER NOT NULL CHECK (is_parent IN (0, 1)),
    PRIMARY KEY (child, ancestor)
) STRICT, WITHOUT ROWID;
CREATE TABLE ruling (
    id TEXT NOT NULL, is_admitted INTEGER NOT NULL CHECK (is_admitted IN (0, 1)), counter INTEGER NOT NULL,
    who TEXT NOT NULL, at TEXT NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (id, counter)
) STRICT, WITHOUT ROWID;
CREATE TABLE recut (
    whole TEXT NOT NULL, part INTEGER NOT NULL REFERENCES sheet (id),
    PRIMARY KEY (whole, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE publication (
    id TEXT PRIMARY KEY, start TEXT NOT NULL, "end" TEXT NOT NULL, kind TEXT NOT NULL, language TEXT NOT NULL,
    form TEXT NOT NULL, text TEXT NOT NULL, set_digest TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE published (
    start TEXT NOT NULL, "end" TEXT NOT NULL, source TEXT NOT NULL, figure TEXT NOT NULL,
    value ANY NOT NULL CHECK (typeof(value) IN ('integer', 'text')), at TEXT NOT NULL, who TEXT NOT NULL,
    PRIMARY KEY (start, "end", source, figure)
) STRICT, WITHOUT ROWID;
CREATE TABLE casualty (
    as_of TEXT NOT NULL, since TEXT NOT NULL, figure TEXT NOT NULL, value INTEGER NOT NULL CHECK (value >= 0),
    source TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
    PRIMARY KEY (as_of, since, figure)
) STRICT, WITHOUT ROWID;
CREATE TABLE opening (
    start TEXT NOT NULL, "end" TEXT NOT NULL, scope TEXT NOT NULL, district TEXT NOT NULL,
    indicator TEXT NOT NULL, value ANY NOT NULL CHECK (typeof(value) IN ('integer', 'text')),
    source TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (start, "end", scope, district, indicator)
) STRICT, WITHOUT ROWID;
CREATE TABLE digest (
    scope TEXT PRIMARY KEY, length INTEGER NOT NULL, digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

_BY_SHEET = {
    "tally": "district, indicator, value",
    "no_operations": "district",
    "note": "district, indicator, text",
    "unread": "district, indicator, text",
    "organisation": "organisation",
    "verification": "who, at, fingerprint",
    "seal": "revision, digest, check_code, sealed_at, content",
}
"""What is taken over as it is, by table."""

_CONTENT = ("tally", "no_operations", "control_total", "unread")
"""A sheet that has rows here holds something."""


def run_statements(db: Database, statements: str) -> None:
    """Run statements one by one, inside whatever transaction is open; none of them holds a semicolon."""
    for statement in statements.split(";"):
        if statement.strip():
            db.execute(statement)


def make_format_3(db: Database) -> None:
    """Put the tables of format 3 in the place of those before, with all that they hold."""
    old = ["period", "sheet", *_BY_SHEET, "control_total", "history"]
    db.execute("DROP INDEX history_of_cell")
    for table in old:
        db.execute(f"ALTER TABLE {table} RENAME TO old_{table}")
    run_statements(db, _SHEETS + _ACROSS)
    _bring_over(db)
    for table in reversed(old):
        db.execute(f"DROP TABLE old_{table}")


def _bring_over(db: Database) -> None:
    db.execute(
        """INSERT INTO sheet
               (office, start, "end", id, status, revision, sealed_at, source, reason, has_chosen)
           SELECT office, start, "end", row_number() OVER (ORDER BY start, "end", office),
                  status, revision, sealed_at, source, reason, has_chosen
           FROM old_sheet JOIN old_period ON old_period.id = old_sheet.period"""
    )
    at = """JOIN old_period ON old_period.id = old.period
            JOIN sheet ON sheet.start = old_period.start AND sheet."end" = old_period."end"
                AND sheet.office = old.office"""
    for table, columns in _BY_SHEET.items():
        told = ", ".join(f"old.{name}" for name in columns.split(", "))
        db.execute(
            f"INSERT INTO {table} (sheet, {columns}) SELECT sheet.id, {told} FROM old_{table} AS old {at}"
        )
    db.execute(
        f"""INSERT INTO control_total SELECT sheet.id, '', old.indicator, old.value
            FROM old_control_total AS old {at}"""
    )
    _bring_over_history(db, at)
    _bring_over_sendings(db)
    held = " UNION ".join(f"SELECT sheet FROM {table}" for table in _CONTENT)
    db.execute(f"UPDATE sheet SET has_content = 1 WHERE id IN ({held})")


def _bring_over_history(db: Database, at: str) -> None:
    """In its order, numbered without a gap and chained; a row of a sheet that is not there is of one that was
    never written, as an old version could leave it."""
    link, rows = FIRST_LINK, []
    told = db.execute(
        f"""SELECT old.at, who, sheet.id, district, indicator, before, after, why, kind
            FROM old_history AS old {at} ORDER BY old.id"""
    )
    for number, row in enumerate(told.fetchall(), start=1):
        link = link_of(link, (number, *row))
        rows.append((number, *row, link))
    marks = ", ".join("?" * 11)
    db.conn.executemany(f"INSERT INTO history VALUES ({marks})", rows)


def _bring_over_sendings(db: Database) -> None:
    """What was remembered of the newest sending of each sheet lay in `about`, under the sheet's name. It
    names a row of the history by its number, which is another one by now where rows were missing."""
    numbers = dict(db.execute("SELECT id, row_number() OVER (ORDER BY id) FROM old_history").fetchall())
    for office, start, end, number in db.execute('SELECT office, start, "end", id FROM sheet').fetchall():
        key = f"sent {office} {start}..{end}"
        db.execute("INSERT INTO sending SELECT ?, value FROM about WHERE key = ?", [number, key])
        db.execute("DELETE FROM about WHERE key = ?", [key])
    for sheet, told in db.execute("SELECT sheet, told FROM sending").fetchall():
        about = json.loads(told)
        about["sending"] = numbers.get(about["sending"], 0)
        db.execute("UPDATE sending SET told = ? WHERE sheet = ?", [json.dumps(about), sheet])
