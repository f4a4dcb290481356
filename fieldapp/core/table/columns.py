"""Which column of a block without a header is which, and where that is a question for a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unit, Value, parse

DASHES = frozenset("-\u2212\u2013\u2014")
"""How people write that there is nothing."""

Row = Sequence[str]


class Doubt(StrEnum):
    """What makes columns doubtful: empty ones beside the names, as merged cells leave them, a last one that
    adds up the others, or a first one that counts the rows. The answer is whether the columns are to be taken
    as they lie."""

    NUMBERS = "numbers"
    EMPTY = "empty"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Laying:
    """For each column of a block the indicator it is, or None. `skipping` and `keeping` differ where there is
    a doubt; `dropped`: the columns that skipping passes over."""

    skipping: tuple[str | None, ...]
    keeping: tuple[str | None, ...]
    dropped: frozenset[int] = frozenset()
    doubt: Doubt | None = None


def lay_named(rows: Sequence[Row], first: int, whole: Sequence[str], rest: Sequence[str]) -> Laying:
    """The columns from `first` on, beside names: all of the sheet (`whole`) where there are as many, else
    from the current one (`rest`)."""
    width, n = len(rows[0]), len(whole)
    used = [column for column in range(first, width) if any(row[column].strip() for row in rows)]
    empty = [column for column in range(first, max(used, default=first)) if column not in used]
    words = [column for column in used if all(map(_is_word, (row[column] for row in rows)))]
    is_too_wide = bool(used) and used[-1] - first + 1 > n
    spare = empty + words if is_too_wide and len(used) - len(words) == n else empty
    follow = whole if width - first >= n else rest
    keeping = _laid_out(range(first, width), width, follow)
    if not spare:
        return _without_sum(rows, used, keeping, whole)
    skipping = _laid_out([column for column in range(first, width) if column not in spare], width, follow)
    is_beside_names = sorted(spare) == list(range(first, first + len(spare)))
    if is_too_wide and is_beside_names and len(used) - len(set(spare) & set(used)) == n:
        return _without_sum(rows, [column for column in used if column not in spare], skipping, whole)
    return Laying(skipping, keeping, frozenset(spare), Doubt.EMPTY)


def lay_unnamed(rows: Sequence[Row], columns: Sequence[str]) -> Laying:
    """The columns of a block that lies on the target as it is."""
    width = len(rows[0])
    used = [column for column in range(width) if any(row[column].strip() for row in rows)]
    return _without_sum(rows, used, _laid_out(range(width), width, columns), columns, least=2)


def counts_rows(rows: Sequence[Row]) -> bool:
    """Whether the first column goes on by one from row to row beside figures, as row numbers do: from 1, or
    in three rows at least."""
    said = [row[0].strip().rstrip(".)") for row in rows]
    if len(rows) < 2 or not all(text.isdecimal() for text in said):
        return False
    first = int(said[0])
    is_beside = any(text.strip() for row in rows for text in row[1:])
    is_counted = [int(text) for text in said] == list(range(first, first + len(rows)))
    return is_beside and is_counted and (first == 1 or len(rows) > 2)


def _laid_out(columns: Sequence[int], width: int, follow: Sequence[str]) -> tuple[str | None, ...]:
    keys = dict(zip(columns, follow, strict=False))
    return tuple(keys.get(column) for column in range(width))


def _without_sum(
    rows: Sequence[Row], used: list[int], kept: tuple[str | None, ...], whole: Sequence[str], least: int = 1
) -> Laying:
    """With a doubt where a column adds up those before it, in every row: the last one, or one too many.
    One row tells enough where the sheet's last column would be the sum; UXO may well be AP + AT once."""
    is_one_too_many = len(used) == len(whole) + 1
    for place in range(2, len(used)) if is_one_too_many else [len(used) - 1]:
        is_telling = is_one_too_many or (used and kept[used[-1]] == whole[-1])
        if place < 2 or not _adds_up(rows, used[:place], used[place], least if is_telling else 2):
            continue
        others = [column for column in used if column != used[place]]
        keys = [key for key in kept if key]
        fitting = dict(zip(others, keys, strict=False)) if is_one_too_many else {}
        skipping = tuple(
            fitting.get(column) if is_one_too_many else None if column == used[place] else key
            for column, key in enumerate(kept)
        )
        return Laying(skipping, kept, frozenset({used[place]}), Doubt.SUM)
    return Laying(kept, kept)


def _adds_up(rows: Sequence[Row], summands: Sequence[int], total: int, least: int) -> bool:
    """Whether a column is the sum of others in every row, and in `least` rows of more than one number."""
    telling = 0
    for row in rows:
        numbers = [_number(row[column]) for column in (*summands, total)]
        known = [number for number in numbers if number is not None]
        if len(known) < len(numbers) or sum(known[:-1]) != known[-1]:
            return False
        telling += sum(map(bool, known[:-1])) > 1
    return telling >= least


def _number(text: str) -> Value | None:
    """What stands in a cell, nothing as 0; None where that cannot be said."""
    plain = text.strip()
    if not plain or plain in DASHES:
        return 0
    try:
        return parse(plain, Unit.COUNT)
    except FieldAppError:
        return None


def _is_word(text: str) -> bool:
    return not text.strip() or (text.strip()[0].isalpha() and not any(map(str.isdigit, text)))
