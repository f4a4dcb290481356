"""The number that a spreadsheet holds behind what it shows: 1651.1 where a cell says 1 651."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from fieldapp.core.characters import visible
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import MOST_DECIMALS, MOST_DIGITS, Unit, entered, parse
from fieldapp.core.table.headings import Block

_AS_A_SHEET_HOLDS = Context(prec=15)
"""Spreadsheets reckon in 15 digits; what lies beyond is noise of the binary numbers."""


@dataclass(frozen=True, slots=True)
class HeldCell:
    """A cell of a richer copy of the block: what it shows, and the number behind it, if it is one.
    `is_covered`: it is a part of a merged cell of words that begins left of it."""

    shown: str
    number: Decimal | None = None
    is_covered: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """A shown text that is taken, and another number that the clipboard holds behind it."""

    shown: str
    number: Decimal


@dataclass(frozen=True, slots=True)
class Clip:
    """A block with the numbers it holds, and what could not be brought together."""

    block: Block
    behind: tuple[Behind, ...] = ()


def clip_of(block: Block, held: Sequence[Sequence[HeldCell]]) -> Clip:
    """The block with the numbers of its richer copy, where that has the same shape; else as it is shown."""
    is_alike = [len(row) for row in block] == [len(row) for row in held]
    if not is_alike:
        pairs = [(cell.shown, cell.number) for row in held for cell in row if cell.number is not None]
        return Clip(
            block, tuple(_behind(shown, number) for shown, number in pairs if _is_other(shown, number))
        )
    found: list[Behind] = []
    rows = [
        [_taken(text, cell, found) for text, cell in zip(texts, cells, strict=True)]
        for texts, cells in zip(block, held, strict=True)
    ]
    columns = [column for column in range(len(rows[0]) if rows else 0) if not _is_covered(rows, held, column)]
    return Clip([[row[column] for column in columns] for row in rows], tuple(found))


def _is_covered(rows: Block, held: Sequence[Sequence[HeldCell]], column: int) -> bool:
    """Whether a column is nothing but what merged cells reach over, such as names over two columns."""
    is_empty = not any(row[column].strip() for row in rows)
    return is_empty and any(cells[column].is_covered for cells in held)


def exact(number: Decimal) -> Decimal | None:
    """A number as a spreadsheet means it, or None for one that no cell of ours could hold."""
    if not number.is_finite() or number.adjusted() > MOST_DIGITS + 6:
        return None
    if number.adjusted() < -MOST_DECIMALS - 6:
        return Decimal(0)
    return _AS_A_SHEET_HOLDS.plus(number)


def _taken(text: str, cell: HeldCell, found: list[Behind]) -> str:
    if cell.number is None:
        return text
    better = typed_number(text, cell.number)
    if better is None and _is_other(text, cell.number):
        found.append(_behind(text, cell.number))
    return text if better is None else better


def _behind(shown: str, number: Decimal) -> Behind:
    return Behind(shown.strip(), number)


def typed_number(shown: str, number: Decimal) -> str | None:
    """A held number as it would be typed, with the unit that is shown; None where it is not what is shown,
    rounded: a date, a share, thousands of something."""
    if not number and shown.strip() in ("-", "\u2212", "\u2013", "\u2014") and shown != shown.strip():
        return "0"
    for reading, unit_shown in _readings(shown):
        step = Decimal(1).scaleb(min(0, int(reading.as_tuple().exponent)))
        if abs(reading - number) <= step / 2:
            return f"{_unambiguous(number)}{unit_shown}"
    return None


def _unambiguous(number: Decimal) -> str:
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    whole, _, fraction = text.partition(".")
    return f"{text}0" if len(fraction) == 3 and len(whole.lstrip("-")) <= 3 else text


def _readings(shown: str) -> list[tuple[Decimal, str]]:
    """The numbers that a shown text may be, each with as many decimals as are shown, and its unit."""
    plain = visible(shown).strip()
    number = plain.rstrip("".join(set(plain) - set("0123456789.,")))
    unit_shown = plain[len(number) :]
    texts = [number]
    try:
        parse(number, Unit.COUNT)
    except FieldAppError as error:
        texts = list(error.readings)
    readings = []
    for text in texts:
        amount = entered(parse(text, Unit.COUNT), Unit.COUNT)
        mark = max(number.rfind("."), number.rfind(","))
        decimals = len(number) - mark - 1 if mark >= 0 and amount != amount.to_integral_value() else 0
        decimals = decimals or _trailing_noughts(number, amount)
        readings.append((amount.quantize(Decimal(1).scaleb(-decimals)), unit_shown))
    return readings


def _trailing_noughts(number: str, amount: Decimal) -> int:
    """The decimals of `5,00`, which is a whole number with two of them."""
    mark = max(number.rfind("."), number.rfind(","))
    digits = "".join(filter(str.isdigit, number))
    is_decimal = mark >= 0 and digits.lstrip("0") != format(abs(amount), "f").lstrip("0")
    return len(number) - mark - 1 if is_decimal else 0


def _is_other(shown: str, number: Decimal) -> bool:
    """Whether somebody who reads the text takes it for another number: not for dates and the like, which are
    no numbers to us anyway."""
    plain = shown.strip()
    if not plain:
        return number != 0
    readings = [reading for reading, _ in _readings(shown)]
    return bool(readings) and number not in readings
