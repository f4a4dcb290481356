"""What others have printed of some days, and counts of casualties: kept beside the figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Value
from fieldapp.core.period import Period
from fieldapp.core.published.against_data import Values, with_sums
from fieldapp.core.published.reading import AREA_FIGURE, PRESS_FIGURES, VICTIMS, PressReading

_STEPS = (10_000, 1_000, 100, 10)


@dataclass(frozen=True)
class PrintedFigures:
    """What a source printed of some days, in stored units; what it rounds is not kept."""

    period: Period
    source: str
    figures: Mapping[str, Value]


@dataclass(frozen=True)
class CasualtyCount:
    """How many people, as of a day, counted since another; counts only."""

    as_of: date
    since: date
    source: str
    figures: Mapping[str, int]


@dataclass(frozen=True)
class AfterPrint:
    """A kept print and the figures that are something else by now: printed and now."""

    printed: PrintedFigures
    changes: Mapping[str, tuple[Value, Value | None]]


def exact_figures(reading: PressReading) -> dict[str, Value]:
    """What can be kept of a text: the figures of its own days that it does not round."""
    return {
        name: one.value for name, one in reading.read.items() if one.value is not None and not one.rounding
    }


def after_print(printed: PrintedFigures, data: Values) -> AfterPrint:
    """What the data says otherwise now; an area that is printed cut off is the same."""
    now = with_sums(data)
    changes = {
        name: (printed.figures[name], now.get(name))
        for name in PRESS_FIGURES
        if name in printed.figures and not _is_same(name, printed.figures[name], now.get(name))
    }
    return AfterPrint(printed, changes)


def require_sums(count: CasualtyCount) -> CasualtyCount:
    """The same, if killed and injured are the total, and no part is more than the whole; a total that is not
    told is their sum.

    Raises FieldAppError `casualties-do-not-add`, `casualties-unknown` or `casualties-backwards`.
    """
    told = dict(count.figures)
    if not told or not told.keys() <= {*VICTIMS}:
        raise FieldAppError("casualties-unknown", known=", ".join(VICTIMS))
    if count.as_of < count.since:
        raise FieldAppError("casualties-backwards", start=count.since, end=count.as_of)
    parts = [told[name] for name in ("killed", "injured") if name in told]
    if len(parts) == 2:
        told.setdefault("total", sum(parts))
    total = told.get("total")
    most = sum(parts) if len(parts) == 2 else max([*parts, 0])
    is_wrong = total is not None and (total < most or (len(parts) == 2 and total != most))
    too_many = [name for name in ("children", "women") if total is not None and told.get(name, 0) > total]
    if is_wrong or too_many:
        largest = max(most, *(told[name] for name in too_many)) if too_many else most
        raise FieldAppError("casualties-do-not-add", total=total, parts_sum=largest)
    return CasualtyCount(count.as_of, count.since, count.source, told)


def _is_same(name: str, printed: Value, now: Value | None) -> bool:
    if now is None or printed == now:
        return printed == now
    step = next((one for one in _STEPS if name == AREA_FIGURE and printed % one == 0), 0)
    return abs(Decimal(printed) - Decimal(now)) < step
