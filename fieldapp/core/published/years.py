"""A year in a phrase of its own, *in 2024*: that of the days, or one that their figures are set beside."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from fieldapp.core.period import DAY
from fieldapp.core.published.dates import Days, settled
from fieldapp.core.published.words import PressWords

_FRESH = 45 * DAY
"""So soon after its days a text is likelier to be of them than of a year that its headline names."""
_SHORT = 10
_START = re.Match.start
_DIGITS = re.compile(r"\d+")

SentenceSpan = tuple[int, int]
"""Where a sentence begins and ends."""


def with_told_year(
    days: Days, plain: str, lines: Sequence[SentenceSpan], words: PressWords, published: date | None
) -> Days:
    """Days without a year with the one told right beside them, or in a headline without other numbers."""
    if days.printed_year is not None:
        return days
    beside = _beside(days, plain, lines, words)
    told = beside or _of_headline(days, plain, lines, words, published)
    dated = replace(days, last=(told, *days.last[1:])) if told else days
    return dated if told and dated.in_year(told) else days


def year_phrases(plain: str, line: SentenceSpan, words: PressWords) -> list[re.Match[str]]:
    """Where a sentence says *in 2024*, in order."""
    found = [match for one in words.years for match in one.finditer(plain, *line)]
    return sorted(found, key=_START)


def is_of_year(
    plain: str, place: int, start: int, years: Sequence[re.Match[str]], days: Sequence[Days], is_told: bool
) -> bool:
    """Whether a figure at a place is one of a whole year, and not of the text's days. `start`: of its
    sentence; `years` and `days`: the years and the text's own days that this names; `is_told`: the days have
    such a figure, in another sentence or before it."""
    if not years:
        return False
    if not days:
        return is_told or _leads(plain, start, years[0])
    last = bisect_left(years, place, key=_START)
    return is_told and bool(last) and years[last - 1].start() > days[-1].start


def _leads(plain: str, start: int, year: re.Match[str]) -> bool:
    """Whether a sentence begins with a year."""
    return year.start() - start <= _SHORT and not plain[start : year.start()].strip(" \n,:(-*•")


def _beside(days: Days, plain: str, lines: Sequence[SentenceSpan], words: PressWords) -> int | None:
    """`In 2024, from 4 to 10 March`, and behind them. Nothing but words of time stands between."""
    start, end = next((one for one in lines if one[0] <= days.start < one[1]), (days.start, days.end))
    years = year_phrases(plain, (start, end), words)
    behind = bisect_left(years, days.end, key=_START)
    if (
        behind
        and _leads(plain, start, years[0])
        and words.year_gap.fullmatch(plain, years[0].end(), days.start)
    ):
        return int(years[0]["y1"])
    if behind < len(years) and words.year_gap.fullmatch(plain, days.end, years[behind].start()):
        return int(years[behind]["y1"])
    return None


def _of_headline(
    days: Days, plain: str, lines: Sequence[SentenceSpan], words: PressWords, published: date | None
) -> int | None:
    if not lines or not plain[slice(*lines[0])].endswith("\n"):
        return None
    numbers = _DIGITS.findall(plain, *lines[0])
    phrases = year_phrases(plain, lines[0], words)
    if len(phrases) != 1 or numbers != [phrases[0]["y1"]]:
        return None
    period = settled(days, published)[0]
    is_fresh = period is not None and published is not None and published - period.end <= _FRESH
    return None if is_fresh else int(phrases[0]["y1"])
