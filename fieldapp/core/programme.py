"""The national definition: regions, districts, offices, indicators, list orders, organisations."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from fieldapp.core.characters import visible
from fieldapp.core.definition.checking import Checking
from fieldapp.core.definition.office import Office
from fieldapp.core.definition.responsibility import Responsibility
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unit
from fieldapp.core.period import Period
from fieldapp.core.sheet import CONTROL, CONTROL_AREA, CONTROL_ITEMS, STATE

HQ = "hq"
"""The key of the office that covers all."""

Names = Mapping[str, str]
"""A name by language code."""

ITEMS = "items"
"""The sum that stands beside every row, on the screen and on paper."""

RESERVED = {
    *(STATE, CONTROL, "district", "key", "office", "period", "period_start", "period_end"),
    *("revision", "check_code", "districts_reported", "districts_expected", "value", "unit"),
    *("kind", "record_id", CONTROL_ITEMS, CONTROL_AREA),
}
"""Words that files and workbooks use (section 8 of docs/domain.md, the workbook's defined names)."""


@dataclass(frozen=True)
class Region:
    """A group of districts, ADM1 for the exchange formats."""

    key: str
    names: Names


@dataclass(frozen=True)
class District:
    """A row of every sheet while it is valid. `code` is ISO 3166-2 where there is one; `parts` are the places
    within it that the published lists name instead of it."""

    key: str
    region: str
    names: Names
    spellings: tuple[str, ...] = ()
    kind: str = "district"
    code: str | None = None
    parts: Mapping[str, tuple[str, ...]] | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid_in(self, period: Period) -> bool:
        """Whether the district is there on at least one day of the period."""
        return (self.valid_from is None or self.valid_from <= period.end) and (
            self.valid_to is None or period.start <= self.valid_to
        )

    def days_in(self, period: Period) -> Period:
        """The days of a period on which the district is there; it is, on one at least."""
        start, end = self.valid_from or period.start, self.valid_to or period.end
        return Period(max(start, period.start), min(end, period.end))


@dataclass(frozen=True)
class Indicator:
    """A column. `usual` (per district and week) and `ceiling`: stored units, None where nothing is known.

    `counted`: by language, the phrase with `{number}` by CLDR plural category (`other` always); where it is
    None the ready sentences take the column's name. `counted_discovered`: the phrases that the wording
    *discovered* has instead.
    """

    key: str
    unit: Unit
    names: Names
    short_names: Names
    definitions: Names
    is_on: bool = True
    usual: int | None = None
    ceiling: int | None = None
    counted: Mapping[str, Mapping[str, str]] | None = None
    counted_discovered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Sum:
    """A sum across columns with a name of its own, such as mines = AP + AT."""

    key: str
    of: tuple[str, ...]
    names: Names


WORDINGS = ("found", "discovered")
DATE_MANNERS = ("words", "numbers")


@dataclass(frozen=True)
class Form:
    """A form of the published sentence: which columns it names first, and its own list order of places.

    `dates`: by language, how it says the period, one of DATE_MANNERS; a language that is not named says it
    as its texts do. A definition made before there were wordings has the first of them.
    """

    key: str
    leading: tuple[str, ...]
    order: str
    wording: str = WORDINGS[0]
    dates: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Organisation:
    """Who may take part in the operations, as the published sentence calls it."""

    key: str
    names: Names


@dataclass(frozen=True)
class Programme:
    """Everything the app knows of one country; nothing in the code knows a country.

    `orders`: list order → district keys, all of them. The order of `districts` is that of the screen.
    `digest`: of the text that defines it.
    `split_at_month_end`: a week in which a month ends is entered in two parts.
    `checking`: which rules its sheets are checked by.
    """

    key: str
    version: str
    names: Names
    languages: tuple[str, ...]
    regions: tuple[Region, ...]
    districts: tuple[District, ...]
    indicators: tuple[Indicator, ...]
    sums: tuple[Sum, ...]
    offices: tuple[Office, ...]
    orders: Mapping[str, tuple[str, ...]]
    organisations: tuple[Organisation, ...]
    forms: tuple[Form, ...] = ()
    digest: str = ""
    split_at_month_end: bool = False
    checking: Checking = field(default_factory=Checking)

    def defined_by(self, text: str) -> "Programme":
        """The same, with the SHA-256 of its definition, in hex; the ends of lines do not count."""
        plain = text.replace("\r\n", "\n").encode("utf-8", "replace")
        return replace(self, digest=hashlib.sha256(plain).hexdigest())

    @cached_property
    def active(self) -> tuple[Indicator, ...]:
        """The indicators that are switched on: the columns of a sheet."""
        return tuple(indicator for indicator in self.indicators if indicator.is_on)

    @cached_property
    def units(self) -> dict[str, Unit]:
        """The unit of each column of a sheet."""
        return {indicator.key: indicator.unit for indicator in self.active}

    @cached_property
    def items(self) -> tuple[Indicator, ...]:
        """The columns that a row's items add up: those of the sum `items`, as in the report; all counts where
        the programme names no such sum."""
        named = next((item.of for item in self.sums if item.key == ITEMS), None)
        if named is None:
            return tuple(indicator for indicator in self.active if indicator.unit is Unit.COUNT)
        return tuple(indicator for indicator in self.active if indicator.key in named)

    def district(self, key: str) -> District:
        """Raises FieldAppError `unknown-district`."""
        return self._districts.get(key) or _by_key(self.districts, key, "unknown-district")

    @cached_property
    def _districts(self) -> dict[str, District]:
        return {district.key: district for district in reversed(self.districts)}

    def region(self, key: str) -> Region:
        """Raises FieldAppError `unknown-region`."""
        return _by_key(self.regions, key, "unknown-region")

    def indicator(self, key: str) -> Indicator:
        """A column, or what the control total of a row is of. Raises FieldAppError `unknown-indicator`."""
        return self._row_controls.get(key) or _by_key(self.indicators, key, "unknown-indicator")

    @cached_property
    def _row_controls(self) -> dict[str, Indicator]:
        area = next((item for item in self.indicators if item.unit is Unit.HECTARE), self.indicators[0])
        names = next((item.names for item in self.sums if item.key == ITEMS), area.names)
        items = Indicator(CONTROL_ITEMS, Unit.COUNT, names, names, {})
        return {CONTROL_ITEMS: items, CONTROL_AREA: replace(area, key=CONTROL_AREA)}

    def office(self, key: str) -> Office:
        """Raises FieldAppError `unknown-office`, with the known keys."""
        return self._offices.get(key) or _by_key(self.offices, key, "unknown-office")

    @cached_property
    def _offices(self) -> dict[str, Office]:
        return {office.key: office for office in reversed(self.offices)}

    @cached_property
    def keys(self) -> frozenset[tuple[str, str]]:
        """`("office", key)` of each, and so of all of `"district"`, and of `"column"` of sheets."""
        kinds = {"office": [*self._offices], "district": [*self._districts], "column": [*self.units]}
        return frozenset((kind, key) for kind, keys in kinds.items() for key in keys)

    def organisation(self, key: str) -> Organisation:
        """Raises FieldAppError `unknown-organisation`."""
        return _by_key(self.organisations, key, "unknown-organisation")

    def usual_organisations(self, office: str) -> tuple[str, ...]:
        """The keys of those that a report names while nobody has chosen: all for headquarters, which publish
        for the whole country; none for any other office, where only its people know who was there."""
        return tuple(item.key for item in self.organisations) if office == HQ else ()

    def organisations_in_order(self, keys: Collection[str]) -> tuple[str, ...]:
        """Keys in the order in which the sentence names them, each once."""
        return tuple(item.key for item in self.organisations if item.key in keys)

    @property
    def first_order(self) -> str:
        """The list order that holds where none is chosen."""
        return next(iter(self.orders))

    def form(self, key: str) -> Form:
        """A form of the sentence; one that is not defined leads with no column, in the first list order."""
        return next((form for form in self.forms if form.key == key), Form(key, (), self.first_order))

    def order(self, key: str) -> tuple[str, ...]:
        """District keys in a published list order. Raises FieldAppError `unknown-order`."""
        if key not in self.orders:
            raise FieldAppError("unknown-order", text=key, known=", ".join(self.orders))
        return self.orders[key]

    def expected(self, office: str, period: Period) -> tuple[District, ...]:
        """The districts an office answers for in a period, in the order of the screen. One that changes hands
        in it belongs to whoever has it at the end."""
        return self._responsibility.expected(self.office(office), period)

    @cached_property
    def _responsibility(self) -> Responsibility[District]:
        return Responsibility(self.offices, self.districts, HQ)

    def find_district(self, text: str, kinds: frozenset[str] = frozenset()) -> District:
        """A district by its key or any known spelling, `kinds` (folded words such as *district* or *city*)
        beside it or not. Raises FieldAppError `unknown-district`."""
        keys = self._keys_by_spelling
        key = keys.get(fold(text)) or keys.get(_without_words(fold(text), kinds))
        if key is None:
            raise FieldAppError("unknown-district", text=text, known=", ".join(d.key for d in self.districts))
        return self.district(key)

    @cached_property
    def _keys_by_spelling(self) -> dict[str, str]:
        return {fold(name): district.key for district in self.districts for name in all_spellings(district)}


def all_spellings(district: District) -> tuple[str, ...]:
    """Everything a district may be called: key, names, variants."""
    return (district.key, *district.names.values(), *district.spellings)


def shared_spelling(districts: Iterable[District]) -> tuple[str, str] | None:
    """The first spelling that two districts claim, after the key of the later one."""
    owners: dict[str, str] = {}
    for district in districts:
        for spelling in map(fold, all_spellings(district)):
            if owners.setdefault(spelling, district.key) != district.key:
                return district.key, spelling
    return None


def key_from(names: Names, place: int, taken: Collection[str]) -> str:
    """A key for what has only names, as organisations do in data files of the first versions; always the same
    one, from the English name or else the first: `Ministry of Defence` is `ministry-of-defence`. A name that
    begins with no Latin letter has its place in the list instead."""
    name = names.get("en") or next(iter(names.values()))
    plain = unicodedata.normalize("NFKD", fold(name)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    key = words if words[:1].isalpha() else f"organisation-{place}"
    while key in taken:
        key += "-2"
    return key


def fold(text: str) -> str:
    """A spelling made comparable: case, dotted and dotless i, spaces and what is invisible do not count.

    `"İ".lower()` is two code points (the second is removed here) and `"I".lower()` is wrong in Azerbaijani,
    so both i's become one.
    """
    plain = unicodedata.normalize("NFC", visible(text)).casefold().replace("\u0307", "").replace("ı", "i")
    return " ".join(plain.split())


def _without_words(name: str, words: frozenset[str]) -> str:
    """`1. ağdam rayonu`, `г.ханкенди` and `xankəndi (şəhər)` without what is not the name."""
    plain = re.sub(r"^\s*\d+[.)]\s*", "", name)
    parts = re.sub(r"(?<=\w)\.(?=\w)", ". ", plain).split()
    return " ".join(part for part in parts if part.strip("(),.") not in words)


_Keyed = TypeVar("_Keyed", Region, District, Indicator, Office, Organisation)


def _by_key(items: tuple[_Keyed, ...], key: str, code: str) -> _Keyed:
    for item in items:
        if item.key == key:
            return item
    raise FieldAppError(code, text=key, known=", ".join(item.key for item in items))
