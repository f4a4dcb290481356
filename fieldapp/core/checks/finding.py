"""Something wrong or odd in a sheet, as a code, cells and numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from fieldapp.core.numbers import Amount
from fieldapp.core.period import Period
from fieldapp.core.sheet import Cell

Detail: TypeAlias = "str | int | Decimal | Amount | Period | date | tuple[Detail, ...]"
"""What a sentence of a finding can show, and what can be kept beside a sent sheet."""

Details = Mapping[str, Detail]


class Severity(StrEnum):
    """ERROR: the sheet cannot be marked ready. WARNING: somebody should look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Replacement:
    """What one cell would say instead, as texts that can be typed; `before` is None where nothing is."""

    cell: Cell
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may have happened (`kind`) and what would then be right. `explains`: the columns whose control
    totals agree once all of `cells` are changed, `rows`: the districts. Never applied by itself."""

    kind: str
    cells: tuple[Replacement, ...]
    explains: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether totals that differed then agree."""
        return bool(self.explains or self.rows)


@dataclass(frozen=True)
class Finding:
    """Something wrong or odd in the sheet of an office for `period`. `cells`: where (none: the period
    itself). `details`: the values its sentence shows. `suggestions`: best first. `is_answered`: somebody
    said why it is right (`answer`); it is not counted then."""

    code: str
    severity: Severity
    cells: tuple[Cell, ...]
    details: Details
    period: Period
    office: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    is_answered: bool = False
    answer: str = ""


def by_cell(findings: Sequence[Finding]) -> dict[Cell, tuple[Finding, ...]]:
    """The findings of each cell, in their order."""
    found: dict[Cell, tuple[Finding, ...]] = {}
    for finding in findings:
        for cell in finding.cells:
            found[cell] = (*found.get(cell, ()), finding)
    return found


def count_warnings(findings: Sequence[Finding]) -> int:
    """How many findings somebody should look at, and has not answered yet."""
    return sum(finding.severity is Severity.WARNING and not finding.is_answered for finding in findings)


def count_errors(findings: Sequence[Finding]) -> int:
    """How many findings keep the sheet from being marked ready."""
    return sum(finding.severity is Severity.ERROR for finding in findings)
