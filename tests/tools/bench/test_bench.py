"""`python3 dev.py bench` makes its own files, and its status tells whether a limit is broken."""

import json
from contextlib import closing

import pytest

from fieldapp.store.store import Store
from tests.tools.bench.test_pairs import figure
from tools.bench import __main__ as bench
from tools.bench import opening
from tools.bench.scene import make_file, programme_of, weeks


@pytest.fixture
def small(monkeypatch):
    """A country of three districts, for two weeks."""
    for name, value in {"WEEKS": 2, "DISTRICTS": 3, "INDICATORS": 2}.items():
        monkeypatch.setattr(opening, name, value)
    monkeypatch.setattr(opening, "programme_of", lambda: programme_of(3, 2))


def test_a_made_file_holds_a_number_in_every_cell_of_every_week_and_is_whole(tmp_path):
    path = tmp_path / "large.fieldapp"
    make_file(path, 3, programme_of(4, 2))

    with closing(Store(path, "")) as store:
        assert store.periods() == tuple(weeks(3))
        assert [len(store.sheet(week).values) for week in weeks(3)] == [8, 8, 8]
        assert not any(store.problems())


def test_opening_is_measured_from_the_path_to_the_values(small, tmp_path):
    measured = opening.opening(tmp_path, 11)

    assert (measured.operation, measured.yardstick) == ("open a file of 12 values", "open an empty file")
    assert len(measured.ours) == len(measured.theirs) == 11
    assert min(*measured.ours, *measured.theirs) > 0


def test_what_is_measured_is_made_anew_each_time(small, tmp_path):
    first = opening.made(tmp_path, 1).read_bytes()

    assert opening.made(tmp_path, 1).read_bytes() != first


@pytest.mark.parametrize(("ours", "status"), [(1.9, 0), (2.1, 1)])
def test_a_broken_limit_fails_and_everything_is_written_all_the_same(
    monkeypatch, tmp_path, capsys, ours, status
):
    page = tmp_path / "figures.md"
    page.write_text(
        "# Figures\n\n<!-- bench: made -->\nof yesterday\n<!-- /bench -->\n\nby hand\n", encoding="utf-8"
    )
    monkeypatch.setattr(bench, "SCENES", tmp_path)
    monkeypatch.setattr(bench, "PAGE", page)
    monkeypatch.setattr(bench, "OPERATIONS", (lambda folder, pairs: figure([ours] * pairs, [1.0] * pairs),))

    assert bench.main(["--pairs", "12", "--write"]) == status

    assert f"| {ours:.2f} |" in capsys.readouterr().out
    written = page.read_text(encoding="utf-8")
    assert f"| {ours:.2f} |" in written
    assert "12 pairs" in written
    assert "of yesterday" not in written
    assert written.endswith("\nby hand\n")
    assert json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))[0]["ratio"] == ours


def test_the_short_form_takes_few_turns_and_fails_at_a_limit_too(monkeypatch, tmp_path, capsys):
    asked: list[int] = []

    def slow(folder, pairs):
        asked.append(pairs)
        return figure([2.1], [1.0])

    monkeypatch.setattr(bench, "SCENES", tmp_path)
    monkeypatch.setattr(bench, "SHORT", (slow,))
    monkeypatch.setattr(bench, "OPERATIONS", ())

    assert bench.main(["--short", "--pairs", "99"]) == 1
    assert asked == [11]
    assert "LIMIT BROKEN" in capsys.readouterr().out
