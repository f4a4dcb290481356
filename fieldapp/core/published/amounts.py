"""Numbers as they stand in a press text, with what is written beside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from fieldapp.core.numbers import SQUARE_METRES_PER_HECTARE
from fieldapp.core.published.words import PressWords

_NUMBER = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}\.\d{3},\d+|"
    r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d{1,3}(?:'\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?!\d)"
)
_STRAY = re.compile(r", (\d{1,2})(?=[ -]?[^\W\d])")
_REST = re.compile(r" (\d{1,3}(?:[.,](\d{1,2}))?)(?![.,]?\d)")
_LONGEST = 15
_LOOK_BACK = 30
_HUNDRED, _THOUSAND = 100, 1000
_SCALES = (("thousand", _THOUSAND), ("million", 1_000_000))
RANGE = "range"
"""The rounding of what is printed as a least and a most."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text. `amount`: None where it can be read in two ways, and they differ; `unit`: `ha` or
    `m2` where that is written behind it; `rounding`: a word beside it; `has_two`: it is not written as
    people of the language write one number; `decimals`: how many are printed; `is_word`: it has no digit;
    `between`: the least and the most of a range, which has no amount."""

    start: int
    end: int
    amount: Decimal | None
    unit: str = ""
    rounding: str = ""
    has_two: bool = False
    decimals: int = 0
    is_word: bool = False
    between: tuple[Decimal, Decimal] | None = None

    @property
    def scale(self) -> int:
        """How much of the stored unit one of its own is."""
        return SQUARE_METRES_PER_HECTARE if self.unit == "ha" else 1


def numbers_in(plain: str, start: int, end: int, words: PressWords) -> Iterator[Number]:
    """The numbers of a sentence in order."""
    place = start
    while place < end:
        found = _NUMBER.search(plain, place, end)
        word = words.number_word.search(plain, place, found.start() if found else end)
        first = word or found
        if first is None:
            return
        number = _worded(plain, first, end, words) if first is word else _digits(plain, first, end, words)
        number = _ranged(plain, start, end, number, words)
        place = max(number.end, first.end())
        yield _dressed(plain, start, end, number, words)


def _ranged(plain: str, start: int, end: int, number: Number, words: PressWords) -> Number:
    """*90-95*, *between 90 and 95*: no exact figure, and never the last number alone. Without amounts where
    they do not rise."""
    before = plain[max(start, number.start - _LOOK_BACK) : number.start]
    unit = _unit_at(plain, number.end, end, words)
    places = [number.end, *([unit.end()] if unit else [])]
    for place in places:
        for span in words.spans:
            joint = span.joint.match(plain, place, end)
            if not joint or not span.before.search(before):
                continue
            last = _number_at(plain, joint.end(), end, words)
            behind = span.behind.match(plain, last.end, end) if last else None
            if last is None or behind is None:
                continue
            whole = _spanned(plain, number, replace(last, end=behind.end()), words)
            is_spaced = joint[0].endswith(" ")
            if is_spaced and (not whole.between or _is_apart(plain, start, number, last, end, words)):
                continue
            return whole
    return number


def _spanned(plain: str, first: Number, last: Number, words: PressWords) -> Number:
    """Two numbers as one; a thousand behind the last one is of both."""
    low, high = first.amount, last.amount
    if low is not None and _factor(plain, first, words) == 1:
        low *= _factor(plain, last, words)
    is_range = low is not None and high is not None and low < high
    return Number(
        first.start,
        last.end,
        None,
        has_two=first.has_two or last.has_two,
        decimals=max(first.decimals, last.decimals),
        is_word=first.is_word and last.is_word,
        between=(low, high) if is_range and low is not None and high is not None else None,
    )


def _factor(plain: str, number: Number, words: PressWords) -> int:
    return next(
        (factor for name, factor in _SCALES if words.scales[name].search(plain, number.start, number.end)), 1
    )


def _is_apart(plain: str, start: int, first: Number, last: Number, end: int, words: PressWords) -> bool:
    """Whether a dash with spaces parts two figures: `UXO: 4,037 - 4,221 in all`, `UXO: 37 - 44 AP mines`."""
    if words.total_behind.match(plain, last.end, end):
        return True
    counted = [*words.classes.finditer(plain, max(start, first.start - _LOOK_BACK), first.start)]
    is_label = bool(counted) and not plain[counted[-1].end() : first.start].strip(" :=-")
    filler = words.filler.match(plain, last.end, end)
    place = filler.end() if filler else last.end
    is_counted = words.classes.match(plain, place, end) or _unit_at(plain, last.end, end, words)
    return is_label and bool(is_counted)


def _number_at(plain: str, place: int, end: int, words: PressWords) -> Number | None:
    """The number that begins at a place."""
    if found := _NUMBER.match(plain, place, end):
        return _digits(plain, found, end, words)
    word = words.number_word_behind.match(plain, place, end)
    return _worded(plain, word, end, words) if word else None


def _digits(plain: str, found: re.Match[str], end: int, words: PressWords) -> Number:
    written = found[0].replace("'", " ")
    if len(written) > _LONGEST:
        return Number(found.start(), found.end(), None)
    stray = _STRAY.match(plain, found.end(), end)
    if stray and written.isdigit() and _unit_at(plain, stray.end(), end, words):
        amount = Decimal(f"{written}.{stray[1]}")
        return Number(found.start(), stray.end(), amount, has_two=True, decimals=len(stray[1]))
    whole, has_two = _amount(written, words.language)
    decimals = len(re.split("[.,]", written)[-1]) if whole % 1 else 0
    number = Number(found.start(), found.end(), whole, has_two=has_two, decimals=decimals)
    return _scaled(plain, number, end, words)


def _amount(written: str, language: str) -> tuple[Decimal, bool]:
    """What digits stand for, and whether they can be read in two ways. A comma groups in English only, a
    point nowhere."""
    marks = re.findall("[.,]", written)
    if not marks:
        return Decimal(written.replace(" ", "")), False
    if len(marks) > 1:
        last = marks[-1]
        if len(set(marks)) == 1:
            return Decimal(re.sub("[., ]", "", written)), False
        whole, _, fraction = written.rpartition(last)
        return Decimal(re.sub("[., ]", "", whole) + "." + fraction), False
    whole, _, fraction = written.partition(marks[0])
    if len(fraction) == 3 and len(whole) <= 3 and whole != "0":
        is_grouped = marks[0] == "," and language == "en"
        return Decimal(whole + fraction), not is_grouped
    return Decimal(whole.replace(" ", "") + "." + fraction), False


def _scaled(plain: str, number: Number, end: int, words: PressWords) -> Number:
    """With a thousand or a million written behind it, and what follows that: 6 min 687,5."""
    for name, factor in _SCALES:
        scale = words.scales[name].match(plain, number.end, end)
        if scale and number.amount is not None:
            amount, last = number.amount * factor, scale.end()
            rest = _REST.match(plain, last, end)
            if not rest or number.decimals:
                return replace(number, end=last, amount=amount, decimals=0)
            amount += Decimal(rest[1].replace(",", "."))
            return replace(number, end=rest.end(), amount=amount, decimals=len(rest[2] or ""))
    return number


def _worded(plain: str, found: re.Match[str], end: int, words: PressWords) -> Number:
    """*Two hundred and five*, *bir min iki yüz*, *тысяча двести*: all of its words, never the last alone."""
    amount, last = _below_thousand(plain, found, end, words)
    if amount == _THOUSAND:
        amount, last = 1, found.start()
    number = _scaled(plain, Number(found.start(), last, Decimal(amount), is_word=True), end, words)
    more = _next_word(plain, number.end, end, words) if number.end != last else None
    if more and number.amount is not None and plain[number.end - 1].isalpha():
        rest, last = _below_thousand(plain, more, end, words)
        return replace(number, end=last, amount=number.amount + rest)
    return number


def _below_thousand(plain: str, found: re.Match[str], end: int, words: PressWords) -> tuple[int, int]:
    """What words that follow each other come to, and where they end: *two* may be said of a hundred, after
    that each is of less than the one before it."""
    amount, last = _word_amount(found, words), found.end()
    while amount < _THOUSAND and (more := _next_word(plain, last, end, words)):
        step, room = _word_amount(more, words), _HUNDRED if not amount % _HUNDRED else 10
        is_less = amount >= 10 and not amount % 10 and step < room
        is_joined = more.start() > last + 1
        if step == _HUNDRED and amount < 10 and not is_joined:
            amount *= step
        elif is_less and not (is_joined and room == 10):
            amount += step
        else:
            break
        last = more.end()
    return amount, last


def _next_word(plain: str, last: int, end: int, words: PressWords) -> re.Match[str] | None:
    gap = words.number_gap.match(plain, last, end)
    return words.number_word.match(plain, gap.end(), end) if gap else None


def _word_amount(found: re.Match[str], words: PressWords) -> int:
    """Of one word, or of two with a dash between."""
    return sum(words.numbers[word] for word in found[0].split("-"))


def _unit_at(plain: str, place: int, end: int, words: PressWords) -> re.Match[str] | None:
    return next(
        (match for one in words.units.values() if (match := one.match(plain, place, end))),
        None,
    )


def _dressed(plain: str, start: int, end: int, number: Number, words: PressWords) -> Number:
    before = plain[max(start, number.start - _LOOK_BACK) : number.start]
    rounding = next((name for name, one in words.before.items() if one.search(before)), "")
    rounding, last = rounded_behind(plain, number.end, end, rounding, words)
    if not rounding and (suffix := re.compile(r"-[^\W\d]{1,5}(?!\w)").match(plain, last, end)):
        last = suffix.end() if not _unit_at(plain, last, end, words) else last
    for name, one in words.units.items():
        if match := one.match(plain, last, end):
            rounding, last = rounded_behind(plain, match.end(), end, rounding, words)
            ambiguous = None if number.has_two and not _certain(number) else number.amount
            return replace(
                number, end=last, amount=ambiguous, unit=name, rounding=RANGE if number.between else rounding
            )
    unit = _labelled_unit(plain, start, last, end, number, words)
    return replace(number, end=last, unit=unit, rounding=RANGE if number.between else rounding)


def _labelled_unit(plain: str, start: int, last: int, end: int, number: Number, words: PressWords) -> str:
    """`Hectares cleared: 5,120.8`; none where the number counts something else."""
    place = max(start, number.start - _LOOK_BACK)
    before = plain[place : number.start] if place == start else "." + plain[place : number.start]
    if not words.end.match(plain, last, end):
        return ""
    return next((name for name, one in words.unit_labels.items() if one.search(before)), "")


def rounded_behind(plain: str, place: int, end: int, rounding: str, words: PressWords) -> tuple[str, int]:
    """What follows a number, or what it counts, says how it is rounded: 1200-dən çox, 1200 hektara yaxın."""
    for name, one in words.after.items():
        if not rounding and (match := one.match(plain, place, end)):
            return name, match.end()
    return rounding, place


def _certain(number: Number) -> bool:
    """A stray space leaves one reading of an area; a mark before three digits leaves two."""
    return bool(number.decimals)
