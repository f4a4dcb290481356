"""The power is cut: of what was not synced, some is on the disk and some is not, torn and in any order."""

import os
import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tools.faults.bench import Bench, Breach, Score
from tools.faults.child import Say, copied_to, run_child
from tools.faults.jobs import (
    BACKUP,
    ENTER,
    FIRST,
    FOLDED,
    MIGRATION_1,
    RESTORE,
    SEND,
    STORE,
    Job,
    known,
    looked_at,
)
from tools.faults.kill import Course, courses
from tools.faults.scene import is_sound
from tools.faults.shim import Shim, is_loaded

PROMISE = "All that was acknowledged before the cut is there; the file is never damaged"
ROUNDS = {
    FIRST: 300,
    STORE: 250,
    FOLDED: 350,
    ENTER: 150,
    SEND: 100,
    MIGRATION_1: 150,
    BACKUP: 100,
    RESTORE: 100,
}
SECTOR = 512
CREATE, WRITE, TRUNCATE, SYNC, RENAME, LINK, UNLINK, MARK, MKDIR = range(1, 10)
HEAD = struct.Struct("=iiiQqq")
SHARED_MEMORY = "-shm"


class Call(NamedTuple):
    """One thing that was done to the disk."""

    what: int
    inode: int
    offset: int
    first: str
    second: str
    data: bytes


def calls_in(log: bytes) -> Iterator[Call]:
    """What the library in C has written down."""
    at = 0
    while at + HEAD.size <= len(log):
        what, first, second, inode, offset, size = HEAD.unpack_from(log, at)
        at += HEAD.size
        names = os.fsdecode(log[at : at + first]), os.fsdecode(log[at + first : at + first + second])
        at += first + second
        data = log[at : at + size] if what == WRITE else b""
        at += len(data)
        yield Call(what, inode, offset, *names, data)


@dataclass
class Contents:
    """A file: what is on the disk for certain, and what was done to it since."""

    synced: bytes = b""
    waiting: list[Call] = field(default_factory=list)

    def sync(self) -> None:
        """All that waits is on the disk."""
        self.synced = applied(self.synced, self.waiting)
        self.waiting = []

    def after_cut(self, dice: random.Random) -> bytes:
        """What may be on the disk."""
        manner = dice.choice(("none", "all", "some", "beginning"))
        pieces = [piece for call in self.waiting for piece in _sectors(call)]
        match manner:
            case "none":
                pieces = []
            case "some":
                share = dice.random()
                pieces = [piece for piece in pieces if dice.random() < share]
            case "beginning":
                pieces = pieces[: dice.randint(0, len(pieces))]
            case _:
                pass
        return applied(self.synced, pieces)


def _sectors(call: Call) -> Iterator[Call]:
    """A write in the pieces that a disk writes whole."""
    if call.what != WRITE:
        yield call
        return
    start, end = call.offset, call.offset + len(call.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        yield call._replace(offset=start, data=call.data[start - call.offset : stop - call.offset])
        start = stop


def applied(content: bytes, calls: list[Call]) -> bytes:
    """A file's bytes after some writes and truncations; holes are zeros."""
    made = bytearray(content)
    for call in calls:
        if call.what == TRUNCATE:
            del made[call.offset :]
            made.extend(bytes(call.offset - len(made)))
        else:
            made.extend(bytes(max(0, call.offset - len(made))))
            made[call.offset : call.offset + len(call.data)] = call.data
    return bytes(made)


@dataclass
class Disk:
    """The folder as it lies on a disk. `is_ordered`: names change in the order in which they were changed,
    and syncing a file carries those before it, as where there is a journal; else each can be lost alone."""

    names: dict[str, int]
    files: dict[int, Contents]
    is_ordered: bool
    waiting: list[Call] = field(default_factory=list)
    acknowledged: int = 0

    def take(self, call: Call) -> None:
        """One more thing is done."""
        match call.what:
            case 1:
                self.files[call.inode] = Contents()
                self.waiting.append(call)
            case 2 | 3:
                self.files.setdefault(call.inode, Contents()).waiting.append(call)
            case 4:
                if call.inode in self.files:
                    self.files[call.inode].sync()
                if self.is_ordered or call.inode not in self.files:
                    self.names, self.waiting = renamed(self.names, self.waiting), []
            case 8:
                self.acknowledged = max(self.acknowledged, call.offset)
            case _:
                self.waiting.append(call)

    def names_after_cut(self, dice: random.Random) -> dict[str, int]:
        """Which names there may be. What was done to one name happened in its order."""
        if self.is_ordered:
            return renamed(self.names, self.waiting[: dice.randint(0, len(self.waiting))])
        happened: list[Call] = []
        stopped: set[str] = set()
        for call in self.waiting:
            touched = {call.first, call.second} - {""}
            if touched & stopped or dice.random() < 0.5:
                stopped |= touched
            else:
                happened.append(call)
        return renamed(self.names, happened)


def renamed(names: dict[str, int], calls: list[Call]) -> dict[str, int]:
    """The names after some creations, renames and so on."""
    after = dict(names)
    for call in calls:
        if call.what == CREATE:
            after[call.first] = call.inode
        elif call.what == RENAME and call.first in after:
            after[call.second] = after.pop(call.first)
        elif call.what == LINK and call.first in after:
            after[call.second] = after[call.first]
        elif call.what == UNLINK:
            after.pop(call.first, None)
    return after


@dataclass(frozen=True)
class Recording:
    """What a job did to its folder, and what was there before."""

    folder: Path
    before: dict[str, tuple[int, bytes]]
    calls: list[Call]

    def cut_at(self, number: int, *, is_ordered: bool) -> Disk:
        """The disk when so many things were done."""
        names = {name: inode for name, (inode, _) in self.before.items()}
        files = {inode: Contents(content) for inode, content in self.before.values()}
        disk = Disk(names, files, is_ordered)
        for call in self.calls[:number]:
            disk.take(call)
        return disk


def recorded(job: Job, bench: Bench) -> Recording:
    """Have a job done, and write down what it does to the disk."""
    folder, log = bench.folder(), bench.folder() / "log"
    job.prepare(folder)
    files = [path for path in folder.rglob("*") if path.is_file()]
    before = {str(path): (path.stat().st_ino, path.read_bytes()) for path in files}

    def work(say: Say) -> int:
        shim = Shim(folder)
        shim.record(log)

        def mark(number: int) -> None:
            shim.mark(number)
            say(number)

        return job.do(folder, mark)

    run_child(work)
    bench.drop(folder)  # a data file that tells of a workbook there must not find it
    return Recording(folder, before, list(calls_in(log.read_bytes())))


def cut_power(bench: Bench) -> Score:
    """Every job, with the power cut at random moments."""
    score = Score("power cut", PROMISE)
    if not is_loaded():
        score.skipped.append("needs gcc, on Linux")
        return score
    jobs = {job: ROUNDS[job] for job in known(ROUNDS, score, bench)}
    for job, course in courses(bench, score, jobs):
        recording = recorded(job, bench)
        for number in bench.rounds(score, ROUNDS[job], job.name):
            dice = bench.dice(f"power {job.name} {number}")
            _one_round(bench, score, job, course, recording, dice)
    return score


def _one_round(
    bench: Bench, score: Score, job: Job, course: Course, recording: Recording, dice: random.Random
) -> None:
    is_ordered = dice.random() < 0.5
    moment = dice.randint(0, len(recording.calls))
    disk = recording.cut_at(moment, is_ordered=is_ordered)
    folder, kept = bench.folder(), bench.folder()
    _lay(disk, recording.folder, folder, dice)
    copied_to(folder, kept)
    found = looked_at(job, folder)
    said = disk.acknowledged
    place = course.place(found, said)
    how = f"{job.name}, names {'in order' if is_ordered else 'in any order'}"
    if isinstance(found, str):
        bench.keep(score, Breach.DAMAGED, f"{how}: {found}", kept)
    elif place is None:
        if said or not job.between(folder, found):
            bench.keep(score, Breach.HALF, f"{how}: neither before nor after", kept)
    elif place < said:
        bench.keep(score, Breach.LOST, f"{how}: something acknowledged", kept)
    for path in folder.rglob("*.fieldapp"):
        if not isinstance(found, str) and not is_sound(path):
            bench.keep(score, Breach.DAMAGED, f"{how}: integrity_check", kept)
    bench.drop(folder, kept)


def _lay(disk: Disk, old: Path, folder: Path, dice: random.Random) -> None:
    """Put into a folder what is on the disk after the cut."""
    contents = {inode: file.after_cut(dice) for inode, file in disk.files.items()}
    for name, inode in disk.names_after_cut(dice).items():
        path = folder / Path(name).relative_to(old)
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(SHARED_MEMORY):  # it is not for the disk: anything may be in it, or it is gone
            if dice.random() < 0.5:
                path.write_bytes(dice.randbytes(32768))
        elif inode in contents:
            path.write_bytes(contents[inode])
