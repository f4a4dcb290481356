"""What a received workbook says, as values: the first step of taking it into another data file."""

from dataclasses import dataclass

from fieldapp.core.numbers import Value
from fieldapp.core.period import Period
from fieldapp.core.report import Line
from fieldapp.core.seal import canonical_bytes, seal_of


@dataclass(frozen=True)
class Reading:
    """A workbook read back. `totals` are the figures its named cells show, in stored units; `check_code` and
    `revision` are as written in it."""

    programme: str
    office: str
    period: Period
    revision: int
    check_code: str
    lines: tuple[Line, ...]
    totals: dict[str, Value]

    def is_intact(self) -> bool:
        """Whether the tallies are those that were sealed, and the named totals are their sums."""
        rows = [(line.district, line.state.value, line.values) for line in self.lines]
        content = canonical_bytes(self.programme, self.office, self.period, self.revision, rows)
        sums = {key: sum((line.values.get(key) or 0 for line in self.lines), start=0) for key in self.totals}
        return seal_of(content, self.period).check_code == self.check_code and sums == self.totals
