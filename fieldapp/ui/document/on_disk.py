"""Is what is typed on the disk? The answer is worked out where it is known, and asked for everywhere else."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto


class Saved(Enum):
    """What may be said of the disk. WAITING: something typed is not on it. PERHAPS: of something typed nobody
    can tell. UNKNOWN: it cannot be read."""

    WAITING = auto()
    PERHAPS = auto()
    UNKNOWN = auto()
    WRITTEN = auto()
    UNCHANGED = auto()


@dataclass(frozen=True, slots=True)
class OnDisk:
    """`written_at`: when the last change came onto the disk, None before the first; `waiting`: how many cells
    hold a typed text that is not on it, in all sheets of the file; `unknown_since`: when the disk could not
    be read any more, so that what is shown is what was last known of it; `uncertain`: how many of those that
    wait may be on it."""

    written_at: datetime | None = None
    waiting: int = 0
    unknown_since: datetime | None = None
    uncertain: int = 0

    @property
    def saved(self) -> Saved:
        """The one thing to be said, the worst first."""
        if self.waiting > self.uncertain:
            return Saved.WAITING
        if self.waiting:
            return Saved.PERHAPS
        if self.unknown_since is not None:
            return Saved.UNKNOWN
        return Saved.UNCHANGED if self.written_at is None else Saved.WRITTEN

    @property
    def is_whole(self) -> bool:
        """Whether everything that was typed is on the disk, and that is known."""
        return self.saved in (Saved.WRITTEN, Saved.UNCHANGED)
