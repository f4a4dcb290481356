"""Where the texts of a pasted block belong: to the districts and columns they name, or to where they lie."""

import contextlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fieldapp.core.characters import visible
from fieldapp.core.errors import FieldAppError
from fieldapp.core.programme import Programme, fold
from fieldapp.core.sheet import CONTROL, Sheet
from fieldapp.core.sheet import NO_OPERATIONS as NO_OPERATIONS
from fieldapp.core.table.columns import DASHES, Doubt, Laying, counts_rows, lay_named, lay_unnamed
from fieldapp.core.table.headings import NO_NAMES, Block, Headings, TableHeader, header_in
from fieldapp.core.table.placed import ColumnQuestion, LeftOut, Spread
from fieldapp.core.table.row_totals import with_row_controls, without_crossing, without_row_controls


@dataclass(frozen=True, slots=True)
class Target:
    """The cells below and right of the current one, itself the first: districts and indicators as they stand
    on the screen, or the control totals alone."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]


def spread(
    sheet: Sheet,
    programme: Programme,
    block: Block,
    target: Target,
    names: Headings = NO_NAMES,
    *,
    keeps: Mapping[Doubt, bool] | None = None,
) -> Spread:
    """Give each text its place. Rows that name districts go to these, in whatever order; a header names the
    columns; rows that begin with words which name none have no place; where nothing is named, the block lies
    on the target and what juts out has no place. `keeps`: doubtful columns that are taken as they lie."""
    return without_crossing(_spread(sheet, programme, block, target, names, keeps or {}))


def _spread(
    sheet: Sheet,
    programme: Programme,
    block: Block,
    target: Target,
    names: Headings,
    keeps: Mapping[Doubt, bool],
) -> Spread:
    block = [[_plain(text) for text in row] for row in block]
    named = _NamedBlock(sheet, programme, block, names)
    if named.has_names:
        return named.spread(target, keeps)
    above = _rows_above(block, programme, names)
    header = header_in(block[:above], programme, names)
    if header is not None:
        return _headed(block[:above], block[above:], header, target, names)
    strange = _column_of_words(block)
    if strange is not None and (len(block) > 1 or len(block[0]) > len(target.columns)):  # no slip in a cell
        rows = [row for row in block if _is_of_figures(row[strange + 1 :])]
        left = (_left("unknown-row", row[strange].strip() or None, row[strange + 1 :]) for row in rows)
        return Spread(left_out=tuple(sorted(item for items in left for item in items)))
    return _lying(block, target, keeps)


def _lying(block: Block, target: Target, keeps: Mapping[Doubt, bool]) -> Spread:
    """Where nothing is named the block lies on the target, with or without a column that counts its rows."""
    if counts_rows(block):
        shown = [tuple(_said(target.columns, block[0][first:])) for first in (1, 0)]
        question = ColumnQuestion(Doubt.NUMBERS, *shown)
        if Doubt.NUMBERS not in keeps:
            return Spread(left_out=_left("unanswered", None, _texts(block)), questions=(question,))
        first = 0 if keeps[Doubt.NUMBERS] else 1
        found = _figures_lying([row[first:] for row in block], target, keeps)
        return replace(found, questions=(question, *found.questions))
    return _figures_lying(block, target, keeps)


def _figures_lying(block: Block, target: Target, keeps: Mapping[Doubt, bool]) -> Spread:
    figures = without_row_controls(target.columns)
    laying = with_row_controls(lay_unnamed(block, figures), 0, len(figures), target.columns)
    taken = _answered(laying, block[0], keeps)
    if taken.columns is None:
        return Spread(left_out=_left("unanswered", None, _texts(block)), questions=taken.questions)
    outside = frozenset(range(len(target.columns), len(block[0]))) - laying.dropped
    return replace(_laid(block, target.rows, taken.columns, outside), questions=taken.questions)


def _plain(text: str) -> str:
    """A text without what nobody sees, any dash as ours; spaces stay, they tell a zero."""
    plain = visible(text)
    return NO_OPERATIONS if plain in DASHES or plain.strip() in DASHES - {"-"} else plain


@dataclass(frozen=True, slots=True)
class _Answered:
    """The columns as they are to be taken, None until it is known."""

    columns: Sequence[str | None] | None
    questions: tuple[ColumnQuestion, ...] = ()


def _answered(laying: Laying, sample: Sequence[str], keeps: Mapping[Doubt, bool]) -> _Answered:
    if laying.doubt is None:
        return _Answered(laying.keeping)
    shown = (tuple(_said(columns, sample)) for columns in (laying.skipping, laying.keeping))
    question = ColumnQuestion(laying.doubt, *shown)
    if laying.doubt not in keeps:
        return _Answered(None, (question,))
    return _Answered(laying.keeping if keeps[laying.doubt] else laying.skipping, (question,))


def _said(columns: Sequence[str | None], row: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What a row says of each column."""
    return ((key, text.strip()) for key, text in zip(columns, row, strict=False) if key and text.strip())


def _laid(
    block: Block, rows: Sequence[str], columns: Sequence[str | None], outside: frozenset[int]
) -> Spread:
    laid = {
        district: {key: text for key, text in zip(columns, texts, strict=True) if key}
        for district, texts in zip(rows, block, strict=False)
    }
    over = [texts[column] for texts in block[: len(rows)] for column in sorted(outside)]
    return Spread(laid, _left("outside", None, [*over, *_texts(block[len(rows) :])]))


_MOST_ABOVE = 50
"""Rows among which a header is looked for."""


def _rows_above(block: Block, programme: Programme, names: Headings) -> int:
    """How many rows stand over the figures: down to the first of these below a row that heads columns."""
    heads = (number for number, row in enumerate(block[:_MOST_ABOVE]) if header_in([row], programme, names))
    first = next(heads, len(block))
    return next((number for number in range(first + 1, len(block)) if _is_of_figures(block[number])), 0)


def _headed(above: Block, rows: Block, header: TableHeader, target: Target, names: Headings) -> Spread:
    """Rows without names we know lie on the target, by the columns of their header. What stands left of these
    columns and is no row number is a name: of nothing in this sheet."""
    known = [column for column, key in enumerate(header.columns) if key]
    first = min(known, default=0)
    asides = [fold(title) in names.asides for title in header.titles]
    labels = [column for column in range(first) if not asides[column]]
    if any(header.titles[column] or _holds_words(rows, column) for column in labels):
        left = [
            item
            for row in rows
            for item in _left(*_unknown(row, labels), row[first:])
            if _is_of_figures(row[first:]) and fold(item.text) not in names.asides | names.totals
        ]
        return Spread(left_out=tuple(sorted(left)))
    laid = _laid(rows, target.rows, header.columns, frozenset())
    left = list(laid.left_out)
    left += _left("outside", None, [text for text in _texts(above) if text.strip().isdecimal()])
    for column in range(first, len(header.columns)):
        if not header.columns[column] and not asides[column]:
            code = "column-twice" if column in header.doubled else "unknown-column"
            left += _left(code, header.titles[column] or None, [row[column] for row in rows])
    return Spread(laid.rows, tuple(sorted(left)))


def _unknown(row: Sequence[str], labels: Sequence[int]) -> tuple[str, str | None]:
    name = next((row[column].strip() for column in labels if row[column].strip()), None)
    return ("unknown-row" if name else "row-unnamed"), name


def _holds_words(rows: Block, column: int) -> bool:
    return any(row[column].strip() and not row[column].strip(" .)").isdecimal() for row in rows)


def _texts(rows: Block) -> list[str]:
    return [text for row in rows for text in row]


class _NamedBlock:
    """A block one of whose columns holds the names of rows; what stands left of it are labels."""

    def __init__(self, sheet: Sheet, programme: Programme, block: Block, names: Headings) -> None:
        self._sheet, self._programme, self._names = sheet, programme, names
        self._asides = names.asides | names.totals
        self._asides |= {fold(name) for region in programme.regions for name in region.names.values()}
        self._asides |= {fold(name) for item in programme.sums for name in item.names.values()}
        width = len(block[0]) if block else 0
        columns = [[self._row_named(texts[column]) for texts in block] for column in range(width - 1)]
        known = [sum(map(bool, keys)) for keys in columns]
        self.has_names = any(known)
        if not self.has_names:
            return
        self._at = known.index(max(known))
        self._first = next(number for number, key in enumerate(columns[self._at]) if key)
        end = self._end(block, columns[self._at])
        self._block, self._below = block[:end], block[end:]
        self._keys = columns[self._at][:end]
        self._times = Counter(key for key in self._keys if key)

    def spread(self, target: Target, keeps: Mapping[Doubt, bool]) -> Spread:
        """Each row that names one of the sheet's, by the columns of the header, or as they follow."""
        above = [[*row[: self._at], "", *row[self._at + 1 :]] for row in self._block[: self._first]]
        header = header_in(above, self._programme, self._names)
        laying = Laying(tuple(header.columns), tuple(header.columns)) if header else self._laying(target)
        taken = _answered(laying, self._sample(), keeps)
        columns = taken.columns
        left = list(_left("below", None, _texts(self._below)))
        left += self._columns_left(header, columns, laying.dropped) if columns else []
        rows: dict[str, dict[str, str]] = {}
        for number, (key, row) in enumerate(zip(self._keys, self._block, strict=True)):
            code = self._why_left(key, row[self._at]) or (None if columns or not key else "unanswered")
            if key is not None and code is None:
                rows[key] = self._named(columns or (), row)
            elif code is not None and (number >= self._first or self._is_row_above(row)):
                left += _left(code, row[self._at].strip() or None, row[self._at + 1 :])
        return Spread(rows, tuple(sorted(left)), taken.questions, self._total(columns or ()))

    def _is_row_above(self, row: Sequence[str]) -> bool:
        """Whether a row above the first that is known holds tallies; the columns' own numbers are none."""
        said = [text.strip() for text in row if text.strip()]
        return _is_of_figures(row[self._at + 1 :]) and said != [str(n) for n in range(1, len(said) + 1)]

    def _end(self, block: Block, keys: Sequence[str | None]) -> int:
        """Where another table begins below, such as the notes: a row of several words that heads no column
        of ours."""
        for number in range(self._first + 1, len(block)):
            said = [text for text in block[number] if text.strip()]
            is_words = len(said) > 1 and not _is_of_figures(said) and all(map(_BEGINS_WITH_A_LETTER, said))
            is_row = keys[number] or fold(block[number][self._at]) in self._asides
            if is_words and not is_row and header_in([said], self._programme, self._names) is None:
                return number
        return len(block)

    def _row_named(self, text: str) -> str | None:
        if fold(text) in self._names.control:
            return CONTROL
        with contextlib.suppress(FieldAppError):
            return self._programme.find_district(text, self._names.kinds).key
        return None

    def _why_left(self, key: str | None, name: str) -> str | None:
        if key is None:
            is_aside = fold(name) in self._asides
            return None if is_aside else "unknown-row" if name.strip() else "row-unnamed"
        if key != CONTROL and key not in self._sheet.districts:
            return "row-not-here"
        return "row-twice" if self._times[key] > 1 else None

    def _laying(self, target: Target) -> Laying:
        """The columns as they follow the names, for want of a header."""
        told = [
            row
            for key, row in zip(self._keys, self._block, strict=True)
            if key or fold(row[self._at]) in self._names.totals
        ]
        first, whole = self._at + 1, self._sheet.indicators
        laid = lay_named(told, first, whole, target.columns)
        return with_row_controls(laid, first, len(whole), target.columns)

    def _sample(self) -> Sequence[str]:
        """A row to show a question by, the same in whatever order they come."""
        order = (*self._sheet.districts, CONTROL)
        named = [(key, row) for key, row in zip(self._keys, self._block, strict=True) if key]
        return min(named, key=lambda item: (order.index(item[0]) if item[0] in order else len(order), item))[
            1
        ]

    def _named(self, columns: Sequence[str | None], row: Sequence[str]) -> dict[str, str]:
        return {column: text for column, text in zip(columns, row, strict=False) if column is not None}

    def _total(self, columns: Sequence[str | None]) -> dict[str, str]:
        totals = [row for row in self._block if fold(row[self._at]) in self._names.totals]
        if len(totals) != 1 or CONTROL in self._times:
            return {}
        return {key: text for key, text in self._named(columns, totals[0]).items() if _is_of_figures([text])}

    def _columns_left(
        self, header: TableHeader | None, columns: Sequence[str | None], dropped: frozenset[int]
    ) -> list[LeftOut]:
        """The columns right of the names that have no place, with what they hold."""
        left: list[LeftOut] = []
        for column in range(self._at + 1, len(self._block[0])):
            if columns[column] or column in dropped:
                continue
            texts = sorted(row[column] for row, key in zip(self._block, self._keys, strict=True) if key)
            if header is None:
                left += _left("outside", None, texts)
            elif fold(header.titles[column]) not in self._asides:
                code = "column-twice" if column in header.doubled else "unknown-column"
                left += _left(code, header.titles[column].strip() or None, texts)
        return left


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
    return any(text.strip() == NO_OPERATIONS or any(map(str.isdecimal, text)) for text in texts)
