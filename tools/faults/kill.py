"""A program is killed at any moment: what it has acknowledged is there, nothing is half, and the next run
leaves no litter."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.faults.bench import Bench, Breach, Score
from tools.faults.child import Say, copied_to, run_child
from tools.faults.jobs import (
    BACKUP,
    ENTER,
    EXPORT,
    MIGRATION_1,
    MIGRATION_2,
    RESTORE,
    SEND,
    STORE,
    WINDOW,
    Job,
    known,
    looked_at,
    names_in,
)
from tools.faults.scene import NAME, is_sound

PROMISE = "All that was acknowledged is there, nothing half, no litter after the next run"
ROUNDS = {
    STORE: 800,
    WINDOW: 300,
    ENTER: 450,
    EXPORT: 300,
    SEND: 300,
    MIGRATION_1: 225,
    MIGRATION_2: 225,
    BACKUP: 200,
    RESTORE: 200,
}


@dataclass(frozen=True)
class Course:
    """How a job goes when nothing disturbs it: what is there before it and after each step, how long it takes
    to get there, and what it leaves."""

    states: list[Any]
    seconds: float
    names: set[str]

    def place(self, found: Any, said: int) -> int | None:
        """After how many steps this is what is there: after those that were acknowledged, if it can be so;
        None: never."""
        places = [number for number, state in enumerate(self.states) if state == found]
        return said if said in places else max(places, default=None)


class CannotBeDoneError(Exception):
    """A job fails when nothing disturbs it."""


def course_of(job: Job, bench: Bench) -> Course:
    """Do the job undisturbed, with a copy made after each of its steps; once more for the time."""
    folder, copies = bench.prepared(job.name, job.prepare), [bench.folder() for _ in range(job.steps)]
    copied_to(folder, copies[0])

    def work(say: Say) -> int:
        def copy_and_say(number: int) -> None:
            if number < job.steps:
                copied_to(folder, copies[number])
            say(number)

        return job.do(folder, copy_and_say)

    run_child(work)
    states = [looked_at(job, copy) for copy in copies]
    bench.drop(folder, *copies)
    bench.prepared(job.name, job.prepare)
    ended = run_child(lambda say: job.do(folder, say))
    if ended.said != job.steps:
        raise CannotBeDoneError(ended.gist)
    states.append(looked_at(job, folder))
    run_child(lambda say: job.do(folder, say))
    names = names_in(folder)
    bench.drop(folder)
    return Course(states, ended.seconds, names)


def courses(bench: Bench, score: Score, jobs: Mapping[Job, float]) -> Iterator[tuple[Job, Course]]:
    """Each job with its course, and its share of the time that follows."""
    for job, share in jobs.items():
        try:
            course = course_of(job, bench)
        except CannotBeDoneError as error:
            bench.keep(score, Breach.STUCK, f"{job.name} cannot be done at all: {error}"[:90])
            continue
        bench.begin(share / sum(jobs.values()))
        yield job, course


def kill(bench: Bench) -> Score:
    """Every job, killed at random moments."""
    score = Score("kill", PROMISE)
    jobs = {job: ROUNDS[job] for job in known(ROUNDS, score, bench)}
    for job, course in courses(bench, score, jobs):
        for number in bench.rounds(score, ROUNDS[job], job.name):
            one_round(bench, score, job, course, bench.dice(f"kill {job.name} {number}"))
    return score


def one_round(bench: Bench, score: Score, job: Job, course: Course, dice: random.Random) -> None:
    """Kill the job once, look, and do it again."""
    folder, kept = bench.prepared(job.name, job.prepare), bench.folder()
    ended = run_child(lambda say: job.do(folder, say), kill_after=dice.uniform(0, course.seconds * 1.05))
    copied_to(folder, kept)
    if ended.has_traceback:
        bench.keep(score, Breach.TRACEBACK, f"{job.name}: {ended.gist}", kept)
    judge(bench, score, job, course, folder, kept, ended.said)
    again = run_child(lambda say: job.do(folder, say))
    if again.has_traceback:
        bench.keep(score, Breach.TRACEBACK, f"{job.name} again: {again.gist}", kept)
    elif again.status not in job.again or looked_at(job, folder) != course.states[-1]:
        bench.keep(score, Breach.STUCK, f"{job.name}: {again.gist}", kept)
    if litter := names_in(folder) - course.names:
        bench.keep(score, Breach.LITTER, f"{job.name}: {min(litter)}", kept)
    bench.drop(folder, kept, folder.with_name(f"{folder.name}.home"))


def judge(bench: Bench, score: Score, job: Job, course: Course, folder: Path, kept: Path, said: int) -> None:
    """Whether a folder holds all that was acknowledged, and nothing half."""
    found = looked_at(job, folder)
    place = course.place(found, said)
    if isinstance(found, str):
        bench.keep(score, Breach.DAMAGED, f"{job.name}: {found}", kept)
    elif place is None:
        if said or not job.between(folder, found):
            bench.keep(score, Breach.HALF, f"{job.name}: neither before nor after", kept)
    elif place < said:
        bench.keep(score, Breach.LOST, f"{job.name}: something acknowledged", kept)
    elif place > said + 1:
        bench.keep(score, Breach.HALF, f"{job.name}: more than was entered", kept)
    if not isinstance(found, str) and (folder / NAME).exists() and not is_sound(folder / NAME):
        bench.keep(score, Breach.DAMAGED, f"{job.name}: integrity_check", kept)
