"""One value of one row is changed by SQL, in every column of every table, whatever the tables are."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

MOST_TRIES = 1000
KINDS = ("another value", "another row's value", "nothing", "row deleted", "row doubled")


class Alterations:
    """Every column of every table in which there are rows, and then again, each time otherwise."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "altered.fieldapp"
        self._columns: list[tuple[str, str]] = []

    def altered(self, whole: bytes, number: int, dice: random.Random) -> tuple[str, bytes]:
        """Where and how the nth one is altered, and the file."""
        self._path.write_bytes(whole)
        if not self._columns:
            with closing(sqlite3.connect(self._path)) as connection:
                self._columns = [*_columns(connection)]
        table, column = self._columns[number % len(self._columns)]
        for _ in range(MOST_TRIES):
            kind = dice.choice(KINDS[:3]) if dice.random() < 0.85 else dice.choice(KINDS[3:])
            self._path.write_bytes(whole)
            if _alter(self._path, table, column, kind, dice):
                content = self._path.read_bytes()
                if content != whole:
                    return f"{table}.{column}, {kind}", content
        raise AssertionError(f"{table}.{column} cannot be altered")


def _columns(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        if table.startswith("sqlite_"):
            continue
        (count,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
        if count:
            for row in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
                yield table, row[1]


def _alter(path: Path, table: str, column: str, kind: str, dice: random.Random) -> bool:
    """Whether SQLite could be brought to do it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA foreign_keys = OFF")
        found = connection.execute(f'SELECT * FROM "{table}"')
        names = [part[0] for part in found.description]
        rows = found.fetchall()
        row = dice.choice(rows)
        where = " AND ".join(f'"{name}" IS ?' for name in names)
        value = row[names.index(column)]
        try:
            if kind == "row deleted":
                connection.execute(f'DELETE FROM "{table}" WHERE {where}', row)
            elif kind == "row doubled":
                other = [
                    _other(item, dice) if name == column else item
                    for name, item in zip(names, row, strict=True)
                ]
                marks = ", ".join("?" * len(names))
                connection.execute(f'INSERT INTO "{table}" VALUES ({marks})', other)
            else:
                others = [item[names.index(column)] for item in rows if item[names.index(column)] != value]
                put = None if kind == "nothing" else _other(value, dice)
                if kind == "another row's value" and others:
                    put = dice.choice(others)
                connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {where}', (put, *row))
        except sqlite3.Error:
            return False
        connection.commit()
    return True


def _other(value: Any, dice: random.Random) -> Any:
    """Near the value, and not it."""
    if isinstance(value, int):
        return value + dice.choice((1, -1, 10))
    if isinstance(value, str) and value:
        at = dice.randrange(len(value))
        letter = dice.choice([other for other in "0123456789abz" if other != value[at]])
        return value[:at] + letter + value[at + 1 :]
    return "1"
