"""The disk says no: the nth call fails, once or from then on, or there is room for so much and no more."""

import contextlib
import errno
import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tools.faults.bench import Bench, Breach, Score
from tools.faults.child import Ended, Say, copied_to, run_child
from tools.faults.jobs import (
    BACKUP,
    DEMO,
    DONE,
    ENTER,
    ERRORS_STAND,
    EXPORT,
    FAILED,
    HOOKS,
    MIGRATION_1,
    MIGRATION_2,
    NEW,
    RESTORE,
    SAVE,
    SEND_OR_NOT,
    SHORT_DEMO,
    STORE,
    Job,
    known,
    looked_at,
    names_in,
)
from tools.faults.kill import Course, courses
from tools.faults.shim import CALLS, Shim, is_loaded

FAILING = "A sentence; nothing changed, or all changed and said; the next try works"
JOBS = (SAVE, ENTER, EXPORT, SEND_OR_NOT, NEW, MIGRATION_1, MIGRATION_2, BACKUP, RESTORE, SHORT_DEMO, DEMO)
FULL_JOBS = (SAVE, STORE, ENTER, EXPORT, SEND_OR_NOT, NEW, DEMO, BACKUP, RESTORE)
FEW = 20
"""The whole demonstration enters one week like the other: it is disturbed at its first calls, its last, and
at some between. A short one is disturbed at each."""

PAGE = 4096
PAGES = (*range(20), 23, 27, 33, 41, 57, 81, 121)
DISK = 16 * 1024 * 1024
BELIE = ("Nothing was written", "Nothing was changed")
"""What a sentence says that must not be said of what was done."""

OWN_UP = (" is there", "The sheet says sent", " is in ", " are in ", "on the disk")
"""One of these is said of what was done, although the command failed."""

Arm = Callable[[Shim], None]


def failing(bench: Bench) -> Score:
    """Every call of every job, with each error, once and for good."""
    score = Score("nth call", FAILING)
    if not is_loaded():
        score.skipped.append("needs gcc, on Linux")
        return score
    jobs = known(JOBS, score, bench)
    for job, course in courses(bench, score, dict.fromkeys(jobs, 1)):
        points = _points(bench, job)
        for number in bench.rounds(score, len(points), job.name, is_shared=False):
            error, for_good, nth = points[number]
            what = f"{errno.errorcode[error]} {'for good' if for_good else 'once'}"
            arm = _failing_at(nth, error, for_good)
            folder = bench.prepared(job.name, job.prepare)
            _disturb(bench, score, job, course, folder, f"{job.name}, {what}", arm)
    return score


def _failing_at(nth: int, error: int, for_good: bool) -> Arm:
    return lambda shim: shim.fail(nth, error, for_good=for_good)


def _points(bench: Bench, job: Job) -> list[tuple[int, bool, int]]:
    """Which calls fail here, how, in what order: mixed, so that a short trial sees something of everything.
    One call more than there were is among them, of which none fails."""
    dice = bench.dice(f"fail {job.name}")
    points = []
    for error in CALLS:
        folder = bench.prepared(job.name, job.prepare)
        count = _run(job, folder, lambda shim, error=error: shim.fail(10**9, error, for_good=False)).seen  # type: ignore[misc]
        places: Sequence[int] = range(1, count + 2)
        if job is DEMO:
            places = sorted({*places[:FEW], *places[-FEW:], *dice.sample(places, FEW)})
        points += [(error, for_good, nth) for nth in places for for_good in (False, True)]
    points = [point for point in points if bench.worker.does(point)]
    dice.shuffle(points)
    return points


def full(bench: Bench) -> Score:
    """Every job on a file system with so much room left."""
    score = Score("full disk", FAILING)
    jobs = known(FULL_JOBS, score, bench)
    with _small_disk(bench) as disk:
        if disk is None and not is_loaded():
            score.skipped.append("needs gcc, or to be root, on Linux")
            return score
        score.skipped.append("tmpfs" if disk else "by the library in C")
        for job, course in courses(bench, score, dict.fromkeys(jobs, 1)):
            pages = bench.dice(f"full {job.name}").sample(PAGES, len(PAGES))
            for number in bench.rounds(score, len(pages), job.name):
                _fill(bench, score, job, course, disk, pages[number] * PAGE)
    return score


def _fill(bench: Bench, score: Score, job: Job, course: Course, disk: Path | None, room: int) -> None:
    what = f"{job.name} on a full disk"
    folder = bench.prepared(job.name, job.prepare, None if disk is None else disk / "work")
    if disk is None:
        _disturb(bench, score, job, course, folder, what, lambda shim: shim.leave_room(room))
        return
    filler = disk / "filler"
    status = os.statvfs(disk)
    filler.write_bytes(bytes(max(0, status.f_bavail * status.f_frsize - room)))
    try:
        _disturb(bench, score, job, course, folder, what, None, filler.unlink)
    finally:
        filler.unlink(missing_ok=True)


@contextlib.contextmanager
def _small_disk(bench: Bench) -> Iterator[Path | None]:
    """A file system of its own in memory, where this user may mount one."""
    place = bench.folder()
    options = ("-t", "tmpfs", "-o", f"size={DISK}", "fieldapp-faults", str(place))
    try:
        made = subprocess.run(["mount", *options], capture_output=True, check=False).returncode == 0
    except OSError:
        made = False
    try:
        yield place if made else None
    finally:
        if made:
            subprocess.run(["umount", str(place)], check=False)


def _run(job: Job, folder: Path, arm: Arm | None) -> Ended:
    """The job in a child, disturbed from its beginning, or from when its file is open."""

    def work(say: Say) -> int:
        shim = Shim(folder) if arm is not None else None
        if shim is not None and arm is not None:
            armed, chosen = shim, arm
            if job.opened:
                HOOKS.append(lambda: chosen(armed))
            else:
                arm(shim)
        status = job.do(folder, say)
        if shim is not None:
            say(-shim.disarm())
        return status

    return run_child(work)


def _disturb(
    bench: Bench,
    score: Score,
    job: Job,
    course: Course,
    folder: Path,
    what: str,
    arm: Arm | None,
    heal: Callable[[], object] = lambda: None,
) -> None:
    """Do a prepared job, disturbed; look at what it says and at what is there; heal the disk, do it again."""
    ended = _run(job, folder, arm)
    heal()
    kept = copied_to(folder, bench.folder())
    (kept / "told.txt").write_text(f"{what}: status {ended.status}\n{ended.told}", encoding="utf-8")
    found = looked_at(job, folder)
    if ended.has_traceback:
        bench.keep(score, Breach.TRACEBACK, f"{what}: {ended.gist}", kept)
    else:
        _judge(bench, score, job, course, found, what, ended, kept)
    again = _run(job, folder, None)
    (kept / "told.txt").open("a", encoding="utf-8").write(f"\nagain: {again.status}\n{again.told}")
    if again.has_traceback:
        bench.keep(score, Breach.TRACEBACK, f"{what}, again: {again.gist}", kept)
    elif again.status not in _ends(job, course, found) or looked_at(job, folder) != course.states[-1]:
        bench.keep(score, Breach.STUCK, f"{what}: {again.gist}", kept)
    if litter := names_in(folder) - course.names:
        bench.keep(score, Breach.LITTER, f"{what}: {min(litter)}", kept)
    bench.drop(folder, kept)


def _ends(job: Job, course: Course, found: object) -> tuple[int, ...]:
    """The statuses with which the next try may end: only what is there already may be refused."""
    return job.again if found == course.states[-1] else (DONE, ERRORS_STAND)


def _judge(
    bench: Bench, score: Score, job: Job, course: Course, found: Any, what: str, ended: Ended, kept: Path
) -> None:
    place = course.place(found, ended.said)
    if isinstance(found, str):
        bench.keep(score, Breach.DAMAGED, f"{what}: {found}", kept)
    elif place is None:
        if ended.said or not (job.between(kept, found) and any(words in ended.told for words in OWN_UP)):
            bench.keep(score, Breach.HALF, f"{what}: {ended.gist}", kept)
    elif place < ended.said:
        bench.keep(score, Breach.LOST, f"{what}: said to be done, and is not there", kept)
    elif ended.status == FAILED and not ended.last_line.startswith("fieldapp: "):
        bench.keep(score, Breach.UNSAID, f"{what}: no sentence", kept)
    elif ended.status == FAILED and place > ended.said and not is_owned_up(ended.last_line):
        bench.keep(score, Breach.UNSAID, f"{what}: done, and not said: {ended.gist}", kept)


def is_owned_up(sentence: str) -> bool:
    """Whether the sentence of a command that failed says that what it was to do is done."""
    return any(words in sentence for words in OWN_UP) and not any(words in sentence for words in BELIE)
