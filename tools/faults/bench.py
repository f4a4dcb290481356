"""What every kind of fault is tried with: its dice, its time, its folders, and the score it keeps."""

import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
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


class Bench:
    """The dice (a seed gives the same rounds again), the time there is, a folder for what passes, and one for
    what failed. `minutes`: for each kind; None: until all its rounds are done; `share`: so much of them."""

    def __init__(
        self, seed: int, folder: Path, kept: Path, minutes: float | None = None, share: float = 1.0
    ) -> None:
        self.seed = seed
        self.kept = kept
        self._folder, self._made = folder, 0
        self._minutes, self._share = minutes, share
        self._end = float("inf")
        self._said = 0.0
        self.only_jobs = frozenset[str]()

    def begin(self, share: float = 1.0) -> None:
        """A new kind begins, or a part of one that may take this share of its time."""
        if self._minutes is not None:
            self._end = time.monotonic() + 60 * self._minutes * share

    def dice(self, name: str) -> random.Random:
        """Dice of their own for a part, so that what is tried before does not alter what it throws."""
        return random.Random(f"{self.seed} {name}")

    def rounds(self, score: Score, wanted: int) -> Iterator[int]:
        """So many rounds as are wanted, or a share of them, or as there is time for: at least one."""
        wanted = max(1, round(wanted * self._share))
        for number in range(wanted):
            if number and time.monotonic() > self._end:
                return
            score.rounds += 1
            self._tell(score, number, wanted)
            yield number

    def folder(self) -> Path:
        """A new empty folder."""
        self._made += 1
        made = self._folder / f"{self._made}"
        made.mkdir()
        return made

    def drop(self, *folders: Path) -> None:
        """Take away what is not needed any more."""
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)

    def keep(self, score: Score, breach: Breach, why: str, found: Path | None = None) -> None:
        """Count what broke a promise; the first few of each reason are kept, to be looked at."""
        score.breaches[breach] += 1
        score.reasons[f"{breach}: {why}"] += 1
        number = score.reasons[f"{breach}: {why}"]
        if number > 3 or found is None or not found.exists():
            return
        name = "".join(letter if letter.isalnum() else "-" for letter in f"{breach} {why}")[:90]
        place = self.kept / score.kind.replace(" ", "-") / f"{name}-{score.rounds}"
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(place, ignore_errors=True)
        if found.is_dir():
            shutil.copytree(found, place, ignore_dangling_symlinks=True)
        else:
            place.mkdir()
            shutil.copy(found, place)

    def _tell(self, score: Score, number: int, wanted: int) -> None:
        if sys.stderr.isatty() and time.monotonic() - self._said > 1:
            self._said = time.monotonic()
            print(f"\r{score.kind}: {number} of {wanted} …\033[K", end="\r", file=sys.stderr, flush=True)
