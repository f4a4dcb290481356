"""The tables of a data file, as migrations that are kept for ever. STRICT, with foreign keys."""

from fieldapp.core.programme_toml import read_programme
from fieldapp.store.engine.database import Database, Migrations
from fieldapp.store.format.format_3 import make_format_3, run_statements

APPLICATION_ID = 0x464C4441
"""`FLDA`, in the SQLite header: this is a Fieldapp data file."""

MAGIC = b"SQLite format 3\0"

USER_VERSION = 3
"""The number of the format; a file with a higher one was made by a newer app. Formats 1 and 2 are one
migration each, format 3 is two."""

SET = "fieldapp"
MIGRATIONS = (
    "m001_first",
    "m002_notes_unread_reasons_verification",
    "m003_organisations",
    "m004_format_3",
)
"""In their order; the names by which a file tells what it has been through."""

migrations = Migrations(SET)

_FIRST = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE period (
    id INTEGER PRIMARY KEY, start TEXT NOT NULL, "end" TEXT NOT NULL,
    UNIQUE (start, "end"), CHECK (start <= "end")
) STRICT;
CREATE TABLE sheet (
    period INTEGER NOT NULL REFERENCES period (id), office TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'ready', 'sent')),
    revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
    sealed_at TEXT, source TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (period, office)
) STRICT, WITHOUT ROWID;
CREATE TABLE tally (
    period INTEGER NOT NULL, district TEXT NOT NULL, indicator TEXT NOT NULL,
    value ANY NOT NULL CHECK (typeof(value) IN ('integer', 'text')), office TEXT NOT NULL,
    PRIMARY KEY (period, district, indicator),
    FOREIGN KEY (period, office) REFERENCES sheet (period, office)
) STRICT, WITHOUT ROWID;
CREATE TABLE no_operations (
    period INTEGER NOT NULL, district TEXT NOT NULL, office TEXT NOT NULL,
    PRIMARY KEY (period, district),
    FOREIGN KEY (period, office) REFERENCES sheet (period, office)
) STRICT, WITHOUT ROWID;
CREATE TABLE control_total (
    period INTEGER NOT NULL, office TEXT NOT NULL, indicator TEXT NOT NULL,
    value ANY NOT NULL CHECK (typeof(value) IN ('integer', 'text')),
    PRIMARY KEY (period, office, indicator),
    FOREIGN KEY (period, office) REFERENCES sheet (period, office)
) STRICT, WITHOUT ROWID;
CREATE TABLE seal (
    period INTEGER NOT NULL, office TEXT NOT NULL, revision INTEGER NOT NULL,
    digest TEXT NOT NULL, check_code TEXT NOT NULL, sealed_at TEXT NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (period, office, revision),
    FOREIGN KEY (period, office) REFERENCES sheet (period, office)
) STRICT, WITHOUT ROWID;
CREATE TABLE history (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL,
    period INTEGER NOT NULL REFERENCES period (id), office TEXT NOT NULL,
    district TEXT NOT NULL, indicator TEXT NOT NULL, before ANY, after ANY, why TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX history_of_cell ON history (period, district, indicator);
"""


@migrations()
def m001_first(db: Database) -> None:
    """A tally's key is period, district and indicator; the office only says who entered it.

    `value` is an integer in stored units (counts, square metres), or the decimal text of a number that is not
    whole there. `history` rows with an empty district tell of the sheet itself.
    """
    run_statements(db, _FIRST)


_SECOND = """
CREATE TABLE note (
    period INTEGER NOT NULL, district TEXT NOT NULL, indicator TEXT NOT NULL,
    text TEXT NOT NULL CHECK (text <> ''), office TEXT NOT NULL,
    PRIMARY KEY (period, district, indicator),
    FOREIGN KEY (period, office) REFERENCES sheet (period, office)
) STRICT, WITHOUT ROWID;
CREATE TABLE unread (
    period INTEGER NOT NULL, office TEXT NOT NULL, district TEXT NOT NULL, indicator TEXT NOT NULL,
    text TEXT NOT NULL CHECK (text <> ''),
    PRIMARY KEY (period, office, district, indicator),
    FOREIGN KEY (period, office) REFERENCES sheet (period, office)
) STRICT, WITHOUT ROWID;
CREATE TABLE verification (
    period INTEGER NOT NULL, office TEXT NOT NULL,
    who TEXT NOT NULL, at TEXT NOT NULL, fingerprint TEXT NOT NULL,
    PRIMARY KEY (period, office),
    FOREIGN KEY (period, office) REFERENCES sheet (period, office)
) STRICT, WITHOUT ROWID;
ALTER TABLE sheet ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE history ADD COLUMN kind TEXT NOT NULL DEFAULT 'value';
"""


@migrations()
def m002_notes_unread_reasons_verification(db: Database) -> None:
    """`unread`: what was typed into a cell and is no number. `sheet.reason`: why the current revision was
    begun. `verification.fingerprint`: of the values that were verified; it stands while they are the same.
    `history.kind`: value, note, unread, status or keyed."""
    run_statements(db, _SECOND)
    db.execute("UPDATE history SET kind = 'status' WHERE district = '' AND indicator = 'status'")


_THIRD = """
CREATE TABLE organisation (
    period INTEGER NOT NULL, office TEXT NOT NULL, organisation TEXT NOT NULL CHECK (organisation <> ''),
    PRIMARY KEY (period, office, organisation),
    FOREIGN KEY (period, office) REFERENCES sheet (period, office)
) STRICT, WITHOUT ROWID;
ALTER TABLE sheet ADD COLUMN has_chosen INTEGER NOT NULL DEFAULT 0 CHECK (has_chosen IN (0, 1));
"""


@migrations()
def m003_organisations(db: Database) -> None:
    """`organisation`: who took part, as was chosen for a sheet; `sheet.has_chosen`: whether anybody chose, be
    it nobody. Until now every workbook named all of the programme: a sheet that was sent goes on to say so.
    """
    run_statements(db, _THIRD)
    if db.execute("SELECT 1 FROM seal LIMIT 1").fetchone() is None:
        return
    ((text,),) = db.execute("SELECT value FROM about WHERE key = 'programme'").fetchall()
    keys = [(item.key,) for item in read_programme(text, "programme").organisations]
    sealed = "FROM seal JOIN sheet USING (period, office, revision)"
    db.conn.executemany(f"INSERT INTO organisation SELECT period, office, ? {sealed}", keys)
    db.execute(f"UPDATE sheet SET has_chosen = 1 WHERE (period, office) IN (SELECT period, office {sealed})")


@migrations()
def m004_format_3(db: Database) -> None:
    """A sheet is named by its office and days in every table; all rows stand under digests, and the history
    is a chain. With the migration before it this is format 3, which no office has used without it."""
    make_format_3(db)
    db.execute("INSERT OR IGNORE INTO about (key, value) VALUES ('file', ?)", [new_file_id()])


def new_file_id() -> str:
    """A new data file's own UUID."""
    import uuid  # it looks at the machine, for what only a new file needs

    return str(uuid.uuid4())


def is_header_of_ours(header: bytes) -> bool:
    """Whether the first bytes of a file are those of a data file."""
    return header[:16] == MAGIC and int.from_bytes(header[68:72], "big") == APPLICATION_ID
