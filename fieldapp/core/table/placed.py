"""What becomes of the texts of a block: where each has its place, what has none, and what is asked first."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldapp.core.table.columns import Doubt


@dataclass(frozen=True, order=True, slots=True)
class LeftOut:
    """Texts for which there is no place. `code`: unknown-row, row-not-here, row-twice, row-unnamed,
    unknown-column, column-twice, unanswered, below or outside; `text`: the name, or the first text; `n`: how
    many texts."""

    code: str
    text: str
    n: int


@dataclass(frozen=True, slots=True)
class ColumnQuestion:
    """Two ways to take the columns, shown by one row: (indicator, text) of each. Asked once for the block."""

    mark: Doubt
    skipping: tuple[tuple[str, str], ...]
    keeping: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """The texts of a block by row of the sheet and indicator, and what has no place in it. `total`: those of
    a row that adds up the others, if there is just one and no control totals."""

    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    questions: tuple[ColumnQuestion, ...] = ()
    total: Mapping[str, str] = field(default_factory=dict)
