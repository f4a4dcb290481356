"""Who lies to the trial is found out: what is acknowledged and not there, half there, or left lying."""

import os
import sys
from pathlib import Path

import pytest

from tools.faults.bench import Bench, Breach, Score
from tools.faults.child import Say, run_child
from tools.faults.jobs import Job
from tools.faults.kill import Course, judge, one_round

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork") or not sys.platform.startswith("linux"), reason="forks"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning"),
]


@pytest.fixture
def bench(tmp_path):
    (tmp_path / "passing").mkdir()
    return Bench(1, tmp_path / "passing", tmp_path / "kept")


def text_in(folder: Path) -> str | list[str]:
    return sorted(path.read_text() for path in folder.glob("done-*"))


def job_that(run) -> Job:
    return Job("of the test", lambda folder: None, run, text_in, steps=2)


COURSE = Course([[], ["1"], ["1", "2"]], 0.0, {"done-#"})


def honest(folder: Path, say: Say) -> int:
    for number in (1, 2):
        (folder / f"done-{number}").write_text(str(number))
        say(number)
    return 0


def untidy(folder: Path, say: Say) -> int:
    (folder / "litter.part").touch()
    return honest(folder, say)


def failing(folder: Path, say: Say) -> int:
    raise ValueError("a bug")


@pytest.mark.parametrize(
    ("run", "breaches"),
    [(honest, set()), (untidy, {Breach.LITTER}), (failing, {Breach.TRACEBACK})],
    ids=["honest", "untidy", "failing"],
)
def test_a_round_finds_what_is_wrong_and_nothing_else(bench, run, breaches):
    score = Score("kill", "")

    one_round(bench, score, job_that(run), Course(COURSE.states, 5.0, COURSE.names), bench.dice("x"))

    assert {*score.breaches} == breaches


@pytest.mark.parametrize(
    ("there", "said", "breaches"),
    [
        (["1"], 0, set()),
        (["1"], 1, set()),
        (["1"], 2, {Breach.LOST}),
        (["2"], 0, {Breach.HALF}),
        (["1", "2"], 0, {Breach.HALF}),
    ],
)
def test_what_is_there_is_compared_with_what_was_acknowledged(bench, there, said, breaches):
    score, folder = Score("kill", ""), bench.folder()
    for text in there:
        (folder / f"done-{text}").write_text(text)

    judge(bench, score, job_that(honest), COURSE, folder, folder, said)

    assert {*score.breaches} == breaches


def test_what_a_killed_program_acknowledged_counts():
    def work(say: Say) -> int:
        say(1)
        say(2)
        raise AssertionError("it was stopped before")

    ended = run_child(work, stop_at=2)

    assert (ended.said, ended.status, ended.has_traceback) == (2, None, False)
