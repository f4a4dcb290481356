"""Many workbooks for `python3 dev.py bench` are what offices send, and the window is measured while it takes
them."""

import time
from contextlib import closing

import pytest

from fieldapp.core.hq.plan import Verdict
from fieldapp.exchange.hq.arrivals import read_arrivals
from fieldapp.store.store import Store
from tools.bench import receiving
from tools.bench.window import Pulse
from tools.bench.workbooks import make_headquarters, make_workbooks


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench")
    make_workbooks(folder / "4 workbooks", 4)
    return folder


def test_they_are_of_several_offices_and_weeks_and_each_counts(made, tmp_path):
    files = make_workbooks(made / "4 workbooks", 4)
    with closing(Store(make_headquarters(tmp_path / "hq.fieldapp"), "Leyla")) as store:
        plan = store.plan(read_arrivals(files, store.programme))

    assert plan.counts() == {Verdict.NEW: 4}
    assert len({key.office for key in plan.touched}) == 3
    assert len({key.period for key in plan.touched}) == 2


def test_they_are_made_once(made):
    before = [file.stat().st_mtime_ns for file in make_workbooks(made / "4 workbooks", 4)]

    assert [file.stat().st_mtime_ns for file in make_workbooks(made / "4 workbooks", 4)] == before


def test_they_are_measured_against_their_bare_xml(made, monkeypatch):
    monkeypatch.setattr(receiving, "FEW", 4)

    figure = receiving.receiving(made, 11)

    assert figure.operation == "receive 4 workbooks"
    assert len(figure.ours) == 11
    assert figure.ratio > 1


def test_the_window_is_measured_part_by_part(qapp, made):
    parts = receiving.in_window(made, 4)

    assert [part.name for part in parts] == ["read and planned", "received", "taken back", "received again"]
    assert all(part.computed > 0 and 0 < part.gap <= part.seconds for part in parts)


def test_a_gap_tells_what_was_computed_in_it(qapp):
    pulse = Pulse()
    pulse.start()
    end = time.process_time() + 0.02
    while time.process_time() < end:
        sum(range(100))
    pulse.stop()

    assert pulse.computed >= 0.02
    assert pulse.longest >= 0.01
