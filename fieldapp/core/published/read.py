"""Reading a press text: its period, its figures, and what else it says."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fieldapp.core.numbers import Value
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.published.amounts import Number
from fieldapp.core.published.dates import Dated, Days, Year, dates_in, settled
from fieldapp.core.published.pairs import Pair, pairs_in
from fieldapp.core.published.places import misspelt_in, organisations_in, places_in, spots_in
from fieldapp.core.published.plain import (
    LONGEST_PRESS_TEXT,
    even_letters,
    language_of,
    normal,
    sentences,
    unwrapped,
)
from fieldapp.core.published.reading import (
    AREA_FIGURE,
    PRESS_FIGURES,
    VICTIMS,
    Figure,
    Mention,
    PressReading,
    ToldCumulative,
)
from fieldapp.core.published.shares import parted_names, shares_in, spots_between
from fieldapp.core.published.words import PressWords

_CURRENT, _CUMULATIVE, _OTHER, _SHARE = "current", "cumulative", "other", "share"
_NEAR = 60
_EVIDENCE = 2
_EVIDENCE_UNSIGNED = 3
"""Kinds of figures that make a report: where the agency is named, and where only its ground is."""
_MOST_DIGITS = 10


def read_press(
    text: str,
    words: Mapping[str, PressWords],
    programme: Programme,
    published: date | None = None,
    known: tuple[Period, ...] = (),
) -> PressReading:
    """What a press text says. `words`: by language; `published`: the day it appeared; `known`: periods whose
    year an unprinted one may have. A text about something else is not found, and has no figure."""
    text = normal(text[:LONGEST_PRESS_TEXT])
    language = language_of(text)
    return _Reader(text, words[language], programme, published, known).reading()


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure with what it is of."""

    name: str
    figure: Figure
    scope: str
    days: Days | None
    line: int
    twin: Figure | None
    is_total: bool = False
    is_headline: bool = False


class _Reader:
    def __init__(
        self,
        text: str,
        words: PressWords,
        programme: Programme,
        published: date | None,
        known: tuple[Period, ...],
    ) -> None:
        self.text, self.words, self.programme, self.known = text, words, programme, known
        self.plain = unwrapped(text, even_letters(text))
        self.dated: Dated = dates_in(self.plain, words)
        self.own = self._own_days()
        self.published = published or max((day for *_, day in self.dated.single), default=None)
        self._range_starts = [one.start for one in self.dated.ranges]
        self._since_starts = [one[0] for one in self.dated.since]

    def reading(self) -> PressReading:
        """The whole."""
        empty = PressReading(self.text, self.words.language)
        places = places_in(self.plain, self.programme)
        is_signed = bool(self.words.agency.search(self.plain))
        if not (is_signed or self._is_of_our_ground(places)):
            return empty
        found = self._all_figures()
        current = [one for one in found if one.scope == _CURRENT and one.name in PRESS_FIGURES]
        shares = [one for one in found if one.scope == _SHARE]
        if len({_evidence(one.name) for one in (*current, *shares)}) < (
            _EVIDENCE if is_signed else _EVIDENCE_UNSIGNED
        ):
            return empty
        read, second = _chosen(current)
        kept = {id(one) for one in read.values()}
        others = [one for one in found if id(one.figure) not in kept and one.name in PRESS_FIGURES]
        period, year = settled(self.own, self.published, self.known) if self.own else (None, Year.UNKNOWN)
        places = places_in(self.plain, self.programme)
        return PressReading(
            text=self.text,
            language=self.words.language,
            found=True,
            form=_form(current),
            days=self.own,
            period=period,
            year=year,
            has_week_words=bool(self.words.week.search(self.plain)),
            read=read,
            second=tuple(second),
            mentions=tuple(self._mention(one) for one in others if one.scope != _CUMULATIVE),
            twins=tuple((one.figure, one.twin) for one in current if one.twin),
            cumulative=self._cumulative(found),
            casualties=_first_of(found, VICTIMS),
            places=places,
            misspelt=misspelt_in(self.text, self.plain, self.words.language, self.programme, places),
            organisations=organisations_in(self.plain, self.words, self.programme),
            dated=self.published,
        )

    def _is_of_our_ground(self, places: tuple[str, ...]) -> bool:
        """Whether a text that does not name the agency is about days on our ground, and on no other."""
        is_ours = bool(places or self.words.ground.search(self.plain))
        return is_ours and self.own is not None and not self.words.abroad.search(self.plain)

    def _own_days(self) -> Days | None:
        """The first days that are not said to be earlier ones; a month only where no days are printed."""
        ranges = [one for one in self.dated.ranges if not self._is_earlier(one)]
        days = [one for one in ranges if not one.is_month]
        return next(iter(days or ranges), None)

    def _is_earlier(self, days: Days) -> bool:
        return bool(self.words.earlier.search(self.plain, max(0, days.start - _NEAR), days.start))

    def _all_figures(self) -> list[_Found]:
        found: list[_Found] = []
        seen: set[str] = set()
        lines = [
            (start, end, pairs_in(self.dated.masked, start, end, self.words))
            for start, end in sentences(self.text, self.plain)
        ]
        is_own_told = any(self._is_of_agency(*line) for line in lines)
        spots = spots_in(self.plain, self.programme)
        places, parted = len({key for _, key in spots}), parted_names(lines, spots)
        told: tuple[str, Days | None] = (_CURRENT, None)
        for line, (start, end, pairs) in enumerate(lines):
            is_of_others = bool(pairs) and self._is_of_others(start, end)
            is_compared = bool(pairs) and bool(self.words.compared.search(self.plain, start, end))
            before = frozenset(seen)
            is_headline = line == 0 and self.plain[start:end].endswith("\n")
            told = told if self.plain[start - 1 : start] == ";" else (_CURRENT, None)
            told_before = told
            here = spots_between(spots, start, end)
            shares = shares_in(pairs, here, places - 1, before | parted)
            for at, pair in enumerate(pairs):
                scope, days = told = self._scope(pair, start, end, told_before)
                if scope == _CURRENT and is_of_others and (is_own_told or pair.name in before):
                    scope = _OTHER
                if scope == _CURRENT and is_compared and pair.name in before:
                    scope = _OTHER
                if scope == _CURRENT and at in shares:
                    scope = _SHARE
                if scope == _CURRENT:
                    seen.add(pair.name)
                figure = self._figure(pair, pair.number)
                twin = self._figure(pair, pair.twin) if pair.twin else None
                if figure is not None:
                    found.append(
                        _Found(pair.name, figure, scope, days, line, twin, pair.is_total, is_headline)
                    )
        return found

    def _is_of_agency(self, start: int, end: int, pairs: list[Pair]) -> bool:
        """Whether a sentence is the agency's own report: it is named with figures of more than one kind."""
        kinds = {_evidence(pair.name) for pair in pairs if pair.name in PRESS_FIGURES}
        return len(kinds) >= _EVIDENCE and bool(self.words.agency.search(self.plain, start, end))

    def _is_of_others(self, start: int, end: int) -> bool:
        """Whether a sentence is about another organisation than the agency."""
        others = self.words.organisations.values()
        is_own = self.words.agency.search(self.plain, start, end)
        return not is_own and any(one.search(self.plain, start, end) for one in others)

    def _scope(
        self, pair: Pair, start: int, end: int, told: tuple[str, Days | None]
    ) -> tuple[str, Days | None]:
        """Of what time a figure is: by the last days before it in its sentence, else the first after it, else
        by what is told before a semicolon."""
        marks: list[tuple[int, str, Days | None]] = []
        for at in range(bisect_right(self._since_starts, start - 1), len(self._since_starts)):
            if self._since_starts[at] >= end:
                break
            marks.append((self._since_starts[at], _CUMULATIVE, None))
        for at in range(bisect_right(self._range_starts, start - 1), len(self._range_starts)):
            days = self.dated.ranges[at]
            if days.start >= end:
                break
            is_own = self.own is not None and _same_days(days, self.own)
            marks.append((days.start, _CURRENT if is_own else _OTHER, None if is_own else days))
        marks.sort(key=lambda mark: mark[0])
        before = [mark for mark in marks if mark[0] < pair.start]
        chosen = before[-1] if before else marks[0] if marks else (0, *told)
        return chosen[1], chosen[2]

    def _figure(self, pair: Pair, number: Number) -> Figure | None:
        """Raises nothing: what is too large, or no whole count, is no figure."""
        start, end = pair.start, pair.end
        text = self.text[start:end]
        amount = number.square_metres if number.unit else number.amount
        if amount is None:
            if not number.unit:
                return None
            return Figure(None, text, (start, end), number.rounding, is_ambiguous=True)
        if amount.adjusted() > _MOST_DIGITS + 4:
            return None
        is_area = bool(number.unit)
        if not is_area and amount != amount.to_integral_value():
            return None
        scale = Decimal(10_000 if number.unit == "ha" else 1)
        step = max(1, int(scale.scaleb(-number.decimals))) if is_area else 1
        value: Value = int(amount) if amount == amount.to_integral_value() else amount
        return Figure(value, text, (start, end), number.rounding, step, number.has_two)

    def _mention(self, one: _Found) -> Mention:
        days = one.days
        period = settled(days, self.published, self.known)[0] if days else None
        return Mention(one.name, one.figure, one.scope, period)

    def _cumulative(self, found: list[_Found]) -> ToldCumulative | None:
        figures = _first_of([one for one in found if one.scope == _CUMULATIVE], PRESS_FIGURES)
        if not figures:
            return None
        place = min(one.span[0] for one in figures.values())
        before = [one for one in self.dated.since if one[0] < place] or list(self.dated.since)
        return ToldCumulative(before[-1][2], before[-1][3], figures) if before else None


def _evidence(name: str) -> str:
    return {"mines": "ap_mines", "items": "uxo"}.get(name, name)


def _same_days(first: Days, second: Days) -> bool:
    return (first.first[1:], first.last[1:]) == (second.first[1:], second.last[1:])


def _first_of(found: list[_Found], names: tuple[str, ...]) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}
    for one in found:
        if one.name in names and one.figure.value is not None:
            figures.setdefault(one.name, one.figure)
    return figures


def _form(current: list[_Found]) -> str:
    """Which of the two came first."""
    order = [one.name for one in current if one.name in ("ap_mines", "at_mines")]
    if "ap_mines" not in order or "at_mines" not in order:
        return ""
    exact = [one.name for one in current if one.name in ("ap_mines", "at_mines") and not one.figure.rounding]
    order = exact or order
    return "wire" if order[0] == "ap_mines" else "post"


def _chosen(current: list[_Found]) -> tuple[dict[str, Figure], list[Mention]]:
    """What the body prints of each figure: exact before rounded, the more exact area before one that is cut
    off, what stands beside other figures before a headline; and what differs from that."""
    read: dict[str, Figure] = {}
    second: list[Mention] = []
    beside: dict[int, int] = {}
    for one in current:
        beside[one.line] = beside.get(one.line, 0) + 1
    for name in PRESS_FIGURES:
        same = [one for one in current if one.name == name]
        exact = [one for one in same if not one.figure.rounding and one.figure.value is not None]
        if name in ("mines", "items") and not exact:
            continue
        if not same:
            continue
        whole = [one for one in exact if one.is_total]
        prints = _by_step(exact)
        best = max(
            whole or exact or same,
            key=lambda one: (_is_finest(one, prints), not one.is_headline, beside[one.line], -one.line),
        )
        read[name] = best.figure
        again = whole or same
        second += [Mention(name, one.figure, _CURRENT) for one in again if one.figure is not best.figure]
    return read, second


def _by_step(found: list[_Found]) -> dict[int, list[Value]]:
    """What is printed of the area in order, by how finely."""
    prints: dict[int, list[Value]] = {}
    for one in found:
        if one.name == AREA_FIGURE and one.figure.value is not None:
            prints.setdefault(one.figure.step, []).append(one.figure.value)
    return {step: sorted(values) for step, values in prints.items()}


def _is_finest(one: _Found, prints: Mapping[int, list[Value]]) -> bool:
    """Whether another print of the area is this one cut off or rounded."""
    value = one.figure.value
    if one.name != AREA_FIGURE or value is None:
        return False
    for step, values in prints.items():
        at = bisect_left(values, value)
        nearest = values[max(at - 1, 0) : at + 1]
        if step > one.figure.step and any(abs(Decimal(near) - Decimal(value)) < step for near in nearest):
            return True
    return False
