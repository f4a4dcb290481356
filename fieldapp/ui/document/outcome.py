"""What became of a change that was meant for the disk. There is no other way for it to end."""

from dataclasses import dataclass

from fieldapp.core.edits import Edits
from fieldapp.core.errors import FieldAppError
from fieldapp.store.store import Store


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing would have changed."""


@dataclass(frozen=True, slots=True)
class Declined:
    """A sheet that was sent is changed for a reason only, and none was given; or another program has the
    file: nothing was touched."""


@dataclass(frozen=True, slots=True)
class Refused:
    """It is not on the disk; `error` says why."""

    error: FieldAppError


@dataclass(frozen=True, slots=True)
class Written:
    """It is on the disk."""


Outcome = Nothing | Declined | Refused | Written


def written_late(store: Store, edits: Edits, error: FieldAppError) -> FieldAppError:
    """What is to be said of a disk that failed when everything was on it."""
    if error.code == "written-late":
        return error
    cells = tuple(edit.cell for edit in edits.items)
    return FieldAppError("written-late", path=store.path, entries=cells, programme=store.programme)
