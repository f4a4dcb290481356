"""Reading the offices of a programme definition."""

import re
from collections.abc import Sequence
from datetime import date, time

from fieldapp.core.definition.office import WEEKDAYS, Charge, Due, Office
from fieldapp.core.definition.toml_table import TomlTable, WrongKeyError, one_of

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_ALL = ("*",)


def read_office(
    table: TomlTable,
    languages: Sequence[str],
    regions: Sequence[str],
    districts: Sequence[str],
    organisations: Sequence[str],
) -> Office:
    """An office with its regions, dated or not; `regions = ["*"]` covers all of them."""
    table.known_only("key", "names", "regions", "region", "district", "organisation", "due")
    return Office(
        key=table.key(),
        charges=_charges(table, regions),
        names=table.names("names", languages),
        single_districts=_dated(table, "district", districts) if "district" in table.items else (),
        organisation=one_of(table, "organisation", organisations) if "organisation" in table.items else None,
        due=_due(table.table("due")) if "due" in table.items else None,
    )


def _charges(table: TomlTable, regions: Sequence[str]) -> tuple[Charge, ...]:
    if "region" in table.items:
        if "regions" in table.items:
            raise WrongKeyError(table.at("region"), "regions-twice")
        return _dated(table, "region", regions)
    words = table.words("regions")
    covered = tuple(regions) if words == _ALL else words
    if not covered and "district" not in table.items:
        raise WrongKeyError(table.at("regions"), "empty")
    if not set(covered) <= set(regions):
        raise WrongKeyError(table.at("regions"), "unknown-name")
    return tuple(map(Charge, covered))


def _dated(table: TomlTable, key: str, known: Sequence[str]) -> tuple[Charge, ...]:
    """The same place may stand there again, for other days."""
    charges: list[Charge] = []
    for row in table.tables(key):
        row.known_only("key", "from", "to")
        charge = Charge(one_of(row, "key", known), row.maybe("from", date), row.maybe("to", date))
        if charge.valid_from and charge.valid_to and charge.valid_to < charge.valid_from:
            raise WrongKeyError(row.at("to"), "before-from")
        if any(charge.meets(other) for other in charges):
            raise WrongKeyError(row.at("key"), "days-twice")
        charges.append(charge)
    return tuple(charges)


def _due(table: TomlTable) -> Due:
    table.known_only("weekday", "time")
    weekday = WEEKDAYS.index(one_of(table, "weekday", WEEKDAYS))
    hour = table.get("time", str)
    if not _TIME.fullmatch(hour):
        raise WrongKeyError(table.at("time"), "not-a-time")
    return Due(weekday, time.fromisoformat(hour))
