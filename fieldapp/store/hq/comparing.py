"""What the data says of some days and of all others, for a text to be set against."""

from fieldapp.core.numbers import Value
from fieldapp.core.period import Period, month_of
from fieldapp.core.published.against_data import OtherDays
from fieldapp.core.report import Report
from fieldapp.store.hq.reporting import Reporting


def figures_of(store: Reporting, period: Period) -> dict[str, Value | None]:
    """The columns of some days; None where nothing is entered.

    Raises FieldAppError as `Reporting.report` does.
    """
    return _columns(store.report(period))


def others_than(store: Reporting, period: Period | None) -> list[OtherDays]:
    """Every sheet, month and sum since the first day, those next to the period first.

    Raises FieldAppError as `Reporting.report` does.
    """
    sheets = sorted(store.entered())
    known = {one: figures_of(store, one) for one in sheets}
    months = dict.fromkeys(
        month_of(one.start)
        for one in sheets
        if month_of(one.start).contains(one) and month_of(one.start) != one
    )
    near = period.start if period else (sheets[-1].start if sheets else None)
    told = [OtherDays(one, values) for one, values in known.items()]
    told += [
        OtherDays(month, _sum([known[one] for one in sheets if month.contains(one)])) for month in months
    ]
    told = [one for one in told if one.of != period]
    told.sort(key=lambda one: abs((one.of.start - near).days) if near else 0)
    return told + [
        OtherDays(
            Period(sheets[0].start, end.end), _sum([known[one] for one in sheets if one.end <= end.end])
        )
        for end in sheets[1:]
    ]


def _columns(report: Report) -> dict[str, Value | None]:
    return {key: report.total(key) if report.reported else None for key in report.indicators}


def _sum(rows: list[dict[str, Value | None]]) -> dict[str, Value | None]:
    keys = dict.fromkeys(key for row in rows for key in row)
    return {key: sum((row.get(key) or 0 for row in rows), start=0) for key in keys}
