"""Where a data file lives, and whether one that is found elsewhere was moved there or is a copy."""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Home:
    """A place of a data file: its path, the volume that holds it and the file's number there. A number of
    nothing is one that is not known."""

    path: str
    volume: int
    number: int


class Left(Enum):
    """What is found where a data file lived before. `TWIN`: a data file with the same UUID."""

    TWIN = "twin"
    NOTHING = "nothing"
    OUT_OF_REACH = "out of reach"


class Place(Enum):
    """`COPY`: the file that this one was copied from is there; `UNSEEN`: it may be, where nobody can look."""

    HOME = "home"
    MOVED = "moved"
    COPY = "copy"
    UNSEEN = "unseen"

    @property
    def asks(self) -> bool:
        """Whether a person has to say which file this is."""
        return self in (Place.COPY, Place.UNSEEN)


def place_by_itself(remembered: Home | None, here: Home) -> Place | None:
    """What is known without a look at where the file lived before; None where that is needed."""
    if remembered is None:
        return Place.MOVED
    is_same_path = remembered.path == here.path
    if remembered.volume != here.volume:
        return Place.UNSEEN if is_same_path else None
    if is_same_path:
        return Place.HOME
    return Place.MOVED if here.number and remembered.number == here.number else None


def place_of(remembered: Home | None, here: Home, left: Left) -> Place:
    """What a data file is where it is now, by what was left where it lived before."""
    known = place_by_itself(remembered, here)
    if known is not None or remembered is None:
        return known or Place.MOVED
    if left is Left.TWIN:
        return Place.COPY
    is_gone = left is Left.NOTHING or remembered.volume == here.volume
    return Place.MOVED if is_gone else Place.UNSEEN
