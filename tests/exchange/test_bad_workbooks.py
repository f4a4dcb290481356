"""Whatever comes from outside is read rightly or refused with its place: soon, and in little memory."""

import time

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.exchange.workbook import read_workbook
from fieldapp.texts.texts import LANGUAGES, read_texts
from tests.exchange.bad_workbooks import (
    ALTERED,
    BAD,
    INTACT,
    OLDER,
    TALLY,
    bad_workbooks,
    good_parts,
    part_of,
    zipped,
)
from tests.exchange.making import PROGRAMME
from tests.exchange.random_edits import contents, rounds

SECONDS = 2.0
FEWEST = 60
ROUNDS = 100
"""`python3 dev.py faults` goes on from there."""


@pytest.mark.parametrize("name", BAD)
def test_every_bad_workbook_is_read_rightly_or_refused_with_its_place(tmp_path, name):
    bad, path = BAD[name], tmp_path / "week.xlsx"
    path.write_bytes(bad.made(good_parts()))
    begun = time.process_time()

    outcome, where, error = read(path)

    assert time.process_time() - begun < SECONDS
    assert outcome == bad.outcome
    assert where.startswith(bad.where)
    for language in LANGUAGES if error else ():
        assert where in read_texts(language).error(error)


def read(path):
    """What becomes of a workbook, the place that is named, and the refusal."""
    try:
        reading = read_workbook(path, PROGRAMME)
    except FieldAppError as error:
        return error.code, error.details.get("where", ""), error
    if not reading.is_intact():
        return ALTERED, "", None
    return OLDER if reading.is_older_form else INTACT, "", None


def test_there_are_many_kinds_and_they_are_the_same_bytes_every_time():
    assert len(BAD) >= FEWEST
    names = [name for name in BAD if not name[0].isdigit()][::5]
    assert [BAD[name].made(good_parts()) for name in names] == [
        BAD[name].made(good_parts()) for name in names
    ]
    assert bad_workbooks().keys() == BAD.keys()


def test_the_good_workbook_is_intact(tmp_path):
    path = tmp_path / "week.xlsx"
    path.write_bytes(zipped(good_parts()))

    assert read(path)[0] == INTACT


def test_no_random_edit_trips_the_reader_or_has_a_changed_cell_taken_as_intact(tmp_path):
    wrong = [told for told in rounds(9, ROUNDS, tmp_path / "week.xlsx") if told[2]]

    assert wrong == []


def test_the_other_reader_sees_a_changed_cell(tmp_path):
    """What the random edits are judged by: it would tell if a reader took one as intact."""
    parts = good_parts()
    data = part_of(parts, "Data")
    before = contents(parts)
    parts[data] = parts[data].replace(TALLY, TALLY.replace(b"10", b"11"))

    assert {key for key, said in contents(parts).items() if before[key] != said} == {("4", "I3")}
