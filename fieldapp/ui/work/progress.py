"""How far some work is, and what of it is being done: between the worker, which tells, and the window, which
looks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from threading import Lock

from fieldapp.core.errors import FieldAppError
from fieldapp.store.integrity import Tell


@dataclass(frozen=True, slots=True)
class Doing:
    """At one moment. `what`: a key of the texts, empty where nobody said; `done` of `of`: what its words
    count, 0 of 0 where they count nothing."""

    share: float = 0.0
    what: str = ""
    done: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of some work, up to so much of it. `of`: how many there are of what its words count."""

    what: str
    until: float = 1.0
    of: int = 0


class Progress:
    """Told on one thread, looked at and stopped on another."""

    def __init__(self) -> None:
        self._now = Doing()
        self._is_stopped = self._is_settled = False
        self._deciding = Lock()

    @property
    def now(self) -> Doing:
        """What was told last."""
        return self._now

    @property
    def is_stopped(self) -> bool:
        """Whether somebody wants it left."""
        return self._is_stopped

    @property
    def is_settled(self) -> bool:
        """Whether it is too late to stop it: what was made is being put in its place."""
        return self._is_settled

    def stop(self) -> bool:
        """Have the work left the next time it tells; whether it will be."""
        with self._deciding:
            self._is_stopped = not self._is_settled
            return self._is_stopped

    def settle(self) -> None:
        """All is made, and is put in its place from here on. Raises FieldAppError `stopped`."""
        with self._deciding:
            self._put(self._now)
            self._is_settled = True

    def tell(self, share: float) -> None:
        """How much is done. Raises FieldAppError `stopped`."""
        self._put(replace(self._now, share=share))

    def part(self, first: float, last: float) -> Tell:
        """The same for a part of the work, which is so much of all of it."""
        return lambda share: self.tell(first + share * (last - first))

    def say(self, what: str, share: float) -> None:
        """What comes now, of which nothing is counted."""
        self._put(Doing(share, what))

    def through(self, stages: Sequence[Stage], first: float = 0.0, last: float = 1.0) -> Tell:
        """For work that tells nothing but its share, of which it is known what is done when."""

        def tell(share: float) -> None:
            before, stage = 0.0, stages[0]
            for following in stages[1:]:
                if share >= stage.until:
                    before, stage = stage.until, following
            within = min(1.0, max(0.0, share - before) / (stage.until - before))
            self._put(Doing(first + share * (last - first), stage.what, int(within * stage.of), stage.of))

        return tell

    def counting(self, what: str, first: float = 0.0) -> Callable[[int, int], None]:
        """For work that counts what it does, so many of so many; of nothing, all is done. It is the last of
        the work, after which this is settled."""

        def count(done: int, of: int) -> None:
            self._put(Doing(first + (done / of if of else 1.0) * (1 - first), what, done, of))
            if done == of:
                self.settle()

        return count

    def _put(self, now: Doing) -> None:
        if self._is_stopped:
            raise FieldAppError("stopped")
        self._now = now
