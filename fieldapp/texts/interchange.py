"""What is not in a file for other systems, as lines."""

from typing import assert_never

from fieldapp.core.interchange.fixed import Untold, WhyUntold
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
