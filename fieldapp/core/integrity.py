"""What does not fit in a data file, as values."""

from dataclasses import dataclass
from enum import StrEnum

from fieldapp.core.sheet import SheetKey


class Compared(StrEnum):
    """What is not as it was written: a sheet, the list of an office's sheets, what the file says of itself,
    what goes across sheets (records, publications), the history, or the file as SQLite sees it. COUNTED: a
    sheet at headquarters holds something else than its records say together."""

    SHEET = "sheet"
    LIST = "list"
    ABOUT = "about"
    ACROSS = "across"
    HISTORY = "history"
    SQLITE = "sqlite"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not fit. `sheet`: which one, where it is one; `told`: SQLite's own words, an office
    or the number of a row."""

    what: Compared
    sheet: SheetKey | None = None
    told: str = ""
