"""The values of a mirror as rows of its tables, and the statement that puts many of them at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from fieldapp.core.hq.mirrored import (
    Mirrored,
    MirrorOpening,
    MirrorPublication,
    MirrorSheet,
    limit_of,
    spans_of,
)
from fieldapp.core.programme import Names, Programme
from fieldapp.core.records.seal import check_code

MirrorRow = tuple[Any, ...]

AT_ONCE: Final = 10_000
"""Rows in one statement."""


def _columns(told: str) -> dict[str, str]:
    """The type of each column."""
    return {name: kind for name, _, kind in (one.strip().partition(" ") for one in told.split(","))}


_DAYS = "period_start date, period_end date"
_SHEET = f"office text, {_DAYS}"
_NAMED = "name_en text, name_local text"
MIRROR_COLUMNS: Final = {
    "office": _columns(f"office text, organisation text, {_NAMED}"),
    "district": _columns(
        f"district text, region text, region_en text, {_NAMED}, code text, valid_from date, valid_to date"
    ),
    "indicator": _columns(f"indicator text, unit text, {_NAMED}"),
    "sheet": _columns(
        f"{_SHEET}, iso_week text, month date, year int, status text, revision int, revision_id text,"
        " changed_at timestamptz, digest text, seq bigint"
    ),
    "tally": _columns(
        f"{_SHEET}, district text, indicator text, value bigint, exact text, state text, revision_id text,"
        " seq bigint"
    ),
    "revision": _columns(
        f"revision_id text, {_SHEET}, number int, verdict text, counted boolean, check_code text,"
        " parents text, sealed_at timestamptz, received_at timestamptz, record text, seq bigint"
    ),
    "week": _columns(
        f"{_SHEET}, state text, due timestamptz, missing_after timestamptz, received_at timestamptz,"
        " sealed_at timestamptz, revision int, answered int, expected int, is_after_publication boolean"
    ),
    "publication": _columns(
        f"publication_id text, {_DAYS}, kind text, language text, body text, set_digest text,"
        " published_at timestamptz"
    ),
    "opening": _columns(f"{_DAYS}, district text, indicator text, value bigint, exact text, source text"),
}
"""The columns of each table but for the programme, which is the first of all of them."""

_SHEET_KEY = ("office", "period_start", "period_end")
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    **{table: (table,) for table in ("office", "district", "indicator")},
    "sheet": _SHEET_KEY,
    "tally": (*_SHEET_KEY, "district", "indicator"),
    "revision": ("revision_id",),
    "week": _SHEET_KEY,
    "publication": ("publication_id",),
    "opening": ("period_start", "period_end", "district", "indicator"),
}
_MADE = {"parents": "string_to_array(given.parents, ' ')"}
"""A list travels as words: an array of arrays would come out flat."""
_KEPT = frozenset({"record"})
"""What a row goes on saying when it is put again: an id stands for one text for ever."""


def put_statement(table: str) -> str:
    """Puts rows, given as an array for each column; one whose key is there takes the new values."""
    columns, key = MIRROR_COLUMNS[table], _KEYS[table]
    names = ", ".join(columns)
    given = ", ".join(f"%s::{kind}[]" for kind in columns.values())
    taken = ", ".join(_MADE.get(name, f"given.{name}") for name in columns)
    new = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in {*key, *_KEPT})
    return (
        f"INSERT INTO fieldapp.{table} (programme, {names}) SELECT %s::text, {taken}"
        f" FROM unnest({given}) AS given ({names})"
        f" ON CONFLICT (programme, {', '.join(key)}) DO UPDATE SET {new}"
    )


def batches(rows: Iterable[MirrorRow], width: int) -> Iterator[list[list[Any]]]:
    """Rows as arrays by column, some thousands at once."""
    held: list[MirrorRow] = []
    for row in rows:
        held.append(row)
        if len(held) == AT_ONCE:
            yield _turned(held, width)
            held = []
    if held:
        yield _turned(held, width)


def _turned(rows: Sequence[MirrorRow], width: int) -> list[list[Any]]:
    return [[row[place] for row in rows] for place in range(width)]


def programme_rows(programme: Programme) -> dict[str, list[MirrorRow]]:
    """The places, offices and columns of a programme, by table."""

    def named(names: Names) -> tuple[str, str]:
        own = next((language for language in programme.languages if language != "en"), "en")
        first = next(iter(names.values()))
        return names.get("en", first), names.get(own, first)

    regions = {region.key: named(region.names)[0] for region in programme.regions}
    return {
        "office": [(one.key, one.organisation, *named(one.names)) for one in programme.offices],
        "district": [
            (
                one.key,
                one.region,
                regions[one.region],
                *named(one.names),
                one.code,
                one.valid_from,
                one.valid_to,
            )
            for one in programme.districts
        ],
        "indicator": [(one.key, one.unit.value, *named(one.names)) for one in programme.indicators],
    }


def sheet_row(sheet: MirrorSheet, digest: str, seq: int) -> MirrorRow:
    """A sheet."""
    period, standing = sheet.key.period, sheet.standing
    days = (sheet.key.office, period.start, period.end, *spans_of(period))
    return (*days, standing.status.value, standing.revision, sheet.revision_id, sheet.changed_at, digest, seq)


def tally_rows(sheet: MirrorSheet, seq: int) -> Iterator[MirrorRow]:
    """Its cells."""
    place = (sheet.key.office, sheet.key.period.start, sheet.key.period.end)
    for one in sheet.tallies:
        told = (one.district, one.indicator, one.value, one.exact, one.state)
        yield (*place, *told, sheet.revision_id, seq)


def revision_rows(source: Mirrored, known: frozenset[str], seq: int) -> Iterator[MirrorRow]:
    """The records; the text of one that is known is not sent again."""
    for one in source.revisions:
        record = one.record
        place = (record.id, record.office, record.period.start, record.period.end, record.revision)
        fate = (one.verdict, one.verdict == "counts", check_code(record.figures, record.period))
        times = (" ".join(record.lineage.parents), record.sealed_at, one.received_at)
        yield (*place, *fate, *times, "" if record.id in known else record.text, seq)


def week_rows(source: Mirrored, now: datetime) -> Iterator[MirrorRow]:
    """The squares of the board."""
    for one in source.weeks:
        place = (one.office, one.period.start, one.period.end, one.state.value, one.due, limit_of(one, now))
        came = (one.received_at, one.sealed_at, one.revision)
        yield (*place, *came, one.answered, one.expected, one.is_after_publication)


def publication_row(one: MirrorPublication) -> MirrorRow:
    """A text that was published."""
    return (
        one.id,
        one.period.start,
        one.period.end,
        one.kind,
        one.language,
        one.text,
        one.set_digest,
        one.at,
    )


def opening_row(one: MirrorOpening) -> MirrorRow:
    """What an opening balance says of a district, or of none."""
    days = (one.period.start, one.period.end)
    return (*days, one.district, one.indicator, one.value, one.exact, one.source)
