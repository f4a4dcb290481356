"""What is not in a file for other systems, as lines."""

from collections.abc import Iterable
from typing import assert_never

from fieldapp.core.interchange.fixed import FixedRow, Untold, WhyUntold
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.texts.texts import Texts


def untold_line(one: Untold, programme: Programme, texts: Texts) -> str:
    """A sheet, a month or a number that a format cannot tell, by name."""
    names = texts.listed([texts.names(programme.district(key).names) for key in one.districts])
    match one.why:
        case WhyUntold.CROSSES_WEEK:
            office = texts.names(programme.office(one.office).names)
            return texts("interchange.crosses-week", office=office, period=texts.period_label(one.period))
        case WhyUntold.MONTH_NOT_WHOLE if not names:
            return texts("interchange.month-not-whole", period=one.period)
        case WhyUntold.MONTH_NOT_WHOLE:
            return texts("interchange.month-not-whole-for", period=one.period, districts=names)
        case WhyUntold.NOT_TOLD:
            column = texts.names(programme.indicator(one.indicator).short_names)
            return texts("interchange.not-told", period=one.period, districts=names, indicator=column)
        case _:
            assert_never(one.why)


def incomplete_lines(rows: Iterable[FixedRow], programme: Programme, texts: Texts) -> list[str]:
    """The weeks and months in which districts are not complete any more, one a line."""
    torn: dict[Period, list[str]] = {}
    for row in rows:
        if row.was_complete:
            torn.setdefault(row.period, []).append(texts.names(programme.district(row.district).names))
    return [
        texts("interchange.not-complete", period=period, districts=texts.listed(names))
        for period, names in torn.items()
    ]
