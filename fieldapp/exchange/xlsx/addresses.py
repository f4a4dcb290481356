"""Columns by letter and by number, and formulas that several cells share: the first has the text,
the others mean it from where they stand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_MOVED = 1_000_000
"""Characters of one sheet; a report of ours has a few thousand."""

_TOKEN = re.compile(
    r"""(?P<kept>"(?:[^"]|"")*"|'(?:[^']|'')*')"""
    r"""|(?<![\w.$])(?P<fixed>\$?)(?P<column>[A-Z]{1,3})(?P<still>\$?)(?P<row>\d{1,7})(?![\w(.!])""",
    re.ASCII | re.IGNORECASE,
)


def column_number(letters: str) -> int:
    """`A` is 1, `AA` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """1 is `A`, 27 is `AA`."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


@dataclass
class SharedFormulas:
    """Those of one sheet, by their number, with the row and column of the cell that has the text."""

    _begun: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    _left: int = MOST_MOVED

    def text(self, told: Mapping[str, str], text: str, row: int, column: int) -> str:
        """The formula of a cell; `told`: what its element says of it. Empty where its text is nowhere."""
        number = told.get("si")
        if told.get("t") != "shared" or number is None:
            return text
        if text:
            self._begun[number] = text, row, column
            return text
        first, from_row, from_column = self._begun.get(number, ("", row, column))
        self._left -= len(first)
        return moved(first, row - from_row, column - from_column) if self._left >= 0 else ""


def moved(formula: str, down: int, right: int) -> str:
    """A formula as it is when its cell is filled into another one: what has no dollar moves along."""

    def move(token: re.Match[str]) -> str:
        if token["kept"]:
            return token["kept"]
        column, row = column_number(token["column"].upper()), int(token["row"])
        column, row = column if token["fixed"] else column + right, row if token["still"] else row + down
        if column < 1 or row < 1:
            return "#REF!"
        return f"{token['fixed']}{column_letters(column)}{token['still']}{row}"

    return _TOKEN.sub(move, formula)
