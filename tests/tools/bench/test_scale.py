"""A file of many years is, row for row, what receiving makes, and the same for the same seed."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from random import Random

import pytest

from fieldapp.core.programme import HQ
from fieldapp.store.store import Store, create_store
from tools.bench.scale import country, filling
from tools.bench.scale.filling import SEED, make_vast, records_of_week, size_of, weeks_of

RECEIVED = ("received_at", "received_from", "received_by", "seq")


@pytest.fixture
def small(monkeypatch):
    """Two organisations in three regions."""
    for module in (country, filling):
        monkeypatch.setattr(module, "REGIONS", 3)
        monkeypatch.setattr(module, "ORGANISATIONS", 2)


def rows_of(path):
    found = {}
    with closing(sqlite3.connect(path)) as connection:
        for table in ("sheet", "tally", "history", "seal", "organisation", "digest", "record", "note"):
            columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
            names = ", ".join(f'"{name}"' for name in columns if name not in RECEIVED)
            found[table] = sorted(connection.execute(f"SELECT {names} FROM {table}"), key=repr)
    found["digest"] = [row for row in found["digest"] if row[0] not in ("about", "across")]
    return found


def test_a_file_made_at_once_holds_what_receiving_writes(small, tmp_path):
    made = make_vast(tmp_path / "made.fieldapp", 1)
    (week,) = weeks_of(1)
    received = tmp_path / "received.fieldapp"
    create_store(received, country.vast_programme(), HQ)
    at = datetime(2006, 1, 9, 6, tzinfo=UTC)
    with closing(Store(received, "Leyla", lambda: at)) as store:
        records = sorted(
            records_of_week(store.programme, week, 0, Random(SEED)), key=lambda record: record.office
        )
        store.rebuild(records)

    assert by_office(rows_of(made)) == by_office(rows_of(received))


def by_office(rows):
    """Sheets are numbered in the order in which they came, which says nothing."""
    offices = {row[3]: row[0] for row in rows["sheet"]}
    told = {}
    for table in ("tally", "seal", "organisation"):
        told[table] = sorted((offices[sheet], *rest) for sheet, *rest in rows[table])
    told["sheet"] = sorted(row[:3] + row[4:] for row in rows["sheet"])
    told["history"] = sorted(
        (offices[row[3]], *map(str, row[1:3]), *map(str, row[4:-1])) for row in rows["history"]
    )
    told["record"] = rows["record"]
    told["lengths"] = sorted((scope, length) for scope, length, _ in rows["digest"])
    return told


def test_it_is_whole_and_each_seed_makes_its_own(small, tmp_path):
    path = make_vast(tmp_path / "vast.fieldapp", 4)

    with closing(Store(path, "Leyla")) as store:
        assert not any(store.problems())
        assert len(store.counted()) == 4 * 3
        assert sum(len(sheet.values) for sheet in store.counted().values()) == size_of(4)
    assert rows_of(make_vast(tmp_path / "again.fieldapp", 4)) == rows_of(path)
    assert rows_of(make_vast(tmp_path / "other.fieldapp", 4, seed=1)) != rows_of(path)
