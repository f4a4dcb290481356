"""Where a press text contradicts itself."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from fieldapp.core.numbers import Value
from fieldapp.core.published.reading import (
    AREA_FIGURE,
    PRESS_COLUMNS,
    SUMS,
    Contradiction,
    Figure,
    PressReading,
    agrees,
)

NEAR = Decimal("0.05")
_FAR = Decimal("0.2")
_WEEK_DAYS = 16


def self_contradictions(reading: PressReading) -> tuple[Contradiction, ...]:
    """Everything in which a text is at odds with itself, each figure and kind once."""
    if not reading.found:
        return ()
    found = [
        *_of_period(reading),
        *_of_numbers(reading),
        *_of_units(reading),
        *_of_sums(reading.read, reading),
        *_of_roundings(reading),
        *_of_second_prints(reading),
        *_of_cumulative(reading),
        *_of_casualties(reading),
        *_of_places(reading),
    ]
    return tuple({(one.figure, one.kind): one for one in reversed(found)}.values())[::-1]


def is_true_of(figure: Figure, value: Value) -> bool:
    """Whether a rounded figure or a range is true of a value; a range ends as finely as it is printed."""
    if figure.between:
        low, high = figure.between
        return Decimal(low) - figure.step < value < Decimal(high) + figure.step
    return figure.value is not None and is_rightly_rounded(figure.rounding, figure.value, value)


def is_rightly_rounded(rounding: str, printed: Value, value: Value) -> bool:
    """Whether *over n*, *nearly n*, *about n* or *up to n* is true of a value."""
    n, exact = Decimal(printed), Decimal(value)
    is_near = abs(exact - n) <= n * NEAR
    match rounding:
        case "over":
            return exact > n
        case "nearly":
            return exact < n and is_near
        case "up-to":
            return exact <= n
        case _:
            return is_near


def sum_of(name: str, read: Mapping[str, Figure]) -> Value | None:
    """A sum by what is printed of its parts, None where a part is rounded or fewer than two are there."""
    parts = [read[one] for one in SUMS[name] if one in read]
    if len(parts) < 2 or any(one.rounding or one.value is None for one in parts):
        return None
    return sum((one.value for one in parts if one.value is not None), start=0)


def _of_period(reading: PressReading) -> Iterator[Contradiction]:
    if reading.days is None:
        yield Contradiction("period", "period-missing")
        return
    period = reading.period or reading.days.in_year(2024)
    if reading.has_week_words and period is not None and period.days > _WEEK_DAYS:
        yield Contradiction("period", "wrong-scope", str(period), span=_span(reading))


def _span(reading: PressReading) -> tuple[int, int] | None:
    return (reading.days.start, reading.days.end) if reading.days else None


def _of_places(reading: PressReading) -> Iterator[Contradiction]:
    for one in reading.misspelt:
        yield Contradiction("place", "place-misspelt", one.printed, one.likelier, span=one.span)


def _of_numbers(reading: PressReading) -> Iterator[Contradiction]:
    for name, figure in reading.read.items():
        if figure.is_ambiguous:
            yield Contradiction(name, "ambiguous-number", figure.text, figure.value, span=figure.span)


def _of_units(reading: PressReading) -> Iterator[Contradiction]:
    for first, twin in reading.twins:
        coarse, fine = (first, twin) if first.step > twin.step else (twin, first)
        if not agrees(coarse, fine.value):
            yield Contradiction(AREA_FIGURE, "unit-slip", coarse.value, fine.value, span=coarse.span)


def _of_sums(read: Mapping[str, Figure], reading: PressReading) -> Iterator[Contradiction]:
    for name, parts in SUMS.items():
        figure, computed = read.get(name), sum_of(name, read)
        if figure is None or figure.value is None or computed is None or figure.value == computed:
            continue
        if len([one for one in parts if one in read]) < len(parts) and figure.value > computed:
            continue
        lacking = [computed - (read[one].value or 0) for one in parts if one in read]
        kind = "sum-leaves-out-category" if figure.value in lacking and len(parts) > 2 else "sum-differs"
        yield Contradiction(name, kind, figure.value, computed, span=figure.span)


def _of_roundings(reading: PressReading) -> Iterator[Contradiction]:
    for one in reading.mentions:
        figure = one.figure
        if one.scope != "current" or not figure.rounding or figure.printed is None:
            continue
        value = _exact(one.name, reading.read)
        if value is None or is_true_of(figure, value):
            continue
        ends = figure.between or ((figure.value,) if figure.value is not None else ())
        is_far = all(abs(Decimal(end) - Decimal(value)) > _FAR * Decimal(value) for end in ends)
        kind = "printed-twice" if is_far and one.name in PRESS_COLUMNS else "rounded-falsely"
        yield Contradiction(one.name, kind, figure.printed, value, span=figure.span)


def _exact(name: str, read: Mapping[str, Figure]) -> Value | None:
    """What a rounded figure is to be true of: the sum, or what is printed as exact."""
    computed = sum_of(name, read) if name in SUMS else None
    figure = read.get(name)
    if computed is None and figure is not None and not figure.rounding:
        return figure.value
    return computed


def _of_second_prints(reading: PressReading) -> Iterator[Contradiction]:
    for one in reading.second:
        figure, read = one.figure, reading.read[one.name]
        if figure.rounding or read.rounding or figure.value is None or read.value is None:
            continue
        if not agrees(figure, read.value) and not agrees(read, figure.value):
            yield Contradiction(one.name, "printed-twice", figure.value, read.value, span=figure.span)


def _of_cumulative(reading: PressReading) -> Iterator[Contradiction]:
    told = reading.cumulative
    if told is None:
        return
    for one in _of_sums(told.figures, reading):
        yield replace(one, kind="cumulative-does-not-add", figure="cumulative")
    if told.until and reading.period and told.until < reading.period.end.isoformat():
        yield Contradiction("cumulative", "wrong-scope", told.until, reading.period.end.isoformat())


def _of_casualties(reading: PressReading) -> Iterator[Contradiction]:
    told = {name: one.value for name, one in reading.casualties.items() if one.value is not None}
    if {"total", "killed", "injured"} <= told.keys():
        computed = told["killed"] + told["injured"]
        if computed != told["total"]:
            span = reading.casualties["total"].span
            yield Contradiction("casualties", "casualties-do-not-add", told["total"], computed, span=span)
