"""What every kind of fault is tried with: its dice, its time, its folders, and the score it keeps."""

import random
import shutil
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Breach(StrEnum):
    """In what way a promise can be broken."""

    LOST = "lost"
    HALF = "half"
    LITTER = "litter"
    WRONG = "wrong shown as right"
    TRACEBACK = "tracebacks"
    DAMAGED = "damaged"
    UNSAID = "unsaid"
    STUCK = "next try fails"
    SLOW = "slow"


@dataclass
class Part:
    """A part of a kind: of how many rounds that are wanted so many were done, and what they cost. `seconds`:
    of a processor, those of the programs that were started included."""

    wanted: int = 0
    done: int = 0
    seconds: float = 0.0


@dataclass
class Score:
    """How one kind of fault went. `reasons`: how often each thing was seen that should not be; `seen`: what
    was counted that is no breach; `skipped`: what could not be tried here, and why."""

    kind: str
    promise: str
    rounds: int = 0
    breaches: Counter[Breach] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    skipped: list[str] = field(default_factory=list)
    parts: dict[str, Part] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether no promise was broken."""
        return not self.breaches

    @property
    def result(self) -> str:
        """In a few words, for the table."""
        others = [
            f"{count} {breach}"
            for breach, count in sorted(self.breaches.items())
            if breach in (Breach.DAMAGED, Breach.UNSAID, Breach.STUCK, Breach.SLOW)
        ]
        words = ["not tried"] if not self.rounds else ["holds"] if self.holds else ["broken", *others]
        return "; ".join([", ".join(words), *self.skipped])

    def add(self, other: "Score") -> None:
        """Take in what another program has found of the same kind at the same time."""
        self.rounds += other.rounds
        self.breaches += other.breaches
        self.reasons += other.reasons
        self.seen += other.seen
        self.skipped += [words for words in other.skipped if words not in self.skipped]
        self.seconds = max(self.seconds, other.seconds)
        for name, part in other.parts.items():
            mine = self.parts.setdefault(name, Part())
            mine.wanted, mine.done = mine.wanted + part.wanted, mine.done + part.done
            mine.seconds += part.seconds


@dataclass(frozen=True)
class Worker:
    """One of several programs that share the rounds: which, and of how many."""

    number: int = 0
    of: int = 1

    def does(self, key: object) -> bool:
        """Whether something falls to this one, whatever the others find beside it."""
        return zlib.crc32(repr(key).encode()) % self.of == self.number


Tell = Callable[[str], None]
ALONE = Worker()


class Bench:
    """The dice (a seed gives the same rounds again), the time there is, a folder for what passes, and one for
    what failed. `minutes`: for each kind; None: until all its rounds are done; `share`: so much of them;
    `worker`: which of them are done here; `tell` hears what is found and how far it is."""

    def __init__(
        self,
        seed: int,
        folder: Path,
        kept: Path,
        minutes: float | None = None,
        share: float = 1.0,
        worker: Worker = ALONE,
        tell: Tell = lambda words: None,
    ) -> None:
        self.seed = seed
        self.kept = kept
        self.worker = worker
        self.only_jobs = frozenset[str]()
        self._folder, self._made = folder, 0
        self._minutes, self._share = minutes, share
        self._end = float("inf")
        self._tell, self._said = tell, 0.0
        self._prepared: dict[tuple[str, Path], dict[Path, bytes | None]] = {}
        self.score: Score | None = None

    def begin(self, share: float = 1.0) -> None:
        """A new kind begins, or a part of one that may take this share of its time."""
        if self._minutes is not None:
            self._end = time.monotonic() + 60 * self._minutes * share

    def dice(self, name: str) -> random.Random:
        """Dice of their own for a part or a round, so that what is tried elsewhere does not alter what they
        throw."""
        return random.Random(f"{self.seed} {name}")

    def rounds(self, score: Score, wanted: int, part: str = "", *, is_shared: bool = True) -> Iterator[int]:
        """Those of so many rounds that fall to this program, or a share of them, or as there is time for: at
        least one in all. Not `is_shared`: all of them fall to it."""
        wanted = max(1, round(wanted * self._share)) if wanted else 0
        numbers = range(self.worker.number, wanted, self.worker.of) if is_shared else range(wanted)
        self.score = score
        mine = score.parts.setdefault(part, Part())
        mine.wanted += len(numbers)
        start = _processor_seconds()
        for number in numbers:
            if number != numbers[0] and time.monotonic() > self._end:
                return
            score.rounds += 1
            if part:
                score.seen[part] += 1
            self._say_how_far(score, part)
            yield number
            now = _processor_seconds()
            mine.done, mine.seconds, start = mine.done + 1, mine.seconds + now - start, now

    def folder(self) -> Path:
        """A new empty folder."""
        self._made += 1
        made = self._folder / f"{self._made}"
        made.mkdir()
        return made

    def prepared(self, name: str, prepare: Callable[[Path], object], place: Path | None = None) -> Path:
        """A folder in which something is prepared: always the same one, for a data file knows where it lives.
        What was prepared there once is put there again as it was."""
        folder = place or self._folder / "work"
        self.drop(folder, folder.with_name(f"{folder.name}.home"))
        folder.mkdir()
        if (name, folder) not in self._prepared:
            prepare(folder)
            self._prepared[name, folder] = {
                path.relative_to(folder): None if path.is_dir() else path.read_bytes()
                for path in sorted(folder.rglob("*"))
            }
            return folder
        for path, content in self._prepared[name, folder].items():
            if content is None:
                (folder / path).mkdir()
            else:
                (folder / path).write_bytes(content)
        return folder

    def drop(self, *folders: Path) -> None:
        """Take away what is not needed any more."""
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)

    def keep(self, score: Score, breach: Breach, why: str, found: Path | None = None) -> None:
        """Count what broke a promise; the first few of each reason are kept, to be looked at."""
        score.breaches[breach] += 1
        reason = f"{breach}: {why}"
        score.reasons[reason] += 1
        if score.reasons[reason] > 3:
            return
        self._tell(f"{score.kind}: {reason}")
        if found is None or not found.exists():
            return
        name = "".join(letter if letter.isalnum() else "-" for letter in f"{breach} {why}")[:90]
        number = f"{score.rounds}-{self.worker.number + 1}"
        place = self.kept / score.kind.replace(" ", "-") / f"{name}-{number}"
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(place, ignore_errors=True)
        if found.is_dir():
            shutil.copytree(found, place, ignore_dangling_symlinks=True)
        else:
            place.mkdir()
            shutil.copy(found, place)

    def _say_how_far(self, score: Score, part: str) -> None:
        if time.monotonic() - self._said > 1:
            self._said = time.monotonic()
            self._tell(f"{HOW_FAR}{score.kind}, {part}" if part else f"{HOW_FAR}{score.kind}")


HOW_FAR = "\r"
"""What is told with this before it is of the moment."""


def _processor_seconds() -> float:
    """What this program and those that it has seen end have taken of a processor."""
    import resource  # not on Windows, where nothing is tried

    mine, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime
