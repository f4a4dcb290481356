"""A data file of ten years of a hundred districts: 312,000 values with their history, written at once.

`python -m tests.store.ten_years FILE` makes it.
"""

import sqlite3
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from sqlite_utils import Database

from fieldapp.resources import programme_text
from fieldapp.store.digests import FIRST_LINK, link_of, write_all_digests
from fieldapp.store.store import create_store

FIRST = date(2015, 1, 5)
WEEKS, DISTRICTS = 520, 100
INDICATORS = ("ap_mines", "at_mines", "uxo", "area_cleared_ha", "area_surveyed_ha", "area_reduced_ha")
AT = "2025-03-17T12:00:00+00:00"


def write_weeks(path: Path, weeks: int = WEEKS, districts: int = DISTRICTS) -> Path:
    """A data file of headquarters with so many weeks; each cell was written once."""
    create_store(path, programme_text("azerbaijan"), "hq")
    sheets, tallies, history, link = [], [], [], FIRST_LINK
    for week in range(weeks):
        start = FIRST + timedelta(weeks=week)
        days = start.isoformat(), (start + timedelta(days=6)).isoformat()
        sheets.append(("hq", *days, week + 1, "draft", 1, None, "", "", 0, 1))
        for district in (f"district-{number:03d}" for number in range(districts)):
            for indicator in INDICATORS:
                cell = week + 1, district, indicator
                value = len(history) % 97
                tallies.append((*cell, value))
                row = (len(history) + 1, AT, "Leyla", *cell, None, value, "", "value")
                link = link_of(link, row)
                history.append((*row, link))
    with closing(sqlite3.connect(path)) as connection, connection:
        db = Database(connection, execute_plugins=False)
        for table, rows in (("sheet", sheets), ("tally", tallies), ("history", history)):
            marks = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        write_all_digests(db)
    return path


if __name__ == "__main__":
    write_weeks(Path(sys.argv[1]))
