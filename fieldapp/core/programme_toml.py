"""Reading a programme definition (TOML), with a place and a reason for everything that is wrong in it."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unit
from fieldapp.core.programme import (
    DATE_MANNERS,
    RESERVED,
    WORDINGS,
    District,
    Form,
    Indicator,
    Names,
    Office,
    Organisation,
    Programme,
    Region,
    Sum,
    key_from,
    shared_spelling,
)
from fieldapp.core.sheet import CONTROL

_KEY = re.compile(r"[a-z][a-z0-9_-]*", re.ASCII)
PLURAL_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f]")
_T = TypeVar("_T")


def read_programme(text: str, source: str) -> Programme:
    """The programme in a TOML text. `source` is the file name for the error.

    Raises FieldAppError `programme-syntax` (with TOML's own line and column) or `programme-wrong` (`where`:
    the key, such as `district[3].names.az`; `why`: a code).
    """
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise FieldAppError("programme-syntax", source=source, where=str(error)) from error
    try:
        return _programme(_Table(table, "")).defined_by(text)
    except _WrongError as error:
        raise FieldAppError(
            "programme-wrong", source=source, where=error.where or "programme", why=error.why
        ) from error


class _WrongError(Exception):
    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why


class _Table:
    """A TOML table that knows where it stands in the file."""

    def __init__(self, items: Mapping[str, Any], where: str) -> None:
        self.items = items
        self.where = where

    def at(self, key: str) -> str:
        return f"{self.where}{'' if key.startswith('[') else '.'}{key}" if self.where else key

    def get(self, key: str, kind: type[_T]) -> _T:
        if key not in self.items:
            raise _WrongError(self.at(key), "missing")
        return self._typed(key, kind)

    def maybe(self, key: str, kind: type[_T]) -> _T | None:
        return self._typed(key, kind) if key in self.items else None

    def _typed(self, key: str, kind: type[_T]) -> _T:
        value = self.items[key]
        if not isinstance(value, kind) or (kind is date and isinstance(value, datetime)):
            raise _WrongError(self.at(key), f"not-{kind.__name__}")
        if isinstance(value, str) and _CONTROL_CHARACTER.search(value):
            raise _WrongError(self.at(key), "control-character")
        return value

    def key(self) -> str:
        key = self.get("key", str)
        if not _KEY.fullmatch(key):
            raise _WrongError(self.at("key"), "not-a-key")
        return key

    def words(self, key: str) -> tuple[str, ...]:
        values = self.maybe(key, list) or []
        table = _Table({f"[{place}]": word for place, word in enumerate(values, start=1)}, self.at(key))
        return tuple(table.get(place, str) for place in table.items)

    def names(self, key: str, languages: Sequence[str]) -> Names:
        table = self.table(key)
        return {language: table.get(language, str) for language in languages}

    def table(self, key: str) -> "_Table":
        return _Table(self.get(key, dict), self.at(key))

    def some(self, key: str, languages: Sequence[str]) -> "_Table":
        """By language; it need neither be there nor have all of them."""
        table = self.table(key) if key in self.items else _Table({}, self.at(key))
        table.known_only(*languages)
        return table

    def tables(self, key: str) -> "list[_Table]":
        if not self.get(key, list):
            raise _WrongError(self.at(key), "empty")
        rows = _Table({f"[{place}]": row for place, row in enumerate(self.items[key], start=1)}, self.at(key))
        return [rows.table(place) for place in rows.items]

    def known_only(self, *known: str) -> None:
        for name in self.items:
            if name not in known:
                raise _WrongError(self.at(name), "unknown-key")


def _programme(root: _Table) -> Programme:
    root.known_only(
        "programme", "region", "district", "indicator", "sum", "office", "orders", "organisation", "form"
    )
    head = root.table("programme")
    head.known_only("key", "version", "languages", "names")
    languages = head.words("languages")
    if not languages:
        raise _WrongError("programme.languages", "empty")
    regions = _read(root, "region", lambda table: _region(table, languages))
    districts = _read(root, "district", lambda table: _district(table, languages, _keys(regions)))
    if shared := shared_spelling(districts):
        raise _WrongError(f"district.{shared[0]}.spellings ({shared[1]})", "twice")
    indicators = _read(root, "indicator", lambda table: _indicator(table, languages))
    if not any(indicator.is_on for indicator in indicators):
        raise _WrongError("indicator", "empty")
    return Programme(
        key=head.key(),
        version=head.get("version", str),
        names=head.names("names", languages),
        languages=languages,
        regions=regions,
        districts=districts,
        indicators=indicators,
        sums=_read(root, "sum", lambda table: _sum(table, languages, indicators)),
        offices=_read(root, "office", lambda table: _office(table, languages, _keys(regions))),
        orders=_orders(root.table("orders"), _keys(districts)),
        forms=_forms(root, _keys(indicators), languages),
        organisations=_organisations(root, languages),
    )


def _region(table: _Table, languages: Sequence[str]) -> Region:
    table.known_only("key", "names")
    return Region(table.key(), table.names("names", languages))


def _district(table: _Table, languages: Sequence[str], regions: Sequence[str]) -> District:
    table.known_only("key", "region", "kind", "names", "spellings", "code", "parts", "valid_from", "valid_to")
    valid_from, valid_to = table.maybe("valid_from", date), table.maybe("valid_to", date)
    if valid_from and valid_to and valid_to < valid_from:
        raise _WrongError(table.at("valid_to"), "before-valid-from")
    if table.key() == CONTROL:
        raise _WrongError(table.at("key"), "reserved")
    parts = table.table("parts") if "parts" in table.items else None
    return District(
        key=table.key(),
        region=_one_of(table, "region", regions),
        names=table.names("names", languages),
        spellings=table.words("spellings"),
        kind=table.maybe("kind", str) or "district",
        code=table.maybe("code", str),
        parts={language: parts.words(language) for language in languages} if parts else None,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _indicator(table: _Table, languages: Sequence[str]) -> Indicator:
    table.known_only(
        *("key", "unit", "on", "names", "short_names", "definitions", "usual", "ceiling"),
        *("counted", "counted_discovered"),
    )
    _refuse_reserved(table)
    if "ceiling" in table.items:
        table.get("usual", str)
    discovered = table.some("counted_discovered", languages)
    unit = Unit(_one_of(table, "unit", [unit.value for unit in Unit]))
    return Indicator(
        key=table.key(),
        unit=unit,
        names=table.names("names", languages),
        short_names=table.names("short_names", languages),
        definitions=table.names("definitions", languages),
        is_on=table.maybe("on", bool) is not False,
        usual=_amount(table, "usual", unit),
        ceiling=_amount(table, "ceiling", unit),
        counted=_counted(table.table("counted"), languages) if "counted" in table.items else None,
        counted_discovered=_counted(discovered, list(discovered.items)),
    )


def _counted(table: _Table, languages: Sequence[str]) -> dict[str, dict[str, str]]:
    """Per language, a phrase by plural category; each holds `{number}` once and no other brace."""
    table.known_only(*languages)
    phrases = {}
    for language in languages:
        forms = table.table(language)
        forms.known_only(*PLURAL_CATEGORIES)
        forms.get("other", str)
        phrases[language] = {category: forms.get(category, str) for category in forms.items}
        for category, phrase in phrases[language].items():
            if phrase.count("{number}") != 1 or phrase.count("{") + phrase.count("}") != 2:
                raise _WrongError(forms.at(category), "not-a-phrase")
    return phrases


def _refuse_reserved(table: _Table) -> None:
    """Keys become columns of files and names in workbooks, where these stand already."""
    if table.key().removesuffix("_total") in RESERVED:
        raise _WrongError(table.at("key"), "reserved")


def _amount(table: _Table, key: str, unit: Unit) -> int | None:
    """A positive number written as text in the entered unit, in stored units."""
    text = table.maybe(key, str)
    if text is None:
        return None
    amount = Decimal(text) * unit.scale if re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII) else Decimal(0)
    if amount == 0 or amount != int(amount):
        raise _WrongError(table.at(key), "not-a-number")
    return int(amount)


def _sum(table: _Table, languages: Sequence[str], indicators: Sequence[Indicator]) -> Sum:
    table.known_only("key", "of", "names")
    words = table.words("of")
    if not words:
        raise _WrongError(table.at("of"), "empty")
    if len(set(words)) < len(words):
        raise _WrongError(table.at("of"), "twice")
    units = {indicator.key: indicator.unit for indicator in indicators}
    if not set(words) <= set(units):
        raise _WrongError(table.at("of"), "unknown-name")
    if {units[word] for word in words} != {Unit.COUNT}:
        raise _WrongError(table.at("of"), "not-counts")
    _refuse_reserved(table)
    return Sum(table.key(), table.words("of"), table.names("names", languages))


def _office(table: _Table, languages: Sequence[str], regions: Sequence[str]) -> Office:
    """`regions = ["*"]` covers all of them."""
    table.known_only("key", "regions", "names")
    words = table.words("regions")
    covered = tuple(regions) if words == ("*",) else words
    if not covered:
        raise _WrongError(table.at("regions"), "empty")
    if not set(covered) <= set(regions):
        raise _WrongError(table.at("regions"), "unknown-name")
    return Office(table.key(), covered, table.names("names", languages))


def _forms(root: _Table, indicators: Sequence[str], languages: Sequence[str]) -> tuple[Form, ...]:
    if "form" not in root.items:
        return ()
    return _read(root, "form", lambda table: _form(table, indicators, list(root.items["orders"]), languages))


def _form(table: _Table, indicators: Sequence[str], orders: Sequence[str], languages: Sequence[str]) -> Form:
    table.known_only("key", "leading", "order", "wording", "dates")
    leading = table.words("leading")
    if not set(leading) <= set(indicators):
        raise _WrongError(table.at("leading"), "unknown-name")
    dates = table.some("dates", languages)
    wording = _one_of(table, "wording", WORDINGS) if "wording" in table.items else WORDINGS[0]
    periods = {language: _one_of(dates, language, DATE_MANNERS) for language in dates.items}
    return Form(table.key(), leading, _one_of(table, "order", orders), wording, periods)


def _orders(table: _Table, districts: Sequence[str]) -> dict[str, tuple[str, ...]]:
    orders = {key: table.words(key) for key in table.items}
    if not orders:
        raise _WrongError("orders", "empty")
    for key, order in orders.items():
        if sorted(order) != sorted(districts):
            raise _WrongError(table.at(key), "not-all-districts-once")
    return orders


def _organisations(root: _Table, languages: Sequence[str]) -> tuple[Organisation, ...]:
    found: dict[str, Organisation] = {}
    for place, table in enumerate(root.tables("organisation"), start=1):
        names = table.names("names", languages)
        key = table.key() if "key" in table.items else key_from(names, place, found)
        if key in found:
            raise _WrongError(f"organisation.{key}", "twice")
        found[key] = Organisation(key, names)
    return tuple(found.values())


def _read(root: _Table, key: str, make: Callable[[_Table], _T]) -> tuple[_T, ...]:
    tables = root.tables(key)
    ((name, count),) = Counter(table.key() for table in tables).most_common(1)
    if count > 1:
        raise _WrongError(f"{key}.{name}", "twice")
    return tuple(make(table) for table in tables)


def _one_of(table: _Table, key: str, known: Sequence[str]) -> str:
    value = table.get(key, str)
    if value not in known:
        raise _WrongError(table.at(key), "unknown-name")
    return value


def _keys(items: Iterable[Region | District | Indicator]) -> list[str]:
    return [item.key for item in items]
