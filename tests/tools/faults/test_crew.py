"""The rounds are shared among programs: each is done once, and what each has found is added up."""

import sys

import pytest

from tools.faults.bench import Bench, Breach, Score, Worker
from tools.faults.crew import Crew, costs
from tools.faults.failing import is_owned_up

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning"),
]


@pytest.fixture
def make_bench(tmp_path):
    def make(name, worker, tell):
        folder = tmp_path / f"{name}-{worker.number}"
        folder.mkdir()
        return Bench(1, folder, tmp_path / "kept", worker=worker, tell=tell)

    return make


def trial(bench):
    score = Score("kill", "nothing is lost")
    for number in bench.rounds(score, 7, "store"):
        score.seen[f"round {number} throws {bench.dice(f'{number}').randrange(1000)}"] += 1
        if number == 4:
            bench.keep(score, Breach.LOST, "an entry")
    return score


def interrupted(bench):
    score = Score("kill", "nothing is lost")
    for number in bench.rounds(score, 7, "store"):
        if number == 4:
            raise KeyboardInterrupt
    return score


@pytest.mark.parametrize("size", [1, 2, 3])
def test_with_any_number_of_programs_the_rounds_are_the_same(make_bench, size, capfd):
    (alone,) = Crew({"kill": trial}, make_bench, 1).work()
    (found,) = Crew({"other": trial}, make_bench, size).work()

    assert (found.rounds, found.seen, found.breaches) == (7, alone.seen, {Breach.LOST: 1})
    assert (found.parts["store"].wanted, found.parts["store"].done) == (7, 7)
    assert "lost: an entry" in capfd.readouterr().err


def test_what_was_found_before_an_interruption_is_told(make_bench, capfd):
    (found,) = Crew({"kill": interrupted}, make_bench, 1).work()

    assert (found.rounds, found.parts["store"].done) == (5, 4)


def test_each_thing_falls_to_one_of_the_programs():
    workers = [Worker(number, 3) for number in range(3)]

    assert {sum(worker.does((key, True)) for worker in workers) for key in range(100)} == {1}


def test_what_is_prepared_again_lies_where_it_lay_and_is_as_it_was(make_bench):
    bench, made = make_bench("kill", Worker(), print), []

    def prepare(folder):
        (folder / "empty").mkdir()
        (folder / "week").write_text("whole")
        made.append(folder)

    first = bench.prepared("store", prepare)
    (first / "week").write_text("half")
    (first / "litter").touch()
    second = bench.prepared("store", prepare)

    assert made == [first] == [second]
    assert sorted(path.name for path in second.iterdir()) == ["empty", "week"]
    assert (second / "week").read_text() == "whole"


def test_the_cost_of_a_round_tells_how_long_all_of_them_take(make_bench):
    (score,) = Crew({"kill": trial}, make_bench, 1).work()
    score.parts["store"].seconds, score.parts["store"].wanted = 7 * 0.5, 3600

    *_, last = costs([score], 2)

    assert "30.0 min of a processor, 15.0 min with 2 programs" in last


@pytest.mark.parametrize(
    ("said", "is_owned"),
    [
        ("fieldapp: The disk of a failed. Nothing was written.", False),
        ("fieldapp: The disk of a failed.", False),
        ("fieldapp: a was made and is there.", True),
        ("fieldapp: a is there. Nothing was written.", False),
    ],
)
def test_what_is_done_and_not_said_is_found(said, is_owned):
    assert is_owned_up(said) is is_owned
