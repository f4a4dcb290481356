"""Where the texts of a pasted block belong: to the districts and columns they name, or to where they lie."""

import contextlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fieldapp.core.errors import FieldAppError
from fieldapp.core.programme import Indicator, Programme, fold
from fieldapp.core.sheet import CONTROL, Sheet

NO_OPERATIONS = "\u2013"
"""How *no operations* is written, in the grid and on the clipboard: an en dash in every column of the row. A
hyphen is none: spreadsheets write a zero so."""

Block = Sequence[Sequence[str]]
"""Texts row by row, all rows of one width."""


@dataclass(frozen=True, slots=True)
class Target:
    """The cells below and right of the current one, itself the first: districts and indicators as they stand
    on the screen, or the control totals alone."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Headings:
    """What else stands in front of rows and over columns, in any language. `control`: names of the control
    totals. `asides`: of what is computed or said elsewhere (totals, states), so that nothing is lost with
    it. `kinds`: words beside a district's name, such as *district* or *city*."""

    control: frozenset[str] = frozenset()
    asides: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    @classmethod
    def of(cls, control: Iterable[str], asides: Iterable[str] = (), kinds: Iterable[str] = ()) -> "Headings":
        """Names as people write them."""
        return cls(frozenset(map(fold, control)), frozenset(map(fold, asides)), frozenset(map(fold, kinds)))

    def without_kind(self, text: str) -> str:
        """`1. Ağdam rayonu` and `Xankəndi (şəhər)` without what is not the name."""
        words = re.sub(r"^\s*\d+[.)]\s*", "", text).split()
        return " ".join(word for word in words if fold(word.strip("(),.")) not in self.kinds)


NO_NAMES = Headings()


@dataclass(frozen=True, order=True, slots=True)
class LeftOut:
    """Texts for which there is no place. `code`: unknown-row, row-not-here, row-twice, row-unnamed,
    unknown-column, column-twice or outside; `text`: the name, or the first text; `n`: how many texts."""

    code: str
    text: str
    n: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The texts of a block by row of the sheet and indicator, and what has no place in it."""

    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()


def spread(sheet: Sheet, programme: Programme, block: Block, target: Target, names: Headings) -> Spread:
    """Give each text its place. Rows that name districts go to these, in whatever order; a header row names
    the columns; rows that begin with words which name none have no place; where nothing is named, the block
    lies on the target and what juts out has no place."""
    named = _NamedBlock(sheet, programme, block, names)
    if named.has_names:
        return named.spread(target)
    header = _header_in(block[:1], programme) if len(block) > 1 else None
    if header is not None and all(
        key or not title.strip() for key, title in zip(header.columns, header.titles, strict=True)
    ):
        return _laid(block[1:], target.rows, header.columns)
    strange = _column_of_words(block)
    if strange is not None and (len(block) > 1 or len(block[0]) > len(target.columns)):  # no slip in a cell
        rows = [row for row in block if _is_of_figures(row[strange + 1 :])]
        left = (_left("unknown-row", row[strange].strip() or None, row[strange + 1 :]) for row in rows)
        return Spread(left_out=tuple(sorted(item for items in left for item in items)))
    return _laid(block, target.rows, target.columns)


def _laid(block: Block, rows: Sequence[str], columns: Sequence[str | None]) -> Spread:
    laid = {
        district: {key: text for key, text in zip(columns, texts, strict=False) if key}
        for district, texts in zip(rows, block, strict=False)
    }
    outside = [text for texts in block[: len(rows)] for text in texts[len(columns) :]]
    outside += [text for texts in block[len(rows) :] for text in texts]
    return Spread(laid, _left("outside", None, outside))


class _NamedBlock:
    """A block one of whose columns holds the names of rows; what stands left of it are labels."""

    def __init__(self, sheet: Sheet, programme: Programme, block: Block, names: Headings) -> None:
        self._sheet, self._programme, self._block, self._names = sheet, programme, block, names
        self._asides = names.asides.union(
            fold(name) for region in programme.regions for name in region.names.values()
        )
        width = len(block[0]) if block else 0
        keys = ([self._row_named(texts[column]) for texts in block] for column in range(width - 1))
        found = next(((column, keys) for column, keys in enumerate(keys) if any(keys)), None)
        self.has_names = found is not None
        self._at, self._keys = found or (0, [])
        self._times = Counter(key for key in self._keys if key)

    def spread(self, target: Target) -> Spread:
        """Each row that names one of the sheet's, by the columns of the header, or as they follow."""
        first = next(number for number, key in enumerate(self._keys) if key)
        above = [[*row[: self._at], "", *row[self._at + 1 :]] for row in self._block[:first]]
        header = _header_in(above, self._programme)
        columns = header.columns if header else self._columns_as_they_follow(target)
        left = self._columns_left(header, columns)
        rows: dict[str, dict[str, str]] = {}
        for number, (key, row) in enumerate(zip(self._keys, self._block, strict=True)):
            code = self._why_left(key, row[self._at])
            if key is not None and code is None:
                named = zip(columns, row, strict=False)
                rows[key] = {column: text for column, text in named if column is not None}
            elif code is not None and (number > first or _is_of_figures(row[self._at + 1 :])):
                left += _left(code, row[self._at].strip() or None, row[self._at + 1 :])
        return Spread(rows, tuple(sorted(left)))

    def _row_named(self, text: str) -> str | None:
        if fold(text) in self._names.control:
            return CONTROL
        for name in (text, self._names.without_kind(text)):
            with contextlib.suppress(FieldAppError):
                return self._programme.find_district(name).key
        return None

    def _why_left(self, key: str | None, name: str) -> str | None:
        if key is None:
            is_aside = fold(name) in self._asides
            return None if is_aside else "unknown-row" if name.strip() else "row-unnamed"
        if key != CONTROL and key not in self._sheet.districts:
            return "row-not-here"
        return "row-twice" if self._times[key] > 1 else None

    def _columns_as_they_follow(self, target: Target) -> list[str | None]:
        """From the sheet's first column where the block has all of them, else from the current one."""
        width = len(self._block[0]) - self._at - 1
        is_whole = width >= len(self._sheet.indicators)
        return [None] * (self._at + 1) + [*(self._sheet.indicators if is_whole else target.columns)]

    def _columns_left(self, header: "_Header | None", columns: Sequence[str | None]) -> list[LeftOut]:
        """The columns right of the names that have no place, with what they hold."""
        left: list[LeftOut] = []
        for column in range(self._at + 1, len(self._block[0])):
            if column < len(columns) and columns[column]:
                continue
            texts = sorted(row[column] for row, key in zip(self._block, self._keys, strict=True) if key)
            if header is None:
                left += _left("outside", None, texts)
            elif fold(header.titles[column]) not in self._asides:
                code = "column-twice" if column in header.doubled else "unknown-column"
                left += _left(code, header.titles[column].strip() or None, texts)
        return left


@dataclass(frozen=True, slots=True)
class _Header:
    """A row that heads the columns: its texts, the indicators they name, and where one is named again."""

    titles: Sequence[str]
    columns: list[str | None]
    doubled: frozenset[int]


def _header_in(rows: Block, programme: Programme) -> _Header | None:
    """The last of the rows that names an indicator; of two columns headed alike neither is taken."""
    columns = _Columns(programme)
    for row in reversed(rows):
        found = [columns.find(text) for text in row]
        if any(found):
            times = Counter(found)
            doubled = frozenset(number for number, key in enumerate(found) if key and times[key] > 1)
            taken = [None if number in doubled else key for number, key in enumerate(found)]
            return _Header(row, taken, doubled)
    return None


class _Columns:
    """Finds an indicator by its key, by a name, or by the first words that no other begins with."""

    def __init__(self, programme: Programme) -> None:
        self._words = [(indicator.key, _all_words(indicator)) for indicator in programme.active]

    def find(self, text: str) -> str | None:
        """The key, or None."""
        words = _words(text)
        if not words:
            return None
        exact = {key for key, spelt in self._words if words in spelt}
        begun = {key for key, spelt in self._words if any(name[: len(words)] == words for name in spelt)}
        return next((found.pop() for found in (exact, begun) if len(found) == 1), None)


def _left(code: str, name: str | None, texts: Iterable[str]) -> tuple[LeftOut, ...]:
    """What is left out, if there is a text at all."""
    said = [text.strip() for text in texts if text.strip()]
    return (LeftOut(code, said[0] if name is None else name, len(said)),) if said else ()


def _column_of_words(block: Block) -> int | None:
    """A column of words left of figures: names, though none that is known. Laid down as it stands, the block
    would put every figure one column too far."""
    for column in range(len(block[0]) - 1 if block else 0):
        said = [row[column].strip() for row in block if row[column].strip()]
        is_one_word = len(said) > 1 and len(set(map(fold, said))) == 1  # “none” for every number, and no name
        if said and not is_one_word and all(map(_BEGINS_WITH_A_LETTER, said)):
            return column if any(_is_of_figures(row[column + 1 :]) for row in block) else None
    return None


_BEGINS_WITH_A_LETTER = re.compile(r"(\d+[.)]\s*)?[^\W\d_]").match


def _is_of_figures(texts: Iterable[str]) -> bool:
    """Whether tallies stand there, and not a title or the second line of a header."""
    return any(text.strip() == NO_OPERATIONS or any(map(str.isdigit, text)) for text in texts)


def _all_words(indicator: Indicator) -> list[tuple[str, ...]]:
    spelt = [indicator.key, *indicator.names.values(), *indicator.short_names.values()]
    return [_words(name) for name in spelt]


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", fold(text.replace("_", " "))))
