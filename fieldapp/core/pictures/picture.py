"""What each picture shows, as figures: exact, in stored units, and those of the reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from fieldapp.core.hq.board import Board
from fieldapp.core.numbers import Value
from fieldapp.core.period import Period
from fieldapp.core.programme import Indicator, Programme
from fieldapp.core.spans.range_report import RangeReport


@dataclass(frozen=True, slots=True)
class WeekBar:
    """A row of a report by week; `is_asked`: something of it is in the figures of the range."""

    period: Period
    value: Value | None
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Half of `weeks` numbers lie between `low` and `high`; each of the three is one of the numbers."""

    low: Value
    middle: Value
    high: Value
    weeks: int


@dataclass(frozen=True)
class WeekPanel:
    """The weeks of one column; `band` is None where too few are known."""

    indicator: Indicator
    bars: tuple[WeekBar, ...]
    band: Band | None


@dataclass(frozen=True)
class WeeklyPicture:
    """Is this week odd? The weeks of a year up to the end of the range."""

    span: Period
    panels: tuple[WeekPanel, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no number is known."""
        return all(bar.value is None for panel in self.panels for bar in panel.bars)


@dataclass(frozen=True)
class YearLine:
    """What a column adds up to by the end of each ISO week, from the first on: `sums[0]` is that of week 1.
    It ends with the last week that holds something, `entered`: how many weeks do."""

    year: int
    sums: tuple[Value, ...]
    entered: int


@dataclass(frozen=True)
class CumulativePanel:
    """One column, the years in order: the last line is the year of the range, which may have none yet."""

    indicator: Indicator
    lines: tuple[YearLine, ...]


@dataclass(frozen=True)
class CumulativePicture:
    """Are we ahead? A year by ISO week over the earlier ones."""

    year: int
    panels: tuple[CumulativePanel, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of any year."""
        return not any(panel.lines for panel in self.panels)


@dataclass(frozen=True)
class PlacesPicture:
    """Where? The rows of a report by district, and `before`: the report of the same range a year earlier, or
    None where there is nothing to compare with."""

    report: RangeReport
    before: RangeReport | None

    @property
    def is_empty(self) -> bool:
        """Whether no row has a number."""
        return all(value is None for row in self.report.rows for value in row.values.values())

    def value_before(self, key: str, indicator: str) -> Value | None:
        """The same figure a year earlier."""
        return self._before.get(key, {}).get(indicator)

    @cached_property
    def _before(self) -> Mapping[str, Mapping[str, Value | None]]:
        rows = self.before.rows if self.before is not None else ()
        return {row.key: row.values for row in rows}


@dataclass(frozen=True)
class TilePanel:
    """One figure of every district, by region; `indicator` is None for all items together."""

    indicator: Indicator | None
    regions: tuple[tuple[str, Mapping[str, Value | None]], ...]

    @property
    def most(self) -> Value:
        """The greatest figure; 0 where there is none."""
        return max((value or 0 for _, row in self.regions for value in row.values()), default=0)


@dataclass(frozen=True)
class TilesPicture:
    """Where, at a glance? No map: the borders are not ours to draw."""

    programme: Programme
    span: Period
    panels: tuple[TilePanel, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no district has a number."""
        values = [value for panel in self.panels for _, row in panel.regions for value in row.values()]
        return all(value is None for value in values)


@dataclass(frozen=True)
class ItemsPicture:
    """Which? The items of a range by type."""

    span: Period
    parts: tuple[tuple[Indicator, Value], ...]

    @property
    def total(self) -> Value:
        """All of them."""
        return sum((value for _, value in self.parts), start=0)

    @property
    def is_empty(self) -> bool:
        """Whether there is none."""
        return self.total <= 0


@dataclass(frozen=True)
class BoardPicture:
    """Who is late? Offices by weeks. `is_demonstration`: what was sent, and when, is made up."""

    programme: Programme
    board: Board
    is_demonstration: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is no week on it."""
        return not self.board.weeks


Picture = WeeklyPicture | CumulativePicture | PlacesPicture | TilesPicture | ItemsPicture | BoardPicture


@dataclass(frozen=True)
class Album:
    """The pictures of a report, in the order in which they are read."""

    report: RangeReport
    pictures: Sequence[Picture]
