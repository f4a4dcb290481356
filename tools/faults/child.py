"""A program of its own for one round: a fork of this one, which has everything imported, so that it is there
at once and can be killed at any moment."""

import contextlib
import gc
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

Say = Callable[[int], None]
"""Tells that so many things are done, which must not be lost from then on; a negative number is how many
calls were seen."""

LONGEST = 120.0
CRASHED = 70


@dataclass
class Ended:
    """How a program ended: what it acknowledged last, its status (None: killed), what it printed."""

    said: int
    status: int | None
    told: str
    seconds: float
    seen: int = 0
    moments: list[float] = field(default_factory=list)

    @property
    def has_traceback(self) -> bool:
        """Whether anybody would have seen a traceback, or the sentence for a bug."""
        return self.status == CRASHED or "Traceback (most recent call last)" in self.told

    @property
    def last_line(self) -> str:
        """The last thing that was printed."""
        lines = self.told.strip().splitlines()
        return lines[-1] if lines else ""

    @property
    def gist(self) -> str:
        """The beginning of that, without the paths in it, which differ from round to round."""
        return " ".join("…" if "/" in word else word for word in self.last_line.split())[:80]


def run_child(
    work: Callable[[Say], int], *, kill_after: float | None = None, stop_at: int | None = None
) -> Ended:
    """Run some work in a child; kill it after so many seconds, or when it has acknowledged so much."""
    return start_child(work, stop_at).wait(kill_after)


@dataclass(frozen=True)
class Started:
    """A child that runs."""

    pid: int
    reading: int
    printed: int
    began: float
    stop_at: int | None

    def wait(self, kill_after: float | None = None) -> Ended:
        """See it end, or kill it; how it ended."""
        ended = _watch(self.pid, self.reading, self.began, kill_after, self.stop_at)
        os.close(self.reading)
        os.lseek(self.printed, 0, os.SEEK_SET)
        with os.fdopen(self.printed, "rb") as file:
            ended.told = file.read().decode(errors="replace")
        return ended


def start_child(work: Callable[[Say], int], stop_at: int | None = None) -> Started:
    """Begin some work in a child."""
    reading, writing = os.pipe()
    printed = os.memfd_create("printed")
    sys.stdout.flush()
    sys.stderr.flush()
    began = time.monotonic()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _work(work, writing, printed, stop_at)
    os.close(writing)
    return Started(pid, reading, printed, began, stop_at)


def _work(work: Callable[[Say], int], writing: int, printed: int, stop_at: int | None) -> None:
    """In the child, which never returns from here."""
    status = CRASHED
    try:
        os.dup2(printed, 1)
        os.dup2(printed, 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False, errors="backslashreplace")
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False, errors="backslashreplace")

        def say(number: int) -> None:
            os.write(writing, (f"{number}\n" if number >= 0 else f"seen:{-number}\n").encode())
            if number == stop_at:
                signal.pause()

        try:
            status = work(say)
        except BaseException:  # whatever it is, it would have been a traceback
            traceback.print_exc()
        gc.collect()
    finally:
        with contextlib.suppress(BaseException):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def _watch(pid: int, reading: int, began: float, kill_after: float | None, stop_at: int | None) -> Ended:
    told, moments = b"", []
    end = began + (LONGEST if kill_after is None else kill_after)
    is_open = True
    while is_open and (left := end - time.monotonic()) > 0:
        ready, _, _ = select.select([reading], [], [], left)
        if ready:
            more = os.read(reading, 65536)
            told, is_open = told + more, bool(more)
            moments += [time.monotonic() - began] * more.count(b"\n")
            if stop_at is not None and f"{stop_at}\n".encode() in told:
                break
    with contextlib.suppress(ProcessLookupError):
        if is_open:
            os.kill(pid, signal.SIGKILL)
    _, how = os.waitpid(pid, 0)
    while more := os.read(reading, 65536):  # what it said before it was killed counts
        told += more
    lines = told.decode().split()
    said = [int(line) for line in lines if line.isdigit()]
    seen = [int(line.removeprefix("seen:")) for line in lines if line.startswith("seen:")]
    status = os.waitstatus_to_exitcode(how)
    seconds = time.monotonic() - began
    return Ended(
        max(said, default=0), None if status < 0 else status, "", seconds, max(seen, default=0), moments
    )


def copied_to(folder: Path, target: Path) -> Path:
    """A copy of a folder as it lies there, side files too."""
    target.mkdir(parents=True, exist_ok=True)
    for file in folder.iterdir():
        if file.is_dir():
            copied_to(file, target / file.name)
        elif file.is_file():
            (target / file.name).write_bytes(file.read_bytes())
    return target
