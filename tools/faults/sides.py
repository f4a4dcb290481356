"""What lies beside a data file, damaged: the log, the journal, the shared memory."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.faults.bench import Bench
from tools.faults.child import run_child
from tools.faults.jobs import ROWS, STORE
from tools.faults.kill import course_of
from tools.faults.scene import NAME

LOG, JOURNAL, MEMORY = f"{NAME}-wal", f"{NAME}-journal", f"{NAME}-shm"
HARMLESS = ("shared memory of other bytes", "journal of other bytes", "empty journal", "empty log")
MAGIC = bytes.fromhex("d9d505f920a163d7")


@dataclass(frozen=True)
class Sides:
    """A file whose log holds what was entered last, as a killed program leaves it; the log of another one;
    all that such a file ever held."""

    file: bytes
    log: bytes
    other_log: bytes
    states: list[Any]

    def lay(self, folder: Path, log: bytes | None) -> None:
        """Put the file into a folder, with a log beside it."""
        (folder / NAME).write_bytes(self.file)
        if log is not None:
            (folder / LOG).write_bytes(log)

    def expected(self, name: str) -> Any:
        """What is to be found where nothing was lost."""
        return self.states[0] if name in ("no log", "empty log") else self.states[-1]


def sides_of(bench: Bench) -> Sides:
    """Have programs killed after their last entry."""
    states = course_of(STORE, bench).states
    files = [_killed(bench) for _ in range(2)]
    return Sides(*files[0], files[1][1], states)


def _killed(bench: Bench) -> tuple[bytes, bytes]:
    folder = bench.folder()
    STORE.prepare(folder)
    run_child(lambda say: STORE.do(folder, say), stop_at=ROWS)
    return (folder / NAME).read_bytes(), (folder / LOG).read_bytes()


def _flipped(sides: Sides, folder: Path, dice: random.Random) -> None:
    log = bytearray(sides.log)
    log[dice.randrange(len(log))] ^= 1 << dice.randrange(8)
    sides.lay(folder, bytes(log))


def _random_inside(sides: Sides, folder: Path, dice: random.Random) -> None:
    at = dice.randrange(len(sides.log) - 64)
    sides.lay(folder, sides.log[:at] + dice.randbytes(64) + sides.log[at + 64 :])


def _cut(sides: Sides, folder: Path, dice: random.Random) -> None:
    sides.lay(folder, sides.log[: dice.randrange(1, len(sides.log))])


def _beside(
    name: str, make: Callable[[random.Random], bytes]
) -> Callable[[Sides, Path, random.Random], None]:
    def lay(sides: Sides, folder: Path, dice: random.Random) -> None:
        sides.lay(folder, sides.log)
        (folder / name).write_bytes(make(dice))

    return lay


def _folder_for_log(sides: Sides, folder: Path, dice: random.Random) -> None:
    sides.lay(folder, None)
    (folder / LOG).mkdir()


SIDES: dict[str, Callable[[Sides, Path, random.Random], None]] = {
    "log, bit flipped": _flipped,
    "log, random bytes inside": _random_inside,
    "log cut off": _cut,
    "log, header zeroed": lambda sides, folder, dice: sides.lay(folder, bytes(32) + sides.log[32:]),
    "log of another file": lambda sides, folder, dice: sides.lay(folder, sides.other_log),
    "log of random bytes": lambda sides, folder, dice: sides.lay(folder, dice.randbytes(len(sides.log))),
    "a folder for a log": _folder_for_log,
    "empty log": lambda sides, folder, dice: sides.lay(folder, b""),
    "shared memory of other bytes": _beside(MEMORY, lambda dice: dice.randbytes(32768)),
    "journal of other bytes": _beside(JOURNAL, lambda dice: dice.randbytes(9000)),
    "journal's head": _beside(JOURNAL, lambda dice: MAGIC + dice.randbytes(4096)),
    "empty journal": _beside(JOURNAL, lambda dice: b""),
}
