"""What must hold of a sheet, and what of it only a person can know to be right: its days, its empty rows."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from fieldapp.core.checks.case import Case, Hit, Search
from fieldapp.core.checks.finding import Details, Suggestion
from fieldapp.core.checks.memory import WEEK_DAYS
from fieldapp.core.numbers import Amount, Unit, Value, median_of
from fieldapp.core.period import DAY, Period, week_cut_into
from fieldapp.core.sheet import CONTROL, Cell, RowState

FAR_FROM_USUAL = 10_000
"""Square metres typed as hectares are 10,000 times too large."""

ENOUGH_WEEKS = 3
UNREAD = ("ambiguous-number", "not-written", "read-by-now")


def unread_texts(code: str) -> Search:
    """Texts that are no numbers, for one reason."""

    def search(case: Case) -> Iterator[Hit]:
        for cell, unread in case.unread():
            if code == (unread.code if unread.code in UNREAD else "not-a-number"):
                shown: Details = {"text": unread.text, "readings": unread.readings}
                yield Hit((cell,), {**_place(cell), **shown})

    return search


def negatives(case: Case) -> Iterator[Hit]:
    """Numbers below zero."""

    for cell, indicator, value in case.numbers:
        if value < 0:
            shown: Details = {**_place(cell), "value": Amount(value, indicator.unit)}
            is_number_without = isinstance(value, int) and not cell.is_control
            yield Hit((cell,), shown, case.proposed("sign", {cell: -value}) if is_number_without else ())


def fractions(unit: Unit) -> Search:
    """Numbers that are not whole in the unit they are stored in."""

    def search(case: Case) -> Iterator[Hit]:
        for cell, indicator, value in case.numbers:
            if indicator.unit is unit and isinstance(value, Decimal):
                yield Hit((cell,), {**_place(cell), "value": Amount(value, unit)})

    return search


def half_filled(case: Case) -> Iterator[Hit]:
    """Rows with some of their numbers."""

    for district in case.sheet.districts:
        if case.sheet.is_half_filled(district):
            missing = case.sheet.missing(district)
            cells = tuple(Cell(district, key) for key in missing)
            yield Hit(cells, {"district": district, "indicators": missing})


def control_differences(case: Case) -> Iterator[Hit]:
    """Columns and rows that do not add up to their control total, with what would make them agree."""
    for one in case.totals.differing():
        shown: Details = {
            **({"indicator": one.cell.indicator} if one.cell.district == CONTROL else _place(one.cell)),
            "control": Amount(one.typed, one.unit),
            "total": Amount(one.typed + one.over, one.unit),
            "difference": Amount(one.over, one.unit),
        }
        yield Hit((one.cell,), shown, case.repairs.get(one.cell, ()))


def overlaps(case: Case) -> Iterator[Hit]:
    """Other periods of the file that share a day with this one."""

    for other in case.around.periods:
        if other != case.sheet.period and other.overlaps(case.sheet.period):
            yield Hit((), {"period": case.sheet.period, "other": other})


def not_reported(case: Case) -> Iterator[Hit]:
    """One finding for all of them: a sheet begins empty, and 14 lines would hide what matters."""
    sheet = case.sheet
    silent = [
        district
        for district in sheet.districts
        if sheet.state(district) is RowState.NOT_REPORTED and not sheet.is_half_filled(district)
    ]
    if silent:
        cells = tuple(cell for district in silent for cell in case.row(district))
        yield Hit(cells, {"districts": tuple(silent), "n": len(silent), "expected": len(sheet.districts)})


def gaps(case: Case) -> Iterator[Hit]:
    """Days between the period before and this one, unless as many lay between the ones before: who works from
    Monday to Saturday enters nothing for Sundays."""

    start = case.sheet.period.start
    earlier = [other for other in case.around.periods if other.start < start]
    last = max((other.end for other in earlier), default=None)
    if last is not None and last + DAY < start:
        days = (start - last).days - 1
        latest = sorted(earlier)[-ENOUGH_WEEKS - 1 :]
        pauses = [(after.start - before.end).days - 1 for before, after in pairwise(latest)]
        if days >= WEEK_DAYS or pauses != [days] * ENOUGH_WEEKS:
            yield Hit((), {"gap": Period(last + DAY, start - DAY), "days": days})


def odd_lengths(case: Case) -> Iterator[Hit]:
    """A period that is neither a week, nor a part of one that the programme makes, nor as long as all of the
    latest ones before it."""

    period = case.sheet.period
    latest = sorted(other for other in case.around.periods if other.end < period.start)[-ENOUGH_WEEKS:]
    is_usual = [other.days for other in latest] == [period.days] * ENOUGH_WEEKS
    is_week = week_cut_into(period, split=case.programme.split_at_month_end).days == WEEK_DAYS
    if not is_week and not (is_usual and period.days < WEEK_DAYS):
        yield Hit((), {"period": period, "days": period.days})


def future_ends(case: Case) -> Iterator[Hit]:
    """A period that is not over."""

    if case.sheet.period.end > case.around.today:
        yield Hit((), {"end": case.sheet.period.end, "today": case.around.today})


def unusual_areas(case: Case) -> Iterator[Hit]:
    """Over 10,000 times what is usual (the median of at least three earlier weeks of the district, else what
    the programme says), or over what the programme calls possible; unless a likelier mistake explains it."""
    explained = {cell for one in case.suspected for cell in one.cells}
    for cell, indicator, value in case.numbers:
        if cell.is_control or indicator.unit is not Unit.HECTARE or cell in explained:
            continue
        earlier = [number for number in case.around.earlier.get(cell, ()) if number > 0]
        usual = median_of(map(Decimal, earlier)) if len(earlier) >= ENOUGH_WEEKS else indicator.usual
        too_far = usual is not None and value > FAR_FROM_USUAL * usual
        if usual is not None and (too_far or (indicator.ceiling is not None and value > indicator.ceiling)):
            shown = {"value": Amount(value, indicator.unit), "usual": Amount(round(usual), indicator.unit)}
            yield Hit((cell,), {**_place(cell), **shown}, _as_square_metres(case, cell, value, usual))


def _as_square_metres(case: Case, cell: Cell, value: Value, usual: Value) -> tuple[Suggestion, ...]:
    """What was meant, where that is not far below what is usual."""
    if value % FAR_FROM_USUAL or value < FAR_FROM_USUAL * usual / 100:
        return ()
    return case.proposed("square-metres", {cell: value // FAR_FROM_USUAL})


def _place(cell: Cell) -> dict[str, str]:
    return {"district": cell.district, "indicator": cell.indicator}
