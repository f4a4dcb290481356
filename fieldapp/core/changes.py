"""What a correction changes: cell by cell against the revision that was sent before, and in the sums."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fieldapp.core.numbers import Value
from fieldapp.core.period import Period
from fieldapp.core.records.seal import Sealed, SealedRow
from fieldapp.core.sheet import STATE, RowState


@dataclass(frozen=True, slots=True)
class Change:
    """One cell, old → new: a number, or in a STATE cell what the row says. None: nothing there."""

    district: str
    indicator: str
    old: Value | RowState | None
    new: Value | RowState | None


@dataclass(frozen=True, slots=True)
class Effect:
    """A column's sum over a span of time, with the old figures and with the new ones; stored units."""

    span: Period
    indicator: str
    old: Value
    new: Value


@dataclass(frozen=True)
class Correction:
    """How a revision differs from the one `of` that was sent before, with its check code.

    `effects`: of the sheet's period, and of the month and year that it lies wholly inside.
    """

    of: int
    check_code: str
    reason: str
    changes: tuple[Change, ...]
    effects: tuple[Effect, ...] = ()


def changes_between(old: Sealed, new: Sequence[SealedRow]) -> tuple[Change, ...]:
    """The cells and row states that differ, by district and column key."""
    before, after = _facts(old.rows), _facts(new)
    return tuple(
        Change(district, indicator, before.get((district, indicator)), after.get((district, indicator)))
        for district, indicator in sorted(before.keys() | after.keys())
        if before.get((district, indicator)) != after.get((district, indicator))
    )


def effects_of(
    changes: Iterable[Change], totals: Mapping[Period, Mapping[str, Value]], indicators: Sequence[str]
) -> tuple[Effect, ...]:
    """The sums of each span now (`totals`, by column) and as they were before the changes."""
    differences: dict[str, Value] = dict.fromkeys(indicators, 0)
    for change in changes:
        if change.indicator in differences:
            differences[change.indicator] += _amount(change.new) - _amount(change.old)
    return tuple(
        Effect(span, indicator, sums[indicator] - differences[indicator], sums[indicator])
        for span, sums in totals.items()
        for indicator in indicators
        if differences[indicator]
    )


def _amount(content: Value | RowState | None) -> Value:
    return 0 if content is None or isinstance(content, RowState) else content


def _facts(rows: Iterable[SealedRow]) -> dict[tuple[str, str], Value | RowState]:
    """Every number, and the state of rows that hold none."""
    facts: dict[tuple[str, str], Value | RowState] = {}
    for district, state, values in rows:
        numbers = {(district, name): value for name, value in values.items() if value is not None}
        facts.update(numbers)
        if not numbers:
            facts[district, STATE] = RowState(state)
    return facts
