"""What became of a change that was meant for the disk. There is no other way for it to end."""

from dataclasses import dataclass

from fieldapp.core.errors import FieldAppError


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
