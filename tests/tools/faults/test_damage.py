"""What damages a file does damage it, and every kind is there."""

import random
import sqlite3
from contextlib import closing

import pytest

from fieldapp.store.store import Store
from tools.faults.columns import Alterations
from tools.faults.crafted import CRAFTS
from tools.faults.damage import HOW, Scene
from tools.faults.scene import NAME, WEEKS, make_rich


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return make_rich(tmp_path_factory.mktemp("rich") / NAME).read_bytes()


def test_the_file_has_a_sheet_of_each_standing(tmp_path, whole):
    path = tmp_path / NAME
    path.write_bytes(whole)
    with closing(Store(path, "Leyla")) as store:
        standings = [store.standing(week) for week in WEEKS]

    assert [(found.status, found.revision) for found in standings] == [
        ("sent", 2),
        ("sent", 1),
        ("ready", 1),
        ("draft", 1),
    ]
    assert standings[2].verified_by == "Rauf"


@pytest.mark.parametrize("how", HOW)
def test_a_page_is_damaged_in_eight_ways(how, whole):
    assert len(HOW) == 8
    older = bytes(len(whole))

    assert HOW[how](Scene(whole, older, {}), 3, random.Random(1)) != whole


def test_every_column_of_every_table_with_rows_is_altered(tmp_path, whole):
    path = tmp_path / NAME
    path.write_bytes(whole)
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        filled = {table for (table,) in tables if connection.execute(f"SELECT 1 FROM {table}").fetchone()}
    made = Alterations(tmp_path)

    altered = [
        made.altered(whole, number, random.Random(number))[0].partition(".")[0] for number in range(90)
    ]

    assert {*altered} == filled


@pytest.mark.parametrize("name", CRAFTS)
def test_a_crafted_schema_is_another_schema(name, tmp_path, whole):
    assert len(CRAFTS) >= 20
    path = tmp_path / NAME
    path.write_bytes(whole)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        before = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        CRAFTS[name](connection)
        assert connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall() != before
