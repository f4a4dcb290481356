"""What many sheets are checked against is what each is checked against, with each sheet read once."""

from contextlib import closing
from datetime import date

import pytest

from fieldapp.core.sheet import SheetKey
from fieldapp.passage import judge
from fieldapp.store.store import Store
from tools.bench.scale import country, filling
from tools.bench.scale.filling import make_vast, weeks_of

TODAY = date(2007, 1, 1)


@pytest.fixture
def store(monkeypatch, tmp_path):
    for module in (country, filling):
        monkeypatch.setattr(module, "REGIONS", 2)
        monkeypatch.setattr(module, "ORGANISATIONS", 2)
    with closing(Store(make_vast(tmp_path / "hq.fieldapp", 40), "Leyla")) as store:
        yield store


def all_keys(store):
    return [SheetKey(office, week) for week in weeks_of(40) for office in store.offices() if office != "hq"]


def test_each_sheet_has_the_surroundings_it_has_by_itself(store):
    keys = sorted(all_keys(store))

    assert list(store.surrounded(keys, TODAY)) == [
        (store.sheet(key), store.surroundings(key, TODAY)) for key in keys
    ]


def test_findings_come_in_the_order_that_was_asked_and_sheets_are_read_once_each(store, monkeypatch):
    keys, read = all_keys(store), []
    one_by_one = tuple(finding for key in keys for finding in judge(store, [key], TODAY))
    sheet = type(store).sheet

    def counted(store, of):
        read.append(of)
        return sheet(store, of)

    monkeypatch.setattr(type(store), "sheet", counted)

    assert judge(store, keys, TODAY) == one_by_one
    assert len(one_by_one) > 0
    assert len(read) == len({*read})
