"""What a received workbook says, as values: the first step of taking it into another data file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fieldapp.core.changes import Change, changes_between
from fieldapp.core.numbers import Value
from fieldapp.core.period import Period
from fieldapp.core.report import Line, Report
from fieldapp.core.seal import Sealed, SealedRow, canonical_bytes, seal_of
from fieldapp.core.sheet import Cell


@dataclass(frozen=True)
class Reading:
    """A workbook read back. `totals` are the figures its named cells show, in stored units; `check_code` and
    `revision` are as written in it. `notes`: the remarks on cells, which no seal is over."""

    programme: str
    office: str
    period: Period
    revision: int
    check_code: str
    lines: tuple[Line, ...]
    totals: dict[str, Value]
    notes: Mapping[Cell, str] = field(default_factory=dict)

    def is_intact(self) -> bool:
        """Whether the tallies are those that were sealed, and the named totals are their sums."""
        rows = [(line.district, line.state.value, line.values) for line in self.lines]
        content = canonical_bytes(self.programme, self.office, self.period, self.revision, rows)
        sums = {key: sum((line.values.get(key) or 0 for line in self.lines), start=0) for key in self.totals}
        return seal_of(content, self.period).check_code == self.check_code and sums == self.totals


def differences(report: Report, reading: Reading) -> tuple[Change, ...]:
    """Where a workbook says something else (new) than a report of this file (old), in the districts that
    both have."""
    shared = {line.district for line in report.lines} & {line.district for line in reading.lines}

    def rows(lines: Iterable[Line]) -> tuple[SealedRow, ...]:
        return tuple(
            (line.district, line.state.value, line.values) for line in lines if line.district in shared
        )

    ours = Sealed(
        reading.programme, report.office, report.period, report.standing.revision, rows(report.lines)
    )
    return changes_between(ours, rows(reading.lines))
