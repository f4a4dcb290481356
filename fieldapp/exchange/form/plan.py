"""Where everything of a form stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from fieldapp.core.checks.totals import columns_of_row_total, row_controls_on_paper
from fieldapp.core.programme import Indicator, Programme
from fieldapp.core.records.record import Record

HEADING_ROW = 8
"""The row of the headings; above it stand their keys, below it the districts."""
FIRST_COLUMN = 3
"""The column of the first indicator, after the keys and the names."""


@dataclass(frozen=True)
class FormPlan:
    """Where everything stands. `groups`: region → rows of its districts; `heads`: the rows of the regions,
    none where there is only one. `sums`: for each control total of rows the columns that it adds up."""

    indicators: Sequence[Indicator]
    groups: Mapping[str, Mapping[str, int]]
    heads: Mapping[str, int]
    total: int
    sums: Sequence[tuple[Indicator, Sequence[Indicator]]] = ()

    @property
    def rows(self) -> dict[str, int]:
        """The row of each district."""
        return {key: row for group in self.groups.values() for key, row in group.items()}

    @property
    def first(self) -> int:
        """The row of the first district."""
        return min(self.rows.values())

    @property
    def last(self) -> int:
        """That of the last one."""
        return max(self.rows.values())

    @property
    def control(self) -> int:
        """The row of the control totals."""
        return self.total + 1

    @property
    def checks(self) -> int:
        """The row that compares both."""
        return self.total + 2

    @property
    def letters(self) -> list[str]:
        """The columns of the figures."""
        return [get_column_letter(FIRST_COLUMN + place) for place in range(len(self.indicators))]

    @property
    def state(self) -> int:
        """The column of the marks; the words and the codes of the checks stand after it."""
        return FIRST_COLUMN + len(self.indicators) + len(self.sums)

    @property
    def columns(self) -> list[tuple[int, str, Indicator]]:
        """The columns of the figures: number, letter, indicator."""
        numbers = range(FIRST_COLUMN, FIRST_COLUMN + len(self.indicators))
        return [(n, get_column_letter(n), item) for n, item in zip(numbers, self.indicators, strict=True)]

    @property
    def controls(self) -> list[tuple[int, str, Indicator, list[str]]]:
        """The columns of the control totals of rows: number, letter, what it is of, what it adds up."""
        letters = {item.key: letter for _, letter, item in self.columns}
        numbers = range(FIRST_COLUMN + len(self.indicators), self.state)
        return [
            (n, get_column_letter(n), item, [letters[part.key] for part in parts])
            for n, (item, parts) in zip(numbers, self.sums, strict=True)
        ]

    @property
    def codes(self) -> str:
        """The hidden column of the codes of the rows."""
        return get_column_letter(self.state + 2)


def plan_form(record: Record, programme: Programme) -> FormPlan:
    """The plan of the form of a record; regions have a row of their own where there are several."""
    asked = {district for district, _, _ in record.rows}
    districts = [district for district in programme.districts if district.key in asked]
    regions = list(dict.fromkeys(district.region for district in districts))
    groups: dict[str, dict[str, int]] = {}
    heads: dict[str, int] = {}
    row = HEADING_ROW
    for region in regions:
        if len(regions) > 1:
            row += 1
            heads[region] = row
        groups[region] = {}
        for district in districts:
            if district.region == region:
                row += 1
                groups[region][district.key] = row
    controls = row_controls_on_paper(programme)
    sums = [(programme.indicator(key), columns_of_row_total(programme, key)) for key in controls]
    return FormPlan(programme.active, groups, heads, row + 1, sums)
