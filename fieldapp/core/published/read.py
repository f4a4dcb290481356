"""Reading a press text: its period, its figures, and what else it says."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.published.chosen import CURRENT, ScopedFigure, chosen_figures, form_of
from fieldapp.core.published.dates import Dated, Days, Year, dates_in, settled
from fieldapp.core.published.figures import printed_figures
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
from fieldapp.core.published.years import is_of_year, with_told_year, year_phrases

_LISTED = {"ap_mines", "at_mines", "uxo", AREA_FIGURE}
_CUMULATIVE, _OTHER, _SHARE = "cumulative", "other", "share"
_NEAR = 60
_EVIDENCE = 2
_EVIDENCE_UNSIGNED = 3
"""Kinds of figures that make a report: where the agency is named, and where only its ground is."""


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
class _Sentence:
    """What a sentence with figures says of whose and when they are. `dated`: what sentences with the own days
    tell of, where this one has none."""

    start: int
    is_line: bool
    is_of_others: bool = False
    is_own_told: bool = False
    is_compared: bool = False
    days: Sequence[Days] = ()
    years: Sequence[re.Match[str]] = ()
    dated: Set[str] = frozenset()


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
        self.sentences = sentences(self.text, self.plain)
        if self.own:
            self.own = with_told_year(self.own, self.plain, self.sentences, words, self.published)
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
        current = [one for one in found if one.scope == CURRENT and one.name in PRESS_FIGURES]
        shares = [one for one in found if one.scope == _SHARE]
        if len({_evidence(one.name) for one in (*current, *shares)}) < (
            _EVIDENCE if is_signed else _EVIDENCE_UNSIGNED
        ):
            return empty
        read, second = chosen_figures(current)
        kept = {id(one) for one in read.values()}
        others = [one for one in found if id(one.figure) not in kept and one.name in PRESS_FIGURES]
        period, year = settled(self.own, self.published, self.known) if self.own else (None, Year.UNKNOWN)
        places = places_in(self.plain, self.programme)
        return PressReading(
            text=self.text,
            language=self.words.language,
            found=True,
            form=form_of(current),
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

    def _all_figures(self) -> list[ScopedFigure]:
        found: list[ScopedFigure] = []
        seen: set[str] = set()
        lines = self._lines()
        is_own_told = any(self._is_of_agency(*line) for line in lines)
        spots = spots_in(self.plain, self.programme)
        places, parted = len({key for _, key in spots}), parted_names(lines, spots)
        dated = {pair.name for start, end, pairs in lines if self._days_between(start, end) for pair in pairs}
        told: tuple[str, Days | None] = (CURRENT, None)
        for line, (start, end, pairs) in enumerate(lines):
            before = frozenset(seen)
            sentence = self._sentence(start, end, pairs, is_own_told, dated)
            told = told if self.plain[start - 1 : start] == ";" else (CURRENT, None)
            told_before = told
            here = spots_between(spots, start, end)
            shares = shares_in(pairs, here, places - 1, before | parted)
            for at, pair in enumerate(pairs):
                scope, days = told = self._scope(pair, start, end, told_before)
                if scope == CURRENT and self._is_another(pair, sentence, before, seen):
                    scope = _OTHER
                if scope == CURRENT and at in shares:
                    scope = _SHARE
                if scope == CURRENT:
                    seen.add(pair.name)
                figure, twin = printed_figures(pair, self.text)
                is_headline = line == 0 and sentence.is_line
                if figure is not None:
                    found.append(
                        ScopedFigure(pair.name, figure, scope, days, line, twin, pair.is_total, is_headline)
                    )
        return found

    def _sentence(
        self, start: int, end: int, pairs: list[Pair], is_own_told: bool, dated: Set[str]
    ) -> _Sentence:
        is_line = self.plain[start:end].endswith("\n")
        if not pairs:
            return _Sentence(start, is_line)
        days = self._days_between(start, end)
        return _Sentence(
            start,
            is_line,
            is_of_others=self._is_of_others(start, end),
            is_own_told=is_own_told,
            is_compared=bool(self.words.compared.search(self.plain, start, end)),
            days=days,
            years=year_phrases(self.plain, (start, end), self.words) if self.own else [],
            dated=frozenset() if days else dated,
        )

    def _is_another(self, pair: Pair, sentence: _Sentence, before: Set[str], seen: Set[str]) -> bool:
        """Whether a figure is of another organisation, or of a time that the text sets its own beside."""
        is_told = pair.name in before
        if sentence.is_of_others and (sentence.is_own_told or is_told):
            return True
        if sentence.is_compared and is_told:
            return True
        is_dated = pair.name in seen or pair.name in sentence.dated
        return is_of_year(self.plain, pair.start, sentence.start, sentence.years, sentence.days, is_dated)

    def _lines(self) -> list[tuple[int, int, list[Pair]]]:
        """The sentences with their figures; a total of its own is of the lines above it."""
        lines: list[tuple[int, int, list[Pair]]] = []
        above: set[str] = set()
        for start, end in self.sentences:
            pairs = pairs_in(self.dated.masked, start, end, self.words, above)
            names = {pair.name for pair in pairs}
            is_list = bool(names) and names <= _LISTED and not names & above
            above = above | names if is_list else names & _LISTED if names <= _LISTED else set()
            lines.append((start, end, pairs))
        return lines

    def _days_between(self, start: int, end: int) -> list[Days]:
        """The text's own days, as often as a sentence names them."""
        first, last = (bisect_left(self._range_starts, place) for place in (start, end))
        own = self.own
        return [one for one in self.dated.ranges[first:last] if own and _same_days(one, own)]

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
            marks.append((days.start, CURRENT if is_own else _OTHER, None if is_own else days))
        marks.sort(key=lambda mark: mark[0])
        before = [mark for mark in marks if mark[0] < pair.start]
        chosen = before[-1] if before else marks[0] if marks else (0, *told)
        return chosen[1], chosen[2]

    def _mention(self, one: ScopedFigure) -> Mention:
        days = one.days
        period = settled(days, self.published, self.known)[0] if days else None
        return Mention(one.name, one.figure, one.scope, period)

    def _cumulative(self, found: list[ScopedFigure]) -> ToldCumulative | None:
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


def _first_of(found: list[ScopedFigure], names: tuple[str, ...]) -> dict[str, Figure]:
    figures: dict[str, Figure] = {}
    for one in found:
        if one.name in names and one.figure.value is not None:
            figures.setdefault(one.name, one.figure)
    return figures
