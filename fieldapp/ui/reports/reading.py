"""What is read for a report that is shown, and its words: both take a while where places are many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fieldapp.core.period import Period
from fieldapp.core.published.kept import CasualtyCount
from fieldapp.core.spans.range_report import By, RangeReport
from fieldapp.store.store import Store
from fieldapp.texts.ranges import table_of
from fieldapp.texts.texts import Texts

WordRows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class RangeReading:
    """A report, and the newest count of casualties as of its last day. `language`: in which `table` is."""

    report: RangeReport
    casualties: CasualtyCount | None
    table: WordRows
    language: str

    def table_in(self, texts: Texts) -> WordRows:
        """The heads, the rows and the totals, in words."""
        return self.table if self.language == texts.language else table_of(self.report, texts)


ReadRange = Callable[[Period, By], RangeReading]


def read_range(
    store: Store, texts: Texts, span: Period, by: By, tell: Callable[[float], None] = lambda share: None
) -> RangeReading:
    """Read it. Raises FieldAppError as `range_report`, `casualties_until` and `tell` do."""
    report = store.range_report(span, by, tell)
    return RangeReading(report, store.casualties_until(span.end), table_of(report, texts), texts.language)
