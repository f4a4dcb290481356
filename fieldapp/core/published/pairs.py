"""Which number of a sentence counts what. Never by position: by the word that stands at it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from fieldapp.core.published.amounts import Number, numbers_in, rounded_behind
from fieldapp.core.published.reading import AREA_FIGURE, VICTIMS
from fieldapp.core.published.words import CASUALTIES, PressWords

_NAMES = {"victims": "total"}
_APART = re.compile(r"[,;:().]|(?<!\w)(?:and|və|и)(?!\w)")
_BETWEEN = re.compile(r"[\s:=\x00-]*")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*")
_TWIN = re.compile(r"\s*[(/]\s*")
_LONGEST_GAP = 160
_LONGEST_LABEL = 30
_LONGEST_CASE = 3
_WORDLESS = {"mines", "items", "part"}
"""Of these, *a mine* or *one of the items* is no figure."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A number and what it counts; `twin`: the same area in another unit, in brackets behind it; `is_total`:
    a word says that it is all of it."""

    name: str
    number: Number
    start: int
    end: int
    twin: Number | None = None
    is_total: bool = False


@dataclass(slots=True)
class _Class:
    name: str
    start: int
    end: int
    is_taken: bool = False


def pairs_in(plain: str, start: int, end: int, words: PressWords) -> list[Pair]:
    """The figures of a sentence, in order."""
    numbers = list(numbers_in(plain, start, end, words))
    is_of_people = bool(words.casualty.search(plain, start, end))
    classes = [
        _Class(match.lastgroup or "", *match.span())
        for match in words.classes.finditer(plain, start, end)
        if is_of_people or match.lastgroup not in (*CASUALTIES, "part")
    ]
    found: list[Pair] = []
    has_clearing = bool(words.clearing.search(plain, start, end))
    place = 0
    for at, number in enumerate(numbers):
        if number.unit:
            if has_clearing or _is_led(plain, words.area, start, number.start):
                _take_area(found, number, plain)
            continue
        while place < len(classes) and classes[place].start < number.end:
            place += 1
        before = classes[place - 1] if place else None
        after = classes[place] if place < len(classes) else None
        following = numbers[at + 1].start if at + 1 < len(numbers) else end
        chosen = _chosen(plain, number, before, after, following, words)
        if chosen is None and _is_led(plain, words.total_before, start, number.start):
            chosen = _total_of(found, number)
        if chosen is not None:
            chosen.is_taken = True
            number = _rounded_with(plain, number, chosen, end, words)
            name = _NAMES.get(chosen.name, chosen.name)
            found.append(Pair(name, number, min(number.start, chosen.start), max(number.end, chosen.end)))
    is_all_total = bool(found) and bool(words.total_before.match(plain[start : found[0].start].lstrip()))
    return [
        replace(one, is_total=is_all_total or _is_total(plain, start, one, words)) for one in _people(found)
    ]


def _rounded_with(plain: str, number: Number, counted: _Class, end: int, words: PressWords) -> Number:
    """`400 minadan çox`: the word that rounds a number ends what it counts."""
    rounding = number.rounding
    for back in range(_LONGEST_CASE + 1) if counted.end > number.end else ():
        rounding, _ = rounded_behind(plain, counted.end - back, end, rounding, words)
    return replace(number, rounding=rounding)


def _is_led(plain: str, label: re.Pattern[str], start: int, place: int) -> bool:
    """Whether a word of these stands directly before a place."""
    return bool(label.search(plain, max(start, place - _LONGEST_LABEL), place))


def _is_total(plain: str, start: int, pair: Pair, words: PressWords) -> bool:
    """Whether a word says that a number is all of it: `in total 62 mines`, `1,032.7 ha in all`."""
    is_led = _is_led(plain, words.total_before, start, pair.start)
    return is_led or bool(words.total_behind.match(plain, pair.end))


def _chosen(
    plain: str, number: Number, before: _Class | None, after: _Class | None, following: int, words: PressWords
) -> _Class | None:
    behind = after if after and words.filler.fullmatch(plain, number.end, after.start) else None
    is_behind = (
        behind
        and behind.start < following
        and not (number.is_word and number.amount == 1 and behind.name in _WORDLESS)
    )
    if behind and is_behind and not (behind.name == "mines" and _is_before(plain, number, before)):
        return behind
    if number.is_word:
        return None
    if _is_before(plain, number, before):
        return before
    return _over_brackets(plain, number, words)


def _total_of(found: list[Pair], number: Number) -> _Class | None:
    """`AP mines - 44, AT mines - 18, UXO - 902, total - 964`: the sum of what stands before it."""
    names = {pair.name for pair in found}
    name = "items" if {"ap_mines", "uxo"} <= names else "mines" if {"ap_mines", "at_mines"} <= names else ""
    return _Class(name, number.start, number.end) if name and not names & {"items"} else None


def _over_brackets(plain: str, number: Number, words: PressWords) -> _Class | None:
    """`61 (37 anti-personnel and 24 anti-tank) mines`."""
    brackets = _BRACKETS.match(plain, number.end, number.end + _LONGEST_GAP)
    match = words.classes.match(plain, brackets.end()) if brackets else None
    return _Class(match.lastgroup or "", *match.span()) if match else None


def _is_before(plain: str, number: Number, before: _Class | None) -> bool:
    """Whether the number stands directly behind a word that counts, as in `AP mines: 53`."""
    if before is None or before.is_taken or before.name in ("mines", "items", "part", *CASUALTIES):
        return False
    gap = plain[before.end : number.start]
    return bool(_BETWEEN.fullmatch(gap)) or bool(number.rounding and not _APART.search(gap))


def _take_area(found: list[Pair], number: Number, plain: str) -> None:
    last = found[-1] if found and found[-1].name == AREA_FIGURE else None
    is_free = last is not None and last.twin is None and last.number.unit != number.unit
    if last and is_free and _TWIN.fullmatch(plain, last.number.end, number.start):
        found[-1] = Pair(AREA_FIGURE, last.number, last.start, number.end, number)
    else:
        found.append(Pair(AREA_FIGURE, number, number.start, number.end))


def _people(found: list[Pair]) -> Iterator[Pair]:
    """`29 civilians and 7 servicemen killed` are 36 killed."""
    waiting: list[Pair] = []
    for pair in found:
        if pair.name == "part":
            waiting.append(pair)
            continue
        if waiting and pair.name in VICTIMS and pair.number.amount is not None:
            amounts = [one.number.amount or Decimal(0) for one in waiting]
            total = sum(amounts, start=pair.number.amount)
            number = Number(waiting[0].start, pair.number.end, total)
            pair = Pair(pair.name, number, waiting[0].start, pair.end)
        waiting = []
        yield pair
