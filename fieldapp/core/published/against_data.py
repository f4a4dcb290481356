"""A press text beside the data: equal, rightly rounded, or different with the known kind that explains it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fieldapp.core.numbers import SQUARE_METRES_PER_HECTARE, Unit, Value, decimal_text
from fieldapp.core.period import Period
from fieldapp.core.published.against_itself import is_rightly_rounded, is_true_of
from fieldapp.core.published.reading import (
    AREA_FIGURE,
    PRESS_COLUMNS,
    PRESS_FIGURES,
    SUMS,
    Contradiction,
    Figure,
    PressReading,
    agrees,
)

_PAIR = {"ap_mines": "at_mines", "at_mines": "ap_mines"}
_SIGNIFICANT = 100
_A_LIST = 3
"""So many places are a list; one or two are said of something."""

_TENFOLD = (10, 100, 1000)

Values = Mapping[str, Value | None]
"""Figures in stored units; None where the data has none."""


@dataclass(frozen=True)
class OtherDays:
    """What the data says of other days: of a sheet, a month, or all since a day."""

    of: Period
    values: Values


def with_sums(columns: Values) -> dict[str, Value | None]:
    """Columns with the sums of them; those of which a part is missing have none."""
    values = dict(columns)
    for name, parts in SUMS.items():
        numbers = [columns.get(part) for part in parts]
        known = [number for number in numbers if number is not None]
        values[name] = sum(known, start=0) if len(known) == len(parts) else None
    return values


def press_differences(
    reading: PressReading, data: Values, others: Sequence[OtherDays] = ()
) -> tuple[Contradiction, ...]:
    """What a text says otherwise than the data, a right rounding included, which does not count. `data`: of
    the text's period; `others`: of other days, the likeliest first."""
    if not reading.found:
        return ()
    values = with_sums(data)
    if all(value is None for value in data.values()):
        other = _same_figures(reading, others)
        if other is not None:
            printed = str(reading.period) if reading.period else None
            return (Contradiction("period", "other-period", printed, str(other.of), str(other.of)),)
    return tuple(_differences(reading, values, others))


def places_left_out(reading: PressReading, worked: Sequence[str]) -> tuple[Contradiction, ...]:
    """The places with figures that a text which lists places does not name; no fault, since such a list is
    often shortened. `worked`: the keys of districts with figures for its days."""
    lacking = [key for key in worked if key not in reading.places]
    if len(reading.places) < _A_LIST or not lacking:
        return ()
    return (Contradiction("places", "places-left-out", " ".join(reading.places), " ".join(lacking)),)


def _differences(reading: PressReading, data: Values, others: Sequence[OtherDays]) -> Iterator[Contradiction]:
    for name in PRESS_FIGURES:
        figure = reading.read.get(name)
        if figure is None:
            if name in PRESS_COLUMNS and data.get(name) and not _in_a_sum(name, reading):
                yield Contradiction(name, "missing", None, data[name])
            continue
        yield from _difference(name, figure, reading, data, others)
    for one in reading.second:
        yield from _difference(one.name, one.figure, reading, data, others)


def _in_a_sum(name: str, reading: PressReading) -> bool:
    return any(name in parts and total in reading.read for total, parts in SUMS.items())


def _difference(
    name: str, figure: Figure, reading: PressReading, data: Values, others: Sequence[OtherDays]
) -> Iterator[Contradiction]:
    value = data.get(name)
    if figure.between and value is not None:
        kind = "rounded" if is_true_of(figure, value) else "rounded-falsely"
        yield Contradiction(name, kind, figure.between, value, span=figure.span)
        return
    if figure.printed is None:
        return
    if figure.value is not None and figure.value == value:
        if figure.rounding and not is_rightly_rounded(figure.rounding, figure.value, value):
            yield Contradiction(name, "rounded-falsely", figure.value, value, span=figure.span)
        return
    if value is None or figure.value is None:
        yield Contradiction(name, "not-in-data", figure.printed, None, span=figure.span)
        return
    kind, of = _kind(name, figure, figure.value, value, reading, data, others)
    yield Contradiction(name, kind, figure.value, value, of, figure.span)


def _kind(
    name: str,
    figure: Figure,
    printed: Value,
    value: Value,
    reading: PressReading,
    data: Values,
    others: Sequence[OtherDays],
) -> tuple[str, str]:
    """The first explanation that holds, in their order."""
    if figure.rounding and is_rightly_rounded(figure.rounding, printed, value):
        return "rounded", ""
    if not figure.rounding and agrees(figure, value):
        return "rounded", ""
    if _is_swapped(name, reading, data):
        return "swapped-ap-at", ""
    if name == "items" and printed in _sums_without_one(data):
        return "sum-leaves-out-category", ""
    if of := _other_period(name, printed, others):
        return "other-period", of
    if figure.rounding:
        return "rounded-falsely", ""
    if name == AREA_FIGURE and _is_times(figure, printed, value, (SQUARE_METRES_PER_HECTARE,)):
        return "unit-slip", ""
    if _is_times(figure, printed, value, _TENFOLD):
        return "decimal-slip", ""
    return _slip(_digits(name, printed), _digits(name, value)) or "different", ""


def _is_swapped(name: str, reading: PressReading, data: Values) -> bool:
    if name not in _PAIR or not all(one in reading.read for one in _PAIR):
        return False
    return all(reading.read[one].value == data.get(other) for one, other in _PAIR.items())


def _sums_without_one(data: Values) -> set[Value]:
    parts = [data.get(part) or 0 for part in SUMS["items"]]
    return {sum(parts, start=0) - part for part in parts if part}


def _other_period(name: str, printed: Value, others: Sequence[OtherDays]) -> str:
    """Whose figure it is; one of three digits or more, because any day has a 7."""
    least = _SIGNIFICANT * 1000 if name == AREA_FIGURE else _SIGNIFICANT
    if printed < least:
        return ""
    return next((str(one.of) for one in others if with_sums(one.values).get(name) == printed), "")


def _same_figures(reading: PressReading, others: Sequence[OtherDays]) -> OtherDays | None:
    """Other days of which the text prints every figure."""
    printed = {
        name: one
        for name, one in reading.read.items()
        if name in PRESS_COLUMNS and not one.rounding and one.value
    }
    if len(printed) < 2:
        return None
    for one in others:
        if all(one.values.get(name) == figure.value for name, figure in printed.items()):
            return one
    return None


def _is_times(figure: Figure, printed: Value, value: Value, factors: Sequence[int]) -> bool:
    """Whether one is a multiple of the other; of an area also where its last digits were cut off by that."""
    is_area = figure.step > 1
    for factor in factors:
        if Decimal(printed) == Decimal(value) * factor or Decimal(printed) * factor == Decimal(value):
            return True
        if is_area and printed and abs(Decimal(printed) - Decimal(value) / factor) < figure.step:
            return True
    return False


def _digits(name: str, value: Value) -> str:
    return decimal_text(value, Unit.HECTARE if name == AREA_FIGURE else Unit.COUNT)


def _slip(printed: str, right: str) -> str:
    """The one slip of a digit that makes the printed number of the right one."""
    if len(printed) == len(right):
        apart = [at for at in range(len(right)) if printed[at] != right[at]]
        if len(apart) == 1:
            return "digit-wrong"
        if len(apart) == 2 and apart[1] - apart[0] == 1:
            first, second = apart
            if printed[first] == right[second] and printed[second] == right[first]:
                return "digits-transposed"
        return ""
    if len(printed) + 1 == len(right) and printed in _with_one_left_out(right):
        return "digit-lost"
    doubled = {right[: at + 1] + right[at:] for at in range(len(right)) if right[at].isdigit()}
    return "digit-doubled" if printed in doubled else ""


def _with_one_left_out(text: str) -> set[str]:
    return {text[:at] + text[at + 1 :] for at in range(len(text)) if text[at].isdigit()}
