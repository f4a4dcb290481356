"""Reading a programme definition (TOML), with a place and a reason for everything that is wrong in it."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from fieldapp.core.definition.checking import read_checking
from fieldapp.core.definition.office_toml import read_office
from fieldapp.core.definition.toml_table import TomlTable, WrongKeyError, one_of, read_tables
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unit
from fieldapp.core.programme import (
    DATE_MANNERS,
    RESERVED,
    WORDINGS,
    District,
    Form,
    Indicator,
    Organisation,
    Programme,
    Region,
    Sum,
    key_from,
    shared_spelling,
)
from fieldapp.core.sheet import CONTROL

PLURAL_CATEGORIES = ("zero", "one", "two", "few", "many", "other")


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
        return _programme(TomlTable(table, "")).defined_by(text)
    except WrongKeyError as error:
        raise FieldAppError(
            "programme-wrong", source=source, where=error.where or "programme", why=error.why
        ) from error


def _programme(root: TomlTable) -> Programme:
    root.known_only(
        "programme",
        "region",
        "district",
        "indicator",
        "sum",
        "office",
        "orders",
        "organisation",
        "form",
        "checks",
    )
    head = root.table("programme")
    head.known_only("key", "version", "languages", "names", "split_at_month_end")
    languages = head.words("languages")
    if not languages:
        raise WrongKeyError("programme.languages", "empty")
    regions = read_tables(root, "region", lambda table: _region(table, languages))
    districts = read_tables(root, "district", lambda table: _district(table, languages, _keys(regions)))
    if shared := shared_spelling(districts):
        raise WrongKeyError(f"district.{shared[0]}.spellings ({shared[1]})", "twice")
    indicators = read_tables(root, "indicator", lambda table: _indicator(table, languages))
    if not any(indicator.is_on for indicator in indicators):
        raise WrongKeyError("indicator", "empty")
    organisations = _organisations(root, languages)
    known = _keys(regions), _keys(districts), _keys(organisations)
    return Programme(
        key=head.key(),
        version=head.get("version", str),
        names=head.names("names", languages),
        languages=languages,
        regions=regions,
        districts=districts,
        indicators=indicators,
        sums=read_tables(root, "sum", lambda table: _sum(table, languages, indicators)),
        offices=read_tables(root, "office", lambda table: read_office(table, languages, *known)),
        orders=_orders(root.table("orders"), _keys(districts)),
        forms=_forms(root, _keys(indicators), languages),
        organisations=organisations,
        split_at_month_end=head.maybe("split_at_month_end", bool) is True,
        checking=read_checking(root),
    )


def _region(table: TomlTable, languages: Sequence[str]) -> Region:
    table.known_only("key", "names")
    return Region(table.key(), table.names("names", languages))


def _district(table: TomlTable, languages: Sequence[str], regions: Sequence[str]) -> District:
    table.known_only("key", "region", "kind", "names", "spellings", "code", "parts", "valid_from", "valid_to")
    valid_from, valid_to = table.maybe("valid_from", date), table.maybe("valid_to", date)
    if valid_from and valid_to and valid_to < valid_from:
        raise WrongKeyError(table.at("valid_to"), "before-valid-from")
    if table.key() == CONTROL:
        raise WrongKeyError(table.at("key"), "reserved")
    parts = table.table("parts") if "parts" in table.items else None
    return District(
        key=table.key(),
        region=one_of(table, "region", regions),
        names=table.names("names", languages),
        spellings=table.words("spellings"),
        kind=table.maybe("kind", str) or "district",
        code=table.maybe("code", str),
        parts={language: parts.words(language) for language in languages} if parts else None,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _indicator(table: TomlTable, languages: Sequence[str]) -> Indicator:
    table.known_only(
        *("key", "unit", "on", "names", "short_names", "definitions", "usual", "ceiling"),
        *("counted", "counted_discovered"),
    )
    _refuse_reserved(table)
    if "ceiling" in table.items:
        table.get("usual", str)
    discovered = table.some("counted_discovered", languages)
    unit = Unit(one_of(table, "unit", [unit.value for unit in Unit]))
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


def _counted(table: TomlTable, languages: Sequence[str]) -> dict[str, dict[str, str]]:
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
                raise WrongKeyError(forms.at(category), "not-a-phrase")
    return phrases


def _refuse_reserved(table: TomlTable) -> None:
    """Keys become columns of files and names in workbooks, where these stand already."""
    if table.key().removesuffix("_total") in RESERVED:
        raise WrongKeyError(table.at("key"), "reserved")


def _amount(table: TomlTable, key: str, unit: Unit) -> int | None:
    """A positive number written as text in the entered unit, in stored units."""
    text = table.maybe(key, str)
    if text is None:
        return None
    amount = Decimal(text) * unit.scale if re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII) else Decimal(0)
    if amount == 0 or amount != int(amount):
        raise WrongKeyError(table.at(key), "not-a-number")
    return int(amount)


def _sum(table: TomlTable, languages: Sequence[str], indicators: Sequence[Indicator]) -> Sum:
    table.known_only("key", "of", "names")
    words = table.words("of")
    if not words:
        raise WrongKeyError(table.at("of"), "empty")
    if len(set(words)) < len(words):
        raise WrongKeyError(table.at("of"), "twice")
    units = {indicator.key: indicator.unit for indicator in indicators}
    if not set(words) <= set(units):
        raise WrongKeyError(table.at("of"), "unknown-name")
    if {units[word] for word in words} != {Unit.COUNT}:
        raise WrongKeyError(table.at("of"), "not-counts")
    _refuse_reserved(table)
    return Sum(table.key(), table.words("of"), table.names("names", languages))


def _forms(root: TomlTable, indicators: Sequence[str], languages: Sequence[str]) -> tuple[Form, ...]:
    if "form" not in root.items:
        return ()
    return read_tables(
        root, "form", lambda table: _form(table, indicators, list(root.items["orders"]), languages)
    )


def _form(
    table: TomlTable, indicators: Sequence[str], orders: Sequence[str], languages: Sequence[str]
) -> Form:
    table.known_only("key", "leading", "order", "wording", "dates")
    leading = table.words("leading")
    if not set(leading) <= set(indicators):
        raise WrongKeyError(table.at("leading"), "unknown-name")
    dates = table.some("dates", languages)
    wording = one_of(table, "wording", WORDINGS) if "wording" in table.items else WORDINGS[0]
    periods = {language: one_of(dates, language, DATE_MANNERS) for language in dates.items}
    return Form(table.key(), leading, one_of(table, "order", orders), wording, periods)


def _orders(table: TomlTable, districts: Sequence[str]) -> dict[str, tuple[str, ...]]:
    orders = {key: table.words(key) for key in table.items}
    if not orders:
        raise WrongKeyError("orders", "empty")
    for key, order in orders.items():
        if sorted(order) != sorted(districts):
            raise WrongKeyError(table.at(key), "not-all-districts-once")
    return orders


def _organisations(root: TomlTable, languages: Sequence[str]) -> tuple[Organisation, ...]:
    found: dict[str, Organisation] = {}
    for place, table in enumerate(root.tables("organisation"), start=1):
        names = table.names("names", languages)
        key = table.key() if "key" in table.items else key_from(names, place, found)
        if key in found:
            raise WrongKeyError(f"organisation.{key}", "twice")
        found[key] = Organisation(key, names)
    return tuple(found.values())


def _keys(items: Iterable[Region | District | Indicator | Organisation]) -> list[str]:
    return [item.key for item in items]
