"""Text to number and back, for counts and areas. What can be read in two ways is refused, never guessed.

The separators in section 5 of docs/domain.md are read whatever the language, because people mix them in one
sentence.
"""

import contextlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from fieldapp.core.characters import visible
from fieldapp.core.errors import FieldAppError

SQUARE_METRES_PER_HECTARE = 10_000
MOST_DIGITS = 12
MOST_DECIMALS = 16

Value = int | Decimal
"""A tally in its stored unit: an int, or a Decimal for what is not whole there (always a finding)."""


class Unit(StrEnum):
    """What an indicator is entered in. Counts are stored as they are, hectares as square metres."""

    COUNT = "count"
    HECTARE = "ha"

    @property
    def scale(self) -> int:
        """Stored units in one entered unit."""
        return SQUARE_METRES_PER_HECTARE if self is Unit.HECTARE else 1


@dataclass(frozen=True, slots=True)
class Amount:
    """A stored value with the unit it is shown in."""

    value: Value
    unit: Unit


def median_of(numbers: Iterable[Decimal]) -> Decimal:
    """As that of `statistics`, which would come with fractions, random numbers and their like."""
    known = sorted(numbers)
    half = len(known) // 2
    return known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2


_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007"), " ")
_AREA_UNIT = r"(?P<ha>ha|hektar|hectares?|га|гектар(?:а|ов)?)|(?P<m2>m²|m2|м²|м2|кв\. ?м|kv\. ?m|sq ?m)"


def parse(text: str, unit: Unit, *, decimal_mark: str | None = None) -> Value:
    """The stored value of a typed number.

    `decimal_mark` ("." or ",") says which mark is known to be the decimal one (a whole CSV file can show
    it); without it, `1,198` is ambiguous. Raises FieldAppError `not-a-number`, `ambiguous-number`
    (`readings`: the two ways to read it, as entered text) or `too-large`.
    """
    clean = _clean(text)
    number, scale = _without_unit(clean, unit)
    minus = "-" if number.startswith("-") else ""
    try:
        amount = _unsigned(number.removeprefix("-").lstrip(), decimal_mark)
    except FieldAppError as error:
        written_unit = clean[len(number) :]
        readings = tuple(minus + reading + written_unit for reading in error.readings)
        raise FieldAppError(error.code, text=text, readings=readings) from None
    return in_stored_units(-amount if minus else amount, scale)


@dataclass(frozen=True, slots=True)
class Unread:
    """A typed text that is no number. `code` says why; `readings`: the ways to read it, if several."""

    text: str
    code: str
    readings: tuple[str, ...] = ()


def unread_of(text: str, error: FieldAppError) -> Unread:
    """A text with the reason for which `parse` refused it."""
    return Unread(text, error.code, error.readings)


def explain(text: str, unit: Unit) -> Unread:
    """Why a text that was kept is no number. One that an earlier app could not read and this one can is still
    none, until somebody takes its one reading (`read-by-now`)."""
    try:
        value = parse(text, unit)
    except FieldAppError as error:
        return unread_of(text, error)
    return Unread(text, "read-by-now", (retypable(value, unit),))


def in_stored_units(amount: Decimal, scale: int) -> Value:
    """An entered amount in stored units: an int where it is whole there. Raises FieldAppError `too-large`."""
    if amount.adjusted() >= MOST_DIGITS or int(amount.as_tuple().exponent) < -MOST_DECIMALS:
        raise FieldAppError("too-large", text=str(amount), digits=MOST_DIGITS)
    value = amount * scale
    return int(value) if value == value.to_integral_value() else value.normalize()


def entered(value: Value, unit: Unit) -> Decimal:
    """A stored value in the unit it is entered in, without trailing zeros."""
    amount = Decimal(value) / unit.scale
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()


def finest_decimals(values: Iterable[Value | None], unit: Unit) -> int:
    """How many decimals the finest of some numbers has as it was entered: so many show all of them whole,
    with their decimal marks under each other."""
    written = [entered(value, unit).as_tuple().exponent for value in values if value is not None]
    return max((-exponent for exponent in written if isinstance(exponent, int)), default=0)


def decimal_text(value: Value, unit: Unit) -> str:
    """A stored value as an exact decimal string in its entered unit: 16511000 m² is "1651.1"."""
    if isinstance(value, int) and unit.scale == 1:
        return str(value)
    return format(entered(value, unit), "f")


def retypable(value: Value, unit: Unit) -> str:
    """The same, with a nought more where three decimals could be taken for thousands: it reads back alone."""
    text = decimal_text(value, unit)
    whole, _, fraction = text.partition(".")
    return f"{text}0" if len(fraction) == 3 and len(whole.lstrip("-")) <= 3 else text


def decimal_mark_of(texts: list[str]) -> str | None:
    """The decimal mark that the unambiguous numbers of one column share, or None where they do not tell."""
    shared = set()
    for text in texts:
        number, _ = _without_unit(_clean(text), Unit.HECTARE)
        marks = [character for character in number if character in ".,"]
        if not marks or (len(marks) > 1 and len(set(marks)) == 1):
            continue
        with contextlib.suppress(FieldAppError):
            _unsigned(number.removeprefix("-").lstrip(), None)
            shared.add(marks[-1])
    return shared.pop() if len(shared) == 1 else None


def _clean(text: str) -> str:
    """One plain space for each kind that may group digits. Nothing is collapsed: two numbers in one cell,
    with a line break, a tab or several spaces between them, are not one number."""
    plain = unicodedata.normalize("NFC", visible(text)).strip().translate(_SPACES)
    return plain.replace("\u2212", "-")


def _without_unit(text: str, unit: Unit) -> tuple[str, int]:
    """The text without a trailing area unit, and the stored units in one of what it was written in."""
    if unit is Unit.HECTARE:
        for match in re.finditer(_AREA_UNIT, text, re.IGNORECASE):
            if match.end() == len(text):
                return text[: match.start()].rstrip(), 1 if match["m2"] else unit.scale
    return text, unit.scale


def _unsigned(text: str, decimal_mark: str | None) -> Decimal:
    marks = [character for character in text if character in ".,"]
    if not marks:
        return Decimal(_whole(text))
    last = marks[-1]
    if len(set(marks)) == 1 and len(marks) > 1:
        return Decimal(_whole(text))
    whole, _, fraction = text.rpartition(last)
    if whole and fraction.startswith(" ") and len(fraction) != 4:
        fraction = fraction[1:]
    if not re.fullmatch(r"[0-9]+", fraction) or whole.count(last):
        raise FieldAppError("not-a-number")
    as_fraction = Decimal(f"{_whole(whole) if whole else '0'}.{fraction}")
    grouped = len(marks) == 1 and re.fullmatch(r"(?!0$)[0-9]{1,3}", whole) and len(fraction) == 3
    if grouped and decimal_mark is not None and decimal_mark != last:
        return Decimal(f"{whole}{fraction}")
    if grouped and decimal_mark is None:
        raise FieldAppError("ambiguous-number", readings=(f"{whole}{fraction}", f"{as_fraction}0"))
    return as_fraction


def _whole(text: str) -> str:
    """The digits of a whole number, plain or in well-formed groups of three."""
    if re.fullmatch(r"[0-9]+", text):
        return text
    if re.fullmatch(r"[0-9]{1,3}([ .,])[0-9]{3}(?:\1[0-9]{3})*", text):
        return re.sub(r"[ .,]", "", text)
    raise FieldAppError("not-a-number")
