"""Which number of a sentence counts what. Never by position: by the word that stands at it."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from fieldapp.core.published.amounts import RANGE, Number, numbers_in, rounded_behind
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


def pairs_in(plain: str, start: int, end: int, words: PressWords, above: Collection[str] = ()) -> list[Pair]:
    """The figures of a sentence, in order. `above`: what the lines of a list right above it tell of."""
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
        if chosen is None:
            chosen = _sum_at(plain, (start, end), number, found, above, words)
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


def _sum_at(
    plain: str,
    line: tuple[int, int],
    number: Number,
    found: list[Pair],
    above: Collection[str],
    words: PressWords,
) -> _Class | None:
    """The sum that a number is by its own word alone, of what its sentence tells before it, or its list."""
    start, end = line
    if number.is_word and number.amount == 1:
        return None
    if not found:
        return _total_of(above, number) if _is_all(plain, start, end, number, words) else None
    if not _is_total(plain, start, number, words):
        return None
    names = {pair.name for pair in found}
    return _total_of(names.union(above) if plain[start - 1 : start] == ";" else names, number)


def _is_all(plain: str, start: int, end: int, number: Number, words: PressWords) -> bool:
    """Whether a sentence is a total and nothing more: `Total: 974`, `974 in all`."""
    last = words.total_behind.match(plain, number.end, end)
    is_led = bool(words.total.fullmatch(plain, start, number.start))
    is_alone = number.start - start <= _LONGEST_LABEL and not plain[start : number.start].strip(" \n*•-")
    ended = words.end.match(plain, last.end() if last else number.end, end)
    return bool((is_led or (is_alone and last)) and ended and not plain[ended.end() : end].strip())


def _is_total(plain: str, start: int, pair: Pair | Number, words: PressWords) -> bool:
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
    if _is_before(plain, number, before) or _is_labelled(plain, number, before, following, words):
        return before
    return _over_brackets(plain, number, words)


def _total_of(told: Collection[str], number: Number) -> _Class | None:
    """`AP mines - 44, AT mines - 18, UXO - 902, total - 964`: the sum of what stands before it."""
    names = {*told}
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
    is_rounded = number.rounding not in ("", RANGE)
    return bool(_BETWEEN.fullmatch(gap)) or (is_rounded and not _APART.search(gap))


def _is_labelled(
    plain: str, number: Number, before: _Class | None, following: int, words: PressWords
) -> bool:
    """Whether a word says that a number is how many there are: `anti-tank mines numbered 17`. It ends there:
    in `mines reached 3 villages` it is of something else."""
    if before is None or before.is_taken or before.name not in ("ap_mines", "at_mines", "uxo"):
        return False
    is_label = words.label.fullmatch(plain, before.end, number.start)
    return bool(is_label and words.end.match(plain, number.end, following))


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
            amounts = [one.number.amount for one in waiting]
            known = [amount for amount in amounts if amount is not None]
            total = sum(known, start=pair.number.amount) if len(known) == len(amounts) else None
            number = Number(waiting[0].start, pair.number.end, total)
            pair = Pair(pair.name, number, waiting[0].start, pair.end)
        waiting = []
        yield pair
