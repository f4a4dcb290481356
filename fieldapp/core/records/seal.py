"""The seal of a revision: canonical bytes, their SHA-256, and a check code a person can read out.

Sealed is what was counted, not how a file was written: a workbook's bytes are never twice the same.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import MOST_DECIMALS, MOST_DIGITS, Value
from fieldapp.core.period import Period, read_period

ALPHABET = "34679ACDEFGHJKMNPQRTVWXY"
"""Symbols that cannot be taken for one another: without 0/O, 1/I/L, 2/Z, 5/S, 8/B and U/V."""

HEAD = "fieldapp seal 1"

_SPARE = 6
"""Digits beyond those that can be typed: stored units are smaller, and sums greater."""

SealedRow = tuple[str, str, Mapping[str, Value | None]]
"""(district, row state, value by indicator)."""


@dataclass(frozen=True, slots=True)
class Seal:
    """`digest`: SHA-256 in hex. `check_code`: eight symbols such as W11-7KQ4, ISO week first."""

    digest: str
    check_code: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """What canonical bytes say."""

    programme: str
    office: str
    period: Period
    revision: int
    rows: tuple[SealedRow, ...]


def canonical_bytes(
    programme: str, office: str, period: Period, revision: int, rows: Sequence[SealedRow]
) -> bytes:
    """One line per fact, UTF-8, rows and columns sorted by key, values in stored units: the same on
    every machine and for every order of entry."""
    lines = [HEAD, programme, office, str(period), str(revision)]
    lines += [row_text(row) for row in sorted(rows, key=lambda row: row[0])]
    return "\n".join(lines).encode("utf-8") + b"\n"


def read_canonical(content: bytes) -> Sealed:
    """What was sealed, from its canonical bytes. Raises FieldAppError `seal-unreadable`."""
    try:
        head, programme, office, period, revision, *rows = content.decode("utf-8").splitlines()
        if head != HEAD:
            raise ValueError(head)
        return Sealed(programme, office, read_period(period), int(revision), tuple(map(read_row, rows)))
    except (ValueError, ArithmeticError, FieldAppError) as error:
        raise FieldAppError("seal-unreadable") from error


def seal_of(content: bytes, period: Period) -> Seal:
    """The seal over canonical bytes."""
    digest = hashlib.sha256(content).hexdigest()
    return Seal(digest, check_code(digest, period))


def check_code(digest: str, period: Period) -> str:
    """`W` and the ISO week of the first day, then four symbols of the digest (1 in 331,776 by chance)."""
    number = int(digest, 16)
    symbols = []
    for _ in range(4):
        number, symbol = divmod(number, len(ALPHABET))
        symbols.append(ALPHABET[symbol])
    return f"W{period.start.isocalendar().week:02d}-{''.join(symbols)}"


def row_text(row: SealedRow) -> str:
    """A row on one line: district, state, and each number with its column."""
    district, state, values = row
    cells = [f"{name}={exact_text(value)}" for name, value in sorted(values.items()) if value is not None]
    return " ".join([district, state, *cells])


def read_row(line: str) -> SealedRow:
    """The row on a line. Raises ValueError or ArithmeticError."""
    district, state, *cells = line.split(" ")
    pairs = (cell.split("=") for cell in cells)
    return district, state, {name: read_exact(text) for name, text in pairs}


def exact_text(value: Value) -> str:
    """A number with all its digits and no more."""
    return str(value) if isinstance(value, int) else format(Decimal(value).normalize(), "f")


def read_exact(text: str) -> Value:
    """The number in such a text, of a size that a sheet can hold. Raises ValueError or ArithmeticError."""
    number = Decimal(text)
    if not number.is_finite() or number.adjusted() >= MOST_DIGITS + _SPARE:
        raise ValueError(text)
    if int(number.as_tuple().exponent) < -MOST_DECIMALS - _SPARE:
        raise ValueError(text)
    return int(text) if text.lstrip("-").isdigit() else number
