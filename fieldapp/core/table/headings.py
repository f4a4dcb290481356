"""What stands over columns and in front of rows, in any language and in one row or several."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fieldapp.core.numbers import Unit
from fieldapp.core.programme import Indicator, Programme, fold

Block = Sequence[Sequence[str]]
"""Texts row by row, all rows of one width."""


@dataclass(frozen=True, slots=True)
class Headings:
    """What else stands in front of rows and over columns, in any language, folded. `control`: names of the
    control totals. `totals`: of the row that adds up all others. `asides`: of what is computed or said
    elsewhere (totals, states, row numbers), so that nothing is lost with it. `kinds`: words beside a
    district's name, such as *district* or *city*. `areas`: words that head the area where there is one area
    alone. `units`: words of other units than ours. `row_controls`: the columns of the control totals of rows,
    by name."""

    control: frozenset[str] = frozenset()
    asides: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    totals: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    row_controls: Mapping[str, str] = field(default_factory=dict, kw_only=True)

    @classmethod
    def of(
        cls,
        control: Iterable[str] = (),
        asides: Iterable[str] = (),
        kinds: Iterable[str] = (),
        totals: Iterable[str] = (),
        areas: Iterable[str] = (),
        units: Iterable[str] = (),
        row_controls: Iterable[tuple[str, str]] = (),
    ) -> "Headings":
        """Names as people write them."""
        said = (frozenset(map(fold, names)) for names in (control, asides, kinds, totals, areas, units))
        return cls(*said, row_controls={fold(name): key for name, key in row_controls})


NO_NAMES = Headings()


@dataclass(frozen=True, slots=True)
class TableHeader:
    """What heads the columns: their titles, the indicators they name, and where one is named again."""

    titles: Sequence[str]
    columns: list[str | None]
    doubled: frozenset[int]


def header_in(rows: Block, programme: Programme, names: Headings) -> TableHeader | None:
    """The header in the rows above the figures: from the first that names an indicator to the last. A column
    is what the texts over it say together; where there are two of one kind, neither is taken."""
    known = _Columns(programme, names)
    first = next((number for number, row in enumerate(rows) if any(map(known.find, row))), None)
    if first is None:
        return None
    first -= first > 0 and _is_group_row(rows[first - 1], rows[first])
    heading = [[text if _is_title(text) else "" for text in row] for row in rows[first:]]
    pieces = [_pieces(heading, column) for column in range(len(heading[0]))]
    found = [known.find_together(own, over) for own, over in pieces]
    times = Counter(found)
    doubled = frozenset(number for number, key in enumerate(found) if key and times[key] > 1)
    return TableHeader(
        [" ".join(own) for own, _ in pieces],
        [None if number in doubled else key for number, key in enumerate(found)],
        doubled,
    )


def _is_group_row(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row of words stands over the header, and not the title of the table."""
    said = [column for column, text in enumerate(row) if _is_title(text)]
    return len(said) > 1 or any(below[column].strip() and column for column in said)


def _pieces(heading: Block, column: int) -> tuple[list[str], list[str]]:
    """The texts over a column, and those that reach over it from the left: a merged cell has its text in its
    first column, and in the others only what stands below it."""
    own, over = [], []
    for number, row in enumerate(heading):
        text = row[column].strip()
        if text:
            own.append(text)
        elif any(lower[column].strip() for lower in heading[number + 1 :]):
            over += [left for left in map(str.strip, row[:column]) if left][-1:]
    return own, over


_NO_TITLE = re.compile(r"[\d\s.,]*|#\w.*")
"""A column's number, or a tag for machines."""


def _is_title(text: str) -> bool:
    return not _NO_TITLE.fullmatch(text.strip())


class _Columns:
    """Finds an indicator by its key, by a name, or by the first words that no other begins with."""

    def __init__(self, programme: Programme, names: Headings) -> None:
        self._words = [(indicator.key, _all_words(indicator)) for indicator in programme.active]
        areas = [indicator for indicator in programme.active if indicator.unit is Unit.HECTARE]
        self._area = areas[0].key if len(areas) == 1 else None
        self._area_words, self._units = names.areas, names.units
        self._row_controls = names.row_controls
        self._near_area = names.areas.union(
            word for indicator in areas for words in _all_words(indicator) for word in words
        )

    def find(self, text: str) -> str | None:
        """The key, or None."""
        if fold(text) in self._row_controls:
            return self._row_controls[fold(text)]
        words = _words(text)
        if not words:
            return None
        exact = {key for key, spelt in self._words if words in spelt}
        begun = {key for key, spelt in self._words if any(name[: len(words)] == words for name in spelt)}
        found = next((found.pop() for found in (exact, begun) if len(found) == 1), None)
        is_area = self._area_words.intersection(words) and self._near_area.issuperset(words)
        return found or (self._area if is_area else None)

    def find_together(self, own: list[str], over: list[str]) -> str | None:
        """The one indicator that a column's texts name, alone or with those that reach over it."""
        whole = [" ".join([*over, *own]), " ".join([*own, *over])] if len(own) + len(over) > 1 else []
        for texts in (own, whole, over):
            found = {key for text in texts if (key := self.find(text))}
            if found:
                said = _words(whole[0] if whole else own[0])
                if len(found) > 1 or self._units.intersection(said):
                    return None
                return found.pop()
        return None


def _all_words(indicator: Indicator) -> list[tuple[str, ...]]:
    spelt = [indicator.key, *indicator.names.values(), *indicator.short_names.values()]
    return [_words(name) for name in spelt]


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+|%", fold(text.replace("_", " "))))
